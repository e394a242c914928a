import type { RoughBlock } from '../../../src/core/policies/understand-rough';
import { b, codes, DOT, first, h, li, p, picture, read, table } from '../../support/fixtures/documents/build';

const body = (...blocks: Parameters<typeof read>): string[] =>
  first(read(h(1, 'Policy'), h(2, 'Part'), ...blocks)).slice(1);
const within = (...blocks: Parameters<typeof read>): string[] => codes(read(h(1, 'Policy'), h(2, 'Part'), ...blocks));

describe('tables', () => {
  const rows = [
    ['What', 'Staff'],
    ['Phones', 'yes'],
  ];

  test('take a header row that is marked or bold without a word', () => {
    expect(body(table(rows))).toEqual(['| What | Staff |', '| Phones | yes |']);
    expect(within(table(rows))).toEqual([]);
    expect(
      within(
        table(
          [
            [b('What'), b('Staff')],
            ['Phones', 'yes'],
          ],
          0,
        ),
      ),
    ).toEqual([]);
    expect(
      within(
        table(
          [
            [h(2, 'What'), { ...li('Staff'), bold: true }],
            ['Phones', 'yes'],
          ] as never,
          0,
        ),
      ),
    ).toEqual([]);
  });

  test('take their first row as header when none is marked, and say that it was guessed', () => {
    expect(read(h(1, 'Policy'), table(rows, 0)).notes).toEqual([
      { code: 'table_header_guessed', place: { document: 0, anchor: 'policy' }, params: { text: 'What · Staff' } },
    ]);
  });

  test('whose every row is marked as header have one header row', () => {
    expect(body(table(rows, 2))).toEqual(['| What | Staff |', '| Phones | yes |']);
  });

  test('have as many cells in each row as there are headers', () => {
    expect(body(table([['What', 'Staff', 'Pupils'], ['Phones'], ['Watches', 'no']]))).toEqual([
      '| What | Staff | Pupils |',
      '| Phones |  |  |',
      '| Watches | no |  |',
    ]);
  });

  test('repeat a merged cell wherever it reaches, so that each row can be read by itself', () => {
    expect(
      body(
        table([
          ['Who', 'What', 'When'],
          [{ of: 'Staff', rows: 2 }, 'Phones', 'breaks'],
          ['Watches', 'always'],
          ['Pupils', { of: 'never', columns: 2 }],
          [{ of: 'Visitors', columns: 3 }],
        ]),
      ),
    ).toEqual([
      '| Who | What | When |',
      '| Staff | Phones | breaks |',
      '| Staff | Watches | always |',
      '| Pupils | never | never |',
      '| Visitors |  |  |',
    ]);
  });

  test('a cell merged down at the end of the rows reaches the last column', () => {
    expect(body(table([['What', 'Staff'], ['Phones', { of: 'yes', rows: 3 }], ['Watches'], ['Tablets']]))).toEqual([
      '| What | Staff |',
      '| Phones | yes |',
      '| Watches | yes |',
      '| Tablets | yes |',
    ]);
  });

  test('read two header rows as one when the first has merged cells', () => {
    const top = [
      { of: 'What', rows: 2 },
      { of: 'Staff', columns: 2 },
    ];
    const under = ['yes', 'at times'];
    expect(body(table([top, under, ['Phones', '✓', '']]))).toEqual([
      '| What | Staff: yes | Staff: at times |',
      '| Phones | ✓ |  |',
    ]);
    expect(
      body(
        table(
          [
            ['', { of: 'Staff', columns: 2 }],
            ['', ...under],
            ['Phones', '✓', ''],
          ],
          0,
        ),
      ),
    ).toEqual(['|  | Staff: yes | Staff: at times |', '| Phones | ✓ |  |']);
    expect(
      body(
        table([
          ['What', { of: 'Staff', columns: 2 }],
          [b('Thing'), b('yes'), b('no')],
          ['Phones', '✓', ''],
        ]),
      ),
    ).toEqual(['| What: Thing | Staff: yes | Staff: no |', '| Phones | ✓ |  |']);
  });

  test('keep a first row of data under merged headers', () => {
    expect(
      body(
        table([
          ['What', { of: 'Staff', columns: 2 }],
          ['Phones', 'yes', 'no'],
          ['Watches', 'no', 'no'],
        ]),
      ),
    ).toEqual(['| What | Staff | Staff |', '| Phones | yes | no |', '| Watches | no | no |']);
  });

  test('take a single cell across the top as their caption', () => {
    expect(body(table([[{ of: 'Who may use what', columns: 2 }], ...rows], 2))).toEqual([
      '[Who may use what]',
      '| What | Staff |',
      '| Phones | yes |',
    ]);
    expect(body(table([[{ of: h(1, 'Uses'), columns: 2 }], ...rows], 2))[0]).toBe('[Uses]');
    expect(body(table([[{ of: li('Uses'), columns: 2 }], ...rows], 1))[0]).toBe('| Uses |  |');
    const long = 'word '.repeat(25).trim();
    expect(body(table([[{ of: long, columns: 2 }], ...rows]))).toHaveLength(3);
    expect(body(table([[{ of: 'A', columns: 2 }], ['b', 'c']]))).toEqual(['| A |  |', '| b | c |']);
  });

  test('take a line "Table 2" before them as their caption', () => {
    expect(body(p('Table 2: who may use what'), table(rows))).toEqual([
      '[Table 2: who may use what]',
      '| What | Staff |',
      '| Phones | yes |',
    ]);
    expect(body(p('Table: who may use what'), table(rows))[0]).toBe('[who may use what]');
    expect(body(p('Table 2: who may use what'), p('Text.'))).toEqual(['Table 2: who may use what', 'Text.']);
    expect(body(p(`Table 2 ${'word '.repeat(30)}`.trim()), table(rows))[0]).toMatch(/^Table 2 word/u);
  });

  test('leave out rows and tables without a word', () => {
    expect(
      body(
        table([
          ['What', 'Staff'],
          ['', ''],
          ['Phones', 'yes'],
        ]),
      ),
    ).toHaveLength(2);
    expect(body(table([]), table([]), p('Text.'))).toEqual(['Text.']);
    expect(body(table([['', '']]))).toEqual([]);
  });

  test('put the lines of a cell into one', () => {
    expect(
      body(
        table([
          ['Who', 'Does'],
          ['Head', [p('answers'), li('approves.'), p('Leads')]],
        ]),
      ),
    ).toEqual(['| Who | Does |', '| Head | answers; approves. Leads |']);
    expect(
      body(
        table([
          ['Who', 'Does'],
          ['Head', table([['a', 'b']])],
        ]),
      ),
    ).toEqual(['| Who | Does |', '| Head | a b |']);
  });
});

describe('a table split over pages is one table', () => {
  const head = ['What', 'Staff'];

  test('when the same header comes again', () => {
    const understood = read(h(1, 'Policy'), table([head, ['Phones', 'yes']]), table([head, ['Watches', 'no']]));
    expect(first(understood).slice(1)).toEqual(['| What | Staff |', '| Phones | yes |', '| Watches | no |']);
    expect(codes(understood)).toEqual(['tables_joined']);
  });

  test('when it goes on with no header, even with a single row', () => {
    expect(body(table([head, ['Phones', 'yes']]), table([['Watches', 'no']], 0))).toEqual([
      '| What | Staff |',
      '| Phones | yes |',
      '| Watches | no |',
    ]);
  });

  test('when its caption comes again with it', () => {
    const page = (text: string): RoughBlock =>
      table([[{ of: 'Who may use what', columns: 2 }], head, [text, 'yes']], 2);
    expect(body(page('a'), page('b'))).toEqual([
      '[Who may use what]',
      '| What | Staff |',
      '| a | yes |',
      '| b | yes |',
    ]);
  });

  test('over three pages', () => {
    expect(body(table([head, ['a', 'b']]), table([head, ['c', 'd']]), table([head, ['e', 'f']]))).toHaveLength(4);
  });

  test('when a line between says that it goes on; the note keeps that line', () => {
    const understood = read(
      h(1, 'Policy'),
      table([head, ['a', 'b']]),
      p('Table 1 (continued)'),
      table([head, ['c', 'd']]),
    );
    expect(first(understood).slice(1)).toHaveLength(3);
    expect(understood.notes.map((note) => note.params)).toEqual([{ text: 'Table 1 (continued)' }]);
  });

  test.each([
    [
      'another header',
      [
        table([head, ['a', 'b']]),
        table([
          ['Who', 'When'],
          ['c', 'd'],
        ]),
      ],
    ],
    [
      'other columns',
      [
        table([head, ['a', 'b']]),
        table(
          [
            ['c', 'd', 'e'],
            ['f', 'g', 'h'],
          ],
          0,
        ),
      ],
    ],
    [
      'another caption',
      [table([head, ['a', 'b']]), table([[{ of: 'Pupils', columns: 2 }], ['c', 'd'], ['e', 'f']], 0)],
    ],
    [
      'text between',
      [table([head, ['a', 'b']]), p('This is continued from a long way before the start.'), table([head, ['c', 'd']])],
    ],
    ['a heading between', [table([head, ['a', 'b']]), h(3, 'Pupils'), table([head, ['c', 'd']])]],
    ['nothing but a line that says so', [p('This is continued'), table([head, ['c', 'd']])]],
  ])('but not with %s', (_, blocks) => {
    expect(within(...blocks)).not.toContain('tables_joined');
  });

  test('but a frame is not joined to the table after it', () => {
    expect(
      within(
        table([['a', 'b']], 0),
        table(
          [
            ['c', 'd'],
            ['e', 'f'],
          ],
          0,
        ),
      ),
    ).not.toContain('tables_joined');
  });
});

describe('a table that is only layout gives back what stands in it', () => {
  test.each([
    ['a frame around text', [table([[[b('Remember'), li('ask first')]]])], ['## Remember', '* ask first']],
    ['a single column', [table([['One.'], ['Two.']])], ['One.', 'Two.']],
    ['texts side by side', [table([['One.', 'Two.']])], ['One.', 'Two.']],
    ['a frame inside a frame', [table([[table([['One.', 'Two.']])]])], ['One.', 'Two.']],
    [
      'a row of more columns than Word has',
      [table([Array.from({ length: 70 }, () => 'x.'), ['y.']])],
      [...Array.from({ length: 70 }, () => 'x.'), 'y.'],
    ],
    [
      'cards with pictures',
      [
        table([
          [
            [picture('a lock', DOT), p('Keep it secret.')],
            [picture('a hand', DOT), p('Tell an adult.')],
          ],
          ['', ''],
        ]),
      ],
      ['(a lock: kept)', 'Keep it secret.', '(a hand: kept)', 'Tell an adult.'],
    ],
  ])('%s', (_, blocks, expected) => {
    expect(body(...blocks)).toEqual(expected);
    expect(within(...blocks)).toContain('table_unwrapped');
  });

  test('with its caption', () => {
    const cards = table(
      [[{ of: 'My promises', columns: 2 }], [picture('a lock', DOT), 'One.'], [picture('a hand', DOT), 'Two.']],
      0,
    );
    expect(body(cards)).toEqual(['## My promises', '(a lock: kept)', 'One.', '(a hand: kept)', 'Two.']);
  });

  test('but pictures in a real table only move below it, with a note', () => {
    const nested = table([
      ['x', [p('y'), picture('a tick', DOT)]],
      ['v', 'w'],
    ]);
    const real = table([
      ['What', 'Staff'],
      ['Phones', [p('yes'), picture('a phone', DOT)]],
      ['Watches', [nested]],
      ['Tablets', 'yes'],
    ]);
    expect(body(real)).toEqual([
      '| What | Staff |',
      '| Phones | yes |',
      '| Watches | x y v w |',
      '| Tablets | yes |',
      '(a phone: kept)',
      '(a tick: kept)',
    ]);
    expect(within(real)).toEqual(['picture_moved', 'picture_moved']);
  });

  test('a picture across the top is no caption', () => {
    expect(
      body(table([[{ ...picture('the school', DOT), columns: 2 }], ['What', 'Staff'], ['Phones', 'yes']], 0)),
    ).toContain('(the school: kept)');
  });
});

describe('columns made with the tab key', () => {
  test('are a table when two or more lines have the same number of them', () => {
    const understood = read(
      h(1, 'Policy'),
      h(2, 'Part'),
      p('What\tStaff\tPupils'),
      p('Phones\t\tyes\tno '),
      p('Watches\tno\tno'),
      p('Text.'),
    );
    expect(first(understood).slice(1)).toEqual([
      '| What | Staff | Pupils |',
      '| Phones | yes | no |',
      '| Watches | no | no |',
      'Text.',
    ]);
    expect(codes(understood)).toEqual(['table_from_tabs', 'table_header_guessed']);
  });

  test('also inside one paragraph', () => {
    expect(body(p('What\tStaff\nPhones\tyes'))).toEqual(['| What | Staff |', '| Phones | yes |']);
  });

  test.each([
    ['one line', ['What\tStaff']],
    ['other numbers of columns', ['What\tStaff', 'Phones\tyes\tno']],
    ['places to sign', ['Signed:\tDate:', 'Name ......\tRole ______']],
    [
      'more columns than Word has',
      [Array.from({ length: 70 }, () => 'x').join('\t'), Array.from({ length: 70 }, () => 'y').join('\t')],
    ],
    ['an indent', ['\tOne is indented.', '\tTwo is indented.']],
  ])('are none with %s', (_, lines) => {
    expect(within(...lines.map(p))).toEqual([]);
  });
});
