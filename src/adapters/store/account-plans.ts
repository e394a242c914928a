import type { Approval } from '../../core/accounts/approval';
import { closes } from '../../core/accounts/breaker';
import type { StepResult } from '../../core/accounts/case';
import type { Snapshot } from '../../core/accounts/snapshot';
import type { Plan, PlanId } from '../../core/accounts/store';
import { type Ask, holderOf, kept, SHEET_DONE, type Some, within } from './account-sql';
import type { Session } from './unit';

/** The columns of a plan, from `account_plan`. */
export const PLAN = `id, request_id as "requestId", person_id as "personId", author_id as "authorId", hash, stages, state,
  is_emergency as "isEmergency", made_at as "madeAt", next_at as "nextAt"`;
export type PlanRow = Omit<Plan, 'stages'> & { stages: string };
export const asPlan = (row: PlanRow): Plan => ({ ...row, stages: kept(row.stages) });

export function accountPlans(
  { all, one, run }: Ask,
  { tenant }: Session,
): Some<
  'addPlans' | 'plan' | 'plansOf' | 'plans' | 'overtake' | 'setPlan' | 'approvals' | 'approve' | 'claim' | 'hold'
> {
  return {
    addPlans: async (plans) => {
      await run(
        `insert into account_plan select $1, n.* from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[],
           $7::text[], $8::text[], $9::boolean[], $10::bigint[], $11::bigint[], $12::boolean[], $13::int[]) as n`,
        [
          ...[tenant, plans.map((p) => p.id), plans.map((p) => p.requestId), plans.map((p) => p.personId)],
          ...[plans.map((p) => p.authorId), plans.map((p) => p.hash), plans.map((p) => JSON.stringify(p.stages))],
          ...[plans.map((p) => p.state), plans.map((p) => p.isEmergency), plans.map((p) => p.madeAt)],
          ...[plans.map((p) => p.nextAt), plans.map((p) => p.stages.some((stage) => stage.at === 'signed'))],
          plans.map((p) => (closes(p.stages) ? 1 : 0)),
        ],
      );
    },
    overtake: async (personIds) => {
      await run(
        `with old as (select id from account_plan where tenant = $1 and person_id = any($2::uuid[])
           and state in ('waiting', 'changed') order by id for update)
         update account_plan a set state = 'stale', next_at = null, leased_by = null, leased_until = null
         from old where a.tenant = $1 and a.id = old.id`,
        [tenant, personIds],
      );
    },
    plan: async (id) => {
      const row = await one<PlanRow>(`select ${PLAN} from account_plan where id = $1`, [id]);
      return row && asPlan(row);
    },
    plansOf: async (personId) =>
      (
        await all<PlanRow>(
          `select ${PLAN} from account_plan where tenant = $1 and person_id = $2 order by made_at desc, id`,
          [tenant, personId],
        )
      ).map(asPlan),
    plans: async ({ scope, not }, o) => {
      const { sql, value } = within(scope, 1);
      const from = `from account_plan a where exists (select from ${holderOf('a')} p where ${sql}
          and not p.id = any($3::uuid[]))
        and a.state not in ('stale', 'withdrawn') and (not $2 or a.state <> 'done')
        and not exists (select from account_request r
          where r.tenant = a.tenant and r.id = a.request_id and r.batch_id is not null)`;
      const rows = await all<PlanRow>(`select ${PLAN} ${from} order by made_at desc, id limit $4 offset $5`, [
        ...[value, o.open, not, o.limit, o.offset],
      ]);
      const total = await one<{ n: number }>(`select count(*)::int as n ${from}`, [value, o.open, not]);
      return { rows: rows.map(asPlan), total: total?.n ?? 0 };
    },
    setPlan: async (id, state, nextAt) => {
      await run(
        'update account_plan set state = $2, next_at = $3, leased_by = null, leased_until = null where id = $1',
        [id, state, nextAt],
      );
    },
    approvals: (id) =>
      all<Approval>('select by_id as by, hash, at_ms as at from account_approval where plan_id = $1 order by at_ms', [
        id,
      ]),
    approve: async (id, a) => {
      await run('insert into account_approval values ($1, $2, $3, $4, $5) on conflict do nothing', [
        ...[tenant, id, a.by, a.hash, a.at],
      ]);
    },
    claim: async ({ by, seconds, limit, now }) =>
      (
        await all<PlanRow>(
          `update account_plan set leased_by = $2, leased_until = now() + make_interval(secs => $3)
           where tenant = $1 and id in (
             select id from account_plan a
             where tenant = $1 and state in ('running', 'stuck') and (leased_until is null or leased_until < now())
               and (next_at <= $4 or (awaits_signature and exists (
                 select from (select tenant, person_id, signed_at from attestation
                   union all select e.tenant, e.pupil_id, e.recorded_at from sheet_entry e
                     join pupil u on u.tenant = e.tenant and u.id = e.pupil_id where ${SHEET_DONE}) t
                 where t.tenant = a.tenant and t.person_id = a.person_id
                   and t.signed_at > a.made_at and not exists (
                   select from account_step st where st.tenant = a.tenant and st.plan_id = a.id and st.changed_at >= t.signed_at))))
             order by is_emergency desc, next_at nulls last, id limit $5 for update skip locked)
           returning ${PLAN}`,
          [tenant, by, seconds, now, limit],
        )
      )
        .map(asPlan)
        .sort((a, b) => Number(b.isEmergency) - Number(a.isEmergency) || a.madeAt - b.madeAt),
    hold: async (by, ids, seconds) =>
      (
        await all<{ id: PlanId }>(
          `update account_plan set leased_until = now() + make_interval(secs => $3)
           where leased_by = $1 and id = any($2::uuid[]) returning id`,
          [by, ids, seconds],
        )
      ).map((r) => r.id),
  };
}

export function accountProgress(
  { all, one, run }: Ask,
  s: Session,
): Some<'results' | 'saveResults' | 'snapshot' | 'keepSnapshot' | 'newestSnapshot'> {
  const { tenant, now } = s;
  const snapshot = async (where: string, id: string): Promise<Snapshot | null> => {
    const row = await one<{ content: string }>(
      `select content from account_snapshot where tenant = $1 and ${where} = $2 order by taken_at desc limit 1`,
      [tenant, id],
    );
    return row && kept(row.content);
  };
  return {
    results: async (ids) => {
      const rows = await all<{ planId: PlanId; result: string }>(
        'select plan_id as "planId", result from account_step where tenant = $1 and plan_id = any($2::uuid[]) order by key',
        [tenant, ids],
      );
      const found = new Map<PlanId, StepResult[]>(ids.map((id) => [id, []]));
      for (const { planId, result } of rows) found.get(planId)?.push(kept(result));
      return found;
    },
    saveResults: async (id, results) => {
      await run(
        `insert into account_step select $1, $2, n.key, n.result, $5 from unnest($3::text[], $4::text[]) as n (key, result)
         on conflict (tenant, plan_id, key) do update set result = excluded.result, changed_at = excluded.changed_at`,
        [tenant, id, results.map((r) => r.key), results.map((r) => JSON.stringify(r)), now],
      );
    },
    snapshot: (id) => snapshot('plan_id', id),
    newestSnapshot: (personId) => snapshot('person_id', personId),
    keepSnapshot: async (id, personId, taken) => {
      await run('insert into account_snapshot values ($1, $2, $3, $4, $5) on conflict do nothing', [
        ...[tenant, id, personId, taken.takenAt, JSON.stringify(taken)],
      ]);
    },
  };
}
