import { randomUUID } from 'node:crypto';
import { makePerform } from '../../../src/core/perform';
import type { Unit } from '../../../src/core/ports';
import { useCases } from '../../../src/core/use-cases';
import { everyday, withStore } from '../../support/engines';
import {
  copyOf,
  facts,
  flagged,
  fresh,
  kept,
  listed,
  nobodys,
  origin,
  place,
  sentWith,
  triage,
} from '../../support/mails';
import { CALM, reporter } from '../../support/reports';
import { type SchoolFixture, makeSchool } from '../../support/school';

describe.each(everyday)('flagged mails, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  }, 120_000);

  const teacher = () => school.actor('teacher');
  const flag = (reportId: string, messages: readonly object[] = [place], wishes: readonly string[] = []) =>
    school.perform(useCases['evidence.flag'], teacher(), { reportId, messages, wishes });
  const mine = (itemIds: string = place.itemId, actor = teacher()) =>
    school.perform(useCases['evidence.mine'], actor, { mailbox: place.mailbox.toUpperCase(), itemIds });
  const keepFacts = (mailId: string, more: object = {}) =>
    school.perform(useCases['evidence.keepFacts'], teacher(), { mailId, facts: { ...facts, ...more } });
  const keepCopy = (mailId: string, copy: object = copyOf()) =>
    school.perform(useCases['evidence.keepCopy'], teacher(), { mailId, copy });
  const ask = (mailId: string, actor = teacher()) => school.perform(useCases['evidence.capture'], actor, { mailId });
  const openIt = (input: object, name: 'evidence.open' | 'evidence.senders' = 'evidence.open') =>
    name === 'evidence.open'
      ? school.perform(useCases['evidence.open'], fresh(school, 'lead'), input)
      : school.perform(useCases['evidence.senders'], fresh(school, 'lead'), input);
  const entriesOf = async (caseId: string) =>
    school.unit.run(school.service, 'read', (work) => work.cases.entries(caseId as never));

  test('a mail is flagged once, however often: wishes are added, and somebody else knows nothing of it', async () => {
    const it = reporter(school, teacher());
    const { reportId } = await it.begin();
    const [first] = (await flag(reportId, [place], ['no_replies'])).mails;
    expect(first).toMatchObject({ state: 'waiting', itemId: place.itemId, trouble: null });
    const again = await flag(reportId, [{ ...place, mailbox: place.mailbox.toUpperCase() }, place], ['contact_me']);
    expect(again.mails.map((m) => m.id)).toEqual([first?.id, first?.id]);
    expect((await flag(reportId)).lines).toEqual([]);
    expect((await mine()).mails.map((m) => m.id)).toEqual([first?.id]);
    expect((await mine('AAMkOther')).mails).toEqual([]);
    expect((await mine(place.itemId, school.actor('colleague'))).mails).toEqual([]);
    const held = await school.unit.run(teacher(), 'read', (work) => work.evidence.ofReport(reportId));
    expect(held.map((m) => m.wishes)).toEqual([['contact_me', 'no_replies']]);
  });

  test.each([[[]], [['just_log']], [['contact_me', 'no_replies']]] as const)(
    'wishing for %j, the report reaches the same person by the same way',
    async (wishes) => {
      const it = reporter(school, teacher());
      const begun = await it.begin();
      await flag(begun.reportId, [place], wishes);
      const sent = await it.walk(sentWith(), begun);
      expect(sent).toMatchObject({ state: 'sent', step: { node: 'D2' }, receipt: { to: 'the safeguarding lead' } });
      const row = await school.unit.run(school.service, 'read', async (work) => {
        const report = await work.reports.byId(begun.reportId);
        return report && work.cases.byId(report.caseId);
      });
      expect(row?.ownerId).toBe(school.id('lead'));
    },
  );

  test('pressed twice at the same moment it is still one', async () => {
    const { reportId } = await reporter(school, teacher()).begin();
    await flag(reportId);
    let isFirst = true;
    const blind: Unit = {
      run: (actor, mode, does) =>
        school.unit.run(actor, mode, (work) =>
          does({
            ...work,
            evidence: {
              ...work.evidence,
              ofReport: async (id) => {
                const held = isFirst ? [] : await work.evidence.ofReport(id);
                isFirst = false;
                return held;
              },
            },
          }),
        ),
    };
    const input = { reportId, messages: [place], wishes: [] };
    const { lines } = await makePerform(blind)(useCases['evidence.flag'], teacher(), input);
    expect(lines).toEqual([]);
    expect((await mine()).mails).toHaveLength(1);
  });

  test('forty mails are the most in one report, and an address that is none is no place', async () => {
    const { reportId } = await reporter(school, teacher()).begin();
    const some = (from: number) => Array.from({ length: 20 }, (_, i) => ({ ...place, itemId: `AAMk${from + i}` }));
    for (const from of [0, 20]) await flag(reportId, some(from));
    await expect(flag(reportId, [{ ...place, itemId: 'AAMkMore' }])).rejects.toMatchObject({ code: 'invalid_input' });
    for (const wrong of [
      { ...place, mailbox: 'me' },
      { ...place, itemId: '../users' },
      { ...place, itemId: '' },
    ])
      await expect(flag(reportId, [wrong])).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('a report that is dropped takes its pointers out of view', async () => {
    const it = reporter(school, teacher());
    const begun = await it.begin();
    const { mails } = await flag(begun.reportId);
    const stopped = await it.do('stop', begun);
    expect(stopped.state).toBe('dropped');
    expect((await mine()).mails).toEqual([]);
    await expect(ask(mails[0]!.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(flag(begun.reportId)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('nothing of a mail may be read until danger and imagery were asked and the report is passed on', async () => {
    const it = reporter(school, teacher());
    const begun = await it.begin();
    const { mails } = await flag(begun.reportId);
    const mailId = mails[0]!.id;
    await it.walk(CALM, begun);
    expect(await ask(mailId)).toMatchObject({ allowance: 'nothing', isClosed: false, mail: { state: 'waiting' } });
    await expect(keepFacts(mailId)).rejects.toMatchObject({ code: 'conflict' });
    await expect(keepCopy(mailId)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('what was stopped before imagery was asked stays a pointer', async () => {
    const it = reporter(school, teacher());
    const begun = await it.begin('He frightens me');
    const { mails } = await flag(begun.reportId);
    const asked = await it.walk([['R0', 'continue']], begun);
    expect((await it.do('stop', asked)).state).toBe('unfinished');
    expect(await ask(mails[0]!.id)).toMatchObject({ allowance: 'nothing', mail: { state: 'not_taken' } });
    expect((await mine()).mails).toMatchObject([{ state: 'not_taken' }]);
  });

  test.each(['yes', 'not_sure'])('imagery %s: headers and metadata, and never a byte more', async (said) => {
    const answers = [
      ['R0', 'continue'],
      ['R1', 'no'],
      ['R2', said],
      ['I2', 'continue'],
    ] as const;
    const it = reporter(school, teacher());
    const begun = await it.begin();
    const { mails } = await flag(begun.reportId);
    let view = await it.walk([...answers.slice(0, 3)], begun);
    for (let n = 0; view.state === 'open' && n < 20; n++) view = await it.answer(view, givenFor(view));
    expect(view.state).toBe('sent');
    const mailId = mails[0]!.id;
    expect((await ask(mailId)).allowance).toBe('facts');
    await keepFacts(mailId);
    expect((await ask(mailId)).mail.state).toBe('facts_only');
    // Bytes that were on their way all the same are shut away, unseen.
    const { mail, lines } = await keepCopy(mailId);
    expect(mail.state).toBe('kept');
    expect(lines.map((l) => l.what)).toEqual(['captured', 'sealed']);
  });

  test('a calm report is taken whole, once, and the case tells of it', async () => {
    const { mailId, caseId } = await flagged(school);
    expect(await ask(mailId)).toMatchObject({ allowance: 'all', mail: { state: 'taking' } });
    await keepFacts(mailId);
    expect((await keepFacts(mailId, { subject: 'Another' })).lines).toEqual([]);
    expect((await keepCopy(mailId)).mail).toMatchObject({ state: 'kept', supplied: false });
    expect((await keepCopy(mailId, copyOf('c'.repeat(64)))).lines).toEqual([]);
    const tell = async (name: 'noteTag' | 'noteTrouble', more: object): Promise<readonly { what: string }[]> => {
      const input = { mailId, ...more };
      const done =
        name === 'noteTag'
          ? await school.perform(useCases['evidence.noteTag'], teacher(), input)
          : await school.perform(useCases['evidence.noteTrouble'], teacher(), input);
      return done.lines;
    };
    expect(await tell('noteTrouble', { trouble: 'unreachable' })).toEqual([]);
    expect((await tell('noteTag', { tag: 'failed' })).map((l) => l.what)).toEqual(['not_tagged']);
    expect((await tell('noteTag', { tag: 'set' })).map((l) => l.what)).toEqual(['tagged']);
    expect(await tell('noteTag', { tag: 'withheld' })).toEqual([]);
    const keepOrigin = () => school.perform(useCases['evidence.keepOrigin'], teacher(), { mailId, cameFrom: origin });
    expect((await keepOrigin()).lines).toHaveLength(1);
    expect((await keepOrigin()).lines).toEqual([]);
    expect((await entriesOf(caseId)).map((e) => e.entry.kind)).toContain('mail');
    const [mail] = await listed(school, caseId);
    expect(mail).toMatchObject({
      mailbox: place.mailbox,
      facts: { subject: facts.subject },
      copy: { sha256: copyOf().sha256, origin: 'graph' },
      tag: 'set',
      wishes: ['contact_me'],
      shut: 'not_asked',
      canOpen: false,
    });
    const done = ['flagged', 'facts_read', 'captured', 'not_tagged', 'tagged', 'origin_checked'];
    expect(mail?.custody.map((l) => l.what)).toEqual(done);
    expect(mail?.custody.at(-1)?.by).toBe('');
  });

  test('whose mailbox it is decides about the mark: no address of one’s own, no mark', async () => {
    const own = { ...place, mailbox: (teacher().person.email ?? '').toLowerCase() };
    const { mailId } = await flagged(school, { at: own });
    expect((await ask(mailId)).isOwnMailbox).toBe(true);
    const nameless = { ...teacher(), person: { ...teacher().person, email: null } };
    expect((await ask(mailId, nameless)).isOwnMailbox).toBe(false);
  });

  test('the same mail under another id is one copy: the second names the first', async () => {
    const first = await kept(school);
    await flag(first.reportId, [{ ...place, itemId: 'AAMkMoved' }]);
    const [moved] = (await mine('AAMkMoved')).mails;
    await keepFacts(moved!.id);
    expect((await keepCopy(moved!.id, { ...copyOf(), blob: 'd'.repeat(64) })).mail.state).toBe('kept');
    expect((await keepCopy(moved!.id)).lines).toEqual([]);
    expect(
      (await school.perform(useCases['evidence.noteTrouble'], teacher(), { mailId: moved!.id, trouble: 'gone' })).lines,
    ).toEqual([]);
    expect((await listed(school, first.caseId)).map((m) => m.id)).toEqual([first.mailId]);
    await triage(school, first.caseId);
    await expect(openIt({ caseId: first.caseId, mailId: moved!.id })).rejects.toMatchObject({ code: 'not_found' });
    // A different mail is a different item.
    await flag(first.reportId, [{ ...place, itemId: 'AAMkNext' }]);
    const [next] = (await mine('AAMkNext')).mails;
    await expect(keepCopy(next!.id)).rejects.toMatchObject({ code: 'unexpected' });
    await keepFacts(next!.id, { internetMessageId: '<2@elsewhere.example>' });
    await keepCopy(next!.id);
    expect(await listed(school, first.caseId)).toHaveLength(2);
  });

  test('what a person’s own client has differs: what came from the mailbox stays, and the difference is kept', async () => {
    const { mailId, caseId } = await kept(school);
    const own = (sha: string) => ({ ...copyOf(sha), origin: 'person' });
    expect((await keepCopy(mailId, own('a'.repeat(64)))).lines).toEqual([]);
    expect((await keepCopy(mailId, own('c'.repeat(64)))).lines.map((l) => l.reason)).toEqual(['differs']);
    expect((await keepCopy(mailId, own('d'.repeat(64)))).lines).toEqual([]);
    expect(await listed(school, caseId)).toMatchObject([
      { mismatch: true, copy: { sha256: 'a'.repeat(64), origin: 'graph' } },
    ]);
  });

  test('only the client could supply it: said so, and kept', async () => {
    const { mailId, caseId } = await flagged(school);
    await keepFacts(mailId);
    expect((await keepCopy(mailId, { ...copyOf(), origin: 'person' })).mail).toMatchObject({ supplied: true });
    expect(await listed(school, caseId)).toMatchObject([{ copy: { origin: 'person' } }]);
  });

  test('what went wrong is said once to the owner, and in the case; what was kept is kept', async () => {
    const { mailId, caseId } = await flagged(school);
    await keepFacts(mailId);
    const known = (await school.notices('lead')).length;
    const trouble = (what: string) =>
      school.perform(useCases['evidence.noteTrouble'], teacher(), { mailId, trouble: what });
    expect((await trouble('unreachable')).mail).toMatchObject({ state: 'taking', trouble: 'unreachable' });
    expect((await trouble('unreachable')).lines).toEqual([]);
    expect((await trouble('gone')).mail.state).toBe('not_taken');
    expect((await school.notices('lead')).length).toBe(known + 2);
    expect((await entriesOf(caseId)).filter((e) => e.entry.kind === 'mail_trouble')).toHaveLength(2);
    expect(await listed(school, caseId)).toMatchObject([{ trouble: 'gone', facts: { subject: facts.subject } }]);
    await keepCopy(mailId);
    expect(await listed(school, caseId)).toMatchObject([{ trouble: null }]);
  });

  test('where an office outside has the case nobody here is told, and where it is closed that is known', async () => {
    const { mailId, caseId, reportId } = await flagged(school);
    await school.unit.run(school.service, 'write', (w) => w.cases.change(caseId, { ownerId: null, state: 'closed' }));
    const known = (await school.notices('lead')).length;
    expect((await ask(mailId)).isClosed).toBe(true);
    await school.perform(useCases['evidence.noteTrouble'], teacher(), { mailId, trouble: 'closed' });
    await flag(reportId, [{ ...place, itemId: 'AAMkLater' }]);
    expect((await school.notices('lead')).length).toBe(known);
  });

  test('a mail added to a report that was sent is news to the owner', async () => {
    const { reportId } = await flagged(school);
    const known = (await school.notices('lead')).length;
    await flag(reportId, [{ ...place, itemId: 'AAMkLater' }]);
    await flag(reportId, [{ ...place, itemId: 'AAMkLater' }], ['just_log']);
    expect((await school.notices('lead')).length).toBe(known + 1);
  });

  test('it opens once the case has come past danger and imagery, and each look is written down', async () => {
    const { mailId, caseId } = await kept(school);
    await expect(openIt({ caseId, mailId })).rejects.toMatchObject({ code: 'invalid_input' });
    await triage(school, caseId);
    expect(await listed(school, caseId)).toMatchObject([{ canOpen: true, shut: null }]);
    const { item } = await school.perform(useCases['evidence.open'], fresh(school, 'lead'), { caseId, mailId });
    expect(item.copy.sha256).toBe(copyOf().sha256);
    const taken = { caseId, mailId, index: '0', reason: 'The police asked for it' };
    await school.perform(useCases['evidence.attachment'], fresh(school, 'lead'), taken);
    expect((await listed(school, caseId))[0]?.custody.slice(-2)).toMatchObject([
      { what: 'viewed', reason: null },
      { what: 'attachment_taken', reason: '1: The police asked for it' },
    ]);
    await expect(openIt({ caseId, mailId: nobodys() })).rejects.toMatchObject({ code: 'not_found' });
    const idle = { ...school.actor('lead'), signIn: { method: 'practice', at: school.now() - 3_600_000 } };
    school.wait(60);
    await expect(school.perform(useCases['evidence.open'], idle, { caseId, mailId })).rejects.toMatchObject({
      code: 'step_up',
    });
  });

  test('without a copy there is nothing to open, and of a mail without a sender nothing to compare', async () => {
    const { mailId, caseId } = await flagged(school);
    await triage(school, caseId);
    expect(await listed(school, caseId)).toMatchObject([{ shut: 'no_copy' }]);
    await expect(openIt({ caseId, mailId })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await openIt({ caseId, mailId }, 'evidence.senders')).toEqual({ lines: [] });
    await expect(openIt({ caseId, mailId: nobodys() }, 'evidence.senders')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('imagery set later seals all mails of the case: kept, never shown, the owner told', async () => {
    const { mailId, caseId } = await kept(school);
    await triage(school, caseId, 'opened no no no yes');
    const [mail] = await listed(school, caseId);
    expect(mail).toMatchObject({ sealed: true, canOpen: false, shut: 'imagery', copy: { sha256: copyOf().sha256 } });
    expect(mail?.custody.at(-1)).toMatchObject({ what: 'sealed', by: '', reason: 'imagery' });
    await expect(openIt({ caseId, mailId })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await entriesOf(caseId)).map((e) => e.entry.kind)).toContain('mails_sealed');
    expect((await ask(mailId)).allowance).toBe('facts');
  });

  test('a copy that comes after the seal is kept under it', async () => {
    const { mailId, caseId } = await flagged(school);
    await keepFacts(mailId);
    await triage(school, caseId, 'opened no no no yes');
    expect((await keepCopy(mailId)).lines.map((l) => l.what)).toEqual(['captured']);
    expect(await listed(school, caseId)).toMatchObject([{ sealed: true, shut: 'imagery' }]);
  });

  test('whoever stops a case seals its mails, whatever is answered afterwards', async () => {
    const { caseId } = await kept(school);
    await triage(school, caseId, 'opened no no no no no no started');
    const lead = fresh(school, 'lead');
    const { rev } = await school.perform(useCases['cases.read'], lead, { caseId });
    await school.perform(useCases['cases.stop'], lead, { caseId, rev, reason: 'Something new' });
    expect(await listed(school, caseId)).toMatchObject([{ sealed: true, canOpen: false }]);
    await school.unit.run(school.service, 'write', async (work) => {
      const row = await work.cases.byId(caseId);
      await work.cases.change(caseId, { flags: (row?.flags ?? []).filter((f) => f !== 'surfaced') });
    });
    expect((await listed(school, caseId))[0]?.canOpen).toBe(false);
  });

  test('one sender over time, within what the viewer may see', async () => {
    const first = await kept(school);
    await triage(school, first.caseId);
    const second = await flagged(school, { at: { ...place, itemId: 'AAMkTwo' } });
    await keepFacts(second.mailId, { from: null, sender: { name: '', address: 'STRANGER@elsewhere.example ' } });
    const third = await flagged(school, { at: { ...place, itemId: 'AAMkThree' } });
    await keepFacts(third.mailId, { from: null, sender: null });
    const { lines } = await school.perform(useCases['evidence.senders'], fresh(school, 'lead'), {
      caseId: first.caseId,
      mailId: first.mailId,
    });
    expect(lines.map((l) => l.caseId).sort()).toEqual([first.caseId, second.caseId].sort());
    await school.unit.run(school.service, 'write', (w) => w.cases.bar(second.caseId, [school.id('lead')]));
    const after = await school.perform(useCases['evidence.senders'], fresh(school, 'lead'), {
      caseId: first.caseId,
      mailId: first.mailId,
    });
    expect(after.lines.map((l) => l.caseId)).toEqual([first.caseId]);
  });

  test('somebody who reports themselves goes on flagging, and reads no custody', async () => {
    const it = await flagged(school, { answers: sentWith({ R4: 'me' }) }).catch(() => null);
    expect(it).not.toBeNull();
    const { mailId, caseId } = it!;
    await keepFacts(mailId);
    expect((await keepCopy(mailId)).mail.state).toBe('kept');
    const seen = await school.unit.run(teacher(), 'read', async (work) => ({
      row: await work.cases.byId(caseId),
      lines: await work.evidence.custody(mailId),
    }));
    expect(seen).toEqual({ row: null, lines: [] });
  });

  describe('what was changed from outside is refused and named', () => {
    const asOwner = (sql: string, values: unknown[]) => at.store.query(sql, values);
    const tampered = async (sql: string) => {
      const { mailId, caseId } = await kept(school);
      await triage(school, caseId);
      await asOwner(sql, [mailId]);
      return { mailId, caseId };
    };
    const FLIP = `set_byte(content, 40, (get_byte(content, 40) # 1))`;

    test.each([
      ['a byte of the row', `update evidence_mail set content = ${FLIP} where id = $1`],
      ['the row cut', `update evidence_mail set content = substring(content for 60) where id = $1`],
      ['the time of flagging', `update evidence_mail set flagged_at = flagged_at + 1 where id = $1`],
    ])('%s', async (_, sql) => {
      const { mailId, caseId } = await tampered(sql);
      expect(await listed(school, caseId)).toMatchObject([
        { id: mailId, shut: 'altered', canOpen: false, facts: null },
      ]);
      await expect(openIt({ caseId, mailId })).rejects.toMatchObject({ code: 'unexpected' });
    });

    test.each([
      ['the hash of a line', `update evidence_custody set hash = repeat('0', 64) where mail_id = $1 and number = 2`],
      ['the last line gone', `delete from evidence_custody where mail_id = $1 and number = 3`],
      ['a line in the middle gone', `delete from evidence_custody where mail_id = $1 and number = 2`],
    ])('%s', async (_, sql) => {
      const { mailId, caseId } = await tampered(sql);
      expect(await listed(school, caseId)).toMatchObject([{ shut: 'altered', canOpen: false }]);
      await expect(openIt({ caseId, mailId })).rejects.toMatchObject({
        code: 'unexpected',
        detail: expect.stringContaining('evidence:') as string,
      });
    });

    test('a byte of a line', async () => {
      const { mailId, caseId } = await tampered(
        `update evidence_custody set content = ${FLIP} where mail_id = $1 and number = 2`,
      );
      expect(await listed(school, caseId)).toMatchObject([{ shut: 'altered', custody: [] }]);
      await expect(openIt({ caseId, mailId })).rejects.toMatchObject({ code: 'unexpected' });
    });

    test('an older state put back whole: the ledger knows better', async () => {
      const { mailId, caseId } = await kept(school);
      await triage(school, caseId);
      const { rows } = await at.store.query<{ content: Buffer }>('select content from evidence_mail where id = $1', [
        mailId,
      ]);
      await openIt({ caseId, mailId });
      await asOwner('delete from evidence_custody where mail_id = $1 and number = 4', [mailId]);
      await asOwner('update evidence_mail set content = $2 where id = $1', [mailId, rows[0]?.content]);
      await expect(openIt({ caseId, mailId })).rejects.toMatchObject({
        detail: 'evidence: the ledger tells of other acts',
      });
    });

    test('a mail that the ledger never heard of', async () => {
      const { caseId } = await kept(school);
      await triage(school, caseId);
      await asOwner('update ledger_leaf set ref = $2 where ref = $1', [caseId, randomUUID()]);
      expect(await listed(school, caseId)).toMatchObject([{ shut: 'altered', canOpen: false }]);
    });

    test('where retention took the ledger’s content away, the record itself still holds', async () => {
      const { mailId, caseId } = await kept(school);
      await triage(school, caseId);
      await asOwner(`delete from ledger_body b using ledger_leaf l where l.id = b.leaf_id and l.ref = $1`, [caseId]);
      await openIt({ caseId, mailId });
    });
  });

  /** Whatever the chart asks on the way of an image: the first choice, or words. */
  function givenFor(view: { step: { node: string; text: boolean; options: readonly { key: string }[] } }) {
    if (view.step.text) return { text: 'A pupil told me of it.' };
    const { options, node } = view.step;
    const wanted = node === 'R4' ? 'pupil' : node === 'R5' ? 'pupils' : options[0]?.key;
    return wanted ?? '';
  }
});
