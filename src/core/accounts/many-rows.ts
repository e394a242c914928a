import type { Problem } from '../errors';
import type { Day, SchoolId } from '../ids';
import { type Columns, type Layout, type ListRow, cellOf, headingOf, keyOf, words } from '../people/list-columns';
import { DATES_KNOWN, type ListProblem, RowReader, readDay, schoolNamed, schoolsKnown } from '../people/list-rows';
import type { School } from '../people/person';
import type { AccountKind } from './facts';
import type { RoleTemplate } from './role-template';

/** What a list of starters and leavers may say. */
export type ManyField =
  | 'what'
  | 'staffNumber'
  | 'givenName'
  | 'familyName'
  | 'bornOn'
  | 'school'
  | 'department'
  | 'as'
  | 'role'
  | 'startsOn'
  | 'lastDay'
  | 'endsOn'
  | 'manager'
  | 'sponsor'
  | 'email'
  | 'onPaper'
  | 'isAnother';

export const MANY: Layout<ManyField> = {
  key: 'staffNumber',
  limits: { staffNumber: 64, givenName: 64, familyName: 64, department: 64, email: 254 },
  names: {
    what: 'Starting or leaving',
    staffNumber: 'Staff number',
    givenName: 'First name',
    familyName: 'Family name',
    bornOn: 'Date of birth',
    school: 'School',
    department: 'Department',
    as: 'Comes as',
    role: 'Role',
    startsOn: 'First day',
    lastDay: 'Last working day',
    endsOn: 'Contract ends',
    manager: 'Manager’s staff number',
    sponsor: 'Sponsor’s staff number',
    email: 'Email for a guest',
    onPaper: 'Signs on paper',
    isAnother: 'Another person of this name',
  },
  headings: {
    what: words('startingorleaving starterorleaver what change action starterleaver joinerleaver'),
    staffNumber: words(
      'staffnumber staffno staffid staffcode employeenumber employeeno employeeid payrollnumber payrollno',
    ),
    givenName: words('firstname firstnames forename forenames givenname givennames'),
    familyName: words('familyname surname lastname'),
    bornOn: words('dateofbirth dob birthdate born'),
    school: words('school schoolname academy establishment site'),
    department: words('department dept team phase faculty departmentorphase'),
    as: words('comesas as kind stafftype contracttype'),
    role: words('role jobrole job jobtitle post position'),
    startsOn: words('firstday startdate starts datestarted employmentstart contractstart contractstartdate'),
    lastDay: words('lastworkingday lastdayofwork finishes lastday'),
    endsOn: words('contractends contractend enddate ends leavingdate dateleft employmentend contractenddate'),
    manager: words(
      'managersstaffnumber managerstaffnumber managernumber manager linemanager linemanagerstaffnumber ' +
        'linemanagersstaffnumber reportsto',
    ),
    sponsor: words('sponsorsstaffnumber sponsorstaffnumber sponsornumber sponsor whoanswersforthem'),
    email: words('emailforaguest email emailaddress addressfortheinvitation'),
    onPaper: words('signsonpaper onpaper paper'),
    isAnother: words('anotherpersonofthisname anotherperson samename'),
  },
};

/** A line that could be read. Null is an empty cell or no such column. */
export interface ManyRow {
  readonly line: number;
  readonly what: 'starting' | 'leaving';
  readonly staffNumber: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: Day | null;
  readonly schoolId: SchoolId | null;
  readonly department: string;
  readonly as: Exclude<AccountKind, 'pupil'>;
  readonly template: RoleTemplate | null;
  readonly startsOn: Day | null;
  readonly lastDay: Day | null;
  readonly endsOn: Day | null;
  readonly manager: string | null;
  readonly sponsor: string | null;
  readonly email: string | null;
  readonly onPaper: boolean;
  readonly isAnother: boolean;
}

interface Readers {
  readonly schools: readonly School[];
  readonly templates: readonly RoleTemplate[];
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const WHATS: Readonly<Record<string, ManyRow['what']>> = {
  ...Object.fromEntries(words('starting start starts starter joining joiner joins new').map((w) => [w, 'starting'])),
  ...Object.fromEntries(words('leaving leave leaves leaver finishing ending').map((w) => [w, 'leaving'])),
};
const KINDS: Readonly<Record<string, ManyRow['as']>> = {
  ...Object.fromEntries(words('staff memberofstaff permanent employee').map((w) => [w, 'staff'])),
  ...Object.fromEntries(words('supply agency').map((w) => [w, 'supply'])),
  ...Object.fromEntries(words('trainee student studentteacher placement').map((w) => [w, 'trainee'])),
  ...Object.fromEntries(words('guest contractor visitor guestorcontractor').map((w) => [w, 'guest'])),
};
const YES: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(words('yes y true x 1').map((w) => [w, true])),
  ...Object.fromEntries(words('no n false 0').map((w) => [w, false])),
};
const among =
  <T>(table: Readonly<Record<string, T>>) =>
  (text: string): T | null =>
    table[plain(text)] ?? null;

const roleNamed =
  (templates: readonly RoleTemplate[]) =>
  (text: string): RoleTemplate | null =>
    templates.find((t) => plain(t.label) === plain(text) || t.id === text) ?? null;

const YES_KNOWN = 'is neither yes nor no.';
const WHAT_KNOWN = 'says neither. Write Starting or Leaving.';
const KINDS_KNOWN = 'is none of Staff, Supply, Trainee and Guest.';

/** Reads one line; with any problem the line is not used. */
export function readManyRow(row: ListRow, columns: Columns<ManyField>, o: Readers): ManyRow | ListProblem[] {
  const moved = movedCells(row, columns, o);
  if (moved !== null) return [moved];
  const reader = new RowReader(row, columns);
  reader.text('staffNumber');
  const day = (field: 'bornOn' | 'startsOn' | 'lastDay' | 'endsOn'): Day | null =>
    reader.value(field, readDay, DATES_KNOWN) ?? null;
  const text = (field: ManyField): string => reader.text(field) ?? '';
  const roles = o.templates.map((t) => t.label).join(', ');
  const said = reader.value('what', among(WHATS), WHAT_KNOWN) ?? null;
  const read = {
    line: row.line,
    staffNumber: keyOf(row, columns),
    givenName: text('givenName'),
    familyName: text('familyName'),
    bornOn: day('bornOn'),
    schoolId: reader.value('school', schoolNamed(o.schools), schoolsKnown(o.schools)) ?? null,
    department: text('department'),
    as: reader.value('as', among(KINDS), KINDS_KNOWN) ?? 'staff',
    template: reader.value('role', roleNamed(o.templates), `is not a role here. Use one of these: ${roles}.`) ?? null,
    startsOn: day('startsOn'),
    lastDay: day('lastDay'),
    endsOn: day('endsOn'),
    manager: text('manager') || null,
    sponsor: text('sponsor') || null,
    email: text('email') || null,
    onPaper: reader.value('onPaper', among(YES), YES_KNOWN) ?? false,
    isAnother: reader.value('isAnother', among(YES), YES_KNOWN) ?? false,
  };
  if (read.staffNumber === '')
    reader.problem('staffNumber', 'The staff number is empty. Everybody needs one of their own.');
  const what = said ?? guessed(read);
  // What cannot be read cannot be guessed from: it is put right first.
  if (what === null && reader.problems.length === 0)
    reader.problem('what', 'Say whether they are starting or leaving.');
  return what === null || reader.problems.length > 0 ? reader.problems : { ...read, what };
}

/** A list of starters alone, or of leavers alone, need not say so on every line. */
function guessed(row: Pick<ManyRow, 'startsOn' | 'template' | 'lastDay' | 'endsOn'>): ManyRow['what'] | null {
  if (row.startsOn !== null || row.template !== null) return 'starting';
  return row.lastDay !== null || row.endsOn !== null ? 'leaving' : null;
}

/**
 * A cell too many or too few moves all that follow. The line makes sense when it is pushed back: then that is what has
 * to be put right, and not each of its cells.
 */
function movedCells(row: ListRow, columns: Columns<ManyField>, o: Readers): ListProblem | null {
  const readers: Partial<Record<ManyField, (text: string) => unknown>> = {
    what: among(WHATS),
    bornOn: readDay,
    school: schoolNamed(o.schools),
    as: among(KINDS),
    role: roleNamed(o.templates),
    startsOn: readDay,
    lastDay: readDay,
    endsOn: readDay,
  };
  const fit = (by: number) => {
    const cells = columns.headings.map((_, i) => row.cells[i + by] ?? '');
    const texts = Object.entries(readers).map(([field, read]) => ({
      // The table's keys are fields of the list.
      text: cellOf({ ...row, cells }, columns, field as ManyField) ?? '',
      read,
    }));
    const filled = texts.filter(({ text }) => text !== '');
    return { right: filled.filter(({ text, read }) => read(text) !== null).length, filled: filled.length };
  };
  const asItIs = fit(0);
  if (asItIs.right === asItIs.filled) return null;
  const better = [1, -1].find((by) => fit(by).right >= 2 && fit(by).right === fit(by).filled);
  if (better === undefined) return null;
  const which = better > 0 ? 'right' : 'left';
  return {
    line: row.line,
    where: 'the whole line',
    what: `The cells have moved one column to the ${which}. Put them back under their headings.`,
  };
}

/** Where a problem of the form stands in a list. */
const COLUMN_OF: Readonly<Record<string, ManyField>> = {
  staffNumber: 'staffNumber',
  givenName: 'givenName',
  familyName: 'familyName',
  bornOn: 'bornOn',
  schoolId: 'school',
  department: 'department',
  templateId: 'role',
  startsOn: 'startsOn',
  lastWorkingDay: 'lastDay',
  endsOn: 'endsOn',
  contractEnd: 'endsOn',
  managerId: 'manager',
  sponsorId: 'sponsor',
  email: 'email',
  isAnotherPerson: 'isAnother',
};

/** A problem of the form, said of a line of the list. */
export const inList = (line: number, { where, what }: Problem, columns: Columns<ManyField>): ListProblem => ({
  line,
  where: headingOf(columns, COLUMN_OF[where] ?? 'staffNumber'),
  what: where === 'isAnotherPerson' ? `${what} If it is another, write yes under “${MANY.names.isAnother}”.` : what,
});
