import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { decodeRows } from '../../../../src/adapters/documents/rows';
import { csv, xlsx, type Column } from '../../../../src/adapters/documents/write/table-out';
import { Day } from '../../../../src/core/ids';

const numRuns = Number(process.env['RUNS'] ?? 60);

const words: Column<string> = { heading: 'Words', kind: 'text', value: (row) => row };
const csvOf = async <Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): Promise<string> =>
  (await buffer(csv(columns, rows))).toString('utf8');
/** As a spreadsheet reads it. */
const readBack = (written: string): string[][] => parse(written, { bom: true, relax_column_count: true });

async function sheetOf<Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  const file = await xlsx(columns, rows, { sheet: 'Agreements' });
  // The library declares a Buffer type of its own that Node's no longer matches.
  await book.xlsx.load(file as unknown as ExcelJS.Buffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

describe('CSV', () => {
  test.each([
    ['=1+1'],
    ['+44 20 7946 0000'],
    ['-1'],
    ['@SUM(A1)'],
    ['\t=1'],
    ['\r=1'],
    ['\0=1'],
    ['  =1'],
    ['\u00a0=1'],
    ['\u200b=1'],
    ['\u202e=1'],
    ['＝1+1'],
    ['\n=1'],
  ])('%j gets an apostrophe before it', async (given) => {
    expect(readBack(await csvOf([words], [given]))[1]).toEqual([`'${given}`]);
  });

  test.each([['Siân'], ['a=b'], ['1-1'], ["O'Brien"], ['someone@school.example'], ['😀'], ['“quoted”, with "commas"']])(
    '%j stays as it is',
    async (given) => {
      expect(readBack(await csvOf([words], [given]))[1]).toEqual([given]);
    },
  );

  test('a heading is disarmed too', async () => {
    expect(readBack(await csvOf([{ ...words, heading: '=cmd' }], []))).toEqual([["'=cmd"]]);
  });

  test('begins with a byte order mark and ends each line as Windows does', async () => {
    expect(await csvOf([words], ['Zoë', 'two\nlines'])).toBe('\uFEFFWords\r\nZoë\r\n"two\nlines"\r\n');
  });

  test('numbers, days and moments are written so that a spreadsheet knows them', async () => {
    const columns: Column<number | null>[] = [
      { heading: 'Count', kind: 'number', value: (row) => row },
      { heading: 'Day', kind: 'day', value: () => Day.parse('2026-09-04') },
      { heading: 'No day', kind: 'day', value: () => null },
      { heading: 'At', kind: 'moment', value: (row) => row && Date.parse('2026-10-25T01:30:00Z') },
    ];
    const written = await csvOf(columns, [-5, null, Number.NaN]);
    expect(written.split('\r\n').slice(1, 4)).toEqual([
      '-5,2026-09-04,,2026-10-25 01:30',
      ',2026-09-04,,',
      ',2026-09-04,,',
    ]);
  });

  test('summer time is the clock in school', async () => {
    const at: Column<number> = { heading: 'At', kind: 'moment', value: (row) => row };
    expect(await csvOf([at], [Date.parse('2026-07-01T23:30:00Z')])).toContain('2026-07-02 00:30');
  });

  test('rows are taken only as the reader asks for them', async () => {
    let taken = 0;
    async function* rows() {
      for (; taken < 100_000; taken += 1) yield 'x'.repeat(100);
    }
    const stream = csv([words], rows());
    for await (const _ of stream) break;
    expect(taken).toBeLessThan(2000);
  });

  test('whatever the text, it is read back as written and never as a formula', async () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...'=+-@＝\t\r\n\0 \u200b\u00a0\'",;a1é😀\ud800'),
      maxLength: 12,
    });
    const any = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 20 }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(any, any), { minLength: 1, maxLength: 5 }), async (rows) => {
        const columns: Column<[string, string]>[] = [
          { ...words, value: (row) => row[0] },
          { ...words, value: (row) => row[1] },
        ];
        const read = readBack(await csvOf(columns, rows)).slice(1);
        expect(read).toHaveLength(rows.length);
        for (const [r, row] of rows.entries())
          for (const [c, value] of row.entries()) {
            const cell = read[r]?.[c] ?? 'missing';
            expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@＝＋－＠]/u);
            expect(cell).not.toMatch(/^[\t\r\n\0]/);
            expect([value.toWellFormed(), `'${value.toWellFormed()}`]).toContain(cell);
          }
      }),
      { numRuns },
    );
  });

  test('our own list goes out and comes back unchanged', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'=+-@a1, ";\n'), maxLength: 8 }).map((value) => value.trim());
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          cell.filter((value) => value !== ''),
          { minLength: 1 },
        ),
        async (rows) => {
          const { rows: read } = decodeRows(Buffer.from(await csvOf([words], rows)), 'list.csv');
          expect(read.map((row) => row.cells['Words'])).toEqual(rows);
        },
      ),
      { numRuns },
    );
  });
});

describe('XLSX', () => {
  test('the sheet is named, its headings stay in view and filter', async () => {
    const sheet = await sheetOf([words, { ...words, heading: 'More' }], ['a']);
    expect(sheet.name).toBe('Agreements');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).toBe('A1:B1');
    expect(sheet.getRow(1).values).toEqual([undefined, 'Words', 'More']);
    expect(sheet.getCell('A1').font).toMatchObject({ bold: true });
  });

  test('a name Excel does not take for a sheet is made to fit', async () => {
    const book = new ExcelJS.Workbook();
    const file = await xlsx([words], [], { sheet: 'Staff [2026/27]: who has signed and who has not' });
    await book.xlsx.load(file as unknown as ExcelJS.Buffer);
    expect(book.worksheets[0]?.name).toBe('Staff  2026 27   who has signed');
  });

  test('cells are typed: text, numbers, days, and moments as the clock in school showed them', async () => {
    const columns: Column<string>[] = [
      { heading: 'Number', kind: 'text', value: () => '00123' },
      { heading: 'Count', kind: 'number', value: () => 12 },
      { heading: 'Due', kind: 'day', value: () => Day.parse('2026-09-04') },
      { heading: 'Signed', kind: 'moment', value: () => Date.parse('2026-07-01T23:30:00Z') },
      { heading: 'Nothing', kind: 'moment', value: () => null },
      { heading: 'No day', kind: 'day', value: () => null },
      { heading: 'Infinite', kind: 'number', value: () => Infinity },
      { heading: 'Blank', kind: 'text', value: () => null },
    ];
    const sheet = await sheetOf(columns, ['row']);
    expect(sheet.getRow(2).values).toEqual([
      undefined,
      '00123',
      12,
      new Date('2026-09-04T00:00:00Z'),
      new Date('2026-07-02T00:30:00Z'),
    ]);
    expect(sheet.getCell('C2').numFmt).toBe('dd/mm/yyyy');
  });

  test('text longer than a cell holds is cut with an ellipsis', async () => {
    const sheet = await sheetOf([words], ['é'.repeat(40_000)]);
    expect(sheet.getCell('A2').value).toBe(`${'é'.repeat(32_766)}…`);
  });

  test('whatever the text, every cell is text with the same letters and never a formula', async () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...'=+-@＝\t\r\n\0\x01 _x0041\'"<&>]é😀\ud800\uffff'),
      maxLength: 16,
    });
    const any = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 20 }), fc.constant('_x003D_1+1'));
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 30 }), async (rows) => {
        const sheet = await sheetOf([words], rows);
        for (const [index, value] of rows.entries()) {
          const cell = sheet.getCell(index + 2, 1);
          // What XML cannot hold is left out on purpose.
          const kept = value
            .toWellFormed()
            .replace(/\r\n?/g, '\n')
            .replace(/[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]/g, '');
          expect(cell.type).toBe(kept === '' ? ExcelJS.ValueType.Null : ExcelJS.ValueType.String);
          expect(cell.value ?? '').toBe(kept);
        }
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test('10,000 rows take no more than half a minute of work', async () => {
    const before = process.cpuUsage();
    const rows = Array.from({ length: 10_000 }, (_, index) => `Person ${index}`);
    const columns = Array.from({ length: 8 }, () => words);
    expect((await xlsx(columns, rows, { sheet: 'All' })).length).toBeGreaterThan(10_000);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(30);
  });
});
