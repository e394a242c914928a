import type { Day } from '../../core/ids';
import { isSchoolDay } from '../../core/people/calendar';
import { DEFAULT_CALENDAR } from '../../core/people/calendar-data';
import { addDays, instantOf } from '../../core/people/day';
import type { Dice } from './dice';
import { schoolIdOf } from './keys';

const HOUR = 3_600_000;
const OPENS_AT = 8;
const HOURS_OPEN = 9;

/** The school days of a stretch, counted once: the three schools share one calendar. */
export class SchoolDays {
  private readonly days: readonly Day[];
  /** When each day opens, in epoch ms: asking the time zone is slow. */
  private readonly opening = new Map<Day, number>();

  constructor(from: Day, count: number) {
    const all = Array.from({ length: count }, (_, i) => addDays(from, i));
    this.days = all.filter((day) => isSchoolDay(DEFAULT_CALENDAR, schoolIdOf('lh'), day));
  }

  /** The `count`-th school day after the first one on or after `day`; null beyond the stretch. */
  after(day: Day, count: number): Day | null {
    const first = this.days.findIndex((d) => d >= day);
    return first < 0 ? null : (this.days[first + count] ?? null);
  }

  /** The last school day on or before `day`; null before the stretch. */
  upTo(day: Day): Day | null {
    return this.days.findLast((d) => d <= day) ?? null;
  }

  /** Some moment (epoch ms) of that day between 08:00 and 17:00 by the clock in school. */
  workingTime(day: Day, dice: Dice): number {
    const opening = this.opening.get(day) ?? instantOf(day, OPENS_AT);
    this.opening.set(day, opening);
    return opening + dice.below(HOURS_OPEN * HOUR);
  }
}
