import { z } from 'zod';
import type { Scope } from '../access/actor';
import type { PersonId, SchoolId } from '../ids';
import { contentHash } from '../ledger/hash';
import type { Traffic, Tripped } from './breaker';
import type { StepResult } from './case';
import type { Scheme } from './role-template';
import type { Plan, PlanId } from './store';

export const StopId = z.guid().brand('AccountStopId');
export type StopId = z.infer<typeof StopId>;

/** Plans of one school that were stopped because too much was about to be closed: nothing of them goes on by itself. */
export interface Stop {
  readonly id: StopId;
  readonly schoolId: SchoolId;
  readonly at: number;
  readonly tripped: Tripped;
  readonly traffic: Traffic;
  /** As they were then. */
  readonly limits: Scheme['breaker'];
  readonly planIds: readonly PlanId[];
  readonly goneOn: { readonly by: PersonId; readonly at: number; readonly reason: string } | null;
}

export interface StopStore {
  addStop(stop: Stop): Promise<void>;
  stop(id: StopId): Promise<Stop | null>;
  /** Of schools within the scope, nobody has let go on, and with a plan that still stands still. */
  stops(scope: Scope): Promise<Stop[]>;
  /** Once: who comes later changes nothing. */
  goOn(id: StopId, gone: NonNullable<Stop['goneOn']>): Promise<void>;
  /** Those of the plans that a person has let go on: they are not stopped for their number again. */
  letGo(ids: readonly PlanId[]): Promise<ReadonlySet<PlanId>>;
  /** Accounts closed since then by plans that nobody had to let go on. */
  closing(since: number): Promise<number>;
  /** The most accounts closed within one hour of the year before then; 0 when none was. */
  usualClosing(before: number): Promise<number>;
}

/** What a person lets go on: exactly these plans, as they were approved. */
export const stopHash = (plans: readonly Pick<Plan, 'id' | 'hash'>[]): string =>
  contentHash(plans.map(({ id, hash }) => ({ id, hash })).sort((a, b) => a.id.localeCompare(b.id)));

/** Closed already by this plan: looking at it again closes nobody. */
export const hasClosed = (results: readonly StepResult[]): boolean =>
  results.some((r) => r.key === 'close' && (r.state === 'done' || r.state === 'sent' || r.state === 'sending'));
