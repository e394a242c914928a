import { z } from 'zod';
import type { Problem } from '../errors';
import { Day, SchoolId } from '../ids';
import { addDays, dayNumber, instantOf, schoolDayAt, weekdayOf } from './day';

const Name = z.string().trim().min(1).max(80);

/** A stretch of days, both ends counted. `schoolId` null means every school of the trust. */
const Span = z.strictObject({ schoolId: SchoolId.nullable(), name: Name, from: Day, until: Day });
type Span = z.infer<typeof Span>;

/**
 * When the schools are open, as a person types it in. Schools set their own dates (domain page, section 6), so each
 * entry is for one school or for all. A school with terms of its own in a school year uses only its own terms and
 * breaks in that year. INSET days are working days for staff and not for pupils, wherever they fall.
 */
export const SchoolCalendar = z.strictObject({
  terms: z.array(Span).max(2000),
  breaks: z.array(Span).max(2000),
  insetDays: z.array(z.strictObject({ schoolId: SchoolId.nullable(), day: Day })).max(2000),
  bankHolidays: z.array(z.strictObject({ name: Name, day: Day })).max(2000),
});
export type SchoolCalendar = z.infer<typeof SchoolCalendar>;

/** 1 September to 31 August. */
export interface SchoolYear {
  /** `2026-27`. */
  readonly label: string;
  readonly from: Day;
  readonly until: Day;
}

/** The school year a day belongs to. */
export function schoolYearOf(day: Day): SchoolYear {
  const calendarYear = Number(day.slice(0, 4));
  const first = day.slice(5) >= '09-01' ? calendarYear : calendarYear - 1;
  const year = (n: number) => String(n).padStart(4, '0');
  // Both are written in the form of a Day.
  const [from, until] = [`${year(first)}-09-01` as Day, `${year(first + 1)}-08-31` as Day];
  return { label: `${year(first)}-${year(first + 1).slice(2)}`, from, until };
}

const holds = (span: Span, day: Day): boolean => span.from <= day && day <= span.until;

/** The terms and breaks that count for a school in a school year: its own where it has any, else the common ones. */
function spansOf(calendar: SchoolCalendar, schoolId: SchoolId, year: SchoolYear): { terms: Span[]; breaks: Span[] } {
  const inYear = calendar.terms.filter((t) => t.from <= year.until && t.until >= year.from);
  const own = inYear.filter((t) => t.schoolId === schoolId);
  if (own.length > 0) return { terms: own, breaks: calendar.breaks.filter((b) => b.schoolId === schoolId) };
  return {
    terms: inYear.filter((t) => t.schoolId === null),
    breaks: calendar.breaks.filter((b) => b.schoolId === null || b.schoolId === schoolId),
  };
}

/** False when nobody has entered terms for the school year of that day: its school days are then only a guess. */
export const hasTerms = (calendar: SchoolCalendar, schoolId: SchoolId, day: Day): boolean =>
  spansOf(calendar, schoolId, schoolYearOf(day)).terms.length > 0;

/** A year without terms: everything but August and the days about Christmas, so that clocks still run. */
const isLikelyOpen = (day: Day): boolean => {
  const monthAndDay = day.slice(5);
  return !monthAndDay.startsWith('08-') && monthAndDay < '12-20' && monthAndDay > '01-03';
};

/**
 * Is the school open to staff (or to pupils) on that day? In a school year without any terms every weekday counts
 * that is not a bank holiday, in August or about Christmas; `hasTerms` tells.
 */
export function isSchoolDay(
  calendar: SchoolCalendar,
  schoolId: SchoolId,
  day: Day,
  who: 'staff' | 'pupils' = 'staff',
): boolean {
  const inset = calendar.insetDays.some((i) => i.day === day && (i.schoolId === null || i.schoolId === schoolId));
  if (inset) return who === 'staff';
  if (weekdayOf(day) > 5 || calendar.bankHolidays.some((h) => h.day === day)) return false;
  const { terms, breaks } = spansOf(calendar, schoolId, schoolYearOf(day));
  if (breaks.some((b) => holds(b, day))) return false;
  return terms.length > 0 ? terms.some((t) => holds(t, day)) : isLikelyOpen(day);
}

/**
 * The `count`-th school day after `day` (before it when negative); `day` itself when `count` is 0. It always ends,
 * because years beyond the entered terms have likely school days.
 */
export function addSchoolDays(calendar: SchoolCalendar, schoolId: SchoolId, day: Day, count: number): Day {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0;) {
    at = addDays(at, step);
    if (isSchoolDay(calendar, schoolId, at)) left -= 1;
  }
  return at;
}

/** School days after `from` up to and including `until`; negative when `until` is earlier. */
export function schoolDaysBetween(calendar: SchoolCalendar, schoolId: SchoolId, from: Day, until: Day): number {
  if (until < from) return 0 - schoolDaysBetween(calendar, schoolId, until, from);
  let count = 0;
  for (let at = from; at < until;) {
    at = addDays(at, 1);
    if (isSchoolDay(calendar, schoolId, at)) count += 1;
  }
  return count;
}

const OPENS_AT = 8;
const CLOSES_AT = 17;

/**
 * The first moment (epoch ms) at or after `instantMs` on a school day between 08:00 and 17:00 by the clock in school,
 * 17:00 not counted.
 */
export function workingMoment(calendar: SchoolCalendar, schoolId: SchoolId, instantMs: number): number {
  const today = schoolDayAt(instantMs);
  const open = isSchoolDay(calendar, schoolId, today) && instantMs < instantOf(today, CLOSES_AT);
  if (open) return Math.max(instantMs, instantOf(today, OPENS_AT));
  return instantOf(addSchoolDays(calendar, schoolId, today, 1), OPENS_AT);
}

/** When the next school day after that day begins (epoch ms). */
export const nextMorning = (calendar: SchoolCalendar, schoolId: SchoolId, day: Day): number =>
  workingMoment(calendar, schoolId, instantOf(addDays(day, 1), 0));

function backwards(kind: 'terms' | 'breaks', spans: readonly Span[]): Problem[] {
  return spans.flatMap((span, i) => {
    const where = `${kind}.${i}`;
    if (span.until < span.from) return [{ where, what: `“${span.name}” ends before it starts. Check its dates.` }];
    if (dayNumber(span.until) - dayNumber(span.from) > 366)
      return [{ where, what: `“${span.name}” lasts longer than a year. Check its dates.` }];
    return [];
  });
}

function overlaps(terms: readonly Span[]): Problem[] {
  return terms.flatMap((term, i) =>
    terms.slice(0, i).flatMap((other) => {
      const apart = other.schoolId !== term.schoolId || other.until < term.from || term.until < other.from;
      if (apart || other.until < other.from || term.until < term.from) return [];
      return [{ where: `terms.${i}`, what: `“${term.name}” overlaps “${other.name}”. Check the dates of both.` }];
    }),
  );
}

const weekendInset = (calendar: SchoolCalendar): Problem[] =>
  calendar.insetDays.flatMap((inset, i) =>
    weekdayOf(inset.day) > 5
      ? [{ where: `insetDays.${i}`, what: 'This INSET day is on a weekend. Check its date.' }]
      : [],
  );

/** What is wrong with a well-formed calendar, named; empty when it can be used. */
export const calendarProblems = (calendar: SchoolCalendar): Problem[] => [
  ...backwards('terms', calendar.terms),
  ...backwards('breaks', calendar.breaks),
  ...overlaps(calendar.terms),
  ...weekendInset(calendar),
];
