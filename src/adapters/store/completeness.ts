import { sql } from 'kysely';
import type { Scope } from '../../core/access/actor';
import type { CompletenessRow, CountRow, ListFilter, ToCountersign } from '../../core/attestation/store';
import type { CampaignId, Day, PersonId } from '../../core/ids';
import { containing } from './people';
import type { Session } from './unit';

/** The same scope as `withinScope`, over the copies that obligations keep. */
function within(scope: Scope) {
  if (scope.kind === 'trust') return sql<boolean>`true`;
  if (scope.kind === 'team') return sql<boolean>`o.manager_id = ${scope.managerId}`;
  return sql<boolean>`o.school_id = any(${scope.schoolIds}::uuid[])`;
}

/**
 * People in numbers, from what the database keeps count of; a team is small and is counted. Both have the columns that
 * scopes and filters name, and `count`.
 */
const counted = (scope: Scope) =>
  scope.kind === 'team' ? sql`(select *, 1 as count from obligation where same_as is null) o` : sql`obligation_count o`;

export async function completenessCounts(
  s: Session,
  campaignId: CampaignId,
  scope: Scope,
  today: Day,
): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    select school_id, job_role, department, state, (state in ('pending', 'question') and due_on < ${today}) as overdue,
      sum(count)::bigint as count
    from ${counted(scope)}
    where o.tenant = ${s.tenant} and o.campaign_id = ${campaignId} and ${within(scope)}
    group by 1, 2, 3, 4, 5 having sum(count) > 0`.execute(s.db);
  return rows;
}

export async function completenessList(
  s: Session,
  campaignId: CampaignId,
  scope: Scope,
  f: ListFilter,
): Promise<{ rows: CompletenessRow[]; total: number }> {
  const where = sql`
    o.tenant = ${s.tenant} and o.campaign_id = ${campaignId} and ${within(scope)}
    ${f.schoolId ? sql`and o.school_id = ${f.schoolId}` : sql``}
    ${f.jobRole ? sql`and o.job_role = ${f.jobRole}` : sql``}
    ${f.department ? sql`and o.department = ${f.department}` : sql``}
    ${f.state ? sql`and o.state = ${f.state}` : sql``}`;
  const listed = sql`obligation o where ${where} and o.same_as is null
    ${f.q ? sql`and o.name ilike ${containing(f.q)}` : sql``}`;
  const { rows } = await sql<CompletenessRow>`
    select o.person_id, o.name, o.school_id, o.job_role, o.department, o.state, o.due_on, o.reason, o.manager_id,
      a.signed_at, a.accepted_at, a.id as attestation_id
    from (select * from ${listed} order by o.name, o.person_id limit ${f.limit} offset ${f.offset}) o
    left join attestation a on a.tenant = o.tenant and a.campaign_id = o.campaign_id and a.person_id = o.person_id
    order by o.name, o.person_id`.execute(s.db);
  // Nobody keeps count of names.
  const { rows: all } = f.q
    ? await sql<{ total: number }>`select count(*) as total from ${listed}`.execute(s.db)
    : await sql<{ total: number }>`
        select coalesce(sum(count), 0)::bigint as total from ${counted(scope)} where ${where}`.execute(s.db);
  return { rows, total: all[0]?.total ?? 0 };
}

/** Signatures nobody has accepted yet, oldest first, in campaigns still open. Never one's own. */
export async function countersignQueue(s: Session, scope: Scope, not: PersonId): Promise<ToCountersign[]> {
  const { rows } = await sql<ToCountersign>`
    select a.id as attestation_id, a.person_id, o.name, c.title, a.signed_at, o.school_id, o.manager_id
    from attestation a
    join campaign c on c.tenant = a.tenant and c.id = a.campaign_id and c.closed_on is null
    join obligation o on o.tenant = a.tenant and o.campaign_id = a.campaign_id and o.person_id = a.person_id
    where a.tenant = ${s.tenant} and a.accepted_at is null and a.how = 'screen' and a.person_id <> ${not} and ${within(scope)}
    order by a.signed_at limit 500`.execute(s.db);
  return rows;
}
