import type { SchoolId } from '../ids';
import { type SchoolCalendar, addSchoolDays, workingMoment } from '../people/calendar';
import { instantOf, schoolDayAt } from '../people/day';

import type { Chart, Deadline, Span } from './chart';
import { type Flag, holds } from './flags';

/** When a school day's work is over. */
const CLOSES_AT = 17;
const MINUTE = 60_000;
const SCHOOL_WEEK = 5;

/** Whose days count. */
export interface Clockwork {
  readonly calendar: SchoolCalendar;
  readonly schoolId: SchoolId;
}

/**
 * The end of a span (epoch ms). Minutes and hours run on the wall clock, at night and in the holidays too. School days
 * end when the school closes: none means by the end of the day it came in, or of the next one the school is open.
 */
export function endOf(span: Span, from: number, { calendar, schoolId }: Clockwork): number {
  if (span.unit === 'minutes') return from + span.count * MINUTE;
  if (span.unit === 'hours') return from + span.count * 60 * MINUTE;
  const days = span.unit === 'school_weeks' ? span.count * SCHOOL_WEEK : span.count;
  const first = schoolDayAt(workingMoment(calendar, schoolId, from));
  return instantOf(addSchoolDays(calendar, schoolId, first, days), CLOSES_AT);
}

/** The clock that counts for what is known now: the first shorter one whose condition holds, else its own. */
const clockOf = (deadline: Deadline, flags: readonly Flag[]) =>
  deadline.sooner?.find((s) => holds(s.when, flags))?.clock ?? deadline.clock;

function deadlineAt(chart: Chart, node: string): Deadline | undefined {
  const step = chart.nodes[node];
  return step && step.kind !== 'router' ? step.deadline : undefined;
}

/** The span of a step's clock for what is known now; null where the chart sets none. */
export function spanAt(chart: Chart, node: string, flags: readonly Flag[]): Span | null {
  const deadline = deadlineAt(chart, node);
  return deadline ? chart.clocks[clockOf(deadline, flags)] : null;
}

/**
 * When the step at `node` is due, or null where the chart sets no clock. `arrivedAt` says when the case came to rest on
 * a node, this one or the one its deadline counts from.
 */
export function dueAt(
  chart: Chart,
  node: string,
  flags: readonly Flag[],
  o: Clockwork & { readonly arrivedAt: (node: string) => number },
): number | null {
  const span = spanAt(chart, node, flags);
  return span && endOf(span, o.arrivedAt(deadlineAt(chart, node)?.since ?? node), o);
}
