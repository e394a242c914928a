import type { PolicyDocument, Section, Table } from './document';

/** Whose use of technology is asked about. */
export type Side = 'staff' | 'pupils';

/** How a school may rate a use. The first five belong to communication technologies, the last four to user actions. */
export type Rating =
  | 'allowed'
  | 'certain_times'
  | 'selected_staff'
  | 'with_staff_permission'
  | 'not_allowed'
  | 'acceptable'
  | 'nominated_users'
  | 'unacceptable'
  | 'unacceptable_illegal';

/**
 * What the school says about one use for one side. `label` is the school's own wording and is what people are shown;
 * `rating` is null when that wording, or two ticks in one row, cannot be told for one of the known ratings.
 */
export interface MatrixRow {
  readonly side: Side;
  readonly row: string;
  readonly rating: Rating | null;
  readonly label: string;
}

/** One of the two matrices as it stands in a document. User actions are rated alike for both sides. */
export interface Matrix {
  readonly kind: 'communication' | 'actions';
  readonly anchor: string;
  readonly heading: string;
  readonly rows: readonly MatrixRow[];
}

// The order matters: "Not allowed" also holds "allowed", "Unacceptable" also holds "acceptable".
const WORDINGS: readonly (readonly [Rating, RegExp])[] = [
  ['unacceptable_illegal', /\b(?:un|not )acceptable\b.*\b(?:illegal|law)\b/],
  ['unacceptable', /\b(?:un|not )acceptable\b/],
  ['not_allowed', /\bnot (?:be )?allowed\b|\bprohibited\b|\bforbidden\b|^no$/],
  ['nominated_users', /\b(?:named|nominated|chosen|certain|selected) users\b/],
  ['selected_staff', /\b(?:named|chosen|certain|selected) staff\b/],
  ['with_staff_permission', /\bpermission\b|\ballowed\b.*\bstaff\b.*\bagrees?\b/],
  ['certain_times', /\b(?:allowed|acceptable)\b.*\btimes\b/],
  ['allowed', /^allowed$|^yes$/],
  ['acceptable', /^acceptable$/],
];

const LONGEST_LABEL = 60;

const ratingOf = (label: string): Rating | null => {
  const text = label.trim().toLowerCase();
  if (text.length > LONGEST_LABEL) return null;
  return WORDINGS.find(([, wording]) => wording.test(text))?.[0] ?? null;
};

const PUPILS = /\b(?:pupils?|students?|children|child|learners?|young people)\b/i;
const STAFF = /\b(?:staff|adults?|teachers?|employees?)\b/i;

/** Whose column a header names, if anybody's. */
const sideOf = (header: string): Side | null => (PUPILS.test(header) ? 'pupils' : STAFF.test(header) ? 'staff' : null);

interface Column {
  readonly at: number;
  /** Null: both sides. */
  readonly side: Side | null;
  /** Set in a table of ticks, where the header is the rating; null where each cell holds its own. */
  readonly label: string | null;
}

/** A header of a table of ticks: "Allowed", or "Staff: allowed" where a second header row says whose it is. */
function tickColumn(header: string, at: number): Column[] {
  const colon = header.lastIndexOf(':');
  const label = header.slice(colon + 1).trim();
  if (ratingOf(label) === null || /^(?:yes|no)$/i.test(label)) return [];
  return [{ at, side: sideOf(header.slice(0, Math.max(colon, 0))), label }];
}

/** A column whose cells are mostly ratings in words. */
function wordColumn({ rows }: Table, header: string, at: number): Column[] {
  const rated = rows.filter((row) => ratingOf(row[at] ?? '') !== null).length;
  return rated > 0 && rated * 2 >= rows.length ? [{ at, side: sideOf(header), label: null }] : [];
}

/** The columns that rate, or none when the table is not a matrix. */
function ratingColumns(table: Table): Column[] {
  const ticks = table.headers.flatMap(tickColumn);
  if (ticks.length > 1) return ticks;
  return table.headers.flatMap((header, at) => (at === 0 ? [] : wordColumn(table, header, at)));
}

const isTicked = (cell: string): boolean => !/^(?:|no|n|[-–—✗✘])$/i.test(cell.trim());

function cellsOf(row: readonly string[], columns: readonly Column[], side: Side): string[] {
  return columns.flatMap(({ at, side: whose, label }) => {
    const cell = (row[at] ?? '').trim();
    if (whose !== null && whose !== side) return [];
    if (label === null) return /\p{L}/u.test(cell) ? [cell] : [];
    return isTicked(cell) ? [label] : [];
  });
}

function rowsOf(table: Table, columns: readonly Column[]): MatrixRow[] {
  const firstRating = Math.min(...columns.map((column) => column.at));
  return table.rows.flatMap((row) => {
    const name = row.slice(0, firstRating).findLast((cell) => cell.trim() !== '');
    if (name === undefined) return [];
    return (['staff', 'pupils'] as const).flatMap((side): MatrixRow[] => {
      const labels = cellsOf(row, columns, side);
      const [only = ''] = labels;
      if (labels.length === 0 || only === name) return [];
      return [{ side, row: name, rating: labels.length === 1 ? ratingOf(only) : null, label: labels.join(' / ') }];
    });
  });
}

function matrixOf(section: Section, table: Table): Matrix[] {
  const columns = ratingColumns(table);
  const rows = columns.length === 0 ? [] : rowsOf(table, columns);
  if (rows.length === 0) return [];
  const kind = columns.some((column) => column.side !== null) ? 'communication' : 'actions';
  return [{ kind, anchor: section.anchor, heading: section.heading, rows }];
}

/**
 * The matrices of a document, known by their headers and ratings and not by their place, so that a school's edited
 * table still works: ratings in words under "Staff" and "Pupils", or ticks under the ratings. A document with none
 * has an empty list.
 */
export const matricesOf = (document: PolicyDocument): Matrix[] =>
  document.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'table' ? matrixOf(section, block) : [])),
  );

/** One side's rows of every matrix in the document. */
export const matrixRows = (
  document: PolicyDocument,
  side: Side,
): (MatrixRow & Pick<Matrix, 'kind' | 'anchor' | 'heading'>)[] =>
  matricesOf(document).flatMap(({ rows, kind, anchor, heading }) =>
    rows.filter((row) => row.side === side).map((row) => ({ ...row, kind, anchor, heading })),
  );
