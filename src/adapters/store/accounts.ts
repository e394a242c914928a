import type { Scope } from '../../core/access/actor';
import type { Approval } from '../../core/accounts/approval';
import type { StepResult } from '../../core/accounts/case';
import { RoleTemplate, Scheme } from '../../core/accounts/role-template';
import type {
  AccountRequest,
  AccountStore,
  Equipment,
  HandOff,
  Plan,
  PlanId,
  StoredFinding,
} from '../../core/accounts/store';
import type { Snapshot } from '../../core/accounts/snapshot';
import type { PersonId, SchoolId } from '../../core/ids';
import type { Session } from './unit';

/** JSON text of a column, written by this file and by nothing else. */
const kept = <T>(text: string): T => JSON.parse(text) as T;

const PLAN = `id, request_id as "requestId", person_id as "personId", author_id as "authorId", hash, stages, state,
  is_emergency as "isEmergency", made_at as "madeAt", next_at as "nextAt"`;
type PlanRow = Omit<Plan, 'stages'> & { stages: string };
const asPlan = (row: PlanRow): Plan => ({ ...row, stages: kept(row.stages) });

const REQUEST = `id, person_id as "personId", by_id as "by", at_ms as "at", asked, state`;
type RequestRow = Omit<AccountRequest, 'asked'> & { asked: string };
const asRequest = (row: RequestRow): AccountRequest => ({ ...row, asked: kept(row.asked) });

const HAND_OFF = `h.id, h.plan_id as "planId", h.person_id as "personId", h.key, h.task, h.about,
  h.made_at as "madeAt", h.done_at as "doneAt", h.done_by as "doneBy", h.proof`;
const FINDING = `f.person_id as "personId", f.kind, f.about, f.detail, f.cannot_tell as "cannotTell", f.since`;
const EQUIPMENT = `e.id, e.person_id as "personId", e.kind, e.number, e.issued_on as "issuedOn",
  e.issued_by as "issuedBy", e.returned_on as "returnedOn", e.returned_to as "returnedTo", e.condition`;

/** What a scope lets through, over a table of people joined as `p`; its one value is the parameter given. */
function within(scope: Scope, parameter: number): { sql: string; value: readonly string[] } {
  if (scope.kind === 'trust') return { sql: `cardinality($${parameter}::uuid[]) = 0`, value: [] };
  if (scope.kind === 'team') return { sql: `p.manager_id = any($${parameter}::uuid[])`, value: [scope.managerId] };
  return { sql: `p.school_id = any($${parameter}::uuid[])`, value: scope.schoolIds };
}

export function accountStore(s: Session): AccountStore {
  const { client, tenant } = s;
  const all = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
    (await client.query<T>(sql, values)).rows;
  const one = async <T extends object>(sql: string, values: unknown[] = []): Promise<T | null> =>
    (await all<T>(sql, values))[0] ?? null;
  const run = async (sql: string, values: unknown[]): Promise<number> =>
    (await client.query(sql, values)).rowCount ?? 0;
  return {
    ...setUp({ all, one, run }, s),
    ...requests({ all, one, run }, s),
    ...plans({ all, one, run }, s),
    ...progress({ all, one, run }, s),
    ...leftovers({ all, one, run }, s),
    addresses: async () => {
      const rows = await all<{ address: string }>(
        `select lower(email) as address from person where email is not null
         union select lower(content::json ->> 'address') from account_snapshot`,
      );
      return new Set(rows.map((r) => r.address));
    },
    school: async (id) =>
      (
        await one<{ schoolId: SchoolId }>('select school_id as "schoolId" from person where tenant = $1 and id = $2', [
          tenant,
          id,
        ])
      )?.schoolId ?? null,
  };
}

interface Ask {
  readonly all: <T extends object>(sql: string, values?: unknown[]) => Promise<T[]>;
  readonly one: <T extends object>(sql: string, values?: unknown[]) => Promise<T | null>;
  readonly run: (sql: string, values: unknown[]) => Promise<number>;
}

type Some<K extends keyof AccountStore> = Pick<AccountStore, K>;

function setUp(
  { all, one, run }: Ask,
  { tenant }: Session,
): Some<'scheme' | 'saveScheme' | 'templates' | 'saveTemplate'> {
  return {
    scheme: async () => {
      const row = await one<{ value: string }>(`select value from setting where key = 'accounts'`);
      return row ? Scheme.parse(JSON.parse(row.value)) : null;
    },
    saveScheme: async (scheme) => {
      await run(
        `insert into setting (tenant, key, value) values ($1, 'accounts', $2)
         on conflict (tenant, key) do update set value = excluded.value`,
        [tenant, JSON.stringify(scheme)],
      );
    },
    templates: async () =>
      (await all<{ content: string }>('select content from role_template order by id')).map((r) =>
        RoleTemplate.parse(JSON.parse(r.content)),
      ),
    saveTemplate: async (template) => {
      await run(
        `insert into role_template (tenant, id, content) values ($1, $2, $3)
         on conflict (tenant, id) do update set content = excluded.content`,
        [tenant, template.id, JSON.stringify(template)],
      );
    },
  };
}

function requests(
  { all, one, run }: Ask,
  { tenant }: Session,
): Some<'addRequest' | 'request' | 'requestsOf' | 'toPlan' | 'setRequest'> {
  return {
    addRequest: async (r) => {
      await run('insert into account_request values ($1, $2, $3, $4, $5, $6, $7)', [
        ...[tenant, r.id, r.personId, r.by, r.at],
        ...[JSON.stringify(r.asked), r.state],
      ]);
    },
    request: async (id) => {
      const row = await one<RequestRow>(`select ${REQUEST} from account_request where id = $1`, [id]);
      return row && asRequest(row);
    },
    requestsOf: async (ids) =>
      (
        await all<RequestRow>(
          `select ${REQUEST} from account_request where tenant = $1 and person_id = any($2::uuid[]) order by at_ms, id`,
          [tenant, ids],
        )
      ).map(asRequest),
    toPlan: async (limit) =>
      (
        await all<RequestRow>(
          `select ${REQUEST} from account_request where tenant = $1 and state = 'asked'
           order by (asked::json ->> 'kind') <> 'urgent', at_ms, id limit $2`,
          [tenant, limit],
        )
      ).map(asRequest),
    setRequest: async (id, state) => {
      await run('update account_request set state = $2 where id = $1', [id, state]);
    },
  };
}

/** Doors that a plan closes: what the breaker counts. */
const closesOf = (plan: Plan): number =>
  plan.stages.some((stage) => stage.steps.some((step) => step.change.do === 'close')) ? 1 : 0;

function plans(
  { all, one, run }: Ask,
  { tenant }: Session,
): Some<'addPlan' | 'plan' | 'plansOf' | 'plans' | 'setPlan' | 'approvals' | 'approve' | 'claim' | 'hold' | 'closing'> {
  return {
    addPlan: async (p) => {
      await run('insert into account_plan values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)', [
        ...[tenant, p.id, p.requestId, p.personId, p.authorId, p.hash, JSON.stringify(p.stages), p.state],
        ...[p.isEmergency, p.madeAt, p.nextAt, p.stages.some((stage) => stage.at === 'signed'), closesOf(p)],
      ]);
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
    plans: async (scope, o) => {
      const { sql, value } = within(scope, 1);
      const from = `from account_plan a where exists (select from person p where p.tenant = a.tenant and p.id = a.person_id and ${sql})
        and a.state not in ('stale', 'withdrawn') and (not $2 or a.state <> 'done')`;
      const rows = await all<PlanRow>(`select ${PLAN} ${from} order by made_at desc, id limit $3 offset $4`, [
        ...[value, o.open, o.limit, o.offset],
      ]);
      const total = await one<{ n: number }>(`select count(*)::int as n ${from}`, [value, o.open]);
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
                 select from attestation t where t.tenant = a.tenant and t.person_id = a.person_id
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
    closing: async (since) =>
      (
        await one<{ n: number }>(
          `select count(*)::int as n from account_step where key = 'close' and changed_at >= $1
             and (result::json ->> 'at')::bigint > 0`,
          [since],
        )
      )?.n ?? 0,
  };
}

function progress(
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
  | 'equipment'
  | 'equipmentOf'
  | 'saveEquipment'
  | 'held'
  | 'placeHold'
  | 'releaseHold'
  | 'signatures';

function leftovers({ all, one, run }: Ask, { tenant }: Session): Some<Left> {
  const scoped = <T extends object>(select: string, from: string, scope: Scope, rest: string): Promise<T[]> => {
    const { sql, value } = within(scope, 1);
    const [table = '', alias = ''] = from.split(' ');
    return all<T>(
      `select ${select} from ${table} ${alias} join person p on p.tenant = ${alias}.tenant and p.id = ${alias}.person_id
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
    equipment: (scope) =>
      scoped<Equipment>(EQUIPMENT, 'equipment e', scope, 'order by e.returned_on nulls first, e.issued_on, e.id'),
    equipmentOf: (personId) =>
      all<Equipment>(
        `select ${EQUIPMENT} from equipment e where e.tenant = $1 and e.person_id = $2 order by e.issued_on, e.id`,
        [...[tenant, personId]],
      ),
    saveEquipment: async (e) => {
      await run(
        `insert into equipment values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (tenant, id) do update set returned_on = excluded.returned_on, returned_to = excluded.returned_to,
           condition = excluded.condition, number = excluded.number`,
        [
          ...[tenant, e.id, e.personId, e.kind, e.number, e.issuedOn, e.issuedBy],
          ...[e.returnedOn, e.returnedTo, e.condition],
        ],
      );
    },
    held: async (ids) => {
      const rows = await all<{ id: PersonId }>(
        `select person_id as id from hold where tenant = $1 and released_at is null and person_id = any($2::uuid[])
         union select s.subject_id from case_person s
           join incident_case c on c.tenant = s.tenant and c.id = s.case_id and c.state in ('sealed', 'open', 'handed')
           where s.tenant = $1 and s.subject_id = any($2::uuid[])`,
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
         group by person_id`,
        [tenant, ids],
      );
      return new Map(rows.map((r) => [r.id, r.at]));
    },
  };
}
