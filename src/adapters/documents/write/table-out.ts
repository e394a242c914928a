import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import type { Day } from '../../../core/ids';
import { SCHOOL_ZONE } from '../../../core/people/day';
import { disarm } from './formula';

/** A column of an export: what stands over it, and what each row shows in it. A null cell is empty. */
export type Column<Row> = {
  readonly heading: string;
  /** In characters of the body text; 20 unless said. Only a workbook has widths. */
  readonly width?: number;
} & (
  | { readonly kind: 'text'; readonly value: (row: Row) => string | null }
  | { readonly kind: 'number'; readonly value: (row: Row) => number | null }
  | { readonly kind: 'day'; readonly value: (row: Row) => Day | null }
  /** Epoch milliseconds; shown as the clock in school showed it. */
  | { readonly kind: 'moment'; readonly value: (row: Row) => number | null }
);

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/** Rows handled before other work of the process gets its turn. */
const BATCH = 500;
/** What Excel holds in one cell. */
const LONGEST = 32_767;

async function* inBatches<Row>(rows: Rows<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    await nextTurn();
    batch = [];
  }
  yield batch;
}

/** Well-formed text that fits a cell; cut text ends in an ellipsis. */
function fitting(text: string): string {
  const whole = text.toWellFormed();
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST - 1).toWellFormed()}…`;
}

const schoolTime = (moment: number): DateTime => DateTime.fromMillis(moment, { zone: SCHOOL_ZONE });

function csvCell<Row>(column: Column<Row>, row: Row): string {
  if (column.kind === 'text') return disarm(fitting(column.value(row) ?? ''));
  if (column.kind === 'day') return column.value(row) ?? '';
  const value = column.value(row);
  if (value === null || !Number.isFinite(value)) return '';
  return column.kind === 'number' ? String(value) : schoolTime(value).toFormat('yyyy-MM-dd HH:mm');
}

/**
 * A list for any spreadsheet program: UTF-8 with a byte order mark (Excel needs it), commas, Windows line ends. Text
 * that a spreadsheet would run as a formula has an apostrophe before it. Rows are taken as the reader asks for them.
 */
export function csv<Row>(columns: readonly Column<Row>[], rows: Rows<Row>): Readable {
  const written = (records: string[][]) => stringify(records, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
  async function* parts(): AsyncGenerator<string> {
    yield `\uFEFF${written([columns.map(({ heading }) => disarm(fitting(heading)))])}`;
    for await (const batch of inBatches(rows))
      yield written(batch.map((row) => columns.map((column) => csvCell(column, row))));
  }
  return Readable.from(parts(), { objectMode: false });
}

// What XML 1.0 cannot hold, and the spelling by which a workbook would bring it back.
const NOT_XML = /(?![\t\n])[\u0000-\u001f\u007f\ufffe\uffff]/g;
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
const xmlText = (text: string): string =>
  fitting(fitting(text).replace(/\r\n?/g, '\n').replace(NOT_XML, '').replace(ESCAPE, '_x005F_'));

function workbookCell<Row>(column: Column<Row>, row: Row): string | number | Date | null {
  if (column.kind === 'text') return xmlText(column.value(row) ?? '') || null;
  if (column.kind === 'day') {
    const day = column.value(row);
    return day === null ? null : new Date(`${day}T00:00:00Z`);
  }
  const value = column.value(row);
  if (value === null || !Number.isFinite(value)) return null;
  // A workbook knows no zones: the date is given as if the school's clock were on UTC.
  return column.kind === 'number' ? value : schoolTime(value).setZone('utc', { keepLocalTime: true }).toJSDate();
}

const FORMAT = { text: '@', number: '0', day: 'dd/mm/yyyy', moment: 'dd/mm/yyyy hh:mm' };

const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\']/g, ' ')
    .trim()
    .slice(0, 31) || 'List';

/**
 * The list as an Excel workbook of one sheet: headings stay in view and filter; every cell is typed as text, number or
 * date, so nothing in it can be a formula.
 */
export async function xlsx<Row>(
  columns: readonly Column<Row>[],
  rows: Rows<Row>,
  about: { readonly sheet: string },
): Promise<Buffer> {
  // A fifth of a second to load, and most days nobody asks for a workbook.
  const { default: ExcelJS } = await import('exceljs');
  const stream = new PassThrough();
  const whole = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const sheet = book.addWorksheet(sheetName(about.sheet), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ heading, kind, width }) => ({
    header: xmlText(heading),
    width: width ?? 20,
    style: { numFmt: FORMAT[kind] },
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(columns.length, 1) } };
  sheet.getRow(1).commit();
  for await (const batch of inBatches(rows))
    for (const row of batch) sheet.addRow(columns.map((column) => workbookCell(column, row))).commit();
  await book.commit();
  return whole;
}
