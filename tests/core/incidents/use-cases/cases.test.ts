import type { CaseId } from '../../../../src/core/ids';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Incident, makeIncident } from '../../../support/incident';
import { type Role, day } from '../../../support/school';

const SAFE = ['T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no'] as const;
const CARED = ['T8 no', 'T9 started', 'T9p told', 'T9d no'] as const;
const NOBODY = '0a4f0000-0000-4000-8000-000000000099';

describe.each(everyday)('a case, on %s', (engine) => {
  const at = withStore(engine);
  let it: Incident;
  beforeEach(async () => {
    it = await makeIncident(at.store);
  });
  const list = (who: Role, more: object = {}) => it.school.perform(useCases['cases.list'], it.as(who), more);
  const kinds = async (who: Role, caseId: CaseId) => (await it.read(who, caseId)).timeline.map((e) => e.entry.kind);
  const notices = async (who: Role) => (await it.school.notices(who)).map((n) => [n.kind, n.link]);

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

  test('is worked to its end by the owner and a second person, closed, and opened again', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...SAFE, ...CARED, 'T12 no', 'T12u nothing', 'T13 no_row', 'T14 accident');
    await it.walk(caseId, 'lead', 'T15 decided', 'T16 planned', 'T18 none', 'T19 done', 'T20 no');
    const watched = await it.read('lead', caseId);
    expect(watched).toMatchObject({ step: { node: 'T21' }, missing: ['outcome', 'monitoring'] });
    await expect(it.answer(caseId, 'lead', 'quiet')).rejects.toMatchObject({ code: 'invalid_input' });
    it.school.at(day('2026-11-02'));
    await it.walk(caseId, 'lead', 'T21 quiet');
    const record = {
      kind: 'outcome',
      outcome: 'handled_in_school',
      retention: 'misuse',
      keepHold: false,
      reason: 'Talked',
    };
    await it.do('cases.record', 'lead', { caseId, record });
    await expect(it.answer(caseId, 'lead', 'all')).rejects.toMatchObject({ code: 'conflict' });
    await it.do('cases.askSecond', 'lead', { caseId, personId: it.id('deputy') });
    expect((await it.read('deputy', caseId)).abilities).toContain('close');
    await it.answer(caseId, 'deputy', 'all');
    const closed = await it.read('lead', caseId);
    expect(closed).toMatchObject({
      state: 'closed',
      outcome: { outcome: 'handled_in_school' },
      step: { kind: 'terminal' },
    });
    expect(closed.abilities).toEqual(['note', 'reopen', 'export']);
    expect((await list('lead')).counts).toMatchObject({ open: 0, closed: 1 });
    await expect(it.do('cases.refer', 'lead', call(caseId))).rejects.toMatchObject({ code: 'conflict' });
    const { view } = await it.do('cases.reopen', 'lead', { caseId, reason: 'It happened again' });
    expect(view).toMatchObject({ state: 'open', step: { node: 'T1' }, outcome: null });
  });

  const call = (caseId: CaseId) => ({
    caseId,
    agency: 'police',
    contact: 'Desk 4',
    at: it.school.now(),
    reference: 'CAD 12',
    advice: 'Wait',
    chaseOn: '2026-09-11',
  });

  describe('a step', () => {
    test('said twice by one person is said once; said late by another is refused', async () => {
      const caseId = await it.open();
      const said = { caseId, rev: 1, node: 'T0', choices: ['opened'] };
      const first = await it.do('cases.answer', 'lead', said);
      const again = await it.do('cases.answer', 'lead', said);
      expect(first.added).toHaveLength(1);
      expect(again).toMatchObject({ added: [], view: { step: { node: 'T1' } } });
      await expect(it.do('cases.answer', 'lead', { ...said, choices: ['other'] })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(it.do('cases.answer', 'manager', said)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('is for its doer alone, and takes only what is offered', async () => {
      const caseId = await it.open({ flags: ['subject_unknown', 'affected_pupil'] });
      await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no');
      await expect(it.answer(caseId, 'lead', 'never')).rejects.toMatchObject({ code: 'invalid_input' });
      await it.walk(caseId, 'lead', 'T4 no');
      const { step, members } = await it.read('lead', caseId);
      expect(step).toMatchObject({ node: 'T6', by: 'MANAGER', mayAnswer: false, doers: [{ name: 'Head Example' }] });
      expect(members).toContainEqual({ id: it.id('head'), name: 'Head Example', part: 'manager' });
      await expect(it.answer(caseId, 'lead', 'no')).rejects.toMatchObject({ code: 'conflict' });
      expect((await it.answer(caseId, 'head', 'no')).step?.node).toBe('T6b');
    });

    test('that needs a second person waits for a reason and for them, and counts only then', async () => {
      const caseId = await it.open({ flags: ['crime', 'subject_pupil', 'affected_pupil'] });
      await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no');
      await expect(it.answer(caseId, 'lead', 'no')).rejects.toMatchObject({ problems: [{ where: 'reason' }] });
      await expect(it.answer(caseId, 'lead', 'no', { reason: 'A game' })).rejects.toMatchObject({
        problems: [{ where: 'secondId' }],
      });
      const asked = await it.answer(caseId, 'lead', 'no', { reason: 'A game', second: 'deputy' });
      expect(asked).toMatchObject({
        step: { node: 'T4', mayAnswer: false },
        waiting: { second: { name: 'Deputy Example' } },
      });
      await expect(it.answer(caseId, 'lead', 'yes')).rejects.toMatchObject({ code: 'conflict' });
      const proposalId = asked.waiting?.proposalId;
      const confirm = (who: Role, agrees: boolean) =>
        it.do('cases.confirm', who, { caseId, proposalId, agrees, reason: 'I looked at it' });
      await expect(confirm('lead', true)).rejects.toMatchObject({ code: 'conflict' });
      expect((await it.read('deputy', caseId)).abilities).toContain('second');
      expect((await confirm('deputy', false)).view?.step).toMatchObject({ node: 'T4' });
      const again = await it.answer(caseId, 'lead', 'no', { reason: 'A game', second: 'deputy' });
      const input = { caseId, proposalId: again.waiting?.proposalId, agrees: true, reason: 'It was a game' };
      const { view } = await it.do('cases.confirm', 'deputy', input);
      expect(view).toMatchObject({ step: { node: 'T8' }, waiting: null });
      expect(view?.flags).not.toContain('crime');
    });

    test('is due by its clock, and its doer is told by reference alone', async () => {
      const caseId = await it.open({ flags: ['danger', 'subject_pupil', 'affected_pupil'] });
      const [row] = (await list('lead')).rows;
      expect(row?.dueAt).toBe(it.school.now() + 600_000);
      expect(row?.priority).toBe(1);
      await it.walk(caseId, 'lead', 'T0 opened', 'T1 no', 'T1c no', 'T2 yes');
      expect(await notices('lead')).toEqual([]);
      const { contacts } = await it.read('lead', caseId);
      expect(contacts[0]).toEqual({ key: 'emergency', label: 'Emergency', number: '999' });
    });
  });

  test('stops at once when something comes up, and its papers are shut away', async () => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...SAFE, ...CARED, 'T12 no');
    await it.do('cases.addPaper', 'lead', paper(caseId));
    const { rev, papers } = await it.read('lead', caseId);
    expect(papers).toMatchObject([{ name: 'letter.txt', isSealed: false }]);
    const { view } = await it.do('cases.stop', 'lead', { caseId, rev, reason: 'A picture came up' });
    expect(view).toMatchObject({ step: { node: 'T12c' }, papers: [{ isSealed: true }] });
    const open = { caseId, paperId: papers[0]?.paperId };
    await expect(it.do('cases.readPaper', 'lead', open)).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await it.walk(caseId, 'lead', 'T12c stopped')).step?.node).toBe('T2');
    expect((await it.read('lead', caseId)).flags).toEqual(expect.arrayContaining(['surfaced', 'crime']));
  });

  const paper = (caseId: CaseId, paperId = NOBODY) => ({
    caseId,
    paperId,
    name: 'letter.txt',
    mediaType: 'text/plain',
    size: 3,
    sha256: 'a'.repeat(64),
    blob: 'b'.repeat(64),
    scanned: 'none',
  });

  test.each<[string, readonly string[], boolean]>([
    ['at the one step for them', [...SAFE, ...CARED, 'T12 no'], true],
    ['before it', [...SAFE], false],
  ])('papers may come %s', async (_, answers, isOpen) => {
    const caseId = await it.open();
    await it.walk(caseId, 'lead', ...answers);
    const { paperId } = await it.school.perform(useCases['cases.openUpload'], it.as('lead'), { caseId });
    expect(paperId !== null).toBe(isOpen);
    expect((await kinds('lead', caseId)).includes('upload_refused')).toBe(!isOpen);
    const adding = it.do('cases.addPaper', 'lead', paper(caseId));
    if (isOpen) await adding;
    else await expect(adding).rejects.toMatchObject({ code: 'conflict' });
  });

  test('no paper comes where there may be an image, at any step', async () => {
    const caseId = await it.open({ flags: ['imagery', 'crime', 'subject_pupil', 'affected_pupil'] });
    const answers = ['T3b no', 'T3c read', 'T3d heard,email', 'T3e done', 'T3f no', 'T8 no', 'T9 started', 'T9p told'];
    for (const said of [
      'T0 opened',
      'T1 no',
      'T1c no',
      'T2 no',
      ...answers,
      'T9d no',
      'T10 police_told',
      'T11 go_ahead',
    ]) {
      await it.walk(caseId, 'lead', said);
      const { paperId } = await it.school.perform(useCases['cases.openUpload'], it.as('lead'), { caseId });
      expect(paperId).toBeNull();
    }
    const { step } = await it.walk(caseId, 'lead', 'T12 no');
    expect(step?.node).toBe('T13');
    expect(step?.forbids).toEqual(expect.arrayContaining(['upload', 'mail_copy', 'view_content']));
  });

  describe('two investigators', () => {
    const pair = (first: Role, second: Role) => ({
      fields: { first: it.id(first), second: it.id(second), device: 'Laptop 7' },
    });
    const looking = async () => {
      const caseId = await it.open({ affected: ['colleague'] });
      await it.walk(caseId, 'lead', ...SAFE, ...CARED, 'T12 yes');
      return caseId;
    };

    test('are two, unconflicted, named before anybody looks, and each has to answer', async () => {
      const caseId = await looking();
      await it.do('cases.namePerson', 'lead', {
        caseId,
        who: { kind: 'staff', personId: it.id('colleague') },
        parts: ['victim', 'witness'],
      });
      await it.walk(caseId, 'lead');
      for (const [a, b] of [
        ['office', 'office'],
        ['colleague', 'office'],
        ['office', 'colleague'],
      ] as const)
        await expect(it.answer(caseId, 'lead', 'named', pair(a, b))).rejects.toMatchObject({ code: 'invalid_input' });
      await it.answer(caseId, 'lead', 'named', pair('office', 'ict'));
      expect(await it.read('office', caseId)).toMatchObject({
        step: { node: 'T12b', mayAnswer: true },
        device: 'Laptop 7',
        pair: [{ name: 'Office Example' }, { name: 'Ict Example' }],
      });
      expect(await notices('ict')).toEqual([['case_waiting', `/tabs/work/cases/case/${caseId}`]]);
      const one = await it.answer(caseId, 'office', 'no');
      expect(one.step).toMatchObject({ node: 'T12b', answeredBy: [it.id('office')] });
      expect((await it.answer(caseId, 'ict', 'no')).step?.node).toBe('T12u');
    });

    test('one yes counts at once', async () => {
      const caseId = await looking();
      await it.answer(caseId, 'lead', 'named', pair('office', 'ict'));
      expect((await it.answer(caseId, 'office', 'not_sure')).step?.node).toBe('T12c');
    });
  });

  describe('suggested actions', () => {
    const decided = async (who: object, row: string, police = false) => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE, ...CARED, 'T12 no', 'T12u nothing');
      const { view } = await it.do('cases.namePerson', 'lead', { caseId, who, parts: ['instigator', 'victim'] });
      expect(view?.step?.fields[0]?.options.length).toBeGreaterThan(10);
      await it.answer(caseId, 'lead', police ? 'police_row' : 'other_row', { fields: { row } });
      return caseId;
    };
    const pupil = () => ({ kind: 'pupil', pupilId: it.school.pupils.oak[0] });

    test('are each accepted, changed or declined with a reason before anything goes on; nothing is ticked by itself', async () => {
      const caseId = await decided(pupil(), 'p_device_misuse');
      await it.walk(caseId, 'lead', 'T14 deliberate');
      const view = await it.read('lead', caseId);
      expect(view.suggestions.find((s) => s.row === 'p_device_misuse')?.lines).toHaveLength(1);
      expect(view.sanctions).toEqual([]);
      await expect(it.answer(caseId, 'lead', 'decided')).rejects.toMatchObject({ code: 'invalid_input' });
      const decide = (more: object) =>
        it.do('cases.decideSanctions', 'lead', {
          caseId,
          personKey: it.school.pupils.oak[0],
          row: 'p_device_misuse',
          lines: [{ column: 'headteacher', decision: 'accepted', reason: 'Fits' }],
          ...more,
        });
      const line = { column: 'headteacher', decision: 'changed', reason: 'Too much' };
      for (const wrong of [
        { personKey: NOBODY },
        { row: 'nothing' },
        { lines: [] },
        { lines: [{ ...line, column: 'nothing' }] },
        { lines: [line] },
        { lines: [{ ...line, instead: 'A talk', doerId: it.id('teacher') }] },
        { lines: [{ ...line, instead: 'A talk', doerId: it.id('teacher'), dueOn: '2020-09-20' }] },
        { lines: [{ ...line, instead: 'A talk', doerId: NOBODY, dueOn: '2026-09-20' }] },
      ])
        await expect(decide(wrong)).rejects.toMatchObject({ code: 'invalid_input' });
      const todo = { doerId: it.id('teacher'), dueOn: '2026-09-20' };
      await decide({ lines: [{ ...line, instead: 'A talk', ...todo }] });
      await decide({ row: null, lines: [] });
      await decide({ lines: [{ column: 'headteacher', decision: 'declined', reason: 'Not needed', ...todo }] });
      const mine = await it.school.perform(useCases['tasks.mine'], it.as('teacher'), {});
      expect(mine.tasks).toMatchObject([{ text: expect.stringContaining('A talk') as string, dueOn: '2026-09-20' }]);
      await it.walk(caseId, 'lead', 'T15 decided');
      await expect(it.answer(caseId, 'lead', 'planned')).rejects.toMatchObject({ code: 'invalid_input' });
      const support = { kind: 'support', personKey: it.school.pupils.oak[0], plan: 'A trusted adult' };
      await it.do('cases.record', 'lead', { caseId, record: support });
      expect((await it.walk(caseId, 'lead', 'T16 planned')).step?.node).toBe('T18');
    });

    test('for an accident hold no sanctions', async () => {
      const caseId = await decided(pupil(), 'p_sharing_credentials');
      await it.walk(caseId, 'lead', 'T14 accident');
      const lines = (await it.read('lead', caseId)).suggestions.flatMap((s) => s.lines);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((l) => l.isSanction)).toEqual([]);
    });

    test('the row and what is said of the police agree, and no row is made up', async () => {
      const caseId = await it.open();
      await it.walk(caseId, 'lead', ...SAFE, ...CARED, 'T12 no', 'T12u nothing');
      const row = (choice: string, fields?: Record<string, string>) =>
        it.answer(caseId, 'lead', choice, fields && { fields });
      for (const [choice, fields] of [
        ['other_row', undefined],
        ['other_row', { row: 'nothing' }],
        ['other_row', { row: 'p_deliberate_offensive' }],
        ['police_row', { row: 'p_device_misuse' }],
      ] as const)
        await expect(row(choice, fields)).rejects.toMatchObject({ code: 'invalid_input' });
      const told = await row('police_row', { row: 'p_deliberate_offensive' });
      expect(told.step?.node).toBe('T13a');
      expect((await list('lead')).rows[0]?.category).toBe('p_deliberate_offensive');
      expect((await it.walk(caseId, 'lead', 'T13a ring')).step?.node).toBe('T10');
      expect(
        (await it.answer(caseId, 'lead', 'police_told', { fields: { agency: 'Police', contact: 'PC Vale' } }))
          .referrals,
      ).toMatchObject([{ agency: 'other', contact: 'Police, PC Vale' }]);
      expect((await list('lead')).counts.waiting).toBe(1);
      await expect(
        it.do('cases.decideSanctions', 'lead', { caseId, personKey: NOBODY, row: null, lines: [] }),
      ).rejects.toMatchObject({ code: 'conflict' });
    });
  });
});
