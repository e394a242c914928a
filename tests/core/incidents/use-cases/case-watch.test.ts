import type { CaseId, Day } from '../../../../src/core/ids';
import { instantOf } from '../../../../src/core/people/day';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Incident, makeIncident } from '../../../support/incident';
import { type Role, TODAY, day } from '../../../support/school';

const SAFE = ['T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no'] as const;
const CARED = ['T8 no', 'T9 started', 'T9p told', 'T9d no'] as const;
const THURSDAY = day('2026-09-10');
const NONE = { overdue: 0, moved: 0, asked: 0 };

describe.each(everyday)('a step that is overdue, on %s', (engine) => {
  const at = withStore(engine);
  let it: Incident;
  beforeEach(async () => {
    it = await makeIncident(at.store);
  });
  const watch = () => it.school.perform(useCases['cases.watch'], it.school.service, {});
  const row = (caseId: CaseId) => it.school.unit.run(it.school.service, 'read', (w) => w.cases.byId(caseId));
  /** References and links of what was said about lateness, and nothing else. */
  const heard = async (who: Role) => {
    const all = await it.school.unit.run(it.school.service, 'read', (w) => w.notices.mine(it.id(who), 50));
    return all.filter((n) => ['case_overdue', 'case_handed'].includes(n.kind)).reverse();
  };
  const times = async (...who: Role[]) => {
    const all: number[] = [];
    for (const one of who) all.push((await heard(one)).length);
    return all;
  };
  const away = (who: Role, until: Day | null = null) =>
    it.school.unit.run(it.school.service, 'write', (w) =>
      w.people.recordAbsence({ personId: it.id(who), from: TODAY, until, reason: 'away' }),
    );
  const grave = (more: object = {}) =>
    it.open({ flags: ['crime', 'danger', 'subject_pupil', 'affected_pupil'], ...more });

  test('is asked of its doer and told to the next on the chain, one more each school day, by reference alone', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...SAFE);
    it.school.at(TODAY, 16);
    expect(await watch()).toEqual(NONE);
    it.school.at(TODAY, 17);
    expect(await watch()).toEqual({ ...NONE, overdue: 1 });
    expect(await watch()).toEqual(NONE);
    expect(await times('lead', 'manager', 'head')).toEqual([1, 1, 0]);
    const [notice] = await heard('manager');
    const link = `/tabs/work/cases/case/${caseId}`;
    expect(notice).toMatchObject({ title: (await row(caseId))?.reference, link, dueOn: null });
    // Not urgent: said when the school is open again.
    expect(notice?.notBefore).toBe(instantOf(THURSDAY, 8));
    it.school.at(THURSDAY, 17);
    expect(await watch()).toEqual({ ...NONE, overdue: 1 });
    expect(await times('lead', 'manager', 'head')).toEqual([2, 1, 1]);
    // Whoever was told may read it; its owner has it still.
    expect((await it.read('head', caseId)).owner).toMatchObject({ id: it.id('lead') });
  });

  test('waits for the school to open', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...SAFE);
    it.school.at(day('2026-09-11'), 17);
    await watch();
    it.school.at(day('2026-09-13'), 20);
    expect(await watch()).toEqual(NONE);
    it.school.at(day('2026-09-14'), 17);
    expect(await watch()).toEqual({ ...NONE, overdue: 1 });
  });

  test('is chased by the clock where it is urgent, at night too, and daily once everybody was told', async () => {
    const caseId = await grave();
    await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no');
    it.school.at(TODAY, 22);
    const began = it.school.now();
    expect(await watch()).toEqual({ ...NONE, overdue: 1 });
    expect((await heard('lead'))[0]?.notBefore).toBe(began);
    expect(await times('lead', 'manager', 'head')).toEqual([1, 1, 0]);
    for (const told of ['head', 'trustHead', 'deputy', 'elsewhere'] as const) {
      it.school.wait(9);
      expect(await watch()).toEqual(NONE);
      it.school.wait(10);
      expect(await watch()).toEqual({ ...NONE, overdue: 1 });
      expect(await times(told)).toEqual([1]);
    }
    it.school.wait(10);
    expect(await watch()).toEqual({ ...NONE, overdue: 1 });
    expect(await times('lead', 'manager')).toEqual([6, 1]);
    it.school.wait(60);
    expect(await watch()).toEqual(NONE);
    it.school.at(THURSDAY, 17);
    expect(await watch()).toEqual({ ...NONE, overdue: 1 });
  });

  test('is looked at by its own clock once it is done, and not before its report’s while that is unopened', async () => {
    const caseId = await grave();
    expect((await row(caseId))?.chaseAt).toBeNull();
    await it.do('cases.note', 'lead', { caseId, text: 'Rang the reporter' });
    expect((await row(caseId))?.chaseAt).toBeNull();
    await it.walk(caseId, 'lead', 'T0 opened');
    expect((await row(caseId))?.chaseAt).toBe(it.school.now() + 600_000);
    it.school.wait(10);
    await watch();
    const next = (await row(caseId))?.chaseAt;
    await it.do('cases.note', 'lead', { caseId, text: 'Still looking' });
    expect((await row(caseId))?.chaseAt).toBe(next);
    // The next question has no clock.
    await it.answer(caseId, 'lead', 'no');
    expect((await row(caseId))?.chaseAt).toBeNull();
  });

  test('is asked of the second person while it waits for them', async () => {
    const caseId = await it.open({ flags: ['crime', 'subject_pupil', 'affected_pupil'] });
    await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no');
    await it.answer(caseId, 'lead', 'no', { reason: 'A game', second: 'deputy' });
    it.school.at(TODAY, 17);
    await watch();
    expect(await times('lead', 'deputy', 'manager')).toEqual([0, 1, 1]);
  });

  test('is asked of the owner while nobody was asked to look it through', async () => {
    const caseId = await it.open();
    const rest = ['T12 no', 'T12u nothing', 'T13 no_row', 'T14 accident', 'T15 decided', 'T16 planned', 'T18 none'];
    await it.walk(caseId, 'lead', ...SAFE, ...CARED, ...rest, 'T19 done', 'T20 no');
    it.school.at(day('2026-11-02'));
    await it.walk(caseId, 'lead', 'T21 quiet');
    it.school.at(day('2026-11-05'));
    expect(await watch()).toEqual({ ...NONE, overdue: 1 });
    expect(await times('lead', 'manager')).toEqual([1, 1]);
  });

  describe('with an owner who cannot go on', () => {
    test('because they are away, goes to the next, and they may still read it', async () => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE);
      await away('lead');
      it.school.at(TODAY, 17);
      expect(await watch()).toEqual({ ...NONE, overdue: 1, moved: 1 });
      expect(await row(caseId)).toMatchObject({ ownerId: it.id('manager'), node: 'T8' });
      expect((await it.read('manager', caseId)).step).toMatchObject({ node: 'T8', mayAnswer: true });
      expect((await it.read('lead', caseId)).step).toMatchObject({ mayAnswer: false });
      expect(await times('manager', 'head')).toEqual([1, 1]);
    });

    test('because they hold no post any more, goes to the next', async () => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE);
      const post = { personId: it.id('lead'), role: 'safeguarding_lead' as const, schoolId: it.school.schools.a };
      await it.school.perform(useCases['roles.end'], it.school.actor('head'), post);
      it.school.at(THURSDAY, 17);
      expect(await watch()).toMatchObject({ moved: 1 });
      expect((await row(caseId))?.ownerId).toBe(it.id('manager'));
    });

    test('because they hold the post that is complained about by now, is shut to them and goes to the next', async () => {
      const caseId = await it.open({ flags: ['subject_head', 'affected_other'] });
      await it.walk(caseId, 'elsewhere', 'T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no');
      const { school } = it;
      const post = { personId: it.id('elsewhere'), role: 'head' as const, schoolId: school.schools.a, until: null };
      await school.perform(useCases['roles.give'], school.actor('head'), post);
      school.at(TODAY, 17);
      expect(await watch()).toMatchObject({ moved: 1 });
      expect((await row(caseId))?.ownerId).toBe(it.id('clerk'));
      await expect(it.read('elsewhere', caseId)).rejects.toMatchObject({ code: 'not_found' });
      expect(await times('elsewhere')).toEqual([0]);
    });

    test('or none left in the school, goes to whoever comes back', async () => {
      const caseId = await it.open({ flags: ['subject_head', 'affected_other'] });
      await it.walk(caseId, 'elsewhere', 'T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no');
      await away('governor', TODAY);
      const who = { kind: 'staff', personId: it.id('elsewhere') };
      await it.do('cases.namePerson', 'elsewhere', { caseId, who, parts: ['instigator'] });
      expect((await row(caseId))?.ownerId).toBeNull();
      it.school.at(TODAY, 17);
      expect(await watch()).toEqual({ ...NONE, overdue: 1 });
      it.school.at(THURSDAY, 17);
      expect(await watch()).toEqual({ ...NONE, overdue: 1, moved: 1 });
      // The clerk works for the chair who was named.
      expect((await row(caseId))?.ownerId).toBe(it.id('governor'));
    });

    test('stays with them while nobody else can be reached', async () => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE);
      for (const who of ['lead', 'manager', 'head', 'trustHead', 'deputy', 'elsewhere'] as const) await away(who);
      it.school.at(TODAY, 17);
      expect(await watch()).toEqual({ ...NONE, overdue: 1 });
      expect((await row(caseId))?.ownerId).toBe(it.id('lead'));
      expect(await times('lead', 'manager')).toEqual([1, 0]);
    });
  });

  test('in the hands of a manager who is away is asked of whoever stands in', async () => {
    const caseId = await it.open({ flags: ['subject_unknown', 'affected_pupil'] });
    await it.walk(caseId, 'lead', ...SAFE);
    expect((await it.read('lead', caseId)).step).toMatchObject({ node: 'T6', doers: [{ id: it.id('head') }] });
    await away('head');
    it.school.at(TODAY, 17);
    await watch();
    expect((await it.read('lead', caseId)).step?.doers).toMatchObject([{ id: it.id('trustHead') }]);
    expect(await times('head', 'trustHead')).toEqual([0, 1]);
    // With nobody to stand in it is theirs again.
    for (const who of ['trustHead', 'elsewhere', 'clerk'] as const) await away(who);
    expect((await it.read('lead', caseId)).step?.doers).toMatchObject([{ id: it.id('head') }]);
  });

  test('with an office outside is asked of whoever rang, each school day until the office has accepted', async () => {
    const caseId = await it.open({ flags: ['subject_head', 'affected_other'], named: ['elsewhere', 'governor'] });
    await it.walk(caseId, 'clerk', 'T0 opened');
    await it.answer(caseId, 'clerk', 'yes');
    const { rev } = await it.read('clerk', caseId);
    const rung = { caseId, rev, node: 'T1b', choices: ['rung'], fields: { office: 'Duty desk', reference: '7' } };
    await it.do('cases.answer', 'clerk', rung);
    expect(await watch()).toEqual(NONE);
    it.school.at(THURSDAY, 8);
    expect(await watch()).toEqual({ ...NONE, asked: 1 });
    expect(await watch()).toEqual(NONE);
    const reference = (await row(caseId))?.reference;
    expect(await heard('clerk')).toMatchObject([{ title: reference, link: '/tabs/work/cases/tasks' }]);
    const mine = (who: Role) => it.school.perform(useCases['tasks.mine'], it.as(who), {});
    expect((await mine('elsewhere')).tasks).toEqual([]);
    const [task] = (await mine('clerk')).tasks;
    expect(task).toMatchObject({ kind: 'ask', text: reference });
    const accept = (who: Role) =>
      it.school.perform(useCases['tasks.finish'], it.as(who), { taskId: task?.taskId, said: 'Desk 4 has it' });
    await expect(accept('elsewhere')).rejects.toMatchObject({ code: 'not_found' });
    expect(await accept('clerk')).toMatchObject({ accepted: true });
    expect(await accept('clerk')).toMatchObject({ accepted: false });
    expect((await mine('clerk')).tasks).toEqual([]);
    it.school.at(day('2026-09-11'), 8);
    expect(await watch()).toEqual(NONE);
    await expect(it.read('clerk', caseId)).rejects.toMatchObject({ code: 'not_found' });
  });

  describe('a task', () => {
    const DUE = day('2026-09-18');
    const MONDAY = day('2026-09-21');
    const task = (caseId: CaseId, doerId: string | null) =>
      it.do('cases.act', 'lead', {
        ...{ caseId, what: 'technical', text: 'Reset the filter', doerId },
        ...{ office: doerId === null ? 'Helpdesk' : '', dueOn: DUE },
      });
    /** The case's own clock is not what is tried here. */
    const quiet = async (): Promise<CaseId> => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE);
      return caseId;
    };
    const late = async (who: Role) => {
      const all = await it.school.unit.run(it.school.service, 'read', (w) => w.notices.mine(it.id(who), 50));
      return all.filter((n) => n.kind === 'task_overdue').reverse();
    };
    const counts = async (...who: Role[]) => Promise.all(who.map(async (one) => (await late(one)).length));

    test('is asked for of its doer each school day after its day, and told to the owner once, by reference alone', async () => {
      const caseId = await quiet();
      await task(caseId, it.id('ict'));
      it.school.at(DUE, 17);
      await watch();
      expect(await counts('ict', 'lead')).toEqual([0, 0]);
      it.school.at(MONDAY, 8);
      expect(await watch()).toMatchObject({ asked: 1 });
      expect(await watch()).toMatchObject({ asked: 0 });
      it.school.at(day('2026-09-22'), 8);
      await watch();
      expect(await counts('ict', 'lead', 'manager')).toEqual([2, 1, 0]);
      const title = (await row(caseId))?.reference;
      expect((await late('ict'))[0]).toMatchObject({
        title,
        link: '/tabs/work/cases/tasks',
        notBefore: instantOf(MONDAY, 8),
      });
      expect((await late('lead'))[0]).toMatchObject({ title, link: `/tabs/work/cases/case/${caseId}` });
    });

    test('that is done is asked for no more', async () => {
      const caseId = await quiet();
      const { view } = await task(caseId, it.id('ict'));
      const taskId = view?.tasks[0]?.taskId;
      await it.school.perform(useCases['tasks.finish'], it.as('ict'), { taskId, said: 'Reset' });
      it.school.at(MONDAY, 8);
      expect(await watch()).toMatchObject({ asked: 0 });
      expect(await counts('ict', 'lead')).toEqual([0, 0]);
    });

    test.each([
      ['of an office outside', null],
      ['of the owner', 'lead'],
    ] as const)('%s is asked for of the owner, once a day', async (_, doer) => {
      const caseId = await quiet();
      await task(caseId, doer && it.id(doer));
      for (const on of [MONDAY, day('2026-09-22')]) {
        it.school.at(on, 8);
        await watch();
      }
      expect(await counts('lead')).toEqual([2]);
    });

    test('says nothing to a doer whom the case has turned out to be about, not even that it is there', async () => {
      const caseId = await quiet();
      await task(caseId, it.id('ict'));
      const mine = () => it.school.perform(useCases['tasks.mine'], it.as('ict'), {});
      expect((await mine()).tasks).toHaveLength(1);
      const who = { kind: 'staff', personId: it.id('ict') };
      await it.do('cases.namePerson', 'lead', { caseId, who, parts: ['instigator'] });
      expect((await mine()).tasks).toEqual([]);
      it.school.at(MONDAY, 8);
      expect(await watch()).toMatchObject({ asked: 1 });
      expect(await counts('ict')).toEqual([0]);
      const owner = (await row(caseId))?.ownerId;
      const told = await it.school.unit.run(it.school.service, 'read', (w) => w.notices.mine(owner!, 50));
      expect(told.filter((n) => n.kind === 'task_overdue')).toHaveLength(1);
    });
  });
});
