import fc from 'fast-check';
import { decodeRows } from '../../../src/adapters/documents/rows';
import { AppError, type Problem } from '../../../src/core/errors';

const numRuns = Number(process.env['RUNS'] ?? 60);
const decode = (text: string, name = 'staff.csv') => decodeRows(Buffer.from(text), name);

function refusal(work: () => unknown): { code: string; problems: readonly Problem[] } {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, problems: error.problems };
    throw error;
  }
  return { code: 'accepted', problems: [] };
}

// jest types its matchers `any`; where a text is expected, one stands for a text.
const saying = (part: string | RegExp): string =>
  (typeof part === 'string' ? expect.stringContaining(part) : expect.stringMatching(part)) as string;

const LIST = 'Number,Name,Note\n1,Siân O’Brien,“all” – £5\n2,Zoë,\n';
const CELLS = [
  { line: 2, cells: { Number: '1', Name: 'Siân O’Brien', Note: '“all” – £5' } },
  { line: 3, cells: { Number: '2', Name: 'Zoë', Note: '' } },
];
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
/** In Windows-1252 the typographic quotes, the dash and the pound sign are one byte each. */
const WINDOWS: Record<string, number> = { '’': 0x92, '“': 0x93, '€': 0x80, Ÿ: 0x9f, '”': 0x94, '–': 0x96 };
const windows1252 = (text: string) =>
  Buffer.from([...text].map((letter) => WINDOWS[letter] ?? letter.codePointAt(0) ?? 0));

test.each([
  ['UTF-8', Buffer.from(LIST)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${LIST}`)],
  ['UTF-16, little end first', Buffer.from(`\uFEFF${LIST}`, 'utf16le')],
  ['UTF-16, big end first', swapped(Buffer.from(`\uFEFF${LIST}`, 'utf16le'))],
  ['Windows line ends', Buffer.from(LIST.replaceAll('\n', '\r\n'))],
  ['old Macintosh line ends', Buffer.from(LIST.replaceAll('\n', '\r'))],
  ['semicolons', Buffer.from(LIST.replaceAll(',', ';'))],
  ['tabs', Buffer.from(LIST.replaceAll(',', '\t'))],
  ['no line end at the end', Buffer.from(LIST.trimEnd())],
  ['empty columns at the right', Buffer.from(LIST.replaceAll('\n', ',,\n'))],
])('%s: the same rows, and nothing to remark', (_, bytes) => {
  expect(decodeRows(bytes, 'staff.csv')).toEqual({
    headings: ['Number', 'Name', 'Note'],
    rows: CELLS,
    problems: [],
    notes: [],
  });
});

test('Windows-1252 is recognised and named', () => {
  const { rows, notes } = decodeRows(windows1252(LIST), 'staff.csv');
  expect(rows).toEqual(CELLS);
  expect(notes).toEqual([{ where: 'file', what: saying('Windows-1252') }]);
});

test('every byte of Windows-1252 is the letter it stands for there', () => {
  const bytes = Array.from({ length: 32 }, (_, index) => 0x80 + index);
  const { rows } = decodeRows(Buffer.concat([Buffer.from('Letters\n'), Buffer.from([...bytes, 0xe9])]), 'x.csv');
  expect(rows[0]?.cells['Letters']).toBe('€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸé');
});

test('an Excel separator line decides and still counts as a line', () => {
  expect(decode('sep=;\nName;Post\nAda;Head, acting\n').rows).toEqual([
    { line: 3, cells: { Name: 'Ada', Post: 'Head, acting' } },
  ]);
});

test('cells with line breaks, blank lines and rows of empty cells keep the line numbers right', () => {
  const { rows } = decode('\nName,Note\n"A\nda","x\n\ny"\n\n,,\nBo,"says ""hello"""\n  \nCy,z');
  expect(rows).toEqual([
    { line: 3, cells: { Name: 'A\nda', Note: 'x\n\ny' } },
    { line: 9, cells: { Name: 'Bo', Note: 'says "hello"' } },
    { line: 11, cells: { Name: 'Cy', Note: 'z' } },
  ]);
});

test('blanks round a cell, inside and outside its quotation marks, are dropped', () => {
  expect(decode('Name , Post\n  Ada , " Head "\n').rows[0]?.cells).toEqual({ Name: 'Ada', Post: 'Head' });
});

test('a title and a date above the headings are left out and named', () => {
  const { headings, rows, notes } = decode(
    'Staff list 2026,,,\n\nPrinted:,1 September,,\nNo,Given,Family,School\n1,Ada,Bell,Hill\n',
  );
  expect(headings).toEqual(['No', 'Given', 'Family', 'School']);
  expect(rows).toEqual([{ line: 5, cells: { No: '1', Given: 'Ada', Family: 'Bell', School: 'Hill' } }]);
  expect(notes.map(({ where }) => where)).toEqual(['line 1', 'line 3']);
});

test('a quotation mark inside a cell is only a mark', () => {
  expect(decode('Name,Size\nAda,5" tablet\n').rows[0]?.cells).toEqual({ Name: 'Ada', Size: '5" tablet' });
});

test('a name typed with a combining accent is the same name as one typed without', () => {
  expect(decode('Name\nSia\u0302n\n').rows[0]?.cells).toEqual({ Name: 'Siân' });
});

test('an apostrophe put before a cell by our own export is taken off again, and no other', () => {
  const { rows } = decode("Phone,Name\n'+44 20 7946 0000,'t Hart\n");
  expect(rows[0]?.cells).toEqual({ Phone: '+44 20 7946 0000', Name: "'t Hart" });
});

test('a row with too many cells is left out and named; the others are kept', () => {
  const { rows, problems } = decode('Name,Post\nAda,Head\nBo,Cook, part-time\nCy,Clerk,\n');
  expect(rows.map((row) => row.cells['Name'])).toEqual(['Ada', 'Cy']);
  expect(problems).toEqual([{ where: 'line 3', what: saying('3 cells and there are 2 headings') }]);
});

test('a row with too few cells is kept and remarked on', () => {
  const { rows, notes } = decode('Name,Post,Ends\nAda,Head\n');
  expect(rows[0]?.cells).toEqual({ Name: 'Ada', Post: 'Head', Ends: '' });
  expect(notes).toEqual([{ where: 'line 2', what: saying('taken as empty') }]);
});

test.each([['Si\uFFFDn'], ['SiÃ¢n'], ['Oâ€™Brien']])(
  'letters spoilt before the file came here are named: %s',
  (name) => {
    const { rows, notes } = decode(`Name\n${name}\n`);
    expect(rows).toHaveLength(1);
    expect(notes).toEqual([{ where: 'line 2', what: saying(name) }]);
  },
);

test('hundreds of remarks are cut short and counted', () => {
  const { problems } = decode(`Name,Post\n${'Ada,Head,x\n'.repeat(1000)}`);
  expect(problems).toHaveLength(201);
  expect(problems.at(-1)).toEqual({ where: 'file', what: 'And 800 more lines like these.' });
});

test.each<[string, Buffer, string, RegExp]>([
  ['nothing', Buffer.alloc(0), 'file', /empty/],
  ['blank lines alone', Buffer.from('\n \n,,\n'), 'file', /empty/],
  ['headings alone', Buffer.from('Name,Post\n'), 'file', /no rows/],
  ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), 'file', /“staff.csv” is an Excel workbook.*CSV UTF-8/],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'file', /older Excel workbook or .* password/],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'file', /is a PDF/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5, 6]), 'file', /not text/],
  ['UTF-16 cut in half', Buffer.from([0xff, 0xfe, 0x41, 0, 0x42]), 'file', /damaged/],
  ['the same heading twice', Buffer.from('Name,Post,name\nA,b,c\n'), 'line 1', /A and C are both headed “name”/],
  ['a column without a heading', Buffer.from('\n\nName,,Post\nA,b,c\n'), 'line 3', /Column B has no heading/],
  ['too many columns', Buffer.from(`${'h,'.repeat(200)}z\n1\n`), 'line 1', /200 columns/],
  ['a quotation mark that never closes', Buffer.from('Name\nAda\n"Bo\nCy\n'), 'line 3', /never closes/],
  ['a row of a megabyte', Buffer.from(`Name\nAda\n"${'x\n'.repeat(600_000)}"`), 'line 3', /too long/],
])('%s is refused with words', (_, bytes, where, what) => {
  expect(refusal(() => decodeRows(bytes, 'staff.csv'))).toEqual({
    code: 'unreadable_table',
    problems: [{ where, what: saying(what) }],
  });
});

test('columns after Z are lettered as in a spreadsheet', () => {
  const headings = Array.from({ length: 27 }, (_, i) => `h${i}`).join(',');
  const { problems } = refusal(() => decode(`${headings},,x\n${'1,'.repeat(28)}1\n`));
  expect(problems[0]?.what).toMatch(/Column AB has no heading/);
});

test('a heading that means something to JavaScript is only a heading', () => {
  const cells = decode('__proto__,constructor\na,b\n').rows[0]?.cells;
  expect(Object.entries(cells ?? {})).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
});

describe('size', () => {
  /** Of work. The bounds tell what grows with the square of the size from what does not, on a slow machine too. */
  const seconds = (work: () => unknown): number => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };

  const row = '12345,Givenname,Familyname,someone@school.example,Hill School,teaching,English,2019-09-01,,54321\n';
  const headings = 'Number,Given,Family,Email,School,Role,Department,From,Until,Manager\n';

  test('100,000 rows are read in less than half a minute', () => {
    const bytes = Buffer.from(headings + row.repeat(100_000));
    expect(seconds(() => expect(decodeRows(bytes, 'all.csv').rows).toHaveLength(100_000))).toBeLessThan(30);
  });

  test.each<[string, () => Buffer]>([
    ['100,001 rows', () => Buffer.from(headings + row.repeat(100_001))],
    ['more than 20 MB', () => Buffer.alloc(20 * 2 ** 20 + 1, 'a')],
  ])('%s are refused', (_, bytes) => {
    expect(refusal(() => decodeRows(bytes(), 'all.csv')).code).toBe('too_large');
  });

  test.each<[string, string]>([
    ['20 MB of commas', ','],
    ['20 MB of line ends', '\n'],
    ['20 MB of quotation marks', '"'],
    ['20 MB of rows of empty cells', ',,,\n'],
  ])('%s end soon', (_, unit) => {
    const bytes = Buffer.alloc(20 * 2 ** 20, unit);
    expect(seconds(() => refusal(() => decodeRows(bytes, 'odd.csv')))).toBeLessThan(30);
  });
});

/** Cells that survive tidying unchanged; what is dropped on purpose has its own tests above. */
const cell = fc
  .string({ unit: fc.constantFrom(...'ab é"\';,\t\n=+-ş字😀'), maxLength: 8 })
  .map((text) => text.trim().normalize('NFC'))
  .filter((text) => !text.startsWith("'"));
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

test('any table written with any separator and line end is read back, with the line each row begins on', () => {
  const separators = fc.constantFrom(',', ';', '\t');
  const ends = fc.constantFrom('\n', '\r\n', '\r');
  fc.assert(
    fc.property(table, separators, ends, (rows, separator, end) => {
      const headings = (rows[0] ?? []).map((_, index) => `h${index}`);
      const quoted = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\n', end)}"`;
      const text = [headings, ...rows].map((cells) => cells.map(quoted).join(separator)).join(end);
      let line = 2;
      const expected = rows.flatMap((cells) => {
        const starts = line;
        line += cells.reduce((sum, c) => sum + c.split('\n').length - 1, 1);
        const whole = Object.fromEntries(cells.map((c, index) => [`h${index}`, c]));
        return cells.every((c) => c === '') ? [] : [{ line: starts, cells: whole }];
      });
      fc.pre(expected.length > 0);
      expect(decode(text).rows).toEqual(expected);
    }),
    { numRuns },
  );
});

test('whatever the bytes, the answer is rows or a refusal from the closed list', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: fc.constantFrom(...'a,;\t"\n\r=\uFEFF\0é'), maxLength: 80 }).map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(bytes, (given) => {
      const { code, problems } = refusal(() => decodeRows(given, 'x.csv'));
      expect(['accepted', 'unreadable_table', 'too_large']).toContain(code);
      expect(code === 'accepted' || problems.length > 0).toBe(true);
    }),
    { numRuns: numRuns * 5 },
  );
});
