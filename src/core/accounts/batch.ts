import { z } from 'zod';
import type { Scope } from '../access/actor';
import type { PersonId, SchoolId } from '../ids';
import { contentHash } from '../ledger/hash';
import type { Approval } from './approval';
import type { RequestKind } from './requests';
import type { Seats } from './seats';
import type { Change } from './step';
import type { AccountRequest, Plan, PlanId, RequestId } from './store';

export const BatchId = z.guid().brand('AccountBatchId');
export type BatchId = z.infer<typeof BatchId>;

/** Requests made together from one list: they are looked at and approved together too. */
export interface Batch {
  readonly id: BatchId;
  readonly by: PersonId;
  readonly at: number;
  /** The name of the file, as the office knows the list. */
  readonly name: string;
}

/** How many of a batch's requests stand where. Those taken back, or overtaken by a later request, count in `total` alone. */
export interface BatchCounts {
  readonly total: number;
  /** Nobody has looked at the directory for them yet. */
  readonly asked: number;
  readonly waiting: number;
  /** Approved, and on their way at this moment. */
  readonly running: number;
  /** What is due is done; something later may still come, such as the signature or the end. */
  readonly settled: number;
  /** Somebody has to look. */
  readonly stuck: number;
}

export interface CountedBatch extends Batch {
  readonly counts: BatchCounts;
  /** When the first of it was approved; null while nobody has. */
  readonly begunAt: number | null;
}

/** Somebody for whom something was asked, that nobody has worked out yet. */
export interface Asking {
  readonly requestId: RequestId;
  readonly personId: PersonId;
  readonly name: string;
  readonly schoolId: SchoolId;
  readonly kind: RequestKind;
  readonly at: number;
}

/** Who looks: what their roles open, without what is about themselves. */
export interface Viewer {
  readonly scope: Scope;
  readonly not: readonly PersonId[];
}

export interface BatchStore {
  addBatch(batch: Batch, requests: readonly AccountRequest[]): Promise<void>;
  /** Null when there is none, or nobody of it is for this viewer. What is due later than soon counts as settled. */
  batch(id: BatchId, viewer: Viewer, now: number): Promise<CountedBatch | null>;
  /** Those with somebody for this viewer, newest first. `open`: something is still to be done by somebody. */
  batches(
    viewer: Viewer,
    o: { readonly now: number; readonly open: boolean; readonly limit: number },
  ): Promise<CountedBatch[]>;
  /** Plans of a batch: those that are stuck first, then those that wait. */
  plansIn(id: BatchId, viewer: Viewer, o: { readonly limit: number; readonly offset: number }): Promise<Plan[]>;
  /** Every plan of a batch that waits, in one order: it is approved whole. */
  waitingIn(id: BatchId, viewer: Viewer): Promise<Plan[]>;
  /** Has an entry for each. */
  approvalsOf(ids: readonly PlanId[]): Promise<Map<PlanId, Approval[]>>;
  /** Each under its own hash. */
  approveAll(ids: readonly PlanId[], o: { readonly by: PersonId; readonly at: number }): Promise<void>;
  /** Decides the requests, sets the plans going, and takes the place of whatever else there is about the people. */
  beginAll(plans: readonly Plan[], now: number): Promise<void>;
  /** Takes back what of a batch is asked or waits. @returns how many. */
  withdrawAll(id: BatchId, viewer: Viewer): Promise<number>;
  /** Requests of nobody's batch that no worker has looked at, newest first. */
  asking(viewer: Viewer, limit: number): Promise<Asking[]>;
  /** What was closed at once and that no second person has confirmed. */
  unconfirmed(): Promise<Plan[]>;
  /** Null until somebody has counted. */
  seats(): Promise<Seats | null>;
  saveSeats(seats: Seats): Promise<void>;
}

/** What a batch of plans is approved under: another plan in it, or a changed one, has another name. */
export const batchHash = (plans: readonly { readonly planId: PlanId; readonly hash: string }[]): string =>
  contentHash(plans.map(({ planId, hash }) => [planId, hash]));

/** A guess is worth nothing before so many are done. */
const ENOUGH = 5;

/** How long the rest of a batch takes if it goes on as it went, in ms; null while nobody can say. */
export function timeLeft({ begunAt, counts }: Pick<CountedBatch, 'begunAt' | 'counts'>, now: number): number | null {
  const { settled, running } = counts;
  if (begunAt === null || running === 0 || settled < ENOUGH) return null;
  return Math.round(((now - begunAt) / settled) * running);
}

/** What plans would do to the directory, kind by kind, most first. */
export function changeCounts(
  plans: readonly Pick<Plan, 'stages'>[],
): { readonly do: Change['do']; readonly n: number }[] {
  const counts = new Map<Change['do'], number>();
  for (const { change } of plans.flatMap((p) => p.stages).flatMap((s) => s.steps))
    counts.set(change.do, (counts.get(change.do) ?? 0) + 1);
  return [...counts].map(([what, n]) => ({ do: what, n })).sort((a, b) => b.n - a.n || a.do.localeCompare(b.do));
}
