import { DateTime } from 'luxon';
import type { Day } from '../ids';
import { SCHOOL_ZONE } from '../people/day';

const two = (n: number): string => String(n).padStart(2, '0');

/** The instant (epoch ms) at which the school's clock shows that time. 31 August 23:59 is 22:59 in Greenwich. */
export const momentOf = (day: Day, hour: number, minute: number): number =>
  DateTime.fromISO(`${day}T${two(hour)}:${two(minute)}`, { zone: SCHOOL_ZONE }).toMillis();

/** When work begins on that day. */
export const startOf = (day: Day): number => momentOf(day, 0, 0);
/** When what belongs to the work ends on the last working day. */
export const workEndsAt = (day: Day): number => momentOf(day, 18, 0);
/** When a contract, a placement or a place on roll ends. */
export const contractEndsAt = (day: Day): number => momentOf(day, 23, 59);
