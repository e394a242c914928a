import { z } from 'zod';
import type { Scope } from '../access/actor';
import type { Day, PersonId, SchoolId } from '../ids';
import { contentHash } from '../ledger/hash';
import { addDays } from '../people/day';
import type { RoleTemplate } from './role-template';

export const ReviewId = z.guid().brand('AccessReviewId');
export type ReviewId = z.infer<typeof ReviewId>;

/** What a reviewer says of one line: it stays, or somebody is to change it, and how. */
export const ReviewedLine = z.strictObject({
  system: z.string().trim().min(1).max(120),
  right: z.string().trim().min(1).max(200),
  stays: z.boolean(),
  note: z.string().trim().max(300),
});
export type ReviewedLine = z.infer<typeof ReviewedLine>;

/** Who had what by a role of a school, looked through and signed for one term. */
export interface Review {
  readonly id: ReviewId;
  readonly schoolId: SchoolId;
  readonly templateId: string;
  readonly term: string;
  /** What was shown: the role's rights and groups, and who had them. */
  readonly hash: string;
  readonly lines: readonly ReviewedLine[];
  readonly by: PersonId;
  readonly at: number;
}

export interface ReviewStore {
  /** The newest of each role and school within the scope. */
  reviews(scope: Scope): Promise<Review[]>;
  /** Nothing is written over: a later signature counts before an earlier one. */
  saveReview(review: Review): Promise<void>;
}

/** A term for reviewing: three a year, by the calendar of the year and not by a school's holidays. */
export interface ReviewTerm {
  readonly key: string;
  readonly season: 'autumn' | 'spring' | 'summer';
  readonly from: Day;
  /** By then every role should be signed. */
  readonly dueOn: Day;
}

/** Six weeks into the term: after the September rush, and before the half-term is forgotten. */
const DUE_DAYS = 42;

export function reviewTerm(today: Day): ReviewTerm {
  const [year, month] = [today.slice(0, 4), Number(today.slice(5, 7))];
  const [season, start] =
    month >= 9
      ? (['autumn', '09-01'] as const)
      : month >= 4
        ? (['summer', '04-01'] as const)
        : (['spring', '01-01'] as const);
  const from = `${year}-${start}` as Day; // written in the form of a Day
  return { key: `${year} ${season}`, season, from, dueOn: addDays(from, DUE_DAYS) };
}

/** What a reviewer signs: any other right, group or person makes it another. */
export const reviewHash = (template: RoleTemplate, holders: readonly PersonId[]): string =>
  contentHash({
    id: template.id,
    rights: template.rights.map(({ system, right, why }) => ({ system, right, why })),
    groups: [...template.groups, ...template.licenceGroups].map((g) => g.id),
    holders: [...holders].sort(),
  });

/** What a review asked to have changed, and still stands in the role as it was. */
export const askedToChange = (template: RoleTemplate, review: Review | undefined): ReviewedLine[] =>
  (review?.lines ?? []).filter(
    (line) => !line.stays && template.rights.some((r) => r.system === line.system && r.right === line.right),
  );
