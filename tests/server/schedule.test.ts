import type { Jobs } from '../../src/adapters/jobs/jobs';
import type { Sealer } from '../../src/adapters/store/sealer';
import type { Directory } from '../../src/core/accounts/directory';
import { useCases } from '../../src/core/use-cases';
import { type Schedule, startSchedule } from '../../src/server/schedule';
import { withStore } from '../support/engines';
import { makeWorld } from '../support/world';

const at = withStore('postgres');
const NEVER = new Promise<never>(() => undefined);
const nap = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isSo(); i += 1) await nap(50);
  expect(isSo()).toBe(true);
}

let schedule: Schedule | undefined;
afterEach(async () => {
  jest.restoreAllMocks();
  await schedule?.stop();
});

test('what a worker left that died is taken up even while a slow directory keeps another look waiting', async () => {
  const { school, accounts } = await makeWorld(at.store);
  const every = jest.spyOn(globalThis, 'setInterval').mockReturnValue(setTimeout(() => undefined, 0));
  const asked: string[] = [];
  // A directory that never answers: what it was asked is all that is seen of a run.
  const directory = {
    apply: (orders: readonly { readonly ref: { readonly key: string } }[]) => {
      asked.push(...orders.map((o) => o.ref.key));
      return NEVER;
    },
    look: (refs: readonly { readonly key: string }[]) => {
      asked.push(...refs.map((r) => r.key));
      return NEVER;
    },
  } as unknown as Directory;
  schedule = startSchedule({
    ...{ tenantId: school.tenantId, perform: school.perform, now: school.now, directory, isWorker: true },
    ...{ anchors: [], notices: { send: () => Promise.resolve('confirmed') } },
    // Nothing is queued and nothing sealed here.
    jobs: { startWorker: () => ({ stop: () => Promise.resolve() }), startTicking: () => undefined } as unknown as Jobs,
    sealer: {
      ...{ seal: () => Promise.resolve(0), checkpoint: () => Promise.resolve(null) },
      newestCheckpoint: () => Promise.resolve(null),
    } as unknown as Sealer,
    onError: (e) => {
      throw e;
    },
  });
  // The first thing it does again and again is to look for what is left.
  const look = every.mock.calls[0]?.[0] as () => void; // as the schedule hands it over
  look();
  await until(() => asked.includes('S-clerk'));
  const { planId, hash } = accounts.waiting;
  await school.perform(useCases['accounts.approve'], school.actor('head'), { planId, hash });
  const lease = { by: 'one that dies', seconds: 30, limit: 10 };
  const { cases } = await school.perform(useCases['accounts.claim'], school.service, lease);
  expect(cases.map((c) => c.id)).toEqual([planId]);
  // Its hold runs out.
  await at.store.transaction(
    (client) => client.query('update account_plan set leased_until = now() where id = $1', [planId]),
    { settings: { tenant: school.tenantId } },
  );
  look();
  await until(() => asked.includes('S-zoe'));
});
