import {
  addDays,
  dayNumber,
  instantOf,
  laterOf,
  remembered,
  schoolDayAt,
  weekdayOf,
} from '../../../src/core/people/day';
import { day } from '../../support/people';

describe('calendar days', () => {
  test.each([
    ['2026-10-24', 1, '2026-10-25'],
    ['2026-10-25', 1, '2026-10-26'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-03-29', -2, '2027-03-27'],
  ])('%s and %i days is %s', (from, count, expected) => {
    expect(addDays(day(from), count)).toBe(expected);
  });

  test('are numbered from 1970 and know their weekday, before 1970 too', () => {
    expect(dayNumber(day('1970-01-02'))).toBe(1);
    expect(
      ['2026-11-20', '2026-11-22', '2026-11-23', '1970-01-01', '1969-12-28'].map((d) => weekdayOf(day(d))),
    ).toEqual([5, 7, 1, 4, 7]);
  });

  test('the later of two is found either way round', () => {
    expect(laterOf(day('2026-11-20'), day('2026-09-01'))).toBe('2026-11-20');
    expect(laterOf(day('2026-09-01'), day('2026-11-20'))).toBe('2026-11-20');
  });

  test('turn at midnight by the clock in school, in summer and winter', () => {
    expect(schoolDayAt(Date.parse('2026-07-01T22:59:59Z'))).toBe('2026-07-01');
    expect(schoolDayAt(Date.parse('2026-07-01T23:00:00Z'))).toBe('2026-07-02');
    expect(schoolDayAt(Date.parse('2026-12-01T23:00:00Z'))).toBe('2026-12-01');
    expect(new Date(instantOf(day('2026-07-01'), 8)).toISOString()).toBe('2026-07-01T07:00:00.000Z');
    expect(new Date(instantOf(day('2026-12-01'), 8)).toISOString()).toBe('2026-12-01T08:00:00.000Z');
  });

  test('every hour of the two days on which the clocks change lies on the day that a wall calendar shows', () => {
    const wall = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' });
    for (const change of ['2027-03-28T00:00:00Z', '2026-10-25T00:00:00Z'])
      for (let minutes = -26 * 60; minutes < 26 * 60; minutes += 20) {
        const at = Date.parse(change) + minutes * 60_000;
        expect([at, schoolDayAt(at)]).toEqual([at, wall.format(at)]);
      }
  });

  test('the end of a day is midnight of the next, and minutes count', () => {
    expect(instantOf(day('2026-10-25'), 24)).toBe(instantOf(day('2026-10-26'), 0));
    expect(new Date(instantOf(day('2026-08-31'), 23, 59)).toISOString()).toBe('2026-08-31T22:59:00.000Z');
  });
});

test('what is remembered is found once, and the memory is bounded', () => {
  const asked: number[] = [];
  const twice = remembered((n: number) => {
    asked.push(n);
    return 2 * n;
  });
  expect([twice(1), twice(1)]).toEqual([2, 2]);
  expect(asked).toEqual([1]);
  for (let n = 2; n <= 10_001; n += 1) twice(n);
  expect([twice(1), asked.filter((n) => n === 1).length]).toEqual([2, 2]);
});
