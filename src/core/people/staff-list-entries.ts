import type { Day, SchoolId } from '../ids';
import { staffNumberKey } from './employment';
import type { JobRole, Person, School } from './person';
import { headingOf } from './list-columns';
import type { Columns, StaffField } from './staff-list-columns';
import { type Register, looseNumber } from './staff-list-register';
import type { ReadRow, StaffListProblem } from './staff-list-rows';

/** A person as a staff list describes them; managers are named by their staff number. */
export interface StaffRecord {
  readonly staffNumber: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  readonly schoolId: SchoolId;
  readonly jobRole: JobRole;
  readonly department: string;
  readonly managerStaffNumber: string | null;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  /** Object id of the directory account, when the list has it: without one the person cannot sign in. */
  readonly oid: string | null;
}

/** A usable line, completed from the register and put to its person; `person` null means somebody new. */
export interface Entry {
  readonly line: number;
  /** Names the person within one plan, in the register or not. */
  readonly key: string;
  readonly person: Person | null;
  readonly record: Omit<StaffRecord, 'managerStaffNumber'>;
  /** As the list has it: null for nobody, undefined when the list does not say. */
  readonly manager: string | null | undefined;
}

interface Known {
  readonly register: Register<Person>;
  /** People whom the sender does not look after: their numbers and accounts are taken. */
  readonly others: Register<Person>;
  readonly schools: readonly School[];
  readonly columns: Columns;
  readonly today: Day;
}

interface Filled {
  readonly entries: readonly Entry[];
  readonly problems: readonly StaffListProblem[];
  /** Lines about people the register never had and who have left: there is nothing to do. */
  readonly alreadyLeft: number;
}

/**
 * Completes the lines: what the list does not say stays as it is in the register. A number belongs to the first line
 * that has it, even when that line cannot be used, so that the same list always means the same.
 */
export function fillIn(rows: readonly ReadRow[], known: Known): Filled {
  const entries: Entry[] = [];
  const problems: StaffListProblem[] = [];
  const lineOf = new Map<string, number>();
  const accounts = new Accounts(known);
  let alreadyLeft = 0;
  for (const row of rows) {
    const tell = ({ field, what }: Wrong, isKept: boolean) =>
      problems.push({ line: row.line, where: headingOf(known.columns, field), what, isKept });
    const person = known.register.find(row.staffNumber);
    const key = keyOf(person, row.staffNumber);
    const record = complete(row, person, known);
    const wrong = doubled(row, lineOf.get(key)) ?? foreign(row, person, known) ?? wrongWith(record);
    lineOf.set(key, lineOf.get(key) ?? row.line);
    if (wrong !== null) {
      tell(wrong, false);
    } else if (person === null && hasLeft(record, known.today)) {
      alreadyLeft += 1;
    } else {
      const taken = accounts.claim(row, person);
      if (taken !== null) tell(taken, true);
      // An empty cell takes no account away: lists often leave it out.
      const oid = (taken === null ? row.oid : null) ?? person?.oid ?? null;
      // A record that nothing is wrong with is complete.
      entries.push({
        line: row.line,
        key,
        person,
        record: { ...record, oid } as Entry['record'],
        manager: row.manager,
      });
    }
  }
  return { entries, problems, alreadyLeft };
}

/**
 * Who signs in as whom. Whoever holds an account holds all that its person may do, so a list may give an account to
 * somebody who has none, and never passes one from hand to hand.
 */
class Accounts {
  /** By account, the staff number it belongs to. */
  private readonly ownerOf = new Map<string, string>();

  constructor({ register, others }: Known) {
    for (const person of [...register.all(), ...others.all()])
      if (person.oid !== null) this.ownerOf.set(person.oid, staffNumberKey(person.staffNumber));
  }

  claim(row: ReadRow, person: Person | null): Wrong | null {
    if (!row.oid || row.oid === person?.oid) return null;
    if (person !== null && person.oid !== null)
      return {
        field: 'oid',
        what: 'This person signs in with another account, which was kept. A list cannot change it.',
      };
    const number = staffNumberKey(person?.staffNumber ?? row.staffNumber);
    if ((this.ownerOf.get(row.oid) ?? number) !== number)
      return { field: 'oid', what: 'This account belongs to somebody else. The rest of this line was used.' };
    this.ownerOf.set(row.oid, number);
    return null;
  }
}

/** How a person is named within one plan. */
export const keyOf = (person: Person | null, staffNumber: string): string =>
  person === null ? `new ${looseNumber(staffNumber)}` : person.id;

const hasLeft = (record: { endsOn: Day | null }, today: Day): boolean =>
  record.endsOn !== null && record.endsOn < today;

type Completed = Omit<Entry['record'], 'schoolId' | 'jobRole' | 'oid'> & {
  readonly schoolId: Entry['record']['schoolId'] | undefined;
  readonly jobRole: Entry['record']['jobRole'] | undefined;
};

function complete(row: ReadRow, person: Person | null, { schools, today }: Known): Completed {
  const onlySchool = schools.length === 1 ? schools[0]?.id : undefined;
  const startsOn = row.startsOn ?? person?.startsOn ?? today;
  const endedBefore = person?.endsOn && person.endsOn < startsOn ? null : (person?.endsOn ?? null);
  return {
    staffNumber: person?.staffNumber ?? row.staffNumber,
    givenName: row.givenName ?? person?.givenName ?? '',
    familyName: row.familyName ?? person?.familyName ?? '',
    email: row.email === undefined ? (person?.email ?? null) : row.email,
    schoolId: row.schoolId ?? person?.schoolId ?? onlySchool,
    jobRole: row.jobRole ?? person?.jobRole,
    department: row.department ?? person?.department ?? '',
    startsOn,
    // Somebody who starts again after having left is back.
    endsOn: row.endsOn === undefined ? endedBefore : row.endsOn,
  };
}

interface Wrong {
  readonly field: StaffField;
  readonly what: string;
}

const doubled = (row: ReadRow, firstLine: number | undefined): Wrong | null =>
  firstLine === undefined
    ? null
    : {
        field: 'staffNumber',
        what: `Staff number ${row.staffNumber} is already on line ${firstLine}. This line was not used.`,
      };

const foreign = (row: ReadRow, person: Person | null, { others }: Known): Wrong | null =>
  person === null && others.has(row.staffNumber)
    ? {
        field: 'staffNumber',
        what: 'Somebody at another school has this staff number. Ask who looks after that school.',
      }
    : null;

function wrongWith(record: Completed): Wrong | null {
  if (record.schoolId === undefined) return { field: 'school', what: 'Say which school this person works at.' };
  if (record.jobRole === undefined) return { field: 'jobRole', what: 'Say what this person’s job is.' };
  if (record.endsOn !== null && record.endsOn < record.startsOn)
    return { field: 'endsOn', what: 'The end date is before the start date. Check both.' };
  return null;
}
