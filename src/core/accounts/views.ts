import type { Day, PersonId, SchoolId } from '../ids';
import type { StepState } from './case';
import type { RefusalCode } from './directory';
import type { AccountKind } from './facts';
import type { Standing } from './desired';
import type { RequestKind } from './requests';
import type { Stage } from './schedule';
import type { Equipment, HandOff, PlanId, PlanState, RequestId, StoredFinding } from './store';
import type { Change, Doing, Lane, Registration } from './step';

/** One line of the list of starters and leavers. */
export interface PlanRow {
  readonly planId: PlanId;
  readonly requestId: RequestId;
  readonly personId: PersonId;
  readonly name: string;
  readonly schoolId: SchoolId;
  readonly kind: RequestKind;
  readonly state: PlanState;
  readonly isEmergency: boolean;
  readonly madeAt: number;
  readonly nextAt: number | null;
  readonly done: number;
  readonly total: number;
}

/** A row of a plan, as a person approves it and sees it happen. */
export interface StepView {
  readonly key: string;
  readonly change: Change;
  readonly observed: string;
  readonly registration: Registration;
  readonly lane: Lane;
  readonly undo: Doing | null;
  readonly isRisky: boolean;
  readonly waitsFor: string | null;
  readonly state: StepState | null;
  readonly at: number | null;
  /** The id its request carried, for the directory's own log. */
  readonly orderId: string | null;
  readonly code: RefusalCode | null;
}

export interface PlanView {
  readonly row: PlanRow;
  readonly hash: string;
  readonly authorName: string;
  readonly approvers: readonly { readonly name: string; readonly at: number }[];
  readonly needed: number;
  readonly stages: readonly {
    readonly at: Stage['at'];
    readonly standing: Standing;
    readonly steps: readonly StepView[];
  }[];
  readonly abilities: readonly string[];
}

/** Who has what, since when and why. */
export interface AccountView {
  readonly personId: PersonId;
  readonly name: string;
  readonly schoolId: SchoolId;
  readonly address: string | null;
  readonly standing: Standing;
  readonly as: AccountKind;
  readonly since: Day | null;
  readonly lastWorkingDay: Day | null;
  readonly contractEnd: Day | null;
  /** Nothing may be deleted. Why is not said. */
  readonly isKept: boolean;
  readonly rights: readonly { readonly system: string; readonly right: string; readonly why: string }[];
  readonly plans: readonly PlanRow[];
  readonly findings: readonly StoredFinding[];
  readonly handOffs: readonly HandOff[];
  readonly equipment: readonly Equipment[];
  readonly abilities: readonly string[];
}
