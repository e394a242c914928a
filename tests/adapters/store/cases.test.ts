import { randomUUID } from 'node:crypto';
import type { CaseId, PersonId } from '../../../src/core/ids';
import { engines, withStore } from '../../support/engines';
import { type Incident, makeIncident } from '../../support/incident';

const TABLES = ['incident_case', 'case_entry', 'case_member', 'case_person', 'case_task', 'case_paper'] as const;

describe.each(engines)('the database itself, on %s', (engine) => {
  const at = withStore(engine);
  let it: Incident;
  let caseId: CaseId;
  beforeAll(async () => {
    it = await makeIncident(at.store);
    caseId = await it.open({ flags: ['subject_adult', 'affected_pupil'], named: ['teacher'] });
    await it.walk(caseId, 'head', 'T0 opened', 'T1 no', 'T1c no');
    const task = { what: 'action', text: 'Do it', doerId: it.id('office'), office: '', dueOn: '2026-09-20' };
    await it.do('cases.act', 'head', { caseId, ...task });
    await it.school.unit.run(it.school.service, 'write', (w) =>
      w.cases.addPaper({
        id: randomUUID() as never,
        caseId,
        name: 'a.txt',
        mediaType: 'text/plain',
        size: 1,
        sha256: 'a',
        blob: 'b',
        scanned: 'none',
        addedAt: 0,
        sealedAt: null,
      }),
    );
  }, 60_000);

  /** As a person, by whatever entries the register has of them; null is the service. */
  const as = <T>(
    people: readonly PersonId[] | null,
    work: (query: (sql: string) => Promise<unknown[]>) => Promise<T>,
  ) =>
    at.store.transaction((client) => work(async (sql) => (await client.query(sql)).rows as unknown[]), {
      role: 'app_web',
      settings: { tenant: it.school.tenantId, ...(people && { oid: randomUUID(), person: people }) },
    });
  const teacher = () => [it.id('teacher')];

  test('whoever writes down that they are barred is themselves again at once, and the case is gone for them', async () => {
    const seen: boolean[] = [];
    const look = it.school.unit.run(it.school.actor('colleague'), 'write', async (w) => {
      const isThere = async () => seen.push((await w.cases.byId(caseId)) !== null);
      await isThere();
      await w.cases.bar(caseId, [it.id('office')]);
      await isThere();
      await w.cases.bar(caseId, [it.id('colleague')]);
      await isThere();
      throw new Error('undone');
    });
    await expect(look).rejects.toThrow('undone');
    expect(seen).toEqual([true, true, false]);
  });

  test.each(TABLES)('%s: whoever is barred reads, counts and changes nothing, blindly or not', async (table) => {
    const key = table === 'incident_case' ? 'id' : 'case_id';
    expect((await as([it.id('colleague')], (q) => q(`select 1 from ${table}`))).length).toBeGreaterThan(0);
    expect((await as(null, (q) => q(`select 1 from ${table}`))).length).toBeGreaterThan(0);
    for (const people of [teacher(), [it.id('colleague'), it.id('teacher')]]) {
      expect(await as(people, (q) => q(`select 1 from ${table}`))).toEqual([]);
      expect(await as(people, (q) => q(`select count(*) as n from ${table}`))).toEqual([{ n: 0 }]);
      expect(
        await as(people, (q) =>
          q(`select 1 from person p where exists (select from ${table} where ${key} is not null)`),
        ),
      ).toEqual([]);
    }
    const column = {
      incident_case: 'rev = 0',
      case_member: 'until = 0',
      case_task: 'done_at = 0',
      case_paper: 'sealed_at = 0',
    }[table as 'incident_case'];
    if (column) expect(await as(teacher(), (q) => q(`update ${table} set ${column} returning 1`))).toEqual([]);
  });

  test('a barred person adds nothing to a case, and takes themselves out of no list', async () => {
    const { tenantId: tenant } = it.school;
    const adds = [
      `insert into case_entry (tenant, case_id, id, at_ms, content) values ('${tenant}', '${caseId}', '${randomUUID()}', 0, '')`,
      `insert into case_member (tenant, case_id, person_id, part, since) values ('${tenant}', '${caseId}', '${it.id('teacher')}', 'told', 0)`,
      `insert into case_person (tenant, case_id, subject_id) values ('${tenant}', '${caseId}', '${it.id('teacher')}')`,
    ];
    for (const add of adds) await expect(as(teacher(), (q) => q(add))).rejects.toMatchObject({ code: '42501' });
    await as(teacher(), (q) => q(`update incident_case set barred = '{}'`));
    expect(await as(teacher(), (q) => q('select 1 from incident_case'))).toEqual([]);
  });

  test.each([
    'update case_entry set at_ms = 0',
    'delete from case_entry',
    'delete from incident_case',
    'update incident_case set reference = 1',
    'delete from case_paper',
  ])('“%s” is nothing anybody may do', async (sql) => {
    await expect(as(null, (q) => q(sql))).rejects.toMatchObject({ code: '42501' });
  });

  test.each(TABLES)('%s shows nothing without a tenant, and nothing of another', async (table) => {
    const rows = (tenant: string) =>
      at.store.transaction(async (client) => (await client.query<object>(`select 1 from ${table}`)).rows, {
        role: 'app_web',
        settings: { tenant },
      });
    expect(await rows(randomUUID())).toEqual([]);
    expect(
      await at.store.transaction(async (c) => (await c.query<object>(`select 1 from ${table}`)).rows, {
        role: 'app_web',
      }),
    ).toEqual([]);
  });

  test('one human being is one, by staff number or account, however many steps', async () => {
    const people = ['a', 'b', 'c'].map((key) => ({
      ...it.as('office').person,
      id: randomUUID() as PersonId,
      staffNumber: `X-${key}`,
      oid: randomUUID(),
    }));
    const [a, b, c] = people;
    if (!a || !b || !c) throw new Error('three were made');
    const chain = [a, { ...b, staffNumber: ' x-A' }, { ...c, oid: b.oid }];
    await it.school.unit.run(it.school.service, 'write', (w) => w.people.add(chain));
    const same = (ids: PersonId[]) => it.school.unit.run(it.school.service, 'read', (w) => w.people.sameAs(ids));
    expect(await same([c.id])).toEqual([a.id, b.id, c.id].sort());
    expect(await same([])).toEqual([]);
  });
});
