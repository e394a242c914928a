import fc from 'fast-check';
import { ADVERSARIES, type Arena, command, impossible, leaks, makeArena } from '../../support/adversaries';
import { everyday, withStore } from '../../support/engines';
import { type Incident, makeIncident } from '../../support/incident';
import { makeTry } from '../../support/probes';
import type { Role } from '../../support/school';

/** The long tests ask for 10,000. */
const RUNS = Number(process.env['RUNS'] ?? 60);

describe.each(everyday)('adversaries, on %s', (engine) => {
  const at = withStore(engine);
  let arena: Arena;
  beforeAll(async () => {
    arena = await makeArena(at.store);
  }, 60_000);

  test('no sequence of commands reveals a hidden case to anybody it is hidden from', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 6 }), async (commands) => {
        expect(await leaks(arena, commands)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 3_600_000);

  test('the look for leaks is not blind: whoever may know is told, and would be found', async () => {
    const [, second] = arena.hidden;
    if (!second) throw new Error('three cases are hidden');
    const open = { ...arena, hidden: [{ ids: second.ids, from: [...ADVERSARIES] }] };
    const found = await leaks(open, [{ who: 'head', name: 'cases.list', target: 1, seed: 1 }]);
    expect(found).toEqual(['head cases.list learnt of a case']);
    const told = await leaks(open, [{ who: 'head', name: 'cases.note', target: 1, seed: 1 }]);
    expect(told).toContain('head cases.note tells a hidden case from none');
  });
});

/** What the people of a case do to it, in any order. */
const step = fc.record({
  who: fc.constantFrom<Role>('lead', 'head', 'deputy', 'manager', 'elsewhere', 'teacher', 'ict'),
  act: fc.constantFrom('answer', 'answer', 'answer', 'answer', 'stop', 'handOn', 'name', 'second', 'confirm', 'record'),
  pick: fc.nat(5),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(
  it: Incident,
  caseId: Awaited<ReturnType<Incident['open']>>,
  { who, act, pick }: Step,
): Promise<void> {
  const view = await it.read(who, caseId).catch(() => null);
  const base = { caseId, rev: view?.rev ?? 1, reason: 'For a reason' };
  const node = view?.step;
  const person = it.id((['head', 'deputy', 'teacher', 'manager', 'ict', 'colleague'] as const)[pick] ?? 'teacher');
  const fields = Object.fromEntries(
    (node?.fields ?? [])
      .filter((f) => f.required)
      .map((f, i) => [f.key, f.kind === 'person' ? it.id(i === 0 ? 'office' : 'clerk') : 'x']),
  );
  const option = node?.options[pick % Math.max(1, node.options.length)]?.key ?? 'yes';
  const tries: Record<string, () => Promise<unknown>> = {
    answer: () =>
      it.do('cases.answer', who, {
        ...base,
        node: node?.node ?? 'T0',
        choices: [option],
        fields,
        secondId: view?.seconds[0]?.id,
      }),
    stop: () => it.do('cases.stop', who, base),
    handOn: () => it.do('cases.handOn', who, { caseId, to: pick > 2 ? null : person, reason: base.reason }),
    name: () =>
      it.do('cases.namePerson', who, {
        caseId,
        who: { kind: 'staff', personId: person },
        parts: [pick % 2 ? 'instigator' : 'victim'],
      }),
    second: () => it.do('cases.askSecond', who, { caseId, personId: person }),
    confirm: () =>
      it.do('cases.confirm', who, {
        caseId,
        proposalId: view?.waiting?.proposalId ?? caseId,
        agrees: pick > 1,
        reason: base.reason,
      }),
    record: () =>
      it.do('cases.record', who, {
        caseId,
        record: { kind: 'outcome', outcome: 'support_only', retention: 'misuse', keepHold: false, reason: base.reason },
      }),
  };
  // Most of it is refused, and how is told elsewhere; anything but a refusal of ours is a fault.
  await tries[act]?.().catch((e: unknown) => {
    if (!(e instanceof Error && e.name === 'AppError') || ('code' in e && e.code === 'unexpected')) throw e;
  });
}

test.each<
  [string, ('danger' | 'imagery' | 'crime' | 'subject_pupil' | 'subject_unknown' | 'affected_pupil' | 'care')[]]
>([
  ['a pupil’s', ['subject_pupil', 'affected_pupil']],
  ['one that may be a crime', ['subject_unknown', 'affected_pupil', 'crime']],
])(
  'under random hands %s case reaches nothing it must not',
  async (_, flags) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const it = await makeIncident(shared.store);
        const caseId = await it.open({ flags });
        for (const s of steps) {
          await play(it, caseId, s);
          expect(await impossible(it, caseId)).toEqual([]);
        }
        // Whoever is kept out by the end meets nothing.
        const row = await it.school.unit.run(it.school.service, 'read', (work) => work.cases.byId(caseId));
        const attempt = makeTry(it.school);
        for (const role of ['head', 'lead', 'deputy', 'manager', 'teacher', 'elsewhere', 'ict'] as const)
          if (row?.barred.includes(it.id(role)))
            expect(await attempt('cases.read', it.as(role), { caseId })).toMatchObject({ code: 'not_found' });
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    );
  },
  3_600_000,
);
const shared = withStore('postgres');
