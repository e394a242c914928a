import { SANCTIONS } from '../../../src/core/incidents/sanctions';
import fc from 'fast-check';
import type { FigureRow } from '../../../src/core/incidents/case-store';
import { figuresOf, shownCounts, termsOf } from '../../../src/core/incidents/figures';
import type { SchoolCalendar } from '../../../src/core/people/calendar';
import { schoolYearOf } from '../../../src/core/people/calendar';
import { instantOf } from '../../../src/core/people/day';
import { HARBOUR, MILL, day } from '../../support/people';

const RUNS = Number(process.env['RUNS'] ?? 60);
const YEAR = schoolYearOf(day('2026-10-01'));

describe('counts as they may be shown', () => {
  test.each<[number[], (number | string)[]]>([
    [
      [0, 5, 12],
      [0, 5, 12],
    ],
    // One small one would follow from the total, so that the smallest other is kept back too.
    [
      [3, 9, 20],
      ['few', 'hidden', 20],
    ],
    [
      [2, 3, 20],
      ['few', 'few', 20],
    ],
    // All ones, or all fours, would follow from the total.
    [
      [1, 1, 20, 9],
      ['few', 'few', 20, 'hidden'],
    ],
    [
      [4, 4, 9, 30],
      ['few', 'few', 'hidden', 30],
    ],
    // Nothing but a few at all.
    [
      [1, 0, 2],
      ['few', 0, 'few'],
    ],
    // Even with all kept back it would follow: then not even which of them is small is said.
    [
      [1, 5],
      ['hidden', 'hidden'],
    ],
  ])('%p: %p', (counts, shown) => expect(shownCounts(counts)).toEqual(shown));

  test('no small count follows from what is shown and the total, whoever does the sums', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }), (counts) => {
        const shown = shownCounts(counts);
        const total = counts.reduce((a, b) => a + b, 0);
        if (total < 5) return;
        for (const at of counts.keys()) {
          const count = counts[at] ?? 0;
          if (count === 0 || count >= 5) continue;
          const possible = new Set(fits(shown, total).map((solution) => solution[at]));
          expect({ counts, shown, possible: possible.size }).toMatchObject({ possible: expect.any(Number) as number });
          expect(possible.size).toBeGreaterThan(1);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** Every way in which the counts could be what is shown: found by trying, not by the rule that hid them. */
function fits(shown: readonly (number | 'few' | 'hidden')[], total: number): number[][] {
  const anyHiddenIsLarge = shown.includes('few');
  const [first, ...rest] = shown;
  if (first === undefined) return total === 0 ? [[]] : [];
  const values =
    typeof first === 'number'
      ? [first]
      : first === 'few'
        ? [1, 2, 3, 4]
        : Array.from({ length: total }, (_, i) => i + 1).filter((n) => !anyHiddenIsLarge || n >= 5);
  return values.filter((n) => n <= total).flatMap((n) => ways(rest, total - n, anyHiddenIsLarge).map((w) => [n, ...w]));
}
function ways(shown: readonly (number | 'few' | 'hidden')[], total: number, isLarge: boolean): number[][] {
  const [first, ...rest] = shown;
  if (first === undefined) return total === 0 ? [[]] : [];
  const hidden = Array.from({ length: total }, (_, i) => i + 1).filter((n) => !isLarge || n >= 5);
  const values = typeof first === 'number' ? [first] : first === 'few' ? [1, 2, 3, 4] : hidden;
  return values.filter((n) => n <= total).flatMap((n) => ways(rest, total - n, isLarge).map((w) => [n, ...w]));
}

const CALENDAR: SchoolCalendar = {
  terms: [
    { schoolId: null, name: 'Autumn', from: day('2026-09-01'), until: day('2026-12-18') },
    { schoolId: null, name: 'Spring', from: day('2027-01-05'), until: day('2027-04-01') },
    { schoolId: HARBOUR.id, name: 'Own autumn', from: day('2026-09-03'), until: day('2026-12-20') },
    { schoolId: null, name: 'Another year', from: day('2025-09-01'), until: day('2025-12-18') },
  ],
  breaks: [],
  insetDays: [],
  bankHolidays: [],
};
const row = (on: string, over: Partial<FigureRow> = {}): FigureRow => ({
  schoolId: HARBOUR.id,
  openedAt: instantOf(day(on), 10),
  firstActionAt: instantOf(day(on), 10) + 600_000,
  category: null,
  year: null,
  outcome: null,
  isOpen: true,
  ...over,
});
const many = (count: number, on: string, over: Partial<FigureRow> = {}) =>
  Array.from({ length: count }, () => row(on, over));

describe('the figures of a year', () => {
  const rows = [
    ...many(6, '2026-10-01', { category: 'p_device_misuse', year: 4, outcome: 'support_only', isOpen: false }),
    ...many(7, '2027-02-01', { category: 'p_abusive_message', year: -1 }),
    // In the Christmas holidays, after the autumn term.
    ...many(5, '2026-12-28', { firstActionAt: null }),
  ];
  const f = figuresOf(rows, YEAR, CALENDAR, { yearlyOnly: false, tables: SANCTIONS });

  test('count each case once under each heading', () => {
    expect(f).toMatchObject({ year: '2026-27', total: 18, open: 12, yearlyOnly: false });
    expect(f.terms).toMatchObject([
      { label: 'Autumn', count: 11 },
      { label: 'Spring', count: 7 },
    ]);
    expect(f.categories.map((c) => [c.row, c.count])).toEqual([
      ['p_device_misuse', 6],
      ['p_abusive_message', 7],
      [null, 5],
    ]);
    expect(f.years).toEqual([
      { year: -1, count: 7 },
      { year: 4, count: 6 },
      { year: null, count: 5 },
    ]);
    expect(f.outcomes.filter((o) => o.count !== 0)).toEqual([
      { outcome: 'support_only', count: 6 },
      { outcome: null, count: 12 },
    ]);
  });

  test('say how soon something was done', () => {
    const after = (hours: number) =>
      many(5, '2026-10-01', { firstActionAt: instantOf(day('2026-10-01'), 10) + hours * 3_600_000 });
    const { firstAction } = figuresOf(
      [...after(1), ...after(24), ...after(72), ...after(73), ...rows.slice(-5)],
      YEAR,
      CALENDAR,
      { yearlyOnly: false, tables: SANCTIONS },
    );
    expect(firstAction.map((x) => [x.within, x.count])).toEqual([
      ['hour', 5],
      ['day', 5],
      ['three_days', 5],
      ['longer', 5],
      ['none', 5],
    ]);
  });

  test('name rows of the school’s own, by its own names, and count a row that is no more as none', () => {
    const [first, ...others] = SANCTIONS.pupils.rows;
    const own = { id: 'p_drone', category: 'Flying a drone', ticked: [], keywords: [] };
    const renamed = { ...first!, category: 'Looking for what may be against the law' };
    const tables = { ...SANCTIONS, pupils: { ...SANCTIONS.pupils, rows: [own, renamed, ...others] } };
    const of = (category: string) => many(5, '2026-10-01', { category });
    const counted = figuresOf([...of('p_drone'), ...of(first!.id), ...of('p_gone')], YEAR, CALENDAR, {
      yearlyOnly: true,
      tables,
    });
    expect(counted.categories.map((c) => [c.label, c.count])).toEqual([
      ['Flying a drone', 5],
      ['Looking for what may be against the law', 5],
      ['', 5],
    ]);
  });

  test('of a small school know no terms', () => {
    expect(figuresOf(rows, YEAR, CALENDAR, { yearlyOnly: true, tables: SANCTIONS })).toMatchObject({
      terms: [],
      yearlyOnly: true,
      total: 18,
    });
    expect(figuresOf(many(3, '2026-10-01'), YEAR, CALENDAR, { yearlyOnly: true, tables: SANCTIONS }).total).toBe('few');
    expect(figuresOf([], YEAR, CALENDAR, { yearlyOnly: true, tables: SANCTIONS }).total).toBe(0);
  });

  test('go by the common terms, else by those of the first school that has its own', () => {
    expect(termsOf(CALENDAR, YEAR).map((t) => t.label)).toEqual(['Autumn', 'Spring']);
    const own = { ...CALENDAR, terms: [...CALENDAR.terms.slice(2), { ...CALENDAR.terms[2]!, schoolId: MILL.id }] };
    expect(termsOf(own, YEAR).map((t) => t.label)).toEqual(['Own autumn']);
    expect(termsOf({ ...CALENDAR, terms: [] }, YEAR)).toEqual([]);
  });
});
