import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  SchoolCalendar,
  addSchoolDays,
  calendarProblems,
  hasTerms,
  isSchoolDay,
  schoolDaysBetween,
  schoolYearOf,
  workingMoment,
} from '../../../src/core/people/calendar';
import { DEFAULT_CALENDAR, ENGLAND_BANK_HOLIDAYS } from '../../../src/core/people/calendar-data';
import { addDays, dayNumber, schoolDayAt } from '../../../src/core/people/day';
import { HARBOUR, MILL, day } from '../../support/people';

const numRuns = Number(process.env.RUNS ?? 60);
const london = (text: string) => DateTime.fromISO(text, { zone: 'Europe/London' }).toMillis();
const readable = (ms: number) => DateTime.fromMillis(ms, { zone: 'Europe/London' }).toFormat('yyyy-MM-dd HH:mm:ss');
const empty: SchoolCalendar = { terms: [], breaks: [], insetDays: [], bankHolidays: [] };
const span = (schoolId: typeof HARBOUR.id | null, name: string, from: string, until: string) => ({
  schoolId,
  name,
  from: day(from),
  until: day(until),
});
const anyDay = fc
  .integer({ min: dayNumber(day('2024-09-01')), max: dayNumber(day('2030-12-31')) })
  .map((n) => addDays(day('1970-01-01'), n));
const DATES = DEFAULT_CALENDAR;

describe('school years', () => {
  test.each([
    ['2026-08-31', '2025-26', '2025-09-01', '2026-08-31'],
    ['2026-09-01', '2026-27', '2026-09-01', '2027-08-31'],
    ['2027-02-28', '2026-27', '2026-09-01', '2027-08-31'],
    ['1999-12-31', '1999-00', '1999-09-01', '2000-08-31'],
  ])('%s is in %s', (text, label, from, until) => {
    expect(schoolYearOf(day(text))).toEqual({ label, from, until });
  });
});

describe('the dates to begin with', () => {
  test.each([2024, 2025, 2026, 2027])('give staff 195 days and pupils 190 in the year from September %i', (year) => {
    const days = Array.from({ length: 366 }, (_, i) => addDays(day(`${year}-09-01`), i)).filter(
      (d) => schoolYearOf(d).from === `${year}-09-01`,
    );
    expect(days.filter((d) => isSchoolDay(DATES, HARBOUR.id, d))).toHaveLength(195);
    expect(days.filter((d) => isSchoolDay(DATES, HARBOUR.id, d, 'pupils'))).toHaveLength(190);
  });

  test('are a calendar without problems, and its terms are known until August 2028', () => {
    expect(SchoolCalendar.parse(DATES)).toEqual(DATES);
    expect(calendarProblems(DATES)).toEqual([]);
    expect(hasTerms(DATES, HARBOUR.id, day('2028-08-31'))).toBe(true);
    expect(hasTerms(DATES, HARBOUR.id, day('2028-09-01'))).toBe(false);
  });

  /** Easter Sunday by the rule of the Gregorian calendar (anonymous algorithm). */
  const easter = (y: number) => {
    const [a, b, c] = [y % 19, Math.floor(y / 100), y % 100];
    const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
    const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
    const m = Math.floor((a + 11 * h + 22 * l) / 451);
    const n = h + l - 7 * m + 114;
    return DateTime.utc(y, Math.floor(n / 31), (n % 31) + 1);
  };
  const lastMonday = (y: number, month: number) => {
    const end = DateTime.utc(y, month).endOf('month');
    return end.minus({ days: end.weekday - 1 });
  };
  const substitute = (date: DateTime, alsoTaken = 0) =>
    date.weekday > 5 ? date.plus({ days: 8 - date.weekday + alsoTaken }) : date;

  test.each([2025, 2026, 2027, 2028])('have the bank holidays of %i where the rules put them', (year) => {
    const firstMonday = DateTime.utc(year, 5, 1).plus({ days: (8 - DateTime.utc(year, 5, 1).weekday) % 7 });
    const christmas = DateTime.utc(year, 12, 25);
    const boxing = DateTime.utc(year, 12, 26);
    const expected = [
      substitute(DateTime.utc(year, 1, 1)),
      easter(year).minus({ days: 2 }),
      easter(year).plus({ days: 1 }),
      firstMonday,
      lastMonday(year, 5),
      lastMonday(year, 8),
      substitute(christmas),
      substitute(boxing, christmas.weekday > 5 ? 1 : 0),
    ].map((d) => d.toISODate());
    expect(
      ENGLAND_BANK_HOLIDAYS.map((h) => h.day)
        .filter((d) => d.startsWith(String(year)))
        .sort(),
    ).toEqual(expected.sort());
  });
});

describe('a school day', () => {
  test.each([
    ['2026-09-04', true, 'an ordinary Friday in term'],
    ['2026-09-05', false, 'a Saturday'],
    ['2026-10-28', false, 'half-term'],
    ['2026-12-25', false, 'Christmas'],
    ['2027-05-03', false, 'the early May bank holiday'],
    ['2026-08-20', false, 'the summer'],
  ])('%s: %s (%s)', (text, expected) => {
    expect(isSchoolDay(DATES, HARBOUR.id, day(text))).toBe(expected);
  });

  test('INSET days are for staff only, also outside term and only at the school they are for', () => {
    const calendar = { ...DATES, insetDays: [{ schoolId: MILL.id, day: day('2026-08-28') }] };
    expect(isSchoolDay(calendar, MILL.id, day('2026-08-28'))).toBe(true);
    expect(isSchoolDay(calendar, MILL.id, day('2026-08-28'), 'pupils')).toBe(false);
    expect(isSchoolDay(calendar, HARBOUR.id, day('2026-08-28'))).toBe(false);
  });

  test('a school with terms of its own in a year uses only its own terms and breaks in that year', () => {
    const calendar: SchoolCalendar = {
      ...empty,
      terms: [span(null, 'Autumn', '2026-09-01', '2026-12-18'), span(MILL.id, 'Autumn', '2026-09-07', '2026-12-11')],
      breaks: [
        span(null, 'Half-term', '2026-10-26', '2026-10-30'),
        span(MILL.id, 'Half-term', '2026-10-19', '2026-10-23'),
        span(HARBOUR.id, 'Flood repairs', '2026-11-02', '2026-11-03'),
      ],
    };
    const open = (school: typeof HARBOUR.id, text: string) => isSchoolDay(calendar, school, day(text));
    expect([open(MILL.id, '2026-09-02'), open(HARBOUR.id, '2026-09-02')]).toEqual([false, true]);
    expect([open(MILL.id, '2026-10-27'), open(HARBOUR.id, '2026-10-27')]).toEqual([true, false]);
    expect([open(MILL.id, '2026-10-20'), open(HARBOUR.id, '2026-10-20')]).toEqual([false, true]);
    expect([open(MILL.id, '2026-11-02'), open(HARBOUR.id, '2026-11-02')]).toEqual([true, false]);
    expect([hasTerms(calendar, MILL.id, day('2027-09-01')), hasTerms(calendar, MILL.id, day('2026-09-01'))]).toEqual([
      false,
      true,
    ]);
  });

  test.each([
    ['2029-11-06', true],
    ['2029-12-19', true],
    ['2029-12-20', false],
    ['2030-01-03', false],
    ['2030-01-04', true],
    ['2030-08-01', false],
  ])('in a year that nobody entered, %s counts: %s', (text, expected) => {
    expect(isSchoolDay(DATES, HARBOUR.id, day(text))).toBe(expected);
  });
});

describe('counting school days', () => {
  test.each([
    ['2026-09-01', 10, '2026-09-15'],
    ['2026-10-22', 2, '2026-11-02'],
    ['2026-12-18', 1, '2027-01-04'],
    ['2026-09-07', -1, '2026-09-04'],
    ['2026-11-02', -2, '2026-10-22'],
    ['2026-09-05', 0, '2026-09-05'],
  ])('%s and %i school days is %s', (from, count, expected) => {
    expect(addSchoolDays(DATES, HARBOUR.id, day(from), count)).toBe(expected);
  });

  test('adding days and counting between days undo each other, on school days, in any year', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (from, count) => {
        const to = addSchoolDays(DATES, HARBOUR.id, from, count);
        if (count !== 0) expect(isSchoolDay(DATES, HARBOUR.id, to)).toBe(true);
        if (count >= 0) expect(schoolDaysBetween(DATES, HARBOUR.id, from, to)).toBe(count);
        // Going back, the day one starts from counts and the day one reaches does not.
        if (count < 0) expect(schoolDaysBetween(DATES, HARBOUR.id, addDays(to, -1), addDays(from, -1))).toBe(-count);
      }),
      { numRuns },
    );
  });

  test('days between are counted backwards with a minus', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const there = schoolDaysBetween(DATES, HARBOUR.id, a, b);
        expect(there + schoolDaysBetween(DATES, HARBOUR.id, b, a)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test('a calendar of nothing but breaks still comes to an end', () => {
    const closed = { ...empty, breaks: [span(null, 'Closed', '2026-09-01', '2027-08-31')] };
    expect(addSchoolDays(closed, HARBOUR.id, day('2026-09-01'), 1)).toBe('2027-09-01');
  });
});

describe('working moments', () => {
  test.each([
    ['in hours it is now', '2026-11-20T10:30:15', '2026-11-20 10:30:15'],
    ['early in the morning it waits for eight', '2026-11-20T05:00', '2026-11-20 08:00:00'],
    ['at eight it is now', '2026-11-20T08:00', '2026-11-20 08:00:00'],
    ['a moment before five it is now', '2026-11-20T16:59:59', '2026-11-20 16:59:59'],
    ['at five on a Friday it waits for Monday', '2026-11-20T17:00', '2026-11-23 08:00:00'],
    ['at the weekend it waits for Monday', '2026-11-21T12:00', '2026-11-23 08:00:00'],
    ['over half-term and the clocks going back', '2026-10-23T17:30', '2026-11-02 08:00:00'],
    ['over the clocks going forward at Easter', '2027-03-25T18:00', '2027-04-12 08:00:00'],
    ['in the summer it waits for September', '2026-07-25T12:00', '2026-09-01 08:00:00'],
    ['at Christmas it waits for January', '2026-12-24T12:00', '2027-01-04 08:00:00'],
  ])('%s', (_, at, expected) => {
    expect(readable(workingMoment(DATES, HARBOUR.id, london(at)))).toBe(expected);
  });

  test('eight in the morning is eight by the clock in school on both sides of each clock change', () => {
    const always: SchoolCalendar = { ...empty, terms: [span(null, 'All year', '2026-09-01', '2027-08-31')] };
    const at = (text: string) => workingMoment(always, HARBOUR.id, Date.parse(text));
    expect(new Date(at('2026-10-23T06:59:00Z')).toISOString()).toBe('2026-10-23T07:00:00.000Z');
    expect(new Date(at('2026-10-25T00:30:00Z')).toISOString()).toBe('2026-10-26T08:00:00.000Z');
    expect(new Date(at('2026-10-25T01:30:00Z')).toISOString()).toBe('2026-10-26T08:00:00.000Z');
    expect(new Date(at('2027-03-26T16:59:00Z')).toISOString()).toBe('2027-03-26T16:59:00.000Z');
    expect(new Date(at('2027-03-28T01:00:00Z')).toISOString()).toBe('2027-03-29T07:00:00.000Z');
  });

  test('the next working moment is never in the past, always open, and its own next', () => {
    const moment = fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2029-01-01T00:00:00Z') });
    fc.assert(
      fc.property(moment, (ms) => {
        const next = workingMoment(DATES, HARBOUR.id, ms);
        const hour = DateTime.fromMillis(next, { zone: 'Europe/London' }).hour;
        expect(next).toBeGreaterThanOrEqual(ms);
        expect(hour >= 8 && hour < 17).toBe(true);
        expect(isSchoolDay(DATES, HARBOUR.id, schoolDayAt(next))).toBe(true);
        expect(workingMoment(DATES, HARBOUR.id, next)).toBe(next);
      }),
      { numRuns },
    );
  });
});

describe('a calendar that somebody typed', () => {
  test('names terms that end before they start, overlap or last too long, and INSET days at weekends', () => {
    const calendar: SchoolCalendar = {
      ...empty,
      terms: [
        span(null, 'Autumn', '2026-09-01', '2026-12-18'),
        span(null, 'Spring', '2026-12-18', '2027-03-25'),
        span(null, 'Summer', '2027-07-21', '2027-04-12'),
        span(null, 'Endless', '2028-09-01', '2029-12-18'),
        span(MILL.id, 'Autumn at the mill', '2026-09-01', '2026-12-11'),
        span(null, 'Summer again', '2027-05-01', '2027-06-01'),
      ],
      breaks: [span(null, 'Half-term', '2026-10-30', '2026-10-26')],
      insetDays: [
        { schoolId: null, day: day('2026-09-05') },
        { schoolId: null, day: day('2026-09-04') },
      ],
    };
    expect(calendarProblems(calendar)).toEqual([
      { where: 'terms.2', what: '“Summer” ends before it starts. Check its dates.' },
      { where: 'terms.3', what: '“Endless” lasts longer than a year. Check its dates.' },
      { where: 'breaks.0', what: '“Half-term” ends before it starts. Check its dates.' },
      { where: 'terms.1', what: '“Spring” overlaps “Autumn”. Check the dates of both.' },
      { where: 'insetDays.0', what: 'This INSET day is on a weekend. Check its date.' },
    ]);
  });

  test('is refused with the place named when it is no calendar at all', () => {
    const typed = { ...empty, terms: [{ ...span(null, 'Autumn', '2026-09-01', '2026-02-30') }] };
    expect(SchoolCalendar.safeParse(typed).error?.issues[0]?.path).toEqual(['terms', 0, 'until']);
  });
});
