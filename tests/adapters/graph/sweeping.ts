import type { Actual } from '../../../src/core/accounts/account';
import type { Case } from '../../../src/core/accounts/case';
import { type AccountEvent, factsOf } from '../../../src/core/accounts/facts';
import type { Directory } from '../../../src/core/accounts/directory';
import { type CaseState, carryOut } from '../../../src/core/accounts/run';
import { schedule } from '../../../src/core/accounts/schedule';
import { graphDirectory } from '../../../src/adapters/graph/directory';
import type { Transport } from '../../../src/adapters/graph/transport';
import { schoolDayAt } from '../../../src/core/people/day';
import { practiceTrust } from '../../../src/practice/trust/trust';
import { day, guid, holder, joined, scheme, teacher } from '../../core/accounts/builders';
import { littleDesk } from '../../core/accounts/little-directory';
import { isTrue, truthOf } from './truth';
import { MORNING, type Practice, openPractice } from './virtual';
import { type Death, makeWorker } from './mortal';

/** What goes wrong with one thing that is asked of Graph: an envelope, a part of one, or a call by itself. */
export interface Mishap {
  readonly effect: string;
  /** '' when the refusal does not say how long to wait. */
  readonly retryAfter?: string;
  /** For so long the same address answers in the same way, in ms of virtual time. */
  readonly lasts?: number;
}

/** The list of the issue; and a directory that says yes and does nothing. */
export const MISHAPS: readonly Mishap[] = [
  { effect: 'status:429', retryAfter: '7' },
  { effect: 'status:429', retryAfter: '' },
  { effect: 'status:429', retryAfter: '300' },
  { effect: 'status:503', retryAfter: '3' },
  { effect: 'status:500' },
  { effect: 'reset-before' },
  { effect: 'timeout-after' },
  { effect: 'cut-body' },
  { effect: 'html' },
  { effect: 'status:404', lasts: 30_000 },
  { effect: 'status:409' },
  { effect: 'lie' },
];

export const STORIES = ['starter', 'leaver'] as const;
export type Story = (typeof STORIES)[number];
const STARTER = 'T0001';
const MINUTE = 60_000;
/** The same people for every telling. */
const TRUST = practiceTrust({ seed: 7, today: schoolDayAt(MORNING) });
/** Longer than anybody waits for anything in a story. */
const MOST_RUNS = 14;

export interface Telling {
  /** Which of the things asked goes wrong, from 1. */
  readonly nth?: number;
  readonly mishap?: Mishap;
  readonly kill?: Death;
  /** A defect on purpose: the sweep has to find it. */
  readonly planted?: {
    readonly wrap?: (send: Transport) => Transport;
    readonly directory?: (d: Directory) => Directory;
  };
}

export interface Told {
  /** What there is in truth, without what differs from run to run. */
  readonly truth: unknown;
  /** How the last act ended. */
  readonly state: CaseState | undefined;
  /** HTTP calls, and things asked: each envelope and each of its parts. */
  readonly calls: number;
  readonly asks: number;
  readonly accounts: number;
  /** Rows that were said to be done and were not. */
  readonly falseDone: readonly string[];
  /** What was asked again before the time that Graph had named. */
  readonly tooEarly: readonly string[];
  readonly died: boolean;
}

/** What has to be the same however a story went, and what must never happen in any. */
export const toldOf = ({ truth, state, falseDone, tooEarly }: Told) => ({ truth, state, falseDone, tooEarly });

interface Act {
  readonly events: readonly AccountEvent[];
  readonly handedOff?: readonly string[];
  /** What a person does before it. */
  readonly before?: () => void;
}

/** Lets one person's story happen in a practice directory, with one thing going wrong. */
export async function tell(story: Story, o: Telling = {}): Promise<Told> {
  // Only where an answer never comes is it not worth waiting for.
  const timeoutMs = o.mishap?.effect.startsWith('timeout') ? 400 : 60_000;
  const practice = await openPractice({ trust: TRUST, client: { timeoutMs } });
  try {
    return await (story === 'starter' ? starterStory(practice, o) : leaverStory(practice, o));
  } finally {
    practice.graph.controls.expectNoAccidents();
    await practice.graph.close();
  }
}

function starterStory(practice: Practice, o: Telling): Promise<Told> {
  const [manager] = practice.graph.controls.state().people;
  const who = holder({ key: STARTER, managerOid: manager?.id ?? null, addresses: addresses() });
  const start = joined({ at: MORNING - 1_000, on: day('2026-09-01'), template: templateOf(practice) });
  const acts: Act[] = [
    { events: [start] },
    { events: [start, { at: MORNING + 1, kind: 'signed' }], before: () => practice.graph.controls.advance(5 * MINUTE) },
  ];
  return play(practice, o, { who, acts, actual: { accounts: [], deleted: null } });
}

/** Somebody with a mailbox, three ways to sign in and a licence that has to wait until the mailbox is safe. */
async function leaverStory(practice: Practice, o: Telling): Promise<Told> {
  const { controls, ids } = practice.graph;
  const oid = ids.people.julyFinisher;
  const person = controls.person(oid);
  if (!person?.employeeId) throw new Error('the practice school has its July finisher');
  const who = holder({ key: person.employeeId, oid, managerOid: person.managerId, addresses: [] });
  const start = joined({ at: MORNING - 9_000, on: day('2020-09-01'), template: templateOf(practice) });
  const events: AccountEvent[] = [
    start,
    { at: MORNING - 8_000, kind: 'signed' },
    { at: MORNING, kind: 'leaving', lastWorkingDay: day('2026-09-10'), contractEnd: day('2026-09-13') },
  ];
  const key = `hand_off convert_mailbox:${person.userPrincipalName}`;
  const acts: Act[] = [{ events }, { events, handedOff: [key], before: () => controls.convertToShared(oid) }];
  const actual = (await practice.directory.look([{ key: who.key, id: oid }], 'everything')).get(who.key);
  if (!actual) throw new Error('the leaver can be read');
  return play(practice, o, { who, acts, actual });
}

interface Cast {
  readonly who: Case['holder'];
  readonly acts: readonly Act[];
  readonly actual: Actual;
}

async function play(practice: Practice, o: Telling, { who, acts, actual }: Cast): Promise<Told> {
  const { controls } = practice.graph;
  const falseDone: string[] = [];
  const factsIn = ({ events, handedOff = [] }: Act) =>
    factsOf(events, { isHeld: false, handedOff, scheme: schemeOf(practice) });
  const [first] = acts;
  if (!first) throw new Error('a story has acts');
  let kept = littleDesk([
    {
      ...{ id: guid(1), holder: who, facts: factsIn(first), isEmergency: false, results: [], snapshot: null },
      approved: schedule(who, factsIn(first), actual, practice.now()),
    },
  ]);
  if (o.nth !== undefined && o.mishap) controls.fault({ match: { nth: o.nth }, ...o.mishap });
  const worker = makeWorker(practice, { kill: o.kill, wrap: o.planted?.wrap });
  const run = async (): Promise<void> => {
    const life = worker.born();
    const { desk } = kept;
    const watched = {
      ...desk,
      keep: life.ifAlive(desk.keep),
      note: life.ifAlive(async (notes: Parameters<typeof desk.note>[0]) => {
        const done = notes.flatMap((n) => n.results).filter((r) => r.state === 'done');
        falseDone.push(...done.filter((r) => !isTrue(controls, who.key, r.change)).map((r) => r.key));
        await desk.note(notes);
      }),
    };
    const plain = graphDirectory(life.options);
    const directory = o.planted?.directory?.(plain) ?? plain;
    await life.until(carryOut(kept.cases(), { directory, desk: watched, now: practice.now, wait: practice.wait }));
  };
  for (const act of acts) {
    act.before?.();
    kept = littleDesk(kept.cases().map((c) => ({ ...c, facts: factsIn(act) })));
    for (let i = 0; i < MOST_RUNS; i += 1) {
      await run();
      const outcome = kept.outcome(guid(1));
      const isSettled = outcome && (outcome.nextAt === null || outcome.nextAt > practice.now() + 20 * MINUTE);
      if (isSettled && i > 0) break;
      await practice.wait(isSettled ? MINUTE : Math.max(MINUTE, (outcome?.nextAt ?? 0) - practice.now()));
    }
  }
  // What takes hours of its own accord has happened by then, however long the story took.
  controls.advance(3 * 60 * MINUTE);
  const { calls, asks, tooEarly, died } = worker.seen();
  const made = controls.state().people.filter((p) => p.employeeId === who.key);
  const state = kept.outcome(guid(1))?.state;
  const truth = truthOf(controls, who.key);
  return { truth, state, calls, asks, accounts: made.length, falseDone, tooEarly, died };
}

const addresses = (): string[] =>
  ['a.obrien', 'aoife.obrien', 'aoife.obrien2'].map((l) => `${l}@harbourlights.example`);

const templateOf = ({ graph }: Practice) => ({
  ...teacher,
  rights: [],
  groups: [{ id: graph.ids.groups.teaching, name: 'Teaching', isSensitive: false }],
  licenceGroups: [{ id: graph.ids.groups.staffLicence, name: 'Staff licence' }],
});

const schemeOf = ({ graph }: Practice) => ({
  ...scheme,
  pendingGroup: { id: graph.ids.groups.pending, name: 'pending' },
  signedGroup: { id: graph.ids.groups.signed, name: 'signed' },
});
