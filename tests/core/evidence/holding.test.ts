import { useCases } from '../../../src/core/use-cases';
import type { CaseId, MailId, PersonId } from '../../../src/core/ids';
import { openAccounts } from '../../support/account-world';
import { everyday, withStore } from '../../support/engines';
import { type Incident, makeIncident } from '../../support/incident';
import { copyOf, kept, listed, sentWith } from '../../support/mails';
import { day } from '../../support/school';

const SAFE = ['T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no'] as const;
const CARED = ['T8 no', 'T9 started', 'T9p told', 'T9d no', 'T12 no', 'T12u nothing', 'T13 no_row'] as const;
const DONE = ['T14 accident', 'T15 decided', 'T16 planned', 'T18 none', 'T19 done', 'T20 no'] as const;

describe.each(everyday)('a flagged mail is kept, on %s', (engine) => {
  const at = withStore(engine);
  let it: Incident;
  beforeEach(async () => {
    it = await makeIncident(at.store);
  }, 120_000);

  /** A colleague's mail about a pupil. */
  const flag = () => kept(it.school, { role: 'colleague', answers: sentWith({ R4: 'pupil' }) });
  const held = async (): Promise<boolean> => {
    const id: PersonId = it.id('colleague');
    return (await it.school.unit.run(it.school.service, 'read', (work) => work.accounts.held([id]))).has(id);
  };
  async function close(caseId: CaseId, o: { readonly keepHold: boolean; readonly retention: string }) {
    await it.walk(caseId, 'lead', ...SAFE, ...CARED, ...DONE);
    it.school.at(day('2026-11-02'));
    await it.walk(caseId, 'lead', 'T21 quiet');
    const record = { kind: 'outcome', outcome: 'handled_in_school', reason: 'Talked', ...o };
    await it.do('cases.record', 'lead', { caseId, record });
    await it.do('cases.askSecond', 'lead', { caseId, personId: it.id('deputy') });
    await it.answer(caseId, 'deputy', 'all');
    expect(await it.read('lead', caseId)).toMatchObject({ state: 'closed' });
  }

  test('while its case is open, the account and the mailbox in which it lies cannot be deleted, and nobody is told why', async () => {
    await openAccounts(it.school);
    const ask = () =>
      it.school.perform(useCases['accounts.request'], it.as('office'), {
        kind: 'delete',
        personId: it.id('colleague'),
        on: '2028-01-01',
      });
    expect(await held()).toBe(false);
    await flag();
    expect(await held()).toBe(true);
    await expect(ask()).rejects.toMatchObject({
      code: 'conflict',
      problems: [{ where: 'personId', what: 'This account is kept by policy. Nothing may be deleted.' }],
    });
  });

  test.each([
    ['does not say so, the account is free', { keepHold: false, retention: 'misuse' }],
    ['says so, it is kept still', { keepHold: true, retention: 'safeguarding' }],
  ])('once its case is closed and %s; the mail itself is there years later, and opens', async (_, o) => {
    const { caseId, mailId } = await flag();
    await close(caseId, o);
    expect(await held()).toBe(o.keepHold);
    const before = await listed(it.school, caseId, it.as('lead'));
    expect(before).toMatchObject([{ id: mailId, copy: { sha256: copyOf().sha256 }, canOpen: true }]);
    it.school.at(day('2056-11-02'));
    expect(await listed(it.school, caseId, it.as('lead'))).toEqual(before);
    const opened = it.school.perform(useCases['evidence.open'], it.as('lead'), { caseId, mailId });
    expect((await opened).item.copy.sha256).toBe(copyOf().sha256);
    await it.do('cases.reopen', 'lead', { caseId, reason: 'It happened again' });
    expect(await held()).toBe(true);
  });

  test('a case that was merged keeps it for as long as the one that goes on', async () => {
    const [ended, other] = [await flag(), await it.open()];
    await it.walk(other, 'lead', ...SAFE);
    await it.walk(ended.caseId, 'lead', 'T0 opened', 'T1 no', 'T1c yes');
    await it.do('cases.link', 'lead', { caseId: ended.caseId, otherId: other, why: 'same' });
    await it.walk(ended.caseId, 'lead', 'T1d linked');
    expect(await held()).toBe(true);
    await it.school.unit.run(it.school.service, 'write', (work) => work.cases.change(other, { state: 'closed' }));
    expect(await held()).toBe(false);
  });

  test('a draft that was dropped keeps nobody', async () => {
    const { reportId } = await it.school.perform(useCases['reports.begin'], it.as('colleague'), { source: 'outlook' });
    const messages = [{ mailbox: 'colleague@school.example', itemId: 'AAMkDraft' }];
    await it.school.perform(useCases['evidence.flag'], it.as('colleague'), { reportId, messages, wishes: [] });
    expect(await held()).toBe(false);
  });

  test('no part of Lantern may delete a mail, its custody or a key, or write over what was done', async () => {
    const { rows } = await at.store.query<{ may: string }>(
      `select grantee || ' ' || privilege_type || ' ' || table_name as may from information_schema.role_table_grants
       where table_name in ('evidence_mail', 'evidence_custody', 'case_key') and grantee in ('app_web', 'app_worker')
         and privilege_type not in ('SELECT', 'INSERT')`,
    );
    expect(rows).toEqual([]);
  });

  test('under its case’s own key: with that gone nothing of it can be read, and the mails of other cases can', async () => {
    const [one, other] = [await flag(), await kept(it.school)];
    const read = (id: MailId) => it.school.unit.run(it.school.service, 'read', (work) => work.evidence.byId(id));
    expect(await read(one.mailId)).toMatchObject({ copy: { sha256: copyOf().sha256 } });
    await at.store.query('delete from case_key where id = $1', [one.caseId]);
    // Keys at hand are good for a quarter of an hour.
    it.school.wait(16);
    await expect(read(one.mailId)).rejects.toMatchObject({ detail: 'content: its key is gone' });
    expect(await read(other.mailId)).toMatchObject({ copy: { sha256: copyOf().sha256 } });
  });
});
