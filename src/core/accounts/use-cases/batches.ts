import { z } from 'zod';
import { type Actor, type PersonActor, asPerson, entriesOf, scopeOf } from '../../access/actor';
import { may } from '../../access/rules';
import { AppError, notFound, sure } from '../../errors';
import type { PersonId } from '../../ids';
import { isHeld } from '../../people/employment';
import { namesOf } from '../../people/names';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { controlsAccounts, isApproved, isSenior, whyNot } from '../approval';
import { type AccountHolder, changeHolders, holdersBy } from '../holders';
import { BatchId, type CountedBatch, type Viewer, batchHash, changeCounts, timeLeft } from '../batch';
import type { Plan } from '../store';
import type { BatchRow, BatchView } from '../views';

import { conflict, planRows } from './shared';

const READERS = ['head', 'deputy_head', 'admin', 'ict_manager'] as const;

/** Nobody is told of what is planned about themselves: not in a list, and not in a count. */
export const viewerOf = (actor: Actor): Viewer => ({ scope: scopeOf(actor, READERS), not: entriesOf(actor) });

export const batchRow = (b: CountedBatch, nameOf: (id: PersonId) => string, now: number): BatchRow => ({
  batchId: b.id,
  name: b.name,
  byName: nameOf(b.by),
  at: b.at,
  counts: b.counts,
  leftMs: timeLeft(b, now),
});

async function batchSubject(batchId: BatchId, actor: Actor, work: Work) {
  const batch = await work.accounts.batch(batchId, viewerOf(actor), work.now);
  if (!batch) throw notFound();
  return { schoolId: null, authorIds: [batch.by], batch };
}

export const readBatch = useCase({
  name: 'accounts.batch',
  action: 'account.read',
  input: z.strictObject({
    batchId: BatchId,
    limit: z.coerce.number().int().min(1).max(500).default(200),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  ledger: null,
  subject: ({ batchId }, work, actor) => batchSubject(batchId, actor, work),
  run: async ({ input, subject, actor }, work): Promise<BatchView> => {
    const { batch } = subject;
    const me = asPerson(actor);
    const viewer = viewerOf(me);
    const plans = await work.accounts.plansIn(batch.id, viewer, input);
    const rows = await planRows(plans, work);
    // What is still being worked out would be missing from what is approved.
    const { mine, hash } =
      batch.counts.asked > 0 ? { mine: [], hash: batchHash([]) } : await approvable(batch.id, me, work);
    return {
      row: batchRow(batch, await namesOf([batch.by], work), work.now),
      rows,
      changes: changeCounts(mine.map((m) => m.plan)),
      toApprove: mine.length,
      hash,
      isOwn: batch.by === me.person.id,
    };
  },
});

interface Approvable {
  readonly plan: Plan;
  readonly person: AccountHolder;
}

/** The plans of a batch that wait and that this person's approval would count for, with the name they have together. */
async function approvable(id: BatchId, me: PersonActor, work: Work): Promise<{ mine: Approvable[]; hash: string }> {
  const plans = await work.accounts.waitingIn(id, viewerOf(me));
  const people = await holdersBy(
    plans.map((p) => p.personId),
    work,
  );
  const approvals = await work.accounts.approvalsOf(plans.map((p) => p.id));
  const controlling = await controllers(work);
  const mine = plans.flatMap((plan): Approvable[] => {
    const person = sure(people.get(plan.personId), 'a person');
    const subject = { schoolId: person.schoolId, ownerId: person.id, about: [person.id], authorIds: [plan.authorId] };
    const counts = may(me, 'account.approve', subject) && (!controlling.has(person.id) || isSenior(me));
    const toApprove = { ...plan, subjectId: person.id, approvals: sure(approvals.get(plan.id), 'approvals') };
    return counts && whyNot(toApprove, me.person.id, plan.hash) === null ? [{ plan, person }] : [];
  });
  return { mine, hash: batchHash(mine.map(({ plan }) => ({ planId: plan.id, hash: plan.hash }))) };
}

/** Who controls accounts today: whoever no longer does, or not yet, is decided about like anybody else. */
async function controllers(work: Work): Promise<ReadonlySet<PersonId>> {
  const held = await work.people.roles();
  return new Set(held.filter((h) => isHeld(h, work.today) && controlsAccounts(h)).map((h) => h.personId));
}

/**
 * Approves every plan of a batch that waits, exactly as they were shown together: each counts as if it had been
 * approved by itself.
 *
 * @throws AppError `conflict` when any of them has changed since.
 */
export const approveBatch = useCase({
  name: 'accounts.approveBatch',
  action: 'account.approve_many',
  input: z.strictObject({ batchId: BatchId, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  subject: ({ batchId }, work, actor) => batchSubject(batchId, actor, work),
  run: async ({ input, subject, actor }, work) => {
    const me = asPerson(actor);
    const { mine, hash } = await approvable(input.batchId, me, work);
    if (mine.length === 0) throw conflict('batchId', 'Nothing of this list waits for you.');
    if (hash !== input.hash || subject.batch.counts.asked > 0)
      throw conflict('hash', 'The list has changed since you looked. Look at it again.');
    const before = await work.accounts.approvalsOf(mine.map(({ plan }) => plan.id));
    await work.accounts.approveAll(
      mine.map(({ plan }) => plan.id),
      { by: me.person.id, at: work.now },
    );
    const begun = mine.filter(({ plan }) => {
      const approvals = [
        ...sure(before.get(plan.id), 'approvals'),
        { by: me.person.id, hash: plan.hash, at: work.now },
      ];
      return isApproved({ ...plan, subjectId: plan.personId, approvals });
    });
    await begin(begun, work);
    if (begun.length > 0) await work.enqueue('accounts', input.batchId, work.now);
    return { approved: mine.length, begun: begun.length };
  },
  ledger: {
    kind: 'account.approved',
    ref: ({ input }) => input.batchId,
    payload: ({ input, output }) => ({ batch: input.batchId, hash: input.hash, ...output }),
  },
});

/** From now on what was asked is a fact about each, and a worker carries it out. */
async function begin(begun: readonly Approvable[], work: Work): Promise<void> {
  const plans = begun.map(({ plan }) => plan);
  await work.accounts.beginAll(plans, work.now);
  const people = new Map(begun.map(({ person }) => [person.id, person]));
  const requests = await work.accounts.requestsOf([...people.keys()]);
  const ids = new Set(plans.map((p) => p.requestId));
  const leaving = requests.flatMap((r) => {
    const person = people.get(r.personId);
    return person && ids.has(r.id) && r.asked.kind === 'leaver'
      ? [{ ...person, endsOn: r.asked.event.contractEnd }]
      : [];
  });
  await changeHolders(leaving, work);
}

/** Takes back what of a batch nobody has approved. */
export const withdrawBatch = useCase({
  name: 'accounts.withdrawBatch',
  action: 'account.request_many',
  input: z.strictObject({ batchId: BatchId, reason: z.string().trim().min(1, 'Say why.').max(300) }),
  subject: ({ batchId }, work, actor) => batchSubject(batchId, actor, work),
  run: async ({ input, actor }, work) => {
    const taken = await work.accounts.withdrawAll(input.batchId, viewerOf(actor));
    if (taken === 0) throw new AppError('conflict', { problems: [{ where: 'batchId', what: GONE }] });
    return { withdrawn: taken };
  },
  ledger: {
    kind: 'account.withdrawn',
    payload: ({ input, output }) => ({ batch: input.batchId, reason: input.reason, ...output }),
  },
});

const GONE = 'All of this list was approved or taken back already.';
