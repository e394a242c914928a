import {
  type Columns as ColumnsOf,
  type Layout,
  type ListRow,
  readColumns as readAny,
  unreadable,
  words,
} from './list-columns';
import { JobRole } from './person';

export type { ListRow as StaffListRow } from './list-columns';

/** What a staff list may say about a person. */
export type StaffField =
  | 'staffNumber'
  | 'givenName'
  | 'familyName'
  | 'email'
  | 'school'
  | 'jobRole'
  | 'department'
  | 'manager'
  | 'startsOn'
  | 'endsOn'
  | 'oid';

const LAYOUT: Layout<StaffField> = {
  key: 'staffNumber',
  limits: { staffNumber: 40, email: 254 },
  headings: {
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
  },
  names: {
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
  },
};

export type Columns = ColumnsOf<StaffField>;

/**
 * Finds the heading row and what stands under it.
 * @throws AppError `unreadable_table` when there is no column of staff numbers or none of names, or two for one field.
 */
export function readColumns(rows: readonly ListRow[]): { columns: Columns; body: readonly ListRow[] } {
  const { columns, headingLine, body } = readAny(rows, LAYOUT);
  if (!columns.at.has('givenName') && !columns.at.has('familyName'))
    throw unreadable(headingLine, 'There is no column of names. Add “First name” and “Surname”.');
  return { columns, body };
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
