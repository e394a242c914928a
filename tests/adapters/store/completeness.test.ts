import { useCases } from '../../../src/core/use-cases';
import { engines, withStore } from '../../support/engines';
import { type Role, type SchoolFixture, day, makeSchool } from '../../support/school';

describe.each(engines)('what the database keeps count of, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => (school = await makeSchool(at.store)));

  const inTenant = (text: string): Promise<{ state: string }[]> =>
    at.store.transaction(async (client) => (await client.query(text, [school.tenantId])).rows as { state: string }[], {
      settings: { tenant: school.tenantId },
    });
  const COLUMNS = 'campaign_id, school_id, job_role, department, state, due_on';
  const kept = () =>
    inTenant(`select ${COLUMNS}, count from obligation_count where tenant = $1 and count <> 0 order by ${COLUMNS}`);
  const counted = () =>
    inTenant(
      `select ${COLUMNS}, count(*) from obligation where tenant = $1 and same_as is null group by ${COLUMNS} order by ${COLUMNS}`,
    );

  test('is what counting gives, whoever signs, asks, is excused, moves, leaves or is found to be one with another', async () => {
    const { policyId } = await school.agreement();
    const campaignId = await school.campaign(policyId);
    const as = school.actor;
    for (const role of ['teacher', 'clerk', 'head'] as const)
      await school.perform(useCases['agreements.sign'], as(role), await school.signing(campaignId, role));
    const question = { campaignId, statementKey: null, text: 'May I ask something?' };
    await school.perform(useCases['agreements.ask'], as('colleague'), question);
    const excuse = { campaignId, personId: school.id('office'), reason: 'On loan', reviewOn: null };
    await school.perform(useCases['agreements.excuse'], as('trustHead'), excuse);
    expect(await kept()).toEqual(await counted());

    const change = (what: string, role: Role) =>
      inTenant(`update person set ${what} where tenant = $1 and id = '${school.id(role)}' returning id`);
    await change(`department = 'Library', school_id = '${school.schools.b}'`, 'lead');
    await change(`ends_on = '2026-09-18'`, 'ict');
    await change(`oid = '${school.id('deputy')}'`, 'governor');
    school.at(day('2026-09-21'));
    await school.perform(useCases['campaigns.reconcile'], school.service, {});
    const now = await kept();
    expect(now).toEqual(await counted());
    expect(new Set(now.map((row) => row.state))).toEqual(new Set(['signed', 'question', 'excused', 'pending', 'left']));

    const { total } = await school.perform(useCases['completeness.read'], as('trustHead'), { campaignId });
    const page = await school.perform(useCases['completeness.list'], as('trustHead'), { campaignId });
    expect([total.expected, page.total]).toEqual([page.rows.length, page.rows.length]);
    const team = await school.perform(useCases['completeness.list'], as('trustHead'), { campaignId, state: 'signed' });
    expect(team.total).toBe(team.rows.length);
  });
});
