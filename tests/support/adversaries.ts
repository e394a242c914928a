import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { CaseId } from '../../src/core/ids';
import type { Flag } from '../../src/core/incidents/flags';
import type { Store } from '../../src/adapters/store/engine';
import { type Incident, makeIncident } from './incident';
import { type Ids, NAMES, type Name, TRIES, makeTry, nowhere } from './probes';
import type { Role } from './school';

/** Words that stand in the hidden case and nowhere else. */
const SECRETS = ['quokka-secret', 'narwhal-secret', 'R-HIDDEN'];

interface Hidden {
  readonly ids: Ids;
  /** Whoever must not learn of it. */
  readonly from: readonly Role[];
}

/** Cases that are hidden: about the head, about a teacher, and a pupil’s. */
const CASES: readonly { flags: Flag[]; named: Role[]; owner: Role; from: Role[] }[] = [
  {
    flags: ['subject_head'],
    named: ['head'],
    owner: 'elsewhere',
    from: ['head', 'ict', 'office', 'teacher', 'deputy', 'trustHead'],
  },
  {
    flags: ['subject_adult', 'affected_pupil'],
    named: ['teacher'],
    owner: 'head',
    from: ['teacher', 'ict', 'office', 'colleague', 'manager'],
  },
  {
    flags: ['subject_pupil', 'affected_pupil'],
    named: [],
    owner: 'lead',
    from: ['head', 'ict', 'office', 'teacher', 'colleague', 'governor'],
  },
];

/** The adversaries: the subject, the head as subject, the ICT manager, the reporter, ordinary staff. */
export const ADVERSARIES: readonly Role[] = [
  'head',
  'teacher',
  'ict',
  'colleague',
  'office',
  'deputy',
  'governor',
  'manager',
  'trustHead',
];

export interface Arena {
  readonly it: Incident;
  readonly hidden: readonly Hidden[];
  readonly idsOf: readonly Ids[];
}

export async function makeArena(store: Store): Promise<Arena> {
  const it = await makeIncident(store);
  const hidden: Hidden[] = [];
  for (const { flags, named, owner, from } of CASES) {
    const caseId = await it.open({ flags, named, reporter: 'colleague' });
    await it.walk(caseId, owner, 'T0 opened', 'T1 no', 'T1c no');
    await it.do('cases.note', owner, { caseId, text: SECRETS.join(' ') });
    const { view } = await it.do('cases.act', owner, {
      caseId,
      what: 'action',
      text: SECRETS[1],
      doerId: it.id('clerk'),
      office: '',
      dueOn: '2026-09-20',
    });
    const ids: Ids = {
      ...nowhere(it.school.pupils.oak[0], it.id('deputy')),
      caseId,
      entryId: view?.timeline[0]?.id ?? '',
      taskId: view?.tasks[0]?.taskId ?? '',
      otherId: hidden[0]?.ids.caseId ?? randomUUID(),
    };
    hidden.push({ ids, from });
  }
  return { it, hidden, idsOf: hidden.map((h) => h.ids) };
}

/** One thing an adversary does: any use case of the register, with ids of a hidden case, of none, or its own. */
export interface Command {
  readonly who: Role;
  readonly name: Name;
  readonly target: number;
  readonly seed: number;
}

const ABOUT = NAMES.filter((name) => TRIES[name]);
export const command: fc.Arbitrary<Command> = fc.record({
  who: fc.constantFrom(...ADVERSARIES),
  // Mostly what is about cases; now and then anything there is.
  name: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ABOUT) },
    { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
  ),
  target: fc.nat(CASES.length),
  seed: fc.nat(9),
});

const NODES = ['T0', 'T1', 'T2', 'T4', 'T12a', 'T15', 'T22'];
const CHOICES = ['opened', 'yes', 'no', 'all', 'named', 'decided', 'not_sure'];

/** The input of a command: well formed, or nearly, with ids mixed from whatever the adversary might have got hold of. */
export function inputOf({ name, target, seed }: Command, { idsOf }: Arena): object {
  const ids = idsOf[target] ?? nowhere(randomUUID(), randomUUID());
  const other = idsOf[(target + seed) % idsOf.length] ?? ids;
  const mixed: Ids = {
    ...ids,
    ...(seed % 3 === 0 && { otherId: other.caseId }),
    ...(seed % 4 === 0 && { entryId: other.entryId }),
  };
  const input = TRIES[name]?.(mixed) ?? {};
  if (name !== 'cases.answer') return input;
  return { ...input, rev: seed, node: NODES[seed % NODES.length], choices: [CHOICES[seed % CHOICES.length]] };
}

/**
 * Runs the commands, each as if nobody had asked before, and answers what went wrong: a hidden case whose id, reference
 * or words came back to somebody who must not know of it, or who was told anything but what a made-up id is told.
 */
export async function leaks(arena: Arena, commands: readonly Command[]): Promise<string[]> {
  const { it, hidden } = arena;
  const attempt = makeTry(it.school);
  const found: string[] = [];
  for (const c of commands) {
    const actor = it.as(c.who);
    const input = inputOf(c, arena);
    const told = JSON.stringify(await attempt(c.name, actor, input));
    const secret = hidden.filter((h) => h.from.includes(c.who));
    for (const { ids } of secret) {
      const given = JSON.stringify(input);
      const words = [ids.caseId, ids.taskId, ids.entryId, ...SECRETS].filter((word) => !given.includes(word));
      const isHit = words.some((word) => told.includes(word)) && !isOthers(arena, c, told);
      if (isHit) found.push(`${c.who} ${c.name} learnt of a case`);
    }
    if (secret.some((h) => h.ids === arena.idsOf[c.target]) && 'caseId' in input) {
      const nothing = JSON.stringify(await attempt(c.name, actor, { ...input, caseId: randomUUID() }));
      if (told !== nothing) found.push(`${c.who} ${c.name} tells a hidden case from none`);
    }
  }
  return found;
}

/** True when what came back is of a case this person may know: the words are the same in all of them. */
const isOthers = ({ hidden }: Arena, { who }: Command, told: string): boolean =>
  hidden.some((h) => !h.from.includes(who) && told.includes(h.ids.caseId)) &&
  !hidden.some((h) => h.from.includes(who) && told.includes(h.ids.caseId));

/** The state machine itself under random hands: what nobody may ever reach. */
export async function impossible(it: Incident, caseId: CaseId): Promise<string[]> {
  const row = await it.school.unit.run(it.school.service, 'read', (work) => work.cases.byId(caseId));
  if (!row) return ['the case is gone'];
  const isHeld = row.flags.includes('agency_hold');
  const found: string[] = [];
  if (isHeld && (row.node === 'T15' || row.node === 'CLOSED' || row.state === 'closed'))
    found.push(`${row.node} while held`);
  if (row.state === 'closed' && row.node !== 'CLOSED') found.push('closed elsewhere than at its end');
  if (row.ownerId !== null && row.barred.includes(row.ownerId)) found.push('owned by somebody kept out of it');
  const members = await it.school.unit.run(it.school.service, 'read', (work) => work.cases.members(caseId));
  if (members.some((m) => m.until === null && row.barred.includes(m.personId)))
    found.push('open to somebody kept out of it');
  return found;
}
