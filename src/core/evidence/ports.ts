import type { MailAttachment, MailFacts, MailOrigin, MailPlace, MailReading } from './mail';

/**
 * The mailbox as the person who flags may read it: opened with their own sign-in, so that the server reads nothing
 * that they could not. @throws MailTrouble from each.
 */
export interface Mailbox {
  /** Headers and metadata only: never the body, a preview or an attachment's bytes. */
  facts(place: MailPlace): Promise<MailFacts>;
  /** The untouched bytes as the service gives them, in pieces. */
  bytes(place: MailPlace): Promise<AsyncIterable<Uint8Array>>;
  /** Adds the category, and changes nothing else of the mail. */
  tag(place: MailPlace, category: string): Promise<void>;
}

/** A mail as it can be shown without harm. */
export interface SafeView {
  readonly reading: MailReading;
  /** The plain text, or what the markup says as text. */
  readonly text: string;
  /** Cleaned markup without a single address in it, for a frame of null origin; null when there is none. */
  readonly html: string | null;
  /** Addresses that the markup or the text led to, as text, so that nobody has to press anything to see them. */
  readonly links: readonly string[];
}

/** Reads hostile bytes elsewhere than in this thread, within limits of time and memory. It never throws for what is in them. */
export interface MailReader {
  read(raw: Uint8Array): Promise<MailReading>;
  view(raw: Uint8Array): Promise<SafeView>;
  origin(raw: Uint8Array): Promise<MailOrigin>;
  /** The decoded bytes of the attachment at that place in `MailReading.attachments`; null when there is none such. */
  attachment(
    raw: Uint8Array,
    index: number,
  ): Promise<{ readonly about: MailAttachment; readonly bytes: Uint8Array } | null>;
}
