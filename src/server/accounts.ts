import { randomUUID } from 'node:crypto';
import type { ServiceActor } from '../core/access/actor';
import type { Case } from '../core/accounts/case';
import type { AccountRef, Actual } from '../core/accounts/account';
import type { Depth, Directory } from '../core/accounts/directory';
import { carryOut } from '../core/accounts/run';
import { PlanId } from '../core/accounts/store';
import { AppError } from '../core/errors';
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
const LEASE_SECONDS = 30;
const RENEW_MS = 10_000;
const PLANNED_AT_ONCE = 200;
const CASES_AT_ONCE = 1_000;
const URGENT_AT_ONCE = 5;
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
  await countSeats(o);
}

/** A door to be shut at once waits for no long run: what is urgent is the first of what is due. */
export const shutDoors = (o: AccountsWorker): Promise<void> => carryOutDue(o, URGENT_AT_ONCE);

/** Plans that are due, and those that a worker held who is silent. */
export async function carryOutDue(o: AccountsWorker, limit = CASES_AT_ONCE): Promise<void> {
  const by = randomUUID();
  const lease = { by, seconds: LEASE_SECONDS };
  const { cases } = await o.perform(useCases['accounts.claim'], o.service, { ...lease, limit });
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

/** Until nothing is left that can be planned: a list of hundreds does not wait for the next minutes. */
async function planAsked(o: AccountsWorker): Promise<void> {
  for (;;) {
    const { wanted } = await o.perform(useCases['accounts.toPlan'], o.service, { limit: PLANNED_AT_ONCE });
    const read = await lookAt(o, wanted);
    const kept = await Promise.all(
      wanted.flatMap(({ requestId, ref }) => {
        const actual = read.get(ref.key);
        return actual ? [o.perform(useCases['accounts.keepPlan'], o.service, { requestId, actual })] : [];
      }),
    );
    if (wanted.length < PLANNED_AT_ONCE || kept.length === 0) return;
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

/** Licences left, for the forms; and a sign that the directory answers. One that does not is asked again next time. */
async function countSeats(o: AccountsWorker): Promise<void> {
  const { groupIds } = await o.perform(useCases['accounts.toCount'], o.service, {});
  if (groupIds === null) return;
  const { byGroup } = await o.directory.overview(groupIds).catch(notNow);
  if (byGroup) await o.perform(useCases['accounts.keepSeats'], o.service, { byGroup });
}

function notNow(e: unknown): { byGroup: null } {
  if (e instanceof AppError && e.code === 'unavailable') return { byGroup: null };
  throw e;
}

/** What is read of each, as deep as each needs it. */
async function lookAt(o: AccountsWorker, wanted: readonly { ref: AccountRef; depth: Depth }[]) {
  const parts = (['account', 'everything'] as const).map((depth) => {
    const refs = wanted.filter((w) => w.depth === depth).map((w) => w.ref);
    return refs.length === 0 ? Promise.resolve(new Map<string, Actual>()) : o.directory.look(refs, depth);
  });
  return new Map((await Promise.all(parts)).flatMap((part) => [...part]));
}
