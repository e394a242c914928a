import type { Day, SchoolId } from '../ids';
import type { JobRole, School } from './person';
import { keyOf } from './list-columns';
import { DATES_KNOWN, type ListProblem, RowReader, readDay, schoolNamed, schoolsKnown } from './list-rows';
import { type Columns, type StaffListRow, readJobRole } from './staff-list-columns';

/** Something wrong in a line of a staff list. `isKept` says that the rest of the line is used all the same. */
export interface StaffListProblem extends ListProblem {
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
    staffNumber: keyOf(row, columns),
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
  return reader.problems.length > 0 ? reader.problems.map((p) => ({ ...p, isKept: false })) : read;
}

const JOBS_KNOWN =
  'Use for example Teaching, Support, Office, Site, Leadership, Supply, Trainee, Governor or Volunteer.';
