import type { Day, NoticeId, PersonId } from '../ids';

/** Closed list: what a notice says is a sentence in `texts` for its kind, never content. */
export const NOTICE_KINDS = [
  'agreement_waiting',
  'agreement_due_soon',
  'agreement_overdue',
  'team_overdue',
  'school_overdue',
  'question_asked',
  'question_answered',
  'countersign_waiting',
  'policy_to_approve',
  'policy_review_due',
  'report_waiting',
  'report_urgent',
  'report_unsent',
  'report_unopened',
  'case_waiting',
  'case_overdue',
  'case_handed',
  'task_waiting',
  'task_overdue',
  'accounts_waiting',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** `confirmed`: the channel says it arrived. `unknown`: sent, but nobody can say; shown to a person, never repeated. */
export type Delivery = 'waiting' | 'sent' | 'confirmed' | 'unknown' | 'failed';

/** A notice carries a reference only: a title and where to go. */
export interface Notice {
  readonly id: NoticeId;
  /** One notice for each key, ever: the step of a chase, the question, the version. */
  readonly key: string;
  readonly personId: PersonId;
  readonly kind: NoticeKind;
  /** The agreement or policy it is about, as titled. */
  readonly title: string;
  /** Path of the page it opens, such as `/tabs/sign/…`. */
  readonly link: string;
  readonly dueOn: Day | null;
  /** Not before this moment (working hours in term time). */
  readonly notBefore: number;
  readonly createdAt: number;
  readonly delivery: Delivery;
  readonly deliveredAt: number | null;
}

export interface NoticeStore {
  /** Adds those whose key is new, and says which. */
  add(notices: readonly Notice[]): Promise<NoticeId[]>;
  mine(personId: PersonId, limit: number): Promise<Notice[]>;
  due(now: number, limit: number): Promise<Notice[]>;
  /** Keys that begin so, with the moment they were made. */
  made(prefix: string): Promise<Map<string, number>>;
  settle(id: NoticeId, delivery: Delivery, at: number): Promise<void>;
  lastFor(personIds: readonly PersonId[], prefix: string): Promise<Map<PersonId, { at: number; delivery: Delivery }>>;
}

/** Takes a notice out of the building. An answer that cannot be had is `unknown`, not an error. */
export interface NoticeChannel {
  send(notice: Notice, to: { oid: string | null }): Promise<Exclude<Delivery, 'waiting'>>;
}
