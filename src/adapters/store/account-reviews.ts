import type { Review, ReviewStore } from '../../core/accounts/reviews';
import { type Ask, kept } from './account-sql';
import type { Session } from './unit';

type ReviewRow = Omit<Review, 'lines'> & { readonly lines: string };

/** Which roles were looked through, by whom, in which term. */
export function accountReviews({ all, run }: Ask, { tenant }: Session): ReviewStore {
  return {
    reviews: async (scope) => {
      if (scope.kind === 'team') return [];
      const rows = await all<ReviewRow>(
        `select distinct on (school_id, template_id) id, school_id as "schoolId", template_id as "templateId", term, hash,
           lines, signed_by as "by", signed_at as "at" from access_review
         where tenant = $1 and ($2::uuid[] is null or school_id = any($2::uuid[]))
         order by school_id, template_id, signed_at desc, id`,
        [tenant, scope.kind === 'trust' ? null : scope.schoolIds],
      );
      return rows.map((r) => ({ ...r, lines: kept(r.lines) }));
    },
    saveReview: async (r) => {
      await run('insert into access_review values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
        ...[tenant, r.id, r.schoolId, r.templateId, r.term, r.hash, JSON.stringify(r.lines), r.by, r.at],
      ]);
    },
  };
}
