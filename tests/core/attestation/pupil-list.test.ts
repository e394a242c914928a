import { PupilId, SchoolId } from '../../../src/core/ids';
import {
  PUPIL_LIST,
  type PupilListInput,
  planPupilList,
  pupilListHash,
} from '../../../src/core/attestation/pupil-list';
import type { Pupil } from '../../../src/core/attestation/store';
import { HARBOUR, MILL, day } from '../../support/people';

const TODAY = day('2026-09-09');
const id = (n: number): PupilId => PupilId.parse(`00000003-0000-4000-8000-${String(n).padStart(12, '0')}`);
const pupil = (n: number, o: Partial<Pupil> = {}): Pupil => ({
  id: id(n),
  number: `A${n}`,
  schoolId: SchoolId.parse(HARBOUR.id),
  className: '3 Kestrel',
  year: 3,
  givenName: 'Ash',
  familyName: `Sample-${n}`,
  bornOn: null,
  send: false,
  startsOn: day('2023-09-01'),
  endsOn: null,
  ...o,
});

const HEADINGS = Object.values(PUPIL_LIST.names);
type Cells = Readonly<Record<string, string>>;
const GOOD: Cells = {
  'Admission number': 'A9',
  'First name': 'Elder',
  'Family name': 'Example',
  School: HARBOUR.name,
  Class: '4 Kestrel',
  Year: '4',
};
const lines = (headings: readonly string[], ...rows: readonly (readonly string[])[]) =>
  [headings, ...rows].map((cells, i) => ({ line: i + 1, cells }));
const list = (...rows: readonly Cells[]) => lines(HEADINGS, ...rows.map((row) => HEADINGS.map((h) => row[h] ?? '')));
const input = (rows: PupilListInput['rows'], o: Partial<PupilListInput> = {}): PupilListInput => ({
  rows,
  existing: [pupil(1), pupil(2)],
  schools: [HARBOUR, MILL],
  today: TODAY,
  isComplete: false,
  ...o,
});
const planOf = (...rows: readonly Cells[]) => planPupilList(input(list(...rows)));

test('somebody new is added to a class, from today unless the list says otherwise', () => {
  const { adds, problems } = planOf(GOOD, {
    ...GOOD,
    'Admission number': 'A10',
    'First name': 'Fir',
    'First day': '14/09/2026',
    'Picture pages': 'yes',
    'Date of birth': '2018-01-02',
  });
  expect(problems).toEqual([]);
  expect(adds.map((a) => a.pupil)).toMatchObject([
    { number: 'A9', className: '4 Kestrel', year: 4, startsOn: TODAY, endsOn: null, send: false, bornOn: null },
    { startsOn: '2026-09-14', send: true, bornOn: '2018-01-02' },
  ]);
});

test('in September everybody moves up by the list; what it does not say stays', () => {
  const rows = lines(
    ['UPN', 'Forename', 'Reg form', 'Year group'],
    ['a1', 'Ash', '4 Heron', 'Year 4'],
    ['A2', 'Ash', '', ''],
  );
  const { changes, unchanged, ignoredColumns } = planPupilList(input(rows, { schools: [HARBOUR] }));
  expect(changes).toMatchObject([
    { line: 2, pupil: { number: 'a1', className: '4 Heron', year: 4, familyName: 'Sample-1' } },
  ]);
  expect(unchanged).toBe(1);
  expect(ignoredColumns).toEqual([]);
});

test.each([
  ['Nursery', -1],
  ['R', 0],
  ['Reception', 0],
  ['Y5', 5],
  ['Year 06', 6],
])('the year “%s” is understood', (Year, year) => {
  expect(planOf({ ...GOOD, Year }).adds[0]?.pupil.year).toBe(year);
});

test.each<[string, Cells, string]>([
  ['no number', { ...GOOD, 'Admission number': '' }, 'Admission number: The admission number is empty.'],
  ['no name', { ...GOOD, 'First name': '' }, 'First name: There is no first name on this line.'],
  ['no such year', { ...GOOD, Year: '13' }, 'Year: “13” is not a year here.'],
  ['no year', { ...GOOD, Year: '' }, 'Year: Say which year this pupil is in.'],
  ['no class', { ...GOOD, Class: '' }, 'Class: Say which class this pupil is in.'],
  ['no such day', { ...GOOD, 'First day': '31/11/2026' }, 'First day: “31/11/2026” is not a date.'],
  ['born tomorrow', { ...GOOD, 'Date of birth': '10/09/2026' }, 'Date of birth: Nobody is born yet'],
  ['an end before the start', { ...GOOD, 'Last day': '1/9/2026' }, 'Last day: The last day is before the first day.'],
  ['a wrong school', { ...GOOD, School: 'Hogwarts' }, 'School: “Hogwarts” is not one of our schools'],
  ['no school of several', { ...GOOD, School: '' }, 'School: Say which school this pupil goes to.'],
  ['a wrong yes', { ...GOOD, 'Picture pages': 'often' }, 'Picture pages: “often” is neither yes nor no.'],
  [
    'an end before the start of somebody known',
    { ...GOOD, 'Admission number': 'A1', 'Last day': '1/9/2022' },
    'Last day: The last day is before',
  ],
])('%s is said on its line, with what to do', (_, row, expected) => {
  const { problems, adds, changes } = planOf(row);
  expect(problems).toHaveLength(1);
  expect(`${problems[0]?.where}: ${problems[0]?.what}`).toContain(expected);
  expect([...adds, ...changes]).toEqual([]);
});

test('a list without columns of names and classes says so on each line, and moves nobody', () => {
  const problemsOf = (headings: readonly string[], ...row: readonly string[]) =>
    planPupilList(input(lines(headings, row), { schools: [HARBOUR] })).problems.map((p) => `${p.where}: ${p.what}`);
  expect(problemsOf(['UPN', 'Class', 'Year'], 'A9', '4 Kestrel', '4')).toEqual([
    'First name: There is no first name on this line.',
  ]);
  expect(problemsOf(['UPN', 'Forename', 'Year'], 'A9', 'Elder', '4')).toEqual([
    'Class: Say which class this pupil is in.',
  ]);
});

test('one line for each pupil, and two of one name need two days of birth', () => {
  const what = (...rows: readonly Cells[]) => planOf(...rows).problems.map((p) => p.what);
  expect(what(GOOD, { ...GOOD, 'Admission number': 'a9' })[0]).toContain('already on line 2');
  const twin = { ...GOOD, 'Admission number': 'A10' };
  expect(what(GOOD, twin)[0]).toContain('The same name is on line 2');
  const born = { 'Date of birth': '2018-01-02' };
  expect(what({ ...GOOD, ...born }, { ...twin, ...born })[0]).toContain('The same name and day of birth are on line 2');
  expect(what({ ...GOOD, ...born }, { ...twin, 'Date of birth': '2019-01-02' })).toEqual([]);
});

test('a pupil whose number nobody has entered is found by name, unless two have it', () => {
  const unknown = pupil(5, { number: null, givenName: 'Eldér', familyName: 'Example' });
  const found = planPupilList(input(list(GOOD), { existing: [unknown] }));
  expect(found.changes).toMatchObject([{ pupil: { id: unknown.id, number: 'A9', givenName: 'Elder' } }]);
  const two = [unknown, { ...unknown, id: id(6) }];
  expect(planPupilList(input(list(GOOD), { existing: two })).adds).toHaveLength(1);
  // The second of that name is somebody else.
  const second = { ...GOOD, 'Admission number': 'A10' };
  expect(planPupilList(input(list(GOOD, second), { existing: [unknown] })).adds).toHaveLength(1);
});

test('a list of everybody says who has left: of the schools on it alone, and not those whose line is wrong', () => {
  const others = [
    pupil(3, { schoolId: SchoolId.parse(MILL.id) }),
    pupil(4, { endsOn: day('2026-07-20') }),
    pupil(6, { startsOn: day('2027-01-05') }),
  ];
  const existing = [pupil(1), pupil(2), pupil(7), ...others];
  const rows = list(
    { ...GOOD, 'Admission number': 'A1' },
    { ...GOOD, 'Admission number': 'A2', Year: '13' },
    { ...GOOD, 'Admission number': 'A99', 'First name': '' },
  );
  expect(planPupilList(input(rows, { existing, isComplete: true })).leaves.map((p) => p.id)).toEqual([id(7)]);
  expect(planPupilList(input(rows, { existing })).leaves).toEqual([]);
  const added = planPupilList(input(list(GOOD), { existing, isComplete: true }));
  expect(added.leaves.map((p) => p.id)).toEqual([id(1), id(2), id(7)]);
});

test('a list without admission numbers and one longer than any trust’s are refused whole', () => {
  const refuse = (code: string) => expect.objectContaining({ code }) as unknown as Error;
  expect(() => planPupilList(input(lines(['Name'], ['Elder'])))).toThrow(refuse('unreadable_table'));
  const many = Array.from({ length: 10_001 }, (_, i) => ['x', String(i)]);
  expect(() => planPupilList(input(lines(['First name', 'UPN'], ...many)))).toThrow(refuse('too_large'));
});

test('what a list would change has one name, and another list another', () => {
  expect(pupilListHash(planOf(GOOD))).toBe(pupilListHash(planOf(GOOD)));
  expect(pupilListHash(planOf({ ...GOOD, Class: '4 Heron' }))).not.toBe(pupilListHash(planOf(GOOD)));
});

test('five thousand pupils are compared within seconds', () => {
  const existing = Array.from({ length: 5_000 }, (_, i) => pupil(i + 10));
  const rows = lines(
    ['UPN', 'Forename', 'Surname', 'Class', 'Year'],
    ...existing.map((p) => [p.number ?? '', p.givenName, p.familyName, '4 Kestrel', '4']),
  );
  const from = performance.now();
  const plan = planPupilList(input(rows, { existing, schools: [HARBOUR], isComplete: true }));
  expect(plan.changes).toHaveLength(5_000);
  expect(performance.now() - from).toBeLessThan(30_000);
});
