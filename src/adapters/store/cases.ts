import { type ExpressionBuilder, type NotNull, sql } from 'kysely';
import { z } from 'zod';
import type { CaseFilter, CaseRow, CaseStore, Viewer } from '../../core/incidents/case-store';
import { Entry, type KeptEntry } from '../../core/incidents/case-entries';
import { Flag } from '../../core/incidents/flags';
import type { CaseId, PersonId, SchoolId } from '../../core/ids';
import { casePapersStore } from './case-papers';
import { handedStore } from './case-handed';
import type { Tables } from './tables';
import type { Session } from './unit';

const COLUMNS = [
  'id',
  'reference',
  'reportId',
  'kind',
  'schoolId',
  'ownerId',
  'priority',
  'state',
  'node',
  'rev',
  'openedAt',
  'firstActionAt',
  'dueAt',
  'chaseAt',
  'closedAt',
  'isWaiting',
  'leadSees',
  'inFigures',
  'category',
  'year',
  'outcome',
  'barred',
  'content',
] as const satisfies readonly (keyof Tables['incidentCase'])[];

const Kept = z.strictObject({ salt: z.string(), entry: Entry });
const Content = z.strictObject({ flags: z.array(Flag) });
type Stored = Pick<Tables['incidentCase'], (typeof COLUMNS)[number]>;
type CaseColumns = ExpressionBuilder<Tables, 'incidentCase'>;

/** The cell a case's own flags stand in. */
const cellOf = (id: CaseId) => ({ table: 'incident_case', column: 'content', id });
const entryCell = (id: string) => ({ table: 'case_entry', column: 'content', id });

/** Cases and their entries. The database lets nobody meet a case they are barred from: see the migration. */
export function caseStore(s: Session): CaseStore {
  const { db, tenant, content } = s;
  const rows = () => db.selectFrom('incidentCase').select(COLUMNS);
  const open = async (found: readonly Stored[]): Promise<CaseRow[]> => {
    const keys = await content.unlock(found.map((r) => r.id));
    return found.map(({ content: sealed, ...row }) => ({
      ...row,
      ...Content.parse(JSON.parse(keys(row.id, cellOf(row.id), sealed))),
    }));
  };
  const first = async (found: Promise<Stored | undefined>): Promise<CaseRow | null> => {
    const row = await found;
    return row ? ((await open([row]))[0] ?? null) : null;
  };
  const sealed = (id: CaseId, flags: readonly Flag[]) => content.seal(id, cellOf(id), JSON.stringify({ flags }));
  return {
    add: async ({ flags, barred: _, ...row }) => {
      // Barred last and by `bar` alone: whoever files a report about themselves still has to write it down.
      const values = { tenant, ...row, barred: [], content: await sealed(row.id, flags) };
      s.write(db.insertInto('incidentCase').values(values));
    },
    byId: (id) => first(rows().where('id', '=', id).executeTakeFirst()),
    byReport: (reportId) => first(rows().where('reportId', '=', reportId).executeTakeFirst()),
    lock: (id) => first(rows().where('id', '=', id).forUpdate().executeTakeFirst()),
    change: async (id, { flags, ...change }) => {
      const set = { ...change, ...(flags && { content: await sealed(id, flags) }) };
      await db.updateTable('incidentCase').set(set).where('id', '=', id).execute();
    },
    bar: (id, people) => Promise.resolve(bar(s, id, people)),
    entries: (id) => entriesOf(s, id),
    append: async (id, entries) => {
      const values: Omit<Tables['caseEntry'], 'number'>[] = [];
      for (const e of entries)
        values.push({
          tenant,
          caseId: id,
          id: e.id,
          atMs: e.at,
          byId: e.by,
          content: await content.seal(id, entryCell(e.id), JSON.stringify({ salt: e.salt, entry: e.entry })),
        });
      s.write(db.insertInto('caseEntry').values(values));
    },
    casesAbout: async (subject, viewer) =>
      open(
        await named(s, viewer)
          .selectFrom('incidentCase')
          .select(COLUMNS)
          .where('id', 'in', db.selectFrom('casePerson').select('caseId').where('subjectId', '=', subject))
          .where(seenBy(viewer))
          .where('kind', '=', 'incident')
          .orderBy('openedAt')
          .execute(),
      ),
    list: async (viewer, filter) => {
      const view = seen(named(s, viewer), s, viewer, filter).where(inView(filter.view, filter.dueBy));
      const page = view.select(COLUMNS).limit(filter.limit).offset(filter.offset);
      const ordered =
        filter.view === 'closed'
          ? page.orderBy('closedAt', 'desc').orderBy('id')
          : page.orderBy('priority').orderBy('dueAt').orderBy('openedAt').orderBy('id');
      return open(await ordered.execute());
    },
    counts: (viewer, filter) => {
      const of = (view: CaseFilter['view']) => {
        const some = seen(db, s, viewer, filter).where(inView(view, filter.dueBy)).select('id').limit(MOST).as('some');
        return db.selectFrom(some).select((e) => e.fn.countAll<number>().as('n'));
      };
      return named(s, viewer)
        .selectNoFrom([
          of('open').as('open'),
          of('mine').as('mine'),
          of('due').as('due'),
          of('waiting').as('waiting'),
          of('closed').as('closed'),
        ])
        .$narrowType<Record<CaseFilter['view'], NotNull>>()
        .executeTakeFirstOrThrow();
    },
    toChase: async (now, limit) =>
      open(
        await rows()
          .where('chaseAt', '<=', now)
          .where('state', '=', 'open')
          .orderBy('chaseAt')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute(),
      ),
    lowLevel: async (schools) =>
      open(
        await rows().where('kind', '=', 'low_level').where(atSchools(schools)).orderBy('openedAt', 'desc').execute(),
      ),
    figures: async (schools, from, until) => {
      const found = await db
        .selectFrom('incidentCase')
        .select(['schoolId', 'openedAt', 'firstActionAt', 'category', 'year', 'outcome', 'state'])
        .where('inFigures', '=', true)
        .where('openedAt', '>=', from)
        .where('openedAt', '<', until)
        .where(atSchools(schools))
        .execute();
      return found.map(({ state, ...row }) => ({ ...row, isOpen: state === 'open' || state === 'sealed' }));
    },
    lastLook: async (personId, signedInAt) => {
      const looked = db.selectFrom('caseLook').select('atMs').where('personId', '=', personId);
      return (await looked.where('signedInAt', '=', signedInAt).executeTakeFirst())?.atMs ?? null;
    },
    look: async (personId, signedInAt) => {
      const now = { signedInAt, atMs: s.now };
      await db
        .insertInto('caseLook')
        .values({ tenant, personId, ...now })
        .onConflict((c) => c.columns(['tenant', 'personId']).doUpdateSet(now))
        .execute();
    },
    ...membersStore(s),
    ...casePapersStore(s),
    ...handedStore(s),
  };
}

/** No count goes further: a page says "1,000 or more", and a million old cases cost nothing. */
const MOST = 1_000;

/** The cases somebody is named in, found once for a whole statement: `named` below. */
const named = ({ db }: Session, viewer: Viewer) =>
  db.with('named', (q) =>
    q
      .selectFrom('caseMember')
      .select(['caseId', 'part'])
      .where('personId', 'in', [...viewer.personIds])
      .where('until', 'is', null),
  );

// The tenant stands here too, so that the database finds its way by the indexes as if there were one tenant only.
const seen = (
  db: Pick<Session['db'], 'selectFrom'>,
  { tenant }: Session,
  viewer: Viewer,
  filter: Pick<CaseFilter, 'schoolId'>,
) =>
  db
    .selectFrom('incidentCase')
    .where('tenant', '=', tenant)
    .where('kind', '=', 'incident')
    .where(seenBy(viewer))
    .where(within(filter));

async function entriesOf({ db, content }: Session, id: CaseId): Promise<KeptEntry[]> {
  const found = await db
    .selectFrom('caseEntry')
    .select(['id', 'number', 'atMs', 'byId', 'content'])
    .where('caseId', '=', id)
    .orderBy('number')
    .execute();
  const keys = await content.unlock(found.length > 0 ? [id] : []);
  return found.map((e, i) => ({
    id: e.id,
    number: i + 1,
    at: e.atMs,
    by: e.byId,
    ...Kept.parse(JSON.parse(keys(id, entryCell(e.id), e.content))),
  }));
}

/**
 * Done as the service: a person who is themselves to be kept out could otherwise not write it down, because the row
 * would vanish under their hands.
 */
function bar({ client, withCommit, tenant, now }: Session, id: CaseId, people: readonly PersonId[]): void {
  const send = (text: string, values: unknown[] = []): void => withCommit(client.query(text, values));
  send(`select set_config('app.was', coalesce(current_setting('app.person', true), ''), true)`);
  send(`select set_config('app.person', '', true)`);
  send(
    `update incident_case set barred = array(select distinct unnest(barred || $3::uuid[]) order by 1)
     where tenant = $1 and id = $2`,
    [tenant, id, people],
  );
  send(
    `update case_member set until = $4 where tenant = $1 and case_id = $2 and person_id = any($3) and until is null`,
    [tenant, id, people, now],
  );
  send(`select set_config('app.person', current_setting('app.was'), true)`);
}

type Members = Pick<CaseStore, 'members' | 'join' | 'leave' | 'about'>;

function membersStore({ db, write, tenant, now }: Session): Members {
  return {
    members: (id) =>
      db
        .selectFrom('caseMember')
        .select(['personId', 'part', 'since', 'until'])
        .where('caseId', '=', id)
        .orderBy('since')
        .orderBy('personId')
        .execute(),
    join: (id, members) => {
      if (members.length > 0)
        write(
          db
            .insertInto('caseMember')
            .values(members.map((m) => ({ tenant, caseId: id, ...m, since: now, until: null })))
            .onConflict((c) => c.columns(['tenant', 'caseId', 'personId', 'part']).doUpdateSet({ until: null })),
        );
      return Promise.resolve();
    },
    leave: async (id, people, part) => {
      if (people.length === 0) return;
      await db
        .updateTable('caseMember')
        .set({ until: now })
        .where('caseId', '=', id)
        .where('personId', 'in', [...people])
        .where('until', 'is', null)
        .$if(part !== undefined, (q) => q.where('part', '=', part as never))
        .execute();
    },
    about: (id, subjects) => {
      if (subjects.length > 0)
        write(
          db
            .insertInto('casePerson')
            .values(subjects.map((subjectId) => ({ tenant, caseId: id, subjectId })))
            .onConflict((c) => c.doNothing()),
        );
      return Promise.resolve();
    },
  };
}

const atSchools = (schools: readonly (SchoolId | null)[]) => (e: CaseColumns) => {
  if (schools.includes(null)) return e.lit(true);
  const known = schools.filter((id): id is SchoolId => id !== null);
  return known.length === 0 ? e.lit(false) : e('schoolId', 'in', known);
};

/** Person by person, and the lead's own school. Whoever is barred is kept out by the database. */
export const seenBy = (viewer: Viewer) => (e: CaseColumns) => {
  const isNamed = e('id', 'in', sql<CaseId>`(select case_id from named)`);
  // Without the lead's half the database begins with the person's own cases, however many others there are.
  if (viewer.leadsAt.length === 0) return isNamed;
  return e.or([isNamed, e.and([e('leadSees', '=', true), atSchools(viewer.leadsAt)(e)])]);
};

const within = (filter: Pick<CaseFilter, 'schoolId'>) => (e: CaseColumns) =>
  filter.schoolId === undefined ? e.lit(true) : e('schoolId', '=', filter.schoolId);

const inView = (view: CaseFilter['view'], dueBy: number) => (e: CaseColumns) => {
  if (view === 'closed') return e('state', 'in', ['closed', 'handed', 'merged']);
  const isOpen = e('state', 'in', ['open', 'sealed']);
  if (view === 'mine')
    return e.and([isOpen, e('id', 'in', sql<CaseId>`(select case_id from named where part <> 'told')`)]);
  if (view === 'due') return e.and([isOpen, e('dueAt', '<=', dueBy)]);
  return view === 'waiting' ? e.and([isOpen, e('isWaiting', '=', true)]) : isOpen;
};
