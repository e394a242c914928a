import fc from 'fast-check';
import type { PersonId } from '../../../src/core/ids';
import { JobRole, type Person } from '../../../src/core/people/person';
import {
  type StaffListInput,
  type StaffListPlan,
  type StaffListRow,
  applyStaffList,
  planStaffList,
  staffListHash,
} from '../../../src/core/people/staff-list';
import { HARBOUR, MILL, day, person, personId } from '../../support/people';
import { refusal } from '../../support/refusal';

const TODAY = day('2026-11-21');
const STANDARD = [
  'Staff number',
  'First name(s)',
  'Surname',
  'Email',
  'School',
  'Job role',
  'Department',
  'Manager’s staff number',
  'Start date',
  'End date',
  'Object ID',
];

const rowsOf = (header: readonly string[], ...lines: readonly (readonly string[])[]): StaffListRow[] =>
  [header, ...lines].map((cells, i) => ({ line: i + 1, cells }));

/** A good line under the standard headings; a test changes what matters to it. */
const line = (number: string, over: Partial<Record<string, string>> = {}): string[] =>
  STANDARD.map((heading) => over[heading] ?? GOOD[heading] ?? (heading === 'Staff number' ? number : ''));
const GOOD: Record<string, string> = {
  'First name(s)': 'Rowan',
  Surname: 'Testerly',
  School: HARBOUR.name,
  'Job role': 'Teacher',
  'Start date': '01/09/2026',
};

const plan = (rows: readonly StaffListRow[], over: Partial<StaffListInput> = {}): StaffListPlan =>
  planStaffList({ rows, existing: [], schools: [HARBOUR, MILL], today: TODAY, isComplete: false, ...over });
const whatsWrong = (made: StaffListPlan) => made.problems.map((p) => `${p.line} ${p.where}: ${p.what}`);

const account = (n: number) => `0000000a-0000-4000-8000-${String(n).padStart(12, '0')}`;

let made = 900;
const newId = (): PersonId => personId((made += 1));

describe('reading the columns', () => {
  test('an object id lets a person sign in: it is read, may be left out, and is refused when it is none', () => {
    const headings = ['Staff number', 'First name', 'School', 'Job role', 'Object ID'];
    const withId = (id: string) => plan(rowsOf(headings, ['T7', 'Ann', HARBOUR.name, 'Teacher', id]));
    const id = 'A1B2C3D4-0000-4000-8000-00000000000F';
    expect(withId(id).adds[0]?.record.oid).toBe(id.toLowerCase());
    expect(withId('').adds[0]?.record.oid).toBeNull();
    expect(whatsWrong(withId('ann@school.example'))[0]).toContain('object id');
  });

  test('people are added with everything the list says', () => {
    const rows = rowsOf(STANDARD, [
      'T1',
      'Siân Mair',
      'O’Brien-Hughes',
      'S.OBRIEN@harbour.example',
      'harbour lane  primary school',
      'Class teacher',
      'Year 3',
      '',
      '4/9/2026',
      '2027-08-31',
    ]);
    expect(plan(rows).adds).toEqual([
      {
        line: 2,
        record: {
          staffNumber: 'T1',
          givenName: 'Siân Mair',
          familyName: 'O’Brien-Hughes',
          email: 's.obrien@harbour.example',
          schoolId: HARBOUR.id,
          jobRole: 'teaching',
          department: 'Year 3',
          managerStaffNumber: null,
          startsOn: '2026-09-04',
          endsOn: '2027-08-31',
          oid: null,
        },
      },
    ]);
  });

  test('headings may be written in many ways, in any order, below a title', () => {
    const rows = [
      { line: 1, cells: ['Staff report, November 2026'] },
      { line: 3, cells: ['LAST NAME', 'Forename', 'Payroll band', 'employee no.', 'Job Title', '', 'Site'] },
      { line: 4, cells: ['Hart', 'Ada', '7', 'E7', 'Headteacher', '', 'St Brannocs Mill School'] },
    ];
    const result = plan(rows);
    expect(result.adds[0]?.record).toMatchObject({
      staffNumber: 'E7',
      givenName: 'Ada',
      familyName: 'Hart',
      jobRole: 'leadership',
      schoolId: MILL.id,
      startsOn: TODAY,
    });
    expect(result.ignoredColumns).toEqual(['Payroll band']);
  });

  test.each([
    [
      'no staff numbers',
      ['First name', 'Surname'],
      'line 1',
      'There is no column named “Staff number”. Name the columns in the first line.',
    ],
    ['no names', ['Staff number', 'Email'], 'line 1', 'There is no column of names. Add “First name” and “Surname”.'],
    [
      'one thing twice',
      ['Staff no', 'Surname', 'Last name'],
      'line 1',
      'Two columns say the same: “Last name”. Keep one.',
    ],
  ])('a list with %s is refused whole', (_, header, where, what) => {
    expect(refusal(() => plan(rowsOf(header, [])))).toMatchObject({
      code: 'unreadable_table',
      problems: [{ where, what }],
    });
  });

  test('an empty file is refused whole', () => {
    expect(refusal(() => plan([])).code).toBe('unreadable_table');
  });

  test('empty lines are passed over and short lines have empty ends', () => {
    const rows = rowsOf(STANDARD, ['', ' ', ''], ['T1', 'Ada', 'Hart', '', HARBOUR.name, 'Teacher']);
    expect(plan(rows)).toMatchObject({ adds: [{ line: 3 }], problems: [], unchanged: 0 });
  });
});

describe('reading cells', () => {
  test.each([
    ['Teacher', 'teaching'],
    ['SENCO', 'teaching'],
    ['Head of Year 6', 'teaching'],
    ['Assistant headteacher', 'leadership'],
    ['HLTA', 'support'],
    ['Midday supervisor', 'support'],
    ['Office assistant', 'office'],
    ['PA to the Head', 'office'],
    ['Caretaker', 'site'],
    ['Supply teacher', 'supply'],
    ['Student teacher', 'trainee'],
    ['Peripatetic music', 'contractor'],
    ['Parent governor', 'governor'],
    ['Volunteer reader', 'volunteer'],
    ...JobRole.options.map((role) => [role.toUpperCase(), role]),
  ])('the job “%s” is %s', (title, role) => {
    expect(plan(rowsOf(STANDARD, line('T1', { 'Job role': title }))).adds[0]?.record.jobRole).toBe(role);
  });

  test.each([
    ['04/09/2026', '2026-09-04'],
    ['4.9.2026', '2026-09-04'],
    ['29-02-2028', '2028-02-29'],
    ['2026-09-04', '2026-09-04'],
    ['2026-09-04T00:00:00', '2026-09-04'],
    ['2026-09-04 00:00', '2026-09-04'],
  ])('the date %s is %s', (text, expected) => {
    expect(plan(rowsOf(STANDARD, line('T1', { 'Start date': text }))).adds[0]?.record.startsOn).toBe(expected);
  });

  test.each(['31/02/2026', '2026-13-01', '09/2026', '46000', 'soon', '01/01/0026', '01/01/2999'])(
    '“%s” is no date',
    (text) => {
      expect(whatsWrong(plan(rowsOf(STANDARD, line('T1', { 'Start date': text }))))).toEqual([
        `2 Start date: “${text}” is not a date. Write it as 04/09/2026.`,
      ]);
    },
  );

  test('names may be long, in any script, right to left, with emoji, and look like formulas', () => {
    const names = ['ن'.repeat(100), '👩🏽‍🏫', '=HYPERLINK("x")', '+44', '@home', 'Zoe\u0308', 'ליאת\u200F'];
    const rows = rowsOf(STANDARD, ...names.map((name, i) => line(`T${i}`, { Surname: name })));
    const result = plan(rows);
    expect(result.problems).toEqual([]);
    expect(result.adds.map((a) => a.record.familyName)).toEqual(names.map((name) => name.normalize('NFC')));
    expect(result.adds[5]?.record.familyName).toBe('Zoë');
  });

  test('a person may have one name, and two people may share one', () => {
    const rows = rowsOf(
      STANDARD,
      line('T1', { Surname: '' }),
      line('T2', { 'First name(s)': '' }),
      line('T3'),
      line('T4'),
    );
    expect(plan(rows).adds).toHaveLength(4);
  });

  test('a list of first names alone is enough for people who have one name', () => {
    const rows = rowsOf(['Staff number', 'First name', 'Job role', 'School'], ['T1', 'Suharto', 'Site', MILL.name]);
    expect(plan(rows).adds[0]?.record).toMatchObject({ givenName: 'Suharto', familyName: '' });
  });

  test('with one school in the trust the list need not name it', () => {
    const rows = rowsOf(['Staff number', 'Surname', 'Job role'], ['T1', 'Hart', 'Teacher']);
    expect(plan(rows, { schools: [HARBOUR] }).adds[0]?.record.schoolId).toBe(HARBOUR.id);
  });
});

describe('lines that cannot be used', () => {
  test.each<[string, Partial<Record<string, string>>, string[]]>([
    [
      'no number',
      { 'Staff number': ' ' },
      ['2 Staff number: The staff number is empty. Everybody needs one of their own.'],
    ],
    ['no name', { 'First name(s)': '', Surname: ' ' }, ['2 Surname: There is no name on this line.']],
    [
      'a name of 101 letters',
      { Surname: 'é'.repeat(101) },
      ['2 Surname: This is longer than 100 characters. Shorten it.'],
    ],
    [
      'a number of 41',
      { 'Staff number': '1'.repeat(41) },
      ['2 Staff number: This is longer than 40 characters. Shorten it.'],
    ],
    [
      'an unread letter',
      { Surname: 'Zo\uFFFD' },
      ['2 Surname: This has a letter that could not be read. Save the list again as “CSV UTF-8”.'],
    ],
    [
      'half a letter',
      { Surname: 'Zo\uD83D' },
      ['2 Surname: This has a letter that could not be read. Save the list again as “CSV UTF-8”.'],
    ],
    [
      'a line break',
      { Surname: 'Ha\nrt' },
      ['2 Surname: This has a line break or another hidden character in it. Type it again.'],
    ],
    [
      'a turned direction',
      { Surname: 'Ha\u202Ert' },
      ['2 Surname: This has a line break or another hidden character in it. Type it again.'],
    ],
    ['no address', { Email: 'rowan at home' }, ['2 Email: “rowan at home” is not an email address.']],
    [
      'a hidden mark in the address',
      { Email: 'a\u0007@b.example' },
      ['2 Email: This has a line break or another hidden character in it. Type it again.'],
    ],
    [
      'an unknown school',
      { School: 'Hogsmere' },
      ['2 School: “Hogsmere” is not one of our schools: Harbour Lane Primary School, St Brannoc’s Mill School.'],
    ],
    ['no school', { School: '' }, ['2 School: Say which school this person works at.']],
    ['no job', { 'Job role': '' }, ['2 Job role: Say what this person’s job is.']],
    [
      'an unknown job',
      { 'Job role': 'Wizard' },
      [
        '2 Job role: “Wizard” is not a job we know. Use for example Teaching, Support, Office, Site, Leadership, Supply, Trainee, Governor or Volunteer.',
      ],
    ],
    [
      'an end before its start',
      { 'End date': '31/08/2026' },
      ['2 End date: The end date is before the start date. Check both.'],
    ],
    [
      'several faults',
      { Email: 'x', School: 'y', 'Start date': 'z' },
      [
        '2 Email: “x” is not an email address.',
        '2 School: “y” is not one of our schools: Harbour Lane Primary School, St Brannoc’s Mill School.',
        '2 Start date: “z” is not a date. Write it as 04/09/2026.',
      ],
    ],
  ])('%s', (_, over, problems) => {
    const result = plan(rowsOf(STANDARD, line('T1', over), line('T2')));
    expect(whatsWrong(result)).toEqual(problems);
    expect(result.problems.every((p) => !p.isKept)).toBe(true);
    expect(result.adds.map((a) => a.record.staffNumber)).toEqual(['T2']);
  });

  test('a line that ends before the staff number has none', () => {
    const rows = rowsOf(['Surname', 'Staff number'], ['Hart']);
    expect(whatsWrong(plan(rows))[0]).toBe(
      '2 Staff number: The staff number is empty. Everybody needs one of their own.',
    );
  });

  test('a missing name is named by its usual heading when the list has one column of names', () => {
    const rows = rowsOf(['Staff number', 'First name'], ['T1', '']);
    expect(whatsWrong(plan(rows))).toEqual(['2 Surname: There is no name on this line.']);
  });

  test('text beyond the last column shows that a comma has split a cell', () => {
    const rows = rowsOf(STANDARD, [...line('T1'), '', 'PhD'], [...line('T2'), '']);
    expect(whatsWrong(plan(rows))).toEqual([
      '2 the end of the line: There are more cells than columns. Put text with a comma in it in quotes.',
    ]);
  });

  test('a number belongs to the first line that has it, also when that line is of no use', () => {
    const rows = rowsOf(STANDARD, line('T1', { School: '' }), line('T1'));
    expect(plan(rows)).toMatchObject({ adds: [], problems: [{ line: 2 }, { line: 3 }] });
  });

  test('the second of two lines with one staff number is not used, whatever case or noughts', () => {
    const rows = rowsOf(STANDARD, line('t1'), line('T1'), line('0042'), line('42'));
    const result = plan(rows);
    expect(whatsWrong(result)).toEqual([
      '3 Staff number: Staff number T1 is already on line 2. This line was not used.',
      '5 Staff number: Staff number 42 is already on line 4. This line was not used.',
    ]);
    expect(result.adds).toHaveLength(2);
  });
});

test('a list of 100,000 is compared with a register of as many', () => {
  const numbers = Array.from({ length: 100_000 }, (_, i) => `T${i}`);
  const existing = numbers.slice(0, 50_000).map((staffNumber, i) => person(i, { staffNumber, familyName: 'Former' }));
  const rows = rowsOf(
    STANDARD,
    ...numbers.map((number, i) => line(number, { 'Manager’s staff number': numbers[i >> 3] ?? '' })),
  );
  const found = plan(rows, { existing });
  expect([found.adds.length, found.changes.length, found.problems.length]).toEqual([50_000, 50_000, 1]);
});

describe('comparing with the register', () => {
  const ada = person(1, { staffNumber: '0042', givenName: 'Ada', familyName: 'Hart', department: 'Year 3' });
  const same = (over: Partial<Record<string, string>> = {}) =>
    line('0042', {
      'First name(s)': 'Ada',
      Surname: 'Hart',
      Department: 'Year 3',
      'Start date': '01/09/2020',
      ...over,
    });

  test('a person of whom the list says nothing new is unchanged', () => {
    expect(plan(rowsOf(STANDARD, same()), { existing: [ada] })).toEqual({
      adds: [],
      changes: [],
      leaves: [],
      unchanged: 1,
      alreadyLeft: 0,
      problems: [],
      ignoredColumns: [],
    });
  });

  test('changes are shown field by field, before and after', () => {
    const rows = rowsOf(
      STANDARD,
      same({ Surname: 'Hart-Lowe', Email: 'ada@harbour.example', School: MILL.name, Department: '' }),
    );
    expect(plan(rows, { existing: [ada] }).changes).toEqual([
      {
        line: 2,
        personId: ada.id,
        name: 'Ada Hart',
        fields: [
          { field: 'familyName', before: 'Hart', after: 'Hart-Lowe' },
          { field: 'email', before: null, after: 'ada@harbour.example' },
          { field: 'schoolId', before: HARBOUR.id, after: MILL.id },
          { field: 'department', before: 'Year 3', after: '' },
        ],
      },
    ]);
  });

  test('columns the list does not have leave the register as it is', () => {
    const known = { ...ada, email: 'ada@harbour.example', managerId: personId(2), endsOn: day('2027-08-31') };
    const existing = [known, person(2)];
    const result = plan(rowsOf(['Staff number', 'Surname'], ['0042', 'Hart']), { existing });
    expect(result).toMatchObject({ changes: [], unchanged: 1 });
    const firstNames = plan(rowsOf(['Staff number', 'First name'], ['0042', 'Ada']), { existing });
    expect(firstNames).toMatchObject({ changes: [], unchanged: 1 });
  });

  test('empty cells clear what may be empty and leave school, job and start as they are', () => {
    const known = { ...ada, email: 'ada@harbour.example', managerId: personId(2), endsOn: day('2027-08-31') };
    const rows = rowsOf(STANDARD, same({ School: '', 'Job role': '', 'Start date': '' }));
    expect(plan(rows, { existing: [known, person(2)] }).changes[0]?.fields).toEqual([
      { field: 'email', before: 'ada@harbour.example', after: null },
      { field: 'managerStaffNumber', before: 'N0002', after: null },
      { field: 'endsOn', before: '2027-08-31', after: null },
    ]);
  });

  test('a first end date is a leaver, a moved one a change', () => {
    const leaving = plan(rowsOf(STANDARD, same({ 'End date': '31/12/2026', Department: 'Year 4' })), {
      existing: [ada],
    });
    expect(leaving.leaves).toEqual([{ line: 2, personId: ada.id, name: 'Ada Hart', endsOn: '2026-12-31' }]);
    expect(leaving.changes[0]?.fields.map((f) => f.field)).toEqual(['department']);
    expect(leaving.unchanged).toBe(0);
    const existing = [{ ...ada, endsOn: day('2026-12-31') }];
    const moved = plan(rowsOf(STANDARD, same({ 'End date': '31/08/2027' })), { existing });
    expect(moved).toMatchObject({
      leaves: [],
      changes: [{ fields: [{ field: 'endsOn', before: '2026-12-31', after: '2027-08-31' }] }],
    });
  });

  test('somebody who comes back is the same person with a new start', () => {
    const existing = [{ ...ada, endsOn: day('2025-08-31') }];
    const rows = rowsOf(['Staff number', 'Surname', 'Start date'], ['0042', 'Hart', '01/11/2026']);
    expect(plan(rows, { existing }).changes[0]?.fields).toEqual([
      { field: 'startsOn', before: '2020-09-01', after: '2026-11-01' },
      { field: 'endsOn', before: '2025-08-31', after: null },
    ]);
  });

  test('a start date after an end date that only the register knows is a problem, not a rehire', () => {
    const rows = rowsOf(['Staff number', 'Surname', 'End date'], ['0042', 'Hart', '31/08/2019']);
    expect(whatsWrong(plan(rows, { existing: [ada] }))).toEqual([
      '2 End date: The end date is before the start date. Check both.',
    ]);
  });

  test('a number whose noughts a spreadsheet has eaten finds its owner and keeps its noughts', () => {
    expect(plan(rowsOf(STANDARD, ['42', ...same().slice(1)]), { existing: [ada], isComplete: true })).toMatchObject({
      adds: [],
      changes: [],
      leaves: [],
      unchanged: 1,
    });
  });

  test('when noughts tell two people apart, a number that fits neither exactly is somebody new', () => {
    const existing = [ada, person(2, { staffNumber: '042' })];
    expect(plan(rowsOf(STANDARD, same(), line('42')), { existing })).toMatchObject({
      unchanged: 1,
      adds: [{ line: 3 }],
    });
  });

  test('of two register entries with one number, the one that lasts longest is kept up to date', () => {
    const left = { ...person(3), staffNumber: '0042', endsOn: day('2024-08-31') };
    for (const existing of [
      [left, ada],
      [ada, left],
    ]) {
      const result = plan(rowsOf(STANDARD, same({ Department: 'Year 5' })), { existing, isComplete: true });
      expect(result.changes.map((c) => c.personId)).toEqual([ada.id]);
      expect(result.leaves).toEqual([]);
    }
  });

  test('people who left before today and were never on the register are counted and passed over', () => {
    const rows = rowsOf(
      STANDARD,
      line('T9', { 'Start date': '01/09/2015', 'End date': '20/11/2026' }),
      line('T8', { 'End date': '21/11/2026' }),
    );
    expect(plan(rows)).toMatchObject({ alreadyLeft: 1, adds: [{ line: 3 }], problems: [] });
  });
});

describe('a complete list', () => {
  const here = person(1, { staffNumber: 'H1' });
  const gone = person(2, { staffNumber: 'G2', givenName: 'Ada', familyName: 'Hart' });
  const leaving = person(3, { staffNumber: 'L3', endsOn: day('2026-12-31') });
  const starting = person(4, { staffNumber: 'S4', startsOn: day('2027-01-04') });
  const broken = person(5, { staffNumber: 'B5' });
  const existing = [here, gone, leaving, starting, broken];
  const rows = rowsOf(STANDARD, line('H1'), line('B5', { Email: 'not one' }));

  test('means that people in post who are not on it leave today; known leavers, starters and faulty lines do not', () => {
    expect(plan(rows, { existing, isComplete: true }).leaves).toEqual([
      { line: null, personId: gone.id, name: 'Ada Hart', endsOn: TODAY },
    ]);
  });

  test('otherwise nobody leaves by not being on the list', () => {
    expect(plan(rows, { existing }).leaves).toEqual([]);
  });
});

describe('line managers', () => {
  const managed = (number: string, manager: string) => line(number, { 'Manager’s staff number': manager });

  test('are found on the register and in the list, whatever the order and the noughts', () => {
    const existing = [person(7, { staffNumber: '0007' })];
    const rows = rowsOf(STANDARD, managed('T1', 't2'), managed('T2', '7'), managed('T3', ''));
    const result = plan(rows, { existing });
    expect(result.problems).toEqual([]);
    expect(result.adds.map((a) => a.record.managerStaffNumber)).toEqual(['T2', '0007', null]);
  });

  test('may work at a school one does not look after', () => {
    const chief = person(80, { staffNumber: 'X80', schoolId: MILL.id });
    const existing = [person(1, { staffNumber: 'T1', managerId: chief.id })];
    const result = plan(rowsOf(STANDARD, managed('T1', 'x80'), managed('T2', 'X80')), { existing, others: [chief] });
    expect(result.problems).toEqual([]);
    expect(result.changes[0]?.fields.map((f) => f.field)).not.toContain('managerStaffNumber');
    expect(applyStaffList(result, [...existing, chief], newId).added[0]?.managerId).toBe(chief.id);
  });

  test('a manager outside the schools one looks after stays, unless the list names another', () => {
    const existing = [person(1, { staffNumber: 'T1', managerId: personId(99) })];
    const silent = plan(rowsOf(['Staff number', 'Surname'], ['T1', 'Testerly-1']), { existing });
    expect(silent).toMatchObject({ changes: [], unchanged: 1 });
  });

  test('an unknown manager is named and the rest of the line is used', () => {
    const known = person(1, { staffNumber: 'T1', managerId: personId(2) });
    const result = plan(rowsOf(STANDARD, managed('T1', 'X9'), managed('T3', 'X9')), { existing: [known, person(2)] });
    expect(result.problems).toEqual([
      {
        line: 2,
        where: 'Manager’s staff number',
        what: 'Nobody has the staff number X9. The rest of this line was used.',
        isKept: true,
      },
      {
        line: 3,
        where: 'Manager’s staff number',
        what: 'Nobody has the staff number X9. The rest of this line was used.',
        isKept: true,
      },
    ]);
    expect(result.changes[0]?.fields.map((f) => f.field)).not.toContain('managerStaffNumber');
    expect(result.adds[0]?.record.managerStaffNumber).toBeNull();
  });

  test('nobody can be above themselves, directly or in a circle', () => {
    const rows = rowsOf(
      STANDARD,
      managed('A', 'A'),
      managed('B', 'C'),
      managed('C', 'D'),
      managed('D', 'B'),
      managed('E', 'B'),
    );
    const result = plan(rows);
    expect(result.problems.map((p) => [p.line, p.isKept])).toEqual([
      [2, true],
      [3, true],
      [4, true],
      [5, true],
    ]);
    expect(whatsWrong(result)[0]).toBe(
      '2 Manager’s staff number: Following the managers comes back to this person. The rest of this line was used.',
    );
    expect(result.adds.map((a) => a.record.managerStaffNumber)).toEqual([null, null, null, null, 'B']);
  });

  test('a circle that only closes once another is opened is found too', () => {
    // On the register: A under B, B under C. In the list: B under D, D (new) under A, C under A.
    const existing = [
      person(1, { staffNumber: 'A', managerId: personId(2) }),
      person(2, { staffNumber: 'B', managerId: personId(3) }),
      person(3, { staffNumber: 'C' }),
    ];
    const result = plan(rowsOf(STANDARD, managed('B', 'D'), managed('D', 'A'), managed('C', 'A')), { existing });
    expect(result.problems.map((p) => p.line)).toEqual([2, 3, 4]);
    const { added, changed } = applyStaffList(result, existing, newId);
    const after = [...existing.filter((p) => !changed.some((c) => c.id === p.id)), ...changed, ...added];
    expect(circle(after)).toBe(false);
  });

  test('a circle the register already has is left to the register', () => {
    const existing = [
      person(1, { staffNumber: 'A', managerId: personId(2) }),
      person(2, { staffNumber: 'B', managerId: personId(1) }),
    ];
    expect(plan(rowsOf(STANDARD, managed('A', 'B')), { existing }).problems).toEqual([]);
  });
});

const circle = (people: readonly Person[]): boolean => {
  const byId = new Map(people.map((p) => [p.id, p]));
  return people.some((start) => {
    let at = start.managerId ? byId.get(start.managerId) : undefined;
    for (let steps = 0; at && steps <= people.length; steps += 1) {
      if (at.id === start.id) return true;
      at = at.managerId ? byId.get(at.managerId) : undefined;
    }
    return false;
  });
};

describe('people at schools one does not look after', () => {
  const others = [person(80, { staffNumber: 'X80', schoolId: MILL.id, oid: account(1) })];

  test('are neither changed nor taken for leavers, and their staff numbers are not given out again', () => {
    const result = plan(rowsOf(STANDARD, line('x80'), line('T2')), { others, schools: [HARBOUR], isComplete: true });
    expect(whatsWrong(result)).toEqual([
      '2 Staff number: Somebody at another school has this staff number. Ask who looks after that school.',
    ]);
    expect(result).toMatchObject({ adds: [{ line: 3 }], changes: [], leaves: [] });
  });

  test('keep their accounts', () => {
    const result = plan(rowsOf(STANDARD, line('T1', { 'Object ID': account(1) })), { others });
    expect(result.adds[0]?.record.oid).toBeNull();
  });
});

describe('accounts', () => {
  const kept = (result: StaffListPlan) => result.problems.map((p) => [p.line, p.where, p.what, p.isKept]);
  const BELONGS = 'This account belongs to somebody else. The rest of this line was used.';

  test('are given to people who have none, new or not', () => {
    const existing = [person(1, { staffNumber: 'T1' })];
    const rows = rowsOf(STANDARD, line('T1', { 'Object ID': account(1) }), line('T2', { 'Object ID': account(2) }));
    const result = plan(rows, { existing });
    expect(result.changes[0]?.fields).toContainEqual({ field: 'oid', before: null, after: account(1) });
    const { added, changed } = applyStaffList(result, existing, newId);
    expect([changed[0]?.oid, added[0]?.oid]).toEqual([account(1), account(2)]);
  });

  test('never pass from one person to another, on the register or in the list', () => {
    const existing = [person(1, { staffNumber: 'T1', oid: account(1) })];
    const rows = rowsOf(
      STANDARD,
      line('T2', { 'Object ID': account(1).toUpperCase() }),
      line('T3', { 'Object ID': account(3) }),
      line('T4', { 'Object ID': account(3) }),
    );
    const result = plan(rows, { existing });
    expect(kept(result)).toEqual([
      [2, 'Object ID', BELONGS, true],
      [4, 'Object ID', BELONGS, true],
    ]);
    expect(result.adds.map((a) => a.record.oid)).toEqual([null, account(3), null]);
  });

  test('of people who have one are not changed by a list, nor taken away by an empty cell', () => {
    const existing = [person(1, { staffNumber: 'T1', oid: account(1) })];
    const another = plan(rowsOf(STANDARD, line('T1', { 'Object ID': account(2) })), { existing });
    expect(kept(another)).toEqual([
      [2, 'Object ID', 'This person signs in with another account, which was kept. A list cannot change it.', true],
    ]);
    for (const made of [another, plan(rowsOf(STANDARD, line('T1')), { existing })])
      expect(made.changes[0]?.fields.map((f) => f.field)).not.toContain('oid');
  });

  test('may be said again, also for an earlier entry of the same person', () => {
    const existing = [
      person(1, { staffNumber: 'T1', oid: account(1), endsOn: day('2024-08-31') }),
      person(2, { staffNumber: 'T1' }),
    ];
    const rows = rowsOf(STANDARD, line('T1', { 'Object ID': account(1) }));
    const result = plan(rows, { existing });
    expect(result.problems).toEqual([]);
    const { changed } = applyStaffList(result, existing, newId);
    expect(plan(rows, { existing: [existing[0]!, changed[0]!] })).toMatchObject({ changes: [], problems: [] });
  });
});

describe('applying a plan', () => {
  const numRuns = Number(process.env.RUNS ?? 60);
  const number = fc.constantFrom('1', '01', '2', '3', 'a', 'B', '4');
  const messy = fc.record({
    number,
    given: fc.constantFrom('Ada', 'Zoë', '', '=1+1'),
    family: fc.constantFrom('Hart', 'O’Brien', '', 'x'.repeat(101)),
    email: fc.constantFrom('', 'a@b.example', 'nonsense'),
    school: fc.constantFrom(HARBOUR.name, MILL.name, '', 'Nowhere'),
    job: fc.constantFrom('Teacher', 'Office', ''),
    department: fc.constantFrom('', 'Year 1'),
    manager: fc.oneof(fc.constant(''), number, fc.constant('zz')),
    start: fc.constantFrom('01/09/2020', '01/12/2026', '', '31/02/2026'),
    end: fc.constantFrom('', '31/12/2026', '01/01/2019'),
    oid: fc.constantFrom('', account(1), account(2), account(3)),
  });
  const list = fc
    .tuple(fc.array(messy, { maxLength: 8 }), fc.subarray(STANDARD.slice(3)), fc.boolean())
    .map(([lines, columns, isComplete]) => {
      const kept = STANDARD.map((h, i) => i < 3 || columns.includes(h));
      const cells = lines.map((l) => Object.values(l).filter((_, i) => kept[i]));
      return {
        rows: rowsOf(
          STANDARD.filter((_, i) => kept[i]),
          ...cells,
        ),
        isComplete,
      };
    });

  const apply = (existing: readonly Person[], result: StaffListPlan): Person[] => {
    const { added, changed } = applyStaffList(result, existing, newId);
    const byId = new Map([...existing, ...changed, ...added].map((p) => [p.id, p]));
    return [...byId.values()];
  };

  const sharedAccounts = (people: readonly Person[]) =>
    people.filter((p) => p.oid !== null && people.some((q) => q !== p && q.oid === p.oid));

  test('and planning again changes nothing more, nobody is lost, and no circle of managers comes about', () => {
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), (lists) => {
        let register: Person[] = [];
        for (const { rows, isComplete } of lists) {
          const first = plan(rows, { existing: register, isComplete });
          const after = apply(register, first);
          expect(after).toHaveLength(register.length + first.adds.length);
          expect(circle(after)).toBe(false);
          expect(sharedAccounts(after)).toEqual([]);
          const again = plan(rows, { existing: after, isComplete });
          expect({ adds: again.adds, changes: again.changes, leaves: again.leaves }).toEqual({
            adds: [],
            changes: [],
            leaves: [],
          });
          register = after;
        }
      }),
      { numRuns },
    );
  });

  test('every line is added, changed, unchanged, passed over or named as a problem', () => {
    fc.assert(
      fc.property(list, list, (before, now) => {
        const register = apply([], plan(before.rows));
        const result = plan(now.rows, { existing: register });
        const dropped = new Set(result.problems.filter((p) => !p.isKept).map((p) => p.line));
        const touched = new Set([...result.changes, ...result.leaves].map((c) => c.line));
        const used = result.adds.length + touched.size + result.unchanged + result.alreadyLeft;
        expect(used + dropped.size).toBe(now.rows.length - 1);
      }),
      { numRuns },
    );
  });

  test('newcomers get fresh ids, no account yet, and managers by id even when these are new too', () => {
    const boss = line('M1', { 'First name(s)': 'Ida' });
    const rows = rowsOf(STANDARD, line('T1', { 'Manager’s staff number': 'M1' }), boss);
    const { added } = applyStaffList(plan(rows), [], newId);
    expect(added.map((p) => p.oid)).toEqual([null, null]);
    expect(added[0]?.managerId).toBe(added[1]?.id);
    expect(added[0]?.id).not.toBe(added[1]?.id);
    expect(added[0]).not.toHaveProperty('managerStaffNumber');
  });

  test('changes and a last day of one person arrive together, managers as ids', () => {
    const ada = person(1, { staffNumber: 'A1' });
    const ida = person(2, { staffNumber: 'M1' });
    const rows = rowsOf(
      STANDARD,
      line('A1', { 'Manager’s staff number': 'M1', 'End date': '31/12/2026', 'Start date': '' }),
    );
    const { added, changed } = applyStaffList(plan(rows, { existing: [ada, ida] }), [ada, ida], newId);
    expect(added).toEqual([]);
    expect(changed).toEqual([{ ...ada, familyName: 'Testerly', managerId: ida.id, endsOn: '2026-12-31' }]);
  });
});

describe('the fingerprint of a plan', () => {
  test('is the same for the same changes and another for any other', () => {
    const rows = rowsOf(STANDARD, line('T1'));
    expect(staffListHash(plan(rows))).toBe(staffListHash(plan(rows)));
    expect(staffListHash(plan(rows))).toMatch(/^[0-9a-f]{64}$/);
    expect(staffListHash(plan(rowsOf(STANDARD, line('T2'))))).not.toBe(staffListHash(plan(rows)));
    expect(staffListHash(plan(rows, { existing: [person(1, { staffNumber: 'T1' })] }))).not.toBe(
      staffListHash(plan(rows)),
    );
  });
});

describe('size', () => {
  test('a list of 20,000 lines is planned without growing slower by the line', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) =>
      line(`${i}`, { 'Manager’s staff number': `${Math.floor(i / 10)}` }),
    );
    const result = plan(rowsOf(STANDARD, ...lines));
    expect(result.adds).toHaveLength(20_000);
    expect(result.problems.map((p) => p.line)).toEqual([2]);
  });
});
