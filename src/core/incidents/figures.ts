import type { Day } from '../ids';
import type { SchoolCalendar, SchoolYear } from '../people/calendar';
import { schoolDayAt } from '../people/day';
import { OUTCOMES } from './case-entries';
import type { FigureRow } from './case-store';
import type { Figures, ShownCount } from './case-views';
import type { Tables } from './chart';
import { SANCTIONS } from './sanctions';

/** Fewer than this could be somebody. */
const FEW = 5;
const HOUR = 3_600_000;
const WITHIN = [
  ['hour', HOUR],
  ['day', 24 * HOUR],
  ['three_days', 72 * HOUR],
  ['longer', Infinity],
] as const;

const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0);

/**
 * Could each small count still be another number, for somebody who knows the total and every count that is shown?
 * `few` small ones are from 1 to 4 each, `hidden` ones 5 or more each.
 */
function isSafe(few: number, hidden: number, together: number): boolean {
  const least = few - 1 + hidden * FEW;
  const most = hidden > 0 ? Infinity : (few - 1) * (FEW - 1);
  return [1, 2, 3, 4].filter((n) => least <= together - n && together - n <= most).length > 1;
}

/**
 * Counts as they may be shown beside their total: none stays none, fewer than five says only that, and where a total
 * would give one of these away, the smallest other counts are kept back too, until it does not.
 */
export function shownCounts(counts: readonly number[]): ShownCount[] {
  const small = counts.filter((n) => n > 0 && n < FEW);
  if (small.length === 0) return [...counts];
  const show = (back: ReadonlySet<number>, isApart = true): ShownCount[] =>
    counts.map((n, i) => (n === 0 ? 0 : back.has(i) ? 'hidden' : n < FEW ? (isApart ? 'few' : 'hidden') : n));
  // Nothing but small ones, and together still few: their total says no more than they do.
  if (sum(counts) < FEW) return show(new Set());
  const large = counts.flatMap((n, i) => (n >= FEW ? [i] : [])).sort((a, b) => counts[a]! - counts[b]!);
  for (let take = 0; take <= large.length; take += 1) {
    const back = large.slice(0, take);
    const together = sum(small) + sum(back.map((i) => counts[i]!));
    if (isSafe(small.length, take, together)) return show(new Set(back));
  }
  return show(new Set(large), false);
}

/** One count by itself. */
const shownTotal = (n: number): ShownCount => (n > 0 && n < FEW ? 'few' : n);

type Labelled<Label> = Label & { readonly count: ShownCount };

/** Counts the rows under each label, every row under the first that fits, and shows what may be shown. */
function grouped<Label>(
  labels: readonly Label[],
  rows: readonly FigureRow[],
  fits: (label: Label, row: FigureRow) => boolean,
): Labelled<Label>[] {
  const counts = labels.map(() => 0);
  for (const row of rows) {
    const at = labels.findIndex((label) => fits(label, row));
    if (at >= 0) counts[at]! += 1;
  }
  const shown = shownCounts(counts);
  return labels.map((label, i) => ({ ...label, count: shown[i]! }));
}

/** Rows of the tables in force and of the shipped ones, and cases without one or of a row that is no more. */
function categoriesOf(tables: Tables): { row: string | null; label: string }[] {
  const known = new Map<string, string>();
  for (const { pupils, staff } of [tables, SANCTIONS])
    for (const { id, category } of [...pupils.rows, ...staff.rows]) known.set(id, known.get(id) ?? category);
  return [...[...known].map(([row, label]) => ({ row, label })), { row: null, label: '' }];
}
/** Nursery to the last year of a primary school and beyond, and cases without a pupil. */
const YEARS = [...Array.from({ length: 15 }, (_, i) => i - 1), null];

function reachedWithin({ openedAt, firstActionAt }: FigureRow): Figures['firstAction'][number]['within'] {
  if (firstActionAt === null) return 'none';
  // The last of them has no end.
  return WITHIN.find(([, most]) => firstActionAt - openedAt <= most)![0];
}

/** The terms of a school year as the calendar has them: the smallest unit of time that figures show. */
export const termsOf = (calendar: SchoolCalendar, year: SchoolYear): { label: string; from: Day; until: Day }[] => {
  const inYear = calendar.terms.filter((t) => t.from >= year.from && t.until <= year.until);
  const common = inYear.filter((t) => t.schoolId === null);
  const [first] = inYear;
  const chosen = common.length > 0 || !first ? common : inYear.filter((t) => t.schoolId === first.schoolId);
  return chosen.map(({ name, from, until }) => ({ label: name, from, until }));
};

/**
 * What governors see of a school year: numbers alone, and no number that could be a person. `yearlyOnly` is for a small
 * school, where a term is too little.
 */
export function figuresOf(
  rows: readonly FigureRow[],
  year: SchoolYear,
  calendar: SchoolCalendar,
  { yearlyOnly, tables }: { readonly yearlyOnly: boolean; readonly tables: Tables },
): Figures {
  const terms = yearlyOnly ? [] : termsOf(calendar, year);
  const dayOf = (row: FigureRow): Day => schoolDayAt(row.openedAt);
  // A report in the holidays counts for the term before it, so that all terms together are the year.
  const begun = (from: Day, row: FigureRow): boolean => from <= dayOf(row);
  const newest = [...terms].reverse();
  return {
    year: year.label,
    from: year.from,
    until: year.until,
    total: shownTotal(rows.length),
    terms: grouped(newest, rows, (t, row) => begun(t.from, row) || t === newest.at(-1)).reverse(),
    categories: grouped(categoriesOf(tables), rows, (c, row) => c.row === row.category || c.row === null).filter(
      isThere,
    ),
    years: grouped(
      YEARS.map((n) => ({ year: n })),
      rows,
      (y, row) => y.year === row.year || y.year === null,
    ).filter(isThere),
    outcomes: grouped(
      [...OUTCOMES, null].map((outcome) => ({ outcome })),
      rows,
      (o, row) => o.outcome === row.outcome || o.outcome === null,
    ),
    firstAction: grouped(
      (['hour', 'day', 'three_days', 'longer', 'none'] as const).map((within) => ({ within })),
      rows,
      (w, row) => w.within === reachedWithin(row),
    ),
    open: shownCounts([rows.filter((r) => r.isOpen).length, rows.filter((r) => !r.isOpen).length])[0]!,
    yearlyOnly,
  };
}

const isThere = ({ count }: { readonly count: ShownCount }): boolean => count !== 0;
