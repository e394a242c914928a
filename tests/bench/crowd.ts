import type { Store } from '../../src/adapters/store/engine';
import type { PersonId, SchoolId, TenantId } from '../../src/core/ids';

/** A statement has half a minute: a million rows are written in parts. */
const PART = 50_000;

interface Where {
  readonly tenantId: TenantId;
  readonly schoolId: SchoolId;
}

async function inParts(
  store: Store,
  statements: readonly string[],
  values: readonly unknown[],
  count: number,
): Promise<void> {
  for (let from = 1; from <= count; from += PART)
    await store.transaction(async (client) => {
      // What the rows refer to is there: it need not be looked up a million times.
      await client.query('set local session_replication_role = replica');
      for (const text of statements) await client.query(text, [...values, from, Math.min(from + PART - 1, count)]);
    });
}

/** As many people in one school. */
export const addPeople = (store: Store, { tenantId, schoolId }: Where, count: number): Promise<void> =>
  inParts(
    store,
    [
      `insert into person (tenant, id, oid, staff_number, given_name, family_name, school_id, job_role, department, starts_on)
       select $1, md5('person ' || n)::uuid, md5('person ' || n)::uuid::text, 'C-' || n, 'Person', 'Example ' || n, $2,
         'teaching', 'Key Stage 2', date '2015-09-01' from generate_series($3::int, $4::int) n`,
    ],
    [tenantId, schoolId],
    count,
  );

const PAST = `generate_series($6::int, $7::int) n`;
const CASE = `md5('case ' || n)::uuid`;

/** Reports of the crowd that were passed on, and the cases they became, all closed. What they say nobody can read. */
export const addPastCases = (
  store: Store,
  { tenantId, schoolId, ownerId, people }: Where & { readonly ownerId: PersonId; readonly people: number },
  count: number,
): Promise<void> =>
  inParts(
    store,
    [
      `insert into report (tenant, id, rev, reporter_id, school_id, case_id, number, state, chart_version, content, begun_at, sent_at)
       select $1, md5('report ' || n)::uuid, 10, md5('person ' || 1 + n % $5)::uuid, $2, ${CASE}, 'P-' || n, 'sent', $4,
         '\\x00', 1700000000000 + n, 1700000060000 + n
       from (select $3::uuid) unused, ${PAST}`,
      `insert into case_key (tenant, id, wrapped) select $1, ${CASE}, decode(repeat(md5(n::text), 3), 'hex')
       from (select $2::uuid, $3::uuid, $4::int, $5::int) unused, ${PAST}`,
      `insert into incident_case (tenant, id, reference, report_id, kind, school_id, owner_id, priority, state, node, rev,
         opened_at, first_action_at, closed_at, is_waiting, lead_sees, in_figures, category, content)
       select $1, ${CASE}, 'P-' || n, md5('report ' || n)::uuid, 'incident', $2, $3, 3, 'closed', null, 10,
         1700000060000 + n, 1700000120000 + n, 1700090000000 + n, false, true, true, null, '\\x00'
       from (select $4::int, $5::int) unused, ${PAST}`,
      `insert into case_member (tenant, case_id, person_id, part, since)
       select $1, ${CASE}, $3, 'owner', 1700000060000 + n
       from (select $2::uuid, $4::int, $5::int) unused, ${PAST}`,
    ],
    [tenantId, schoolId, ownerId, 1, people],
    count,
  );
