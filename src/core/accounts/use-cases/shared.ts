import { z } from 'zod';
import { AppError, notFound, sure } from '../../errors';
import type { PersonId } from '../../ids';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { type Approval, CONFIRM_WITHIN_MS } from '../approval';
import type { StepResult } from '../case';
import { type AccountHolder, holderBy, holdersBy } from '../holders';
import type { Asked } from '../requests';
import { scheduleHash } from '../schedule';
import type { AccountRequest, Plan, PlanId, PlanState, RequestId } from '../store';
import type { PlanRow } from '../views';

/** Nobody handles their own account, and nobody is told of it: the person it is about is kept out last of all. */
export async function personSubject(personId: PersonId, work: Work) {
  const person = await holderBy(personId, work);
  if (!person) throw notFound();
  return { schoolId: person.schoolId, ownerId: person.id, about: [person.id], person };
}

/** @throws AppError `not_found`. */
export async function planBy(planId: PlanId, work: Work): Promise<Plan> {
  const plan = await work.accounts.plan(planId);
  if (!plan) throw notFound();
  return plan;
}

export async function planSubject(planId: PlanId, work: Work) {
  const plan = await planBy(planId, work);
  return { ...(await personSubject(plan.personId, work)), authorIds: [plan.authorId], plan };
}

export const conflict = (where: string, what: string): AppError =>
  new AppError('conflict', { problems: [{ where, what }] });

/** What a request comes to, as it waits or goes. */
export const planOf = (
  request: AccountRequest,
  stages: Plan['stages'],
  more: Pick<Plan, 'state' | 'isEmergency' | 'nextAt'>,
  work: Work,
): Plan => ({
  id: work.newId<PlanId>(),
  requestId: request.id,
  personId: request.personId,
  authorId: request.by,
  hash: scheduleHash(stages),
  stages,
  madeAt: work.now,
  ...more,
});

export const requestOf = async (plan: Plan, work: Work): Promise<AccountRequest> =>
  sure(await work.accounts.request(plan.requestId), 'the request of a plan');

export const resultsOf = async (plan: Plan, work: Work): Promise<StepResult[]> =>
  sure((await work.accounts.results([plan.id])).get(plan.id), 'results');

/** Kept, and looked at by the next worker. */
export async function ask(personId: PersonId, by: PersonId, asked: Asked, work: Work): Promise<AccountRequest> {
  const request: AccountRequest = {
    id: work.newId<RequestId>(),
    personId,
    by,
    at: work.now,
    asked,
    state: 'asked',
  };
  await work.accounts.addRequest(request);
  await work.enqueue('accounts', request.id, 0);
  return request;
}

/** Until when a second person has to have confirmed; null when nobody has to any more, or never had. */
function confirmBy(plan: Plan, approvals: readonly Approval[]): number | null {
  if (!plan.isEmergency || plan.state === 'stale') return null;
  const others = approvals.filter((a) => a.by !== plan.authorId);
  return others.length === 0 ? plan.madeAt + CONFIRM_WITHIN_MS : null;
}

/** What is known of a plan, for its line. */
interface About {
  readonly person: AccountHolder;
  readonly request: AccountRequest;
  readonly results: readonly StepResult[];
  readonly approvals: readonly Approval[];
}

function lineOf(plan: Plan, { person, request, results, approvals }: About): PlanRow {
  return {
    planId: plan.id,
    requestId: plan.requestId,
    personId: plan.personId,
    name: fullName(person),
    schoolId: person.schoolId,
    kind: request.asked.kind,
    state: plan.state,
    isEmergency: plan.isEmergency,
    madeAt: plan.madeAt,
    nextAt: plan.nextAt,
    done: results.filter((r) => r.state === 'done').length,
    confirmBy: confirmBy(plan, approvals),
    total: plan.stages.reduce((sum, stage) => sum + stage.steps.filter((s) => s.change.do !== 'hand_off').length, 0),
  };
}

/** Plans as lines of a list: read together, however many they are. */
export async function planRows(plans: readonly Plan[], work: Work): Promise<PlanRow[]> {
  if (plans.length === 0) return [];
  const ids = plans.map((p) => p.id);
  const people = await holdersBy(
    plans.map((p) => p.personId),
    work,
  );
  const requests = await work.accounts.requestsBy(plans.map((p) => p.requestId));
  const results = await work.accounts.results(ids);
  const approvals = await work.accounts.approvalsOf(ids);
  return plans.map((plan) =>
    lineOf(plan, {
      person: sure(people.get(plan.personId), 'a person'),
      request: sure(requests.get(plan.requestId), 'the request of a plan'),
      results: sure(results.get(plan.id), 'results'),
      approvals: sure(approvals.get(plan.id), 'approvals'),
    }),
  );
}

export const planRow = async (plan: Plan, work: Work): Promise<PlanRow> =>
  sure((await planRows([plan], work))[0], 'the line of a plan');

const GOING: readonly PlanState[] = ['waiting', 'changed', 'running', 'stuck'];

/**
 * Takes the place of whatever else there is about this person: of plans that wait, and of those on their way, whose
 * approved rows the new one takes over.
 */
export async function supersede(personId: PersonId, by: PlanId | null, work: Work): Promise<void> {
  for (const plan of await work.accounts.plansOf(personId))
    if (plan.id !== by && GOING.includes(plan.state)) await work.accounts.setPlan(plan.id, 'stale', null);
}

/** What the service hands to itself: made by its own code in the same process, and so not looked at field by field. */
export const own = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
