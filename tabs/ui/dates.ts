import { dates } from '../../src/texts/en-gb';

/** Schools keep London time, wherever the reader's laptop thinks it is. */
const ZONE = 'Europe/London';

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(dates.locale, { timeZone: ZONE, ...options });
const LONG: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };

const WALL: Intl.DateTimeFormatOptions = {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
};

/** Browsers differ in the commas they put into a date; we write none. */
const written = (options: Intl.DateTimeFormatOptions, moment: number | Date): string =>
  format(options)
    .formatToParts(moment)
    .map((part) => (part.type === 'literal' ? ' ' : part.value))
    .join('');

/** Noon keeps a calendar day (`YYYY-MM-DD`) the same day in every zone. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** "Friday 4 September 2026", from a calendar day or a moment in epoch ms. */
export const longDate = (when: string | number): string => written(LONG, typeof when === 'string' ? noon(when) : when);

/** "4 September 2026", where the weekday says nothing. */
export const shortDate = (when: string | number): string =>
  written({ ...LONG, weekday: undefined }, typeof when === 'string' ? noon(when) : when);

/** "10:42", on the 24-hour clock. */
export const time = (at: number): string => format({ hour: '2-digit', minute: '2-digit', hour12: false }).format(at);

/** Whole calendar days from today until the day; negative when it has gone by. */
export function daysUntil(day: string, now: number): number {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(now);
  return Math.round((noon(day).getTime() - noon(today).getTime()) / 86_400_000);
}

/** "Due tomorrow", "Was due on Friday 4 September 2026". */
export function dueText(day: string, now: number): string {
  const left = daysUntil(day, now);
  if (left === 0) return dates.dueToday;
  if (left === 1) return dates.dueTomorrow;
  return left < 0 ? dates.wasDue(longDate(day)) : dates.dueOn(longDate(day));
}

/**
 * The moment (epoch ms) of a London wall clock, as a `datetime-local` field writes it (`2026-09-04T10:42`). In the hour
 * that October repeats it is the first of the two.
 */
export function londonMoment(wall: string): number {
  const asUtc = Date.parse(`${wall}:00Z`);
  const shows = (at: number): boolean => new Intl.DateTimeFormat('sv-SE', WALL).format(at).replace(' ', 'T') === wall;
  return [asUtc - 3_600_000, asUtc].find(shows) ?? asUtc;
}

/** The hour of the day in London, 0 to 23. */
export const hourOf = (at: number): number =>
  Number(
    format({ hour: '2-digit', hourCycle: 'h23' })
      .formatToParts(at)
      .find((part) => part.type === 'hour')?.value,
  );
