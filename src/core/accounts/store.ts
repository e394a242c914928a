import { z } from 'zod';
import type { Scope } from '../access/actor';
import type { PersonId, SchoolId } from '../ids';
import type { Approval } from './approval';
import type { BatchStore, Viewer } from './batch';
import type { StepResult } from './case';
import type { EquipmentStore } from './equipment';
import type { Finding } from './findings';
import type { HolderStore } from './holders';
import type { PassStore } from './passes';
import type { Asked } from './requests';
import type { ReviewStore } from './reviews';
import type { CaseState } from './run';
import type { Stage } from './schedule';
import type { SetUpStore } from './set-up';
import type { Snapshot } from './snapshot';
import type { Task } from './step';
import type { StopStore } from './stops';

export const RequestId = z.guid().brand('AccountRequestId');
export type RequestId = z.infer<typeof RequestId>;
export const PlanId = z.guid().brand('AccountPlanId');
export type PlanId = z.infer<typeof PlanId>;
export const HandOffId = z.guid().brand('HandOffId');
export type HandOffId = z.infer<typeof HandOffId>;
/** `asked`: nobody has looked at the directory yet. `decided`: its event counts as a fact about the person. */
export type RequestState = 'asked' | 'planned' | 'decided' | 'withdrawn';

export interface AccountRequest {
  readonly id: RequestId;
  readonly personId: PersonId;
  readonly by: PersonId;
  readonly at: number;
  readonly asked: Asked;
  readonly state: RequestState;
}

/** `waiting` for its approvers, `stale` when another took its place; the others as the run left it. */
export type PlanState = 'waiting' | 'withdrawn' | 'stale' | CaseState;

export interface Plan {
  readonly id: PlanId;
  readonly requestId: RequestId;
  readonly personId: PersonId;
  readonly authorId: PersonId;
  readonly hash: string;
  readonly stages: readonly Stage[];
  readonly state: PlanState;
  readonly isEmergency: boolean;
  readonly madeAt: number;
  /** When a worker looks at it next; null when only an event will move it. */
  readonly nextAt: number | null;
}

export interface HandOff {
  readonly id: HandOffId;
  readonly planId: PlanId;
  readonly personId: PersonId;
  /** The step's key: done once for the person, it stays done. */
  readonly key: string;
  readonly task: Task;
  readonly about: string;
  readonly madeAt: number;
  readonly doneAt: number | null;
  readonly doneBy: PersonId | null;
  readonly proof: string | null;
}

export interface StoredFinding extends Finding {
  readonly personId: PersonId;
  readonly since: number;
}

export interface AccountStore
  extends PassStore, StopStore, EquipmentStore, ReviewStore, SetUpStore, BatchStore, HolderStore {
  addRequest(request: AccountRequest): Promise<void>;
  request(id: RequestId): Promise<AccountRequest | null>;
  /** Those of them that there are. */
  requestsBy(ids: readonly RequestId[]): Promise<Map<RequestId, AccountRequest>>;
  requestsOf(personIds: readonly PersonId[]): Promise<AccountRequest[]>;
  /** The oldest that nobody has planned. */
  toPlan(limit: number): Promise<AccountRequest[]>;
  /** Planned from now on. Without those where another worker was quicker: of those who ask at one time one alone gets it. */
  takeRequests(ids: readonly RequestId[]): Promise<ReadonlySet<RequestId>>;
  setRequests(ids: readonly RequestId[], state: RequestState): Promise<void>;

  addPlans(plans: readonly Plan[]): Promise<void>;
  plan(id: PlanId): Promise<Plan | null>;
  plansOf(personId: PersonId): Promise<Plan[]>;
  /** Plans of nobody's batch that are for this viewer, newest first; `open` leaves out those that are over. */
  plans(viewer: Viewer, o: { open: boolean; limit: number; offset: number }): Promise<{ rows: Plan[]; total: number }>;
  /** What waits about any of them has no place any more. */
  overtake(personIds: readonly PersonId[]): Promise<void>;
  /** Whoever held it holds it no more. */
  setPlan(id: PlanId, state: PlanState, nextAt: number | null): Promise<void>;
  approvals(id: PlanId): Promise<Approval[]>;
  approve(id: PlanId, approval: Approval): Promise<void>;
  /**
   * Takes running plans whose time has come, or whose person has signed, for `seconds` of the database's own clock.
   * Nobody else gets them meanwhile. Emergencies come first.
   */
  claim(o: { by: string; seconds: number; limit: number; now: number }): Promise<Plan[]>;
  /** Goes on holding what was claimed. @returns the plans that are still this worker's. */
  hold(by: string, ids: readonly PlanId[], seconds: number): Promise<PlanId[]>;

  /** Has an entry for each. */
  results(ids: readonly PlanId[]): Promise<Map<PlanId, StepResult[]>>;
  saveResults(id: PlanId, results: readonly StepResult[]): Promise<void>;
  snapshot(id: PlanId): Promise<Snapshot | null>;
  keepSnapshot(id: PlanId, personId: PersonId, snapshot: Snapshot): Promise<void>;
  newestSnapshot(personId: PersonId): Promise<Snapshot | null>;

  findings(scope: Scope): Promise<StoredFinding[]>;
  findingsOf(personId: PersonId): Promise<StoredFinding[]>;
  /** What was found now takes the place of what was found before; what is found again keeps its first day. */
  saveFindings(personId: PersonId, found: readonly Finding[], at: number): Promise<void>;
  /** People with decided requests, those longest unchecked first, not checked since `before`. */
  toCheck(before: number, limit: number): Promise<PersonId[]>;

  handOffs(scope: Scope): Promise<HandOff[]>;
  handOffsOf(personIds: readonly PersonId[]): Promise<HandOff[]>;
  handOff(id: HandOffId): Promise<HandOff | null>;
  addHandOffs(rows: readonly HandOff[]): Promise<void>;
  finishHandOff(id: HandOffId, by: PersonId, at: number, proof: string): Promise<void>;

  /**
   * Those of the people on whom a hold stands, whom an open case is about, or in whose mailbox a mail may lie that is
   * evidence in one; and still after its end where the case says so. Why is not said to anybody.
   */
  held(personIds: readonly PersonId[]): Promise<ReadonlySet<PersonId>>;
  placeHold(personId: PersonId, by: PersonId, at: number, reason: string): Promise<void>;
  /** False when none stood. */
  releaseHold(personId: PersonId, by: PersonId, at: number): Promise<boolean>;
  /** When each of them last signed an agreement, on screen or on paper; pupils on a class sheet. */
  signatures(personIds: readonly PersonId[]): Promise<ReadonlyMap<PersonId, number>>;
  /** Every address that anybody of the register has or had, for never giving one twice. */
  addresses(): Promise<ReadonlySet<string>>;
  school(id: PersonId): Promise<SchoolId | null>;
}
