import { AppError } from '../errors';
import type { Day, PupilId, SchoolId } from '../ids';
import { contentHash } from '../ledger/hash';
import { type Columns, type Layout, type ListRow, headingOf, keyOf, readColumns, words } from '../people/list-columns';
import { DATES_KNOWN, type ListProblem, RowReader, readDay, schoolNamed, schoolsKnown } from '../people/list-rows';
import type { School } from '../people/person';
import type { Pupil } from './store';

/** What a pupil list may say. */
type PupilField =
  | 'number'
  | 'givenName'
  | 'familyName'
  | 'bornOn'
  | 'school'
  | 'className'
  | 'year'
  | 'send'
  | 'startsOn'
  | 'endsOn';

export const PUPIL_LIST: Layout<PupilField> = {
  key: 'number',
  limits: { number: 40, givenName: 64, familyName: 64, className: 40 },
  names: {
    number: 'Admission number',
    givenName: 'First name',
    familyName: 'Family name',
    bornOn: 'Date of birth',
    school: 'School',
    className: 'Class',
    year: 'Year',
    send: 'Picture pages',
    startsOn: 'First day',
    endsOn: 'Last day',
  },
  headings: {
    number: words('admissionnumber admissionno admno pupilnumber pupilid upn uniquepupilnumber studentid'),
    givenName: words('firstname firstnames forename forenames givenname givennames legalforename preferredforename'),
    familyName: words('familyname surname lastname legalsurname preferredsurname'),
    bornOn: words('dateofbirth dob birthdate born'),
    school: words('school schoolname academy site'),
    className: words('class classname regform registrationgroup reg form tutorgroup'),
    year: words('year yeargroup ncyear nationalcurriculumyear yr nationalcurriculumyearactual'),
    send: words('picturepages senpictures pictureagreement'),
    startsOn: words('firstday startdate admissiondate dateofadmission starts'),
    endsOn: words('lastday enddate dateofleaving leavingdate ends'),
  },
};

/** A line that could be read. Undefined: the list has no such column, so what is known stays. */
interface PupilRow {
  readonly line: number;
  readonly number: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: Day | null | undefined;
  readonly schoolId: SchoolId | null;
  readonly className: string;
  readonly year: number | null;
  readonly send: boolean | null | undefined;
  readonly startsOn: Day | null;
  readonly endsOn: Day | null | undefined;
}

/** What a pupil list would do to the register of pupils. Nothing has happened yet. */
export interface PupilListPlan {
  readonly adds: readonly { readonly line: number; readonly pupil: Omit<Pupil, 'id'> }[];
  readonly changes: readonly { readonly line: number; readonly pupil: Pupil; readonly was: Pupil }[];
  /** On roll, and not on a list that has everybody. */
  readonly leaves: readonly Pupil[];
  readonly unchanged: number;
  readonly problems: readonly ListProblem[];
  readonly ignoredColumns: readonly string[];
}

export interface PupilListInput {
  readonly rows: readonly ListRow[];
  /** Pupils of the schools that the sender looks after. */
  readonly existing: readonly Pupil[];
  readonly schools: readonly School[];
  readonly today: Day;
  /** The list has everybody of the schools on it: pupils on roll whom it does not name are leaving, today being their last day. */
  readonly isComplete: boolean;
}

/** As many as a large trust of primary schools has; more is the wrong file. */
const MOST_ROWS = 10_000;

const YEARS: Readonly<Record<string, number>> = { n: -1, n1: -1, n2: -1, nursery: -1, r: 0, reception: 0, yr: 0 };
/** Year groups as schools write them: `R`, `Reception`, `4`, `Year 4`, `Y4`. */
function readYear(text: string): number | null {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const known = YEARS[plain];
  if (known !== undefined) return known;
  const [, digit] = /^(?:year|yr|y)?0?([1-6])$/.exec(plain) ?? [];
  return digit === undefined ? null : Number(digit);
}

const YES: Readonly<Record<string, boolean>> = { yes: true, y: true, true: true, no: false, n: false, false: false };
const readYes = (text: string): boolean | null => YES[text.toLowerCase()] ?? null;

function readRow(
  row: ListRow,
  columns: Columns<PupilField>,
  { schools, today }: PupilListInput,
): PupilRow | ListProblem[] {
  const reader = new RowReader(row, columns);
  reader.text('number');
  const read: PupilRow = {
    line: row.line,
    number: keyOf(row, columns),
    givenName: reader.text('givenName') ?? '',
    familyName: reader.text('familyName') ?? '',
    bornOn: reader.value('bornOn', readDay, DATES_KNOWN),
    schoolId: reader.value('school', schoolNamed(schools), schoolsKnown(schools)) ?? null,
    className: reader.text('className') ?? '',
    year: reader.value('year', readYear, 'is not a year here. Write Nursery, Reception or 1 to 6.') ?? null,
    send: reader.value('send', readYes, 'is neither yes nor no.'),
    startsOn: reader.value('startsOn', readDay, DATES_KNOWN) ?? null,
    endsOn: reader.value('endsOn', readDay, DATES_KNOWN),
  };
  if (read.number === '') reader.problem('number', 'The admission number is empty. Every pupil needs one.');
  if (read.givenName === '') reader.problem('givenName', 'There is no first name on this line.');
  if (read.bornOn && read.bornOn >= today) reader.problem('bornOn', 'Nobody is born yet on that day. Correct it.');
  return reader.problems.length > 0 ? reader.problems : read;
}

/**
 * Compares a pupil list with the register. Lines that cannot be used are named with the reason and the others are used.
 * Pupils are found again by their admission number; one whose number nobody has entered yet by name and school.
 *
 * @throws AppError `unreadable_table` when there is no column of admission numbers; `too_large` over 10,000 lines.
 */
export function planPupilList(input: PupilListInput): PupilListPlan {
  const { columns, body } = readColumns(input.rows, PUPIL_LIST);
  const written = body.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  if (written.length > MOST_ROWS) {
    const what = `This list has ${written.length} lines. Send at most 10,000 at a time: one list for each school.`;
    throw new AppError('too_large', { problems: [{ where: 'file', what }] });
  }
  const list = new List(input, columns);
  for (const row of written) list.take(row);
  return { ...list.plan(), ignoredColumns: columns.ignored };
}

/** Names exactly what a list would do, so that what is applied is what was shown. */
export const pupilListHash = ({ adds, changes, leaves }: PupilListPlan): string =>
  contentHash({
    adds: adds.map((a) => ({ ...a.pupil })),
    changes: changes.map((c) => ({ ...c.pupil })),
    leaves: leaves.map((p) => p.id),
  });

const plainName = (p: Pick<Pupil, 'givenName' | 'familyName'>): string =>
  `${p.givenName} ${p.familyName}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
const numberKey = (schoolId: SchoolId, number: string): string => `${schoolId} ${number.toUpperCase()}`;
const nameKey = (p: Pick<Pupil, 'schoolId' | 'givenName' | 'familyName'>): string => `${p.schoolId} ${plainName(p)}`;

class List {
  private readonly adds: { line: number; pupil: Omit<Pupil, 'id'> }[] = [];
  private readonly changes: { line: number; pupil: Pupil; was: Pupil }[] = [];
  private readonly problems: ListProblem[] = [];
  private readonly lineOf = new Map<string, number>();
  private readonly byNumber = new Map<string, Pupil>();
  /** Pupils whose number nobody has entered. */
  private readonly unnumbered = new Map<string, Pupil[]>();
  /** Those new on this list, by name and day of birth. */
  private readonly newcomers = new Map<string, number>();
  /** Named on the list, whether the line can be used or not. */
  private readonly named = new Set<PupilId>();
  private unchanged = 0;

  constructor(
    private readonly input: PupilListInput,
    private readonly columns: Columns<PupilField>,
  ) {
    for (const p of input.existing)
      if (p.number === null) this.unnumbered.set(nameKey(p), [...(this.unnumbered.get(nameKey(p)) ?? []), p]);
      else this.byNumber.set(numberKey(p.schoolId, p.number), p);
  }

  plan(): Omit<PupilListPlan, 'ignoredColumns'> {
    const { adds, changes, problems, unchanged } = this;
    return { adds, changes, leaves: this.input.isComplete ? this.absent() : [], unchanged, problems };
  }

  take(row: ListRow): void {
    const read = readRow(row, this.columns, this.input);
    if (Array.isArray(read)) {
      this.problems.push(...read);
      this.mention(keyOf(row, this.columns));
      return;
    }
    const [only, ...more] = this.input.schools;
    const schoolId = read.schoolId ?? (more.length === 0 ? only?.id : undefined);
    if (schoolId === undefined) return this.say(read, 'school', 'Say which school this pupil goes to.');
    const key = numberKey(schoolId, read.number);
    const before = this.lineOf.get(key);
    if (before !== undefined)
      return this.say(read, 'number', `This number is already on line ${before}. Each pupil needs one line.`);
    this.lineOf.set(key, read.line);
    const was = this.byNumber.get(key) ?? this.adoptable(read, schoolId);
    if (was) this.change(read, was);
    else this.add(read, schoolId);
  }

  private add(row: PupilRow, schoolId: SchoolId): void {
    if (row.className === '') return this.say(row, 'className', 'Say which class this pupil is in.');
    if (row.year === null) return this.say(row, 'year', 'Say which year this pupil is in.');
    const startsOn = row.startsOn ?? this.input.today;
    const endsOn = row.endsOn ?? null;
    if (endsOn !== null && endsOn < startsOn) return this.say(row, 'endsOn', ENDS_EARLY);
    const twin = `${nameKey({ ...row, schoolId })} ${row.bornOn ?? ''}`;
    const first = this.newcomers.get(twin);
    if (first !== undefined) {
      const what = `The same name ${row.bornOn ? 'and day of birth are' : 'is'} on line ${first} with another number. Correct one, or add both days of birth.`;
      return this.say(row, 'familyName', what);
    }
    this.newcomers.set(twin, row.line);
    const { number, givenName, familyName, className, year } = row;
    const pupil = { number, schoolId, className, year, givenName, familyName, bornOn: row.bornOn ?? null };
    this.adds.push({ line: row.line, pupil: { ...pupil, send: row.send ?? false, startsOn, endsOn } });
  }

  private change(row: PupilRow, was: Pupil): void {
    this.named.add(was.id);
    const pupil: Pupil = {
      ...was,
      number: row.number,
      givenName: row.givenName,
      familyName: row.familyName || was.familyName,
      bornOn: row.bornOn ?? was.bornOn,
      className: row.className || was.className,
      year: row.year ?? was.year,
      send: row.send ?? was.send,
      startsOn: row.startsOn ?? was.startsOn,
      endsOn: row.endsOn === undefined ? was.endsOn : row.endsOn,
    };
    if (pupil.endsOn !== null && pupil.endsOn < pupil.startsOn) return this.say(row, 'endsOn', ENDS_EARLY);
    if (contentHash({ ...pupil }) === contentHash({ ...was })) this.unchanged += 1;
    else this.changes.push({ line: row.line, pupil, was });
  }

  /** One pupil of that name without a number; of two nobody can say which is meant. */
  private adoptable(row: PupilRow, schoolId: SchoolId): Pupil | undefined {
    const [only, ...more] = (this.unnumbered.get(nameKey({ ...row, schoolId })) ?? []).filter(
      (p) => !this.named.has(p.id),
    );
    return more.length === 0 ? only : undefined;
  }

  /** A line that cannot be used still says that its pupil is here. */
  private mention(number: string): void {
    for (const { id } of this.input.schools) {
      const pupil = this.byNumber.get(numberKey(id, number));
      if (pupil) this.named.add(pupil.id);
    }
  }

  private absent(): Pupil[] {
    const { existing, today } = this.input;
    const schools = new Set([...this.adds.map((a) => a.pupil.schoolId), ...this.changes.map((c) => c.pupil.schoolId)]);
    for (const p of existing) if (this.named.has(p.id)) schools.add(p.schoolId);
    return existing.filter(
      (p) => p.startsOn <= today && p.endsOn === null && schools.has(p.schoolId) && !this.named.has(p.id),
    );
  }

  private say({ line }: PupilRow, field: PupilField, what: string): void {
    this.problems.push({ line, where: headingOf(this.columns, field), what });
  }
}

const ENDS_EARLY = 'The last day is before the first day. Check both.';
