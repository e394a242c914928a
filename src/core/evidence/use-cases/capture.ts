import { z } from 'zod';
import { type Actor, asPerson, entriesOf } from '../../access/actor';
import type { Subject } from '../../access/rules';
import { AppError, notFound, sure } from '../../errors';
import { MailId } from '../../ids';
import type { Entry } from '../../incidents/case-entries';
import type { CaseAnswer } from '../../incidents/case-views';
import type { Report } from '../../incidents/report';
import { tell } from '../../incidents/report-filing';
import type { Json, Work } from '../../ports';
import { type UseCase, useCase } from '../../use-case';
import { allowanceFor } from '../allowance';
import { type Act, type CustodyLine, boundCopy, boundWords } from '../custody';
import type { Allowance, MailCopy, MailItem } from '../mail';
import { myMail } from '../my-mail';
import type { MailChange, Standing } from '../store';
import type { MyMail } from '../views';
import { Copy, Facts, Origin, Trouble } from './facts';

interface OwnMail extends Subject {
  readonly item: MailItem;
  readonly report: Report;
}

/** A mail that whoever acts has flagged; anybody else's is not there, and neither is one of a dropped report. */
async function ownMail(work: Work, actor: Actor, id: MailId, find: 'byId' | 'lock'): Promise<OwnMail> {
  const item = await work.evidence[find](id);
  if (!item || !entriesOf(actor).includes(item.flaggedBy)) throw notFound();
  const report = sure(await work.reports.byId(item.reportId), 'the report of a mail');
  if (report.state === 'dropped') throw notFound();
  return { schoolId: report.schoolId, ownerId: asPerson(actor).person.id, item, report };
}

const Which = z.strictObject({ mailId: MailId });

/** What may be taken of a mail, before anything is: it is asked anew for each thing that is kept. */
export const captureMail = useCase({
  name: 'evidence.capture',
  action: 'report.own',
  input: Which,
  ledger: null,
  subject: ({ mailId }, work, actor) => ownMail(work, actor, mailId, 'byId'),
  run: async ({ subject: { item, report }, actor }, work) => {
    const { allowance, standing } = await allowanceFor(work, report);
    const { email } = asPerson(actor).person;
    return {
      mail: myMail(item, report, allowance),
      item,
      allowance,
      isClosed: standing !== null && standing.state !== 'open' && standing.state !== 'sealed',
      /** A shared mailbox, or another's, may be read by whom it is about. */
      isOwnMailbox: email?.toLowerCase() === item.place.mailbox,
    };
  },
});

/** What happens to a mail under lock, and what becomes of it. */
interface Doing {
  readonly change: MailChange;
  readonly acts: readonly Act[];
  /** For the case's own story; made of the lines that were written. */
  readonly entry?: (lines: readonly CustodyLine[]) => Entry;
  /** Tells the owner; the same reason once. */
  readonly why?: string;
}

interface Known {
  readonly item: MailItem;
  readonly allowance: Allowance;
  readonly standing: Standing;
  readonly work: Work;
}

interface Kept {
  readonly mail: MyMail;
  readonly lines: readonly CustodyLine[];
  readonly entries: CaseAnswer['added'];
}

/** A use case that keeps something of one's own mail, if it may be kept now. Null: there is nothing to do. */
const keeping = <Input extends { readonly mailId: MailId }>(o: {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  readonly does: (input: Input, known: Known) => Promise<Doing | null> | Doing | null;
}): UseCase<Input, OwnMail, Kept> =>
  useCase<Input, OwnMail, Kept>({
    name: o.name,
    action: 'report.own',
    input: o.input,
    subject: ({ mailId }, work, actor) => ownMail(work, actor, mailId, 'lock'),
    run: async ({ input, subject: { item, report } }, work) => {
      const found = await allowanceFor(work, report);
      const { allowance } = found;
      if (allowance === 'nothing')
        throw new AppError('conflict', { detail: 'evidence: nothing may be taken of it now' });
      const standing = sure(found.standing, 'the case of a report that was passed on');
      const doing = await o.does(input, { item, allowance, standing, work });
      if (!doing) return { mail: myMail(item, report, allowance), lines: [], entries: [] };
      const lines = await work.evidence.change(item, doing.change, doing.acts);
      const entries = doing.entry ? [await work.evidence.enter(item.caseId, doing.entry(lines))] : [];
      if (doing.why !== undefined && standing.ownerId !== null)
        await tell(work, report, {
          personId: standing.ownerId,
          how: 'notice',
          why: `mail ${item.id} ${doing.why}`,
          isUrgent: standing.priority < 3,
        });
      return { mail: myMail({ ...item, ...doing.change }, report, allowance), lines, entries };
    },
    ledger: {
      kind: 'incident.recorded',
      ref: ({ subject }) => subject.item.caseId,
      payload: ({ subject: { item }, output: { lines, entries } }): Json =>
        lines.length === 0
          ? null
          : {
              case: item.caseId,
              what: o.name,
              mails: lines.map((line) => ({ mail: item.id, custody: line.hash })),
              ...(entries.length > 0 && { entries: [...entries] }),
            },
    },
  });

/** Headers and metadata, of which the body is no part. */
export const keepFacts = keeping({
  name: 'evidence.keepFacts',
  input: Which.extend({ facts: Facts }),
  does: ({ facts }, { item }) => {
    if (item.facts !== null) return null;
    const detail = boundWords(facts);
    return { change: { facts, trouble: null }, acts: [{ by: item.flaggedBy, what: 'facts_read', detail }] };
  },
});

/**
 * The bytes, once they lie sealed in their file. Where an image became possible while they were fetched they are kept and
 * shut away; a second copy of the same mail is not kept in a case; one from the person's own client never takes the place
 * of one that came straight from the mailbox.
 */
export const keepCopy = keeping({
  name: 'evidence.keepCopy',
  input: Which.extend({ copy: Copy }),
  does: async ({ copy: taken }, known) => {
    const { item, work } = known;
    const copy: MailCopy = { ...taken, takenAt: work.now };
    if (item.copy) return compared(item, copy);
    if (item.sameAs !== null) return null;
    const before = await keptBefore(known, copy);
    const by = item.flaggedBy;
    if (before) {
      const act = { by, what: 'not_captured' as const, reason: 'kept before', detail: { sameAs: before.id } };
      return { change: { sameAs: before.id, trouble: null }, acts: [act] };
    }
    const act = {
      by,
      what: copy.origin === 'graph' ? ('captured' as const) : ('supplied' as const),
      detail: boundCopy(copy),
    };
    const { sha256, size, origin } = copy;
    const entry = (): Entry => ({ kind: 'mail', mailId: item.id, sha256, size, origin });
    if (known.allowance === 'all' && item.sealedAt === null)
      return { change: { copy, trouble: null }, acts: [act], entry };
    const shut = item.sealedAt === null ? [{ by: null, what: 'sealed' as const, reason: 'imagery' }] : [];
    return {
      change: { copy, trouble: null, sealedAt: item.sealedAt ?? work.now },
      acts: [act, ...shut],
      entry: (lines) => ({ kind: 'mails_sealed', mails: [{ mailId: item.id, custody: lines.at(-1)!.hash }] }),
      why: 'sealed',
    };
  },
});

/** What the person's own client has may differ from what is kept: that is written down, and what is kept stays. */
function compared(item: MailItem, { sha256, size, origin }: MailCopy): Doing | null {
  if (origin === 'graph' || item.mismatch || item.copy?.sha256 === sha256) return null;
  const act = { by: item.flaggedBy, what: 'supplied' as const, reason: 'differs', detail: { sha256, size } };
  return { change: { mismatch: true }, acts: [act] };
}

async function keptBefore({ item, work }: Known, { sha256 }: MailCopy): Promise<MailItem | undefined> {
  const { internetMessageId } = sure(item.facts, 'what the service says of a mail');
  const kept = (await work.evidence.ofReport(item.reportId)).filter((m) => m.copy !== null);
  return kept.find(
    // Facts come before the copy.
    (m) =>
      m.copy!.sha256 === sha256 &&
      m.place.mailbox === item.place.mailbox &&
      m.facts!.internetMessageId === internetMessageId,
  );
}

/** There is no copy, or not yet, and why: the owner hears of it, since somebody may have to ask in another way. */
export const noteTrouble = keeping({
  name: 'evidence.noteTrouble',
  input: Which.extend({ trouble: Trouble }),
  does: ({ trouble }, { item }) => {
    if (item.copy !== null || item.sameAs !== null || item.trouble === trouble) return null;
    return {
      change: { trouble },
      acts: [{ by: item.flaggedBy, what: 'not_captured', reason: trouble }],
      entry: () => ({ kind: 'mail_trouble', mailId: item.id, trouble }),
      why: trouble,
    };
  },
});

/** Whether the mail itself carries our category now. */
export const noteTag = keeping({
  name: 'evidence.noteTag',
  input: Which.extend({ tag: z.enum(['set', 'withheld', 'failed']) }),
  does: ({ tag }, { item }) => {
    if (item.tag === tag || item.tag === 'set') return null;
    const act: Act =
      tag === 'set' ? { by: item.flaggedBy, what: 'tagged' } : { by: item.flaggedBy, what: 'not_tagged', reason: tag };
    return { change: { tag }, acts: [act] };
  },
});

/** How far it proves where it came from, looked at when it was taken. */
export const keepOrigin = keeping({
  name: 'evidence.keepOrigin',
  input: Which.extend({ cameFrom: Origin }),
  does: ({ cameFrom }, { item }) => {
    if (item.cameFrom !== null || item.copy === null) return null;
    const detail = boundWords(cameFrom);
    return { change: { cameFrom }, acts: [{ by: null, what: 'origin_checked', detail }] };
  },
});
