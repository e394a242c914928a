import { daysUntil, hourOf, londonMoment, longDate, shortDate, time } from '../../../tabs/ui/dates';

test.each([
  ['a calendar day', '2026-09-04', 'Friday 4 September 2026'],
  ['the first day of the year', '2027-01-01', 'Friday 1 January 2027'],
  ['a summer evening that is tomorrow in London', Date.UTC(2026, 6, 1, 23, 30), 'Thursday 2 July 2026'],
  ['a winter evening that is not', Date.UTC(2026, 0, 1, 23, 30), 'Thursday 1 January 2026'],
])('%s is written in full', (_, when, wanted) => {
  expect(longDate(when)).toBe(wanted);
});

test('a short date leaves out the weekday', () => {
  expect(shortDate('2026-09-04')).toBe('4 September 2026');
});

test.each([
  ['before the clocks go back', Date.UTC(2026, 9, 24, 23, 30), '00:30', 0],
  ['in the hour that comes twice', Date.UTC(2026, 9, 25, 0, 30), '01:30', 1],
  ['after the clocks went back', Date.UTC(2026, 9, 25, 1, 30), '01:30', 1],
])('the time %s is London time', (_, at, wanted, hour) => {
  expect(time(at)).toBe(wanted);
  expect(hourOf(at)).toBe(hour);
});

test.each([
  ['2026-10-26', Date.UTC(2026, 9, 24, 23, 30), 1],
  ['2026-10-25', Date.UTC(2026, 9, 24, 22, 30), 1],
  ['2026-10-24', Date.UTC(2026, 9, 24, 12), 0],
  ['2026-10-01', Date.UTC(2026, 9, 24, 12), -23],
])('%s is counted in calendar days', (day, now, days) => {
  expect(daysUntil(day, now)).toBe(days);
});

test.each([
  ['2026-07-01T10:42', '2026-07-01T09:42:00Z'],
  ['2026-12-01T10:42', '2026-12-01T10:42:00Z'],
  ['2026-10-25T01:30', '2026-10-25T00:30:00Z'],
  ['2026-03-29T02:00', '2026-03-29T01:00:00Z'],
])('%s on a wall in London is %s, wherever the laptop is', (wall, moment) => {
  expect(new Date(londonMoment(wall)).toISOString()).toBe(moment.replace('Z', '.000Z'));
});
