import type { CaseId, Day, EntryId, PersonId, PupilId, ReportId, SchoolId, TaskId } from '../ids';
import type { Entry, OUTCOMES, Part } from './case-entries';
import type { CasePerson, CaseState, Missing } from './case-fold';
import type { CaseCounts, CaseRow, CaseStanding, MemberPart } from './case-store';
import type { Capability, Doer } from './chart';
import type { Flag } from './flags';

export interface Someone {
  readonly id: PersonId;
  readonly name: string;
}

/** Somebody to ring. Null until the school has set the number: the page then says so loudly. */
export interface Contact {
  readonly key: 'emergency' | 'police' | 'lado' | 'social_care' | 'outside' | 'lead' | 'head' | 'chair';
  readonly label: string;
  readonly number: string | null;
}

/** One line of the list: no names but the owner's, and nothing of the story. */
export interface CaseListRow {
  readonly caseId: CaseId;
  readonly reference: string;
  readonly schoolId: SchoolId;
  readonly priority: 1 | 2 | 3;
  readonly state: CaseStanding;
  readonly node: string | null;
  /** The next step in the chart's own words, cut short. */
  readonly step: string;
  readonly dueAt: number | null;
  readonly openedAt: number;
  readonly isWaiting: boolean;
  readonly category: string | null;
  /** What it is, for three words on the page. */
  readonly flags: readonly Flag[];
  readonly ownerName: string | null;
  readonly isMine: boolean;
}

export interface CasePage {
  readonly rows: readonly CaseListRow[];
  readonly total: number;
  readonly counts: CaseCounts;
  readonly asOf: number;
}

export interface CaseStepView {
  readonly node: string;
  readonly kind: 'question' | 'instruction' | 'action' | 'terminal';
  readonly prompt: string;
  readonly options: readonly {
    readonly key: string;
    readonly label: string;
    /** Counts only with a reason and a second person. */
    readonly confirm: boolean;
  }[];
  readonly multi: boolean;
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly kind: 'text' | 'choice' | 'time' | 'day' | 'person';
    readonly options: readonly { readonly key: string; readonly label: string }[];
    readonly required: boolean;
  }[];
  readonly by: Doer;
  readonly doers: readonly Someone[];
  readonly mayAnswer: boolean;
  /** Who of those who each have to answer has done so. */
  readonly answeredBy: readonly PersonId[];
  readonly dueAt: number | null;
  /** What must not be done now; the service refuses it too. */
  readonly forbids: readonly Capability[];
  /** Advice for each place ticked before. */
  readonly advice: readonly string[];
}

export interface TimelineRow {
  readonly id: EntryId;
  readonly number: number;
  readonly at: number;
  readonly byId: PersonId | null;
  readonly byName: string | null;
  readonly entry: Entry;
  /** Plain words for the answers of a chart entry. */
  readonly said: { readonly question: string; readonly answers: readonly string[] } | null;
}

/** What the school's table says of a row, for a person to accept, change or decline line by line. Nothing is ticked. */
export interface SanctionSuggestion {
  readonly audience: 'pupils' | 'staff';
  readonly row: string;
  readonly category: string;
  readonly lines: readonly { readonly column: string; readonly label: string; readonly isSanction: boolean }[];
}

export interface CaseView {
  readonly caseId: CaseId;
  readonly reference: string;
  readonly rev: number;
  readonly kind: CaseRow['kind'];
  readonly schoolId: SchoolId;
  readonly schoolName: string;
  readonly priority: 1 | 2 | 3;
  readonly state: CaseStanding;
  readonly flags: readonly Flag[];
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly owner: Someone | null;
  readonly members: readonly { readonly id: PersonId; readonly name: string; readonly part: MemberPart }[];
  /** The reporter's own words; null for a case that began without a report. */
  readonly report: {
    readonly reportId: ReportId;
    readonly reporterId: PersonId;
    readonly reporterName: string;
    readonly sentAt: number | null;
    readonly isUnfinished: boolean;
    /** Typed before it was asked for. */
    readonly kept: readonly { readonly at: number; readonly text: string }[];
    readonly answers: readonly { readonly node: string; readonly question: string; readonly answer: string }[];
    readonly additions: readonly { readonly at: number; readonly text: string }[];
  } | null;
  readonly step: CaseStepView | null;
  /** Whom to ring, the ones for the present step first. */
  readonly contacts: readonly Contact[];
  /** Nodes passed, in order: for the chart with its path lit. */
  readonly path: readonly string[];
  readonly chartVersion: number | null;
  readonly waiting: {
    readonly proposalId: EntryId;
    readonly node: string;
    readonly question: string;
    readonly answers: readonly string[];
    readonly reason: string;
    readonly by: Someone | null;
    readonly second: Someone;
    readonly isForMe: boolean;
  } | null;
  readonly timeline: readonly TimelineRow[];
  readonly people: readonly CasePerson[];
  readonly sanctions: CaseState['sanctions'];
  readonly suggestions: readonly SanctionSuggestion[];
  readonly support: CaseState['support'];
  readonly parents: CaseState['parents'];
  readonly tasks: CaseState['tasks'];
  readonly referrals: CaseState['referrals'];
  readonly links: CaseState['links'];
  readonly papers: CaseState['papers'];
  /** A large copy that waits for, or has, a second person's agreement. */
  readonly exporting: (CaseState['exporting'] & { readonly isForMe: boolean }) | null;
  /** A copy of it needs a second person to agree first. */
  readonly exportNeedsSecond: boolean;
  readonly pair: readonly Someone[];
  readonly device: string;
  readonly monitoringUntil: Day | null;
  readonly outcome: CaseState['outcome'];
  readonly missing: readonly Missing[];
  /** Who has looked, newest first. */
  readonly looks: readonly { readonly at: number; readonly name: string }[];
  /** Who may be asked to be the second person. */
  readonly seconds: readonly Someone[];
  /** To whom it may be handed on. */
  readonly heirs: readonly Someone[];
  readonly abilities: readonly CaseAbility[];
}

/** What the page may offer on this case now. */
export const CASE_ABILITIES = [
  'answer',
  'second',
  'stop',
  'hand_on',
  'note',
  'name_person',
  'refer',
  'investigators',
  'sanctions',
  'record',
  'task',
  'link',
  'ask_second',
  'add_paper',
  'close',
  'reopen',
  'export',
] as const;
export type CaseAbility = (typeof CASE_ABILITIES)[number];

/** The case as it is now; null when whoever asked may not see it any more. `added`: the entries this call made. */
export interface CaseAnswer {
  readonly view: CaseView | null;
  readonly added: readonly { readonly id: EntryId; readonly digest: string }[];
}

export interface FoundPerson {
  readonly id: PersonId | PupilId;
  readonly name: string;
  /** Department or class, to tell people of one name apart. */
  readonly detail: string;
}

export interface TaskView {
  readonly taskId: TaskId;
  /** `ask`: whether the office that was rung about a case has taken it on; the text is the case's reference alone. */
  readonly kind: 'do' | 'ask';
  readonly text: string;
  readonly dueOn: Day;
  readonly madeAt: number;
}

export interface ChronologyRow {
  readonly caseId: CaseId;
  readonly reference: string;
  readonly openedAt: number;
  readonly state: CaseStanding;
  readonly category: string | null;
  readonly parts: readonly Part[];
  readonly outcome: (typeof OUTCOMES)[number] | null;
  readonly referrals: number;
}

export interface LowLevelRow {
  readonly caseId: CaseId;
  readonly reference: string;
  readonly at: number;
  readonly who: Someone;
  readonly text: string;
  readonly context: string;
  readonly did: string;
  readonly why: string;
}

/** How often one adult was the concern, over time: for the head's termly look. */
export interface LowLevelPattern {
  readonly who: Someone;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A count as it may be shown: `few` is from one to four; `hidden` would give such a one away. */
export type ShownCount = number | 'few' | 'hidden';

/** Anonymous figures of one school year, for the schools of whoever asks. */
export interface Figures {
  /** `2026-27`. */
  readonly year: string;
  readonly from: Day;
  readonly until: Day;
  readonly total: ShownCount;
  readonly open: ShownCount;
  readonly terms: readonly {
    readonly label: string;
    readonly from: Day;
    readonly until: Day;
    readonly count: ShownCount;
  }[];
  /** By the row of the school's table; null is none of them, or not decided yet. Rows without a case are left out. */
  readonly categories: readonly { readonly row: string | null; readonly label: string; readonly count: ShownCount }[];
  /** -1 nursery, 0 Reception; null: no pupil was named. */
  readonly years: readonly { readonly year: number | null; readonly count: ShownCount }[];
  readonly outcomes: readonly { readonly outcome: (typeof OUTCOMES)[number] | null; readonly count: ShownCount }[];
  /** From the report to the first thing done about it. */
  readonly firstAction: readonly {
    readonly within: 'hour' | 'day' | 'three_days' | 'longer' | 'none';
    readonly count: ShownCount;
  }[];
  /** The smallest unit is the year, as a small school may choose. */
  readonly yearlyOnly: boolean;
}
