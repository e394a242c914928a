import type { School } from '../people/person';
import type { ObligationState } from './obligations';
import type { CountRow } from './store';
import type { Tally } from './views';

/** Everybody a campaign concerns, all together and by where and as what they work. Every division adds up to the total. */
export interface Tallies {
  readonly total: Tally;
  readonly bySchool: readonly Tally[];
  readonly byRole: readonly Tally[];
  readonly byDepartment: readonly Tally[];
}

/** `expected` is always the sum of the five states: nobody is counted twice and nobody is missing. */
export const talliesOf = (rows: readonly CountRow[], schools: readonly School[]): Tallies => {
  const names = new Map<string, string>(schools.map((school) => [school.id, school.name]));
  return {
    total: tally('', '', rows),
    bySchool: divide(
      rows,
      (row) => row.schoolId,
      (key) => names.get(key) ?? key,
    ),
    byRole: divide(rows, (row) => row.jobRole),
    byDepartment: divide(rows, (row) => row.department),
  };
};

function divide(
  rows: readonly CountRow[],
  keyOf: (row: CountRow) => string,
  labelOf: (key: string) => string = (key) => key,
): Tally[] {
  const parts = new Map<string, CountRow[]>();
  for (const row of rows) {
    const part = parts.get(keyOf(row));
    if (part) part.push(row);
    else parts.set(keyOf(row), [row]);
  }
  return [...parts]
    .map(([key, part]) => tally(key, labelOf(key), part))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}

function tally(key: string, label: string, rows: readonly CountRow[]): Tally {
  const sum = (some: readonly CountRow[]) => some.reduce((total, row) => total + row.count, 0);
  const of = (state: ObligationState) => sum(rows.filter((row) => row.state === state));
  const counts = {
    pending: of('pending'),
    question: of('question'),
    signed: of('signed'),
    excused: of('excused'),
    left: of('left'),
  };
  return { key, label, expected: sum(rows), counts, overdue: sum(rows.filter((row) => row.overdue)) };
}

/** The figures of the sentence "212 of 240 signed. 9 have not, 3 asked a question, 16 excused or left." */
export interface Figures {
  readonly signed: number;
  readonly expected: number;
  readonly notYet: number;
  readonly question: number;
  readonly excusedOrLeft: number;
  readonly overdue: number;
  /** Whole percent of the expected who signed, rounded down: 100 means everybody. Null when nobody is expected. */
  readonly percent: number | null;
  /** Nobody is still to sign. */
  readonly isDone: boolean;
}

export function figuresOf({ counts, expected, overdue }: Pick<Tally, 'counts' | 'expected' | 'overdue'>): Figures {
  return {
    signed: counts.signed,
    expected,
    notYet: counts.pending,
    question: counts.question,
    excusedOrLeft: counts.excused + counts.left,
    overdue,
    percent: expected === 0 ? null : Math.floor((100 * counts.signed) / expected),
    isDone: counts.pending + counts.question === 0,
  };
}
