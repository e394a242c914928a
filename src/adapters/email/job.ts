import { createHash } from 'node:crypto';
import PostalMime, { type Address as Parsed, type Attachment, type Email } from 'postal-mime';
import type { Address, MailAttachment, MailOrigin, MailReading, ReadingGap } from '../../core/evidence/mail';
import type { SafeView } from '../../core/evidence/ports';
import { fileName, line, mediaType, prose } from './harmless';
import { LIMITS } from './limits';
import { clean, linksOf } from './markup';
import { type Resolver, originOf } from './origin';

/** What the worker is asked for. The bytes have passed the checks that need no parser. */
export type Job =
  | { readonly kind: 'read' | 'view' | 'origin'; readonly raw: Uint8Array }
  | { readonly kind: 'attachment'; readonly raw: Uint8Array; readonly index: number };

export type Reply =
  | { readonly reading: MailReading }
  | { readonly view: SafeView }
  | { readonly origin: MailOrigin }
  | { readonly attachment: { readonly about: MailAttachment; readonly bytes: Uint8Array } | null }
  | { readonly gap: ReadingGap };

/** Does one job. Whatever a parser throws means that this mail cannot be read. */
export async function runJob(job: Job, resolver: Resolver): Promise<Reply> {
  try {
    if (job.kind === 'origin') return { origin: await originOf(job.raw, resolver) };
    const email = await parse(job.raw);
    if (job.kind === 'attachment') return { attachment: attachmentAt(email, job.index) };
    const reading = readingOf(email);
    return job.kind === 'read' ? { reading } : { view: await viewOf(email, reading) };
  } catch (error) {
    return { gap: gapOf(error) };
  }
}

const parse = (raw: Uint8Array): Promise<Email> =>
  PostalMime.parse(raw, {
    maxHeadersSize: LIMITS.block,
    maxNestingDepth: LIMITS.depth,
    maxRfc822NestingDepth: LIMITS.mails,
  });

/** The parser tells its limits apart by words alone. */
function gapOf(error: unknown): ReadingGap {
  const words = error instanceof Error ? error.message : '';
  if (/nesting depth/iu.test(words)) return 'too_deep';
  return /header/iu.test(words) ? 'headers_too_many' : 'unreadable';
}

function readingOf(email: Email): MailReading {
  const attachments = email.attachments.slice(0, LIMITS.attachments).map(aboutOf);
  return {
    subject: line(email.subject ?? ''),
    from: addressesOf(email.from)[0] ?? null,
    to: (email.to ?? []).flatMap(addressesOf).slice(0, LIMITS.addresses),
    cc: (email.cc ?? []).flatMap(addressesOf).slice(0, LIMITS.addresses),
    date: line(email.date ?? '', 100),
    messageId: line(email.messageId ?? ''),
    headers: email.headers
      .slice(0, LIMITS.fields)
      .map((h) => ({ name: line(h.originalKey, 200), value: line(h.value, LIMITS.field) })),
    attachments,
    gaps: gapsOf(email),
  };
}

/** One address, or those of a group. */
const addressesOf = (given: Parsed | undefined): Address[] => {
  if (given === undefined) return [];
  const some = given.group ?? [given];
  return some.map(({ name, address }) => ({ name: line(name, 500), address: line(address ?? '', 500) }));
};

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);

function aboutOf(attachment: Attachment, index: number): MailAttachment {
  const bytes = bytesOf(attachment);
  return {
    name: fileName(attachment.filename, index),
    type: mediaType(attachment.mimeType),
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function attachmentAt(email: Email, index: number): { about: MailAttachment; bytes: Uint8Array } | null {
  const found = index < LIMITS.attachments ? email.attachments[index] : undefined;
  // Its own bytes: nothing but the attachment goes to the other side.
  return found ? { about: aboutOf(found, index), bytes: bytesOf(found) } : null;
}

const typesIn = (email: Email): string[] => {
  const whole = email.headers.find((h) => h.key === 'content-type')?.value ?? '';
  return [whole.toLowerCase(), ...email.attachments.map((a) => a.mimeType)];
};

function gapsOf(email: Email): ReadingGap[] {
  const types = typesIn(email);
  const has = (pattern: RegExp): boolean => types.some((t) => pattern.test(t));
  const names = email.attachments.map((a) => a.filename ?? '');
  // Signed as one lump: whole, and closed to us all the same.
  const isSigned = has(/smime-type="?signed-data/u);
  const found: [ReadingGap, boolean][] = [
    ['encrypted', !isSigned && has(/^(application\/(x-)?pkcs7-mime|multipart\/encrypted|application\/pgp-encrypted)/u)],
    ['unreadable', isSigned],
    ['protected', has(/rpmsg/u) || names.some((n) => /\.rpmsg$/iu.test(n))],
    ['tnef', has(/ms-tnef/u) || names.some((n) => /^winmail\.dat$/iu.test(n))],
    ['calendar', has(/^(text\/calendar|application\/ics)/u)],
    ['nested_mail_not_opened', email.attachments.some((a) => a.mimeType === 'message/rfc822')],
    ['too_large', email.attachments.length > LIMITS.attachments || isLong(email.text) || isLong(email.html)],
    ['no_body', !email.text && !email.html],
  ];
  return found.filter(([, is]) => is).map(([gap]) => gap);
}

const isLong = (text: string | undefined): boolean => (text?.length ?? 0) > LIMITS.characters;

async function viewOf(email: Email, reading: MailReading): Promise<SafeView> {
  const cleaned = email.html === undefined ? null : await clean(email.html);
  const text = email.text === undefined ? (cleaned?.text ?? '') : prose(email.text, LIMITS.characters);
  return { reading, text, html: cleaned?.html ?? null, links: linksOf(cleaned?.links ?? [], text) };
}
