import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/core/access/actor';
import type { MailFacts, MailOrigin } from '../../src/core/evidence/mail';
import type { MailReader, Mailbox } from '../../src/core/evidence/ports';
import type { CaseMail, MyMail } from '../../src/core/evidence/views';
import type { CaseId, MailId, ReportId } from '../../src/core/ids';
import { CaseInHand } from '../../src/core/incidents/case-in-hand';
import { takeAnswer } from '../../src/core/incidents/triage-work';
import { useCases } from '../../src/core/use-cases';
import { type Answers, CALM, type Given, calm, reporter } from './reports';
import type { Role, SchoolFixture } from './school';

/** A threatening mail, as a mail service tells of it. */
export const facts: MailFacts = {
  immutableId: 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A',
  internetMessageId: '<1@elsewhere.example>',
  subject: 'You will regret this',
  from: { name: 'A Stranger', address: 'Stranger@elsewhere.example' },
  sender: null,
  to: [{ name: 'Teacher', address: 'teacher@school.example' }],
  cc: [],
  sentAt: '2026-09-08T07:00:00Z',
  receivedAt: '2026-09-08T07:00:02Z',
  headers: [{ name: 'Received', value: 'from elsewhere.example' }],
  attachments: [{ name: 'note.txt', type: 'text/plain', size: 12 }],
};

export const origin: MailOrigin = {
  dkim: [{ domain: 'elsewhere.example', result: 'pass' }],
  spf: 'pass',
  arc: 'none',
  dmarc: 'none',
  atReceipt: ['school.example; spf=pass'],
  dns: [{ name: 'k1._domainkey.elsewhere.example', type: 'TXT', answer: 'v=DKIM1; p=' }],
};

export const place = { mailbox: 'teacher@school.example', itemId: 'AAMkAGI2' } as const;
export const copyOf = (sha = 'a'.repeat(64)) => ({
  blob: 'b'.repeat(64),
  sha256: sha,
  size: 1_024,
  origin: 'graph' as const,
});

/** Answers to the whole report, sent; `other` gives some of them otherwise. */
export const sentWith = (other: Readonly<Record<string, Given>> = {}): Answers => [
  ...(Object.keys(other).length > 0 ? calm(other) : CALM),
  ['R8', 'none'],
];

export const fresh = (school: SchoolFixture, role: Role) => ({
  ...school.actor(role),
  signIn: { method: 'practice', at: school.now() },
});

/** A report of the teacher's with one flagged mail, answered as told. */
export async function flagged(
  school: SchoolFixture,
  o: { readonly answers?: Answers; readonly role?: Role; readonly at?: { mailbox: string; itemId: string } } = {},
): Promise<{ reportId: ReportId; caseId: CaseId; mailId: MailId; mail: MyMail }> {
  const actor = school.actor(o.role ?? 'teacher');
  const teacher = reporter(school, actor);
  const open = await teacher.current();
  if (open) await teacher.do('stop', open);
  const begun = await teacher.begin();
  const { reportId } = begun;
  const input = { reportId, messages: [o.at ?? place], wishes: ['contact_me'] };
  const { mails } = await school.perform(useCases['evidence.flag'], actor, input);
  await teacher.walk(o.answers ?? sentWith(), begun);
  const report = await school.unit.run(actor, 'read', (work) => work.reports.byId(reportId));
  if (!report || !mails[0]) throw new Error('the report is there');
  return { reportId, caseId: report.caseId, mailId: mails[0].id, mail: mails[0] };
}

/** With facts and a copy kept of it. */
export async function kept(school: SchoolFixture, o: Parameters<typeof flagged>[1] = {}, sha?: string) {
  const it = await flagged(school, o);
  const actor = school.actor(o.role ?? 'teacher');
  await school.perform(useCases['evidence.keepFacts'], actor, { mailId: it.mailId, facts });
  await school.perform(useCases['evidence.keepCopy'], actor, { mailId: it.mailId, copy: copyOf(sha) });
  return it;
}

export const SAFE = 'opened no no no no';

/** The lead answers the triage chart, one choice after the other. */
export async function triage(
  school: SchoolFixture,
  caseId: CaseId,
  answers = SAFE,
  role: Role = 'lead',
): Promise<void> {
  const actor = fresh(school, role);
  await school.unit.run(actor, 'write', async (work) => {
    const row = await work.cases.lock(caseId);
    if (!row) throw new Error('the case is there');
    const c = await CaseInHand.take(work, actor, row);
    for (const choice of answers.split(' '))
      await takeAnswer(c, { node: c.progress?.node ?? '', choices: [choice], by: actor.person.id });
    await c.keep();
  });
}

export const listed = async (
  school: SchoolFixture,
  caseId: CaseId,
  who: Actor = fresh(school, 'lead'),
): Promise<CaseMail[]> => (await school.perform(useCases['evidence.ofCase'], who, { caseId })).mails;

export const nobodys = (): string => randomUUID();

/** A mailbox in which every word is one of these. */
export const mailboxOf = (word: () => string): Mailbox => ({
  facts: () => {
    const who = { name: word(), address: `${word()}@b.example` };
    return Promise.resolve({
      immutableId: word(),
      internetMessageId: word(),
      subject: word(),
      from: who,
      sender: who,
      to: [who],
      cc: [who],
      sentAt: word(),
      receivedAt: word(),
      headers: [{ name: word(), value: word() }],
      attachments: [{ name: word(), type: word(), size: 1 }],
    });
  },
  bytes: () =>
    Promise.resolve(
      (async function* () {
        for (let n = 0; n < 20; n++) yield Buffer.from(`${word()} `);
      })(),
    ),
  // What a library throws may quote a mail.
  tag: () => Promise.reject(new TypeError(word())),
});

export const readerOf = (word: () => string): MailReader => {
  const reading = () => ({
    subject: word(),
    from: null,
    to: [],
    cc: [],
    date: word(),
    messageId: word(),
    headers: [{ name: word(), value: word() }],
    attachments: [{ name: word(), type: word(), size: 1, sha256: null }],
    gaps: [],
  });
  return {
    read: () => Promise.resolve(reading()),
    view: () => Promise.resolve({ reading: reading(), text: word(), html: word(), links: [word()] }),
    origin: () =>
      Promise.resolve({ ...origin, atReceipt: [word()], dns: [{ name: word(), type: 'TXT', answer: word() }] }),
    attachment: () => Promise.resolve({ about: reading().attachments[0]!, bytes: Buffer.from(word()) }),
  };
};
