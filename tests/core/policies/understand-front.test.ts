import type { VersionFields } from '../../../src/core/policies/document';
import { b, codes, first, h, li, ol, p, read, table } from '../../support/fixtures/documents/build';

const fields = (...blocks: Parameters<typeof read>): Partial<VersionFields> => {
  const said = read(...blocks).documents[0]?.document.fields ?? {};
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
};

const ROWS = [
  ['Title', 'E-safety policy'],
  ['Version', '3'],
  ['Date of issue', 'September 2026'],
  ['Written by', 'A. Teacher'],
  ['Approved by headteacher', '1 September 2026'],
  ['Approved by the governing body', '9 September 2026'],
  ['Date of next review', 'September 2027'],
];
const FIELDS = {
  title: 'E-safety policy',
  version: '3',
  date: 'September 2026',
  author: 'A. Teacher',
  approvedByHead: '1 September 2026',
  approvedByGovernors: '9 September 2026',
  nextReview: 'September 2027',
};

describe('the version block is read out of the text', () => {
  test.each([
    ['a table of labels and values', [table(ROWS)]],
    [
      'a table with labels above their values',
      [table([ROWS.map(([label = '']) => label), ROWS.map(([, value = '']) => value)])],
    ],
    [
      'a table with "label: value" in each cell',
      [table([ROWS.slice(0, 4).map((row) => row.join(': ')), ROWS.slice(4).map((row) => row.join(': '))])],
    ],
    [
      'a table with two labels in a row',
      [
        table([
          [...(ROWS[0] ?? []), ...(ROWS[1] ?? [])],
          [...(ROWS[2] ?? []), ...(ROWS[3] ?? [])],
          [...(ROWS[4] ?? []), ...(ROWS[5] ?? [])],
          [...(ROWS[6] ?? []), '', ''],
        ]),
      ],
    ],
    ['lines with a colon', ROWS.map((row) => p(row.join(': ')))],
    ['lines with a tab', ROWS.map((row) => p(row.join('\t')))],
    ['lines with a dash', ROWS.map((row) => p(row.join(' – ')))],
    ['lines inside one paragraph', [p(ROWS.map((row) => row.join(': ')).join('\n'))]],
    [
      'several on one line',
      [
        p(
          ROWS.slice(0, 3)
            .map((row) => row.join(': '))
            .join('\t'),
        ),
        p(
          ROWS.slice(3)
            .map((row) => row.join(': '))
            .join(' | '),
        ),
      ],
    ],
  ])('from %s', (_, blocks) => {
    expect(fields(...blocks, h(1, 'Scope'), p('This is for all.'))).toEqual(FIELDS);
    expect(first(read(...blocks, h(1, 'Scope'), p('This is for all.')))).toEqual(['# Scope', 'This is for all.']);
  });

  test('and a note holds its words', () => {
    const { notes } = read(p('Version: 3'), p('Date: 2026'), h(1, 'Scope'));
    expect(notes).toContainEqual({
      code: 'version_read',
      place: { document: 0, anchor: '' },
      params: { text: 'Version 3 · Date 2026' },
    });
  });

  test('together with its heading and its caption', () => {
    const block = table([[{ of: 'Document control', columns: 2 }], ...ROWS.slice(1)]);
    const { notes, documents } = read(h(1, 'Policy'), h(2, 'Version control'), block, h(2, 'Scope'), p('All.'));
    expect(documents[0]?.document.sections.map((section) => section.heading)).toEqual(['Scope']);
    expect(
      notes.filter((note) => note.code === 'version_read').map((note) => note.params['text']?.split(' · ')[0]),
    ).toEqual(['Version control', 'Document control']);
  });

  test.each([
    ['Version 3.1', { version: '3.1' }],
    ['Next review: September 2027', { nextReview: 'September 2027' }],
    ['Approved by: Governors, May 2026', { approvedByGovernors: 'Governors, May 2026' }],
    ['Approved by: the Headteacher, May 2026', { approvedByHead: 'the Headteacher, May 2026' }],
    ['Approved by: Headteacher and governors', { approvedByGovernors: 'Headteacher and governors' }],
    ['Ratified: 4 May 2026', { approvedByGovernors: '4 May 2026' }],
    ['Review date: May 2027', { nextReview: 'May 2027' }],
  ])('from a single line: %s', (line, expected) => {
    expect(fields(h(1, 'Policy'), p(line), h(2, 'Scope'))).toEqual({ title: 'Policy', ...expected });
  });

  test('the first to say a field counts, and a note names the other', () => {
    const understood = read(h(1, 'Policy'), p('Version: 3'), p('Version: 4'), p('Date: 2026'), h(2, 'Scope'));
    expect(understood.documents[0]?.document.fields.version).toBe('3');
    expect(understood.notes).toContainEqual({
      code: 'version_line_not_used',
      place: { document: 0, anchor: '' },
      params: { text: 'Version 4' },
    });
  });

  test('a field said again with nothing in it needs no note', () => {
    const block = table([
      ['Version', '3'],
      ['Date', '2026'],
      ['Version', '____'],
    ]);
    expect(codes(read(h(1, 'Policy'), block, h(2, 'Scope')))).toEqual(['version_read']);
  });

  test('a second block fills in what the first left out', () => {
    expect(
      fields(h(1, 'Policy'), p('Version: 3'), h(2, 'Scope'), p('All.'), p('Next review: 2027'), p('Version: 2')),
    ).toEqual({
      title: 'Policy',
      version: '3',
      nextReview: '2027',
    });
  });

  test('a line that nobody can place is named in a note', () => {
    const understood = read(h(1, 'Policy'), table([...ROWS, ['Reference', 'ES/12']]), h(2, 'Scope'));
    expect(understood.notes).toContainEqual({
      code: 'version_line_not_used',
      place: { document: 0, anchor: '' },
      params: { text: 'Reference ES/12' },
    });
  });
});

describe('what only looks like a version block stays in the text', () => {
  test.each([
    ['the place where a form is signed', [p('Name: ________'), p('Date: ________')]],
    [
      'a table to be signed',
      [
        table([
          ['Name', '', 'Date', ''],
          ['Signed', '', 'Accepted by', ''],
        ]),
      ],
    ],
    ['a list of roles', [p('Headteacher: answers for everyone.'), p('Governors: approve this policy.')]],
    [
      'a long sentence',
      [p('Version: the one that you signed last year counts until you have signed the new one here')],
    ],
    ['a very long line', [p(`Version: ${'3 '.repeat(300)}`)]],
    [
      'a history of versions',
      [
        table([
          ['Version', 'Date', 'Author'],
          ['1', '2024', 'A'],
          ['2', '2025', 'B'],
          ['3', '2026', 'C'],
        ]),
      ],
    ],
    [
      'a table about something else',
      [
        table([
          ['Device', 'Version'],
          ['Laptop', '3'],
          ['Tablet', '4'],
        ]),
      ],
    ],
    [
      'a table with a very long cell',
      [
        table([
          ['Version '.repeat(20), '3'],
          ['Date', '2026'],
        ]),
      ],
    ],
  ])('%s', (_, blocks) => {
    const understood = read(h(1, 'Policy'), h(2, 'Part'), p('Text.'), ...blocks);
    expect(codes(understood)).not.toContain('version_read');
    expect(first(understood).length).toBeGreaterThan(2);
  });

  test('a title too long to be one', () => {
    const long = 'word '.repeat(30).trim();
    expect(
      fields(
        h(1, 'Policy'),
        table([
          ['Title', long],
          ['Version', '3'],
          ['Date', '2026'],
        ]),
        h(2, 'Scope'),
      ),
    ).toEqual({ title: 'Policy', version: '3', date: '2026' });
  });
});

describe('a table of contents is left out, with a note of its words', () => {
  const rest = [h(2, 'Purpose'), p('To be safe.'), h(2, 'Scope'), p('All.')];
  const kept = ['# Purpose', 'To be safe.', '# Scope', 'All.'];

  test.each([
    [
      'made by the program',
      [
        { ...p('Purpose\t2'), contents: true as const },
        { ...p('1.\tScope\n3'), contents: true as const },
      ],
    ],
    ['typed with dots', [p('Purpose ........ 2'), p('1. Scope …… 3')]],
    ['typed with tabs under its heading', [b('Contents'), p('Purpose\t2'), p('Scope\t3')]],
    ['a list of the headings', [h(2, 'Table of contents'), li('Purpose'), li('Scope')]],
    ['numbered', [h(2, 'Contents'), ol('Purpose', '1.'), ol('Scope', '2.')]],
    ['with one entry that is worded otherwise', [p('Contents:'), li('Purpose'), li('Who it is for'), li('Scope')]],
  ])('%s', (_, blocks) => {
    const understood = read(h(1, 'Policy'), ...blocks, ...rest);
    expect(first(understood)).toEqual(kept);
    expect(codes(understood)).toContain('contents_left_out');
  });

  test.each([
    ['a list that names no heading', [h(2, 'Contents'), li('Phones'), li('Watches')]],
    ['a heading with text', [h(2, 'Contents'), p('This policy holds what you need.')]],
    ['a heading at the end', [h(2, 'Contents')]],
    ['a caption', [p('Table: what we use ..... 3')]],
  ])('but not %s', (_, blocks) => {
    expect(codes(read(h(1, 'Policy'), ...rest, ...blocks))).not.toContain('contents_left_out');
  });

  test('ends where the text begins, also when that begins like the list', () => {
    const understood = read(
      h(1, 'Policy'),
      p('Contents'),
      p('1. Purpose\t2'),
      p('2. Scope\t3'),
      b('1. Purpose'),
      p('To be safe.'),
      b('2. Scope'),
      p('All.'),
    );
    expect(first(understood)).toEqual(['# 1. Purpose', 'To be safe.', '# 2. Scope', 'All.']);
  });
});
