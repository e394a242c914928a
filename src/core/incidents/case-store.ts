import type { CaseId, Day, PaperId, PersonId, PupilId, ReportId, SchoolId, TaskId } from '../ids';
import type { KeptEntry, OUTCOMES } from './case-entries';
import type { Flag } from './flags';

/** `sealed`: nobody may open it until one of the two who were rung has said whom it is about. */
export type CaseStanding = 'sealed' | 'open' | 'closed' | 'handed' | 'merged';
export type MemberPart = 'owner' | 'manager' | 'told' | 'second' | 'investigator';

/** What lists, clocks and figures know of a case; its story is in its entries. */
export interface CaseRow {
  readonly id: CaseId;
  readonly reference: string;
  readonly reportId: ReportId | null;
  /** `low_level`: a concern about an adult below the harm tests, kept apart for the head. */
  readonly kind: 'incident' | 'low_level';
  readonly schoolId: SchoolId;
  /** Null: an office outside the school. */
  readonly ownerId: PersonId | null;
  readonly priority: 1 | 2 | 3;
  readonly state: CaseStanding;
  /** Where the triage chart stands; null for a concern, which has none. */
  readonly node: string | null;
  readonly rev: number;
  readonly openedAt: number;
  readonly firstActionAt: number | null;
  readonly dueAt: number | null;
  /** When to look whether its step is overdue; null while its report is watched instead, and at its end. */
  readonly chaseAt: number | null;
  readonly closedAt: number | null;
  /** An agency leads, and the school waits. */
  readonly isWaiting: boolean;
  /** Whoever holds the lead's post sees it without being named: never where an adult of the school may be responsible. */
  readonly leadSees: boolean;
  readonly inFigures: boolean;
  readonly category: string | null;
  /** Year group of the youngest pupil in it. */
  readonly year: number | null;
  readonly outcome: (typeof OUTCOMES)[number] | null;
  readonly barred: readonly PersonId[];
  readonly flags: readonly Flag[];
}

export type CaseChange = Partial<
  Omit<CaseRow, 'id' | 'reference' | 'reportId' | 'kind' | 'openedAt' | 'barred' | 'schoolId'> & {
    /** What an open case keeps from being deleted stays kept after its end. */
    readonly keepHold: boolean;
    /** The case that goes on in its place, and keeps what this one kept. */
    readonly mergedInto: CaseId;
  }
>;

export interface Member {
  readonly personId: PersonId;
  readonly part: MemberPart;
  readonly since: number;
  readonly until: number | null;
}

/** Whose list it is: the cases they are named in, and those of the schools whose lead they are. */
export interface Viewer {
  readonly personIds: readonly PersonId[];
  /** Schools whose lead the person is; null for the whole trust. */
  readonly leadsAt: readonly (SchoolId | null)[];
}

export interface CaseFilter {
  readonly view: 'open' | 'mine' | 'due' | 'waiting' | 'closed';
  readonly schoolId?: SchoolId | undefined;
  /** Due up to this moment. */
  readonly dueBy: number;
  readonly limit: number;
  readonly offset: number;
}

/** Counts stop at 1,000: that many or more. */
export type CaseCounts = Readonly<Record<CaseFilter['view'], number>>;

/** A case that an office outside was rung about, as whoever rang still sees it: its reference and nothing else. */
export interface HandedRow {
  readonly id: TaskId;
  readonly caseId: CaseId;
  readonly schoolId: SchoolId;
  readonly callerId: PersonId;
  readonly reference: string;
  readonly handedAt: number;
  /** When to remind the caller to ask; null once the office has accepted. */
  readonly askAt: number | null;
  readonly acceptedAt: number | null;
}

/** A task as its doer sees it: the task and nothing of the case. */
export interface TaskRow {
  readonly id: TaskId;
  readonly caseId: CaseId;
  readonly schoolId: SchoolId;
  readonly doerId: PersonId | null;
  readonly dueOn: Day;
  readonly madeAt: number;
  readonly doneAt: number | null;
  /** When to ask its doer next whether it is done. */
  readonly askAt: number;
  readonly text: string;
}

export interface PaperRow {
  readonly id: PaperId;
  readonly caseId: CaseId;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** Of the file as it came, in hex. */
  readonly sha256: string;
  /** Where the sealed bytes are: the hash of what is stored. */
  readonly blob: string;
  /** What the scanner said; `none` when the school has connected none. */
  readonly scanned: 'clean' | 'none';
  readonly addedAt: number;
  readonly sealedAt: number | null;
}

/** One case as the figures count it. */
export interface FigureRow {
  readonly schoolId: SchoolId;
  readonly openedAt: number;
  readonly firstActionAt: number | null;
  readonly category: string | null;
  readonly year: number | null;
  readonly outcome: (typeof OUTCOMES)[number] | null;
  readonly isOpen: boolean;
}

export interface CaseStore {
  add(row: CaseRow): Promise<void>;
  /** Null when it is not there, or when the person of this unit is barred from it. */
  byId(id: CaseId): Promise<CaseRow | null>;
  byReport(reportId: ReportId): Promise<CaseRow | null>;
  /** Waits for whoever is changing it, so that check and change are one. */
  lock(id: CaseId): Promise<CaseRow | null>;
  change(id: CaseId, change: CaseChange): Promise<void>;
  /**
   * Keeps these people out from now on, the person of this unit included: the last thing done to a case in a unit of
   * work, because afterwards they cannot touch it.
   */
  bar(id: CaseId, people: readonly PersonId[]): Promise<void>;
  members(id: CaseId): Promise<Member[]>;
  join(id: CaseId, members: readonly Pick<Member, 'personId' | 'part'>[]): Promise<void>;
  /** Ends what these people were in the case: everything, or one part. */
  leave(id: CaseId, people: readonly PersonId[], part?: MemberPart): Promise<void>;
  entries(id: CaseId): Promise<KeptEntry[]>;
  append(id: CaseId, entries: readonly Omit<KeptEntry, 'number'>[]): Promise<void>;
  /** Notes that the case is about these people or pupils, so that it is found from them. */
  about(id: CaseId, subjects: readonly (PersonId | PupilId)[]): Promise<void>;
  casesAbout(subject: PersonId | PupilId, viewer: Viewer): Promise<CaseRow[]>;
  list(viewer: Viewer, filter: CaseFilter): Promise<CaseRow[]>;
  counts(viewer: Viewer, filter: Pick<CaseFilter, 'schoolId' | 'dueBy'>): Promise<CaseCounts>;
  /** Open cases whose step may be overdue, the longest first; a second watcher meets others. */
  toChase(now: number, limit: number): Promise<CaseRow[]>;
  handOver(call: HandedRow): Promise<void>;
  /** Calls of these people to offices that have not accepted yet. */
  handedBy(people: readonly PersonId[]): Promise<HandedRow[]>;
  handed(id: TaskId): Promise<HandedRow | null>;
  accept(id: TaskId, at: number): Promise<void>;
  toAsk(now: number, limit: number): Promise<HandedRow[]>;
  askAgain(id: TaskId, at: number): Promise<void>;
  lowLevel(schools: readonly (SchoolId | null)[]): Promise<CaseRow[]>;
  addTask(task: Omit<TaskRow, 'schoolId'>): Promise<void>;
  tasksOf(people: readonly PersonId[]): Promise<TaskRow[]>;
  task(id: TaskId): Promise<TaskRow | null>;
  finishTask(id: TaskId, at: number): Promise<void>;
  /** Tasks past their day that are not done, the longest first, without what they say; a second watcher meets others. */
  tasksToAsk(now: number, limit: number): Promise<Pick<TaskRow, 'id' | 'caseId' | 'schoolId' | 'doerId'>[]>;
  askTaskAgain(id: TaskId, at: number): Promise<void>;
  addPaper(paper: PaperRow): Promise<void>;
  papers(id: CaseId): Promise<PaperRow[]>;
  sealPapers(id: CaseId, at: number): Promise<void>;
  /** What seals the case's files, outside a unit of work. It is for adapters, and goes nowhere else. */
  fileKey(id: CaseId): Promise<Uint8Array>;
  figures(schools: readonly (SchoolId | null)[], from: number, until: number): Promise<FigureRow[]>;
  /** When the person last looked into a case under this sign-in; null when not. */
  lastLook(personId: PersonId, signedInAt: number): Promise<number | null>;
  look(personId: PersonId, signedInAt: number): Promise<void>;
}
