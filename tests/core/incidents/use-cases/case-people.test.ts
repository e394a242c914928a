import { randomUUID } from 'node:crypto';
import type { CaseId, PersonId } from '../../../../src/core/ids';
import { openCase, tellMore } from '../../../../src/core/incidents/open-case';
import { useCases } from '../../../../src/core/use-cases';
import { withStore } from '../../../support/engines';
import { type Incident, makeIncident } from '../../../support/incident';
import { type Role, day } from '../../../support/school';

const NOBODY = '0a4f0000-0000-4000-8000-000000000099';
const SAFE = ['T0 opened', 'T1 no', 'T1c no'] as const;

describe.each(['postgres'] as const)('the people of a case, on %s', (engine) => {
  const at = withStore(engine);
  let it: Incident;
  beforeEach(async () => {
    it = await makeIncident(at.store);
  });
  const row = (caseId: CaseId) => it.school.unit.run(it.school.service, 'read', (w) => w.cases.byId(caseId));
  const staff = (who: Role) => ({ kind: 'staff', personId: it.id(who) });
  const name = (caseId: CaseId, by: Role, who: object, ...parts: string[]) =>
    it.do('cases.namePerson', by, { caseId, who, parts });
  const lacks = async (who: Role, caseId: CaseId) =>
    expect(it.read(who, caseId)).rejects.toMatchObject({ code: 'not_found' });

  describe('whoever is in the way of a case', () => {
    test('loses it with the answer, and the next on the chain has it', async () => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', 'T0 opened');
      const { rev } = await it.read('lead', caseId);
      const input = { caseId, rev, node: 'T1', choices: ['not_sure'] };
      expect((await it.do('cases.answer', 'lead', input)).view).toBeNull();
      await lacks('lead', caseId);
      const view = await it.read('manager', caseId);
      expect(view).toMatchObject({ owner: { id: it.id('manager') }, step: { node: 'T1' } });
      expect(view.flags).toContain('handed_over');
      expect((await it.school.notices('manager')).map((n) => n.kind)).toEqual(['case_waiting']);
    });

    test('rings outside before they go, where nobody is left, and the case is shut inside the school', async () => {
      const caseId = await it.open({ flags: ['subject_head', 'affected_other'], named: ['elsewhere', 'governor'] });
      expect((await row(caseId))?.ownerId).toBe(it.id('clerk'));
      await it.walk(caseId, 'clerk', 'T0 opened');
      await it.do('cases.note', 'clerk', { caseId, text: 'What it is about' });
      await it.answer(caseId, 'clerk', 'yes');
      const last = await it.read('clerk', caseId);
      expect(last).toMatchObject({ step: { node: 'T1b', mayAnswer: true }, timeline: [], report: null });
      expect(last.step?.prompt).toContain('not set yet');
      const { rev } = last;
      const rung = { caseId, rev, node: 'T1b', choices: ['rung'], fields: { office: 'Duty desk', reference: '7' } };
      expect((await it.do('cases.answer', 'clerk', rung)).view).toBeNull();
      await lacks('clerk', caseId);
      expect(await row(caseId)).toMatchObject({ state: 'handed', ownerId: null });
    });

    test('being hurt by it, loses it when that is written down', async () => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE);
      expect((await name(caseId, 'lead', staff('lead'), 'victim')).view).toBeNull();
      expect((await row(caseId))?.ownerId).toBe(it.id('manager'));
    });
  });

  test('an owner who is away hands a case on and may still read it', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...SAFE);
    const hand = (by: Role, to: PersonId | null) => it.do('cases.handOn', by, { caseId, to, reason: 'On a course' });
    await expect(hand('lead', it.id('teacher'))).rejects.toMatchObject({ code: 'invalid_input' });
    const { heirs } = await it.read('lead', caseId);
    expect(heirs.map((h) => h.id)).toContain(it.id('coordinator'));
    const { view } = await hand('lead', it.id('coordinator'));
    expect(view).toMatchObject({ owner: { id: it.id('coordinator') }, step: { node: 'T1', mayAnswer: false } });
    await expect(hand('lead', null)).rejects.toMatchObject({ code: 'conflict' });
    await hand('coordinator', null);
    expect((await row(caseId))?.ownerId).toBe(it.id('lead'));
  });

  describe('naming', () => {
    test.each<[string, Role, string, string[]]>([
      ['the lead', 'lead', 'subject_dsl', ['subject_adult']],
      ['a deputy lead', 'manager', 'subject_deputy', ['subject_adult']],
      ['the chair', 'elsewhere', 'subject_chair', ['subject_adult']],
      ['the ICT manager', 'ict', 'subject_ict', ['subject_adult']],
    ])('%s as responsible takes the case to the head, and is kept from them', async (_, who, flag, more) => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE, 'T2 no');
      await name(caseId, 'lead', staff(who), 'instigator');
      const view = await it.read('head', caseId);
      expect(view).toMatchObject({ owner: { id: it.id('head') }, priority: 2, step: { node: 'T2' } });
      expect(view.flags).toEqual(expect.arrayContaining([flag, ...more]));
      await lacks(who, caseId);
      expect((await row(caseId))?.leadSees).toBe(false);
    });

    test('pupils and others, in one part or several, and putting a part right', async () => {
      const caseId = await it.open({ flags: ['subject_outside'] });
      await it.walk(caseId, 'lead', ...SAFE);
      const pupil = { kind: 'pupil', pupilId: it.school.pupils.oak[0] };
      await name(caseId, 'lead', pupil, 'victim', 'instigator');
      await name(caseId, 'lead', { kind: 'pupil', pupilId: it.school.pupils.maple }, 'witness');
      const { view } = await name(
        caseId,
        'lead',
        { kind: 'other', id: null, name: 'A visitor' },
        'instigator',
        'victim',
      );
      expect(view?.people.map((p) => [p.who.name, p.parts])).toEqual([
        ['ash Sample', ['victim', 'instigator']],
        ['cedar Sample', ['witness']],
        ['A visitor', ['victim', 'instigator']],
      ]);
      expect(view?.flags).toEqual(expect.arrayContaining(['subject_pupil', 'affected_pupil', 'affected_other']));
      expect((await row(caseId))?.year).toBe(2);
      const visitor = view?.people[2]?.key;
      const after = await name(caseId, 'lead', { kind: 'other', id: visitor, name: 'A visitor' }, 'witness');
      expect(after.view?.people.at(-1)).toMatchObject({ key: visitor, parts: ['witness'] });
      await name(caseId, 'lead', staff('teacher'), 'victim');
      for (const wrong of [
        { kind: 'staff', personId: NOBODY },
        { kind: 'pupil', pupilId: NOBODY },
      ])
        await expect(name(caseId, 'lead', wrong, 'witness')).rejects.toMatchObject({ code: 'invalid_input' });
      const chronology = await it.school.perform(
        useCases['cases.chronology'],
        it.as('lead'),
        pupil.pupilId === undefined ? {} : { pupilId: pupil.pupilId },
      );
      expect(chronology.rows).toMatchObject([{ caseId, parts: ['victim', 'instigator'], referrals: 0 }]);
    });

    test('finds staff who are not kept out, and pupils of the school', async () => {
      const caseId = await it.open({ flags: ['subject_adult'], named: ['teacher'] });
      const find = async (kind: string, q: string) =>
        (await it.school.perform(useCases['cases.find'], it.as('head'), { caseId, kind, q })).people;
      expect((await find('staff', 'teach')).map((p) => p.name)).toEqual([]);
      expect(await find('staff', 'coll')).toMatchObject([{ name: 'Colleague Example', detail: 'Key Stage 2' }]);
      expect(await find('pupil', 'ash sam')).toMatchObject([{ name: 'ash Sample', detail: 'Oak' }]);
    });
  });

  describe('a sealed case', () => {
    test('is opened by nobody until one of the two rung says whom it is about', async () => {
      const caseId = await it.open({ flags: ['unfinished', 'subject_unknown', 'affected_pupil'], sealed: true });
      for (const who of ['lead', 'head'] as const) await lacks(who, caseId);
      const { rows } = await it.school.perform(useCases['cases.list'], it.as('lead'), {});
      expect(rows).toMatchObject([{ caseId, state: 'sealed', flags: [], ownerName: null }]);
      const { view } = await it.do('cases.unseal', 'lead', {
        caseId,
        about: ['subject_head'],
        people: [it.id('colleague')],
      });
      expect(view).toMatchObject({ state: 'open', owner: { id: it.id('elsewhere') }, step: { node: 'T0' } });
      expect(view?.flags).not.toContain('subject_unknown');
      await lacks('head', caseId);
      expect((await it.school.perform(useCases['cases.list'], it.as('head'), {})).total).toBe(0);
    });
  });

  describe('more people', () => {
    const tell = (caseId: CaseId, o: { toldIds: PersonId[]; ownerId?: PersonId }) =>
      it.school.unit.run(it.school.service, 'write', (w) => tellMore(w, caseId, o));

    test('may open a case nobody has opened yet, but for those kept out of it', async () => {
      const caseId = await it.open({ flags: ['subject_adult'], named: ['deputy'] });
      await tell(caseId, { toldIds: [it.id('clerk'), it.id('deputy')], ownerId: it.id('clerk') });
      expect((await it.read('clerk', caseId)).owner?.id).toBe(it.id('head'));
      await lacks('deputy', caseId);
      await tell(NOBODY as CaseId, { toldIds: [] });
    });

    test('take over what was with an office outside', async () => {
      const caseId = await it.open({
        flags: ['subject_head', 'subject_chair', 'affected_other'],
        named: ['governor', 'clerk'],
      });
      expect((await row(caseId))?.ownerId).toBeNull();
      await tell(caseId, { toldIds: [], ownerId: it.id('governor') });
      expect((await row(caseId))?.ownerId).toBeNull();
      await tell(caseId, { toldIds: [], ownerId: it.id('deputy') });
      expect((await it.read('deputy', caseId)).owner?.id).toBe(it.id('deputy'));
    });
  });

  test('a reporter makes a case and never sees it, nor does their other account', async () => {
    const caseId = await it.open({ reporter: 'colleague' });
    await lacks('colleague', caseId);
    const filing = it.school.unit.run(it.as('teacher'), 'write', async (w) => {
      await openCase(w, {
        caseId: randomUUID() as CaseId,
        reportId: randomUUID() as never,
        reportNumber: 'R',
        schoolId: it.school.schools.a,
        reporterId: it.id('teacher'),
        flags: ['subject_self'],
        ownerId: it.id('head'),
        toldIds: [it.id('lead'), it.id('teacher')],
        barredIds: [it.id('teacher')],
        namedIds: [],
        affectedIds: [],
        category: null,
        unfinished: true,
        sealed: false,
      });
      return (
        await w.cases.list(
          { personIds: [it.id('teacher')], leadsAt: [null] },
          { view: 'open', dueBy: 0, limit: 9, offset: 0 },
        )
      ).length;
    });
    // The other case alone, and that only because the store was asked as for a lead.
    expect(await filing).toBe(1);
  });

  describe('two cases', () => {
    const two = async () => {
      const [one, other] = [await it.open(), await it.open({ flags: ['danger', 'subject_pupil', 'affected_pupil'] })];
      await it.walk(one, 'lead', 'T0 opened', 'T1 no');
      await it.walk(other, 'lead', ...SAFE, 'T2 no', 'T3 no', 'T4 no');
      return [one, other] as const;
    };
    const link = (caseId: CaseId, otherId: CaseId, why: string, by: Role = 'lead') =>
      it.do('cases.link', by, { caseId, otherId, why });

    test('that are one event become one: the other goes on with all that both knew, and nobody new sees it', async () => {
      const [one, other] = await two();
      await name(other, 'lead', { kind: 'other', id: null, name: 'A visitor' }, 'witness');
      await it.walk(one, 'lead', 'T1c yes');
      await expect(it.answer(one, 'lead', 'linked')).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(link(one, one, 'same')).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(link(one, NOBODY as CaseId, 'same')).rejects.toMatchObject({ code: 'not_found' });
      await link(one, other, 'same');
      expect((await link(one, other, 'same')).added).toEqual([]);
      await it.walk(one, 'lead', 'T1d linked');
      expect(await row(one)).toMatchObject({ state: 'merged' });
      expect(await it.read('lead', other)).toMatchObject({ step: { node: 'T2' }, links: [{ caseId: one }] });
    });

    test('joined keep out of each whoever is kept out of either', async () => {
      const [one] = await two();
      const third = await it.open({ flags: ['subject_adult', 'affected_pupil'], named: ['teacher'] });
      await it.walk(third, 'head', ...SAFE);
      await expect(link(one, third, 'same')).rejects.toMatchObject({ code: 'not_found' });
      const fourth = await it.open({ flags: ['subject_adult', 'affected_pupil'], named: ['deputy'] });
      await it.walk(fourth, 'head', 'T0 opened', 'T1 no');
      await link(fourth, third, 'same', 'head');
      expect((await row(third))?.barred).toEqual(expect.arrayContaining([it.id('teacher'), it.id('deputy')]));
      expect((await row(fourth))?.barred).toEqual(expect.arrayContaining([it.id('teacher'), it.id('deputy')]));
    });

    test('that follow one another: the first asks again what is new, and a link shows only to whoever may see both', async () => {
      const [one, other] = await two();
      await it.walk(one, 'lead', 'T1c no', 'T2 no', 'T3 no');
      const { view } = await link(one, other, 'again');
      expect(view).toMatchObject({ step: { node: 'T2' }, links: [{ caseId: other, why: 'again' }] });
      expect(view?.flags).toContain('danger');
      await link(one, other, 'related');
      // The other becomes one the lead may not see.
      await name(other, 'lead', staff('lead'), 'instigator');
      const seen = await it.read('manager', one);
      expect(seen.links).not.toEqual([]);
      expect((await it.read('lead', one)).links).toEqual([]);
      expect((await it.read('lead', one)).timeline.filter((e) => e.entry.kind === 'link')).toEqual([]);
    });
  });

  describe('a sign-in', () => {
    const read = (caseId: CaseId, at_: number | null) =>
      it.school.perform(
        useCases['cases.read'],
        { ...it.as('lead'), signIn: { method: 'practice', at: at_ } },
        { caseId },
      );

    test('is fresh for a quarter of an hour', async () => {
      const caseId = await it.open();
      const signedIn = it.school.now();
      await read(caseId, signedIn);
      await expect(read(caseId, null)).rejects.toMatchObject({ code: 'step_up' });
      it.school.at(day('2026-09-09'), 11);
      await expect(read(caseId, signedIn)).rejects.toMatchObject({ code: 'step_up' });
      await read(caseId, it.school.now());
    });

    test('stays fresh while its owner goes on working, on that sign-in alone', async () => {
      const caseId = await it.open();
      const [old, other] = [it.school.now() - 1_800_000, it.school.now() - 1_801_000];
      await expect(read(caseId, old)).rejects.toMatchObject({ code: 'step_up' });
      await it.school.unit.run(it.as('lead'), 'write', (w) => w.cases.look(it.id('lead'), old));
      await read(caseId, old);
      await expect(read(caseId, other)).rejects.toMatchObject({ code: 'step_up' });
    });

    test('is asked of nobody who may not see the case: an old one is told the same as a new one', async () => {
      const caseId = await it.open();
      const old = { ...it.as('head'), signIn: { method: 'practice', at: 0 } };
      await expect(it.school.perform(useCases['cases.read'], old, { caseId })).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });

  describe('low-level concerns', () => {
    const record = (by: Role, who: Role) =>
      it.school.perform(useCases['lowLevel.record'], it.as(by), {
        personId: it.id(who),
        text: 'Late reply',
        context: 'Yard duty',
        did: 'Spoke with them',
        why: 'Below the tests',
      });
    const concerns = (by: Role) => it.school.perform(useCases['lowLevel.list'], it.as(by), {});

    test('are the head’s alone, show who comes up again, and are no case of anybody’s list', async () => {
      await record('head', 'teacher');
      await record('head', 'colleague');
      it.school.at(day('2026-11-03'));
      await record('head', 'teacher');
      await record('head', 'office');
      await record('head', 'office');
      await record('head', 'office');
      const { rows, patterns } = await concerns('head');
      expect(rows).toHaveLength(6);
      expect(patterns.map((p) => [p.who.name, p.count])).toEqual([
        ['Office Example', 3],
        ['Teacher Example', 2],
      ]);
      expect((await it.school.perform(useCases['cases.list'], it.as('lead'), {})).total).toBe(0);
      expect((await concerns('elsewhereHead')).rows).toEqual([]);
      expect((await it.school.perform(useCases['figures.read'], it.as('head'), {})).total).toBe(0);
    });

    test('about the head are hidden from the head', async () => {
      await record('trustHead', 'head');
      expect((await concerns('head')).rows).toEqual([]);
      expect((await concerns('trustHead')).rows).toHaveLength(1);
      const caseId = (await concerns('trustHead')).rows[0]?.caseId as CaseId;
      const view = await it.read('trustHead', caseId);
      expect(view).toMatchObject({ kind: 'low_level', step: null, path: [], report: null, suggestions: [] });
      const stop = { caseId, rev: view.rev, reason: 'It goes on' };
      await expect(it.do('cases.stop', 'trustHead', stop)).rejects.toMatchObject({ code: 'conflict' });
      await it.do('cases.note', 'trustHead', { caseId, text: 'Again' });
      await expect(record('head', 'head')).rejects.toMatchObject({ code: 'not_found' });
      const nobody = { personId: NOBODY, text: 'abc', context: 'abc', did: 'abc', why: 'abc' };
      await expect(it.school.perform(useCases['lowLevel.record'], it.as('trustHead'), nobody)).rejects.toMatchObject({
        code: 'invalid_input',
      });
    });
  });

  test('a task is its doer’s, says nothing of the case, and is done once', async () => {
    const caseId = await it.open();
    const set = (more: object) =>
      it.do('cases.act', 'lead', {
        caseId,
        what: 'technical',
        text: 'Reset the filter',
        doerId: it.id('ict'),
        office: '',
        dueOn: '2026-09-20',
        ...more,
      });
    for (const wrong of [{ doerId: null }, { doerId: NOBODY }, { dueOn: '2026-09-01' }])
      await expect(set(wrong)).rejects.toMatchObject({ code: 'invalid_input' });
    const { view } = await set({});
    await set({ doerId: null, office: 'Helpdesk' });
    const taskId = view?.tasks[0]?.taskId;
    expect((await it.school.notices('ict')).map((n) => [n.kind, n.link])).toEqual([['task_waiting', '/tabs/home']]);
    await lacks('ict', caseId);
    const finish = (who: Role) => it.school.perform(useCases['tasks.finish'], it.as(who), { taskId, said: 'Reset' });
    await expect(finish('office')).rejects.toMatchObject({ code: 'not_found' });
    expect((await finish('ict')).added).toHaveLength(1);
    expect((await finish('ict')).added).toEqual([]);
    expect((await it.read('lead', caseId)).tasks[0]?.done).toMatchObject({ by: it.id('ict'), said: 'Reset' });
    expect((await it.do('cases.finishAct', 'lead', { caseId, taskId, said: '' })).added).toEqual([]);
    await expect(it.do('cases.finishAct', 'lead', { caseId, taskId: NOBODY, said: '' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
