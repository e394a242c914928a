import { z } from 'zod';
import { type PersonActor, asPerson } from '../../access/actor';
import { notFound } from '../../errors';
import { PersonId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { type NoApproval, controlsAccounts, isApproved, isSenior, whyNot } from '../approval';
import { assumedOpen } from '../effects';
import { changeHolders } from '../holders';
import { knownOf } from '../knowledge';
import { type Stage, schedule } from '../schedule';
import { type AccountRequest, type Plan, PlanId } from '../store';
import { ask, conflict, personSubject, planOf, planSubject, requestOf, supersede } from './shared';

const WHY: Readonly<Record<NoApproval, string>> = {
  own_plan: 'You asked for this yourself. Somebody else has to approve it.',
  own_account: 'This is about you. Somebody else has to approve it.',
  changed_since: 'The plan has changed since you looked. Look at it again.',
  approved_already: 'You have approved this. It needs a second person.',
};

const Approving = z.strictObject({ planId: PlanId, hash: z.string().regex(/^[0-9a-f]{64}$/) });
type Approving = z.infer<typeof Approving>;

type Subject = Awaited<ReturnType<typeof planSubject>>;

async function checkSenior(subject: Subject, me: PersonActor, work: Work): Promise<void> {
  const held = await work.people.rolesOf(subject.person.id, work.today);
  if (held.some(controlsAccounts) && !isSenior(me)) throw notFound('controls accounts');
}

async function approving(input: Approving, subject: Subject, me: PersonActor, work: Work) {
  const { plan } = subject;
  if (plan.state !== 'waiting' && !(plan.isEmergency && plan.state !== 'withdrawn' && plan.state !== 'stale'))
    throw conflict('planId', 'This plan is not waiting for anybody.');
  const approvals = await work.accounts.approvals(plan.id);
  const toApprove = { ...plan, subjectId: plan.personId, approvals };
  const no = whyNot(toApprove, me.person.id, input.hash);
  if (no !== null) throw conflict('hash', WHY[no]);
  const approval = { by: me.person.id, hash: input.hash, at: work.now };
  await work.accounts.approve(plan.id, approval);
  const done = isApproved({ ...toApprove, approvals: [...approvals, approval] });
  if (done && plan.state === 'waiting') await decide(subject, work);
  // Two approve at the most, and one just has.
  return { isApproved: done, missing: done ? 0 : 1 };
}

/** From now on what was asked is a fact, and a worker carries it out. */
async function decide({ plan, person }: Subject, work: Work): Promise<void> {
  await work.accounts.setRequests([plan.requestId], 'decided');
  await work.accounts.setPlan(plan.id, 'running', work.now);
  await supersede(plan.personId, plan.id, work);
  const { asked } = await requestOf(plan, work);
  if (asked.kind === 'leaver') await changeHolders([{ ...person, endsOn: asked.event.contractEnd }], work);
  await work.enqueue('accounts', plan.id, 1);
}

export const approvePlan = useCase({
  name: 'accounts.approve',
  action: 'account.approve',
  input: Approving,
  subject: ({ planId }, work) => planSubject(planId, work),
  run: async ({ input, subject, actor }, work) => {
    const me = asPerson(actor);
    await checkSenior(subject, me, work);
    return approving(input, subject, me, work);
  },
  ledger: {
    kind: 'account.approved',
    ref: ({ input }) => input.planId,
    payload: ({ input, output }) => ({ plan: input.planId, hash: input.hash, isApproved: output.isApproved }),
  },
});

/** A second person says, within a day, that closing at once was right. */
export const confirmClose = useCase({
  name: 'accounts.confirmClose',
  action: 'account.confirm',
  input: Approving,
  subject: async ({ planId }, work) => {
    const subject = await planSubject(planId, work);
    if (!subject.plan.isEmergency) throw notFound('not closed at once');
    return subject;
  },
  run: ({ input, subject, actor }, work) => approving(input, subject, asPerson(actor), work),
  ledger: {
    kind: 'account.approved',
    ref: ({ input }) => input.planId,
    payload: ({ input }) => ({ plan: input.planId, hash: input.hash, isConfirmed: true }),
  },
});

/**
 * Closes somebody's door now, before anybody is asked: a worker takes it before everything else. Nothing but the door
 * changes, and a hold is set; a second person confirms within a day.
 *
 * @throws AppError `conflict` for somebody who has no account.
 */
export const closeAtOnce = useCase({
  name: 'accounts.closeAtOnce',
  action: 'account.close_at_once',
  input: z.strictObject({ personId: PersonId, reason: z.string().trim().min(1, 'Say in a word why.').max(300) }),
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ input, subject, actor }, work) => {
    const by = asPerson(actor).person.id;
    const { oid } = subject.person;
    if (oid === null) throw conflict('personId', 'This person has no account that could be closed.');
    const request = await ask(input.personId, by, { kind: 'urgent', event: { at: work.now, kind: 'blocked' } }, work);
    await work.accounts.setRequests([request.id], 'decided');
    await work.accounts.placeHold(input.personId, by, work.now, 'closed at once');
    const plan = await emergencyPlan(request, oid, work);
    await supersede(input.personId, null, work);
    await work.accounts.addPlans([plan]);
    await work.enqueue('desk', plan.id, 1);
    return { planId: plan.id };
  },
  ledger: {
    kind: 'account.requested',
    ref: ({ output }) => output.planId,
    payload: ({ input, output }) => ({
      kind: 'urgent',
      plan: output.planId,
      person: input.personId,
      reason: input.reason,
    }),
  },
});

async function emergencyPlan(request: AccountRequest, oid: string, work: Work): Promise<Plan> {
  const known = await knownOf(request.personId, work);
  const actual = { accounts: [assumedOpen(oid)], deleted: null };
  // Nobody waits for the directory to be read: what is closed is what an open account would need.
  const stages: Stage[] = schedule(known.holder, known.facts, actual, work.now).filter((s) => s.at === null);
  return planOf(request, stages, { state: 'running', isEmergency: true, nextAt: work.now }, work);
}
