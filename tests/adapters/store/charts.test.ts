import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import { engines, withStore } from '../../support/engines';
import { type SchoolFixture, makeSchool } from '../../support/school';

describe.each(engines)('charts, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeAll(async () => {
    school = await makeSchool(at.store);
  });
  const run = <T>(work: Parameters<SchoolFixture['unit']['run']>[2]) =>
    school.unit.run(school.service, 'read', work) as Promise<T>;

  test('Lantern’s own is in force until the school publishes one, and stays there for what began with it', async () => {
    expect(await run((w) => w.charts.inForce('report'))).toBe(REPORT);
    const second = { ...REPORT, version: 2 };
    await at.store.transaction(
      (client) =>
        client.query(
          `insert into chart_version (tenant, chart, version, body, author_id, approver_id, published_at)
           values ($1, 'report', 2, $2, $3, $4, 1)`,
          [school.tenantId, JSON.stringify(second), school.id('lead'), school.id('head')],
        ),
      { settings: { tenant: school.tenantId } },
    );
    expect(await run((w) => w.charts.inForce('report'))).toEqual(second);
    expect(await run((w) => w.charts.inForce('triage'))).toMatchObject({ id: 'triage', version: 1 });
    expect(await run((w) => w.charts.version('report', 1))).toBe(REPORT);
    // Read and parsed once: it never changes.
    expect(await run((w) => w.charts.version('report', 2))).toBe(await run((w) => w.charts.inForce('report')));
    await expect(run((w) => w.charts.version('report', 3))).rejects.toMatchObject({ code: 'unexpected' });
  });

  test('a version whose publication was undone is not remembered', async () => {
    const by = { authorId: school.id('lead'), approverId: school.id('head'), publishedAt: 2 };
    const undone = school.unit.run(school.service, 'write', async (w) => {
      expect(await w.charts.inForce('triage')).toBe(TRIAGE);
      await w.charts.publish({ ...TRIAGE, version: 7 }, by);
      expect(await w.charts.inForce('triage')).toMatchObject({ version: 7 });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await run((w) => w.charts.inForce('triage'))).toBe(TRIAGE);
    await expect(run((w) => w.charts.version('triage', 7))).rejects.toMatchObject({ code: 'unexpected' });
  });
});
