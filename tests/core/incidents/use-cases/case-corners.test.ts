import { generateKeyPairSync } from 'node:crypto';
import { makeSealer } from '../../../../src/adapters/store/sealer';
import type { CaseId } from '../../../../src/core/ids';
import { doerOf } from '../../../../src/core/incidents/case-people';
import { REDACTED } from '../../../../src/core/incidents/case-pack';
import type { Flag } from '../../../../src/core/incidents/flags';
import { TRIAGE } from '../../../../src/core/incidents/charts/triage';
import type { ReportView } from '../../../../src/core/incidents/report-views';
import type { AnyUseCase } from '../../../../src/core/use-case';
import { useCases } from '../../../../src/core/use-cases';
import { withStore } from '../../../support/engines';
import { type Incident, makeIncident } from '../../../support/incident';
import { type Role, day } from '../../../support/school';

const SAFE = ['T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no'] as const;
const CARED = ['T8 no', 'T9 started', 'T9p told', 'T9d no'] as const;
const TO_OUTCOME = [...SAFE, ...CARED, 'T12 no', 'T12u nothing', 'T13 no_row', 'T14 cannot_tell'] as const;
const NOBODY = '0a4f0000-0000-4000-8000-000000000099';
const PUPIL: Flag[] = ['subject_pupil', 'affected_pupil'];
const bad = { code: 'invalid_input' };

describe('corners of a case', () => {
  const at = withStore('postgres');
  let it: Incident;
  beforeEach(async () => {
    it = await makeIncident(at.store);
  });
  const row = (caseId: CaseId) => it.school.unit.run(it.school.service, 'read', (w) => w.cases.byId(caseId));
  const name = (caseId: CaseId, by: Role, who: object, ...parts: string[]) =>
    it.do('cases.namePerson', by, { caseId, who, parts });
  const staff = (who: Role) => ({ kind: 'staff', personId: it.id(who) });

  test('the reporter’s own words are there, with what they added, and the reporter investigates nothing', async () => {
    const as = it.as('teacher');
    const call = async (use: 'reports.begin' | 'reports.answer', input: object) => {
      const told: unknown = await it.school.perform(useCases[use] as AnyUseCase, as, input);
      return told as ReportView;
    };
    let view = await call('reports.begin', { source: 'page', words: 'Something odd' });
    for (const given of [
      ...[['continue'], ['no'], ['no'], ['no'], ['pupil'], ['pupils']].map((choices) => ({ choices })),
      { choices: ['done'], fields: { when: 'Monday', where: 'Hall' } },
      { choices: [], text: 'He said a word' },
      { choices: ['none'] },
    ])
      view = await call('reports.answer', { reportId: view.reportId, rev: view.rev, node: view.step.node, ...given });
    await it.school.perform(useCases['reports.add'], as, { reportId: view.reportId, text: 'And again' });
    const [found] = (await it.school.perform(useCases['cases.list'], it.as('lead'), {})).rows;
    const caseId = found?.caseId as CaseId;
    const { report } = await it.read('lead', caseId);
    expect(report).toMatchObject({
      reporterName: 'Teacher Example',
      isUnfinished: false,
      additions: [{ text: 'And again' }],
    });
    expect(report?.kept).toMatchObject([{ text: 'Something odd' }]);
    expect(report?.answers.map((a) => a.answer)).toEqual(expect.arrayContaining(['He said a word']));
    let other = await call('reports.begin', { source: 'page' });
    for (const choices of [['continue'], ['no'], ['no'], ['yes'], ['pupil']])
      other = await call('reports.answer', {
        reportId: other.reportId,
        rev: other.rev,
        node: other.step.node,
        choices,
      });
    await it.school.perform(useCases['reports.stop'], as, { reportId: other.reportId, rev: other.rev });
    const { rows } = await it.school.perform(useCases['cases.list'], it.as('lead'), {});
    const unfinished = rows.find((r) => r.caseId !== caseId)?.caseId as CaseId;
    expect((await it.read('lead', unfinished)).report).toMatchObject({ isUnfinished: true });
    await it.walk(caseId, 'lead', ...SAFE, ...CARED, 'T12 yes');
    const pair = (first: string, second: string) => ({ fields: { first, second, device: 'Laptop' } });
    for (const fields of [
      {},
      pair(it.id('teacher'), it.id('office')),
      pair('x', it.id('office')),
      pair(NOBODY, it.id('office')),
    ])
      await expect(it.answer(caseId, 'lead', 'named', fields)).rejects.toMatchObject(bad);
  });

  test('where head and chair are both in the way, whoever owns it decides too, and goes outside when they leave', async () => {
    const open = () => it.open({ flags: ['subject_head', 'affected_other'], named: ['elsewhere', 'clerk'] });
    const caseId = await open();
    await it.walk(caseId, 'governor', ...SAFE);
    expect((await it.read('governor', caseId)).step).toMatchObject({
      by: 'MANAGER',
      doers: [{ id: it.id('governor') }],
    });
    const { view } = await it.do('cases.handOn', 'governor', { caseId, to: null, reason: 'Leaving' });
    expect(view?.step?.node).toBe('T1b');
    const other = await open();
    await it.walk(other, 'governor', 'T0 opened', 'T1 no', 'T1c no');
    expect((await name(other, 'governor', staff('governor'), 'instigator')).view).toBeNull();
    expect(await row(other)).toMatchObject({ ownerId: null, state: 'open' });
  });

  test('a case with an office outside names no doer, and is read by those who were told', async () => {
    const caseId = await it.open({ flags: ['subject_head', 'subject_chair', 'affected_pupil'], named: ['governor'] });
    expect(await it.read('lead', caseId)).toMatchObject({ owner: null, step: { doers: [], mayAnswer: false } });
  });

  test('naming one more keeps the owner who may still have it', async () => {
    const caseId = await it.open({ flags: ['subject_adult', 'affected_pupil'], named: ['teacher'] });
    await it.walk(caseId, 'head', 'T0 opened', 'T1 no', 'T1c no');
    const { view } = await name(caseId, 'head', staff('colleague'), 'instigator');
    expect(view?.owner?.id).toBe(it.id('head'));
  });

  test('calls made at a step are calls of the case', async () => {
    const caseId = await it.open({ flags: ['subject_unknown', 'affected_pupil'] });
    await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no', 'T2 yes');
    await it.answer(caseId, 'lead', 'rung', { fields: { at: '10:05', reference: 'CAD 5' } });
    await it.walk(caseId, 'lead', 'T3 no', 'T4 no');
    await it.answer(caseId, 'head', 'yes');
    await it.answer(caseId, 'head', 'recorded', { fields: { contact: 'LADO desk', advice: 'Wait' } });
    await it.walk(caseId, 'lead', 'T8 yes', 'T8a recorded', 'T9 started', 'T9p told', 'T9d yes', 'T9e told');
    const { referrals } = await it.read('lead', caseId);
    expect(referrals.map((r) => [r.agency, r.contact, r.reference])).toEqual([
      ['police', '', 'CAD 5'],
      ['lado', 'LADO desk', ''],
    ]);
    await it.walk(caseId, 'lead', 'T10 police_told', 'T11 no_answer', 'T11c chased', 'T11 no_answer', 'T11c chased');
    expect((await it.school.notices('head')).length).toBeGreaterThan(1);
  });

  test('parents who will be told on a day have that day', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...SAFE, 'T8 no', 'T9 started', 'T9p not_yet', 'T9d no');
    await it.walk(caseId, 'lead', 'T12 no', 'T12u nothing', 'T13 no_row', 'T14 accident', 'T15 decided', 'T16 planned');
    await expect(it.answer(caseId, 'lead', 'on_a_date')).rejects.toMatchObject(bad);
    const later = await it.answer(caseId, 'lead', 'on_a_date', { fields: { on: '2026-10-01' } });
    expect(later.parents).toMatchObject({ decision: 'later', on: '2026-10-01' });
    expect(later.missing).not.toContain('parents');
  });

  test('parents who are told at the end are told', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...SAFE, 'T8 no', 'T9 started', 'T9p not_yet', 'T9d no', 'T12 no', 'T12u nothing');
    await it.walk(caseId, 'lead', 'T13 no_row', 'T14 accident', 'T15 decided', 'T16 planned', 'T17 told', 'T18 none');
  });

  test('a change that is due becomes somebody’s task; happening again needs its case; the end needs all of it', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...TO_OUTCOME, 'T15 decided', 'T16 planned', 'T18 none', 'T19 done', 'T20 yes');
    await it.answer(caseId, 'lead', 'set', {
      fields: { who: it.id('coordinator'), what: 'Filter words', by: '2026-10-01' },
    });
    expect((await it.read('lead', caseId)).tasks).toMatchObject([
      { what: 'policy_change', doerId: it.id('coordinator') },
    ]);
    await it.do('cases.record', 'lead', { caseId, record: { kind: 'monitoring', until: '2026-09-10' } });
    await it.walk(caseId, 'lead', 'T21 watching', 'T21 again');
    await expect(it.answer(caseId, 'lead', 'linked')).rejects.toMatchObject(bad);
    const other = await it.open();
    await it.walk(other, 'lead', 'T0 opened');
    const { view } = await it.do('cases.link', 'lead', { caseId, otherId: other, why: 'again' });
    expect(view).toMatchObject({ step: { node: 'T2' } });
    expect(view?.flags).toContain('repeat');
    it.school.at(day('2026-09-14'));
    await it.walk(
      caseId,
      'lead',
      'T2 no',
      'T3 no',
      'T4 no',
      ...CARED,
      'T12 no',
      'T12u nothing',
      'T13 no_row',
      'T14 accident',
    );
    await it.walk(
      caseId,
      'lead',
      'T15 decided',
      'T16 planned',
      'T18 none',
      'T19 done',
      'T20 yes',
      'T20a set',
      'T21 quiet',
    );
    const ask = (personId: string) => it.do('cases.askSecond', 'lead', { caseId, personId });
    await expect(ask(it.id('teacher'))).rejects.toMatchObject(bad);
    await ask(it.id('deputy'));
    expect((await ask(it.id('deputy'))).added).toEqual([]);
    await expect(it.answer(caseId, 'deputy', 'all')).rejects.toMatchObject(bad);
    expect((await it.answer(caseId, 'deputy', 'missing')).step?.node).toBe('T22a');
    await it.walk(caseId, 'lead', 'T22a finished');
  });

  test('a case found to be the same before anything was asked takes in all that the other knew', async () => {
    const [one, other] = [await it.open({ flags: [...PUPIL, 'danger'] }), await it.open()];
    await it.walk(one, 'lead', 'T0 opened', 'T1 no', 'T1c yes');
    await it.walk(other, 'lead', 'T0 opened');
    await it.do('cases.link', 'lead', { caseId: one, otherId: other, why: 'same' });
    expect(await row(other)).toMatchObject({ priority: 1, node: 'T1' });
  });

  test('support is for everybody hurt, and for a child who is responsible', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no');
    const pupilId = it.school.pupils.oak[0];
    await name(caseId, 'lead', { kind: 'pupil', pupilId }, 'instigator');
    await name(caseId, 'lead', { kind: 'other', id: null, name: 'A visitor' }, 'instigator');
    const { view } = await name(caseId, 'lead', staff('teacher'), 'witness');
    await it.walk(caseId, 'lead', ...SAFE.slice(3), ...CARED, 'T12 no', 'T12u nothing', 'T13 no_row');
    const early = { caseId, personKey: pupilId, row: null, lines: [] };
    await expect(it.do('cases.decideSanctions', 'lead', early)).rejects.toMatchObject({ code: 'conflict' });
    await it.walk(caseId, 'lead', 'T14 accident');
    const decide = (personKey: string | undefined, chosen: string | null) =>
      it.do('cases.decideSanctions', 'lead', { caseId, personKey, row: chosen, lines: [] });
    await expect(decide(view?.people[1]?.key, null)).rejects.toMatchObject(bad);
    await decide(pupilId, null);
    await it.walk(caseId, 'lead', 'T15 decided');
    await expect(it.answer(caseId, 'lead', 'planned')).rejects.toMatchObject(bad);
    await it.do('cases.record', 'lead', { caseId, record: { kind: 'support', personKey: null, plan: 'For all' } });
    await it.walk(caseId, 'lead', 'T16 planned');
  });

  test('staff are decided on by the table for staff', async () => {
    const caseId = await it.open({ flags: ['subject_adult'], named: ['teacher'] });
    await it.walk(caseId, 'head', 'T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no', 'T6 no', 'T6b recorded');
    await it.walk(
      caseId,
      'head',
      'T9 started',
      'T9p no_pupil',
      'T9d no',
      'T12 no',
      'T12u nothing',
      'T13 no_row',
      'T14 deliberate',
    );
    const input = { caseId, personKey: it.id('teacher'), row: 's_excessive_personal_use' };
    const lines = ['line_manager', 'headteacher', 'warning'].map((column) => ({
      column,
      decision: 'declined',
      reason: 'Not now',
    }));
    const decide = (more: object[]) => it.do('cases.decideSanctions', 'head', { ...input, lines: more });
    await expect(
      decide([...lines, { column: 'nothing', decision: 'declined', reason: 'Not now' }]),
    ).rejects.toMatchObject(bad);
    const todo = { decision: 'accepted', doerId: it.id('manager'), dueOn: '2026-09-20' };
    await decide(lines.map((l) => (l.column === 'line_manager' ? { ...l, ...todo } : l)));
    const { tasks } = await it.school.perform(useCases['tasks.mine'], it.as('manager'), {});
    expect(tasks).toHaveLength(1);
    expect((await it.read('head', caseId)).suggestions.every((s) => s.audience === 'staff')).toBe(true);
  });

  test('what does not fit is named: entries, calls, papers, tasks and people that are not there', async () => {
    const caseId = await it.open();
    const later = {
      caseId,
      agency: 'police',
      contact: '',
      at: it.school.now() + 1,
      reference: '',
      advice: '',
      chaseOn: null,
    };
    for (const [use, input] of [
      ['cases.correct', { caseId, entryId: NOBODY, text: 'x', reason: 'A reason' }],
      ['cases.refer', later],
      ['cases.chase', { caseId, referralId: NOBODY, said: 'x', reference: '', chaseOn: null }],
      ['cases.record', { caseId, record: { kind: 'support', personKey: NOBODY, plan: 'x' } }],
      ['cases.record', { caseId, record: { kind: 'monitoring', until: '2026-09-01' } }],
    ] as const)
      await expect(it.do(use, 'lead', input)).rejects.toMatchObject(bad);
    for (const [use, input] of [
      ['cases.readPaper', { caseId, paperId: NOBODY }],
      ['tasks.finish', { taskId: NOBODY, said: '' }],
    ] as const)
      await expect(it.do(use, 'lead', input)).rejects.toMatchObject({ code: 'not_found' });
    const wrongRev = { caseId, rev: 9, node: 'T0', choices: ['opened'] };
    await expect(it.do('cases.answer', 'lead', wrongRev)).rejects.toMatchObject({ code: 'conflict' });
    const none = await it.school.perform(useCases['cases.chronology'], it.as('lead'), {
      pupilId: it.school.pupils.oak[1],
    });
    expect(none.rows).toEqual([]);
  });

  test('the list says what is asked, whatever chart a case began on', async () => {
    const caseId = await it.open();
    const step = async (node: string) => {
      await it.school.unit.run(it.school.service, 'write', (w) => w.cases.change(caseId, { node }));
      return (await it.school.perform(useCases['cases.list'], it.as('lead'), {})).rows[0]?.step;
    };
    expect(await step('T2')).toBe('Is anyone in danger now?');
    expect(await step('T3c')).toMatch(/…$/);
    expect([await step('T3r'), await step('GONE')]).toEqual(['', '']);
    expect(doerOf({ ...TRIAGE.nodes['T2'], by: undefined } as never)).toBe('OWNER');
  });

  test('who looked is shown until retention takes it away', async () => {
    const caseId = await it.open();
    await it.read('lead', caseId);
    expect((await it.read('manager', caseId)).looks).toMatchObject([{ name: 'Lead Example' }]);
    await at.store.query(`delete from ledger_body where tenant = '${it.school.tenantId}'`);
    expect((await it.read('lead', caseId)).looks).toEqual([]);
  });

  test('a copy holds the way of each record to the newest checkpoint, and a redacted one says what it left out', async () => {
    const caseId = await it.open();
    const noted = await it.do('cases.note', 'lead', { caseId, text: 'Ann came by' });
    const copy = (redact?: object) =>
      it.school.perform(useCases['cases.export'], it.as('lead'), {
        caseId,
        recipient: 'Court',
        reason: 'Order',
        ...(redact && { redact }),
      });
    expect((await copy()).ledger).toMatchObject({ checkpoint: null, entries: [{ proof: null }] });
    const signer = { name: 'school.example', key: generateKeyPairSync('ed25519').privateKey };
    const sealer = makeSealer(at.store, it.school.tenantId, signer);
    await sealer.seal();
    await sealer.checkpoint(it.school.now());
    await it.do('cases.note', 'lead', { caseId, text: 'Later' });
    const { ledger, entries } = await copy({ entryIds: [noted.added[0]?.id], words: ['Later'] });
    expect(ledger.checkpoint).toContain('school.example');
    expect(ledger.entries.some((e) => e.proof !== null)).toBe(true);
    await sealer.seal();
    expect((await copy()).ledger.entries.some((e) => e.seq !== null && e.proof === null)).toBe(true);
    expect(JSON.stringify(entries)).not.toContain('Ann came by');
    expect(JSON.stringify(entries)).toContain(REDACTED);
  });

  test('figures of a whole trust, and of nobody’s school', async () => {
    await it.open();
    const figures = (who: Role, year = '2026-27') => it.school.perform(useCases['figures.read'], it.as(who), { year });
    // No year of any school.
    await expect(figures('trustHead', '2026-28')).rejects.toMatchObject(bad);
    expect((await figures('trustHead')).total).toBe('few');
    expect((await figures('elsewhereHead')).total).toBe(0);
    await it.school.perform(useCases['settings.save'], it.as('trustHead'), { values: { figures_yearly_only: 'yes' } });
    expect((await figures('trustHead')).yearlyOnly).toBe(true);
    const wrong = it.school.perform(useCases['settings.save'], it.as('trustHead'), {
      values: { figures_yearly_only: 'maybe' },
    });
    await expect(wrong).rejects.toMatchObject(bad);
  });
});
