import type { Day, SchoolId } from '../ids';
import { type SchoolCalendar, addSchoolDays, schoolYearOf } from '../people/calendar';
import { schoolDayAt } from '../people/day';

/** How long a lapsed signature is only warned about, in school days. [to be confirmed by the school] */
const WARN_SCHOOL_DAYS = 20;

/**
 * Where a yearly signature stands: people sign at the start of each school year. A lapse is warned about, then goes to
 * the head; nobody is shut out by it unless a person decides so (`restricted`).
 */
export function lapseOf(
  signedAt: number | null,
  o: { readonly today: Day; readonly calendar: SchoolCalendar; readonly schoolId: SchoolId },
): 'warn' | 'escalate' | null {
  const year = schoolYearOf(o.today);
  if (signedAt === null || schoolDayAt(signedAt) >= year.from) return null;
  return o.today <= addSchoolDays(o.calendar, o.schoolId, year.from, WARN_SCHOOL_DAYS) ? 'warn' : 'escalate';
}
