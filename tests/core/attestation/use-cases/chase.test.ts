import type { CampaignId } from '../../../../src/core/ids';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Role, type SchoolFixture, TODAY, day, makeSchool } from '../../../support/school';

describe.each(everyday)('chasing, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  let campaignId: CampaignId;
  beforeEach(async () => {
    school = await makeSchool(at.store);
    campaignId = await school.campaign((await school.agreement()).policyId, { dueOn: day('2026-09-16') });
  });
  const chase = async () => (await school.perform(useCases['agreements.chase'], school.service, {})).planned;
  const said = async (who: Role) => (await school.notices(who)).map((n) => [n.kind, n.link]);
  const kinds = async (who: Role) => (await said(who)).map(([kind]) => kind);
  /** Looks every school day until then, as the timer does. */
  const through = async (...days: string[]) => {
    for (const on of days) {
      school.at(day(on));
      await chase();
    }
  };

  test('outside working hours nothing is planned', async () => {
    school.at(TODAY, 21);
    expect(await chase()).toBe(0);
    school.at(day('2026-09-12'));
    expect(await chase()).toBe(0);
    school.at(TODAY);
    expect(await chase()).toBeGreaterThan(0);
    expect(await chase()).toBe(0);
  });

  test('who has not signed hears first, then the line manager, then the head, each with where to look', async () => {
    await through('2026-09-17', '2026-09-18', '2026-09-21', '2026-09-22', '2026-09-23', '2026-09-24', '2026-09-25');
    expect(await said('teacher')).toEqual([['agreement_overdue', `/tabs/sign/${campaignId}`]]);
    expect(await said('manager')).toContainEqual(['team_overdue', `/tabs/work/agreements/${campaignId}?state=pending`]);
    expect(await kinds('head')).toContain('school_overdue');
    // The chair hears of the head; this school has none, so nobody does.
    expect(await kinds('governor')).toEqual(['agreement_overdue']);
  });

  test('when it is the head who has not signed, the chair of governors hears of it', async () => {
    await school.perform(useCases['roles.give'], school.actor('head'), {
      personId: school.id('clerk'),
      role: 'chair_of_governors',
      schoolId: school.schools.a,
      until: null,
    });
    for (const who of ['clerk', 'teacher', 'colleague'] as const)
      await school.perform(useCases['agreements.sign'], school.actor(who), await school.signing(campaignId, who));
    await through('2026-09-17', '2026-09-18', '2026-09-21', '2026-09-22', '2026-09-23', '2026-09-24', '2026-09-25');
    expect(await kinds('clerk')).toEqual(['school_overdue']);
  });

  test('who is away hears nothing', async () => {
    await school.perform(useCases['people.recordAbsence'], school.actor('coordinator'), {
      personId: school.id('teacher'),
      from: TODAY,
      until: day('2026-09-11'),
      reason: 'Sick',
    });
    await chase();
    expect(await kinds('teacher')).toEqual([]);
    expect(await kinds('colleague')).toEqual(['agreement_due_soon']);
  });

  test('a reminder by hand passes over who owes nothing here', async () => {
    const a = await school.campaign((await school.agreement({ title: 'Ours' })).policyId, {
      schools: [school.schools.a],
    });
    const asked = { campaignId: a, personIds: [school.id('teacher'), school.id('elsewhere')] };
    expect(await school.perform(useCases['agreements.remind'], school.actor('trustHead'), asked)).toEqual({
      queued: 1,
    });
  });

  test('a review is spoken of six weeks before its day, and not when nobody keeps the policy', async () => {
    const remind = async () => (await school.perform(useCases['policies.remindReviews'], school.service, {})).planned;
    expect(await remind()).toBe(0);
    school.at(day('2027-09-15'));
    await at.store.transaction((client) => client.query(`update role_holding set until_day = '2027-01-01'`), {
      settings: { tenant: school.tenantId },
    });
    expect(await remind()).toBe(0);
    await at.store.transaction((client) => client.query(`update role_holding set until_day = null`), {
      settings: { tenant: school.tenantId },
    });
    expect(await remind()).toBe(1);
    expect(await kinds('trustHead')).toEqual(['policy_review_due']);
  });

  test('a question finds nobody to answer it until somebody is set up', async () => {
    await at.store.transaction((client) => client.query(`update role_holding set until_day = '2026-01-01'`), {
      settings: { tenant: school.tenantId },
    });
    const asked = { campaignId, statementKey: null, text: 'Why?' };
    await expect(school.perform(useCases['agreements.ask'], school.actor('teacher'), asked)).rejects.toMatchObject({
      code: 'conflict',
      problems: [{ where: 'question' }],
    });
    expect(await school.entries('attestation.question')).toEqual([]);
  });
});
