import { useCases } from '../../../../src/core/use-cases';
import { engines, withStore } from '../../../support/engines';
import { type Incident, makeIncident } from '../../../support/incident';

describe.each(engines)('a case, on %s', (engine) => {
  const at = withStore(engine);
  let it: Incident;
  beforeEach(async () => {
    it = await makeIncident(at.store);
  });
  const list = (who: Parameters<Incident['as']>[0], more: object = {}) =>
    it.school.perform(useCases['cases.list'], it.as(who), more);

  test('of a pupil is the lead’s, and open to the deputies; others meet nothing', async () => {
    const caseId = await it.open();
    const page = await list('lead');
    expect(page).toMatchObject({ total: 1, counts: { open: 1, mine: 1, due: 1, waiting: 0, closed: 0 } });
    expect(page.rows[0]).toMatchObject({ caseId, priority: 3, node: 'T0', isMine: true, ownerName: 'Lead Example' });
    expect((await list('manager')).total).toBe(1);
    for (const who of ['head', 'deputy', 'coordinator', 'governor', 'elsewhere'] as const) {
      expect((await list(who)).total).toBe(0);
      await expect(it.read(who, caseId)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await it.read('lead', caseId)).abilities).toContain('answer');
  });

  test('is worked to its end, step by step', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no', 'T8 no', 'T9 started');
    await it.walk(caseId, 'lead', 'T9p told', 'T9d no', 'T12 no', 'T12u nothing', 'T13 no_row', 'T14 accident');
    await it.walk(caseId, 'lead', 'T15 decided', 'T16 planned', 'T18 none', 'T19 done', 'T20 no');
    const before = await it.read('lead', caseId);
    expect(before.step?.node).toBe('T21');
    expect(before.monitoringUntil).not.toBeNull();
  });
});
