import { AppError } from '../errors';

/** A row of a decoded table. `line` is where it starts in the file, counted from 1. */
export interface ListRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A kind of list: what its columns are called and what they hold. */
export interface Layout<F extends string> {
  /** Headings as schools and their information systems write them, without capitals, spaces and marks. */
  readonly headings: Readonly<Record<F, readonly string[]>>;
  /** What each column is called in our own words: in a template, and to a person whose list has no such column. */
  readonly names: Readonly<Record<F, string>>;
  /** The column that every list of the kind has: the heading row is found by it. */
  readonly key: F;
  /** Columns with a limit of their own, in characters; the others may have 100. */
  readonly limits: Readonly<Partial<Record<F, number>>>;
}

/** Words apart by blanks, as a list. */
export const words = (list: string): string[] => list.split(' ');

/** Where each field stands in the rows that follow the heading row. */
export interface Columns<F extends string> {
  readonly layout: Layout<F>;
  readonly at: ReadonlyMap<F, number>;
  readonly keyAt: number;
  /** The headings as the file has them, for naming a cell to the person who sent it. */
  readonly headings: readonly string[];
  /** Headings that mean nothing here; shown so that nobody thinks them used. */
  readonly ignored: readonly string[];
}

const plainHeading = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const fieldsOf = <F extends string>(layout: Layout<F>): F[] =>
  // The table of headings has a row for each field and for nothing else.
  Object.keys(layout.headings) as F[];

const fieldOf = <F extends string>(heading: string, layout: Layout<F>): F | undefined =>
  fieldsOf(layout).find((field) => layout.headings[field].includes(plainHeading(heading)));

/** The column of a field as the file names it; our own name when the file has none. */
export const headingOf = <F extends string>({ headings, layout }: Columns<F>, field: F): string =>
  headings.find((heading) => fieldOf(heading, layout) === field) ?? layout.names[field];

/** Titles above the table are common in exports; beyond this many rows there is no heading row. */
const MOST_TITLE_ROWS = 10;

/**
 * Finds the heading row and what stands under it.
 * @throws AppError `unreadable_table` when the key column is missing, or there are two columns for one field.
 */
export function readColumns<F extends string>(
  rows: readonly ListRow[],
  layout: Layout<F>,
): { columns: Columns<F>; headingLine: number; body: readonly ListRow[] } {
  const { key } = layout;
  const isHeading = (row: ListRow) => row.cells.some((cell) => fieldOf(cell, layout) === key);
  const row = rows.slice(0, MOST_TITLE_ROWS).find(isHeading);
  if (!row) {
    const what = `There is no column named “${layout.names[key]}”. Name the columns in the first line.`;
    throw unreadable(1, what);
  }
  const headings = row.cells.map((cell) => cell.trim());
  const at = new Map<F, number>();
  for (const [place, heading] of headings.entries()) {
    const field = fieldOf(heading, layout);
    if (field === undefined) continue;
    if (at.has(field)) throw unreadable(row.line, `Two columns say the same: “${heading}”. Keep one.`);
    at.set(field, place);
  }
  const ignored = headings.filter((heading) => heading !== '' && fieldOf(heading, layout) === undefined);
  const keyAt = headings.findIndex((heading) => fieldOf(heading, layout) === key);
  const columns = { layout, at, keyAt, headings, ignored };
  return { columns, headingLine: row.line, body: rows.slice(rows.indexOf(row) + 1) };
}

export const unreadable = (line: number, what: string): AppError =>
  new AppError('unreadable_table', { problems: [{ where: `line ${line}`, what }] });

/** Text as kept: composed (NFC), trimmed, single spaces. Anything that looks like a formula is text like any other. */
const cellText = (raw: string): string =>
  raw
    .normalize('NFC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ');

/** The text of a field in a row; empty for a missing or empty cell, undefined when the list has no such column. */
export function cellOf<F extends string>(row: ListRow, columns: Columns<F>, field: F): string | undefined {
  const at = columns.at.get(field);
  return at === undefined ? undefined : cellText(row.cells[at] ?? '');
}

/** What a row has in the one column every list of its kind has. */
export const keyOf = <F extends string>(row: ListRow, { keyAt }: Columns<F>): string =>
  cellText(row.cells[keyAt] ?? '');

const USUAL_LIMIT = 100;

/** Controls, and the marks that turn the direction of whatever follows. Joiners (emoji, Persian) are part of text. */
const HIDDEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** What is wrong with the characters of a cell, in words; null when nothing is. */
export function textProblem<F extends string>({ limits }: Layout<F>, field: F, text: string): string | null {
  const limit = limits[field] ?? USUAL_LIMIT;
  if (!text.isWellFormed() || text.includes('\uFFFD'))
    return 'This has a letter that could not be read. Save the list again as “CSV UTF-8”.';
  if (HIDDEN.test(text)) return 'This has a line break or another hidden character in it. Type it again.';
  return [...text].length > limit ? `This is longer than ${limit} characters. Shorten it.` : null;
}
