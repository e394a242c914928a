import type { CaseId, PersonId, ReportId, SchoolId } from '../ids';
import type { Flag } from './flags';
import type { Progress } from './chart';
import type { Warning } from './report-views';
import type { Posts, Routed, RoutingFacts } from './routing';

export type ReportState = 'open' | 'sent' | 'unfinished' | 'dropped';

/** Where somebody began. */
export type ReportSource = 'chat' | 'outlook' | 'page';

/** A report as core sees it. The store keeps `content` sealed under the key of the case it becomes. */
export interface Report {
  readonly id: ReportId;
  /** Counts the changes; whoever answers an older one is shown the current state instead. */
  readonly rev: number;
  readonly reporterId: PersonId;
  /** The reporter's school when they began: whose people deal with it. */
  readonly schoolId: SchoolId;
  /** The case it becomes, and whose key seals it. */
  readonly caseId: CaseId;
  /** On the receipt; carries no meaning. */
  readonly number: string;
  readonly state: ReportState;
  readonly begunAt: number;
  readonly sentAt: number | null;
  /** When its clock has run out: idle too long, or nobody has opened the case. Null when nothing is waited for. */
  readonly wakeAt: number | null;
  readonly content: ReportContent;
}

/** Everything that was said and chosen, and what was known when it was passed on. */
export interface ReportContent {
  readonly source: ReportSource;
  readonly progress: Progress;
  /** Typed before it was asked for, word for word. */
  readonly kept: readonly Said[];
  /** When somebody sent a file all the same. What it was is not known here: it was never fetched. */
  readonly files: readonly number[];
  /** What the last thing said or sent speaks of, until the next answer. */
  readonly warning: Warning | null;
  readonly touchedAt: number;
  /** Who deals with it and why them, as worked out when it was passed on; null before. */
  readonly routing: Routing | null;
}

/** Who deals with a report, and all that was known when that was worked out, so that it can be worked out again. */
export interface Routing extends Routed {
  readonly flags: readonly Flag[];
  readonly posts: Posts;
  readonly facts: RoutingFacts;
}

export interface Said {
  readonly at: number;
  readonly text: string;
}

/** What the reporter said after it was passed on. */
export interface ReportAddition {
  readonly id: string;
  readonly reportId: ReportId;
  readonly text: string;
  readonly addedAt: number;
}
