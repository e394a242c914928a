import type { CaseId, PersonId, ReportId } from '../ids';
import type { Report, ReportAddition } from './report';

/** Reports, each its reporter's alone until it is passed on. */
export interface ReportStore {
  /** The one report somebody is in the middle of, or null. */
  open(reporterIds: readonly PersonId[]): Promise<Report | null>;
  byId(id: ReportId): Promise<Report | null>;
  /** All that one human being made, under whichever register entry, newest first. */
  of(reporterIds: readonly PersonId[]): Promise<Report[]>;
  /** False when the reporter is in the middle of another. */
  begin(report: Report): Promise<boolean>;
  /**
   * Keeps the next state of an open report, with the commit. Where it no longer stands at `report.rev - 1` somebody was
   * quicker: the unit is undone, and run again from what stands then.
   */
  save(report: Report): Promise<void>;
  /** Those whose clock has run out, oldest first; other workers leave them alone until this unit is over. */
  due(now: number, limit: number): Promise<Report[]>;
  /** Looks at it again at that moment; never, when null. */
  wake(id: ReportId, at: number | null): Promise<void>;
  /** Somebody has opened the case: nobody further need be told. */
  acknowledged(caseId: CaseId): Promise<void>;
  /** What the reporter said after it was passed on. */
  add(addition: ReportAddition): Promise<void>;
  additions(id: ReportId): Promise<ReportAddition[]>;
}

/** What a channel has delivered before, so that its repeats change nothing. */
export interface InboxStore {
  /** False when it was let in before. */
  admit(conversation: string, activity: string): Promise<boolean>;
  /** Forgets what came before that moment. */
  forget(before: number): Promise<void>;
}
