import { type ManyInput, manyHash, planMany } from '../../../src/core/accounts/many';
import { MANY, inList } from '../../../src/core/accounts/many-rows';
import { PersonId } from '../../../src/core/ids';
import { readColumns } from '../../../src/core/people/list-columns';
import { person } from '../../support/people';
import { SCHOOL, day, guid, office, teacher } from './builders';

const TODAY = day('2026-09-09');
const school = { id: SCHOOL, name: 'Harbour Lane Primary School' };
const manager = person(1, { staffNumber: 'S0001', givenName: 'Mo', familyName: 'Manager', schoolId: SCHOOL });
const gone = person(2, { staffNumber: 'S0002', givenName: 'Lee', familyName: 'Gone', endsOn: day('2026-07-01') });
const elsewhere = person(3, { staffNumber: 'S0003', givenName: 'El', familyName: 'Sewhere' });

const HEADINGS = [
  ...['Starting or leaving', 'Staff number', 'First name', 'Family name', 'Date of birth', 'School', 'Department'],
  ...['Comes as', 'Role', 'First day', 'Last working day', 'Contract ends', 'Manager’s staff number'],
  ...['Sponsor’s staff number', 'Email for a guest', 'Signs on paper', 'Another person of this name'],
];
type Cells = Readonly<Record<string, string>>;
const GOOD: Cells = {
  'Starting or leaving': 'Starting',
  'Staff number': 'S0042',
  'First name': 'Zoë',
  'Family name': 'Sample',
  School: 'Harbour Lane Primary School',
  Role: 'Teacher',
  'First day': '02/11/2026',
  'Manager’s staff number': 'S0001',
};
const LEAVER: Cells = {
  'Starting or leaving': 'Leaving',
  'Staff number': 'S0001',
  'Last working day': '18/12/2026',
  'Contract ends': '31/12/2026',
};
const lines = (headings: readonly string[], ...rows: readonly (readonly string[])[]) =>
  [headings, ...rows].map((cells, i) => ({ line: i + 1, cells }));
const list = (...rows: readonly Cells[]) => lines(HEADINGS, ...rows.map((row) => HEADINGS.map((h) => row[h] ?? '')));
const input = (rows: ManyInput['rows'], o: Partial<ManyInput> = {}): ManyInput => {
  let n = 500;
  return {
    rows,
    schools: [school],
    templates: [teacher, office],
    people: [manager, gone, elsewhere],
    today: TODAY,
    mayAsk: () => true,
    seatsLeft: () => null,
    newId: () => PersonId.parse(guid((n += 1))),
    ...o,
  };
};
const planOf = (...rows: readonly Cells[]) => planMany(input(list(...rows)));
const said = (...rows: readonly Cells[]): string[] =>
  planOf(...rows).problems.map((p) => `${p.line} ${p.where}: ${p.what}`);

test('a good line becomes what the form would send', () => {
  const { starters, problems } = planOf({ ...GOOD, 'Date of birth': '1990-02-03', 'Signs on paper': 'yes' });
  expect(problems).toEqual([]);
  expect(starters).toHaveLength(1);
  expect(starters[0]).toMatchObject({ line: 2, manager: 'S0001', sponsor: null, role: 'Teacher' });
  expect(starters[0]?.starter).toEqual({
    staffNumber: 'S0042',
    givenName: 'Zoë',
    familyName: 'Sample',
    bornOn: '1990-02-03',
    schoolId: SCHOOL,
    department: '',
    managerId: manager.id,
    as: 'staff',
    templateId: 'teacher',
    startsOn: '2026-11-02',
    endsOn: null,
    email: null,
    sponsorId: null,
    onPaper: true,
    isAnotherPerson: false,
  });
});

test('a leaver has two days, and one is enough when both are the same', () => {
  const both = { lastWorkingDay: '2026-12-18', contractEnd: '2026-12-31' };
  expect(planOf(LEAVER).leavers).toEqual([{ line: 2, personId: manager.id, name: 'Mo Manager', ...both }]);
  const { leavers } = planOf({ ...LEAVER, 'Last working day': '' });
  expect(leavers).toMatchObject([{ lastWorkingDay: '2026-12-31', contractEnd: '2026-12-31' }]);
  expect(planOf({ ...LEAVER, 'Contract ends': '' }).leavers).toMatchObject([{ contractEnd: '2026-12-18' }]);
});

test('a list of starters alone, or of leavers alone, need not say so on every line', () => {
  const starts = ['Staff number', 'First name', 'Surname', 'Job', 'Start date', 'Manager'];
  const plan = planMany(input(lines(starts, ['S0042', 'Zoë', 'Sample', 'teacher', '2/11/2026', 's0001'])));
  expect(plan.starters).toHaveLength(1);
  const leaves = ['Staff number', 'End date', 'Shoe size'];
  const ended = planMany(input(lines(leaves, ['S0001', '31.12.2026', '42'])));
  expect(ended.leavers).toHaveLength(1);
  expect(ended.ignoredColumns).toEqual(['Shoe size']);
  // What cannot be read is put right first: nothing is guessed from it.
  const wrong = planMany(input(lines(['Staff number', 'Job', 'First day'], ['S0042', 'Wizard', '31/11/2026'])));
  expect(wrong.problems.map((p) => p.where)).toEqual(['Job', 'First day']);
  const neither = planMany(input(lines(['Staff number'], ['S0001'], [''])));
  expect(neither.problems.map((p) => p.what)).toEqual(['Say whether they are starting or leaving.']);
});

test.each<[string, Cells, string]>([
  ['no such day', { ...GOOD, 'First day': '31/11/2026' }, 'First day: “31/11/2026” is not a date'],
  ['an end before the start', { ...GOOD, 'Contract ends': '01/10/2026' }, 'Contract ends: The last day is before'],
  ['an unknown role', { ...GOOD, Role: 'Wizard' }, 'Role: “Wizard” is not a role here. Use one of these: Teacher'],
  ['no role', { ...GOOD, Role: '' }, 'Role: Say what their role is.'],
  ['no first day', { ...GOOD, 'First day': '' }, 'First day: Say what their first day is.'],
  ['no name', { ...GOOD, 'First name': '' }, 'First name: Give the first name'],
  ['no number', { ...GOOD, 'Staff number': '' }, 'Staff number: The staff number is empty.'],
  ['a manager who has left', { ...GOOD, 'Manager’s staff number': 'S0002' }, 'staff number: Lee Gone has left.'],
  ['a manager nobody knows', { ...GOOD, 'Manager’s staff number': 'X' }, 'Nobody has the staff number X. Somebody new'],
  ['a sponsor nobody knows', { ...GOOD, 'Sponsor’s staff number': 'Y' }, 'Sponsor’s staff number: Nobody has'],
  ['a number somebody has', { ...GOOD, 'Staff number': 's0001' }, 'Staff number: Mo Manager has this number.'],
  [
    'a name somebody has',
    { ...GOOD, 'First name': 'MÓ', 'Family name': 'Manager' },
    'of this name: There is a Mo Manager already. Look whether it is the same person. If it is another, write yes',
  ],
  ['a wrong school', { ...GOOD, School: 'Hogwarts' }, 'School: “Hogwarts” is not one of our schools'],
  ['a wrong kind', { ...GOOD, 'Comes as': 'Cat' }, 'Comes as: “Cat” is none of'],
  ['a wrong yes', { ...GOOD, 'Signs on paper': 'perhaps' }, 'Signs on paper: “perhaps” is neither yes nor no.'],
  ['neither word', { ...GOOD, 'Starting or leaving': 'Sleeping' }, 'Starting or leaving: “Sleeping” says neither.'],
  [
    'a guest without an address',
    { ...GOOD, 'Comes as': 'Guest', 'Contract ends': '1/12/2026', 'Sponsor’s staff number': 'S0001' },
    'Email for a guest:',
  ],
  ['a long name', { ...GOOD, 'Family name': 'x'.repeat(65) }, 'Family name: This is longer than 64 characters.'],
  ['a leaver nobody knows', { ...LEAVER, 'Staff number': 'S9' }, 'Staff number: Nobody here has this staff number.'],
  ['a leaver of another school', { ...LEAVER, 'Staff number': 'S0003' }, 'Nobody here has this staff number.'],
  ['a leaver of another name', { ...LEAVER, 'Family name': 'Sample' }, 'This number belongs to Mo Manager.'],
  [
    'a leaver without a day',
    { ...LEAVER, 'Last working day': '', 'Contract ends': '' },
    'Last working day: Say what the last working day is',
  ],
  [
    'an end before the last day',
    { ...LEAVER, 'Contract ends': '1/12/2026' },
    'Contract ends: The contract ends before',
  ],
])('%s is said on its line, with what to do', (_, row, expected) => {
  const problems = said(row);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(expected);
  expect(problems[0]).toMatch(/^2 /);
});

test('the name of a leaver, where the list has it, may be written with or without accents and capitals', () => {
  expect(said({ ...LEAVER, 'Family name': 'MÁNAGER' })).toEqual([]);
});

test('one line for each person: the second is not used', () => {
  expect(said(GOOD, { ...GOOD, 'Staff number': ' s0042 ' })).toEqual([
    '3 Staff number: This staff number is already on line 2. Each person needs one line.',
  ]);
});

test('two of one name on one list are asked about, unless their days of birth tell them apart', () => {
  const twin = { ...GOOD, 'Staff number': 'S0043' };
  expect(said(GOOD, twin)[0]).toContain('There is a Zoë Sample already');
  expect(said(GOOD, { ...twin, 'Another person of this name': 'yes' })).toEqual([]);
  const [early, late] = [{ 'Date of birth': '1990-01-01' }, { 'Date of birth': '1991-01-01' }];
  expect(said({ ...GOOD, ...early }, { ...twin, ...late })).toEqual([]);
  expect(said({ ...GOOD, ...early }, { ...twin, ...early })[0]).toContain('very likely the same person');
});

test('somebody new may lead somebody new who stands further down', () => {
  const led = { ...GOOD, 'Staff number': 'S0043', 'First name': 'Ned', 'Manager’s staff number': 'S0042' };
  const { starters, problems } = planOf(GOOD, led);
  expect(problems).toEqual([]);
  expect(starters[1]?.starter.managerId).toBe(starters[0]?.personId);
  expect(said(led, GOOD)[0]).toContain('Nobody has the staff number S0042');
});

test('supply and guests come with their sponsor, and become what the register calls them', () => {
  const end = { 'Contract ends': '1/12/2026', 'Sponsor’s staff number': 'S0001' };
  const guest = { ...GOOD, ...end, 'Comes as': 'contractor', 'Email for a guest': 'p@agency.example' };
  const { starters } = planOf({ ...guest, 'Manager’s staff number': '' });
  expect(starters[0]?.starter).toMatchObject({ as: 'guest', sponsorId: manager.id, endsOn: '2026-12-01' });
});

test('each starter of a role takes one of its licences', () => {
  const second = { ...GOOD, 'Staff number': 'S0043', 'First name': 'Ned' };
  const clerk = { ...GOOD, 'Staff number': 'S0044', 'First name': 'Cy', Role: 'Office' };
  const plan = planMany(input(list(GOOD, second, clerk), { seatsLeft: ({ id }) => (id === 'teacher' ? 1 : null) }));
  expect(plan.starters.map((s) => s.line)).toEqual([2, 4]);
  expect(plan.problems).toMatchObject([
    { line: 3, where: 'Role', what: expect.stringContaining('No licence is left') as string },
  ]);
});

test('what is wrong with no cell of its own is said of the staff number', () => {
  const { columns } = readColumns(lines(['Payroll number', 'Role']), MANY);
  expect(inList(2, { where: 'as', what: 'No.' }, columns)).toEqual({ line: 2, where: 'Payroll number', what: 'No.' });
});

test('nobody asks for their own leaving', () => {
  const plan = planMany(input(list(LEAVER), { mayAsk: () => false }));
  expect(plan.problems[0]?.what).toContain('Nobody asks for their own leaving');
});

test('the school has to be said where there are several', () => {
  const other = { id: elsewhere.schoolId, name: 'St Brannoc’s Mill School' };
  const rows = list({ ...GOOD, School: '' });
  expect(planMany(input(rows)).problems).toEqual([]);
  expect(planMany(input(rows, { schools: [school, other] })).problems[0]?.what).toBe('Say which school they work at.');
  expect(planMany(input(rows, { schools: [] })).problems[0]?.what).toBe('Say which school they work at.');
});

test('cells that have moved are said once, not cell by cell', () => {
  const cells = HEADINGS.map((h) => GOOD[h] ?? '');
  const right = planMany(input(lines(HEADINGS, ['', ...cells.slice(0, -1)])));
  expect(right.problems).toMatchObject([
    { line: 2, where: 'the whole line', what: expect.stringContaining('right') as string },
  ]);
  const left = planMany(input(lines(HEADINGS, [...cells.slice(1), ''])));
  expect(left.problems).toMatchObject([{ what: expect.stringContaining('one column to the left') as string }]);
  // One cell too many, at the end.
  const long = planMany(input(lines(HEADINGS, [...cells, 'more'])));
  expect(long.problems[0]?.what).toContain('more cells than columns');
});

test('a list without staff numbers, and one as long as no school’s year, are refused whole', () => {
  expect(() => planMany(input(lines(['Name'], ['Zoë'])))).toThrow(
    expect.objectContaining({ code: 'unreadable_table' }) as Error,
  );
  const many = Array.from({ length: 1_001 }, (_, i) => ({ ...GOOD, 'Staff number': `N${i}` }));
  expect(() => planMany(input(list(...many)))).toThrow(expect.objectContaining({ code: 'too_large' }) as Error);
});

test('what a list would ask for has one name, whatever ids are drawn; any other line gives another', () => {
  const led = { ...GOOD, 'Staff number': 'S0043', 'First name': 'Ned', 'Manager’s staff number': 'S0042' };
  let n = 900;
  const again = planMany(input(list(GOOD, led), { newId: () => PersonId.parse(guid((n += 7))) }));
  expect(manyHash(again)).toBe(manyHash(planOf(GOOD, led)));
  expect(manyHash(planOf({ ...GOOD, Role: 'Office' }, led))).not.toBe(manyHash(again));
});

test('the headings of the empty list are those that are understood', () => {
  const plan = planMany(input(lines(Object.values(MANY.names))));
  expect(plan).toEqual({ starters: [], leavers: [], problems: [], ignoredColumns: [] });
});
