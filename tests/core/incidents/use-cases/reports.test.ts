import { useCases } from '../../../../src/core/use-cases';
import type { ReportView } from '../../../../src/core/incidents/report-views';
import { everyday, withStore } from '../../../support/engines';
import { type Incident, makeIncident } from '../../../support/incident';
import { CALM, type Reporter, calm, reporter } from '../../../support/reports';
import { type Role, TODAY } from '../../../support/school';

describe.each(everyday)('reports, on %s', (engine) => {
  const at = withStore(engine);
  let incident: Incident;
  beforeEach(async () => {
    incident = await makeIncident(at.store);
  });
  const as = (role: Role): Reporter => reporter(incident.school, incident.as(role));
  const kinds = async (role: Role): Promise<string[]> =>
    (await incident.school.notices(role)).map((n) => n.kind).filter((kind) => kind.startsWith('report'));
  const recorded = async (): Promise<string[]> =>
    (await incident.school.entries('incident.recorded')).map(
      (e) => (JSON.parse(e.payload ?? '') as { did: { what: string } }).did.what,
    );

  describe('a report', () => {
    test('is asked step by step, danger and imagery first, and sent to the lead with a receipt', async () => {
      const teacher = as('teacher');
      let view = await teacher.begin();
      expect(view).toMatchObject({ rev: 1, state: 'open', stale: false, canGoBack: false, receipt: null });
      expect(view.step).toMatchObject({ node: 'R0', kind: 'instruction', text: false, check: false });
      view = await teacher.walk(CALM.slice(0, 7), view);
      expect(view.step).toMatchObject({ node: 'R7', kind: 'question', text: true, options: [] });
      expect(view.summary.map((s) => s.node)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6']);
      expect(view.summary.at(-1)).toMatchObject({
        answer: 'When: this morning; Where: the library; How you know: I saw it',
        canChange: true,
      });
      view = await teacher.answer(view, { text: 'He was on a gaming website instead of working.' });
      expect(view.step).toMatchObject({ node: 'R8', check: true });
      // What the words are most like comes before the rest, once.
      const offered = view.step.fields[0]?.options?.map((o) => o.key) ?? [];
      const likely = view.step.suggestions.map((s) => s.rowId);
      expect(likely[0]).toBe('p_non_educational_sites');
      expect(offered.slice(0, likely.length)).toEqual(likely);
      expect(new Set(offered).size).toBe(offered.length);
      expect(offered.length).toBeGreaterThan(likely.length);
      view = await teacher.answer(view, 'not_sure');
      expect(view).toMatchObject({
        state: 'sent',
        step: { node: 'D2', kind: 'terminal', options: [] },
        receipt: { to: 'the safeguarding lead', sentAt: incident.school.now() },
        canGoBack: false,
      });
      expect(view.step.prompt).toContain(`Sent to the safeguarding lead.`);
      expect(view.step.prompt).toContain(`Receipt ${view.receipt?.number}`);
      expect(view.summary.every((s) => !s.canChange)).toBe(true);
      expect(await kinds('lead')).toEqual(['report_waiting']);
      expect(await kinds('manager')).toEqual(['report_waiting']);
      expect(await kinds('head')).toEqual([]);
    });

    test('leaves one entry for each change, with nothing of what was said', async () => {
      await as('teacher').walk([...CALM, ['R8', 'none']]);
      expect(await recorded()).toEqual(['begun', ...Array<string>(9).fill('answered')]);
      const said = JSON.stringify(await incident.school.entries('incident.recorded'));
      expect(said).not.toMatch(/gaming|library|R7|pupil/);
    });

    test('becomes a case that its owner finds and its reporter does not', async () => {
      await as('teacher').walk([...CALM, ['R8', 'none']]);
      const list = (role: Role) => incident.school.perform(useCases['cases.list'], incident.as(role), {});
      expect((await list('lead')).rows).toHaveLength(1);
      await expect(list('teacher')).rejects.toMatchObject({ code: 'not_found' });
    });

    test('that has ended is shown again to whoever sent it, by its id and to nobody else', async () => {
      const { reportId, receipt } = await as('teacher').walk([...CALM, ['R8', 'none']]);
      const current = async (role: Role, input: object) =>
        (await incident.school.perform(useCases['reports.current'], incident.as(role), input)).report;
      expect(await current('teacher', {})).toBeNull();
      expect(await current('teacher', { reportId })).toMatchObject({ state: 'sent', receipt });
      expect(await current('colleague', { reportId })).toBeNull();
      expect(await current('teacher', { reportId: incident.id('colleague') })).toBeNull();
      const open = await as('teacher').begin();
      expect(await current('teacher', { reportId })).toMatchObject({ reportId: open.reportId, state: 'open' });
    });

    test('is nobody’s but the reporter’s: for everybody else it is not there', async () => {
      const view = await as('teacher').walk(CALM.slice(0, 3));
      for (const role of ['colleague', 'lead', 'head', 'trustHead', 'ict'] as const) {
        await expect(as(role).answer(view, 'no')).rejects.toMatchObject({ code: 'not_found' });
        expect(await as(role).current()).toBeNull();
      }
      expect(await as('teacher').current()).toEqual(view);
    });

    test('does not begin twice: whoever begins again is shown the one that is open', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM.slice(0, 3));
      expect(await teacher.begin()).toEqual(view);
      const both = await Promise.all([as('colleague').begin(), as('colleague').begin()]);
      expect(new Set(both.map((v) => v.reportId)).size).toBe(1);
      expect(both.filter((v) => !v.stale)).not.toHaveLength(0);
      expect((await recorded()).filter((what) => what === 'begun')).toHaveLength(2);
    });

    test('that was begun elsewhere since this one was asked for is shown instead', async () => {
      const { school } = incident;
      const first = await as('teacher').walk(CALM.slice(0, 2));
      const second = await school.unit.run(incident.as('teacher'), 'write', (work) =>
        useCases['reports.begin'].run(
          { input: { source: 'page' }, subject: { schoolId: null }, actor: incident.as('teacher') },
          work,
        ),
      );
      expect(second).toEqual({ ...first, stale: true });
    });

    test('that was begun elsewhere and ended within the same moment is asked for again', async () => {
      const { school } = incident;
      const run = school.unit.run(incident.as('teacher'), 'write', (work) =>
        useCases['reports.begin'].run(
          { input: { source: 'page' }, subject: { schoolId: null }, actor: incident.as('teacher') },
          { ...work, reports: { ...work.reports, begin: () => Promise.resolve(false) } },
        ),
      );
      await expect(run).rejects.toMatchObject({ code: 'unavailable' });
    });

    test('goes on with the version of the chart it began with', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM.slice(0, 2));
      const { school } = incident;
      const chart = await school.unit.run(school.service, 'read', (w) => w.charts.inForce('report'));
      await at.store.transaction(
        (client) =>
          client.query(
            `insert into chart_version (tenant, chart, version, body, author_id, approver_id, published_at)
             values ($1, 'report', 2, $2, $3, $4, 1)`,
            [
              school.tenantId,
              JSON.stringify({ ...chart, version: 2 }).replace('Check and send.', 'Look once more {here}.'),
              school.id('lead'),
              school.id('head'),
            ],
          ),
        { settings: { tenant: school.tenantId } },
      );
      const old = await teacher.walk(CALM.slice(2), view);
      expect(old.step.prompt).toMatch(/^Check and send/);
      const fresh = await as('colleague').walk(CALM);
      expect(fresh.step.prompt).toMatch(/^Look once more \{here\}\./);
    });
  });

  describe('what does not fit the state', () => {
    test('changes nothing and is shown what stands, as an old card, a wrong node or a report that was sent', async () => {
      const teacher = as('teacher');
      const first = await teacher.begin();
      const view = await teacher.walk(CALM.slice(0, 3), first);
      const before = (await recorded()).length;
      const stale = { ...view, stale: true };
      expect(await teacher.answer({ ...view, rev: 1 }, 'no')).toEqual(stale);
      expect(await teacher.answer({ ...view, step: { ...view.step, node: 'R8' } }, 'right')).toEqual(stale);
      expect(await teacher.answer({ ...view, rev: view.rev + 1 }, 'no')).toEqual(stale);
      expect(await teacher.do('back', first)).toEqual(stale);
      expect(await teacher.do('say', first, { text: 'more' })).toEqual(stale);
      expect(await teacher.do('stop', first)).toEqual(stale);
      expect(await teacher.do('startAgain', first)).toEqual(stale);
      expect(await teacher.do('change', view, { node: 'R8' })).toEqual(stale);
      expect((await recorded()).length).toBe(before);
      const sent = await teacher.walk([...CALM.slice(3), ['R8', 'none']], view);
      for (const name of ['back', 'stop', 'startAgain'] as const)
        expect(await teacher.do(name, sent)).toEqual({ ...sent, stale: true });
    });

    test('the same answer again is success, and counts once', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM.slice(0, 7));
      const text = { text: 'He was on a gaming website instead of working.' };
      const once = await teacher.answer(view, text);
      expect(await teacher.answer(view, text)).toEqual({ ...once, stale: false });
      expect(await teacher.answer(view, { text: 'Something else' })).toEqual({ ...once, stale: true });
      const sent = await teacher.answer(once, 'none');
      expect(await teacher.answer(once, 'none')).toEqual({ ...sent, stale: false });
      expect(await teacher.answer(once, 'not_sure')).toEqual({ ...sent, stale: true });
      expect(await kinds('lead')).toEqual(['report_waiting']);
    });

    test('six presses at once on two devices move one step, and send once', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM);
      const answers = await Promise.all(Array.from({ length: 6 }, () => teacher.answer(view, 'none')));
      expect(answers.map((a) => [a.state, a.rev])).toEqual(Array(6).fill(['sent', view.rev + 1]));
      expect((await recorded()).filter((what) => what === 'answered')).toHaveLength(9);
      expect(await kinds('lead')).toEqual(['report_waiting']);
    });

    test('of two different answers to one question one counts', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM.slice(0, 2));
      const answers = await Promise.all(['yes', 'no'].map((given) => teacher.answer(view, given)));
      expect(answers.filter((a) => !a.stale)).toHaveLength(1);
      expect(answers.every((a) => a.rev === view.rev + 1)).toBe(true);
    });

    test.each<[string, number, object, string]>([
      ['an answer that is not offered', 1, { choices: ['maybe'] }, 'choices'],
      ['no answer', 1, { choices: [] }, 'choices'],
      ['two answers to one question', 1, { choices: ['yes', 'no'] }, 'choices'],
      ['words where none are asked', 1, { choices: ['no'], text: 'hello' }, 'text'],
      [
        'people where none are picked',
        1,
        { choices: ['no'], people: ['0a4f0000-0000-4000-8000-0000000000aa'] },
        'people',
      ],
      ['no words where words are asked', 7, { choices: [], text: '   ' }, 'text'],
      ['far too many words', 7, { choices: [], text: 'x'.repeat(20_001) }, 'text'],
      ['a field that is not there', 6, { choices: ['done'], fields: { name: 'x' } }, 'fields.name'],
      ['a choice that is not in the list', 6, { choices: ['done'], fields: { known: 'x' } }, 'fields.known'],
    ])('%s is refused in words, and nothing is lost', async (_, steps, answer, where) => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM.slice(0, steps));
      const asked = incident.school.perform(useCases['reports.answer'], teacher.actor, {
        reportId: view.reportId,
        rev: view.rev,
        node: view.step.node,
        ...answer,
      });
      await expect(asked).rejects.toMatchObject({ code: 'invalid_input', problems: [{ where }] });
      expect(await teacher.current()).toEqual(view);
    });

    test('a paste of twenty thousand letters, markup and a NUL are kept as they are', async () => {
      const text = `<b>*_[link](x)_*</b>\u0000${'ä'.repeat(19_000)}`;
      const view = await as('teacher').walk([...CALM.slice(0, 7), ['R7', { text }]]);
      expect(view.summary.at(-1)?.answer).toBe(text);
    });
  });

  describe('going back', () => {
    test('asks the step before again, as far as the first', async () => {
      const teacher = as('teacher');
      let view = await teacher.walk(CALM.slice(0, 3));
      view = await teacher.do('back', view);
      expect(view).toMatchObject({ step: { node: 'R2' }, canGoBack: true });
      view = await teacher.do('back', view);
      view = await teacher.do('back', view);
      expect(view).toMatchObject({ step: { node: 'R0' }, canGoBack: false });
      expect(await teacher.do('back', view)).toEqual({ ...view, stale: true });
    });

    test('one answer is changed and those that still fit are kept', async () => {
      const teacher = as('teacher');
      let view = await teacher.walk(CALM);
      view = await teacher.do('change', view, { node: 'R5' });
      expect(view.step.node).toBe('R5');
      view = await teacher.answer(view, 'staff,not_sure');
      expect(view.step.node).toBe('R8');
      expect(view.summary.map((s) => s.answer)).toContain('Staff or another adult here; Not sure');
    });
  });

  describe('words that nobody asked for', () => {
    test('are kept word for word and offered back, and answer nothing', async () => {
      const teacher = as('teacher');
      let view = await teacher.begin('A boy in my class showed me something horrible on his phone');
      expect(view).toMatchObject({ step: { node: 'R0' }, warning: null });
      view = await teacher.do('say', view, { text: '…and then he ran off' });
      expect(view.keptWords).toBe('A boy in my class showed me something horrible on his phone\n…and then he ran off');
      expect(view.step.node).toBe('R0');
    });

    test.each([
      ['danger', 'she has a knife'],
      ['imagery', 'there are nudes going round'],
      ['danger', 'she has a knife, and nudes are going round'],
      [null, 'he would not stop talking'],
    ])('bring the warning of %s at once, until the next answer: %s', async (warning, words) => {
      const teacher = as('teacher');
      const view = await teacher.begin(words);
      expect(view.warning).toBe(warning);
      expect((await teacher.current())?.warning).toBe(warning);
      expect((await teacher.answer(view, 'continue')).warning).toBeNull();
    });

    test('do not warn of what was already answered with yes', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk([...CALM.slice(0, 1), ['R1', 'yes']]);
      expect(await teacher.do('say', view, { text: 'she has a knife' })).toMatchObject({ warning: null });
    });

    test('typed while a report is open go to that report', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM.slice(0, 3));
      expect(await teacher.begin('one more thing')).toMatchObject({
        reportId: view.reportId,
        rev: view.rev + 1,
        keptWords: 'one more thing',
      });
    });

    test('in a field are looked at too', async () => {
      const fields = { when: 'now', where: 'he is waiting outside', known: 'saw' };
      const view = await as('teacher').walk([...CALM.slice(0, 6), ['R6', { choices: 'done', fields }]]);
      expect(view).toMatchObject({ step: { node: 'R7' }, warning: 'danger' });
    });
  });

  describe('a file that was sent all the same', () => {
    const arrived = (who: Reporter) =>
      incident.school.perform(useCases['reports.fileArrived'], who.actor, { reportId: null });

    test('counts as imagery for good, is noted, and warns', async () => {
      const teacher = as('teacher');
      const before = await teacher.walk(CALM.slice(0, 2));
      const { report } = await arrived(teacher);
      expect(report).toMatchObject({ warning: 'imagery', rev: before.rev + 1, step: { node: 'R2' } });
      const view = await teacher.walk(CALM.slice(2), report as ReportView);
      expect(view.step).toMatchObject({ node: 'R8b' });
      expect(await recorded()).toContain('file');
    });

    test('changes nothing where imagery was answered with no, and is noted', async () => {
      const teacher = as('teacher');
      await teacher.walk(CALM.slice(0, 3));
      const { report } = await arrived(teacher);
      expect(report).toMatchObject({ warning: null, step: { node: 'R3' } });
      const view = await teacher.walk(CALM.slice(3), report as ReportView);
      expect(view.step.node).toBe('R8');
    });

    test('with no report open is nothing of ours', async () => {
      expect(await arrived(as('teacher'))).toEqual({ report: null });
      expect(await recorded()).toEqual([]);
    });
  });

  describe('stopping', () => {
    test('before anything was said drops the draft, and leaves nothing of it', async () => {
      const teacher = as('teacher');
      const view = await teacher.do('stop', await teacher.walk(CALM.slice(0, 3)));
      expect(view).toMatchObject({
        state: 'dropped',
        step: { node: 'D5', kind: 'terminal' },
        summary: [],
        receipt: null,
      });
      expect(await incident.school.perform(useCases['reports.mine'], teacher.actor, {})).toEqual({ reports: [] });
      expect(await teacher.current()).toBeNull();
      expect((await teacher.begin()).reportId).not.toBe(view.reportId);
    });

    test.each<[string, () => Promise<ReportView>]>([
      ['possible crime', () => as('teacher').walk([...calm({ R3: 'not_sure' }).slice(0, 4)])],
      ['a named adult', () => as('teacher').walk(calm({ R4: 'adult' }).slice(0, 5))],
      ['fields', () => as('teacher').walk(CALM.slice(0, 7))],
      ['words', () => as('teacher').walk(CALM)],
      ['words not asked for', () => as('teacher').begin('He was horrible')],
    ])('after %s passes on what there is, and the reporter is rung', async (_, said) => {
      const view = await as('teacher').do('stop', await said());
      expect(view).toMatchObject({ state: 'unfinished', step: { node: 'D4' } });
      expect(view.receipt).not.toBeNull();
      const rung = await Promise.all((['lead', 'head', 'trustHead', 'manager', 'deputy'] as const).map(kinds));
      expect(rung.flat().every((kind) => kind === 'report_urgent')).toBe(true);
      expect(rung.flat().length).toBeGreaterThan(0);
    });

    test('before anybody was asked who is responsible rings two people in different posts, and stays sealed', async () => {
      const teacher = as('teacher');
      await teacher.do('stop', await teacher.walk([...CALM.slice(0, 2), ['R2', 'yes']]));
      expect(await kinds('lead')).toEqual(['report_urgent']);
      expect([...(await kinds('head')), ...(await kinds('trustHead'))]).toEqual(['report_urgent']);
      expect([...(await kinds('manager')), ...(await kinds('deputy'))]).toEqual([]);
      const [notice] = await incident.school.notices('lead');
      const caseId = notice?.link.split('/').at(-1);
      const list = await incident.school.perform(useCases['cases.list'], incident.as('lead'), {});
      expect(list.rows).toMatchObject([{ caseId, state: 'sealed', flags: [], isMine: false }]);
      const opened = incident.school.perform(useCases['cases.read'], incident.as('lead'), { caseId });
      await expect(opened).rejects.toMatchObject({ code: 'not_found' });
    });

    test('with nobody else in another post the numbers are shown instead', async () => {
      for (const role of ['manager', 'head', 'trustHead', 'deputy', 'elsewhere'] as const) await away(role);
      const view = await as('teacher').do('stop', await as('teacher').begin('He was horrible'));
      expect(view).toMatchObject({
        state: 'unfinished',
        step: { node: 'D3' },
        receipt: { to: 'the office outside the school' },
      });
      expect(await kinds('lead')).toEqual(['report_urgent']);
      await away('lead');
      const other = await as('colleague').do('stop', await as('colleague').begin('He was horrible'));
      expect(other).toMatchObject({ state: 'unfinished', step: { node: 'D3' } });
      expect(await kinds('lead')).toEqual(['report_urgent']);
    });

    test('and starting again passes on what was said and begins anew', async () => {
      const teacher = as('teacher');
      const first = await teacher.walk(CALM);
      const view = await teacher.do('startAgain', first);
      expect(view).toMatchObject({ state: 'open', rev: 1, step: { node: 'R0' } });
      expect(view.reportId).not.toBe(first.reportId);
      const { reports } = await incident.school.perform(useCases['reports.mine'], teacher.actor, {});
      expect(reports).toMatchObject([{ reportId: first.reportId, state: 'unfinished' }]);
    });
  });

  const away = (role: Role) =>
    incident.school.unit.run(incident.school.service, 'write', (w) =>
      w.people.recordAbsence({ personId: incident.id(role), from: TODAY, until: null, reason: 'away' }),
    );

  describe('the clocks', () => {
    const watch = () => incident.school.perform(useCases['reports.expire'], incident.school.service, {});
    /** So many minutes after ten. */
    const later = (minutes: number) => {
      incident.school.at(TODAY);
      incident.school.wait(minutes);
    };
    const NONE = { reminded: 0, stopped: 0, chased: 0 };

    test('a draft left lying is reminded of once at ten minutes and ends at thirty', async () => {
      const teacher = as('teacher');
      await teacher.walk(CALM);
      later(9);
      expect(await watch()).toEqual(NONE);
      later(10);
      expect(await watch()).toEqual({ ...NONE, reminded: 1 });
      expect(await kinds('teacher')).toEqual(['report_unsent']);
      later(29);
      expect(await watch()).toEqual(NONE);
      expect(await teacher.current()).toMatchObject({ step: { node: 'R8' } });
      later(30);
      expect(await watch()).toEqual({ ...NONE, stopped: 1 });
      expect(await teacher.current()).toBeNull();
      expect(await kinds('lead')).toEqual(['report_urgent']);
      expect(await watch()).toEqual(NONE);
    });

    test('an answer in between begins the time anew', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk(CALM.slice(0, 7));
      later(25);
      await teacher.answer(view, { text: 'words' });
      later(34);
      expect(await watch()).toEqual(NONE);
      later(55);
      expect(await watch()).toEqual({ ...NONE, stopped: 1 });
    });

    test('with danger it is three minutes, without a reminder', async () => {
      await as('teacher').walk([...CALM.slice(0, 1), ['R1', 'not_sure']]);
      later(2);
      expect(await watch()).toEqual(NONE);
      later(3);
      expect(await watch()).toEqual({ ...NONE, stopped: 1 });
    });

    test('a draft in which nothing was said is dropped without a word to anybody', async () => {
      await as('teacher').walk(CALM.slice(0, 3));
      later(30);
      expect(await watch()).toEqual({ ...NONE, stopped: 1 });
      expect([...(await kinds('lead')), ...(await kinds('head')), ...(await kinds('teacher'))]).toEqual([]);
    });

    test('time that the school gives meanwhile counts', async () => {
      await as('teacher').walk(CALM);
      const values = { idle_minutes: '60', idle_reminder_minutes: '40' };
      await incident.school.perform(useCases['settings.save'], incident.as('trustHead'), { values });
      later(39);
      expect(await watch()).toEqual(NONE);
      later(40);
      expect(await watch()).toEqual({ ...NONE, reminded: 1 });
    });

    test('the school’s own limits count', async () => {
      const values = { idle_minutes: '5', idle_reminder_minutes: '8', idle_danger_minutes: '1' };
      await incident.school.perform(useCases['settings.save'], incident.as('trustHead'), { values });
      await as('teacher').walk(CALM);
      later(5);
      expect(await watch()).toEqual({ ...NONE, stopped: 1 });
    });

    const grave = () => as('teacher').walk([...calm({ R3: 'yes' }), ['R8', 'none']]);

    test('a report that nobody opens goes to the next person, and its reporter is asked to ring', async () => {
      await grave();
      expect([...(await kinds('head')), ...(await kinds('trustHead'))]).toHaveLength(2);
      later(59);
      expect(await watch()).toEqual(NONE);
      later(60);
      expect(await watch()).toEqual({ ...NONE, chased: 1 });
      expect(await kinds('deputy')).toEqual(['report_waiting']);
      expect(await kinds('teacher')).toEqual(['report_unopened']);
      later(119);
      expect(await watch()).toEqual(NONE);
      later(120);
      expect(await watch()).toEqual({ ...NONE, chased: 1 });
      expect(await kinds('elsewhere')).toEqual(['report_waiting']);
      later(180);
      await watch();
      later(240);
      expect(await watch()).toEqual({ ...NONE, chased: 1 });
      expect(await kinds('teacher')).toEqual(Array(3).fill('report_unopened'));
    });

    test('whoever is asked next can open it', async () => {
      await grave();
      const list = () => incident.school.perform(useCases['cases.list'], incident.as('elsewhere'), {});
      expect((await list()).rows).toHaveLength(0);
      for (const hour of [1, 2]) {
        later(hour * 60);
        await watch();
      }
      expect((await list()).rows).toHaveLength(1);
    });

    test('one whose owner has gone away meanwhile goes to the next, who may open it', async () => {
      await grave();
      await away('lead');
      later(60);
      expect(await watch()).toEqual({ ...NONE, chased: 1 });
      const { rows } = await incident.school.perform(useCases['cases.list'], incident.as('manager'), {});
      expect(rows).toMatchObject([{ node: 'T0', ownerName: 'Manager Example', isMine: true }]);
      expect((await incident.school.notices('manager')).map((n) => n.kind)).toContain('case_waiting');
    });

    test('a sealed one has the next person rung, who opens no more than the two before', async () => {
      await as('teacher').do('stop', await as('teacher').walk([...CALM.slice(0, 2), ['R2', 'yes']]));
      later(60);
      expect(await watch()).toEqual({ ...NONE, chased: 1 });
      expect(await kinds('manager')).toEqual(['report_urgent']);
      const { rows } = await incident.school.perform(useCases['cases.list'], incident.as('manager'), {});
      expect(rows).toMatchObject([{ state: 'sealed', flags: [] }]);
    });

    test('what is added while an office outside has it is passed on by people, and is kept', async () => {
      for (const role of ['lead', 'manager', 'head', 'trustHead', 'deputy', 'elsewhere'] as const) await away(role);
      const { reportId } = await as('teacher').walk([...CALM, ['R8', 'none']]);
      const added = { reportId, text: 'And again' };
      await incident.school.perform(useCases['reports.add'], incident.as('teacher'), added);
      expect(await watch()).toEqual(NONE);
      expect(await kinds('lead')).toEqual([]);
    });

    test('opening it ends that, and the school’s own minutes count', async () => {
      const values = { acknowledge_p2_minutes: '20', acknowledge_p1_minutes: '5' };
      await incident.school.perform(useCases['settings.save'], incident.as('trustHead'), { values });
      await grave();
      later(20);
      expect(await watch()).toEqual({ ...NONE, chased: 1 });
      const { rows } = await incident.school.perform(useCases['cases.list'], incident.as('lead'), {});
      await incident.walk(rows[0]!.caseId, 'lead', 'T0 opened');
      later(100);
      expect(await watch()).toEqual(NONE);
      const { reports } = await incident.school.perform(useCases['reports.mine'], incident.as('teacher'), {});
      const added = { reportId: reports[0]?.reportId, text: 'And again' };
      await incident.school.perform(useCases['reports.add'], incident.as('teacher'), added);
      const known = (await kinds('lead')).length;
      expect(await watch()).toEqual(NONE);
      expect(await kinds('lead')).toHaveLength(known + 1);
    });

    test('what is not urgent is told in working hours and is due by the end of the school day', async () => {
      const { school } = incident;
      school.at(TODAY, 18);
      await as('teacher').walk([...CALM, ['R8', 'none']]);
      expect((await school.perform(useCases['notices.claim'], school.service, { limit: 50 })).claimed).toEqual([]);
      school.at(TODAY, 23);
      expect(await watch()).toEqual(NONE);
      school.at('2026-09-10' as typeof TODAY, 17);
      expect(await watch()).toEqual({ ...NONE, chased: 1 });
    });

    test('a message is remembered for a week', async () => {
      const { school } = incident;
      const admit = () => school.unit.run(school.actor('teacher'), 'write', (w) => w.inbox.admit('chat', '1'));
      await admit();
      school.at('2026-09-16' as typeof TODAY);
      await watch();
      expect(await admit()).toBe(false);
      school.at('2026-09-17' as typeof TODAY);
      await watch();
      expect(await admit()).toBe(true);
    });
  });

  describe('afterwards', () => {
    const mine = (who: Reporter) => incident.school.perform(useCases['reports.mine'], who.actor, {});
    const add = (who: Reporter, reportId: string, text: string) =>
      incident.school.perform(useCases['reports.add'], who.actor, { reportId, text });

    test('the reporter reads their own words and adds to them, and the owner hears that there is more', async () => {
      const teacher = as('teacher');
      const { reportId, receipt } = await teacher.walk([...CALM, ['R8', 'none']], await teacher.begin('Hello'));
      await add(teacher, reportId, 'It happened again at lunch');
      const { reports } = await mine(teacher);
      expect(reports).toMatchObject([
        { reportId, state: 'sent', receipt, keptWords: 'Hello', added: [{ text: 'It happened again at lunch' }] },
      ]);
      expect(reports[0]?.said.map((s) => s.node)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']);
      expect(await kinds('lead')).toEqual(['report_waiting']);
      const watch = () => incident.school.perform(useCases['reports.expire'], incident.school.service, {});
      await watch();
      await watch();
      expect(await kinds('lead')).toEqual(['report_waiting', 'report_waiting']);
    });

    test('also when the report is about them, and nobody else reads it', async () => {
      const teacher = as('teacher');
      const view = await teacher.walk([...calm({ R4: 'me' }), ['R8', 'none']]);
      expect(view).toMatchObject({ state: 'sent', receipt: { to: 'the headteacher' } });
      await add(teacher, view.reportId, 'I am sorry');
      expect((await mine(teacher)).reports[0]?.added).toHaveLength(1);
      expect(await mine(as('colleague'))).toEqual({ reports: [] });
      await expect(add(as('head'), view.reportId, 'x')).rejects.toMatchObject({ code: 'not_found' });
    });

    test('nothing is added to what has not been sent', async () => {
      const teacher = as('teacher');
      const { reportId } = await teacher.begin();
      await expect(add(teacher, reportId, 'x')).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('staff are found by name to be picked, those who left are not', async () => {
      const find = (q: string) => incident.school.perform(useCases['reports.directory'], incident.as('teacher'), { q });
      expect((await find('coll')).people).toEqual([
        { id: incident.id('colleague'), name: 'Colleague Example', job: 'teaching' },
      ]);
      expect((await find('nobody at all')).people).toEqual([]);
      await expect(find('c')).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('numbers are null until the school has set them, and the prompt says so', async () => {
      const teacher = as('teacher');
      const bare = await teacher.walk([...CALM.slice(0, 1), ['R1', 'yes']]);
      expect(bare.phones).toEqual({
        lead: null,
        head: null,
        chair: null,
        socialCare: null,
        nspcc: '0808 800 5000',
        police: '101',
        emergency: '999',
      });
      expect(bare.step.prompt).toMatch(
        /Ring 999 now. Then ring the safeguarding lead \(the school has not written down/,
      );
      const values = { safeguarding_phone: '01632 960103', head_phone: '01632 960101' };
      await incident.school.perform(useCases['settings.save'], incident.as('trustHead'), { values });
      const set = await teacher.current();
      expect(set?.phones.lead).toBe('01632 960103');
      expect(set?.step.prompt).toContain('the headteacher on 01632 960101');
      expect(set?.step.prompt).not.toMatch(/[{}]/);
    });
  });
});
