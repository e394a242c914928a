import type { Day, PersonId } from '../ids';
import { contentHash } from '../ledger/hash';
import { isInPost, staffNumberKey } from './employment';
import { type Person, type School, fullName } from './person';
import { keyOf } from './list-columns';
import { type StaffListRow, readColumns } from './staff-list-columns';
import { type Entry, type StaffRecord, fillIn } from './staff-list-entries';
import { type Managed, readManagers } from './staff-list-managers';
import { Register } from './staff-list-register';
import { type StaffListProblem, readRow } from './staff-list-rows';

export type { StaffRecord } from './staff-list-entries';
export type { StaffListRow } from './staff-list-columns';
export type { StaffListProblem } from './staff-list-rows';

export interface StaffFieldChange {
  readonly field: Exclude<keyof StaffRecord, 'staffNumber'>;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a staff list would do to the register. Nothing has happened yet. */
export interface StaffListPlan {
  readonly adds: readonly { readonly line: number; readonly record: StaffRecord }[];
  readonly changes: readonly {
    readonly line: number;
    readonly personId: PersonId;
    readonly name: string;
    readonly fields: readonly StaffFieldChange[];
  }[];
  /** Who gets a last day: from the list, or (`line` null) because a complete list does not have them any more. */
  readonly leaves: readonly {
    readonly line: number | null;
    readonly personId: PersonId;
    readonly name: string;
    readonly endsOn: Day;
  }[];
  readonly unchanged: number;
  /** Lines about people who left before today and whom the register never had: nothing is done with them. */
  readonly alreadyLeft: number;
  readonly problems: readonly StaffListProblem[];
  readonly ignoredColumns: readonly string[];
}

export interface StaffListInput {
  readonly rows: readonly StaffListRow[];
  /** The people the sender looks after. */
  readonly existing: readonly Person[];
  /** Everybody else on the register: not shown or changed, but their numbers and accounts are taken. */
  readonly others?: readonly Person[];
  readonly schools: readonly School[];
  readonly today: Day;
  /** The list has everybody: people in post who are not on it are leaving, today being their last day. */
  readonly isComplete: boolean;
}

/**
 * Compares a staff list with the register. Lines that cannot be used are named with the reason and the others are
 * used. People are found again by staff number; a number whose leading noughts a spreadsheet has eaten still finds its
 * one owner. Two people may share a name.
 *
 * @throws AppError `unreadable_table` when the columns make no sense.
 */
export function planStaffList(input: StaffListInput): StaffListPlan {
  const { columns, body } = readColumns(input.rows);
  const written = body.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  const [register, others] = [new Register(input.existing), new Register(input.others ?? [])];
  const read = written.map((row) => readRow(row, columns, input.schools));
  const usable = read.flatMap((row) => (Array.isArray(row) ? [] : [row]));
  const filled = fillIn(usable, { ...input, register, others, columns });
  const managed = readManagers(filled.entries, { register, others, columns });
  const leavers = filled.entries.flatMap((entry) => leaver(entry));
  const changed = filled.entries.flatMap((entry) => changesOf(entry, managed));
  const adds = filled.entries.flatMap((entry) => addition(entry, managed.numberFor(entry)));
  const touched = new Set([...changed, ...leavers].map((change) => change.personId));
  const mentioned = written.map((row) => register.find(keyOf(row, columns)));
  return {
    adds,
    changes: changed,
    leaves: [...leavers, ...(input.isComplete ? absentPeople(input, new Set(mentioned)) : [])],
    unchanged: filled.entries.filter(({ person }) => person !== null && !touched.has(person.id)).length,
    alreadyLeft: filled.alreadyLeft,
    problems: [...read.flatMap((row) => (Array.isArray(row) ? row : [])), ...filled.problems, ...managed.problems].sort(
      (a, b) => a.line - b.line,
    ),
    ignoredColumns: columns.ignored,
  };
}

const addition = ({ line, person, record }: Entry, managerStaffNumber: string | null): StaffListPlan['adds'] =>
  person === null ? [{ line, record: { ...record, managerStaffNumber } }] : [];

/** A first last day is shown among the leavers, not among the changes. */
const leaver = ({ line, person, record }: Entry): StaffListPlan['leaves'] =>
  person !== null && person.endsOn === null && record.endsOn !== null
    ? [{ line, personId: person.id, name: fullName(person), endsOn: record.endsOn }]
    : [];

function changesOf(entry: Entry, managed: Managed): StaffListPlan['changes'] {
  const { person, record, line } = entry;
  if (person === null) return [];
  const before: Omit<StaffRecord, 'staffNumber'> = { ...person, managerStaffNumber: managed.numberBefore(person) };
  const after: Omit<StaffRecord, 'staffNumber'> = { ...record, managerStaffNumber: managed.numberFor(entry) };
  const fields = CHANGEABLE.flatMap((field) =>
    before[field] === after[field] || (field === 'endsOn' && before.endsOn === null)
      ? []
      : [{ field, before: before[field], after: after[field] }],
  );
  return fields.length > 0 ? [{ line, personId: person.id, name: fullName(person), fields }] : [];
}

const CHANGEABLE: readonly StaffFieldChange['field'][] = [
  'givenName',
  'familyName',
  'email',
  'schoolId',
  'jobRole',
  'department',
  'managerStaffNumber',
  'startsOn',
  'endsOn',
  'oid',
];

/** People in post without a last day whom a complete list does not mention, not even in a line that cannot be used. */
const absentPeople = (
  { existing, today }: StaffListInput,
  mentioned: ReadonlySet<Person | null>,
): StaffListPlan['leaves'] => {
  const numbers = new Set([...mentioned].map((person) => person && staffNumberKey(person.staffNumber)));
  return existing
    .filter((p) => isInPost(p, today) && p.endsOn === null && !numbers.has(staffNumberKey(p.staffNumber)))
    .map((p) => ({ line: null, personId: p.id, name: fullName(p), endsOn: today }));
};

/** Names exactly what a plan would do, so that what is applied is what was shown. */
export const staffListHash = (plan: StaffListPlan): string => contentHash(plan);

/**
 * The register entries a plan adds and changes. `existing` is the whole register (a manager may work at another
 * school), and `newId` gives a fresh random id.
 */
export function applyStaffList(
  plan: StaffListPlan,
  existing: readonly Person[],
  newId: () => PersonId,
): { added: Person[]; changed: Person[] } {
  const newcomers = plan.adds.map(({ record }) => ({ record, id: newId() }));
  const everybody = new Register([...existing, ...newcomers.map(({ record, id }) => ({ ...record, id }))]);
  const idOf = (number: string | null) => everybody.find(number ?? '')?.id ?? null;
  const added = newcomers.map(({ record: { managerStaffNumber, ...known }, id }) => ({
    ...known,
    id,
    managerId: idOf(managerStaffNumber),
  }));
  const edits = new Map<PersonId, Partial<Person>>(plan.changes.map((c) => [c.personId, editOf(c.fields, idOf)]));
  for (const { personId, endsOn } of plan.leaves) edits.set(personId, { ...edits.get(personId), endsOn });
  return { added, changed: existing.flatMap((p) => (edits.has(p.id) ? [{ ...p, ...edits.get(p.id) }] : [])) };
}

function editOf(
  fields: readonly StaffFieldChange[],
  idOf: (number: string | null) => PersonId | null,
): Partial<Person> {
  const edit = fields.map(({ field, after }) =>
    field === 'managerStaffNumber' ? ['managerId', idOf(after)] : [field, after],
  );
  // Each field was taken from a StaffRecord, whose other fields are those of a Person.
  return Object.fromEntries(edit) as Partial<Person>;
}
