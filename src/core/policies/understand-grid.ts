import type { Table } from './document';
import type { Cell, PicturePiece, Piece, Say, TablePiece } from './understand-piece';
import { lineOf, runsOf, squeeze, wordCount } from './understand-piece';
import { LONGEST_CAPTION, type RoughCell, type RoughTable } from './understand-rough';

/** As many columns as Word allows; anything wider is a layout, not a table. */
const MOST_COLUMNS = 63;
const BLANK: Cell = { text: '', pieces: [] };

/** The words of a cell in one line; what stood on separate lines stays apart by punctuation. */
const cellText = (pieces: readonly Piece[]): string =>
  pieces
    .flatMap((piece) => (piece.kind === 'paragraph' ? piece.text.split('\n').map(squeeze) : [lineOf(piece)]))
    .filter((line) => line !== '')
    .reduce((text, line) => (text === '' ? line : `${text}${/[\p{L}\p{N})]$/u.test(text) ? '; ' : ' '}${line}`), '');

interface Held {
  readonly cell: Cell;
  readonly rowsLeft: number;
}

/** Rows with merged cells repeated into each place they cover, so that every row can be read by itself. */
function spread(rough: readonly (readonly RoughCell[])[], inner: (cell: RoughCell) => Piece[]): Cell[][] {
  const held = new Map<number, Held>();
  return rough.map((cells) => {
    const row: Cell[] = [];
    const takeHeld = (): void => {
      for (let above = held.get(row.length); above !== undefined && above.rowsLeft > 0; above = held.get(row.length)) {
        held.set(row.length, { cell: above.cell, rowsLeft: above.rowsLeft - 1 });
        row.push(above.cell);
      }
    };
    for (const cell of cells) {
      takeHeld();
      const pieces = inner(cell);
      const text = cellText(pieces);
      const echo = cells.length === 1 ? BLANK : { text, pieces: [] };
      const width = Math.max(1, Math.min(cell.columns, MOST_COLUMNS));
      for (let column = 0; column < width; column++) {
        held.set(row.length, { cell: echo, rowsLeft: cell.rows - 1 });
        row.push(column === 0 ? { text, pieces } : echo);
      }
    }
    takeHeld();
    return row;
  });
}

const hasContent = (cell: Cell): boolean => cell.text !== '' || picturesIn(cell.pieces).length > 0;

const hasWords = (row: readonly Cell[]): boolean => row.some((cell) => cell.text !== '');

const isBold = (cell: Cell): boolean =>
  cell.pieces.every(
    (piece) => piece.kind === 'heading' || ((piece.kind === 'paragraph' || piece.kind === 'item') && piece.bold),
  );

/** Whether a row goes on naming the columns that merged cells above it began to name. */
const isUnder = (above: readonly Cell[], row: readonly Cell[]): boolean =>
  row.slice(0, 1).every((cell) => cell.text === '' || above.slice(0, 1).some((over) => over.text === cell.text)) ||
  row.filter(hasContent).every(isBold);

const isCaption = (cells: readonly Cell[]): boolean =>
  cells.every(
    (cell) =>
      wordCount(cell.text) <= LONGEST_CAPTION &&
      cell.pieces.every((piece) => piece.kind === 'paragraph' || piece.kind === 'heading'),
  );

function padded(rows: readonly Cell[][]): Cell[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width > MOST_COLUMNS) return [...rows];
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => BLANK)]);
}

interface Row {
  readonly cells: Cell[];
  readonly rough: readonly RoughCell[];
  readonly marked: boolean;
}

function headerOf(body: readonly Row[]): Pick<TablePiece, 'header' | 'headerRows'> {
  const [first, second] = body;
  const marked = body.filter((row) => row.marked).length;
  const isSplit = first?.rough.some((cell) => cell.columns > 1) === true && body.length > 2;
  const least = isSplit && second !== undefined && isUnder(first.cells, second.cells) ? 2 : 1;
  const isBoldRow = body.slice(0, 1).every((row) => row.cells.filter(hasContent).every(isBold));
  return {
    headerRows: Math.max(least, marked < body.length ? Math.min(marked, 3) : 1),
    header: marked > 0 ? 'marked' : isBoldRow ? 'bold' : 'guessed',
  };
}

/** A rough table as a grid; a single cell across the whole top is its caption. `inner` reads what stands in a cell. */
export function gridOf(table: RoughTable, at: number, inner: (cell: RoughCell) => Piece[]): TablePiece {
  const grid = spread(table.rows, inner);
  const kept = table.rows
    .flatMap((rough, index): Row[] =>
      grid.slice(index, index + 1).map((cells) => ({ cells, rough, marked: index < table.headerRows })),
    )
    .filter((row) => row.cells.some(hasContent));
  const top =
    kept.length > 2 ? kept.slice(0, 1).filter(({ rough, cells }) => rough.length === 1 && cells.length > 1) : [];
  const caption = top.filter(({ cells }) => isCaption(cells));
  const body = kept.slice(caption.length);
  return {
    kind: 'table',
    at,
    caption: cellText(caption.flatMap(({ cells }) => cells.flatMap((cell) => cell.pieces))),
    rows: padded(body.map((row) => row.cells)),
    ...headerOf(body),
  };
}

/** Header cells, with a second header row read under the first ("Staff: allowed"). */
export function headersOf(table: TablePiece): string[] {
  const top = table.rows.slice(0, table.headerRows);
  return table.rows.slice(0, 1).flatMap((first) =>
    first.map((_, column) => {
      const parts = top.flatMap((row) => row.slice(column, column + 1)).map((cell) => cell.text);
      return [...new Set(parts.filter((text) => text !== ''))].join(': ');
    }),
  );
}

export const tableOf = (table: TablePiece): Table => ({
  kind: 'table',
  caption: table.caption,
  headers: headersOf(table),
  rows: table.rows.slice(table.headerRows).map((row) => row.map((cell) => cell.text)),
});

const widthOf = (table: TablePiece): number => table.rows[0]?.length ?? 0;

const isContinued = (piece: Piece | undefined): boolean =>
  piece?.kind === 'paragraph' && wordCount(piece.text) <= 8 && /\bcont(?:inued\b|['’]d\b|\.)/iu.test(piece.text);

/** The rows that `next` adds to `table` when it is the same table on the next page; undefined when it is another one. */
function addedRows(table: TablePiece, next: TablePiece): TablePiece['rows'] | undefined {
  if (widthOf(table) !== widthOf(next) || table.rows.length < 2) return undefined;
  if (next.caption !== '' && next.caption !== table.caption) return undefined;
  const repeated = next.rows.length >= next.headerRows && headersOf(table).join('\n') === headersOf(next).join('\n');
  if (repeated) return next.rows.slice(next.headerRows);
  return next.header === 'guessed' ? next.rows : undefined;
}

/** Joins a table that was split over pages: the same header again, or the same columns with no header at all. */
export function joinTables(pieces: readonly Piece[], say: Say): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const between = isContinued(out.at(-1)) ? out.at(-1) : undefined;
    const before = out.at(between === undefined ? -1 : -2);
    const added = piece.kind === 'table' && before?.kind === 'table' ? addedRows(before, piece) : undefined;
    if (added === undefined || before?.kind !== 'table') {
      out.push(piece);
      continue;
    }
    say(piece.at, 'tables_joined', between === undefined ? {} : { text: lineOf(between) });
    out.splice(between === undefined ? -1 : -2, 2, { ...before, rows: [...before.rows, ...added] });
  }
  return out;
}

const picturesIn = (pieces: readonly Piece[]): PicturePiece[] =>
  pieces.flatMap((piece) => {
    if (piece.kind === 'table') return picturesIn(piece.rows.flat().flatMap((cell) => cell.pieces));
    return piece.kind === 'picture' ? [piece] : [];
  });

/** A frame around text, columns side by side or cards with pictures: laid out as a table, but not one. */
function isLayout(table: TablePiece): boolean {
  const cells = table.rows.flat().filter(hasContent);
  const pictures = cells.filter((cell) => picturesIn(cell.pieces).length > 0).length;
  return (
    table.rows.filter(hasWords).length < 2 ||
    table.rows.some((row) => row.length < 2 || row.length > MOST_COLUMNS) ||
    (pictures > 0 && pictures * 2 >= cells.length)
  );
}

/** Replaces tables that are only layout by what stands in them, and moves pictures out of real tables. */
export function unwrapLayout(pieces: readonly Piece[], say: Say): Piece[] {
  return joinTables(pieces, say).flatMap((piece): Piece[] => {
    if (piece.kind !== 'table') return [piece];
    const within = piece.rows.flat().flatMap((cell) => cell.pieces);
    if (isLayout(piece)) {
      say(piece.at, 'table_unwrapped');
      const caption: Piece = { kind: 'paragraph', at: piece.at, text: piece.caption, bold: true, contents: false };
      return [...(piece.caption === '' ? [] : [caption]), ...unwrapLayout(within, say)];
    }
    const pictures = picturesIn(within);
    for (const picture of pictures) say(picture.at, 'picture_moved', { text: picture.alt });
    const rows = piece.rows.filter(hasWords);
    return [{ ...piece, rows, headerRows: Math.min(piece.headerRows, rows.length - 1) }, ...pictures];
  });
}

const cellsOf = (line: string): string[] => line.trim().split(/\t[ \t]*/u);

/** A line to be filled in by hand ("Signed:        Date:") is no table row. */
const isForm = (cells: readonly string[]): boolean => cells.every((cell) => /[:_…]$|\.\.\.$/u.test(cell.trim()));

/** Lines whose columns were made with the tab key, in runs of two or more with the same number of columns. */
export function tablesFromTabs(pieces: readonly Piece[], say: Say): Piece[] {
  const columns = (piece: Piece): number => {
    if (piece.kind !== 'paragraph' || !piece.text.trim().includes('\t')) return 0;
    const cells = cellsOf(piece.text);
    return isForm(cells) || cells.length > MOST_COLUMNS ? 0 : cells.length;
  };
  return runsOf(pieces, (piece, before) => columns(piece) > 0 && columns(piece) === columns(before)).flatMap((run) => {
    if (run.length < 2) return run;
    const [{ at }] = run;
    say(at, 'table_from_tabs');
    const rows = run
      .filter((line) => line.kind === 'paragraph')
      .map((line) => cellsOf(line.text).map((text) => ({ text: squeeze(text), pieces: [] })));
    return [{ kind: 'table', at, caption: '', rows, headerRows: 1, header: 'guessed' } satisfies TablePiece];
  });
}
