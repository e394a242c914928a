import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { AppError, invalid, notFound } from '../../errors';
import { CaseId, MailId, type PersonId } from '../../ids';
import { allows } from '../../incidents/capabilities';
import { CaseInHand } from '../../incidents/case-in-hand';
import { type CaseSubject, beFresh, caseFor, viewerOf } from '../../incidents/use-cases/case-change';
import { fullName } from '../../people/person';
import { type UseCase, useCase } from '../../use-case';
import { mayBeImagery } from '../allowance';
import type { Act, CustodyFault, CustodyLine } from '../custody';
import type { MailItem } from '../mail';
import { type CustodyRecord, ledgerOf, recordOf } from '../record';
import type { CaseMail, SenderLine, Shut } from '../views';

const OneMail = z.strictObject({ caseId: CaseId, mailId: MailId });

/** The case's own question about images has to be answered too: whoever opens the case decides from what was said. */
function shutFor(c: CaseInHand, item: MailItem, fault: CustodyFault | null): Shut | null {
  if (fault !== null) return 'altered';
  if (mayBeImagery(c.flags)) return 'imagery';
  if (item.sealedAt !== null) return 'sealed';
  // A mail belongs to a report, and a report's case has a chart.
  const { chart, progress } = c.course;
  if (!allows(chart, progress, 'view_content')) return 'not_asked';
  return item.copy === null ? 'no_copy' : null;
}

/** The mails of a case by what is known of them; nothing here opens one. */
export const mailsOfCase = useCase({
  name: 'evidence.ofCase',
  action: 'case.read',
  input: z.strictObject({ caseId: CaseId }),
  subject: ({ caseId }, work) => caseFor(work, caseId, 'everyone in it', 'byId'),
  run: async ({ subject, actor }, work): Promise<{ mails: CaseMail[] }> => {
    const me = asPerson(actor);
    await beFresh(me, work);
    const c = await CaseInHand.take(work, me, subject.row);
    const ledger = await ledgerOf(work, subject.row.id);
    const mails: CaseMail[] = [];
    for (const { id, item } of await work.evidence.ofCase(subject.row.id))
      if (item === null) mails.push(alteredMail(id));
      else if (item.sameAs === null) mails.push(await caseMail(c, item, await recordOf(work, item, ledger)));
    return { mails };
  },
  ledger: {
    kind: 'incident.read',
    ref: ({ input }) => input.caseId,
    payload: ({ input }) => ({ case: input.caseId, what: 'evidence.ofCase' }),
  },
});

async function caseMail(c: CaseInHand, item: MailItem, { lines, fault }: CustodyRecord): Promise<CaseMail> {
  const people = await c.work.people.byIds([item.flaggedBy, ...lines.flatMap((l) => l.by ?? [])]);
  const nameOf = (id: PersonId | null): string => {
    const person = id === null ? undefined : people.get(id);
    return person ? fullName(person) : '';
  };
  const shut = shutFor(c, item, fault);
  const { copy } = item;
  return {
    id: item.id,
    flaggedBy: nameOf(item.flaggedBy),
    flaggedAt: item.flaggedAt,
    wishes: item.wishes,
    mailbox: item.place.mailbox,
    facts: item.facts,
    copy: copy && { sha256: copy.sha256, size: copy.size, origin: copy.origin, takenAt: copy.takenAt },
    mismatch: item.mismatch,
    trouble: item.trouble,
    tag: item.tag,
    canOpen: shut === null,
    shut,
    sealed: item.sealedAt !== null,
    custody: lines.map(({ at, by, what, reason }) => ({ at, by: nameOf(by), what, reason })),
  };
}

const alteredMail = (id: MailId): CaseMail => ({
  id,
  flaggedBy: '',
  flaggedAt: 0,
  wishes: [],
  mailbox: '',
  facts: null,
  copy: null,
  mismatch: false,
  trouble: null,
  tag: 'none',
  canOpen: false,
  shut: 'altered',
  sealed: false,
  custody: [],
});

interface Opened {
  readonly item: MailItem & { readonly copy: NonNullable<MailItem['copy']> };
  readonly line: CustodyLine;
}

/** Somebody who may is about to see content: it is written down first, and refused where anything speaks against it. */
const opening = <Input extends { readonly caseId: CaseId; readonly mailId: MailId }>(o: {
  readonly name: string;
  readonly action: 'case.read' | 'case.work';
  readonly who: 'everyone in it' | 'those who work it';
  readonly input: z.ZodType<Input>;
  readonly act: (input: Input) => Pick<Act, 'what' | 'reason'>;
}): UseCase<Input, CaseSubject, Opened> =>
  useCase<Input, CaseSubject, Opened>({
    name: o.name,
    action: o.action,
    input: o.input,
    subject: ({ caseId }, work) => caseFor(work, caseId, o.who, 'byId'),
    run: async ({ input, subject, actor }, work) => {
      const me = asPerson(actor);
      await beFresh(me, work);
      const item = await work.evidence.lock(input.mailId);
      if (item?.caseId !== subject.row.id || item.sameAs !== null) throw notFound();
      const c = await CaseInHand.take(work, me, subject.row);
      const { fault } = await recordOf(work, item, await ledgerOf(work, item.caseId));
      const shut = shutFor(c, item, fault);
      if (fault !== null) throw new AppError('unexpected', { detail: `evidence: ${fault}` });
      const { copy } = item;
      if (!copy || shut !== null) throw invalid('mailId', 'This email cannot be opened now.');
      const [line] = await work.evidence.change(item, {}, [{ by: me.person.id, ...o.act(input) }]);
      return { item: { ...item, copy }, line: line! };
    },
    ledger: {
      kind: 'incident.read',
      ref: ({ input }) => input.caseId,
      payload: ({ input, output: { line } }) => ({
        case: input.caseId,
        what: o.name,
        mails: [{ mail: input.mailId, custody: line.hash }],
      }),
    },
  });

/** One mail, to be shown without harm. */
export const openMail = opening({
  name: 'evidence.open',
  action: 'case.read',
  who: 'everyone in it',
  input: OneMail,
  act: () => ({ what: 'viewed' }),
});

/** One attachment, locked away in an archive, with a reason. */
export const takeAttachment = opening({
  name: 'evidence.attachment',
  action: 'case.work',
  who: 'those who work it',
  input: OneMail.extend({
    index: z.coerce.number().int().min(0).max(10_000),
    reason: z.string().trim().min(3, 'Write the reason.').max(2_000, 'Keep it under 2,000 letters.'),
  }),
  act: ({ index, reason }) => ({ what: 'attachment_taken', reason: `${index + 1}: ${reason}` }),
});

/** Where else the same address has been flagged, as far as those cases are open to whoever asks. */
export const readSenders = useCase({
  name: 'evidence.senders',
  action: 'case.read',
  input: OneMail,
  subject: ({ caseId }, work) => caseFor(work, caseId, 'everyone in it', 'byId'),
  run: async ({ input, subject, actor }, work): Promise<{ lines: SenderLine[] }> => {
    const me = asPerson(actor);
    await beFresh(me, work);
    const mail = await work.evidence.byId(input.mailId);
    if (mail?.caseId !== subject.row.id) throw notFound();
    const address = addressOf(mail);
    if (address === '') return { lines: [] };
    const seen = await work.evidence.seenBy(viewerOf(me));
    const same = seen.filter(({ item }) => item.sameAs === null && addressOf(item) === address);
    const lines = same.map(({ item, reference }) => ({
      caseId: item.caseId,
      reference,
      at: item.flaggedAt,
      mailbox: item.place.mailbox,
    }));
    return { lines };
  },
  ledger: {
    kind: 'incident.read',
    ref: ({ input }) => input.caseId,
    payload: ({ input }) => ({ case: input.caseId, mail: input.mailId, what: 'evidence.senders' }),
  },
});

function addressOf({ facts }: MailItem): string {
  const who = facts && (facts.from ?? facts.sender);
  return who ? who.address.trim().toLowerCase() : '';
}
