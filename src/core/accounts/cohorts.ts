import type { Day, SchoolId } from '../ids';
import type { GroupRef } from './account';
import { type Scheme, entryYearOf, yearGroupOf } from './role-template';

/** The group of the pupils who entered Reception in the same year; undefined when the school has none for them. */
export const cohortGroup = (
  pupil: { readonly schoolId: SchoolId; readonly year: number },
  scheme: Scheme,
  today: Day,
): GroupRef | undefined =>
  scheme.cohorts.find((c) => c.schoolId === pupil.schoolId && c.entryYear === entryYearOf(pupil.year, today))?.group;

/** What September changes. Groups are named by entry year, so nobody moves: labels do. */
export interface Rollover {
  readonly labels: readonly {
    readonly group: GroupRef;
    readonly schoolId: SchoolId;
    readonly was: number;
    readonly becomes: number;
  }[];
  /** Cohorts past the last year group: their pupils leave together. */
  readonly leaving: readonly { readonly group: GroupRef; readonly schoolId: SchoolId }[];
}

/** The last year group of a primary school. */
const LAST_YEAR = 6;

/** What the step from one school year to the next changes, on the days given (one in each year). */
export function rollover(scheme: Scheme, before: Day, after: Day): Rollover {
  const rows = scheme.cohorts.map(({ group, schoolId, entryYear }) => ({
    group,
    schoolId,
    was: yearGroupOf(entryYear, before),
    becomes: yearGroupOf(entryYear, after),
  }));
  return {
    labels: rows.filter((r) => r.was !== r.becomes && r.becomes <= LAST_YEAR),
    leaving: rows
      .filter((r) => r.was <= LAST_YEAR && r.becomes > LAST_YEAR)
      .map(({ group, schoolId }) => ({ group, schoolId })),
  };
}
