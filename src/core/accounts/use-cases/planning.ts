import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import { sure } from '../../errors';
import type { Work } from '../../ports';
import { inBulk, useCase } from '../../use-case';
import type { AccountRef, Actual } from '../account';
import type { Depth } from '../directory';
import { type AccountHolder, changeHolders, holdersBy } from '../holders';
import { type Known, knowledge } from '../knowledge';
import { accountKey } from '../names';
import { schedule } from '../schedule';
import type { PlanId } from '../store';
import { type AccountRequest, RequestId } from '../store';
import { own, planOf } from './shared';

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
    const people = await holdersBy(
      asked.map((r) => r.personId),
      work,
    );
    return {
      wanted: asked.map((r): { requestId: RequestId; ref: AccountRef; depth: Depth } => {
        const { staffNumber, oid } = sure(people.get(r.personId), 'whoever was asked about');
        return { requestId: r.id, ref: { key: accountKey(staffNumber), id: oid }, depth: depthOf(r) };
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
      const found = await work.accounts.requestsBy(requests.map((r) => r.input.requestId));
      return requests.map(({ input }) => {
        const request = found.get(input.requestId);
        return request ? { ...NOTHING, schoolId: null, request } : null;
      });
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
  const taken = await work.accounts.takeRequests(requests.map((r) => r.id));
  const mine = round.flatMap(({ input: { actual }, subject: { request } }): Looked[] => {
    const about = sure(known.get(request.personId), 'whoever was asked about');
    return taken.has(request.id) ? [{ request, about, actual }] : [];
  });
  const [there, toChange] = parted(mine, isThereAlready);
  await work.accounts.setRequests(
    there.map((l) => l.request.id),
    'withdrawn',
  );
  const plans = toChange.map(({ request, about, actual }) => {
    const stages = schedule(about.holder, about.facts, actual, work.now);
    return planOf(request, stages, { state: 'waiting', isEmergency: false, nextAt: null }, work);
  });
  await work.accounts.overtake(plans.map((p) => p.personId));
  await work.accounts.addPlans(plans);
  await changeHolders(mine.flatMap(learned), work);
  return plans.map((p) => [p.requestId, p.id]);
}

/** A request of this worker's own, whom it is about, and what the directory has. */
interface Looked {
  readonly request: AccountRequest;
  readonly about: Known;
  readonly actual: Actual;
}

const parted = <T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] => [
  all.filter(is),
  all.filter((one) => !is(one)),
];

/**
 * A pupil whose account somebody made before Lantern: it is known from now on and left as it is. Nobody's lesson ends
 * because a form that was signed last year is not on a class sheet yet.
 */
const isThereAlready = ({ request, about, actual }: Looked): boolean =>
  request.asked.kind === 'pupil' && about.person.oid === null && actual.accounts.length === 1;

/** The register knows the account by its id as soon as anybody has seen it. */
function learned({ about: { person }, actual }: Looked): AccountHolder[] {
  const [account, ...others] = actual.accounts;
  if (!account || others.length > 0 || person.oid !== null) return [];
  return [{ ...person, oid: account.id, email: account.address }];
}
