import type { CampaignId } from '../../../../src/core/ids';
import { statementsOf } from '../../../../src/core/policies/document';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Role, type SchoolFixture, TODAY, day, makeSchool } from '../../../support/school';

describe.each(everyday)('around signing, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  let campaignId: CampaignId;
  let queued: string[];
  beforeEach(async () => {
    queued = [];
    school = await makeSchool(at.store, { enqueue: (queue) => void queued.push(queue) });
    campaignId = await school.campaign((await school.agreement()).policyId);
  });
  const as = (who: Role) => school.actor(who);
  const sign = async (who: Role) =>
    school.perform(useCases['agreements.sign'], as(who), await school.signing(campaignId, who));
  const ask = (who: Role, more: object = {}) =>
    school.perform(useCases['agreements.ask'], as(who), { campaignId, statementKey: null, text: 'Why?', ...more });
  const view = (who: Role) => school.perform(useCases['agreements.signing'], as(who), { campaignId });
  const questions = async (who: Role) => (await school.perform(useCases['questions.list'], as(who), {})).questions;
  const answer = (questionId: string, who: Role = 'coordinator') =>
    school.perform(useCases['questions.answer'], as(who), { questionId, text: 'Because.' });

  describe('a question', () => {
    test('is a state with an owner, who is told, and an answer, of which the asker is told', async () => {
      const key = statementsOf((await view('teacher')).document)[1]?.statement.key;
      const { questionId } = await ask('teacher', { statementKey: key });
      expect((await view('teacher')).state).toBe('question');
      expect(await questions('coordinator')).toMatchObject([
        {
          askedBy: 'Teacher Example',
          ownerName: 'Coordinator Example',
          statement: 'I will lock my screen.',
          answer: null,
        },
      ]);
      expect((await school.notices('coordinator')).map((n) => n.kind)).toEqual(['question_asked']);
      await answer(questionId);
      const after = await view('teacher');
      expect(after).toMatchObject({ state: 'pending', questions: [{ answer: 'Because.' }] });
      expect((await school.notices('teacher')).map((n) => [n.kind, n.link])).toEqual([
        ['question_answered', `/tabs/sign/${campaignId}`],
      ]);
      expect(await questions('coordinator')).toEqual([]);
      expect(queued).toEqual(['notify', 'notify']);
    });

    test('one of two answered leaves the other open', async () => {
      const first = await ask('teacher');
      const second = await ask('teacher', { text: 'And why that?' });
      await answer(first.questionId);
      expect((await view('teacher')).state).toBe('question');
      await answer(second.questionId);
      expect((await view('teacher')).state).toBe('pending');
      await expect(answer(second.questionId)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('is not kept from signing after it was taken back', async () => {
      await ask('teacher');
      const took = await school.perform(useCases['agreements.withdrawQuestion'], as('teacher'), { campaignId });
      expect(took.withdrawn).toBe(1);
      expect(await questions('coordinator')).toEqual([]);
      await sign('teacher');
      await expect(ask('teacher')).rejects.toMatchObject({ code: 'conflict' });
    });

    test('answered after its asker signed changes the signature in nothing', async () => {
      const { questionId } = await ask('teacher');
      await sign('teacher');
      await answer(questionId);
      expect((await view('teacher')).state).toBe('signed');
    });

    test('the coordinator’s own goes to somebody else', async () => {
      await ask('coordinator');
      expect((await questions('head'))[0]?.ownerName).toBe('Lead Example');
    });

    test('about a sentence that is not in the text is refused', async () => {
      await expect(ask('teacher', { statementKey: 'gone' })).rejects.toMatchObject({
        problems: [{ where: 'statementKey' }],
      });
      await expect(ask('teacher', { text: '  ' })).rejects.toMatchObject({ problems: [{ where: 'text' }] });
      await expect(answer('0a4f0000-0000-4000-8000-000000000099')).rejects.toMatchObject({ code: 'not_found' });
    });

    test('is seen by those who answer for that school', async () => {
      await ask('teacher');
      expect(await questions('elsewhereHead')).toEqual([]);
      expect(await questions('trustHead')).toHaveLength(1);
    });
  });

  describe('being excused', () => {
    const excuse = (who: Role, of: Role, more: object = {}) =>
      school.perform(useCases['agreements.excuse'], as(who), {
        campaignId,
        personId: school.id(of),
        reason: 'On a long course',
        reviewOn: day('2026-12-01'),
        ...more,
      });
    test('has a reason and a day to look again, and stays through the nightly look', async () => {
      await excuse('coordinator', 'teacher');
      await school.perform(useCases['campaigns.reconcile'], school.service, {});
      expect((await view('teacher')).state).toBe('excused');
      await sign('teacher');
      await expect(excuse('coordinator', 'teacher')).rejects.toMatchObject({ code: 'conflict' });
    });
    test('is nothing one does for oneself, nor for another school', async () => {
      await expect(excuse('coordinator', 'coordinator')).rejects.toMatchObject({ code: 'not_found' });
      await expect(excuse('coordinator', 'elsewhere')).rejects.toMatchObject({ code: 'not_found' });
      await expect(excuse('head', 'teacher', { reviewOn: TODAY })).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(
        excuse('head', 'teacher', { personId: '0a4f0000-0000-4000-8000-000000000099' }),
      ).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('a reminder by hand', () => {
    const remind = (who: Role, ...to: Role[]) =>
      school.perform(useCases['agreements.remind'], as(who), { campaignId, personIds: to.map(school.id) });
    test('goes to those who have not signed, once a day, in working hours', async () => {
      await sign('colleague');
      school.at(TODAY, 20);
      expect(await remind('coordinator', 'teacher', 'colleague', 'manager')).toEqual({ queued: 2 });
      expect(await remind('coordinator', 'teacher')).toEqual({ queued: 0 });
      const claim = () => school.perform(useCases['notices.claim'], school.service, { limit: 10 });
      expect((await claim()).claimed).toHaveLength(0);
      expect((await school.perform(useCases['notices.mine'], as('teacher'), {})).notices).toEqual([]);
      school.at(day('2026-09-10'), 8);
      expect((await claim()).claimed).toHaveLength(2);
      expect((await school.perform(useCases['notices.mine'], as('teacher'), {})).notices).toHaveLength(1);
    });
    test('by a manager goes to their own team and to nobody else', async () => {
      expect(await remind('manager', 'teacher', 'colleague')).toEqual({ queued: 2 });
      await expect(remind('manager', 'teacher', 'office')).rejects.toMatchObject({ code: 'not_found' });
    });
    test('to people of two schools needs the trust’s responsibility', async () => {
      await expect(remind('coordinator', 'teacher', 'elsewhere')).rejects.toMatchObject({ code: 'not_found' });
      expect(await remind('trustHead', 'teacher', 'elsewhere')).toEqual({ queued: 2 });
    });
    test('to nobody, or in a round that is not there, tells nothing to anybody', async () => {
      const nobody = { campaignId, personIds: ['0a4f0000-0000-4000-8000-000000000099'] };
      const nowhere = { campaignId: nobody.personIds[0], personIds: [school.id('teacher')] };
      for (const who of ['governor', 'head'] as const)
        for (const input of [nobody, nowhere])
          await expect(school.perform(useCases['agreements.remind'], as(who), input)).rejects.toMatchObject({
            code: 'not_found',
          });
    });
  });

  describe('a signature on paper', () => {
    const record = (of: Role, more: object = {}, who: Role = 'office') =>
      school.perform(useCases['agreements.recordPaper'], as(who), {
        campaignId,
        personId: school.id(of),
        signedOn: TODAY,
        keptWhere: 'Office safe',
        laptop: 'L-1',
        ipad: '',
        ...more,
      });
    test('is a signature that says it is on paper', async () => {
      const done = await record('teacher');
      expect(done.alreadySigned).toBe(false);
      expect((await view('teacher')).state).toBe('signed');
      expect((await record('teacher')).attestationId).toBe(done.attestationId);
      expect((await sign('teacher').catch(() => null))?.alreadySigned ?? true).toBe(true);
      const [entry] = await school.entries('attestation.paper');
      expect(JSON.parse(entry?.payload ?? '')).toMatchObject({ did: { keptWhere: 'Office safe', signedOn: TODAY } });
    });
    test('after one on the screen changes nothing', async () => {
      const first = await sign('teacher');
      expect(await record('teacher')).toMatchObject({ attestationId: first.attestationId, alreadySigned: true });
      expect(await school.entries('attestation.paper')).toHaveLength(0);
    });
    test('is not of the future, nor one’s own', async () => {
      await expect(record('teacher', { signedOn: day('2026-09-10') })).rejects.toMatchObject({
        problems: [{ where: 'signedOn' }],
      });
      await expect(record('office')).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('accepting signatures', () => {
    const accept = (who: Role, attestationId: string) =>
      school.perform(useCases['countersign.sign'], as(who), { attestationId });
    const queue = async (who: Role) =>
      (await school.perform(useCases['countersign.list'], as(who), {})).rows.map((r) => r.name);
    test('a manager accepts the whole team at once; nobody their own, and nobody twice', async () => {
      const mine = await sign('manager');
      const team = [await sign('teacher'), await sign('colleague')];
      await sign('elsewhere');
      expect((await queue('manager')).sort()).toEqual(['Colleague Example', 'Teacher Example']);
      expect(await queue('elsewhereHead')).toEqual(['Elsewhere Example']);
      const answers = await Promise.allSettled([
        ...team.map((s) => accept('manager', s.attestationId)),
        accept('manager', mine.attestationId),
        accept('manager', team[0]?.attestationId ?? ''),
      ]);
      expect(answers.map((a) => (a.status === 'fulfilled' ? a.value.accepted : 'refused'))).toEqual([
        true,
        true,
        'refused',
        false,
      ]);
      expect(await queue('manager')).toEqual([]);
      expect(await school.entries('attestation.countersigned')).toHaveLength(2);
      expect((await view('teacher')).signed).toMatchObject({ acceptedBy: 'Manager Example' });
    });
    test('two people at the same moment: one is named, and each is told the truth', async () => {
      const { attestationId } = await sign('teacher');
      const [head, manager] = await Promise.all([accept('head', attestationId), accept('manager', attestationId)]);
      expect([head.accepted, manager.accepted].filter(Boolean)).toHaveLength(1);
      expect(await school.entries('attestation.countersigned')).toHaveLength(1);
    });
    test('of a signature that is not there', async () => {
      await expect(accept('head', '0a4f0000-0000-4000-8000-000000000099')).rejects.toMatchObject({ code: 'not_found' });
    });
    test('in the database, an accepted signature never changes, nor anything else of any signature', async () => {
      const { attestationId } = await sign('teacher');
      const change = (sql: string) =>
        at.store.transaction((client) => client.query(sql, [attestationId]), { settings: { tenant: school.tenantId } });
      for (const column of ["job_role = 'site'", 'signed_at = 0', "laptop = 'x'"])
        await expect(change(`update attestation set ${column} where id = $1`)).rejects.toMatchObject({ code: '23001' });
      await expect(change('delete from attestation where id = $1')).rejects.toMatchObject({ code: '23001' });
      await accept('manager', attestationId);
      await expect(
        change('update attestation set accepted_by = null, accepted_at = null where id = $1'),
      ).rejects.toMatchObject({ code: '23001' });
    });
  });

  describe('a receipt', () => {
    test('is for the signer and for who keeps the agreements, with names as they are now', async () => {
      const { attestationId } = await sign('teacher');
      const read = (who: Role) => school.perform(useCases['receipts.read'], as(who), { attestationId });
      expect(await read('teacher')).toMatchObject({
        name: 'Teacher Example',
        title: 'Staff agreement',
        trustName: 'Example Trust',
        school: 'Example Primary',
      });
      await read('coordinator');
      for (const who of ['manager', 'elsewhereHead', 'colleague'] as const)
        await expect(read(who)).rejects.toMatchObject({ code: 'not_found' });
    });
    test('of a signature that is not there', async () => {
      const attestationId = '0a4f0000-0000-4000-8000-000000000099';
      await expect(school.perform(useCases['receipts.read'], as('head'), { attestationId })).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });
});
