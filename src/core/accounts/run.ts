import type { AccountRef, Actual } from './account';
import {
  type Case,
  type Standpoint,
  type StepResult,
  HALF_HOUR,
  blindBlock,
  checkKept,
  isOpenEnded,
  isOver,
  needsEverything,
  nextMoment,
  patienceOf,
  refOf,
  settle,
  standpoint,
} from './case';
import type { Depth, Directory, Order, Outcome } from './directory';
import { type Finding, findings } from './findings';
import { type Snapshot, snapshotHash, snapshotOf } from './snapshot';
import { type Change, type HandOffStep, type Lane, type Step, isBeginning, isBlock, rankOf } from './step';

/**
 * `changed`: what is needed now was not approved. `stuck`: a step does not go through. `refused`: the account may not be
 * touched at all. All three need a person.
 */
export const CASE_STATES = ['running', 'done', 'changed', 'stuck', 'refused'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What a run writes down, case by case. */
export interface Note {
  readonly caseId: string;
  readonly results: readonly StepResult[];
  /** The account's id, once the directory has given one. */
  readonly accountId?: string;
  readonly address?: string;
  readonly handOffs?: readonly HandOffStep[];
  /** Nobody could read the account: to be tried again then. */
  readonly lookAgainAt?: number;
  /** Present when the look was complete. */
  readonly outcome?: {
    readonly state: CaseState;
    readonly nextAt: number | null;
    readonly findings: readonly Finding[];
    readonly unapproved: readonly Step[];
  };
}

/** Where a run keeps what it does. Each call is one commit, refused when another worker has taken the cases over. */
export interface Desk {
  newId(): string;
  /** Stores what the account was like and reads it again: answers the hash of what is kept now. */
  keep(caseId: string, snapshot: Snapshot): Promise<string>;
  note(notes: readonly Note[]): Promise<void>;
}

export interface RunOptions {
  readonly directory: Directory;
  readonly desk: Desk;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** Waits between looks at something sent that does not show yet. What takes longer is looked at by the next run. */
const WAITS = [1_000, 2_000, 4_000, 8_000];
/** Rounds of look, send, look: more are needed only where one step opens the next (restored, then opened). */
const ROUNDS = 4;

/**
 * Carries out approved plans: closes doors that must close at once before anything else, then looks, keeps what was,
 * sends what is missing in order, and looks again until each row is proved or its time is up. It assumes nothing about
 * an earlier run, so it may be stopped anywhere and begun again by anybody.
 */
export async function carryOut(cases: readonly Case[], o: RunOptions): Promise<void> {
  const run = new Run(cases, o);
  await run.closeAtOnce();
  for (let round = 0; round < ROUNDS && (await run.send(await run.look())); round += 1);
  await run.readBack();
  await run.finish();
}

/** One case while it is carried out: results change as they come. */
interface Going {
  readonly case: Case;
  readonly results: Map<string, StepResult>;
  ref: AccountRef;
  hasSnapshot: boolean;
  /** As it was read in full since anything was last sent about it. */
  seen: Actual | null;
  /** What was seen has been looked into. */
  isKnown: boolean;
  /** There is no account yet to do the rest to. */
  isHalted: boolean;
}

class Run {
  private readonly going: readonly Going[];

  constructor(
    cases: readonly Case[],
    private readonly o: RunOptions,
  ) {
    this.going = cases.map((c) => ({
      case: c,
      results: new Map(c.results.map((r) => [r.key, r])),
      ref: refOf(c),
      hasSnapshot: c.snapshot !== null,
      seen: null,
      isKnown: false,
      isHalted: false,
    }));
  }

  async closeAtOnce(): Promise<void> {
    const now = this.o.now();
    for (const g of this.going) await this.together(blindBlock(g.case, now).map((step) => ({ g, step })));
  }

  /**
   * What the directory has of those about whom something was sent since they were last looked into, and what it means.
   * People who cannot be read are left for the next run.
   */
  async look(): Promise<readonly { g: Going; s: Standpoint }[]> {
    const missing = (): Going[] => this.going.filter((g) => g.seen === null);
    await this.read(missing());
    for (const ms of WAITS) {
      if (missing().length === 0) break;
      await this.o.wait(ms);
      await this.read(missing());
    }
    const now = this.o.now();
    return this.going.flatMap((g) => {
      if (g.seen === null || g.isKnown) return [];
      g.isKnown = true;
      return [{ g, s: this.stand(g, g.seen, now) }];
    });
  }

  /**
   * Sends what is ready, blocks of everybody first, and reads back whoever has nothing else on its way.
   * @returns whether anything was sent.
   */
  async send(all: readonly { g: Going; s: Standpoint }[]): Promise<boolean> {
    for (const { g, s } of all) await this.keepBefore(g, s);
    await this.o.desk.note(
      all.map(({ g, s }) => ({ caseId: g.case.id, results: s.settled, handOffs: s.handOffs, ...idOf(s) })),
    );
    const rows = all.flatMap(({ g, s }) => {
      g.isHalted = false;
      // Somebody has to approve what changed; only a door that was to be closed is closed all the same.
      return s.ready.filter((step) => s.unapproved.length === 0 || step.lane === 'block').map((step) => ({ g, step }));
    });
    for (const { g } of rows) forget(g);
    const of = (lane: Lane) => rows.filter(({ step }) => step.lane === lane);
    await this.inOrder(of('block'));
    const [starting, slow] = [peopleOf(of('start')), peopleOf(of('slow'))];
    const start = async (): Promise<void> => {
      await this.inOrder(of('start'));
      await this.readBack((g) => starting.has(g) && !slow.has(g));
    };
    const others = async (): Promise<void> => {
      await Promise.all([this.readBack((_, change) => isBlock(change)), this.inOrder(of('slow'))]);
      await this.readBack((g) => slow.has(g) && !starting.has(g));
    };
    await Promise.all([start(), others()]);
    return rows.length > 0;
  }

  /** Looks again at what was sent, a few times, with growing waits, and reads no more than its proof needs. */
  async readBack(isMeant: (g: Going, change: Change) => boolean = () => true): Promise<void> {
    for (const ms of WAITS) {
      const open = this.going.flatMap((g) => {
        const sent = [...g.results.values()].filter((r) => isOpenEnded(r) && isMeant(g, r.change));
        return sent.length === 0 ? [] : [{ g, sent }];
      });
      if (open.length === 0) return;
      await this.o.wait(ms);
      const deep = open.filter(({ sent }) => sent.some((r) => needsEverything(r.change)));
      const rest = open.filter((row) => !deep.includes(row));
      await Promise.all([this.prove(rest, 'account'), this.prove(deep, 'everything')]);
    }
  }

  private async prove(rows: readonly { g: Going; sent: readonly StepResult[] }[], depth: Depth): Promise<void> {
    if (rows.length === 0) return;
    const refs = rows.map(({ g }) => g.ref);
    const found = await this.o.directory.look(refs, depth);
    const now = this.o.now();
    const notes = rows.flatMap(({ g, sent }): Note[] => {
      const seen = believed(g, found.get(g.ref.key), now);
      const proved = seen === null ? [] : settle(sent, seen, now);
      for (const r of proved) g.results.set(r.key, r);
      forget(g);
      if (seen !== null && depth === depthOf(g)) g.seen = seen;
      return proved.length === 0 ? [] : [{ caseId: g.case.id, results: proved }];
    });
    await this.o.desk.note(notes);
  }

  async finish(): Promise<void> {
    await this.read(this.going.filter((g) => g.seen === null));
    const now = this.o.now();
    const read = this.going.flatMap((g) => (g.seen === null ? [] : [{ g, seen: g.seen }]));
    const unread = this.going.filter((g) => g.seen === null);
    await this.o.desk.note(unread.map((g) => ({ caseId: g.case.id, results: [], lookAgainAt: now + LOOK_AGAIN_MS })));
    await this.o.desk.note(
      read.map(({ g, seen }) => {
        const s = this.stand(g, seen, now);
        const note = { caseId: g.case.id, results: s.settled, handOffs: s.handOffs, ...idOf(s) };
        return { ...note, outcome: outcome({ case: g.case, s, seen }, now) };
      }),
    );
  }

  private stand(g: Going, seen: Actual, now: number): Standpoint {
    const s = standpoint({ ...g.case, results: [...g.results.values()] }, seen, now);
    for (const r of s.settled) g.results.set(r.key, r);
    if (s.account) g.ref = { ...g.ref, id: s.account.id };
    return s;
  }

  private async read(some: readonly Going[]): Promise<void> {
    const readTo = async (depth: Depth): Promise<void> => {
      const these = some.filter((g) => depthOf(g) === depth);
      if (these.length === 0) return;
      const refs = these.map((g) => g.ref);
      const found = await this.o.directory.look(refs, depth);
      for (const g of these) g.seen = believed(g, found.get(g.ref.key), this.o.now());
    };
    await Promise.all([readTo('account'), readTo('everything')]);
  }

  /** No snapshot, no change. */
  private async keepBefore(g: Going, s: Standpoint): Promise<void> {
    if (g.hasSnapshot || s.account === null || s.ready.length === 0) return;
    const snapshot = snapshotOf(s.account, this.o.now());
    checkKept(await this.o.desk.keep(g.case.id, snapshot), snapshotHash(snapshot));
    g.hasSnapshot = true;
  }

  /** Steps of one rank go together for everybody; a rank begins when the one before it is answered. */
  private async inOrder(rows: readonly { g: Going; step: Step }[]): Promise<void> {
    const ranks = [...new Set(rows.map(({ step }) => rankOf(step.change)))].sort((a, b) => a - b);
    for (const rank of ranks) await this.together(rows.filter((r) => rankOf(r.step.change) === rank && !r.g.isHalted));
  }

  private async together(rows: readonly { g: Going; step: Step }[]): Promise<void> {
    if (rows.length === 0) return;
    const sent = rows.map(({ g, step }) => ({ g, step, order: this.order(g, step) }));
    await this.o.desk.note(sent.map(({ g, step, order }) => this.sending(g, step, order.id)));
    const outcomes = await this.o.directory.apply(sent.map(({ order }) => order));
    await this.o.desk.note(sent.map(({ g, step, order }) => this.answered(g, step, outcomes.get(order.id))));
  }

  private order(g: Going, step: Step): Order {
    const isRepeat = (g.results.get(step.key)?.attempts ?? 0) > 0;
    const { key, change, lane } = step;
    return { id: this.o.desk.newId(), key, ref: g.ref, change, lane, isRepeat };
  }

  /** Written before the call: whoever comes after a crash knows that it may have happened. */
  private sending(g: Going, step: Step, orderId: string): Note {
    const attempts = (g.results.get(step.key)?.attempts ?? 0) + 1;
    const base = { key: step.key, change: step.change, attempts, orderId, code: null, notBefore: null };
    return this.keepResult(g, { ...base, state: 'sending', at: this.o.now() });
  }

  private answered(g: Going, step: Step, answer: Outcome | undefined): Note {
    const before = g.results.get(step.key) as StepResult;
    if (answer?.kind !== 'sent' && isBeginning(step.change)) g.isHalted = true;
    if (answer?.kind === 'sent' && answer.accountId !== null) g.ref = { ...g.ref, id: answer.accountId };
    return this.keepResult(g, afterAnswer(before, answer, this.o.now()));
  }

  private keepResult(g: Going, result: StepResult): Note {
    g.results.set(result.key, result);
    return { caseId: g.case.id, results: [result], ...(g.ref.id !== null && { accountId: g.ref.id }) };
  }
}

/** A plan that closes somebody is judged by all that they have. */
const depthOf = (g: Going): Depth => (g.case.approved.some((s) => s.standing === 'closed') ? 'everything' : 'account');

const peopleOf = (rows: readonly { g: Going }[]): ReadonlySet<Going> => new Set(rows.map(({ g }) => g));

/** What was seen of it is out of date. */
function forget(g: Going): void {
  g.seen = null;
  g.isKnown = false;
}

const idOf = (s: Standpoint): { accountId?: string; address?: string } =>
  s.account ? { accountId: s.account.id, address: s.account.address } : {};

/** An answer that nobody has leaves the step as it was: `sending`, to be looked at. */
function afterAnswer(before: StepResult, answer: Outcome | undefined, now: number): StepResult {
  switch (answer?.kind) {
    case 'sent':
      return { ...before, state: 'sent', at: now };
    case 'refused':
      return { ...before, state: 'refused', code: answer.code };
    case 'later':
      // Not sent at all: it does not count as a try.
      return { ...before, state: 'not_done', attempts: before.attempts - 1, notBefore: answer.notBefore };
    case 'unclear':
    case undefined:
      return { ...before, notBefore: answer?.notBefore ?? now + pauseAfter(before.attempts) };
  }
}

/** A directory that does not answer is asked ever more seldom, in ms; it may be down for hours. */
const pauseAfter = (attempts: number): number => Math.min(1_000 * 2 ** attempts, 15 * 60_000);

function outcome(
  { case: c, s, seen }: { case: Case; s: Standpoint; seen: Actual },
  now: number,
): NonNullable<Note['outcome']> {
  const rest = { findings: findings(s.want, seen), unapproved: s.unapproved };
  if (s.refusal !== null) return { ...rest, state: 'refused', nextAt: null };
  if (s.unapproved.length > 0) return { ...rest, state: 'changed', nextAt: null };
  const next = nextMoment(c, now);
  if (!s.isQuiet) return { ...rest, state: 'running', nextAt: now + LOOK_AGAIN_MS };
  const soon = Math.min(next ?? Infinity, now + HALF_HOUR);
  if (s.stuck.length > 0) return { ...rest, state: 'stuck', nextAt: s.isMended ? soon : next };
  if (s.handOffs.length > 0 || s.unseen.length > 0) return { ...rest, state: 'running', nextAt: soon };
  return { ...rest, state: isOver(c, now) ? 'done' : 'running', nextAt: next };
}

/** What has not shown its effect is looked at soon. */
const LOOK_AGAIN_MS = 30_000;

/** An account just made that does not show is late, not gone: planning on that would make a second one. */
function believed(g: Going, seen: Actual | undefined, now: number): Actual | null {
  const made = g.results.get('create') ?? g.results.get('invite');
  const isLate = made?.state === 'sent' && now - made.at < patienceOf({ do: 'create' });
  return seen === undefined || (isLate && seen.accounts.length === 0) ? null : seen;
}
