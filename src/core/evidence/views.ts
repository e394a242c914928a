import type { CaseId, MailId, ReportId } from '../ids';
import type { MailAttachment, MailFacts, MailOrigin, MailReading, TagState, Trouble, Wish } from './mail';

/** One mail as whoever flagged it may know it: nothing of what became of the case. */
export interface MyMail {
  readonly id: MailId;
  readonly reportId: ReportId;
  readonly mailbox: string;
  readonly itemId: string;
  readonly flaggedAt: number;
  /** `waiting`: the report has not been sent. `taking`: sent, and the copy is still to come. */
  readonly state: 'waiting' | 'taking' | 'kept' | 'facts_only' | 'not_taken';
  /** It came from the person's own client. */
  readonly supplied: boolean;
  readonly trouble: Trouble | null;
}

/** One mail in a case's list. */
export interface CaseMail {
  readonly id: MailId;
  readonly flaggedBy: string;
  readonly flaggedAt: number;
  readonly wishes: readonly Wish[];
  readonly mailbox: string;
  readonly facts: MailFacts | null;
  readonly copy: {
    readonly sha256: string;
    readonly size: number;
    readonly origin: 'graph' | 'person';
    readonly takenAt: number;
  } | null;
  readonly mismatch: boolean;
  readonly trouble: Trouble | null;
  readonly tag: TagState;
  /** May its content be opened by this person now? Never with imagery, never when sealed. */
  readonly canOpen: boolean;
  /** Why not; null when it can be. */
  readonly shut: Shut | null;
  readonly sealed: boolean;
  readonly custody: readonly CustodyLine[];
}

/**
 * Why a mail is not shown. `not_asked`: the case has not come past its own question about images. `altered`: what is kept
 * does not agree with its own record of custody; nothing is removed.
 */
export type Shut = 'not_asked' | 'imagery' | 'sealed' | 'no_copy' | 'altered';

export interface CustodyLine {
  readonly at: number;
  readonly by: string;
  readonly what: CustodyAct;
  readonly reason: string | null;
}

export const CUSTODY_ACTS = [
  'flagged',
  'facts_read',
  'captured',
  'supplied',
  'not_captured',
  'tagged',
  'not_tagged',
  'origin_checked',
  'sealed',
  'viewed',
  'attachment_taken',
  'exported',
] as const;
export type CustodyAct = (typeof CUSTODY_ACTS)[number];

/** One mail opened: two claims stand apart, unchanged since it was taken, and where it came from. */
export interface OpenedMail {
  readonly caseId: CaseId;
  readonly id: MailId;
  /** The kept bytes hash to what was written down when they were taken. */
  readonly unchanged: boolean;
  readonly origin: MailOrigin | null;
  readonly reading: MailReading;
  readonly text: string;
  readonly html: string | null;
  readonly links: readonly string[];
  /** `password` opens the archive in which an attachment is handed over. */
  readonly attachments: readonly (MailAttachment & { readonly password: string })[];
}

/** How often one address has been flagged in what this person may see. */
export interface SenderLine {
  readonly caseId: CaseId;
  readonly reference: string;
  readonly at: number;
  readonly mailbox: string;
}
