import { AppError, invalid } from '../errors';

/** The largest paper, in bytes. */
export const LARGEST_PAPER = 15 << 20;

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
/** What a file begins with, and what its name ends with: both have to agree. */
const KINDS: readonly { readonly mediaType: string; readonly ending: RegExp; readonly begins: readonly number[] }[] = [
  { mediaType: 'application/pdf', ending: /\.pdf$/i, begins: ascii('%PDF-') },
  { mediaType: 'image/png', ending: /\.png$/i, begins: [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', ending: /\.jpe?g$/i, begins: [0xff, 0xd8, 0xff] },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: /\.docx$/i,
    begins: [...ascii('PK'), 3, 4],
  },
];
const PLAIN = { mediaType: 'text/plain', ending: /\.txt$/i };

/** Text without a control character that no text has. */
const isText = (bytes: Uint8Array): boolean => bytes.every((b) => b >= 0x20 || b === 9 || b === 10 || b === 13);

/**
 * What kind of paper it is, by its first bytes and its name; nothing of it is opened. @throws AppError `too_large`, and
 * `invalid_input` for a kind that is not taken.
 */
export function paperKind(bytes: Uint8Array, fileName: string): string {
  if (bytes.length > LARGEST_PAPER) throw new AppError('too_large');
  if (bytes.length === 0) throw invalid('file', 'This file is empty.');
  const kind = KINDS.find((k) => k.ending.test(fileName) && k.begins.every((b, i) => bytes[i] === b));
  if (kind) return kind.mediaType;
  if (PLAIN.ending.test(fileName) && isText(bytes)) return PLAIN.mediaType;
  throw invalid('file', 'Papers can be PDF, Word (.docx), PNG, JPEG or plain text files.');
}
