import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import { sure } from '../../errors';
import type { PersonId } from '../../ids';
import type { Work } from '../../ports';
import { inBulk, useCase } from '../../use-case';
import type { AccountRef, Actual } from '../account';
import type { Depth } from '../directory';
import { changeHolders } from '../holders';
import { type Known, knowledge } from '../knowledge';
import { schedule } from '../schedule';
import type { PlanId } from '../store';
import { type AccountRequest, RequestId } from '../store';
import { own, planOf, supersede } from './shared';

const LEAVES = ['leaver', 'delete', 'correction', 'reinstate'];
const depthOf = (r: AccountRequest): Depth => (LEAVES.includes(r.asked.kind) ? 'everything' : 'account');

/** Requests that nobody has looked up yet: a worker reads the directory for them. */
export const toPlan = useCase({
  name: 'accounts.toPlan',
  action: 'account.work',
  input: z.strictObject({ limit: z.int().min(1).max(1000) }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const asked = await work.accounts.toPlan(input.limit);
    const known =
      asked.length === 0
        ? new Map<PersonId, Known>()
        : await knowledge(
            asked.map((r) => r.personId),
            work,
          );
    return {
      wanted: asked.map((r): { requestId: RequestId; ref: AccountRef; depth: Depth } => {
        const { holder } = sure(known.get(r.personId), 'whoever was asked about');
        return { requestId: r.id, ref: { key: holder.key, id: holder.oid }, depth: depthOf(r) };
      }),
    };
  },
});

type Planning = { readonly requestId: RequestId; readonly actual: Actual };
type Asked = { readonly schoolId: null; readonly request: AccountRequest };

/**
 * What a request would change, worked out from what was just read: it waits for its approvers from now on. A list has
 * hundreds of them, and what they need to know is read once.
 */
export const keepPlan = useCase({
  name: 'accounts.keepPlan',
  action: 'account.work',
  input: z.strictObject({ requestId: RequestId, actual: own<Actual>() }),
  ...inBulk<Planning, Asked, { planId: PlanId | null }>({
    subjects: async (requests, work) => {
      const found: (Asked | null)[] = [];
      for (const { input } of requests) {
        const request = await work.accounts.request(input.requestId);
        found.push(request && { ...NOTHING, schoolId: null, request });
      }
      return found;
    },
    run: async (runs, work) => {
      const plans = new Map<RequestId, PlanId>();
      for (const round of onePerPerson(runs.filter((r) => r.subject.request.state === 'asked')))
        for (const [requestId, planId] of await planAll(round, work)) plans.set(requestId, planId);
      return runs.map((r) => ({ planId: plans.get(r.input.requestId) ?? null }));
    },
  }),
  ledger: {
    kind: 'account.planned',
    payload: ({ input, output }) => (output.planId ? { request: input.requestId, plan: output.planId } : null),
  },
});

type PlanRun = { readonly input: Planning; readonly subject: Asked };

/** Two requests about one person are looked at one after the other: neither counts as decided for the other. */
function onePerPerson(runs: readonly PlanRun[]): PlanRun[][] {
  const rounds: Map<string, PlanRun>[] = [];
  for (const run of runs) {
    const { personId } = run.subject.request;
    const free = rounds.find((round) => !round.has(personId));
    if (free) free.set(personId, run);
    else rounds.push(new Map([[personId, run]]));
  }
  return rounds.map((round) => [...round.values()]);
}

async function planAll(round: readonly PlanRun[], work: Work): Promise<[RequestId, PlanId][]> {
  const requests = round.map((r) => r.subject.request);
  const known = await knowledge(
    requests.map((r) => r.personId),
    work,
    requests,
  );
  const made: [RequestId, PlanId][] = [];
  for (const { input, subject } of round) {
    const { request } = subject;
    const about = sure(known.get(request.personId), 'whoever was asked about');
    if (!(await work.accounts.takeRequest(request.id))) continue;
    if (isThereAlready(request, about, input.actual)) {
      await learnAccount(about, input.actual, work);
      await work.accounts.setRequest(request.id, 'withdrawn');
      continue;
    }
    const stages = schedule(about.holder, about.facts, input.actual, work.now);
    const plan = planOf(request, stages, { state: 'waiting', isEmergency: false, nextAt: null }, work);
    await supersede(request.personId, { by: null, also: 'waiting' }, work);
    await work.accounts.addPlan(plan);
    await learnAccount(about, input.actual, work);
    made.push([request.id, plan.id]);
  }
  return made;
}

/**
 * A pupil whose account somebody made before Lantern: it is known from now on and left as it is. Nobody's lesson ends
 * because a form that was signed last year is not on a class sheet yet.
 */
const isThereAlready = ({ asked }: AccountRequest, { person }: Known, { accounts }: Actual): boolean =>
  asked.kind === 'pupil' && person.oid === null && accounts.length === 1;

/** The register knows the account by its id as soon as anybody has seen it. */
async function learnAccount({ person }: Known, actual: Actual, work: Work): Promise<void> {
  const [account, ...others] = actual.accounts;
  if (!account || others.length > 0 || person.oid !== null) return;
  await changeHolders([{ ...person, oid: account.id, email: account.address }], work);
}
