import type { Approval } from '../../core/accounts/approval';
import type { Asking, BatchCounts, BatchStore, CountedBatch, Viewer } from '../../core/accounts/batch';
import type { Seats } from '../../core/accounts/seats';
import type { PlanId } from '../../core/accounts/store';
import { PLAN, type PlanRow, asPlan } from './account-plans';
import { type Ask, holderOf, kept, within } from './account-sql';
import type { Session } from './unit';

/** What is looked at again within so many ms is on its way; what comes later has had its turn. */
const SOON_MS = 10 * 60_000;

/** What a viewer may see of people joined as `p`: `$1` is the tenant, `$2` the scope's value, `$3` those kept out. */
function seenBy({ scope, not }: Viewer): { sql: string; values: unknown[] } {
  const { sql, value } = within(scope, 2);
  return { sql: `${sql} and not p.id = any($3::uuid[])`, values: [value, not] };
}

/** Each request with its plan that counts. */
const STANDING = `
  select r.tenant, r.batch_id, r.state as asked, a.state, a.next_at
  from account_request r
  join ${holderOf('r')} p on true
  left join account_plan a on a.tenant = r.tenant and a.request_id = r.id and a.state not in ('stale', 'withdrawn')
  where r.tenant = $1 and r.batch_id is not null`;

const COUNTS = `count(*)::int as total, count(*) filter (where s.asked = 'asked')::int as asked,
  count(*) filter (where s.state = 'waiting')::int as waiting,
  count(*) filter (where s.state = 'running' and s.next_at <= $4)::int as running,
  count(*) filter (where s.state = 'done' or (s.state = 'running' and coalesce(s.next_at > $4, true)))::int as settled,
  count(*) filter (where s.state in ('stuck', 'refused', 'changed'))::int as stuck`;

/** A plan of a batch, as the condition on `account_plan a`: the batch is `$4`. */
const IN_BATCH = `a.tenant = $1 and exists (select from account_request r
  join ${holderOf('r')} p on true
  where r.tenant = a.tenant and r.id = a.request_id and r.batch_id = $4 and `;

type Row = BatchCounts & Omit<CountedBatch, 'counts'>;
const asBatch = ({ id, by, at, name, begunAt, ...counts }: Row): CountedBatch => ({
  id,
  by,
  at,
  name,
  begunAt,
  counts,
});

export function accountBatches(ask: Ask, s: Session): BatchStore {
  return { ...lists(ask, s), ...deciding(ask, s), ...counting(ask, s) };
}

function lists(
  { all, run }: Ask,
  { tenant }: Session,
): Pick<BatchStore, 'addBatch' | 'batch' | 'batches' | 'plansIn' | 'waitingIn' | 'asking'> {
  const counted = async (viewer: Viewer, now: number, rest: string, more: readonly unknown[]) => {
    const { sql, values } = seenBy(viewer);
    const rows = await all<Row>(
      `select b.id, b.by_id as "by", b.at_ms as "at", b.name, ${COUNTS},
         (select min(v.at_ms) from account_request o
            join account_plan q on q.tenant = o.tenant and q.request_id = o.id
            join account_approval v on v.tenant = q.tenant and v.plan_id = q.id
          where o.tenant = b.tenant and o.batch_id = b.id) as "begunAt"
       from account_batch b join (${STANDING} and ${sql}) s on s.tenant = b.tenant and s.batch_id = b.id ${rest}`,
      [tenant, ...values, now + SOON_MS, ...more],
    );
    return rows.map(asBatch);
  };
  const plans = async (viewer: Viewer, rest: string, more: readonly unknown[]) => {
    const { sql, values } = seenBy(viewer);
    const rows = await all<PlanRow>(`select ${PLAN} from account_plan a where ${IN_BATCH} ${sql}) ${rest}`, [
      ...[tenant, ...values, ...more],
    ]);
    return rows.map(asPlan);
  };
  return {
    addBatch: async (batch, requests) => {
      await run('insert into account_batch values ($1, $2, $3, $4, $5)', [
        ...[tenant, batch.id, batch.by, batch.at, batch.name],
      ]);
      await run(
        `insert into account_request (tenant, id, person_id, by_id, at_ms, asked, state, batch_id)
         select $1::uuid, n.id, n.person_id, $2::uuid, $3::bigint, n.asked, 'asked', $4::uuid
         from unnest($5::uuid[], $6::uuid[], $7::text[]) as n (id, person_id, asked)`,
        [
          ...[tenant, batch.by, batch.at, batch.id, requests.map((r) => r.id)],
          ...[requests.map((r) => r.personId), requests.map((r) => JSON.stringify(r.asked))],
        ],
      );
    },
    batch: async (id, viewer, now) =>
      (await counted(viewer, now, 'where b.id = $5 group by b.tenant, b.id', [id]))[0] ?? null,
    batches: (viewer, { now, open, limit }) =>
      counted(
        viewer,
        now,
        `group by b.tenant, b.id
         having not $5 or count(*) filter (where s.asked = 'asked' or s.state in ('waiting', 'stuck', 'refused', 'changed')
           or (s.state = 'running' and s.next_at <= $4)) > 0
         order by b.at_ms desc, b.id limit $6`,
        [open, limit],
      ),
    plansIn: (id, viewer, { limit, offset }) =>
      plans(
        viewer,
        `and a.state not in ('stale', 'withdrawn')
         order by a.state not in ('stuck', 'refused', 'changed'), a.state <> 'waiting', a.made_at, a.id
         limit $5 offset $6`,
        [id, limit, offset],
      ),
    waitingIn: (id, viewer) => plans(viewer, `and a.state = 'waiting' order by a.id`, [id]),
    asking: (viewer, limit) => {
      const { sql, values } = seenBy(viewer);
      return all<Asking>(
        `select r.id as "requestId", p.id as "personId", trim(p.given_name || ' ' || p.family_name) as name,
           p.school_id as "schoolId", r.asked::json ->> 'kind' as kind, r.at_ms as "at"
         from account_request r join ${holderOf('r')} p on true
         where r.tenant = $1 and r.state = 'asked' and r.batch_id is null and ${sql}
         order by r.at_ms desc, r.id limit $4`,
        [tenant, ...values, limit],
      );
    },
  };
}

function deciding(
  { all, run }: Ask,
  { tenant }: Session,
): Pick<BatchStore, 'approvalsOf' | 'approveAll' | 'beginAll' | 'withdrawAll' | 'unconfirmed'> {
  return {
    approvalsOf: async (ids) => {
      const rows = await all<Approval & { planId: PlanId }>(
        `select plan_id as "planId", by_id as by, hash, at_ms as at from account_approval
         where tenant = $1 and plan_id = any($2::uuid[]) order by at_ms`,
        [tenant, ids],
      );
      const found = new Map<PlanId, Approval[]>(ids.map((id) => [id, []]));
      for (const { planId, ...approval } of rows) found.get(planId)?.push(approval);
      return found;
    },
    unconfirmed: async () =>
      (
        await all<PlanRow>(
          `select ${PLAN} from account_plan a where a.tenant = $1 and a.is_emergency
             and a.state not in ('stale', 'withdrawn')
             and not exists (select from account_approval v where v.tenant = a.tenant and v.plan_id = a.id
               and v.by_id not in (a.author_id, a.person_id)) order by a.made_at, a.id`,
          [tenant],
        )
      ).map(asPlan),
    approveAll: async (ids, { by, at }) => {
      await run(
        `insert into account_approval (tenant, plan_id, by_id, hash, at_ms)
         select tenant, id, $3, hash, $4 from account_plan where tenant = $1 and id = any($2::uuid[])
         on conflict do nothing`,
        [tenant, ids, by, at],
      );
    },
    beginAll: async (plans, now) => {
      const ids = plans.map((p) => p.id);
      await run(`update account_request set state = 'decided' where tenant = $1 and id = any($2::uuid[])`, [
        ...[tenant, plans.map((p) => p.requestId)],
      ]);
      await run(
        `update account_plan set state = 'stale', next_at = null, leased_by = null, leased_until = null
         where tenant = $1 and person_id = any($2::uuid[]) and not id = any($3::uuid[])
           and state in ('waiting', 'changed', 'running', 'stuck')`,
        [tenant, plans.map((p) => p.personId), ids],
      );
      await run(
        `update account_plan set state = 'running', next_at = $3, leased_by = null, leased_until = null
         where tenant = $1 and id = any($2::uuid[])`,
        [tenant, ids, now],
      );
    },
    withdrawAll: async (id, viewer) => {
      const { sql, values } = seenBy(viewer);
      await run(
        `update account_plan a set state = 'withdrawn', next_at = null where a.state in ('waiting', 'changed') and
           ${IN_BATCH} ${sql})`,
        [tenant, ...values, id],
      );
      return run(
        `update account_request r set state = 'withdrawn' where r.tenant = $1 and r.batch_id = $4
           and r.state in ('asked', 'planned')
           and exists (select from ${holderOf('r')} p where ${sql})`,
        [tenant, ...values, id],
      );
    },
  };
}

function counting({ one, run }: Ask, { tenant }: Session): Pick<BatchStore, 'seats' | 'saveSeats'> {
  return {
    seats: async () => {
      const row = await one<{ value: string }>(
        `select value from setting where tenant = $1 and key = 'account_seats'`,
        [tenant],
      );
      return row && kept<Seats>(row.value);
    },
    saveSeats: async (seats) => {
      await run(
        `insert into setting (tenant, key, value) values ($1, 'account_seats', $2)
         on conflict (tenant, key) do update set value = excluded.value`,
        [tenant, JSON.stringify(seats)],
      );
    },
  };
}
