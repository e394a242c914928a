import type { Day } from '../ids';
import { instantOf } from '../people/day';

/** When work begins on that day. */
export const startOf = (day: Day): number => instantOf(day, 0);
/** When what belongs to the work ends on the last working day. */
export const workEndsAt = (day: Day): number => instantOf(day, 18);
/** When a contract, a placement or a place on roll ends. */
export const contractEndsAt = (day: Day): number => instantOf(day, 23, 59);
