import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import { AppError, sure } from '../../errors';
import type { PersonId } from '../../ids';
import type { Json, Work } from '../../ports';
import { useCase } from '../../use-case';
import type { Case } from '../case';
import { changeHolders, holderBy } from '../holders';
import { type Known, knowledge } from '../knowledge';
import type { Note } from '../run';
import { type Snapshot, snapshotHash } from '../snapshot';
import { type HandOffId, type Plan, PlanId } from '../store';
import type { HandOffStep } from '../step';
import { ask, own, planBy } from './shared';
import { passBreaker } from './stops';

const Lease = z.strictObject({
  by: z.string().min(1).max(100),
  seconds: z.int().min(1).max(600),
  limit: z.int().min(1).max(2000),
});

/** Takes plans that are due, for a while, and says everything that a run has to know. */
export const claimCases = useCase({
  name: 'accounts.claim',
  action: 'account.work',
  input: Lease,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const plans = await work.accounts.claim({ ...input, now: work.now });
    const going = await passBreaker(plans, work);
    const known =
      going.length === 0
        ? new Map<PersonId, Known>()
        : await knowledge(
            going.map((p) => p.personId),
            work,
          );
    const results = await work.accounts.results(going.map((p) => p.id));
    const cases: Case[] = [];
    for (const plan of going) {
      const about = sure(known.get(plan.personId), 'a person');
      cases.push({
        id: plan.id,
        holder: about.holder,
        facts: about.facts,
        approved: await everApproved(plan, work),
        isEmergency: plan.isEmergency,
        results: sure(results.get(plan.id), 'results'),
        snapshot: await work.accounts.snapshot(plan.id),
      });
    }
    return { cases };
  },
  ledger: {
    kind: 'account.changed',
    payload: ({ output }) => (output.cases.length > 0 ? { begun: output.cases.map((c) => c.id) } : null),
  },
});

/** A later plan takes nothing back of what was approved before it. */
async function everApproved(plan: Plan, work: Work): Promise<Plan['stages']> {
  const decided = new Set(
    (await work.accounts.requestsOf([plan.personId])).filter((r) => r.state === 'decided').map((r) => r.id),
  );
  const others = (await work.accounts.plansOf(plan.personId)).filter(
    (p) => p.id !== plan.id && decided.has(p.requestId),
  );
  return [...plan.stages, ...others.flatMap((p) => p.stages)];
}

/**
 * Goes on holding what of it is still this worker's. What is settled meanwhile needs no hold, and what another worker
 * has taken over is found out when something is noted about it.
 */
export const holdCases = useCase({
  name: 'accounts.hold',
  action: 'account.work',
  input: z.strictObject({ by: Lease.shape.by, seconds: Lease.shape.seconds, planIds: z.array(PlanId) }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const mine = await work.accounts.hold(input.by, input.planIds, input.seconds);
    return { held: mine.length };
  },
  ledger: { kind: 'account.changed', payload: () => null },
});

const takenOver = (): AppError => new AppError('conflict', { detail: 'another worker has taken these cases over' });

/** What an account was like before the first change. Answers the hash of what is kept now. */
export const keepSnapshot = useCase({
  name: 'accounts.keepSnapshot',
  action: 'account.work',
  input: z.strictObject({ planId: PlanId, snapshot: own<Snapshot>() }),
  subject: async ({ planId }, work) => ({ ...NOTHING, plan: await planBy(planId, work) }),
  run: async ({ subject, input }, work) => {
    await work.accounts.keepSnapshot(subject.plan.id, subject.plan.personId, input.snapshot);
    const kept = sure(await work.accounts.snapshot(subject.plan.id), 'a snapshot that was kept');
    return { hash: snapshotHash(kept) };
  },
  ledger: { kind: 'account.changed', payload: ({ input, output }) => ({ plan: input.planId, snapshot: output.hash }) },
});

const CaseNote = z.strictObject({ by: Lease.shape.by, seconds: Lease.shape.seconds, notes: own<readonly Note[]>() });

/** Writes down what a run has done, if the cases are still this worker's. */
export const noteCases = useCase({
  name: 'accounts.note',
  action: 'account.work',
  input: CaseNote,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const ids = [...new Set(input.notes.map((n) => PlanId.parse(n.caseId)))];
    const mine = await work.accounts.hold(input.by, ids, input.seconds);
    if (mine.length < ids.length) throw takenOver();
    for (const note of input.notes) await keepNote(note, work);
    return { noted: input.notes.length };
  },
  ledger: { kind: 'account.changed', payload: ({ input }) => changesIn(input.notes) },
});

/** The record says what was sent, proved or refused; looks that found nothing new leave nothing. */
function changesIn(notes: readonly Note[]): Json | null {
  const told = notes.filter((n) => n.results.length > 0 || (n.outcome && n.outcome.state !== 'running'));
  if (told.length === 0) return null;
  return told.map((n) => ({
    plan: n.caseId,
    ...(n.outcome && { state: n.outcome.state }),
    steps: n.results.map((r) => ({ key: r.key, state: r.state, at: r.at, order: r.orderId, code: r.code })),
  }));
}

async function keepNote(note: Note, work: Work): Promise<void> {
  const planId = PlanId.parse(note.caseId);
  const plan = await planBy(planId, work);
  if (note.results.length > 0) await work.accounts.saveResults(planId, note.results);
  if (note.accountId !== undefined) await learnId(plan.personId, note, work);
  if (note.handOffs) await work.accounts.addHandOffs(note.handOffs.map((step) => handOffOf(plan, step, work)));
  if (note.lookAgainAt !== undefined) await work.accounts.setPlan(planId, plan.state, note.lookAgainAt);
  if (!note.outcome) return;
  await work.accounts.saveFindings(plan.personId, note.outcome.findings, work.now);
  await work.accounts.setPlan(planId, note.outcome.state, note.outcome.nextAt);
  // What nobody approved is planned anew, in the name of whoever asked for it, and waits for its approvers.
  if (note.outcome.state === 'changed')
    await ask(plan.personId, plan.authorId, { kind: 'correction', event: null }, work);
}

async function learnId(personId: PersonId, { accountId, address }: Note, work: Work): Promise<void> {
  const person = await holderBy(personId, work);
  if (!person || accountId === undefined || (person.oid === accountId && person.email !== null)) return;
  await changeHolders([{ ...person, oid: accountId, email: person.email ?? address ?? null }], work);
}

function handOffOf(plan: Plan, { key, change: { task, about } }: HandOffStep, work: Work) {
  const open = { doneAt: null, doneBy: null, proof: null };
  return {
    id: work.newId<HandOffId>(),
    planId: plan.id,
    personId: plan.personId,
    key,
    task,
    about,
    madeAt: work.now,
    ...open,
  };
}
