import { setTimeout as sleep } from 'node:timers/promises';
import type { Jobs } from '../adapters/jobs/jobs';
import type { Sealer } from '../adapters/store/sealer';
import type { ServiceActor } from '../core/access/actor';
import type { Directory } from '../core/accounts/directory';
import type { NoticeChannel } from '../core/attestation/notices';
import type { TenantId } from '../core/ids';
import type { Anchor } from '../core/ledger/anchor';
import type { Perform } from '../core/perform';
import { useCases } from '../core/use-cases';
import { type AccountsWorker, carryOutDue, shutDoors, tendAccounts } from './accounts';
import { deliverNotices } from './deliver';
import { makePasses } from './desk';

export interface ScheduleOptions {
  readonly tenantId: TenantId;
  readonly jobs: Jobs;
  readonly sealer: Sealer;
  readonly perform: Perform;
  readonly anchors: readonly Anchor[];
  readonly notices: NoticeChannel;
  /** Where accounts are; without it requests are kept and nothing is done about them. */
  readonly directory?: Directory;
  readonly now: () => number;
  /** False in a web process: it seals nothing and runs nothing, it only hands over. */
  readonly isWorker: boolean;
  readonly onError: (e: unknown) => void;
}

export interface Schedule {
  /** Something was recorded: seal soon. */
  recorded(): void;
  /** Everything a tick does, now: campaigns brought up to date, reminders planned and sent, checkpoint anchored. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

const CHECKPOINT_MS = 60_000;
/** Somebody looks at the screen meanwhile. */
const DESK_POLL_MS = 300;
/** A second door does not wait until the first is proved to be shut. */
const DESK_LANES = 3;
/** With the hold of a worker that died it makes less than a minute. */
const LOOK_MS = 10_000;
/** One that has long to do keeps nobody from what a worker left that died meanwhile. */
const LOOKS_AT_ONCE = 3;
const HOUR_MS = 3_600_000;
const ANCHOR_MS = 24 * HOUR_MS;
/** While there is much to seal, what comes within so long is sealed together: each round costs those who wait for the database. */
const GATHER_MS = 25;

/** What happens by itself. Due dates are in tables; a tick only says "look", so a missed one loses nothing. */
export function startSchedule(o: ScheduleOptions): Schedule {
  const service: ServiceActor = { kind: 'service', tenantId: o.tenantId, job: 'schedule' };
  const sealing = o.isWorker ? startSealing(o) : { recorded: () => {}, stop: () => Promise.resolve() };
  const remind = seldom(o.now, () => o.perform(useCases['accounts.remind'], service, {}));
  const tick = async (): Promise<void> => {
    await o.perform(useCases['campaigns.reconcile'], service, {});
    await o.perform(useCases['policies.remindReviews'], service, {});
    await o.perform(useCases['agreements.chase'], service, {});
    await o.perform(useCases['reports.expire'], service, {});
    await o.perform(useCases['equipment.takeDeclared'], service, {});
    await remind();
    await o.perform(useCases['cases.watch'], service, {});
    await o.perform(useCases['accounts.chaseConfirming'], service, {});
    await deliverNotices(o, service);
  };
  const tend = tending(o, service);
  const desk = atDesk(o, service);
  const everything = async (): Promise<void> => {
    await tick();
    await desk();
    await tend();
  };
  if (o.isWorker) {
    o.jobs.startWorker('tick', async () => {
      // Accounts wait for a slow directory, which nothing else has to.
      void tend().catch(o.onError);
      void desk().catch(o.onError);
      await tick();
    });
    o.jobs.startWorker('notify', () => tick());
    o.jobs.startWorker('accounts', () => tend());
    o.jobs.startWorker('desk', () => desk(), { pollMs: DESK_POLL_MS, lanes: DESK_LANES });
    o.jobs.startTicking();
  }
  const watching = o.isWorker ? watchHolds(o, service) : undefined;
  const stop = (): Promise<void> => {
    clearInterval(watching);
    return sealing.stop();
  };
  return { recorded: sealing.recorded, tick: everything, stop };
}

/** At most once an hour in this process: for what reads the whole register and changes from day to day. */
function seldom(now: () => number, act: () => Promise<unknown>): () => Promise<void> {
  let next = -Infinity;
  return async () => {
    if (now() < next) return;
    await act();
    next = now() + HOUR_MS;
  };
}

const workerOf = (o: ScheduleOptions, service: ServiceActor): AccountsWorker | null => {
  const { directory, perform, now, onError } = o;
  return directory ? { directory, perform, service, now, onError, wait: (ms) => sleep(ms) } : null;
};

/** Passes and doors are seen to beside everything else about accounts: nobody waits at a desk for a slow plan. */
const atDesk = (o: ScheduleOptions, service: ServiceActor) => async (): Promise<void> => {
  const worker = workerOf(o, service);
  if (worker) await Promise.all([makePasses(worker), shutDoors(worker)]);
};

/** Takes over what another worker had in hand and has not been heard of since. */
function watchHolds(o: ScheduleOptions, service: ServiceActor): NodeJS.Timeout {
  let looking = 0;
  const look = async (): Promise<void> => {
    const worker = workerOf(o, service);
    if (!worker || looking >= LOOKS_AT_ONCE) return;
    looking += 1;
    await carryOutDue(worker).catch(o.onError);
    looking -= 1;
  };
  return setInterval(() => void look(), LOOK_MS).unref();
}

/** Looks after accounts, once at a time in this process; whoever comes meanwhile is looked after in the next turn. */
function tending(o: ScheduleOptions, service: ServiceActor): () => Promise<void> {
  let going: Promise<void> = Promise.resolve();
  return () => {
    const worker = workerOf(o, service);
    if (!worker) return going;
    const next = (): Promise<void> => tendAccounts(worker);
    going = going.then(next, next);
    return going;
  };
}

/** Seals within a second of each commit, here or in another process; checkpoints each minute; anchors each day. */
function startSealing(o: ScheduleOptions): { recorded: () => void; stop: () => Promise<void> } {
  let isStopped = false;
  let wake: (() => void) | undefined;
  let nextCheckpoint = 0;
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  /** Whether there was anything to seal: then there may be more. */
  const once = async (): Promise<boolean> => {
    const isBusy = (await o.sealer.seal()) > 0;
    if (o.now() < nextCheckpoint) return isBusy;
    nextCheckpoint = o.now() + CHECKPOINT_MS;
    await o.sealer.checkpoint(o.now());
    await anchor(o);
    return isBusy;
  };
  const attempt = (): Promise<boolean> =>
    once().catch((e: unknown) => {
      o.onError(e);
      return false;
    });
  const loop = async (): Promise<void> => {
    while (!isStopped) {
      if (await attempt()) await sleep(GATHER_MS);
      else if (!isStopped) await pause(1_000);
    }
    while (await attempt());
  };
  const done = loop();
  return {
    recorded: () => wake?.(),
    stop: async () => {
      isStopped = true;
      wake?.();
      await done;
    },
  };
}

/** Hands the newest checkpoint to each channel that has none of the last day. One channel's failure is its own. */
async function anchor(o: ScheduleOptions): Promise<void> {
  const newest = await o.sealer.newestCheckpoint();
  if (!newest) return;
  const held = await o.sealer.newestAnchors();
  for (const channel of o.anchors) {
    const last = held.get(channel.name);
    if (last && (last.size >= newest.size || o.now() - last.at < ANCHOR_MS)) continue;
    try {
      const { reference } = await channel.post(newest.note);
      await o.sealer.anchored({ size: newest.size, channel: channel.name, reference, at: o.now() });
    } catch (e) {
      o.onError(e);
    }
  }
}
