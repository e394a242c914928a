import type { CampaignId } from '../../../../src/core/ids';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Role, type SchoolFixture, day, makeSchool } from '../../../support/school';

describe.each(everyday)('Home, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const home = (who: Role) => school.perform(useCases['home.read'], school.actor(who), {});
  const tasks = async (who: Role) => (await home(who)).tasks.map((t) => [t.kind, t.count]);
  const open = async (title = 'Staff agreement', dueOn = day('2026-10-01')): Promise<CampaignId> =>
    school.campaign((await school.agreement({ title })).policyId, { dueOn });
  const sign = async (campaignId: CampaignId, who: Role) =>
    school.perform(useCases['agreements.sign'], school.actor(who), await school.signing(campaignId, who));

  test('nothing waits and nothing is signed on the first day', async () => {
    expect(await home('teacher')).toEqual({ tasks: [], signed: [] });
  });

  test('what to sign comes first, overdue before due, until it is signed or the round is over', async () => {
    const late = await open('Late', day('2026-09-10'));
    const first = await open('Due first', day('2026-09-25'));
    await open('Due last', day('2026-10-30'));
    school.at(day('2026-09-14'));
    expect((await home('teacher')).tasks.map((t) => [t.title, t.isOverdue])).toEqual([
      ['Late', true],
      ['Due first', false],
      ['Due last', false],
    ]);
    await sign(first, 'teacher');
    await school.perform(useCases['campaigns.close'], school.actor('trustHead'), { campaignId: late });
    expect((await home('teacher')).tasks.map((t) => t.title)).toEqual(['Due last']);
  });

  test('an answer to one’s question is said to be there', async () => {
    const campaignId = await open();
    const asked = { campaignId, statementKey: null, text: 'Why?' };
    const { questionId } = await school.perform(useCases['agreements.ask'], school.actor('teacher'), asked);
    expect(await tasks('teacher')).toEqual([['sign', 1]]);
    await school.perform(useCases['agreements.ask'], school.actor('coordinator'), asked);
    expect(await tasks('coordinator')).toEqual([
      ['sign', 1],
      ['questions_waiting', 1],
    ]);
    await school.perform(useCases['questions.answer'], school.actor('coordinator'), { questionId, text: 'Because.' });
    expect(await tasks('teacher')).toEqual([['question_answered', 1]]);
    expect(await tasks('coordinator')).toEqual([['sign', 1]]);
  });

  test('signatures to accept are counted for the manager, and are no task of the signer’s', async () => {
    const campaignId = await open();
    await sign(campaignId, 'manager');
    for (const who of ['teacher', 'colleague'] as const) await sign(campaignId, who);
    expect(await tasks('manager')).toEqual([['countersign', 2]]);
    expect(await tasks('teacher')).toEqual([]);
  });

  test('each step of a policy waits for whoever may take it, and not for who took the one before', async () => {
    const draft = await school.draft({ title: 'Phones' });
    const kinds = async (who: Role) => (await tasks(who)).map(([kind]) => kind);
    const step = (name: 'policies.approve' | 'policies.ratify' | 'policies.publish', who: Role, more: object) =>
      school.perform(useCases[name] as (typeof useCases)['policies.publish'], school.actor(who), {
        versionId: draft.versionId,
        ...more,
      });
    expect(await kinds('head')).toEqual(['policy_to_approve']);
    expect([...(await kinds('coordinator')), ...(await kinds('teacher'))]).toEqual([]);
    await step('policies.approve', 'head', { textHash: draft.textHash, change: 'minor', reason: 'A number' });
    expect(await kinds('clerk')).toEqual(['policy_to_ratify']);
    expect([...(await kinds('head')), ...(await kinds('coordinator'))]).toEqual([]);
    await step('policies.ratify', 'clerk', { ratifiedOn: '2026-09-08', minute: 'FGB 3' });
    expect(await kinds('head')).toEqual(['policy_to_publish']);
    expect(await kinds('clerk')).toEqual([]);
    await step('policies.publish', 'head', { nextReviewOn: '2027-09-01' });
    expect(await kinds('ict')).toEqual([]);
    school.at(day('2027-09-01'));
    expect(await kinds('ict')).toEqual(['policy_review_due']);
    expect(await kinds('teacher')).toEqual([]);
  });

  test('what was signed is listed by school year, with its version', async () => {
    const campaignId = await open();
    await sign(campaignId, 'teacher');
    expect((await home('teacher')).signed).toMatchObject([
      { title: 'Staff agreement', versionLabel: '1.0', schoolYear: '2026-27', acceptedAt: null },
    ]);
  });

  test('who has two entries on the register is asked by one of them only', async () => {
    const campaignId = await open();
    await school.unit.run(school.service, 'write', async (work) => {
      const mine = await work.attestations.obligation(campaignId, school.id('teacher'));
      await work.attestations.saveObligations([{ ...mine!, sameAs: school.id('colleague') }]);
    });
    expect(await tasks('teacher')).toEqual([]);
    expect(await tasks('colleague')).toEqual([['sign', 1]]);
  });

  test('who is excused is asked for nothing', async () => {
    const campaignId = await open();
    const excuse = { campaignId, personId: school.id('teacher'), reason: 'On a long course', reviewOn: null };
    await school.perform(useCases['agreements.excuse'], school.actor('coordinator'), excuse);
    expect(await tasks('teacher')).toEqual([]);
  });
});
