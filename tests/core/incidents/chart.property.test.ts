import fc from 'fast-check';
import {
  advance,
  back,
  begin,
  change,
  answered,
  happened,
  offered,
  replay,
  stepAt,
} from '../../../src/core/incidents/advance';
import { allows } from '../../../src/core/incidents/capabilities';
import { Progress } from '../../../src/core/incidents/chart';
import type { Chart, Flag, Progress as At } from '../../../src/core/incidents/chart';
import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import { AppError } from '../../../src/core/errors';
import { filledIn } from './answering';

/** One thing somebody does next; numbers choose among what is there at that moment. */
interface Move {
  readonly kind: 'answer' | 'back' | 'change' | 'stop' | 'learnt' | 'renewed' | 'hand_on';
  readonly pick: number;
  readonly more: number;
  readonly words: string;
  readonly fact: Flag;
}

const WORDS = ['He took a rubber.', 'They share nudes.', 'She wants to die.', 'A knife, and nudes too.'];
const move = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('answer' as const) },
    { weight: 1, arbitrary: fc.constantFrom('back', 'change', 'stop', 'learnt', 'renewed', 'hand_on' as const) },
  ),
  pick: fc.nat({ max: 40 }),
  more: fc.nat({ max: 40 }),
  words: fc.constantFrom(...WORDS),
  fact: fc.constantFrom<Flag>('imagery', 'no_recipient', 'subject_head', 'subject_adult', 'affected_pupil', 'lado'),
}) as fc.Arbitrary<Move>;
const moves = fc.array(move, { minLength: 1, maxLength: 60 });

const throughJson = (at: At): At => Progress.parse(JSON.parse(JSON.stringify(at)));

/** Null when that cannot be done here, which is said by an error of ours and nothing else. */
function tried(run: () => At): At | null {
  try {
    return run();
  } catch (e) {
    if (e instanceof AppError && ['conflict', 'invalid_input'].includes(e.code)) return null;
    throw e;
  }
}

function next(chart: Chart, at: At, { kind, pick, more, words, fact }: Move): At | null {
  const step = stepAt(chart, at);
  if (kind === 'back') return tried(() => back(chart, at));
  if (kind === 'change') {
    const nodes = answered(at).map((a) => a.node);
    return tried(() => change(chart, at, nodes[pick % (nodes.length || 1)] ?? 'R1'));
  }
  if (kind !== 'answer') return tried(() => happened(chart, at, kind, pick % 2 ? [fact] : []));
  if (step === null) return null;
  const keys = offered(step, at.flags).map((o) => o.key);
  const choices = [...new Set([keys[pick % keys.length]!, ...(step.multi ? [keys[more % keys.length]!] : [])])];
  return advance(chart, at, filledIn(step, at.node, step.freeText ? [] : choices, words));
}

const KEPT: readonly Flag[] = ['danger', 'imagery'];

function walkAndCheck(chart: Chart, start: At, steps: readonly Move[]): void {
  let at = start;
  for (const step of steps) {
    const after = next(chart, throughJson(at), step);
    if (after === null) continue;
    for (const flag of KEPT) if (at.flags.includes(flag)) expect(after.flags).toContain(flag);
    if (after.flags.includes('imagery')) {
      expect(after.flags.includes('crime') || after.flags.includes('imagery_ruled_out')).toBe(true);
      for (const c of ['upload', 'mail_copy', 'view_content', 'preview'] as const)
        expect(allows(chart, after, c)).toBe(false);
      expect(after.node).not.toBe('T12u');
    }
    if (after.flags.includes('agency_hold')) expect(['T15', 'CLOSED', 'T12', 'T12b']).not.toContain(after.node);
    at = after;
  }
  expect(throughJson(at)).toEqual(at);
  expect(replay(chart, at.answers, at.inputs)).toEqual(at);
}

test('any report survives JSON between its steps, replays to the same, and lets go of no safety flag', () => {
  fc.assert(
    fc.property(moves, (steps) => walkAndCheck(REPORT, begin(REPORT), steps)),
    { numRuns: 600 },
  );
});

test('so does any case, whatever its report said', () => {
  const flags = fc.subarray<Flag>([
    'danger',
    'crime',
    'subject_pupil',
    'subject_head',
    'subject_unknown',
    'affected_pupil',
  ]);
  const imagery = fc.boolean().map((is): Flag[] => (is ? ['imagery', 'crime'] : []));
  fc.assert(
    fc.property(flags, imagery, moves, (known, seen, steps) =>
      walkAndCheck(TRIAGE, begin(TRIAGE, { flags: [...known, ...seen] }), steps),
    ),
    { numRuns: 600 },
  );
});

test('a report asks at most eight questions, imagery before any words, whatever is answered', () => {
  const answers = fc.array(
    move.map((m): Move => ({ ...m, kind: 'answer' })),
    { minLength: 30, maxLength: 30 },
  );
  fc.assert(
    fc.property(answers, (steps) => {
      let at = begin(REPORT);
      for (const step of steps) at = next(REPORT, at, step) ?? at;
      expect(REPORT.nodes[at.node]?.kind).toBe('terminal');
      const asked = answered(at)
        .map((a) => a.node)
        .filter((id) => REPORT.nodes[id]?.kind === 'question');
      expect(asked.length).toBeLessThanOrEqual(8);
      expect(asked.indexOf('R1')).toBe(0);
      expect(asked.indexOf('R2')).toBeLessThan(asked.indexOf('R6'));
    }),
    { numRuns: 400 },
  );
});
