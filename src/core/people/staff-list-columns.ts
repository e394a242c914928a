import { AppError } from '../errors';
import { Day } from '../ids';
import { JobRole } from './person';

/** A row of a decoded table. `line` is where it starts in the file, counted from 1. */
export interface StaffListRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a staff list may say about a person. */
export const STAFF_FIELDS = [
  'staffNumber',
  'givenName',
  'familyName',
  'email',
  'school',
  'jobRole',
  'department',
  'manager',
  'startsOn',
  'endsOn',
  'oid',
] as const;
export type StaffField = (typeof STAFF_FIELDS)[number];

// Headings as schools and their information systems write them, without capitals, spaces and marks.
const HEADINGS: Readonly<Record<StaffField, readonly string[]>> = {
  staffNumber: words(
    'staffnumber staffno staffid staffcode employeenumber employeeno employeeid payrollnumber payrollno',
  ),
  givenName: words('firstname firstnames forename forenames givenname givennames'),
  familyName: words('surname lastname familyname'),
  email: words('email emailaddress workemail workemailaddress'),
  school: words('school schoolname academy establishment site'),
  jobRole: words('jobrole role job jobtitle post position staffrole stafftype'),
  department: words('department dept team phase faculty'),
  manager: words(
    'managersstaffnumber managerstaffnumber managerstaffno managersstaffno managernumber managerno managerid manager ' +
      'linemanager linemanagerstaffnumber linemanagersstaffnumber linemanagernumber reportsto',
  ),
  startsOn: words('startdate datestarted employmentstart employmentstartdate contractstart contractstartdate starts'),
  oid: words('objectid oid entraobjectid azureobjectid microsoftobjectid userobjectid'),
  endsOn: words('enddate leavingdate dateleft employmentend employmentenddate contractend contractenddate ends'),
};

function words(list: string): string[] {
  return list.split(' ');
}

/** Where each field stands in the rows that follow the heading row. */
export interface Columns {
  readonly at: ReadonlyMap<StaffField, number>;
  readonly numberAt: number;
  /** The headings as the file has them, for naming a cell to the person who sent it. */
  readonly headings: readonly string[];
  /** Headings that mean nothing here; shown so that nobody thinks them used. */
  readonly ignored: readonly string[];
}

const STANDARD_HEADINGS: Readonly<Record<StaffField, string>> = {
  staffNumber: 'Staff number',
  givenName: 'First name',
  familyName: 'Surname',
  email: 'Email',
  school: 'School',
  jobRole: 'Job role',
  department: 'Department',
  manager: 'Manager’s staff number',
  startsOn: 'Start date',
  endsOn: 'End date',
  oid: 'Object ID',
};

/** The column of a field as the file names it; its standard name when the file has none. */
export const headingOf = (columns: Columns, field: StaffField): string =>
  columns.headings.find((heading) => fieldOf(heading) === field) ?? STANDARD_HEADINGS[field];

const plainHeading = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const fieldOf = (heading: string): StaffField | undefined =>
  STAFF_FIELDS.find((field) => HEADINGS[field].includes(plainHeading(heading)));

/** Titles above the table are common in exports; beyond this many rows there is no heading row. */
const MOST_TITLE_ROWS = 10;

/**
 * Finds the heading row and what stands under it.
 * @throws AppError `unreadable_table` when there is no column of staff numbers or none of names, or two for one field.
 */
export function readColumns(rows: readonly StaffListRow[]): { columns: Columns; body: readonly StaffListRow[] } {
  const isHeading = (row: StaffListRow) => row.cells.some((cell) => fieldOf(cell) === 'staffNumber');
  const row = rows.slice(0, MOST_TITLE_ROWS).find(isHeading);
  if (!row) throw unreadable(1, 'There is no column named “Staff number”. Name the columns in the first line.');
  const headings = row.cells.map((cell) => cell.trim());
  const at = new Map<StaffField, number>();
  for (const [place, heading] of headings.entries()) {
    const field = fieldOf(heading);
    if (field === undefined) continue;
    if (at.has(field)) throw unreadable(row.line, `Two columns say the same: “${heading}”. Keep one.`);
    at.set(field, place);
  }
  if (!at.has('givenName') && !at.has('familyName'))
    throw unreadable(row.line, 'There is no column of names. Add “First name” and “Surname”.');
  const ignored = headings.filter((heading) => heading !== '' && fieldOf(heading) === undefined);
  const numberAt = headings.findIndex((heading) => fieldOf(heading) === 'staffNumber');
  return { columns: { at, numberAt, headings, ignored }, body: rows.slice(rows.indexOf(row) + 1) };
}

const unreadable = (line: number, what: string): AppError =>
  new AppError('unreadable_table', { problems: [{ where: `line ${line}`, what }] });

/** Fields with a limit of their own; names and the rest may have 100 characters. */
const LIMITS: Partial<Record<StaffField, number>> = { staffNumber: 40, email: 254 };
const NAME_LIMIT = 100;

/** Controls, and the marks that turn the direction of whatever follows. Joiners (emoji, Persian) are part of text. */
const HIDDEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** Text as kept: composed (NFC), trimmed, single spaces. Anything that looks like a formula is text like any other. */
const cellText = (raw: string): string =>
  raw
    .normalize('NFC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ');

/** The text of a field in a row; empty for a missing or empty cell, undefined when the list has no such column. */
export function cellOf(row: StaffListRow, columns: Columns, field: StaffField): string | undefined {
  const at = columns.at.get(field);
  return at === undefined ? undefined : cellText(row.cells[at] ?? '');
}

/** The staff number of a row: the one column every list has. */
export const staffNumberOf = (row: StaffListRow, columns: Columns): string =>
  cellText(row.cells[columns.numberAt] ?? '');

/** What is wrong with the characters of a cell, in words; null when nothing is. */
export function textProblem(field: StaffField, text: string): string | null {
  const limit = LIMITS[field] ?? NAME_LIMIT;
  if (!text.isWellFormed() || text.includes('\uFFFD'))
    return 'This has a letter that could not be read. Save the list again as “CSV UTF-8”.';
  if (HIDDEN.test(text)) return 'This has a line break or another hidden character in it. Type it again.';
  return [...text].length > limit ? `This is longer than ${limit} characters. Shorten it.` : null;
}

const BRITISH = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00)?)?$/;

/** `4/9/2026`, `04.09.2026` or `2026-09-04`; null when it is no day of the calendar between 1900 and 2199. */
export function readDay(text: string): Day | null {
  const [, day = '', month = '', year = ''] = BRITISH.exec(text) ?? [];
  const iso = ISO.exec(text)?.[1] ?? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^(19|20|21)/.test(iso) ? (Day.safeParse(iso).data ?? null) : null;
}

// First match wins: an "assistant head" leads, an "office assistant" works in the office, a "head of year" teaches.
const JOB_TITLES: readonly (readonly [RegExp, JobRole])[] = [
  [/govern|trustee/, 'governor'],
  [/volunteer|parent helper/, 'volunteer'],
  [/supply|agency/, 'supply'],
  [/trainee|student teacher|\bitt\b|placement|^student$/, 'trainee'],
  [/contractor|peripatetic|visiting/, 'contractor'],
  [/office|admin|secretary|reception|business manager|bursar|finance|\bhr\b|\bpa\b|data manager|clerk/, 'office'],
  [/head of/, 'teaching'],
  [/head|principal|\bslt\b|senior leader|leadership|deputy/, 'leadership'],
  [/caretaker|\bsite\b|premises|clean|grounds/, 'site'],
  [
    /assistant|\bta\b|hlta|\blsa\b|support|mentor|midday|lunchtime|supervisor|technician|nurse|libra|cook|kitchen|catering/,
    'support',
  ],
  [/teach|tutor|lecturer|\bect\b|\bnqt\b|senco|leader|\blead\b/, 'teaching'],
];

/** The job role a title means; null when nobody could say. */
export function readJobRole(text: string): JobRole | null {
  const title = text.toLowerCase();
  const known = JobRole.safeParse(title).data;
  return known ?? JOB_TITLES.find(([pattern]) => pattern.test(title))?.[1] ?? null;
}
