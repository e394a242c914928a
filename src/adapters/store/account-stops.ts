import type { Stop, StopStore } from '../../core/accounts/stops';
import type { PlanId } from '../../core/accounts/store';
import type { PersonId } from '../../core/ids';
import { type Ask, kept } from './account-sql';
import type { Session } from './unit';

const STOP = `s.id, s.school_id as "schoolId", s.at_ms as "at", s.tripped, s.figures, s.gone_on_by as "goneOnBy",
  s.gone_on_at as "goneOnAt", s.reason,
  (select json_agg(sp.plan_id order by sp.plan_id)::text from account_stop_plan sp
    where sp.tenant = s.tenant and sp.stop_id = s.id) as plans`;

interface StopRow extends Pick<Stop, 'id' | 'schoolId' | 'at' | 'tripped'> {
  readonly figures: string;
  readonly plans: string;
  readonly goneOnBy: PersonId | null;
  readonly goneOnAt: number | null;
  readonly reason: string | null;
}

const asStop = ({ figures, plans, goneOnBy, goneOnAt, reason, ...row }: StopRow): Stop => ({
  ...row,
  ...kept<Pick<Stop, 'traffic' | 'limits'>>(figures),
  planIds: kept<PlanId[]>(plans),
  goneOn: goneOnBy === null ? null : { by: goneOnBy, at: goneOnAt ?? 0, reason: reason ?? '' },
});

/** A row of `account_step` of a closing that was sent, as `st`. */
const CLOSED = `st.tenant = $1 and st.key = 'close' and (st.result::json ->> 'at')::bigint > 0`;
const LET_GO = `select from account_stop_plan sp join account_stop s on s.tenant = sp.tenant and s.id = sp.stop_id
  where sp.tenant = st.tenant and sp.plan_id = st.plan_id and s.gone_on_at is not null`;
const YEAR_MS = 366 * 86_400_000;

/** What the breaker has stopped, and what was closed before. */
export function accountStops({ all, one, run }: Ask, { tenant }: Session): StopStore {
  return {
    addStop: async (s) => {
      await run(
        'insert into account_stop (tenant, id, school_id, at_ms, tripped, figures) values ($1, $2, $3, $4, $5, $6)',
        [...[tenant, s.id, s.schoolId, s.at, s.tripped], JSON.stringify({ traffic: s.traffic, limits: s.limits })],
      );
      await run('insert into account_stop_plan select $1, $2, unnest($3::uuid[])', [tenant, s.id, s.planIds]);
    },
    stop: async (id) => {
      const row = await one<StopRow>(`select ${STOP} from account_stop s where s.tenant = $1 and s.id = $2`, [
        tenant,
        id,
      ]);
      return row && asStop(row);
    },
    stops: async (scope) => {
      if (scope.kind === 'team') return [];
      const rows = await all<StopRow>(
        `select ${STOP} from account_stop s where s.tenant = $1 and s.gone_on_at is null
           and ($2::uuid[] is null or s.school_id = any($2::uuid[]))
           and exists (select from account_stop_plan sp join account_plan a on a.tenant = sp.tenant and a.id = sp.plan_id
             where sp.tenant = s.tenant and sp.stop_id = s.id and a.state = 'stuck') order by s.at_ms, s.id`,
        [tenant, scope.kind === 'trust' ? null : scope.schoolIds],
      );
      return rows.map(asStop);
    },
    goOn: async (id, { by, at, reason }) => {
      await run(
        `update account_stop set gone_on_by = $3, gone_on_at = $4, reason = $5
         where tenant = $1 and id = $2 and gone_on_at is null`,
        [tenant, id, by, at, reason],
      );
    },
    letGo: async (ids) => {
      const rows = await all<{ id: PlanId }>(
        `select sp.plan_id as id from account_stop_plan sp join account_stop s on s.tenant = sp.tenant and s.id = sp.stop_id
         where sp.tenant = $1 and s.gone_on_at is not null and sp.plan_id = any($2::uuid[])`,
        [tenant, ids],
      );
      return new Set(rows.map((r) => r.id));
    },
    closing: async (since) =>
      (
        await one<{ n: number }>(
          `select count(*)::int as n from account_step st where ${CLOSED} and st.changed_at >= $2 and not exists (${LET_GO})`,
          [tenant, since],
        )
      )?.n ?? 0,
    usualClosing: async (before) =>
      (
        await one<{ n: number }>(
          `select coalesce(max(n), 0)::int as n from (
             select count(*) as n from account_step st where ${CLOSED} and st.changed_at >= $2 and st.changed_at < $3
             group by st.changed_at / 3600000) hours`,
          [tenant, before - YEAR_MS, before],
        )
      )?.n ?? 0,
  };
}
