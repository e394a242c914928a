import { CsvError, parse } from 'csv-parse/sync';
import { AppError, type Problem } from '../../core/errors';
import { rearm } from './write/formula';

const MB = 2 ** 20;
/**
 * `lines`: as many as a worksheet has, for lists saved with all their empty rows. `sample`: how much of the beginning
 * is looked at to guess what kind of file it is.
 */
const LIMIT = {
  bytes: 20 * MB,
  rows: 100_000,
  lines: 2 ** 20,
  columns: 200,
  recordBytes: MB,
  messages: 200,
  sample: 2 ** 16,
};

/** One row of a list. `line` is where it begins in the file, counted from 1, as a person counts in a text editor. */
interface DecodedRow {
  readonly line: number;
  /** By heading. A cell is trimmed text; an absent one is ''. */
  readonly cells: Readonly<Record<string, string>>;
}

interface DecodedRows {
  readonly headings: readonly string[];
  readonly rows: readonly DecodedRow[];
  /** Rows that could not be understood and are not among `rows`, by line. */
  readonly problems: readonly Problem[];
  /** Worth a look; nothing was left out because of it. */
  readonly notes: readonly Problem[];
}

/** Text between two lines of the file: where it began and its cells. */
interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

// Control characters other than tab and line break mean nothing in a list.
const CONTROL = /(?![\t\r\n])\p{Cc}/gu;

const unreadable = (where: string, what: string): AppError =>
  new AppError('unreadable_table', { problems: [{ where, what }] });
const tooLarge = (what: string): AppError => new AppError('too_large', { problems: [{ where: 'file', what }] });
const at = (line: number): string => `line ${line}`;

/**
 * A school's list as it comes from a spreadsheet or another system: text with commas, semicolons or tabs, in UTF-8,
 * UTF-16 or Windows-1252. Rows with too many cells are left out and named; everything else is kept.
 *
 * @throws AppError `unreadable_table` when it is not a list (a workbook, a picture, headings missing or doubled, a
 *   quotation mark that never closes); `too_large` over 20 MB or 100,000 rows.
 */
export function decodeRows(bytes: Uint8Array, fileName: string): DecodedRows {
  if (bytes.length > LIMIT.bytes) throw tooLarge('This file is larger than 20 MB. Split it and send the parts.');
  refuseOtherFiles(bytes, fileName);
  const { text, notes } = decodeText(bytes);
  const lines = linesOf(text);
  const top = Math.max(0, topOf(lines));
  const [head, ...body] = lines.slice(top);
  if (!head) throw unreadable('file', 'This file is empty. It needs a line of headings and a line for each person.');
  const headings = headingsOf(head);
  if (body.length === 0) throw unreadable('file', 'This file has headings and no rows under them.');
  const above = lines
    .slice(0, top)
    .map(({ line }) => ({ where: at(line), what: 'This line above the headings was left out.' }));
  const read = sortOut(headings, body, notes);
  return { headings, ...read, notes: [...above, ...read.notes] };
}

/** Which line has the headings: reports often have a title or a date above them, which fills fewer cells than a row. */
function topOf(lines: readonly Line[]): number {
  const filled = lines.slice(0, 20).map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  return filled.findIndex((count) => count > Math.max(...filled) / 2);
}

/** First bytes of files people send by mistake. */
const OTHER_FILES = [
  { starts: [0x50, 0x4b, 3, 4], is: 'an Excel workbook or another packed file' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], is: 'an older Excel workbook or a file with a password' },
  { starts: [0x25, 0x50, 0x44, 0x46], is: 'a PDF' },
];
const SAVE_AS = 'Open it in Excel, choose File, Save As, “CSV UTF-8 (comma delimited)”, and send that file.';

function refuseOtherFiles(bytes: Uint8Array, fileName: string): void {
  const other = OTHER_FILES.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte));
  if (other) throw unreadable('file', `“${fileName}” is ${other.is}, not a CSV file. ${SAVE_AS}`);
}

/**
 * By its byte order mark; without one UTF-8, and if it is not that, Windows-1252, in which older spreadsheet programs
 * in this country save.
 */
function decodeText(bytes: Uint8Array): { text: string; notes: string[] } {
  const [a, b] = bytes;
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  const text = decodeAs(marked, bytes);
  if (text !== undefined) return { text: plain(text), notes: [] };
  if (marked !== 'utf-8')
    throw unreadable('file', `This file is damaged: it ends in the middle of a letter. ${SAVE_AS}`);
  const note = 'This file is not UTF-8 and was read as Windows-1252. Check that names with accents look right.';
  return { text: plain(windows1252(bytes)), notes: [note] };
}

/** What the bytes 80 to 9F mean in Windows-1252; a blank where they mean nothing. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** By hand, because Node 20's TextDecoder takes windows-1252 for Latin-1 and loses the quotation marks and the euro. */
const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (letter) => HIGH[letter.charCodeAt(0) - 0x80] ?? ' ');

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The same text, if it is text: pictures and programs are full of control characters. */
function plain(text: string): string {
  const sample = text.slice(0, LIMIT.sample);
  const odd = sample.match(CONTROL)?.length ?? 0;
  if (odd > sample.length / 50 || text.includes('\0')) throw unreadable('file', `This file is not text. ${SAVE_AS}`);
  return text;
}

/** The records of the text that hold anything at all, each with the line it begins on. */
function linesOf(whole: string): Line[] {
  const [delimiter, text] = delimiterOf(whole.replace(/\r\n?/g, '\n'));
  const lines: Line[] = [];
  let ended = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: LIMIT.recordBytes,
      on_record: (cells: string[], { lines: last, records }) => {
        ended = last;
        if (records > LIMIT.lines) throw tooLarge('This list has more than a million lines. Delete the empty ones.');
        if (cells.every((cell) => cell.trim() === '')) return null;
        // The heading is a line too.
        if (lines.length > LIMIT.rows)
          throw tooLarge('This list has more than 100,000 rows. Split it and send the parts.');
        lines.push({ line: last - cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0), cells });
        return null;
      },
    });
  } catch (error) {
    throw error instanceof CsvError ? broken(error, ended) : error;
  }
  return lines;
}

function broken(error: CsvError, lastWhole: number): AppError {
  const where = at(lastWhole + 1);
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return unreadable(where, 'A quotation mark (") opens here and never closes. Add the closing one or take it out.');
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return unreadable(where, 'The row here is too long. Perhaps a quotation mark (") is missing or one too many.');
  return new AppError('unreadable_table', {
    problems: [{ where, what: 'The row here could not be read. Save the list again as “CSV UTF-8”.' }],
    detail: `csv: ${error.code}`,
    cause: error,
  });
}

/** What separates the cells, and the text to read; Excel's own `sep=` line decides, and is then blanked out. */
function delimiterOf(text: string): [string, string] {
  const stated = /^sep=([,;\t])\n/i.exec(text);
  if (stated?.[1]) return [stated[1], text.slice(stated[0].length - 1)];
  const start = text.slice(0, LIMIT.sample);
  const first = /\S.*/.exec(start.replace(/"[^"]*"/g, 'quoted'))?.[0] ?? '';
  const count = (mark: string) => first.split(mark).length;
  const [best = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return [best, text];
}

const COLUMN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** A column as a spreadsheet letters it: A, B … Z, AA. */
const letter = (index: number): string =>
  (index >= 26 ? letter(Math.floor(index / 26) - 1) : '') + (COLUMN[index % 26] ?? '');

/** The headings, up to the last one that says something. */
function headingsOf({ line, cells }: Line): string[] {
  const tidy = cells.map((cell) => cell.normalize('NFC').replace(/\s+/g, ' ').trim());
  const headings = tidy.slice(0, tidy.findLastIndex((heading) => heading !== '') + 1);
  if (headings.length > LIMIT.columns) throw unreadable(at(line), 'This list has more than 200 columns.');
  const same = headings.map((heading) => heading.toLowerCase());
  const problems = headings.flatMap((heading, index) => {
    if (heading === '') return [{ where: at(line), what: `Column ${letter(index)} has no heading. Give it one.` }];
    const first = same.indexOf(heading.toLowerCase());
    if (first === index) return [];
    const both = `Columns ${letter(first)} and ${letter(index)} are both headed “${heading}”.`;
    return [{ where: at(line), what: `${both} Rename or delete one.` }];
  });
  if (problems.length > 0) throw new AppError('unreadable_table', { problems });
  return headings;
}

function sortOut(headings: readonly string[], lines: readonly Line[], about: readonly string[]) {
  const rows: DecodedRow[] = [];
  const problems: Problem[] = [];
  const notes: Problem[] = about.map((what) => ({ where: 'file', what }));
  for (const { line, cells } of lines) {
    const extra = cells.slice(headings.length).some((cell) => cell.trim() !== '');
    const counts = `This row has ${cells.length} cells and there are ${headings.length} headings.`;
    if (extra) {
      problems.push({
        where: at(line),
        what: `${counts} A cell with a comma in it needs quotation marks (") round it.`,
      });
      continue;
    }
    if (cells.length < headings.length)
      notes.push({ where: at(line), what: `${counts} The missing ones were taken as empty.` });
    notes.push(...lostLetters(line, cells));
    rows.push({ line, cells: Object.fromEntries(headings.map((h, i) => [h, tidyCell(cells[i] ?? '')])) });
  }
  return { rows, problems: shortened(problems), notes: shortened(notes) };
}

const tidyCell = (cell: string): string => rearm(cell.replace(CONTROL, ' ').trim().normalize('NFC'));

/** Text that was spoilt before it came here: no decoding brings these letters back. */
function lostLetters(line: number, cells: readonly string[]): Problem[] {
  const spoilt = cells.find((cell) => /\uFFFD|Ã[\u0080-\u00BF]|â€/.test(cell));
  if (spoilt === undefined) return [];
  const shown = spoilt.length > 40 ? `${spoilt.slice(0, 40)}…` : spoilt;
  return [{ where: at(line), what: `“${shown}” looks as if letters were spoilt before the file came here. Check it.` }];
}

function shortened(messages: Problem[]): Problem[] {
  if (messages.length <= LIMIT.messages) return messages;
  const rest = messages.length - LIMIT.messages;
  return [...messages.slice(0, LIMIT.messages), { where: 'file', what: `And ${rest} more lines like these.` }];
}
