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

/** A group of pupils as it is called this school year, and what September makes of it. */
export interface CohortNow {
  readonly schoolId: SchoolId;
  readonly entryYear: number;
  readonly groupName: string;
  /** -1 nursery, 0 Reception, 1 to 6. */
  readonly year: number;
  /** Null: they leave together in July. */
  readonly next: number | null;
}

/** The groups of pupils that are at school now, the youngest first. Labels move up in September, and nobody else does. */
export const cohortsNow = (scheme: Scheme, today: Day): CohortNow[] =>
  scheme.cohorts
    .map(({ schoolId, entryYear, group }): CohortNow => {
      const year = yearGroupOf(entryYear, today);
      return { schoolId, entryYear, groupName: group.name, year, next: year < LAST_YEAR ? year + 1 : null };
    })
    .filter(({ year }) => year <= LAST_YEAR)
    .sort((a, b) => a.year - b.year || a.groupName.localeCompare(b.groupName));

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
