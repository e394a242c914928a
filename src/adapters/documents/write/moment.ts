import { DateTime } from 'luxon';
import type { Day } from '../../../core/ids';
import { SCHOOL_ZONE } from '../../../core/people/day';

const inSchool = (moment: number): DateTime => DateTime.fromMillis(moment, { zone: SCHOOL_ZONE }).setLocale('en-GB');

/** `Friday 4 September 2026`. */
export const dayInWords = (day: Day): string => DateTime.fromISO(day).setLocale('en-GB').toFormat('cccc d MMMM yyyy');

/** `04/09/2026`, for tables. */
export const dayInShort = (day: Day): string => day.split('-').reverse().join('/');

/** `Friday 4 September 2026 at 14:05`, by the clock in school. */
export const momentInWords = (moment: number): string => inSchool(moment).toFormat("cccc d MMMM yyyy 'at' HH:mm");

/** `2026-09-04 13:05:09 UTC`: one meaning also in the hour that comes twice in October. */
export const momentInUtc = (moment: number): string =>
  DateTime.fromMillis(moment, { zone: 'utc' }).toFormat("yyyy-MM-dd HH:mm:ss 'UTC'");
