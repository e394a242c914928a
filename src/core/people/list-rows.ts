import { Day, type SchoolId } from '../ids';
import { type Columns, type ListRow, cellOf, headingOf, textProblem } from './list-columns';
import type { School } from './person';

/** Something wrong in a line of a list: where it stands, as the file names it, and what to do. */
export interface ListProblem {
  readonly line: number;
  readonly where: string;
  readonly what: string;
}

/** The cells of one line by field, collecting what is wrong with them. */
export class RowReader<F extends string> {
  readonly problems: ListProblem[] = [];

  constructor(
    private readonly row: ListRow,
    private readonly columns: Columns<F>,
  ) {
    const beyond = row.cells.slice(columns.headings.length).some((cell) => cell.trim() !== '');
    if (beyond)
      this.add('the end of the line', 'There are more cells than columns. Put text with a comma in it in quotes.');
  }

  /** The cell's text; empty for an empty cell, undefined when the list has no such column. */
  text(field: F): string | undefined {
    const text = cellOf(this.row, this.columns, field);
    const problem = textProblem(this.columns.layout, field, text ?? '');
    if (problem !== null) this.problem(field, problem);
    return text;
  }

  /** The cell as a value: null when it is empty or wrong, undefined when the list has no such column. */
  value<T>(field: F, read: (text: string) => T | null, otherwise: string): T | null | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    if (text === '' || textProblem(this.columns.layout, field, text) !== null) return null;
    const value = read(text);
    if (value === null) this.problem(field, `“${text}” ${otherwise}`);
    return value;
  }

  problem(field: F, what: string): void {
    this.add(headingOf(this.columns, field), what);
  }

  private add(where: string, what: string): void {
    this.problems.push({ line: this.row.line, where, what });
  }
}

const BRITISH = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00)?)?$/;

/** `4/9/2026`, `04.09.2026` or `2026-09-04`; null when it is no day of the calendar between 1900 and 2199. */
export function readDay(text: string): Day | null {
  const [, day = '', month = '', year = ''] = BRITISH.exec(text) ?? [];
  const iso = ISO.exec(text)?.[1] ?? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^(19|20|21)/.test(iso) ? (Day.safeParse(iso).data ?? null) : null;
}
export const DATES_KNOWN = 'is not a date. Write it as 04/09/2026.';

const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The school of that name, whatever the capitals and marks; null when there is none. */
export const schoolNamed =
  (schools: readonly School[]) =>
  (text: string): SchoolId | null =>
    schools.find((school) => plainName(school.name) === plainName(text))?.id ?? null;

export const schoolsKnown = (schools: readonly School[]): string =>
  `is not one of our schools: ${schools.map((school) => school.name).join(', ')}.`;
