import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { AppError, invalid } from '../../errors';
import { CaseId, EntryId, PersonId } from '../../ids';
import { fullName } from '../../people/person';
import { useCase } from '../../use-case';
import { NO_MAILS, packMails } from '../../evidence/pack';
import { CaseInHand } from '../case-in-hand';
import { EXPORT_ALONE, packEntries, packProofs, packView, recordsIn } from '../case-pack';
import { secondsFor } from '../case-people';
import { viewOf } from '../case-view';
import { beFresh, caseChange, caseFor } from './case-change';

const Reason = z.string().trim().min(3, 'Write the reason.').max(4_000, 'Keep it under 4,000 letters.');
const Recipient = z.string().trim().min(2, 'Say who it is for.').max(200);

/** Asks a second person to agree to a large copy. */
export const askExport = caseChange({
  name: 'cases.askExport',
  action: 'case.work',
  in: ['open', 'closed', 'merged'],
  input: z.strictObject({ caseId: CaseId, recipient: Recipient, reason: Reason, secondId: PersonId }),
  act: async (c, { recipient, reason, secondId }) => {
    if (!(await secondsFor(c)).some((p) => p.id === secondId)) throw invalid('secondId', 'Choose a second person.');
    c.add({ kind: 'export_asked', recipient, reason, secondId });
    await c.join([{ personId: secondId, part: 'second' }]);
    await c.tell([secondId], 'case_waiting');
  },
});

/** The second person agrees to the copy that was asked for, or does not. */
export const agreeExport = caseChange({
  name: 'cases.agreeExport',
  action: 'case.work',
  in: ['open', 'closed', 'merged'],
  input: z.strictObject({ caseId: CaseId, askId: EntryId, agrees: z.boolean(), reason: Reason }),
  act: async (c, { askId, agrees, reason }) => {
    const { exporting } = c.state;
    if (exporting?.id !== askId || exporting.isAgreed) throw new AppError('conflict', { detail: 'nothing is asked' });
    if (!c.isMe(exporting.secondId) || c.isMe(exporting.by))
      throw new AppError('conflict', { problems: [{ where: 'case', what: 'Somebody else was asked to agree.' }] });
    c.add({ kind: 'export_agreed', askId, agrees, reason });
    await c.tell([exporting.by], 'case_waiting');
  },
});

/** Everything of a case for the police, the LADO or a court: with the reason, and redacted in a copy where asked. */
export const exportCase = useCase({
  name: 'cases.export',
  action: 'case.work',
  input: z.strictObject({
    caseId: CaseId,
    recipient: Recipient,
    reason: Reason,
    redact: z
      .strictObject({
        entryIds: z.array(EntryId).max(500).default([]),
        words: z.array(z.string().trim().min(2).max(100)).max(100).default([]),
      })
      .default({ entryIds: [], words: [] }),
  }),
  subject: ({ caseId }, work) => caseFor(work, caseId, 'those who work it', 'lock'),
  run: async ({ input, subject, actor }, work) => {
    const me = asPerson(actor);
    await beFresh(me, work);
    const c = await CaseInHand.take(work, me, subject.row);
    const { exporting } = c.state;
    const isLarge = recordsIn(c) > EXPORT_ALONE;
    // Agreed to above, where one had to.
    if (isLarge && !exporting?.isAgreed)
      throw new AppError('conflict', {
        problems: [{ where: 'secondId', what: 'A copy this large needs a second person to agree first.' }],
      });
    const { recipient, reason, redact } = input;
    const secondId = isLarge ? exporting!.secondId : null;
    const hidden = redact.entryIds.length + redact.words.length;
    c.add({ kind: 'exported', recipient, reason, secondId, redacted: hidden });
    const people = await work.people.byIds([...c.entries.flatMap((e) => e.by ?? []), ...(secondId ? [secondId] : [])]);
    const nameOf = (id: string | null): string => {
      const person = id === null ? undefined : people.get(PersonId.parse(id));
      return person ? fullName(person) : '';
    };
    const view = packView(await viewOf(c), redact);
    const entries = packEntries(c.entries, nameOf, redact);
    const papers = (await work.cases.papers(c.row.id)).filter((p) => p.sealedAt === null && redact.words.length === 0);
    const { id: caseId } = c.row;
    // Words taken out of a mail would make it another: it stays behind whole, as papers do.
    const isWhole = redact.words.length === 0;
    const asked = { caseId, flags: c.flags, by: me.person.id, reason: `${recipient}: ${reason}` };
    const { mails, altered, told } = isWhole ? await packMails(work, asked) : NO_MAILS;
    const pack = {
      mails,
      altered,
      caseId: c.row.id,
      view,
      entries,
      papers,
      ledger: await packProofs(c),
      redactions: { entries: redact.entryIds.length, words: redact.words.length },
      recipient,
      reason,
      byName: fullName(me.person),
      secondName: secondId ? nameOf(secondId) : null,
      trustName: await work.settings.get('trust_name'),
      at: work.now,
    };
    return { ...pack, added: await c.keep(), told };
  },
  ledger: {
    kind: 'incident.recorded',
    ref: ({ input }) => input.caseId,
    payload: ({ input, output: { added, told } }) => ({
      case: input.caseId,
      what: 'cases.export',
      entries: [...added],
      ...(told.length > 0 && { mails: told }),
    }),
  },
});
