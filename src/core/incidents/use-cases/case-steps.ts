import { z } from 'zod';
import { AppError, invalid } from '../../errors';
import { CaseId, EntryId, PersonId } from '../../ids';
import type { CaseInHand } from '../case-in-hand';
import { heirsFor, reroute, secondsFor } from '../case-people';
import type { Answer } from '../chart';
import { NodeId } from '../chart';
import { Flag } from '../flags';
import { arrive, checkDoer, handOn, stop, takeAnswer, waitsForSecond } from '../triage-work';
import { caseChange } from './case-change';

const Reason = z.string().trim().min(3, 'Write the reason.').max(4_000, 'Keep it under 4,000 letters.');
const Rev = z.int().min(0);

const Given = z.strictObject({
  caseId: CaseId,
  rev: Rev,
  node: NodeId,
  choices: z.array(z.string().max(60)).min(1).max(20),
  fields: z.record(z.string().max(60), z.string().max(4_000)).optional(),
  reason: Reason.optional(),
  secondId: PersonId.optional(),
});
type Given = z.infer<typeof Given>;

/** True when the very same was just said by the same person: said twice is said once. */
function isSaidAlready(c: CaseInHand, { node, choices }: Given): boolean {
  const last = c.entries.findLast((e) => ['answer', 'proposal', 'each'].includes(e.entry.kind) && c.isMe(e.by));
  if (!last || !('answer' in last.entry)) return false;
  const { answer } = last.entry;
  return answer.node === node && answer.choices.join() === choices.join();
}

/** One step of the triage chart. What needs a second person waits for them and moves nothing yet. */
export const answerStep = caseChange({
  name: 'cases.answer',
  action: 'case.work',
  input: Given,
  in: ['open', 'handed', 'closed', 'merged'],
  act: async (c, input) => {
    if (c.row.rev !== input.rev || c.progress?.node !== input.node || c.row.state !== 'open') {
      if (isSaidAlready(c, input)) return;
      throw new AppError('conflict', { detail: 'the case has moved on' });
    }
    await checkDoer(c);
    if (c.state.waiting) throw new AppError('conflict', { detail: 'a second person was asked' });
    const { node, choices, fields, reason } = input;
    const answer: Answer = {
      node,
      choices,
      ...(fields && { fields }),
      by: c.me,
      ...(reason !== undefined && { reason }),
    };
    if (waitsForSecond(c, answer)) await propose(c, answer, input.secondId);
    else await takeAnswer(c, answer);
  },
});

async function propose(c: CaseInHand, answer: Answer, secondId: PersonId | undefined): Promise<void> {
  if (answer.reason === undefined) throw invalid('reason', 'Write the reason.');
  const second = (await secondsFor(c)).find((p) => p.id === secondId);
  if (!second) throw invalid('secondId', 'Choose a second person.');
  c.add({ kind: 'proposal', answer, secondId: second.id });
  await c.join([{ personId: second.id, part: 'second' }]);
  await c.tell([second.id], 'case_waiting');
}

/** The second person agrees, and the answer counts; or does not, and the question stands as it was. */
export const confirmStep = caseChange({
  name: 'cases.confirm',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, proposalId: EntryId, agrees: z.boolean(), reason: Reason }),
  act: async (c, input) => {
    const { waiting } = c.state;
    if (waiting?.id !== input.proposalId) throw new AppError('conflict', { detail: 'nothing waits under that id' });
    if (!c.isMe(waiting.secondId) || c.isMe(waiting.by))
      throw new AppError('conflict', {
        problems: [{ where: 'case', what: 'Somebody else was asked to confirm this.' }],
      });
    c.add({ kind: 'second', proposalId: waiting.id, agrees: input.agrees, reason: input.reason });
    if (input.agrees) await takeAnswer(c, { ...waiting.answer, second: c.me });
    await c.tell([waiting.by], 'case_waiting');
  },
});

/** "Something new or possibly illegal has come up": on every open step once danger was asked. */
export const stopWork = caseChange({
  name: 'cases.stop',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, rev: Rev, reason: Reason }),
  act: async (c, input) => {
    c.add({ kind: 'note', text: input.reason });
    await stop(c);
  },
});

/** The owner hands the case on, to somebody or to whoever the chain says. */
export const handOnCase = caseChange({
  name: 'cases.handOn',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, to: PersonId.nullable(), reason: Reason }),
  act: async (c, input) => {
    if (!c.isMe(c.ownerId))
      throw new AppError('conflict', { problems: [{ where: 'case', what: 'Only the owner hands a case on.' }] });
    const heir = input.to === null ? null : (await heirsFor(c)).find((p) => p.id === input.to);
    if (heir === undefined) throw invalid('to', 'Choose somebody who may own it.');
    c.add({ kind: 'note', text: input.reason });
    await handOn(c, heir?.id ?? null);
  },
});

/** Asks a senior, unconflicted person to look at whether all is there. */
export const askSecond = caseChange({
  name: 'cases.askSecond',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, personId: PersonId }),
  act: async (c, { personId }) => {
    if (!(await secondsFor(c)).some((p) => p.id === personId)) throw invalid('personId', 'Choose a second person.');
    if (c.having('second').includes(personId)) return;
    c.add({ kind: 'asked', secondId: personId });
    await c.join([{ personId, part: 'second' }]);
    await c.tell([personId], 'case_waiting');
  },
});

const SUBJECTS = Flag.options.filter((flag) => flag.startsWith('subject_'));

/** One of the two who were rung says whom the reporter holds responsible: only then is anything opened to anybody. */
export const unsealCase = caseChange({
  name: 'cases.unseal',
  action: 'case.unseal',
  who: 'those who were rung',
  in: ['sealed'],
  input: z.strictObject({
    caseId: CaseId,
    about: z
      .array(z.enum(SUBJECTS as [Flag, ...Flag[]]))
      .min(1)
      .max(SUBJECTS.length),
    people: z.array(PersonId).max(20),
  }),
  act: async (c, { about, people }) => {
    const flags = Flag.options.filter((f) => (c.flags.includes(f) && f !== 'subject_unknown') || about.includes(f));
    c.add({ kind: 'unsealed', flags });
    c.learnAgain();
    c.set({ state: 'open' });
    await c.name(people);
    await reroute(c, 'named', { besides: people });
    await arrive(c);
  },
});

/** Anything new after closing: the questions begin again, on the chart then in force. */
export const reopenCase = caseChange({
  name: 'cases.reopen',
  action: 'case.work',
  in: ['closed'],
  input: z.strictObject({ caseId: CaseId, reason: Reason }),
  act: async (c, { reason }) => {
    await c.reopen(reason);
    c.set({ state: 'open', closedAt: null, outcome: null });
    await arrive(c);
  },
});
