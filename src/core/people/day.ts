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

/** The school's calendar day at an instant (epoch ms). */
// `yyyy-MM-dd` in the school's zone is a Day by definition.
export const schoolDayAt = (instantMs: number): Day =>
  DateTime.fromMillis(instantMs, { zone: SCHOOL_ZONE }).toFormat('yyyy-MM-dd') as Day;

/** The instant (epoch ms) at which the clock in school shows `hour` o'clock on that day. */
export const instantOf = (day: Day, hour: number): number =>
  DateTime.fromISO(day, { zone: SCHOOL_ZONE }).set({ hour }).toMillis();
