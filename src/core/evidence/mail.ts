import type { CaseId, MailId, PersonId, ReportId } from '../ids';

/** Where a mail lies: all that Outlook is asked for, and all that is taken from it. */
export interface MailPlace {
  /** Address of the mailbox it was opened in. */
  readonly mailbox: string;
  /** Its id there, in the form Microsoft Graph takes. */
  readonly itemId: string;
}

/** What whoever flags it would like. Noted for the owner; it changes no route. */
export const WISHES = ['just_log', 'contact_me', 'no_replies'] as const;
export type Wish = (typeof WISHES)[number];

/** Why there is no copy (yet), or none that came straight from the mailbox. */
export const TROUBLES = [
  'gone',
  'no_permission',
  'too_large',
  'unreachable',
  'protected',
  'no_room',
  'no_key',
  'closed',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/**
 * How much of it may be taken (`safeguarding-rules.md` section 3). `nothing`: danger and imagery have not both been
 * asked. `facts`: there may be imagery, so headers and metadata only. `all`: imagery was answered with no.
 */
export type Allowance = 'nothing' | 'facts' | 'all';

/** The bytes as they were kept. */
export interface MailCopy {
  /** Name of the sealed file. */
  readonly blob: string;
  /** Of the untouched bytes, in hex. */
  readonly sha256: string;
  readonly size: number;
  /** `person`: only their own client could supply it, which is weaker, since a client can alter bytes. */
  readonly origin: 'graph' | 'person';
  readonly takenAt: number;
}

/** Whether the mail itself carries our category. `withheld`: somebody it is about might see it there. */
export type TagState = 'none' | 'set' | 'withheld' | 'failed';

/** One flagged mail. The store seals everything that says what it is. */
export interface MailItem {
  readonly id: MailId;
  readonly caseId: CaseId;
  readonly reportId: ReportId;
  readonly flaggedBy: PersonId;
  readonly flaggedAt: number;
  readonly place: MailPlace;
  readonly wishes: readonly Wish[];
  /** Null until they were read. */
  readonly facts: MailFacts | null;
  readonly copy: MailCopy | null;
  /** The client's own view of it says something else than the server's copy. */
  readonly mismatch: boolean;
  readonly trouble: Trouble | null;
  readonly tag: TagState;
  /** Imagery became known later: kept, never shown. */
  readonly sealedAt: number | null;
  readonly cameFrom: MailOrigin | null;
  /** The same mail was kept before, under this id: there is one copy of it in a case. */
  readonly sameAs: MailId | null;
}

export interface Address {
  readonly name: string;
  readonly address: string;
}

/** What the mail service says of it without its content: read whole, whatever was answered, once both were asked. */
export interface MailFacts {
  /** Stays the same when the mail moves within its mailbox. */
  readonly immutableId: string;
  readonly internetMessageId: string;
  readonly subject: string;
  readonly from: Address | null;
  readonly sender: Address | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** ISO 8601 with zone, as the service gives them; empty when it has none. */
  readonly sentAt: string;
  readonly receivedAt: string;
  /** In their order, top first; a name may come more than once. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
}

/** Derived from the kept bytes alone: it can be made again from them at any time. */
export interface MailReading {
  readonly subject: string;
  readonly from: Address | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** The date it claims; empty when it has none. */
  readonly date: string;
  readonly messageId: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly MailAttachment[];
  /** What could not be read, or was not looked into, in codes from a closed list. */
  readonly gaps: readonly ReadingGap[];
}

export type ReadingGap =
  | 'headers_too_many'
  | 'too_deep'
  | 'too_large'
  | 'took_too_long'
  | 'unreadable'
  | 'encrypted'
  | 'protected'
  | 'nested_mail_not_opened'
  | 'calendar'
  | 'tnef'
  | 'no_body';

export interface MailAttachment {
  /** Its name as sent, made harmless for a screen; never a path. */
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Of its decoded bytes, in hex; null where it was not decoded. */
  readonly sha256: string | null;
}

/** How far the mail proves where it came from, looked at when it was taken and never again. */
export interface MailOrigin {
  /** `pass`, `fail`, `neutral`, `none`, `temperror`, `permerror`, as RFC 8601 names them. */
  readonly dkim: readonly { readonly domain: string; readonly result: string }[];
  readonly spf: string;
  readonly arc: string;
  readonly dmarc: string;
  /** What the school's own mail service wrote at receipt (`Authentication-Results`), word for word. */
  readonly atReceipt: readonly string[];
  /** Answers of the name service on which this stands, so that it can be followed later. */
  readonly dns: readonly { readonly name: string; readonly type: string; readonly answer: string }[];
}
