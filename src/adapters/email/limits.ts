import type { ReadingGap } from '../../core/evidence/mail';

/** How much of a mail is looked at. Its bytes are kept whole whatever is said here. */
export const LIMITS = {
  /** The largest mail, in bytes: as large as is kept at all. */
  mail: 72 << 20,
  /** Its header block, one field of it, and their number: checked before any parser sees them. */
  block: 256 << 10,
  field: 64 << 10,
  fields: 1_000,
  /** Parts within parts, and mails within mails. */
  depth: 50,
  mails: 3,
  /** What is handed back of a body, in characters, and how deep its markup may go. */
  characters: 1_000_000,
  tags: 100,
  attachments: 500,
  links: 200,
  link: 2_000,
  addresses: 2_000,
  memoryMegabytes: 256,
  milliseconds: 10_000,
  /** Questions to the name service about one mail, and how long they may take altogether. */
  queries: 20,
  resolveMs: 5_000,
} as const;

/** Where the header block ends: its length without the empty line; null when that is not within what is looked at. */
export function headLength(raw: Uint8Array): number | null {
  const most = Math.min(raw.length, LIMITS.block + 4);
  for (let i = 0; i < most; i += 1) {
    if (raw[i] !== 10) continue;
    const next = raw[i + 1] === 13 ? i + 2 : i + 1;
    if (raw[next] === 10) return i + 1;
  }
  return raw.length <= LIMITS.block ? raw.length : null;
}

/** The header fields as they stand, folded lines and all. */
export const fieldsIn = (raw: Uint8Array, length: number): string[] =>
  Buffer.from(raw.buffer, raw.byteOffset, length)
    .toString('latin1')
    .split(/\r?\n(?![ \t])/)
    .filter((field) => field !== '');

/** Everything that bytes alone can tell against reading a mail, before any parser: null when there is nothing. */
export function refusal(raw: Uint8Array): ReadingGap | null {
  if (raw.length > LIMITS.mail) return 'too_large';
  const length = headLength(raw);
  if (length === null) return 'headers_too_many';
  const fields = fieldsIn(raw, length);
  return fields.length > LIMITS.fields || fields.some((f) => f.length > LIMITS.field) ? 'headers_too_many' : null;
}
