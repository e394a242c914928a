import { DateTime } from 'luxon';
import type { Day } from '../ids';

/** Where every school of the product keeps its clock. */
export const SCHOOL_ZONE = 'Europe/London';

const MS_PER_DAY = 86_400_000;

/** Whole days since 1 January 1970. Days have no hours, so clock changes cannot bend this. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;

// The slice of an ISO instant is a calendar day by construction.
const dayFromNumber = (n: number): Day => new Date(n * MS_PER_DAY).toISOString().slice(0, 10) as Day;

/** The day `count` calendar days later (earlier when negative). */
export const addDays = (day: Day, count: number): Day => dayFromNumber(dayNumber(day) + count);

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;

/** The later of two days; days compare as text because the longest part comes first. */
export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

const MS_PER_HOUR = 3_600_000;
/** So many answers about the school's clock are kept of each kind. */
const MOST_KEPT = 10_000;

/** The same few days and hours come again and again: the rules of the zone are asked once for each. */
export function remembered<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = find(key);
    if (known.size === MOST_KEPT) known.clear();
    known.set(key, value);
    return value;
  };
}

// `yyyy-MM-dd` in the school's zone is a Day by definition. It begins with a whole hour of Greenwich, summer and winter.
const dayOfHour = remembered(
  (hour: number) => DateTime.fromMillis(hour * MS_PER_HOUR, { zone: SCHOOL_ZONE }).toFormat('yyyy-MM-dd') as Day,
);

/** The school's calendar day at an instant (epoch ms). */
export const schoolDayAt = (instantMs: number): Day => dayOfHour(Math.floor(instantMs / MS_PER_HOUR));

const two = (n: number): string => String(n).padStart(2, '0');
const instantAt = remembered((time: string) => DateTime.fromISO(time, { zone: SCHOOL_ZONE }).toMillis());

/** The instant (epoch ms) at which the clock in school shows that time. 31 August 23:59 is 22:59 in Greenwich. */
export const instantOf = (day: Day, hour: number, minute = 0): number =>
  instantAt(`${day}T${two(hour)}:${two(minute)}`);
