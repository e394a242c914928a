import { Day } from '../../core/ids';
import { addDays, weekdayOf } from '../../core/people/day';

/**
 * When the tale of the practice tenant plays. `year` is the calendar year in which its current school year began:
 * the last one whose yearly signing has opened by `today`. Everything else keeps its distance from it.
 */
export interface Story {
  readonly seed: number;
  readonly today: Day;
  readonly year: number;
}

/** A day that keeps its distance from the story. */
export type DayOf = (story: Story) => Day;

/** A day of a year, from `MM-DD`. */
export const dayIn = (year: number, monthAndDay: string): Day => Day.parse(`${year}-${monthAndDay}`);

/** A day in the calendar year in which the school year of `years` ago began. */
export const yearsAgo =
  (years: number, monthAndDay = '09-01'): DayOf =>
  ({ year }) =>
    dayIn(year - years, monthAndDay);

/** The yearly signing opens on 2 September, or on the Monday after when that is a weekend. */
export function opensIn(year: number): Day {
  const second = dayIn(year, '09-02');
  return addDays(second, weekdayOf(second) > 5 ? 8 - weekdayOf(second) : 0);
}

/** It is due on the Friday before the autumn half-term: the one between 19 and 25 October. */
export function dueIn(year: number): Day {
  const first = dayIn(year, '10-19');
  return addDays(first, (12 - weekdayOf(first)) % 7);
}

export function storyOf(seed: number, today: Day): Story {
  const calendarYear = Number(today.slice(0, 4));
  return { seed, today, year: today > opensIn(calendarYear) ? calendarYear : calendarYear - 1 };
}

/** The first day after today on which people usually start: 1 January, after Easter or 1 September. */
export const nextStartDay: DayOf = ({ today }) => {
  const calendarYear = Number(today.slice(0, 4));
  const days = [`${calendarYear}-04-15`, `${calendarYear}-09-01`].map((d) => Day.parse(d));
  return days.find((d) => d > today) ?? dayIn(calendarYear + 1, '01-01');
};
