import { Day } from '../../../src/core/ids';
import { weekdayOf } from '../../../src/core/people/day';
import { addressPart } from '../../../src/practice/trust/names';
import { placeOf } from '../../../src/practice/trust/staffing';
import { dueIn, nextStartDay, opensIn, storyOf } from '../../../src/practice/trust/story';

test.each([
  [2023, '2023-09-04', '2023-10-20'],
  [2024, '2024-09-02', '2024-10-25'],
  [2025, '2025-09-02', '2025-10-24'],
  [2026, '2026-09-02', '2026-10-23'],
  [2029, '2029-09-03', '2029-10-19'],
])('the signing of %i opens on %s, a weekday, and is due on Friday %s', (year, opens, due) => {
  expect([opensIn(year), dueIn(year)]).toEqual([opens, due]);
  expect(weekdayOf(opensIn(year))).toBeLessThan(6);
});

test.each([
  ['2026-09-02', 2025, '2027-01-01'],
  ['2026-09-03', 2026, '2027-01-01'],
  ['2026-11-21', 2026, '2027-01-01'],
  ['2027-01-01', 2026, '2027-04-15'],
  ['2027-04-15', 2026, '2027-09-01'],
  ['2027-08-31', 2026, '2027-09-01'],
])('on %s the story plays in %i and the next to start come on %s', (today, year, next) => {
  const story = storyOf(7, Day.parse(today));
  expect([story.year, nextStartDay(story)]).toEqual([year, next]);
});

test.each([
  ['Zoë', 'zoe'],
  ["O'Brien", 'obrien'],
  ['Małgorzata', 'malgorzata'],
  ['Yıldızhan', 'yildizhan'],
  ['Garside Bell', 'garsidebell'],
  ['Groß-Øster', 'gross-oster'],
  ['ليلى', ''],
])('%s becomes “%s” in an address', (name, part) => {
  expect(addressPart(name)).toBe(part);
});

test('a post that does not exist is refused', () => {
  expect(() => placeOf('lh', 'juggler', 'lh.juggler.1')).toThrow('There is no post juggler.');
});
