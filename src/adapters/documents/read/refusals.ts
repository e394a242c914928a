import { AppError, type ErrorCode } from '../../../core/errors';

/** What a document may cost us. Sizes are in bytes unless the name says otherwise. */
export const LIMITS = {
  file: 20 << 20,
  /** What a Word file may unpack to, declared and in fact, and how many times its own size that may be. */
  unpacked: 200 << 20,
  ratio: 100,
  entries: 5000,
  /** One XML part of a Word file; more would not fit into the reader's memory. */
  part: 24 << 20,
  /** The opening and closing marks in one part, the true measure of the memory it takes. */
  tags: 600_000,
  blocks: 20_000,
  characters: 2_000_000,
  nesting: 20,
  memoryMegabytes: 256,
  milliseconds: 20_000,
} as const;

const REFUSALS = {
  empty: ['unreadable_document', 'This file is empty. Save the document again and choose the new file.'],
  wrong_kind: [
    'unreadable_document',
    'Lantern reads Word (.docx), Markdown (.md) and plain text (.txt) files. Save the document as one of these and choose it again.',
  ],
  old_word: [
    'unreadable_document',
    'This is an older kind of Word file. Open it in Word, save it as .docx and choose the new file.',
  ],
  password: [
    'protected_document',
    'This file is locked with a password. Open it in Word, take the password off under File, Info, Protect Document, save it and choose it again.',
  ],
  macros: [
    'macro_document',
    'This file has macros (small programs) in it. Open it in Word, save it as a Word document (.docx) without macros and choose the new file.',
  ],
  broken: [
    'unreadable_document',
    'This file is damaged or is not a Word document. Open it in Word, save it as a new .docx file and choose that one.',
  ],
  not_text: [
    'unreadable_document',
    'This file does not hold plain text. Open it in the program it came from, save it as .docx or as plain text and choose the new file.',
  ],
  too_large: [
    'too_large',
    'This file is larger than 20 MB. Make its pictures smaller (in Word: Picture Format, Compress Pictures), save it and choose it again.',
  ],
  unpacks_too_large: [
    'too_large',
    'This file unpacks to far more than a policy needs, so it was not opened. Open it in Word, save it as a new .docx file and choose that one.',
  ],
  too_long: [
    'too_large',
    'This document is too long or too complicated to read in one go. Split it into parts and choose them one at a time.',
  ],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

/** Why a document is not read. */
export type Refusal = keyof typeof REFUSALS;

/** Carries a refusal through the reading code, on either side of the worker; `readDocument` makes an AppError of it. */
export class Refused extends Error {
  readonly reason: Refusal;

  constructor(reason: Refusal, cause?: unknown) {
    super(reason, { cause });
    this.name = 'Refused';
    this.reason = reason;
  }
}

/** The refusal as the person who chose the file reads it. */
export const refusal = (fileName: string, reason: Refusal): AppError => {
  const [code, what] = REFUSALS[reason];
  return new AppError(code, { problems: [{ where: fileName, what }], detail: reason });
};
