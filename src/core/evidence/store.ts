import type { CaseId, MailId, PersonId, ReportId } from '../ids';
import type { Entry } from '../incidents/case-entries';
import type { CaseStanding, Viewer } from '../incidents/case-store';
import type { CaseAnswer } from '../incidents/case-views';
import type { Flag } from '../incidents/flags';
import type { Act, CustodyLine } from './custody';
import type { MailItem } from './mail';

/** What may change of a flagged mail after it was flagged. */
export type MailChange = Partial<
  Pick<MailItem, 'wishes' | 'facts' | 'copy' | 'mismatch' | 'trouble' | 'tag' | 'sealedAt' | 'cameFrom' | 'sameAs'>
>;

/** What decides about a flagged mail from the side of its case. */
export interface Standing {
  readonly reference: string;
  readonly state: CaseStanding;
  readonly flags: readonly Flag[];
  readonly ownerId: PersonId | null;
  readonly priority: 1 | 2 | 3;
}

/** A mail as its row has it. Null: the row was altered, and nothing of it can be believed. */
export interface StoredMail {
  readonly id: MailId;
  readonly item: MailItem | null;
}

/**
 * Flagged mails and their custody. Each is there for whoever flagged it; to everybody else it is as its case is, so that
 * nobody meets what is about themselves.
 */
export interface EvidenceStore {
  /** Answers its first line of custody; null when this report has that place already. */
  add(item: MailItem, act: Act): Promise<CustodyLine | null>;
  /** Null when it is not there for the person of this unit. @throws AppError `unexpected` for an altered row. */
  byId(id: MailId): Promise<MailItem | null>;
  /** Waits for whoever is changing it. @throws as `byId`. */
  lock(id: MailId): Promise<MailItem | null>;
  /** All that one report holds, in the order in which it was flagged. @throws as `byId`. */
  ofReport(id: ReportId): Promise<MailItem[]>;
  /** The newest of one's own. @throws as `byId`. */
  flaggedBy(people: readonly PersonId[]): Promise<MailItem[]>;
  ofCase(id: CaseId): Promise<StoredMail[]>;
  /** The newest mails with facts, of cases that this viewer may see. */
  seenBy(viewer: Viewer): Promise<{ readonly item: MailItem; readonly reference: string }[]>;
  /** Changes a locked mail and writes down what was done. Answers the new lines. */
  change(item: MailItem, change: MailChange, acts: readonly Act[]): Promise<CustodyLine[]>;
  /** In their order; null where a line was altered. */
  custody(id: MailId): Promise<CustodyLine[] | null>;
  /** How often something was done to it, and the hash of the last line, as the mail itself has them sealed. */
  tip(id: MailId): Promise<{ readonly acts: number; readonly head: string }>;
  /** Shuts away whatever of the case is open. Answers which those were. */
  sealCase(id: CaseId, act: Act): Promise<readonly { readonly mailId: MailId; readonly line: CustodyLine }[]>;
  /** Asked as the service: whoever flags may themselves be kept out of the case. Null when there is no case yet. */
  standing(id: CaseId): Promise<Standing | null>;
  /** Adds an entry of the service's to the case, as `standing` asks. Answers what the ledger holds of it. */
  enter(id: CaseId, entry: Entry): Promise<CaseAnswer['added'][number]>;
}
