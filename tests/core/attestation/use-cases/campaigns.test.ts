import type { CampaignId } from '../../../../src/core/ids';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { personId } from '../../../support/people';
import { type Role, type SchoolFixture, TODAY, day, makeSchool } from '../../../support/school';

describe.each(everyday)('campaigns, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const all = { schools: 'all', jobRoles: 'all' };
  const start = (policyId: string, audience: object = all, more: object = {}) =>
    school.perform(useCases['campaigns.start'], school.actor('trustHead'), {
      policyId,
      trigger: 'yearly',
      audience,
      opensOn: TODAY,
      dueOn: day('2026-10-01'),
      ...more,
    });
  const list = async (who: Role = 'trustHead') =>
    (await school.perform(useCases['campaigns.list'], school.actor(who), {})).campaigns;
  const reconcile = () => school.perform(useCases['campaigns.reconcile'], school.service, {});
  const sign = async (campaignId: CampaignId, who: Role) =>
    school.perform(useCases['agreements.sign'], school.actor(who), await school.signing(campaignId, who));
  const view = (campaignId: CampaignId, who: Role = 'teacher') =>
    school.perform(useCases['agreements.signing'], school.actor(who), { campaignId });

  test('asks everybody of its audience, as the preview said', async () => {
    const { policyId } = await school.agreement();
    const audience = { schools: [school.schools.a], jobRoles: ['teaching', 'office'] };
    const preview = await school.perform(useCases['campaigns.preview'], school.actor('trustHead'), {
      policyId,
      audience,
      opensOn: TODAY,
    });
    expect(preview).toMatchObject({ count: 4, bySchool: [{ schoolId: school.schools.a, count: 4 }] });
    const { expected } = await start(policyId, audience);
    expect(expected).toBe(4);
    const [campaign] = await list();
    expect(campaign?.counts).toEqual({ pending: 4, question: 0, signed: 0, excused: 0, left: 0 });
    const trust = await school.perform(useCases['campaigns.preview'], school.actor('trustHead'), {
      policyId,
      audience: all,
      opensOn: TODAY,
    });
    expect(trust.bySchool.reduce((sum, s) => sum + s.count, 0)).toBe(trust.count);
  });

  test.each([
    ['everybody, twice', all, all, true],
    ['a school of everybody', all, { schools: 'a', jobRoles: 'all' }, true],
    ['a school, then all', { schools: 'a', jobRoles: 'all' }, all, true],
    ['two schools', { schools: 'a', jobRoles: 'all' }, { schools: 'b', jobRoles: 'all' }, false],
    ['two kinds of job', { schools: 'all', jobRoles: ['office'] }, { schools: 'all', jobRoles: ['teaching'] }, false],
    [
      'one kind of job twice',
      { schools: 'all', jobRoles: ['office', 'site'] },
      { schools: 'all', jobRoles: ['site'] },
      true,
    ],
  ])('asks nobody for one agreement twice at a time: %s', async (_, first, second, meet) => {
    const { policyId } = await school.agreement();
    const of = ({ schools, jobRoles }: { schools: string; jobRoles: unknown }) => ({
      schools: schools === 'all' ? 'all' : [school.schools[schools as 'a' | 'b']],
      jobRoles,
    });
    await start(policyId, of(first));
    if (meet) await expect(start(policyId, of(second))).rejects.toMatchObject({ problems: [{ where: 'audience' }] });
    else await start(policyId, of(second));
  });

  test('starts for an agreement of staff that is in force, and for nothing else', async () => {
    const pupils = await school.agreement({ title: 'Pupils', audience: 'ks2' });
    await expect(start(pupils.policyId)).rejects.toMatchObject({ problems: [{ where: 'policyId' }] });
    const policy = await school.draft({ schoolId: null });
    await expect(start(policy.policyId)).rejects.toMatchObject({ problems: [{ where: 'policyId' }] });
    const draft = await school.draft({ schoolId: null, kind: 'agreement', title: 'Not yet' });
    await expect(start(draft.policyId)).rejects.toMatchObject({ problems: [{ where: 'policyId' }] });
    await expect(start(pupils.versionId)).rejects.toMatchObject({ code: 'not_found' });
    const { policyId } = await school.agreement();
    await expect(start(policyId, all, { dueOn: day('2026-09-01') })).rejects.toMatchObject({
      problems: [{ where: 'dueOn' }],
    });
  });

  test('a school’s coordinator starts one for that school and not for the trust', async () => {
    const { policyId } = await school.agreement();
    const input = { policyId, trigger: 'yearly', opensOn: TODAY, dueOn: TODAY };
    const coordinator = school.actor('coordinator');
    const ask = (audience: object) => school.perform(useCases['campaigns.start'], coordinator, { ...input, audience });
    await expect(ask(all)).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask({ schools: [school.schools.a, school.schools.b], jobRoles: 'all' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await ask({ schools: [school.schools.a], jobRoles: 'all' });
    expect(await list('coordinator')).toHaveLength(1);
    expect(await list('elsewhereHead')).toEqual([]);
    expect(await list()).toHaveLength(1);
    const offered = async (who: Role) =>
      (await school.perform(useCases['campaigns.list'], school.actor(who), {})).abilities;
    expect(await offered('coordinator')).toEqual(['agreement.start_campaign']);
    expect(await offered('manager')).toEqual([]);
  });

  test('closed, it is a record: nothing about it changes any more', async () => {
    const { policyId } = await school.agreement();
    const { campaignId } = await start(policyId);
    const input = await school.signing(campaignId, 'teacher');
    await school.perform(useCases['campaigns.close'], school.actor('trustHead'), { campaignId });
    const ask = <T>(asked: Promise<T>) => expect(asked).rejects.toMatchObject({ code: 'conflict' });
    const head = school.actor('head');
    const one = { campaignId, personId: school.id('teacher') };
    await ask(school.perform(useCases['campaigns.close'], school.actor('trustHead'), { campaignId }));
    await ask(
      school
        .perform(useCases['agreements.excuse'], head, { ...one, reason: 'away', reviewOn: null })
        .catch((e: unknown) => Promise.reject(e as Error)),
    );
    await ask(school.perform(useCases['agreements.remind'], head, { campaignId, personIds: [one.personId] }));
    await ask(
      school.perform(useCases['agreements.ask'], school.actor('teacher'), {
        campaignId,
        statementKey: null,
        text: 'x',
      }),
    );
    await expect(school.perform(useCases['agreements.sign'], school.actor('teacher'), input)).rejects.toMatchObject({
      code: 'version_superseded',
    });
    expect((await view(campaignId)).isOpen).toBe(false);
    await start(policyId);
  });

  test('a text changed in substance: the round is closed and everybody is asked again, with what changed', async () => {
    const { policyId } = await school.agreement();
    const { campaignId } = await start(policyId);
    await sign(campaignId, 'teacher');
    const draft = { versionId: (await view(campaignId, 'colleague')).versionId, section: 1, ticked: ['x'] };
    await school.perform(useCases['agreements.saveDraft'], school.actor('colleague'), {
      campaignId,
      draft: { ...draft, laptop: 'L-9', ipad: '', typedName: '' },
    });
    const statements = ['I will keep my password secret.', 'I will use two steps.'];
    await school.agreement({ policyId, label: '2.0', statements });
    const { followed } = await reconcile();
    expect(followed).toHaveLength(1);
    expect(await school.entries('campaign.changed')).toHaveLength(1);
    const [next, before] = [followed[0]?.to, followed[0]?.from];
    expect(before).toBe(campaignId);
    if (!next) throw new Error('a new round was made');
    const teacher = await view(next);
    expect(teacher).toMatchObject({ state: 'pending', versionLabel: '2.0', since: { versionLabel: '1.0' } });
    expect(JSON.stringify(teacher.since?.changes)).toContain('two steps');
    expect(teacher.knownDevices).toEqual({ laptop: '', ipad: '' });
    expect((await view(next, 'colleague')).draft?.draft.laptop).toBe('L-9');
    expect((await view(campaignId, 'colleague')).movedTo).toBe(next);
    expect((await view(campaignId)).signed?.versionLabel).toBe('1.0');
    const rows = await list();
    expect(rows.find((r) => r.campaignId === next)).toMatchObject({ trigger: 'new_version', closedOn: null });
    expect((await reconcile()).followed).toEqual([]);
  });

  test('questions go along to the round that takes the place of theirs: open, answered, and about a sentence since gone', async () => {
    const { policyId } = await school.agreement();
    const { campaignId } = await start(policyId);
    const { document } = await view(campaignId);
    const keys = document.sections.flatMap((s) => s.blocks.flatMap((b) => (b.kind === 'statement' ? [b.key] : [])));
    const ask = (who: Role, statementKey: string | null) =>
      school.perform(useCases['agreements.ask'], school.actor(who), { campaignId, statementKey, text: 'Why?' });
    const answer = (questionId: string) =>
      school.perform(useCases['questions.answer'], school.actor('coordinator'), { questionId, text: 'Because.' });
    await answer((await ask('teacher', null)).questionId);
    const { questionId } = await ask('colleague', keys[1]!);
    await school.agreement({ policyId, label: '2.0', statements: ['I will keep my password secret.'] });
    const [{ to: next } = { to: campaignId }] = (await reconcile()).followed;
    expect(await view(next)).toMatchObject({ state: 'pending', questions: [{ answer: 'Because.', statement: null }] });
    expect(await view(next, 'colleague')).toMatchObject({
      state: 'question',
      questions: [{ answer: null, statement: 'I will lock my screen.', campaignId: next }],
    });
    await answer(questionId);
    expect((await view(next, 'colleague')).state).toBe('pending');
    expect((await school.notices('colleague')).at(-1)?.link).toBe(`/tabs/sign/${next}`);
    const kinds = async (who: Role) =>
      (await school.perform(useCases['home.read'], school.actor(who), {})).tasks.map((t) => t.kind);
    expect(await kinds('colleague')).toContain('question_answered');
    const closed = (await list()).find((c) => c.campaignId === campaignId);
    expect(closed?.counts).toMatchObject({ question: 1, signed: 0 });
  });

  test('somebody with two entries of the register is asked once, and the preview says so', async () => {
    const { person } = school.actor('teacher');
    const twin = { ...person, id: personId(1), oid: null, staffNumber: ' s-teacher', startsOn: day('2025-09-01') };
    const second = { ...person, id: personId(2), staffNumber: 'S-second', startsOn: day('2026-01-01') };
    await school.unit.run(school.service, 'write', (work) => work.people.add([twin, second]));
    const { policyId } = await school.agreement();
    const audience = { schools: [school.schools.a], jobRoles: ['teaching'] };
    const preview = await school.perform(useCases['campaigns.preview'], school.actor('trustHead'), {
      policyId,
      audience,
      opensOn: TODAY,
    });
    expect(preview).toMatchObject({ count: 3, bySchool: [{ schoolId: school.schools.a, count: 3 }] });
    expect((await start(policyId, audience)).expected).toBe(3);
    const signingIn = async () =>
      (await school.unit.run(school.service, 'read', (work) => work.people.byOids([person.oid!]))).get(person.oid!);
    expect((await signingIn())?.id).toBe(second.id);
    const left = { ...second, endsOn: day('2026-08-31') };
    await school.unit.run(school.service, 'write', (work) => work.people.change([left]));
    expect((await signingIn())?.id).toBe(person.id);
  });

  test('who leaves or goes away is no longer waited for', async () => {
    const { policyId } = await school.agreement();
    const { campaignId, expected } = await start(policyId);
    await school.perform(useCases['people.recordAbsence'], school.actor('coordinator'), {
      personId: school.id('teacher'),
      from: TODAY,
      until: null,
      reason: 'Maternity leave',
    });
    await reconcile();
    const counts = (await list())[0]?.counts;
    expect(counts).toMatchObject({ pending: expected - 1, excused: 1 });
    expect((await view(campaignId)).state).toBe('excused');
  });

  test('a minor edit asks nobody again: who has not signed sees the newer text, who has keeps theirs', async () => {
    const { policyId } = await school.agreement();
    const { campaignId } = await start(policyId);
    await sign(campaignId, 'teacher');
    await school.agreement({
      policyId,
      label: '1.1',
      change: 'minor',
      statements: ['I will keep my password secret.'],
    });
    expect((await view(campaignId, 'colleague')).isOpen).toBe(false);
    expect((await reconcile()).followed).toEqual([]);
    const colleague = await view(campaignId, 'colleague');
    expect(colleague).toMatchObject({ versionLabel: '1.1', isOpen: true, state: 'pending', movedTo: null });
    const teacher = await view(campaignId);
    expect(teacher).toMatchObject({ state: 'signed', signed: { versionLabel: '1.0' } });
    await sign(campaignId, 'colleague');
    expect((await list())[0]).toMatchObject({ versionLabel: '1.1', counts: { signed: 2 } });
  });

  test('who signed last year is shown what changed, and their devices', async () => {
    const { policyId } = await school.agreement();
    const { campaignId } = await start(policyId);
    const input = { ...(await school.signing(campaignId, 'teacher')), laptop: 'L-1', ipad: 'P-1' };
    await school.perform(useCases['agreements.sign'], school.actor('teacher'), input);
    await school.perform(useCases['campaigns.close'], school.actor('trustHead'), { campaignId });
    school.at(day('2027-09-08'));
    const next = await start(policyId, all, { opensOn: day('2027-09-08'), dueOn: day('2027-10-01') });
    const shown = await view(next.campaignId);
    expect(shown.knownDevices).toEqual({ laptop: 'L-1', ipad: 'P-1' });
    expect(shown.since).toMatchObject({ versionLabel: '1.0' });
    expect(shown.movedTo).toBeNull();
    expect(shown.managerName).toBe('Manager Example');
    expect((await view(next.campaignId, 'manager')).managerName).toBeNull();
  });

  test('an empty school has nothing to bring in line', async () => {
    expect((await reconcile()).followed).toEqual([]);
    expect(await list()).toEqual([]);
  });
});
