import type { Action } from '../access/rules';
import type { Day, PersonId, SchoolId } from '../ids';
import type { SettingKey } from './store';
import type { JobRole, LanternRole, School } from './person';

/** The rooms under *Work* that a person's abilities open. */
export const ROOMS = [
  'agreements',
  'questions',
  'countersign',
  'class_sheets',
  'policies',
  'people',
  'cases',
  'case_figures',
  'low_level',
  'charts',
  'accounts',
  'settings',
] as const;
export type Room = (typeof ROOMS)[number];

export interface Me {
  readonly person: {
    readonly id: PersonId;
    readonly name: string;
    readonly givenName: string;
    readonly jobRole: JobRole;
    readonly schoolId: SchoolId;
    readonly schoolName: string;
  };
  /** What the person may do somewhere in the trust; each record carries its own. */
  readonly abilities: readonly Action[];
  readonly rooms: readonly Room[];
  readonly schools: readonly School[];
  readonly trustName: string;
  /** Null until the school has set it: the page then says so loudly. */
  readonly phones: {
    readonly safeguarding: string | null;
    readonly office: string | null;
    readonly outOfHours: string | null;
  };
}

/** One thing that needs the person, most urgent first. The sentence is made from `kind` in `texts`. */
export interface Task {
  readonly kind:
    | 'sign'
    | 'question_answered'
    | 'questions_waiting'
    | 'countersign'
    | 'policy_to_approve'
    | 'policy_to_ratify'
    | 'policy_to_publish'
    | 'policy_review_due'
    | 'set_up';
  readonly title: string;
  readonly link: string;
  readonly dueOn: Day | null;
  readonly isOverdue: boolean;
  readonly count: number;
}

export interface SignedAgreement {
  readonly attestationId: string;
  readonly title: string;
  readonly versionLabel: string;
  readonly schoolYear: string;
  readonly signedAt: number;
  readonly acceptedAt: number | null;
}

export interface Home {
  readonly tasks: readonly Task[];
  readonly signed: readonly SignedAgreement[];
}

export interface PersonRow {
  readonly id: PersonId;
  readonly name: string;
  readonly staffNumber: string;
  readonly email: string | null;
  readonly schoolId: SchoolId;
  readonly jobRole: JobRole;
  readonly department: string;
  readonly managerName: string | null;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly awayUntil: Day | null;
  readonly isAway: boolean;
  readonly roles: readonly LanternRole[];
}

export interface RoleRow {
  readonly personId: PersonId;
  readonly name: string;
  readonly role: LanternRole;
  readonly schoolId: SchoolId | null;
  readonly from: Day;
  readonly until: Day | null;
}

/** One line of the set-up checklist; each tests itself. */
export interface SetUpLine {
  readonly key:
    | 'phones'
    | 'report_phones'
    | 'roles'
    | 'calendar'
    | 'schools'
    | 'people'
    | 'agreement'
    | 'campaign'
    | 'anchor';
  readonly isReady: boolean;
  readonly link: string;
}

export interface Settings {
  readonly values: Partial<Record<SettingKey, string>>;
  readonly checklist: readonly SetUpLine[];
}

export interface NoticeRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly link: string;
  readonly dueOn: Day | null;
  readonly at: number;
}
