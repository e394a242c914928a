import fc from 'fast-check';
import type { PolicyDocument, Table } from '../../../src/core/policies/document';
import { matricesOf, matrixRows, type Rating } from '../../../src/core/policies/matrix';

const table = (headers: string[], ...rows: string[][]): Table => ({ kind: 'table', caption: '', headers, rows });

const documentWith = (...tables: Table[]): PolicyDocument => ({
  fields: { title: '', version: '', date: '', author: '', approvedByHead: '', approvedByGovernors: '', nextReview: '' },
  sections: [
    { anchor: 'words', level: 1, heading: 'Words', blocks: [{ kind: 'paragraph', text: 'Not allowed.' }] },
    { anchor: 'tables', level: 1, heading: 'Tables', blocks: tables },
  ],
});

const cells = (...tables: Table[]): string[] =>
  matricesOf(documentWith(...tables)).flatMap((matrix) =>
    matrix.rows.map((row) => `${matrix.kind} ${row.side}: ${row.row} = ${String(row.rating)} (${row.label})`),
  );

describe('ratings in words', () => {
  it('stand under "Staff" and "Pupils", in whatever order and company', () => {
    expect(
      cells(
        table(
          ['Technology', 'Children', 'Notes', 'Staff and other adults'],
          ['Phones in lessons', 'Not allowed', 'see below', 'Allowed'],
          ['Tablets', 'Allowed at certain times', '', 'Allowed for selected staff'],
        ),
      ),
    ).toEqual([
      'communication staff: Phones in lessons = allowed (Allowed)',
      'communication pupils: Phones in lessons = not_allowed (Not allowed)',
      'communication staff: Tablets = selected_staff (Allowed for selected staff)',
      'communication pupils: Tablets = certain_times (Allowed at certain times)',
    ]);
  });

  it('hold for both sides where the column names neither', () => {
    expect(cells(table(['Action', 'Rating'], ['Gambling', 'Unacceptable']))).toEqual([
      'actions staff: Gambling = unacceptable (Unacceptable)',
      'actions pupils: Gambling = unacceptable (Unacceptable)',
    ]);
  });

  it.each<[string, Rating | null]>([
    ['Allowed', 'allowed'],
    ['Yes', 'allowed'],
    ['No', 'not_allowed'],
    ['NOT ALLOWED', 'not_allowed'],
    ['Must not be allowed', 'not_allowed'],
    ['Prohibited', 'not_allowed'],
    ['Allowed at set times', 'certain_times'],
    ['Acceptable at certain times', 'certain_times'],
    ['Allowed for chosen staff', 'selected_staff'],
    ['Allowed with staff permission', 'with_staff_permission'],
    ['Allowed if a member of staff agrees', 'with_staff_permission'],
    ['Acceptable', 'acceptable'],
    ['Acceptable for nominated users', 'nominated_users'],
    ['Unacceptable', 'unacceptable'],
    ['Not acceptable', 'unacceptable'],
    ['Unacceptable and illegal', 'unacceptable_illegal'],
    ['Unacceptable and may be against the law', 'unacceptable_illegal'],
    ['Ask the office', null],
    ['Allowed, but only after everything in this very long cell has been read and agreed to', null],
  ])('%s is understood as %s and shown as the school wrote it', (label, rating) => {
    const rows = matrixRows(documentWith(table(['', 'Staff'], ['This', label], ['That', 'Allowed'])), 'staff');
    expect(rows[0]).toEqual({
      kind: 'communication',
      anchor: 'tables',
      heading: 'Tables',
      side: 'staff',
      row: 'This',
      rating,
      label,
    });
  });

  it('leave out empty cells, group lines and rows without a name', () => {
    expect(
      cells(
        table(
          ['', 'Staff', 'Pupils'],
          ['Phones', 'Phones', 'Phones'],
          ['Bringing one', 'Allowed', '–'],
          ['Using one', '', 'Not allowed'],
          ['', 'Allowed', 'Allowed'],
        ),
      ),
    ).toEqual([
      'communication staff: Bringing one = allowed (Allowed)',
      'communication pupils: Using one = not_allowed (Not allowed)',
    ]);
  });
});

describe('ticks under ratings', () => {
  const headers = ['', 'Staff: Allowed', 'Staff: Not allowed', 'Pupils: Allowed', 'Pupils: Not allowed'];

  it('are read with the rating over them', () => {
    expect(cells(table(headers, ['Phones', '✓', '', 'no', 'X'], ['Email', '-', '✓', '✗', '✓']))).toEqual([
      'communication staff: Phones = allowed (Allowed)',
      'communication pupils: Phones = not_allowed (Not allowed)',
      'communication staff: Email = not_allowed (Not allowed)',
      'communication pupils: Email = not_allowed (Not allowed)',
    ]);
  });

  it('hold for both sides where the headers name neither, and take the name nearest to them', () => {
    expect(
      cells(
        table(
          ['Group', 'Action', 'Acceptable', 'Unacceptable'],
          ['Nobody shall visit', 'Gambling sites', '', '✓'],
          ['Nobody shall visit', '', '✓', ''],
        ),
      ),
    ).toEqual([
      'actions staff: Gambling sites = unacceptable (Unacceptable)',
      'actions pupils: Gambling sites = unacceptable (Unacceptable)',
      'actions staff: Nobody shall visit = acceptable (Acceptable)',
      'actions pupils: Nobody shall visit = acceptable (Acceptable)',
    ]);
  });

  it('two in one row are both shown and rated as neither', () => {
    expect(cells(table(headers, ['Phones', '✓', '✓', '', '']))).toEqual([
      'communication staff: Phones = null (Allowed / Not allowed)',
    ]);
  });
});

it.each([
  ['a contact list', table(['Who', 'Name', 'Phone'], ['Head', 'A. Body', '1'], ['Chair', 'B. Body', '2'])],
  [
    'a consent form',
    table(['The school may use pictures', 'Yes', 'No'], ['on display', '', ''], ['on the website', '', '']),
  ],
  ['sanctions', table(['What happened', 'Steps'], ['Gambling', 'Tell the headteacher; give a warning'])],
  ['an empty table', table(['Technology', 'Staff', 'Pupils'])],
  ['a table whose rows are short', table(['Technology', 'Staff'], ['Phones'])],
  ['one chance word', table(['A', 'Staff'], ['1', 'Allowed'], ['2', 'word'], ['3', 'word'])],
])('%s is no matrix', (_name, other) => {
  expect(cells(other)).toEqual([]);
});

it('one side is asked for at a time', () => {
  const both = documentWith(table(['', 'Staff', 'Pupils'], ['Phones', 'Allowed', 'Not allowed']));
  expect(matrixRows(both, 'staff').map((row) => row.label)).toEqual(['Allowed']);
  expect(matrixRows(both, 'pupils').map((row) => row.label)).toEqual(['Not allowed']);
});

it('whatever a table holds, each row says what stands in it', () => {
  const text = fc.constantFrom<string>(
    'Allowed',
    'Not allowed',
    'Unacceptable',
    '✓',
    '',
    'x',
    'Phones',
    'Staff',
    'Pupils: Allowed',
  );
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 5 }),
      fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 5 }),
      (headers, rows) => {
        for (const row of matricesOf(documentWith(table(headers, ...rows))).flatMap((matrix) => matrix.rows)) {
          expect(rows.some((cellsOfRow) => cellsOfRow.includes(row.row))).toBe(true);
          const said = [...headers.map((header) => header.split(': ').at(-1)), ...rows.flat()];
          expect(row.label.split(' / ').every((label) => said.includes(label))).toBe(true);
        }
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
});
