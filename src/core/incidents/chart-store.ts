import type { PersonId } from '../ids';
import type { Chart } from './chart';

/** What a school is writing to come after the version in force. There is at most one of each chart. */
export interface ChartDraft {
  readonly chart: Chart;
  /** Counts the savings: whoever saves over a newer one is told so. */
  readonly rev: number;
  /** Everybody who wrote on it: none of them publishes it. */
  readonly authorIds: readonly PersonId[];
  readonly savedAt: number;
}

export interface PublishedChart {
  readonly version: number;
  readonly authorId: PersonId;
  readonly approverId: PersonId;
  readonly publishedAt: number;
}

/** The charts a school works by. Until it publishes its own, Lantern's: nobody is ever without one. */
export interface ChartStore {
  /** What new reports and cases begin with. */
  inForce(id: Chart['id']): Promise<Chart>;
  /** The one that something began with. @throws AppError `unexpected` when there is no such version. */
  version(id: Chart['id'], version: number): Promise<Chart>;
  /** The school's own, newest first. */
  published(id: Chart['id']): Promise<PublishedChart[]>;
  draft(id: Chart['id']): Promise<ChartDraft | null>;
  /** Saves over what is there. */
  saveDraft(draft: ChartDraft): Promise<void>;
  dropDraft(id: Chart['id']): Promise<void>;
  /** Never to be changed again: the database refuses it. */
  publish(chart: Chart, by: Omit<PublishedChart, 'version'>): Promise<void>;
}
