import type { Day, PersonId, PupilId, SchoolId } from '../ids';
import type { JobRole } from '../people/person';
import type { ListProblem } from '../people/list-rows';
import type { BatchCounts, BatchId } from './batch';
import type { Traffic, Tripped } from './breaker';
import type { StepState } from './case';
import type { CohortNow } from './cohorts';
import type { Equipment } from './equipment';
import type { DirectoryCall, RefusalCode } from './directory';
import type { AccountKind } from './facts';
import type { Standing } from './desired';
import type { RequestKind } from './requests';
import type { ReviewedLine } from './reviews';
import type { Scheme } from './role-template';
import type { Stage } from './schedule';
import type { SetUpPart } from './set-up';
import type { StopId } from './stops';
import type { HandOff, PlanId, PlanState, RequestId, StoredFinding } from './store';
import type { NoPass, PassState } from './passes';
import type { Change, Doing, Lane, Registration } from './step';
import type { MomentName } from './timeline';

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
  /** Until when a second person has to confirm what was closed at once; null when nobody has to. */
  readonly confirmBy: number | null;
}

/** A list of starters and leavers, or of pupils, as one line: how far it is, and how long the rest takes. */
export interface BatchRow {
  readonly batchId: BatchId;
  readonly name: string;
  readonly byName: string;
  readonly at: number;
  readonly counts: BatchCounts;
  readonly leftMs: number | null;
}

export interface BatchView {
  readonly row: BatchRow;
  readonly rows: readonly PlanRow[];
  /** What would be changed by what this person may approve, kind by kind. */
  readonly changes: readonly { readonly do: Doing; readonly n: number }[];
  /** How many of it wait for this person; 0 while some are still being worked out. */
  readonly toApprove: number;
  readonly hash: string;
  /** Nobody approves what they asked for. */
  readonly isOwn: boolean;
}

/** What a list would ask for, shown before it is sent. */
export interface ManyPreview {
  readonly starters: readonly {
    readonly line: number;
    readonly name: string;
    readonly role: string;
    readonly startsOn: Day;
    readonly endsOn: Day | null;
  }[];
  readonly leavers: readonly {
    readonly line: number;
    readonly name: string;
    readonly lastWorkingDay: Day;
    readonly contractEnd: Day;
  }[];
  readonly problems: readonly ListProblem[];
  readonly ignoredColumns: readonly string[];
  readonly hash: string;
}

interface PupilLine {
  readonly name: string;
  readonly className: string;
}

/** What a school's register of pupils asks of the accounts, shown before anything is asked for. */
export interface PupilsView {
  readonly joiners: readonly (PupilLine & { readonly on: Day; readonly group: string })[];
  readonly leavers: readonly (PupilLine & { readonly on: Day })[];
  readonly removals: readonly PupilLine[];
  readonly problems: readonly (PupilLine & { readonly what: string })[];
  readonly unchanged: number;
  /** Being worked out, or waiting for an approval. */
  readonly underWay: number;
  readonly hash: string;
  /** Null when nobody could count them. */
  readonly seatsLeft: number | null;
  /** `leaving`: how many would leave together with this year group. */
  readonly cohorts: readonly (CohortNow & { readonly leaving: number })[];
}

/** The pupils of a class who may be given a first password. */
export interface ClassSlipsView {
  readonly classes: readonly string[];
  readonly pupils: readonly {
    readonly pupilId: PupilId;
    readonly name: string;
    readonly address: string;
    /** False: the account is shut. */
    readonly mayHave: boolean;
    /** When one was shown last; null while none was. */
    readonly givenAt: number | null;
  }[];
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
  /** The exact requests, for the ICT manager alone. */
  readonly calls: readonly DirectoryCall[];
}

export interface PlanView {
  readonly row: PlanRow;
  readonly hash: string;
  readonly authorName: string;
  readonly approvers: readonly { readonly name: string; readonly at: number }[];
  readonly needed: number;
  /** The way of a starter, in order; empty for anything else. */
  readonly timeline: readonly { readonly name: MomentName; readonly at: number | null; readonly who: string | null }[];
  readonly stages: readonly {
    readonly at: Stage['at'];
    readonly standing: Standing;
    readonly steps: readonly StepView[];
  }[];
  readonly abilities: readonly string[];
}

/** A role of a school: what it opens, who has it, and the last time somebody looked it through. */
export interface RegisterLine {
  readonly schoolId: SchoolId;
  readonly templateId: string;
  readonly label: string;
  readonly rights: readonly { readonly system: string; readonly right: string; readonly why: string }[];
  readonly groups: readonly string[];
  readonly holders: readonly { readonly personId: PersonId; readonly name: string }[];
  /** Names exactly what is shown. */
  readonly hash: string;
  readonly signed: { readonly term: string; readonly at: number; readonly byName: string } | null;
  /** Not signed for this term yet. */
  readonly isDue: boolean;
  /** Asked for by the last review, and not done yet. */
  readonly toChange: readonly ReviewedLine[];
  readonly abilities: readonly string[];
}

/** A version of how accounts are kept, and who saved it. */
export interface SetUpVersionView {
  readonly what: SetUpPart;
  readonly rev: number;
  readonly at: number;
  readonly byName: string;
}

/** Somebody whose time here ends within a week. */
export interface EndingView {
  readonly personId: PersonId;
  readonly name: string;
  readonly schoolId: SchoolId;
  readonly jobRole: JobRole;
  readonly department: string;
  readonly endsOn: Day;
  readonly standing: Standing;
}

/** A line of the list of equipment. */
export interface LentView extends Equipment {
  readonly name: string;
  readonly hasLeft: boolean;
  /** Whoever looks has it themselves, and somebody else keeps this line. */
  readonly isOwn: boolean;
  /** Known from what the person wrote when they signed. */
  readonly isDeclared: boolean;
}

/** What the breaker has stopped, for whoever may let it go on. `hash` names exactly these plans. */
export interface StopView {
  readonly stopId: StopId;
  readonly schoolId: SchoolId;
  readonly at: number;
  readonly tripped: Tripped;
  readonly traffic: Traffic;
  readonly limits: Scheme['breaker'];
  readonly hash: string;
  readonly plans: readonly { readonly planId: PlanId; readonly name: string }[];
  readonly abilities: readonly string[];
}

/** A yearly signature that has lapsed: first only warned about, then for a person to decide. */
export interface LapseView {
  readonly stage: 'warn' | 'escalate';
  readonly signedOn: Day;
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
  readonly lapse: LapseView | null;
  /** Nothing may be deleted. Why is not said. */
  readonly isKept: boolean;
  readonly rights: readonly { readonly system: string; readonly right: string; readonly why: string }[];
  readonly plans: readonly PlanRow[];
  readonly findings: readonly StoredFinding[];
  readonly handOffs: readonly HandOff[];
  readonly equipment: readonly Equipment[];
  /** Whether a pass may be handed over here (`no` says why not), and what became of the last one. */
  readonly pass: {
    readonly no: NoPass | null;
    readonly last: {
      readonly state: PassState;
      readonly at: number;
      readonly byName: string;
      readonly validUntil: number | null;
      readonly isWorking: boolean;
    } | null;
  };
  readonly abilities: readonly string[];
}
