import type { VersionFields } from './document';
import type { NoteCode, RoughPicture } from './understand-rough';

/**
 * A rough block on its way through the passes of `understand`. `at` is its place in the rough input, so that a note
 * said by any pass can be shown at the section where its block ended up.
 */
export type Piece = HeadingPiece | LinePiece | ItemPiece | TablePiece | PicturePiece | VersionPiece;

export interface HeadingPiece {
  readonly kind: 'heading';
  readonly at: number;
  readonly level: number;
  readonly text: string;
}

export interface LinePiece {
  readonly kind: 'paragraph';
  readonly at: number;
  readonly text: string;
  readonly bold: boolean;
  readonly contents: boolean;
}

/** `typed` marks an item whose bullet or number was typed by hand in front of an ordinary line. */
export interface ItemPiece {
  readonly kind: 'item';
  readonly at: number;
  readonly text: string;
  readonly bold: boolean;
  readonly ordered: boolean;
  readonly depth: number;
  readonly marker: string;
  readonly typed: boolean;
}

export interface Cell {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Every row has the same number of cells, unless `rows` is too wide to be a table at all. */
export interface TablePiece {
  readonly kind: 'table';
  readonly at: number;
  readonly caption: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly headerRows: number;
  readonly header: 'marked' | 'bold' | 'guessed';
}

export interface PicturePiece extends RoughPicture {
  readonly at: number;
}

/** A version-control block that has been read out of the text. */
export interface VersionPiece {
  readonly kind: 'version';
  readonly at: number;
  readonly fields: Partial<VersionFields>;
}

/** Records a note at a place of the rough input. */
export type Say = (at: number, code: NoteCode, params?: Readonly<Record<string, string>>) => void;

/**
 * Text without what nobody can see: control characters, soft hyphens, byte-order marks, direction overrides (they can
 * make a line read otherwise than it is stored) and halves of characters. All line ends become `\n`.
 */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u202d\u202e\ufeff]/g, '')
    .replace(/[^\S\n\t]/gu, ' ');

export const squeeze = (text: string): string => text.replace(/\s+/gu, ' ').trim();

export const wordCount = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length;

/** A heading or title of more words than this is a paragraph that was given the wrong style. */
export const LONGEST_HEADING = 25;

/** A line that could be a heading: a few words that do not end like a sentence. */
export const isShort = (text: string): boolean => text.length <= 90 && wordCount(text) <= 12;

export const endsPhrase = (text: string): boolean => /[.,;:!?…]["'’”)]?$/u.test(text);

export const startsLower = (text: string): boolean => /^["'‘“(]?\p{Ll}/u.test(text);

/** A bullet that speaks for its signer, in any document. */
export const isPromise = (text: string): boolean => /^["'‘“]?I(?:['’](?:ll|m|ve|d))?\s+\S/u.test(text);

/** A line that only opens a list of promises ("I will:"), however it is punctuated. */
export const isLeadIn = (text: string): boolean =>
  text.length <= 400 &&
  /^["'‘“]?(?:I|We)\b[^.!?]{0,150}\b(?:will|must|shall|won['’]t|always|never|not|(?:agree|promise|understand|know|accept)(?: that| to)?)\s*[:;…–—-]*$/u.test(
    text,
  );

/** Entries of a list that belong together; there is always one. */
export type Run<T> = [T, ...T[]];

/** Cuts a list into runs; `joins` says whether an entry belongs to the run of the one before it. */
export function runsOf<T>(list: readonly T[], joins: (entry: T, before: T) => boolean): Run<T>[] {
  const runs: Run<T>[] = [];
  let last: { run: Run<T>; entry: T } | undefined;
  for (const entry of list) {
    if (last !== undefined && joins(entry, last.entry)) {
      last.run.push(entry);
      last.entry = entry;
      continue;
    }
    last = { run: [entry], entry };
    runs.push(last.run);
  }
  return runs;
}

/** The entries of a list before the first that fails the test. */
export function leading<T>(list: readonly T[], test: (entry: T) => boolean): T[] {
  const end = list.findIndex((entry) => !test(entry));
  return list.slice(0, end < 0 ? list.length : end);
}

/** The words of a piece as one line, with a typed number in front. */
export function lineOf(piece: Piece): string {
  switch (piece.kind) {
    case 'heading':
    case 'paragraph':
      return squeeze(piece.text);
    case 'item':
      return squeeze(`${piece.marker} ${piece.text}`);
    case 'table':
      return squeeze([piece.caption, ...piece.rows.flat().map((cell) => cell.text)].join(' '));
    case 'picture':
    case 'version':
      return '';
  }
}
