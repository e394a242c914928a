import type { SchoolId } from '../ids';
import type { SchoolCalendar } from './calendar';

const KINDS = ['terms', 'breaks', 'insetDays', 'bankHolidays'] as const;

/** Whose days two calendars tell differently; null stands for every school of the trust. */
export function placesChanged(before: SchoolCalendar, after: SchoolCalendar): Set<SchoolId | null> {
  const [was, is] = [linesOf(before), linesOf(after)];
  const gone = [...was].filter(([line]) => !is.has(line));
  const fresh = [...is].filter(([line]) => !was.has(line));
  return new Set([...gone, ...fresh].map(([, place]) => place));
}

/** A line for each entry, the same whatever order its parts are kept in, with the school it is for. */
const linesOf = (calendar: SchoolCalendar): Map<string, SchoolId | null> =>
  new Map(
    KINDS.flatMap((kind) =>
      calendar[kind].map((entry): [string, SchoolId | null] => [
        JSON.stringify([kind, ...Object.entries(entry).sort()]),
        'schoolId' in entry ? entry.schoolId : null,
      ]),
    ),
  );
