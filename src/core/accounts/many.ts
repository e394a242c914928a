import { AppError, sure } from '../errors';
import type { Day, PersonId, SchoolId } from '../ids';
import { contentHash } from '../ledger/hash';
import { staffNumberKey } from '../people/employment';
import { type Columns, type ListRow, readColumns } from '../people/list-columns';
import type { ListProblem } from '../people/list-rows';
import { type Person, type School, fullName } from '../people/person';
import { MANY, type ManyField, type ManyRow, inList, readManyRow } from './many-rows';
import { type KnownAround, Starter, leavingProblems, nameKey, starterProblems } from './requests';
import type { RoleTemplate } from './role-template';

/** A line that would become a starter, as the form would send it. */
interface ManyStarter {
  readonly line: number;
  readonly starter: Starter;
  /** The id they will have: somebody further down may name them as a manager. */
  readonly personId: PersonId;
  /** By their numbers, which do not change from one look to the next. */
  readonly manager: string | null;
  readonly sponsor: string | null;
  readonly role: string;
}

interface ManyLeaver {
  readonly line: number;
  readonly personId: PersonId;
  readonly name: string;
  readonly lastWorkingDay: Day;
  readonly contractEnd: Day;
}

/** What a list of starters and leavers would ask for. Nothing has been asked yet. */
export interface ManyPlan {
  readonly starters: readonly ManyStarter[];
  readonly leavers: readonly ManyLeaver[];
  readonly problems: readonly ListProblem[];
  readonly ignoredColumns: readonly string[];
}

export interface ManyInput {
  readonly rows: readonly ListRow[];
  /** Schools that the sender may ask for. */
  readonly schools: readonly School[];
  readonly templates: readonly RoleTemplate[];
  readonly people: readonly Person[];
  readonly today: Day;
  /** May the sender ask for something about them? Nobody asks about themselves. */
  mayAsk(person: Person): boolean;
  /** Licences left for a role; null when nobody could count them. */
  seatsLeft(template: RoleTemplate): number | null;
  newId(): PersonId;
}

/** More lines than a school's year has: it is the wrong file. */
const MOST_ROWS = 1_000;

/**
 * Reads a list of starters and leavers: each good line as the form would send it, each other one with what to do about
 * it. A manager may stand on an earlier line of the same list.
 *
 * @throws AppError `unreadable_table` when there is no column of staff numbers; `too_large` over 1,000 lines.
 */
export function planMany(input: ManyInput): ManyPlan {
  const { columns, body } = readColumns(input.rows, MANY);
  const written = body.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  if (written.length > MOST_ROWS) {
    const what = `This list has ${written.length} lines. Send at most 1,000 at a time: split it.`;
    throw new AppError('too_large', { problems: [{ where: 'file', what }] });
  }
  const list = new List(input, columns);
  for (const row of written) list.take(row);
  return { ...list.plan(), ignoredColumns: columns.ignored };
}

/** Names exactly what a list would ask for, so that what is asked is what was shown. */
export const manyHash = ({ starters, leavers }: ManyPlan): string =>
  contentHash({
    starters: starters.map(({ line, manager, sponsor, starter }) => {
      const { managerId: _, sponsorId: __, ...said } = starter;
      return { line, manager, sponsor, said };
    }),
    leavers,
  });

class List {
  private readonly starters: ManyStarter[] = [];
  private readonly leavers: ManyLeaver[] = [];
  private readonly problems: ListProblem[] = [];
  private readonly lineOf = new Map<string, number>();
  private readonly byNumber = new Map<string, Person>();
  private readonly byName = new Map<string, Person[]>();
  private readonly byId = new Map<PersonId, Person>();
  /** Starters so far by role: each takes a seat. */
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly input: ManyInput,
    private readonly columns: Columns<ManyField>,
  ) {
    for (const person of input.people) this.know(person);
  }

  plan(): Omit<ManyPlan, 'ignoredColumns'> {
    return { starters: this.starters, leavers: this.leavers, problems: this.problems };
  }

  take(row: ListRow): void {
    const read = readManyRow(row, this.columns, this.input);
    if (Array.isArray(read)) {
      this.problems.push(...read);
      return;
    }
    const key = staffNumberKey(read.staffNumber);
    const before = this.lineOf.get(key);
    if (before !== undefined) {
      this.say(read, 'staffNumber', `This staff number is already on line ${before}. Each person needs one line.`);
      return;
    }
    this.lineOf.set(key, read.line);
    if (read.what === 'starting') this.start(read);
    else this.leave(read);
  }

  private start(row: ManyRow): void {
    const { schools } = this.input;
    const [only, ...more] = schools;
    const schoolId = row.schoolId ?? (more.length === 0 ? only?.id : undefined);
    if (schoolId === undefined) return this.say(row, 'schoolId', 'Say which school they work at.');
    if (row.template === null) return this.say(row, 'templateId', 'Say what their role is.');
    if (row.startsOn === null) return this.say(row, 'startsOn', 'Say what their first day is.');
    const missing = (['manager', 'sponsor'] as const).find((who) => row[who] !== null && !this.numbered(row[who]));
    if (missing !== undefined) {
      const what = `Nobody has the staff number ${String(row[missing])}. Somebody new has to stand on an earlier line.`;
      return this.say(row, `${missing}Id`, what);
    }
    const parsed = Starter.safeParse(
      starterOf(
        row,
        { schoolId, startsOn: row.startsOn, template: row.template },
        (n) => sure(this.numbered(n), 'somebody named').id,
      ),
    );
    if (!parsed.success) {
      for (const issue of parsed.error.issues) this.say(row, String(issue.path[0]), issue.message);
      return;
    }
    const problems = starterProblems(parsed.data, this.around(parsed.data, row.template));
    for (const p of problems) this.say(row, p.where, p.what);
    if (problems.length > 0) return;
    const personId = this.input.newId();
    const { manager, sponsor, line } = row;
    this.starters.push({ line, starter: parsed.data, personId, manager, sponsor, role: row.template.label });
    this.taken.set(row.template.id, (this.taken.get(row.template.id) ?? 0) + 1);
    this.know(personOf(parsed.data, personId, row.template));
  }

  private leave(row: ManyRow): void {
    const person = this.numbered(row.staffNumber);
    // Somebody at a school that the sender does not look after is nobody to them.
    if (!person || this.input.schools.every((s) => s.id !== person.schoolId))
      return this.say(row, 'staffNumber', 'Nobody here has this staff number. Look it up on the register.');
    if (!this.input.mayAsk(person))
      return this.say(row, 'staffNumber', 'Nobody asks for their own leaving. Somebody else has to.');
    const name = fullName(person);
    if (isSomebodyElse(row, person))
      return this.say(row, 'staffNumber', `This number belongs to ${name}. Correct the number or the name.`);
    const [lastWorkingDay, contractEnd] = [row.lastDay ?? row.endsOn, row.endsOn ?? row.lastDay];
    if (lastWorkingDay === null || contractEnd === null)
      return this.say(row, 'lastWorkingDay', 'Say what the last working day is, and when the contract ends.');
    const problems = leavingProblems({ lastWorkingDay, contractEnd }, person, this.input.today);
    for (const p of problems) this.say(row, p.where, p.what);
    if (problems.length > 0) return;
    this.leavers.push({ line: row.line, personId: person.id, name, lastWorkingDay, contractEnd });
  }

  private around(s: Starter, template: RoleTemplate): KnownAround {
    const left = this.input.seatsLeft(template);
    return {
      // Only people whom the checks would look at: a long list is not compared with everybody on each line.
      people: [
        ...[s.managerId, s.sponsorId].flatMap((id) => (id === null ? [] : sure(this.byId.get(id), 'somebody named'))),
        ...[this.numbered(s.staffNumber) ?? []].flat(),
        ...(this.byName.get(nameKey(s)) ?? []),
      ],
      templates: [template],
      today: this.input.today,
      seatsLeft: left === null ? null : left - (this.taken.get(template.id) ?? 0),
    };
  }

  private numbered(number: string): Person | undefined {
    return this.byNumber.get(staffNumberKey(number));
  }

  private know(person: Person): void {
    this.byNumber.set(staffNumberKey(person.staffNumber), person);
    this.byId.set(person.id, person);
    const name = nameKey(person);
    this.byName.set(name, [...(this.byName.get(name) ?? []), person]);
  }

  private say({ line }: ManyRow, where: string, what: string): void {
    this.problems.push(inList(line, { where, what }, this.columns));
  }
}

interface Needed {
  readonly schoolId: SchoolId;
  readonly startsOn: Day;
  readonly template: RoleTemplate;
}

/** What the form would send; the same schema looks at it. */
const starterOf = (row: ManyRow, { schoolId, startsOn, template }: Needed, idOf: (number: string) => PersonId) => ({
  staffNumber: row.staffNumber,
  givenName: row.givenName,
  familyName: row.familyName,
  bornOn: row.bornOn,
  schoolId,
  department: row.department,
  managerId: row.manager === null ? null : idOf(row.manager),
  as: row.as,
  templateId: template.id,
  startsOn,
  endsOn: row.endsOn ?? row.lastDay,
  email: row.email,
  sponsorId: row.sponsor === null ? null : idOf(row.sponsor),
  onPaper: row.onPaper,
  isAnotherPerson: row.isAnother,
});

/** The register entry a starter becomes. */
export function personOf(s: Starter, id: PersonId, template: RoleTemplate): Person {
  const { staffNumber, givenName, familyName, bornOn, email, schoolId, department, managerId, startsOn, endsOn } = s;
  const jobRole = JOBS[s.as] ?? template.jobRole;
  return {
    ...{ id, oid: null, staffNumber, givenName, familyName, bornOn, email, schoolId, jobRole, department },
    ...{ managerId, startsOn, endsOn },
  };
}

const JOBS: Readonly<Partial<Record<Starter['as'], Person['jobRole']>>> = {
  supply: 'supply',
  trainee: 'trainee',
  guest: 'contractor',
};

/** A wrong number closes the wrong account: where the list also has a name, it has to be theirs. */
const isSomebodyElse = (row: ManyRow, person: Person): boolean =>
  row.familyName !== '' &&
  nameKey({ givenName: '', familyName: row.familyName }) !== nameKey({ ...person, givenName: '' });
