import type { Matrix, Side } from '../types';

export type Cell = Matrix['rows'][number];
type Rating = NonNullable<Cell['rating']>;

export interface Use {
  readonly use: string;
  readonly cells: Readonly<Partial<Record<Side, Cell>>>;
}

/** What is said of each use, in the document's order. */
export function usesOf({ rows }: Matrix): Use[] {
  const uses = new Map<string, Use>();
  for (const cell of rows) {
    const before = uses.get(cell.row);
    uses.set(cell.row, { use: cell.row, cells: { ...before?.cells, [cell.side]: cell } });
  }
  return [...uses.values()];
}

const isAlike = ({ cells }: Use): boolean => cells.staff?.label === cells.pupils?.label;

/** One column for both sides when the school says the same of both throughout. */
export function columnsOf(matrix: Matrix, view: Side | 'both'): readonly (Side | 'both')[] {
  if (view !== 'both') return [view];
  return usesOf(matrix).every(isAlike) ? ['both'] : ['staff', 'pupils'];
}

type Tone = 'yes' | 'sometimes' | 'no';
const TONES: Readonly<Record<Rating, Tone>> = {
  allowed: 'yes',
  acceptable: 'yes',
  certain_times: 'sometimes',
  selected_staff: 'sometimes',
  with_staff_permission: 'sometimes',
  nominated_users: 'sometimes',
  not_allowed: 'no',
  unacceptable: 'no',
  unacceptable_illegal: 'no',
};

/** Null where the school's wording is not one we know. */
export const toneOf = (rating: Cell['rating']): Tone | null => rating && TONES[rating];
