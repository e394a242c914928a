import { type ExpressionBuilder, sql } from 'kysely';
import type { Scope } from '../../core/access/actor';
import type { Day, PersonId, SchoolId } from '../../core/ids';
import { countsFirst } from '../../core/people/employment';
import type { Absence, LanternRole, Person } from '../../core/people/person';
import type { PeopleFilter, PeopleStore } from '../../core/people/store';
import type { Tables } from './tables';
import type { Session } from './unit';

const COLUMNS = [
  'id',
  'oid',
  'staffNumber',
  'givenName',
  'familyName',
  'bornOn',
  'email',
  'schoolId',
  'jobRole',
  'department',
  'managerId',
  'startsOn',
  'endsOn',
] as const satisfies readonly (keyof Tables['person'])[];

/** The index that one person, role, school and first day make: see the migration. */
const HOLDING = sql`tenant, person_id, role, coalesce(school_id, '00000000-0000-0000-0000-000000000000'), from_day`;

/** Rows of one statement stay below PostgreSQL's 65,535 parameters. */
const CHUNK = 2_000;

export function* chunks<T>(rows: readonly T[], size = CHUNK): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

type PersonColumns = ExpressionBuilder<Tables, 'person'>;

/** What a scope lets through, for any query over people. */
export const withinScope = (scope: Scope) => (e: PersonColumns) => {
  if (scope.kind === 'trust') return e.lit(true);
  if (scope.kind === 'team') return e('managerId', '=', scope.managerId);
  return e('schoolId', 'in', [...scope.schoolIds]);
};

/** Text a person typed, as a pattern that matches it anywhere: `%` and `_` stand for themselves. */
export const containing = (typed: string): string => `%${typed.replace(/[\\%_]/g, '\\$&')}%`;

export function peopleStore({ db, client, tenant, today }: Session): PeopleStore {
  const people = () => db.selectFrom('person').select(COLUMNS);
  const holdings = () =>
    db
      .selectFrom('roleHolding')
      .select(['personId', 'role', 'schoolId', 'fromDay as from', 'untilDay as until'])
      .orderBy('fromDay');
  return {
    schools: () => db.selectFrom('school').select(['id', 'name']).orderBy('name').execute(),
    person: async (id) => (await people().where('id', '=', id).executeTakeFirst()) ?? null,
    byIds: async (ids) => {
      const found = new Map<PersonId, Person>();
      for (const some of chunks([...new Set(ids)]))
        for (const p of await people()
          .where('id', 'in', [...some])
          .execute())
          found.set(p.id, p);
      return found;
    },
    byOids: async (oids) => {
      if (oids.length === 0) return new Map();
      const rows = await people()
        .where('oid', 'in', [...oids])
        .execute();
      // The last of one account stands in the map.
      const ordered = [...rows].sort(countsFirst(today)).reverse();
      return new Map(ordered.flatMap((p) => (p.oid === null ? [] : [[p.oid, p] as const])));
    },
    everyone: () => people().orderBy('id').execute(),
    list: (scope, filter) => list({ db, scope, filter }),
    manages: async (id) =>
      (await db.selectFrom('person').select('id').where('managerId', '=', id).limit(1).executeTakeFirst()) !==
      undefined,
    sameAs: async (ids) => (await same<{ id: PersonId }>(client, SAME_AS, ids)).map((r) => r.id),
    entriesOf: (ids) => same<Person>(client, ENTRIES, ids),
    addSchools: async (schools) => {
      if (schools.length === 0) return;
      await db
        .insertInto('school')
        .values(schools.map((s) => ({ tenant, ...s })))
        .execute();
    },
    add: async (rows) => {
      for (const some of chunks(rows))
        await db
          .insertInto('person')
          .values(some.map((p) => ({ tenant, ...p })))
          .execute();
    },
    change: async (rows) => {
      for (const { id, ...person } of rows) await db.updateTable('person').set(person).where('id', '=', id).execute();
      await refreshOpenCampaigns(
        db,
        rows.map((p) => p.id),
      );
    },
    absences: async (): Promise<Absence[]> =>
      db.selectFrom('absence').select(['personId', 'fromDay as from', 'untilDay as until', 'reason']).execute(),
    recordAbsence: async (a) => {
      const row = { tenant, personId: a.personId, fromDay: a.from, untilDay: a.until, reason: a.reason };
      await db
        .insertInto('absence')
        .values(row)
        .onConflict((c) =>
          c.columns(['tenant', 'personId', 'fromDay']).doUpdateSet({ untilDay: a.until, reason: a.reason }),
        )
        .execute();
    },
    rolesOf: (id, today) => inForce(holdings().where('personId', '=', id), today).execute(),
    roles: () => holdings().execute(),
    holders: async (roles, schoolId, today) => {
      const held = await holders({ db, roles, schoolId, today });
      return [...new Map(held.map(({ role: _role, at: _at, ...person }) => [person.id, person])).values()];
    },
    posts: async <Role extends LanternRole>(roles: readonly Role[], schoolId: SchoolId, today: Day) => {
      const held = await holders({ db, roles, schoolId, today });
      const of = (role: Role): PersonId[] => [...new Set(held.filter((h) => h.role === role).map((h) => h.id))];
      return Object.fromEntries(roles.map((role) => [role, of(role)])) as Record<Role, PersonId[]>; // each of them
    },
    giveRole: async (h, givenBy) => {
      const row = {
        tenant,
        personId: h.personId,
        role: h.role,
        schoolId: h.schoolId,
        fromDay: h.from,
        untilDay: h.until,
        givenBy,
      };
      await db
        .insertInto('roleHolding')
        .values(row)
        // Given again on the day it was taken away: it is held again.
        .onConflict((c) => c.expression(HOLDING).doUpdateSet({ untilDay: h.until, givenBy }))
        .execute();
    },
    endRole: async (h, until) => {
      const { numUpdatedRows } = await db
        .updateTable('roleHolding')
        .set({ untilDay: until })
        .where('personId', '=', h.personId)
        .where('role', '=', h.role)
        .where((e) => (h.schoolId === null ? e('schoolId', 'is', null) : e('schoolId', '=', h.schoolId)))
        .where((e) => e.or([e('untilDay', 'is', null), e('untilDay', '>', until)]))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

/**
 * As `samePeople` of core puts them together: by staff number as people read it, or by account, however many steps.
 * Each step is two look-ups in an index; with an `or` of the two, everybody would be read at each.
 */
async function same<Row extends object>(
  client: Session['client'],
  query: typeof SAME_AS,
  ids: readonly PersonId[],
): Promise<Row[]> {
  return ids.length === 0 ? [] : (await client.query<Row>({ ...query, values: [ids] })).rows;
}

const SAME = `with recursive same as (
      select id, oid, number_key from person where id = any($1::uuid[])
      union
      select p.* from same s cross join lateral (
        select id, oid, number_key from person where oid = s.oid
        union all
        select id, oid, number_key from person where number_key = s.number_key and number_key <> '') p)`;
const SAME_AS = { name: 'same as', text: `${SAME} select id from same order by id` };
const ENTRIES = {
  name: 'entries of',
  text: `${SAME} select ${COLUMNS.map((c) => `${c.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${c}"`).join(', ')}
    from person where id in (select id from same) order by id`,
};

/** A holding counts from its first day up to and including its last. */
const inForce = <Q extends { where: (e: (b: ExpressionBuilder<Tables, 'roleHolding'>) => unknown) => Q }>(
  query: Q,
  today: Day,
): Q =>
  query.where((e) => e.and([e('fromDay', '<=', today), e.or([e('untilDay', 'is', null), e('untilDay', '>=', today)])]));

async function list(o: {
  db: Session['db'];
  scope: Scope;
  filter: PeopleFilter;
}): Promise<{ rows: Person[]; total: number }> {
  const { scope, filter } = o;
  const matching = o.db
    .selectFrom('person')
    .where(withinScope(scope))
    .$if(filter.schoolId !== undefined, (q) => q.where('schoolId', '=', filter.schoolId as SchoolId))
    .$if(filter.q !== undefined && filter.q !== '', (q) =>
      q.where(
        sql<boolean>`given_name || ' ' || family_name || ' ' || staff_number || ' ' || coalesce(email, '') ilike ${containing(filter.q ?? '')}`,
      ),
    );
  const { total } = await matching.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching
    .select(COLUMNS)
    .orderBy('familyName')
    .orderBy('givenName')
    .orderBy('id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows, total };
}

interface Holder extends Person {
  readonly role: LanternRole;
  /** Null for the whole trust. */
  readonly at: SchoolId | null;
}

/** Roles in the order asked for, and for each the school's own holders before the trust's. */
async function holders(o: {
  db: Session['db'];
  roles: readonly LanternRole[];
  schoolId: SchoolId | null;
  today: Day;
}): Promise<Holder[]> {
  const { db, roles, schoolId, today } = o;
  const rows = await db
    .selectFrom('roleHolding')
    .innerJoin('person', 'person.id', 'roleHolding.personId')
    .select(COLUMNS.map((c) => `person.${c}` as const))
    .select(['role', 'roleHolding.schoolId as at'])
    .where('role', 'in', [...roles])
    .where((e) =>
      e.or([e('roleHolding.schoolId', 'is', null), ...(schoolId ? [e('roleHolding.schoolId', '=', schoolId)] : [])]),
    )
    .where('fromDay', '<=', today)
    .where((e) => e.or([e('untilDay', 'is', null), e('untilDay', '>=', today)]))
    .where((e) => e.or([e('endsOn', 'is', null), e('endsOn', '>=', today)]))
    .execute();
  const rank = (h: Holder): number => roles.indexOf(h.role) * 2 + (h.at === null ? 1 : 0);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

/** Open campaigns show people where they work now; closed ones are records and keep what stood then. */
async function refreshOpenCampaigns(db: Session['db'], ids: readonly PersonId[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update obligation o set school_id = p.school_id, job_role = p.job_role, department = p.department,
      manager_id = p.manager_id, name = trim(p.given_name || ' ' || p.family_name)
    from person p, campaign c
    where p.tenant = o.tenant and p.id = o.person_id and c.tenant = o.tenant and c.id = o.campaign_id
      and c.closed_on is null and p.id = any(${ids})`.execute(db);
}
