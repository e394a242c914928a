import { AppError } from '../errors';
import { type Account, type AccountRef, type Actual } from './account';
import { type Desired, desired, momentsOf } from './desired';
import { assumedOpen } from './effects';
import { type Refusal, plan, refusalOf } from './plan';
import type { Facts, Holder } from './facts';
import type { RefusalCode } from './directory';
import { type Stage, isCovered } from './schedule';
import type { Snapshot } from './snapshot';
import { type Change, type HandOffStep, type Proof, type Step, isBeginning, isHandOff, proofOf, stepKey } from './step';

/**
 * `sending`: about to go, or gone with no answer kept. `sent`: the directory said yes, nothing is proved yet. `done`
 * has been read back. `refused` and `not_done` need somebody to look.
 */
export const STEP_STATES = ['sending', 'sent', 'done', 'not_done', 'cannot_tell', 'refused'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** How one row of an approved plan stands. */
export interface StepResult {
  readonly key: string;
  readonly change: Change;
  readonly state: StepState;
  /** Of the last sending; 0 when nothing had to be sent. */
  readonly at: number;
  readonly attempts: number;
  /** The id its request carried: it finds the step in the directory's own log. */
  readonly orderId: string | null;
  readonly code: RefusalCode | null;
  /** Not to be sent again before. */
  readonly notBefore: number | null;
}

/** An approved plan on its way, with all that the run has to know. */
export interface Case {
  readonly id: string;
  readonly holder: Holder;
  readonly facts: Facts;
  readonly approved: readonly Stage[];
  readonly isEmergency: boolean;
  readonly results: readonly StepResult[];
  readonly snapshot: Snapshot | null;
}

/** What a look at the directory means for a case. */
export interface Standpoint {
  readonly want: Desired;
  readonly account: Account | null;
  readonly refusal: Refusal | null;
  /** Approved, needed, and not held up by anything. */
  readonly ready: readonly Step[];
  /** For a person to do. */
  readonly handOffs: readonly HandOffStep[];
  /** Needed, but nobody approved it: the facts or the directory have changed since. */
  readonly unapproved: readonly Step[];
  /** Needed and approved, and not going through: somebody has to look. */
  readonly stuck: readonly Step[];
  /** Of these some is tried again by itself. */
  readonly isMended: boolean;
  /** Approved and due, and not to be read: nobody can tell whether it is so. */
  readonly unseen: readonly Step[];
  /** Results that what was read has settled. */
  readonly settled: readonly StepResult[];
  /** Nothing is left to be done or proved at this moment. */
  readonly isQuiet: boolean;
}

/** How often a change that shows no effect is sent again before a person is asked. */
const MOST_ATTEMPTS = 8;

/** How long an effect may take to show, in ms. Until then it is `sent`; after it `not_done`. */
const PATIENCE: Readonly<Partial<Record<Step['change']['do'], number>>> = {
  create: 300_000,
  join: 300_000,
  leave: 300_000,
  end_sessions: 300_000,
  new_password: 300_000,
  remove_licence: 300_000,
};
export const patienceOf = (change: Pick<Step['change'], 'do'>): number => PATIENCE[change.do] ?? 60_000;

/** Compares what is approved with what was just read: what is proved, what is still to do, what waits for whom. */
export function standpoint(c: Case, actual: Actual, now: number): Standpoint {
  const want = desired(c.holder, c.facts, now);
  const refusal = refusalOf(want, actual);
  const needed = plan(want, actual);
  const settled = [...settle(c.results, actual, now), ...wasSo(c, actual, now)];
  const after = new Map([...c.results, ...settled].map((r) => [r.key, r]));
  const covered = needed.filter((s) => isCovered(s, c.approved));
  const toSend = covered.filter((s) => !isHandOff(s) && s.waitsFor === null);
  const isJoined = !needed.some((s) => s.change.do === 'join');
  const ways = toSend.filter((s) => s.change.do === 'remove_method').length;
  const isHeld = (s: Step): boolean =>
    (isGate(s) && !isJoined) || (after.get(s.key)?.code === 'is_default' && ways > 1);
  const able = toSend.filter((s) => mayBeSent(after.get(s.key), now) && !isHeld(s));
  const ready = toSend.some((s) => isBeginning(s.change) && !able.includes(s)) ? [] : able;
  const isGoing = (s: Step): boolean => {
    const result = after.get(s.key);
    return isOpenEnded(result) || isJustProved(result, now) || (result?.notBefore ?? 0) > now;
  };
  const stuck = toSend.filter((s) => !ready.includes(s) && !isGoing(s) && !isHeld(s));
  return {
    want,
    account: actual.accounts[0] ?? null,
    refusal,
    ready,
    handOffs: covered.filter(isHandOff),
    unapproved: needed.filter((s) => !isCovered(s, c.approved)),
    stuck,
    isMended: stuck.some((s) => isMended(after.get(s.key))),
    unseen: unseen(c, actual, { standing: want.standing, known: after, now }),
    settled,
    isQuiet: ready.length === 0 && !toSend.some(isGoing) && ![...after.values()].some(isOpenEnded),
  };
}

/** On its way, with nothing proved. */
export const isOpenEnded = (r: StepResult | undefined): boolean => r?.state === 'sending' || r?.state === 'sent';

/** Copies of the directory are behind each other: one that does not know yet takes nothing back of what was proved. */
const isJustProved = (r: StepResult | undefined, now: number): boolean =>
  r?.state === 'done' && now - r.at < patienceOf(r.change);

/** The way in is left only when the new membership has been read back: a stop in between locks nobody out. */
const isGate = ({ change }: Step): boolean => change.do === 'leave' && change.why === 'gate';

/** Refusals that may pass: not there yet, or not known under this id; the default way to sign in, until no other is left. */
const MAY_PASS: readonly (RefusalCode | null)[] = ['not_there', 'is_default'];
/** Refusals that somebody mends elsewhere: each half hour it is tried whether they have, and nobody has to ask anew. */
const MENDED_ELSEWHERE: readonly (RefusalCode | null)[] = ['not_connected', 'no_seats'];
/** How often (ms) something is looked at that waits for a person. */
export const HALF_HOUR = 30 * 60_000;

const isMended = (r: StepResult | undefined): boolean => r?.state === 'refused' && MENDED_ELSEWHERE.includes(r.code);

function mayBeSent(result: StepResult | undefined, now: number): boolean {
  if (result === undefined) return true;
  if (isMended(result)) return now - result.at >= HALF_HOUR;
  if (
    (result.state === 'refused' && !MAY_PASS.includes(result.code)) ||
    result.state === 'cannot_tell' ||
    isJustProved(result, now) ||
    (result.notBefore !== null && result.notBefore > now)
  )
    return false;
  // What may never have arrived goes on being sent, ever more slowly, until the directory answers.
  return result.state === 'sending' || (result.state !== 'sent' && result.attempts < MOST_ATTEMPTS);
}

const BESIDE_THE_ACCOUNT: readonly Step['change']['do'][] = [
  'remove_method',
  'disable_device',
  'set_reply',
  'set_sponsor',
];
/** Is it proved only by what a look at the account alone does not show? */
export const needsEverything = (change: Pick<Step['change'], 'do'>): boolean => BESIDE_THE_ACCOUNT.includes(change.do);

/** Rows whose proof has come, whose time is up, or which somebody has undone. */
export const settle = (results: readonly StepResult[], actual: Actual, now: number): StepResult[] =>
  results.flatMap((r) => settled(r, proofOf(r.change, actual), now) ?? []);

function settled(r: StepResult, proof: Proof, now: number): StepResult | null {
  if (proof === 'yes') return r.state === 'done' ? null : { ...r, state: 'done', code: null, notBefore: null };
  // Undone by somebody since: it is to be done again, and is no longer green.
  if (r.state === 'done')
    return proof === 'no' && !isJustProved(r, now) ? { ...r, state: 'not_done', attempts: 0 } : null;
  if (r.state !== 'sent' || now - r.at < patienceOf(r.change)) return null;
  return { ...r, state: proof === 'no' ? 'not_done' : 'cannot_tell' };
}

/** Approved rows whose moment has come and which were as wanted before anybody did anything. */
function wasSo(c: Case, actual: Actual, now: number): StepResult[] {
  const known = new Set(c.results.map((r) => r.key));
  return dueStages(c, now)
    .flatMap((s) => s.steps)
    .filter((step) => !known.has(step.key) && proofOf(step.change, actual) === 'yes')
    .map(({ key, change }) => ({ ...NEVER_SENT, key, change, state: 'done' }));
}

const dueStages = (c: Case, now: number): readonly Stage[] =>
  c.approved.filter((s) => (s.at === 'signed' ? c.facts.signedAt !== null : s.at === null || s.at <= now));

/** An account without its sign-in methods was not read; one that has none was. */
function unseen(
  c: Case,
  actual: Actual,
  o: { standing: Desired['standing']; known: ReadonlyMap<string, StepResult>; now: number },
): Step[] {
  if (!actual.accounts[0]?.more) return [];
  return dueStages(c, o.now)
    .filter((s) => s.standing === o.standing)
    .flatMap((s) => s.steps)
    .filter((s) => !o.known.has(s.key) && s.change.do !== 'hand_off' && proofOf(s.change, actual) === 'cannot_tell');
}

/** A row that nothing was sent for. */
export const NEVER_SENT = { at: 0, attempts: 0, orderId: null, code: null, notBefore: null } as const;

/** When the case has to be looked at next although nobody asks; null when only an event will move it. */
export const nextMoment = (c: Case, now: number): number | null => momentsOf(c.facts, now)[0] ?? null;

/** Nothing of it is still to come: no date, no signature. */
export const isOver = (c: Case, now: number): boolean =>
  nextMoment(c, now) === null && !(c.approved.some((s) => s.at === 'signed') && c.facts.signedAt === null);

/** A close at once needs no look at the directory first: what it relies on is the person's id. */
export function blindBlock(c: Case, now: number): readonly Step[] {
  if (!c.isEmergency || c.holder.oid === null || c.results.some((r) => r.key === stepKey({ do: 'close' }))) return [];
  const want = desired(c.holder, c.facts, now);
  const steps = plan(want, { accounts: [assumedOpen(c.holder.oid)], deleted: null });
  return steps.filter((s) => s.lane === 'block' && isCovered(s, c.approved));
}

/** Where the case's account is: the directory's id once it is known. */
export const refOf = (c: Case): AccountRef => ({ key: c.holder.key, id: c.holder.oid });

/** @throws AppError `unexpected`: what was stored is not what was read again, so nothing may begin. */
export function checkKept(kept: string, expected: string): void {
  if (kept !== expected) throw new AppError('unexpected', { detail: 'a snapshot was not kept as it was taken' });
}
