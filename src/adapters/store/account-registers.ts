import type { Scope } from '../../core/access/actor';
import type { HandOff, StoredFinding } from '../../core/accounts/store';
import type { PersonId } from '../../core/ids';
import { type Ask, HOLDERS, SHEET_DONE, type Some, within } from './account-sql';
import type { Session } from './unit';

const HAND_OFF = `h.id, h.plan_id as "planId", h.person_id as "personId", h.key, h.task, h.about,
  h.made_at as "madeAt", h.done_at as "doneAt", h.done_by as "doneBy", h.proof`;
const FINDING = `f.person_id as "personId", f.kind, f.about, f.detail, f.cannot_tell as "cannotTell", f.since`;
type Left =
  | 'findings'
  | 'findingsOf'
  | 'saveFindings'
  | 'toCheck'
  | 'handOffs'
  | 'handOffsOf'
  | 'handOff'
  | 'addHandOffs'
  | 'finishHandOff'
  | 'held'
  | 'placeHold'
  | 'releaseHold'
  | 'signatures';

export function accountRegisters({ all, one, run }: Ask, { tenant }: Session): Some<Left> {
  const scoped = <T extends object>(select: string, from: string, scope: Scope, rest: string): Promise<T[]> => {
    const { sql, value } = within(scope, 1);
    const [table = '', alias = ''] = from.split(' ');
    return all<T>(
      `select ${select} from ${table} ${alias} join ${HOLDERS} p on p.tenant = ${alias}.tenant and p.id = ${alias}.person_id
       where ${sql} ${rest}`,
      [value],
    );
  };
  return {
    findings: (scope) =>
      scoped<StoredFinding>(FINDING, 'account_finding f', scope, 'and f.gone_at is null order by f.since, f.kind'),
    findingsOf: (personId) =>
      all<StoredFinding>(
        `select ${FINDING} from account_finding f where f.tenant = $1 and f.person_id = $2 and f.gone_at is null
         order by f.kind, f.about`,
        [tenant, personId],
      ),
    saveFindings: async (personId, found, at) => {
      await run(
        `update account_finding set gone_at = $3 where tenant = $1 and person_id = $2 and gone_at is null
         and (kind, about) not in (select * from unnest($4::text[], $5::text[]))`,
        [tenant, personId, at, found.map((f) => f.kind), found.map((f) => f.about)],
      );
      await run(
        `insert into account_finding (tenant, person_id, kind, about, detail, cannot_tell, since)
         select distinct on (n.kind, n.about) $1::uuid, $2::uuid, n.kind, n.about, n.detail, n.unread, $3::bigint
         from unnest($4::text[], $5::text[], $6::text[], $7::boolean[]) as n (kind, about, detail, unread)
         on conflict (tenant, person_id, kind, about) do update set detail = excluded.detail,
           cannot_tell = excluded.cannot_tell, gone_at = null,
           since = case when account_finding.gone_at is null then account_finding.since else excluded.since end`,
        [
          ...[tenant, personId, at, found.map((f) => f.kind), found.map((f) => f.about)],
          ...[found.map((f) => f.detail), found.map((f) => f.cannotTell)],
        ],
      );
      await run(
        `insert into account_check values ($1, $2, $3) on conflict (tenant, person_id) do update set at_ms = excluded.at_ms`,
        [tenant, personId, at],
      );
    },
    toCheck: async (before, limit) =>
      (
        await all<{ id: PersonId }>(
          `select r.person_id as id from account_request r
           left join account_check c on c.tenant = r.tenant and c.person_id = r.person_id
           where r.tenant = $1 and r.state = 'decided' and coalesce(c.at_ms, 0) < $2
             and not exists (select from account_plan a where a.tenant = r.tenant and a.person_id = r.person_id
               and a.state = 'running')
           group by r.person_id, c.at_ms order by coalesce(c.at_ms, 0), r.person_id limit $3`,
          [tenant, before, limit],
        )
      ).map((r) => r.id),
    handOffs: (scope) =>
      scoped<HandOff>(HAND_OFF, 'hand_off h', scope, 'and h.done_at is null order by h.made_at, h.id'),
    handOffsOf: (ids) =>
      all<HandOff>(
        `select ${HAND_OFF} from hand_off h where h.tenant = $1 and h.person_id = any($2::uuid[]) order by h.made_at, h.key`,
        [tenant, ids],
      ),
    handOff: (id) => one<HandOff>(`select ${HAND_OFF} from hand_off h where h.id = $1`, [id]),
    addHandOffs: async (rows) => {
      for (const h of rows)
        await run(
          `insert into hand_off (tenant, id, plan_id, person_id, key, task, about, made_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
          [tenant, h.id, h.planId, h.personId, h.key, h.task, h.about, h.madeAt],
        );
    },
    finishHandOff: async (id, by, at, proof) => {
      await run('update hand_off set done_at = $2, done_by = $3, proof = $4 where id = $1 and done_at is null', [
        ...[id, at, by, proof],
      ]);
    },
    held: async (ids) => {
      const rows = await all<{ id: PersonId }>(
        `with recursive kept_by (case_id, id) as (
           select case_id, subject_id from case_person where tenant = $1 and subject_id = any($2::uuid[])
           union select case_id, flagged_by from evidence_mail where tenant = $1 and flagged_by = any($2::uuid[])
           union select c.merged_into, k.id from kept_by k
             join incident_case c on c.tenant = $1 and c.id = k.case_id and c.merged_into is not null)
         select person_id as id from hold where tenant = $1 and released_at is null and person_id = any($2::uuid[])
         union select k.id from kept_by k join incident_case c on c.tenant = $1 and c.id = k.case_id
           and (c.keep_hold or c.state in ('sealed', 'open', 'handed'))`,
        [tenant, ids],
      );
      return new Set(rows.map((r) => r.id));
    },
    placeHold: async (personId, by, at, reason) => {
      await run(`insert into hold (tenant, person_id, placed_by, placed_at, reason) values ($1, $2, $3, $4, $5)`, [
        ...[tenant, personId, by, at, reason],
      ]);
    },
    releaseHold: async (personId, by, at) =>
      (await run(
        'update hold set released_by = $3, released_at = $4 where tenant = $1 and person_id = $2 and released_at is null',
        [tenant, personId, by, at],
      )) > 0,
    signatures: async (ids) => {
      const rows = await all<{ id: PersonId; at: number }>(
        `select person_id as id, max(signed_at) as at from attestation where tenant = $1 and person_id = any($2::uuid[])
         group by person_id
         union all select e.pupil_id, max(e.recorded_at) from sheet_entry e
           join pupil u on u.tenant = e.tenant and u.id = e.pupil_id
         where e.tenant = $1 and e.pupil_id = any($2::uuid[]) and ${SHEET_DONE} group by e.pupil_id`,
        [tenant, ids],
      );
      return new Map(rows.map((r) => [r.id, r.at]));
    },
  };
}
