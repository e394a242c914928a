import { z } from 'zod';
import { asPerson, entriesOf } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { AppError, invalid, sure } from '../../errors';
import { type MailId, ReportId } from '../../ids';
import { tell } from '../../incidents/report-filing';
import { own } from '../../incidents/use-cases/report-turn';
import type { Report } from '../../incidents/report';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { allowanceFor } from '../allowance';
import { type CustodyLine, boundAtFirst } from '../custody';
import { type MailItem, type MailPlace, WISHES, type Wish } from '../mail';
import { myMail } from '../my-mail';
import type { MyMail } from '../views';

/** A person does not flag more than this in one report by hand. */
const MOST = 40;

const Mailbox = z
  .string()
  .max(254)
  .regex(/^[^\s@/\\?#]+@[^\s@/\\?#]+$/, 'must be an address')
  .transform((address) => address.toLowerCase());
const ItemId = z.string().regex(/^[\w+=-]{1,1000}$/, 'must be the id of a message');

/** What the ledger holds of what was done to mails. */
const inLedger = (lines: readonly { readonly mailId: MailId; readonly line: CustodyLine }[]) =>
  lines.map(({ mailId, line }) => ({ mail: mailId, custody: line.hash }));

/**
 * Writes down where mails lie that belong to a report. It may be done before anything was asked, because nothing is
 * read. The same place twice is one mail, to which what is wished is added.
 */
export const flagMail = useCase({
  name: 'evidence.flag',
  action: 'report.own',
  input: z.strictObject({
    reportId: ReportId,
    messages: z
      .array(z.strictObject({ mailbox: Mailbox, itemId: ItemId }))
      .min(1)
      .max(20),
    wishes: z.array(z.enum(WISHES)).max(WISHES.length),
  }),
  subject: ({ reportId }, work, actor) => own(reportId, work, actor),
  run: async ({ input, subject: { report }, actor }, work) => {
    if (report.state === 'dropped') throw new AppError('conflict', { detail: 'evidence: the report was dropped' });
    const by = asPerson(actor).person.id;
    const held = await work.evidence.ofReport(report.id);
    const lines: { mailId: MailId; line: CustodyLine }[] = [];
    const mails: MailItem[] = [];
    for (const place of input.messages) {
      const known = [...held, ...mails].find((m) => isSame(m.place, place));
      if (!known && held.length + mails.length >= MOST) throw invalid('messages', `At most ${MOST} in one report.`);
      const { item, line } = known
        ? await more(work, known, input.wishes)
        : await first(work, report, { by, place, wishes: input.wishes });
      mails.push(item);
      if (line) lines.push({ mailId: item.id, line });
    }
    const { allowance, standing } = await allowanceFor(work, report);
    const isNews = lines.some(({ line }) => line.number === 1);
    if (standing?.ownerId && isNews)
      await tell(work, report, {
        personId: standing.ownerId,
        how: 'notice',
        why: `mail ${lines[0]!.mailId}`,
        isUrgent: standing.priority < 3,
      });
    return { mails: mails.map((m) => myMail(m, report, allowance)), lines };
  },
  ledger: {
    kind: 'incident.recorded',
    // The case's own id from the first: until the report is sent it names nothing.
    ref: ({ subject }) => subject.report.caseId,
    payload: ({ subject, output: { lines } }) =>
      lines.length === 0 ? null : { case: subject.report.caseId, what: 'evidence.flag', mails: inLedger(lines) },
  },
});

const isSame = (a: MailPlace, b: MailPlace): boolean => a.mailbox === b.mailbox && a.itemId === b.itemId;

interface Flagged {
  readonly item: MailItem;
  readonly line: CustodyLine | null;
}

async function first(
  work: Work,
  report: Report,
  o: { by: MailItem['flaggedBy']; place: MailPlace; wishes: readonly Wish[] },
): Promise<Flagged> {
  const item: MailItem = {
    id: work.newId<MailId>(),
    caseId: report.caseId,
    reportId: report.id,
    flaggedBy: o.by,
    flaggedAt: work.now,
    place: o.place,
    wishes: o.wishes,
    facts: null,
    copy: null,
    mismatch: false,
    trouble: null,
    tag: 'none',
    sealedAt: null,
    cameFrom: null,
    sameAs: null,
  };
  const line = await work.evidence.add(item, { by: o.by, what: 'flagged', detail: boundAtFirst(item) });
  if (line) return { item, line };
  // Pressed twice at the same moment.
  const held = await work.evidence.ofReport(report.id);
  return {
    item: sure(
      held.find((m) => isSame(m.place, o.place)),
      'the mail that was flagged already',
    ),
    line: null,
  };
}

async function more(work: Work, known: MailItem, wishes: readonly Wish[]): Promise<Flagged> {
  const all = WISHES.filter((wish) => known.wishes.includes(wish) || wishes.includes(wish));
  if (all.length === known.wishes.length) return { item: known, line: null };
  const item = sure(await work.evidence.lock(known.id), 'a mail of one’s own');
  const act = { by: known.flaggedBy, what: 'flagged' as const, detail: { wishes: all } };
  const [line] = await work.evidence.change(item, { wishes: all }, [act]);
  return { item: { ...item, wishes: all }, line: sure(line, 'the line of an act') };
}

/** What somebody has flagged themselves of these mails: never whether anybody else has. */
export const myMails = useCase({
  name: 'evidence.mine',
  action: 'report.begin',
  input: z.strictObject({
    mailbox: Mailbox,
    itemIds: z
      .string()
      .max(25_000)
      .transform((text) => text.split(',').filter((id) => id !== ''))
      .pipe(z.array(ItemId).max(20)),
  }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work): Promise<{ mails: MyMail[] }> => {
    const mine = await work.evidence.flaggedBy(entriesOf(actor));
    const asked = mine.filter((m) => m.place.mailbox === input.mailbox && input.itemIds.includes(m.place.itemId));
    const mails: MyMail[] = [];
    for (const item of asked) {
      const report = sure(await work.reports.byId(item.reportId), 'the report of a mail');
      if (report.state === 'dropped') continue;
      mails.push(myMail(item, report, (await allowanceFor(work, report)).allowance));
    }
    return { mails };
  },
});
