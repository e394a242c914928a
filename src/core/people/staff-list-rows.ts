import type { Day, SchoolId } from '../ids';
import type { JobRole, School } from './person';
import {
  type Columns,
  type StaffField,
  type StaffListRow,
  cellOf,
  headingOf,
  readDay,
  readJobRole,
  staffNumberOf,
  textProblem,
} from './staff-list-columns';

/** Something wrong in a line of a staff list. `isKept` says that the rest of the line is used all the same. */
export interface StaffListProblem {
  readonly line: number;
  /** The column, as the file names it. */
  readonly where: string;
  readonly what: string;
  readonly isKept: boolean;
}

/**
 * A line that could be read. Undefined means that the list has no such column, so the register keeps what it knows;
 * null (or empty text) that the cell is empty.
 */
export interface ReadRow {
  readonly line: number;
  readonly staffNumber: string;
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
  readonly email: string | null | undefined;
  readonly schoolId: SchoolId | null;
  readonly jobRole: JobRole | null;
  readonly department: string | undefined;
  readonly manager: string | null | undefined;
  readonly startsOn: Day | null;
  readonly endsOn: Day | null | undefined;
  readonly oid: string | null | undefined;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The directory's id of an account: what a verified token names a person by. */
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const OBJECT_IDS_KNOWN = 'is not an object id. Copy it from the person’s page in Microsoft Entra.';

/** Reads one line; with any problem the line is not used. */
export function readRow(row: StaffListRow, columns: Columns, schools: readonly School[]): ReadRow | StaffListProblem[] {
  const reader = new RowReader(row, columns);
  reader.text('staffNumber');
  const read: ReadRow = {
    line: row.line,
    staffNumber: staffNumberOf(row, columns),
    givenName: reader.text('givenName'),
    familyName: reader.text('familyName'),
    email: reader.value('email', (text) => (EMAIL.test(text) ? text.toLowerCase() : null), 'is not an email address.'),
    schoolId: reader.value('school', schoolNamed(schools), schoolsKnown(schools)) ?? null,
    jobRole: reader.value('jobRole', readJobRole, `is not a job we know. ${JOBS_KNOWN}`) ?? null,
    department: reader.text('department'),
    manager: reader.value('manager', (text) => text, ''),
    startsOn: reader.value('startsOn', readDay, DATES_KNOWN) ?? null,
    endsOn: reader.value('endsOn', readDay, DATES_KNOWN),
    oid: reader.value('oid', (text) => (OBJECT_ID.test(text) ? text.toLowerCase() : null), OBJECT_IDS_KNOWN),
  };
  if (read.staffNumber === '')
    reader.problem('staffNumber', 'The staff number is empty. Everybody needs one of their own.');
  if (!read.givenName && !read.familyName) reader.problem('familyName', 'There is no name on this line.');
  if (read.startsOn && read.endsOn && read.endsOn < read.startsOn)
    reader.problem('endsOn', 'The end date is before the start date. Check both.');
  return reader.problems.length > 0 ? reader.problems : read;
}

const JOBS_KNOWN =
  'Use for example Teaching, Support, Office, Site, Leadership, Supply, Trainee, Governor or Volunteer.';
const DATES_KNOWN = 'is not a date. Write it as 04/09/2026.';

const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const schoolNamed =
  (schools: readonly School[]) =>
  (text: string): SchoolId | null =>
    schools.find((school) => plainName(school.name) === plainName(text))?.id ?? null;

const schoolsKnown = (schools: readonly School[]): string =>
  `is not one of our schools: ${schools.map((school) => school.name).join(', ')}.`;

/** The cells of one line by field, collecting what is wrong with them. */
class RowReader {
  readonly problems: StaffListProblem[] = [];

  constructor(
    private readonly row: StaffListRow,
    private readonly columns: Columns,
  ) {
    const beyond = row.cells.slice(columns.headings.length).some((cell) => cell.trim() !== '');
    if (beyond)
      this.add('the end of the line', 'There are more cells than columns. Put text with a comma in it in quotes.');
  }

  /** The cell's text; empty for an empty cell, undefined when the list has no such column. */
  text(field: StaffField): string | undefined {
    const text = cellOf(this.row, this.columns, field);
    const problem = textProblem(field, text ?? '');
    if (problem !== null) this.problem(field, problem);
    return text;
  }

  /** The cell as a value: null when it is empty or wrong, undefined when the list has no such column. */
  value<T>(field: StaffField, read: (text: string) => T | null, otherwise: string): T | null | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    if (text === '' || textProblem(field, text) !== null) return null;
    const value = read(text);
    if (value === null) this.problem(field, `“${text}” ${otherwise}`);
    return value;
  }

  problem(field: StaffField, what: string): void {
    this.add(headingOf(this.columns, field), what);
  }

  private add(where: string, what: string): void {
    this.problems.push({ line: this.row.line, where, what, isKept: false });
  }
}
