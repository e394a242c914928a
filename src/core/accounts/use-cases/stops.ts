import { z } from 'zod';
import { type Actor, asPerson, entriesOf } from '../../access/actor';
import { abilities } from '../../access/rules';
import { notFound, sure } from '../../errors';
import type { NoticeId, SchoolId } from '../../ids';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { breaker, closesBy } from '../breaker';
import { holdersBy } from '../holders';
import { type Stop, StopId, hasClosed, stopHash } from '../stops';
import type { Plan } from '../store';
import type { StopView } from '../views';
import { conflict } from './shared';

const HOUR = 3_600_000;
const WATCH = ['head', 'deputy_head'] as const;

/**
 * Mass closing stops until a person has looked; a door that was closed at once is never held up, nor is a plan whose
 * account is closed already. @returns the plans that may go on.
 */
export async function passBreaker(plans: readonly Plan[], work: Work): Promise<readonly Plan[]> {
  const scheme = await work.accounts.scheme();
  const closing = await aboutToClose(plans, work);
  if (scheme === null || closing.length === 0) return plans;
  const since = work.now - HOUR;
  const traffic = {
    closing: (await work.accounts.closing(since)) + closing.length,
    accounts: (await work.people.everyone()).length + (await work.accounts.pupilAccounts({ kind: 'trust' })),
    people: closing.length,
    usual: await work.accounts.usualClosing(since),
  };
  const tripped = breaker(traffic, scheme.breaker);
  if (tripped === null) return plans;
  for (const [schoolId, some] of await bySchool(closing, work)) {
    const stop = { tripped, traffic, limits: scheme.breaker, schoolId, at: work.now, goneOn: null };
    await halt({ ...stop, id: work.newId<StopId>(), planIds: some.map((p) => p.id) }, some, work);
  }
  return plans.filter((p) => !closing.includes(p));
}

async function aboutToClose(plans: readonly Plan[], work: Work): Promise<Plan[]> {
  const due = plans.filter((p) => !p.isEmergency && closesBy(p.stages, work.now));
  if (due.length === 0) return [];
  const ids = due.map((p) => p.id);
  const [results, letGo] = [await work.accounts.results(ids), await work.accounts.letGo(ids)];
  return due.filter((p) => !letGo.has(p.id) && !hasClosed(sure(results.get(p.id), 'results')));
}

async function bySchool(plans: readonly Plan[], work: Work): Promise<Map<SchoolId, Plan[]>> {
  const people = await holdersBy(
    plans.map((p) => p.personId),
    work,
  );
  const found = new Map<SchoolId, Plan[]>();
  for (const plan of plans) {
    const { schoolId } = sure(people.get(plan.personId), 'a person');
    found.set(schoolId, [...(found.get(schoolId) ?? []), plan]);
  }
  return found;
}

/** Stands still from now on, and those who may let it go on are told that something waits; not what, nor about whom. */
async function halt(stop: Stop, plans: readonly Plan[], work: Work): Promise<void> {
  await work.accounts.addStop(stop);
  for (const plan of plans) await work.accounts.setPlan(plan.id, 'stuck', null);
  const kept = new Set(plans.flatMap((p) => [p.personId, p.authorId]));
  const watchers = (await work.people.holders(WATCH, stop.schoolId, work.today)).filter((p) => !kept.has(p.id));
  await work.notices.add(
    watchers.map((person) => ({
      id: work.newId<NoticeId>(),
      key: `accounts stop ${stop.id} ${person.id}`,
      personId: person.id,
      kind: 'accounts_waiting',
      title: '',
      link: '/tabs/work/accounts',
      dueOn: null,
      notBefore: work.now,
      createdAt: work.now,
      delivery: 'waiting',
      deliveredAt: null,
    })),
  );
}

/** Those of its plans that stand still because of it. */
async function stillPlans(stop: Stop, work: Work): Promise<Plan[]> {
  const plans = await Promise.all(stop.planIds.map((id) => work.accounts.plan(id)));
  return plans.map((p) => sure(p, 'a plan')).filter((p) => p.state === 'stuck');
}

const subjectOf = (stop: Stop, plans: readonly Plan[]) => ({
  schoolId: stop.schoolId,
  authorIds: plans.map((p) => p.authorId),
  about: plans.map((p) => p.personId),
});

/** What was stopped, with the numbers: to nobody whose own account is among it. */
export async function stopViews(stops: readonly Stop[], actor: Actor, work: Work): Promise<StopView[]> {
  const views: StopView[] = [];
  for (const stop of stops) {
    const plans = await stillPlans(stop, work);
    if (plans.some((p) => entriesOf(actor).includes(p.personId))) continue;
    const people = await holdersBy(
      plans.map((p) => p.personId),
      work,
    );
    const { id: stopId, schoolId, at, tripped, traffic, limits } = stop;
    views.push({
      ...{ stopId, schoolId, at, tripped, traffic, limits, hash: stopHash(plans) },
      plans: plans.map((p) => ({ planId: p.id, name: fullName(sure(people.get(p.personId), 'a person')) })),
      abilities: abilities(actor, ['account.go_on'], subjectOf(stop, plans)),
    });
  }
  return views;
}

/**
 * Somebody who neither asked for any of it nor is concerned by it has looked, and lets it go on.
 *
 * @throws AppError `conflict` when what stands still is no longer what was shown.
 */
export const letGoOn = useCase({
  name: 'accounts.goOn',
  action: 'account.go_on',
  input: z.strictObject({
    stopId: StopId,
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    reason: z.string().trim().min(1, 'Say why so many leave at once.').max(300),
  }),
  subject: async ({ stopId }, work) => {
    const stop = await work.accounts.stop(stopId);
    if (!stop) throw notFound();
    const plans = await stillPlans(stop, work);
    return { ...subjectOf(stop, plans), stop, plans };
  },
  run: async ({ input, subject, actor }, work) => {
    const { stop, plans } = subject;
    if (stop.goneOn !== null) throw conflict('stopId', 'Somebody has let this go on already.');
    if (stopHash(plans) !== input.hash) throw conflict('hash', 'This has changed since you looked. Look at it again.');
    const gone = { by: asPerson(actor).person.id, at: work.now, reason: input.reason };
    await work.accounts.goOn(stop.id, gone);
    for (const plan of plans) await work.accounts.setPlan(plan.id, 'running', work.now);
    await work.enqueue('accounts', stop.id, 0);
    return { going: plans.length };
  },
  ledger: {
    kind: 'account.approved',
    ref: ({ input }) => input.stopId,
    payload: ({ input, subject }) => ({
      stop: input.stopId,
      hash: input.hash,
      reason: input.reason,
      plans: subject.plans.map((p) => p.id),
    }),
  },
});
