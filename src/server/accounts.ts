import { randomUUID } from 'node:crypto';
import type { ServiceActor } from '../core/access/actor';
import type { Case } from '../core/accounts/case';
import type { AccountRef, Actual } from '../core/accounts/account';
import type { Depth, Directory } from '../core/accounts/directory';
import { carryOut } from '../core/accounts/run';
import { PlanId } from '../core/accounts/store';
import type { Perform } from '../core/perform';
import { useCases } from '../core/use-cases';

export interface AccountsWorker {
  readonly perform: Perform;
  readonly directory: Directory;
  readonly service: ServiceActor;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly onError: (e: unknown) => void;
}

/** A worker that is silent for so long is taken over. */
const LEASE_SECONDS = 45;
const RENEW_MS = 15_000;
const PLANNED_AT_ONCE = 200;
const CASES_AT_ONCE = 1_000;
const CHECKED_AT_ONCE = 200;
const DRIFT_MS = 30 * 60_000;

/**
 * Everything about accounts that is due: doors to close at once, requests to plan, plans to carry out, and a look at
 * those nobody has looked at for half an hour. It holds nothing between runs, so any worker may do it at any time.
 */
export async function tendAccounts(o: AccountsWorker): Promise<void> {
  await carryOutDue(o);
  await planAsked(o);
  await lookForDrift(o);
}

async function carryOutDue(o: AccountsWorker): Promise<void> {
  const by = randomUUID();
  const lease = { by, seconds: LEASE_SECONDS };
  const { cases } = await o.perform(useCases['accounts.claim'], o.service, { ...lease, limit: CASES_AT_ONCE });
  if (cases.length === 0) return;
  const planIds = cases.map((c) => PlanId.parse(c.id));
  const renew = (): void =>
    void o.perform(useCases['accounts.hold'], o.service, { ...lease, planIds }).catch(o.onError);
  const renewing = setInterval(renew, RENEW_MS);
  try {
    await carryOut(cases, { directory: o.directory, now: o.now, wait: o.wait, desk: deskOf(o, lease) });
  } finally {
    clearInterval(renewing);
  }
}

const deskOf = ({ perform, service }: AccountsWorker, lease: { by: string; seconds: number }) => ({
  newId: () => randomUUID() as string,
  keep: async (planId: string, snapshot: NonNullable<Case['snapshot']>) =>
    (await perform(useCases['accounts.keepSnapshot'], service, { planId, snapshot })).hash,
  note: async (notes: Parameters<Parameters<typeof carryOut>[1]['desk']['note']>[0]) => {
    if (notes.length > 0) await perform(useCases['accounts.note'], service, { ...lease, notes });
  },
});

async function planAsked(o: AccountsWorker): Promise<void> {
  const { wanted } = await o.perform(useCases['accounts.toPlan'], o.service, { limit: PLANNED_AT_ONCE });
  const read = await lookAt(o, wanted);
  for (const { requestId, ref } of wanted) {
    const actual = read.get(ref.key);
    if (actual) await o.perform(useCases['accounts.keepPlan'], o.service, { requestId, actual });
  }
}

async function lookForDrift(o: AccountsWorker): Promise<void> {
  const input = { olderThanMs: DRIFT_MS, limit: CHECKED_AT_ONCE };
  const { people } = await o.perform(useCases['accounts.toCheck'], o.service, input);
  const read = await lookAt(o, people);
  for (const { personId, ref } of people) {
    const actual = read.get(ref.key);
    if (actual) await o.perform(useCases['accounts.keepFindings'], o.service, { personId, actual });
  }
}

/** What is read of each, as deep as each needs it. */
async function lookAt(o: AccountsWorker, wanted: readonly { ref: AccountRef; depth: Depth }[]) {
  const parts = (['account', 'everything'] as const).map((depth) => {
    const refs = wanted.filter((w) => w.depth === depth).map((w) => w.ref);
    return refs.length === 0 ? Promise.resolve(new Map<string, Actual>()) : o.directory.look(refs, depth);
  });
  return new Map((await Promise.all(parts)).flatMap((part) => [...part]));
}
