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
import { tendAccounts } from './accounts';
import { deliverNotices } from './deliver';

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
const ANCHOR_MS = 24 * 3_600_000;

/** What happens by itself. Due dates are in tables; a tick only says "look", so a missed one loses nothing. */
export function startSchedule(o: ScheduleOptions): Schedule {
  const service: ServiceActor = { kind: 'service', tenantId: o.tenantId, job: 'schedule' };
  const sealing = o.isWorker ? startSealing(o) : { recorded: () => {}, stop: () => Promise.resolve() };
  const tick = async (): Promise<void> => {
    await o.perform(useCases['campaigns.reconcile'], service, {});
    await o.perform(useCases['policies.remindReviews'], service, {});
    await o.perform(useCases['agreements.chase'], service, {});
    await o.perform(useCases['reports.expire'], service, {});
    await o.perform(useCases['cases.watch'], service, {});
    await deliverNotices(o, service);
  };
  const tend = tending(o, service);
  const everything = async (): Promise<void> => {
    await tick();
    await tend();
  };
  if (o.isWorker) {
    o.jobs.startWorker('tick', async () => {
      // Accounts wait for a slow directory, which nothing else has to.
      void tend().catch(o.onError);
      await tick();
    });
    o.jobs.startWorker('notify', () => tick());
    o.jobs.startWorker('accounts', () => tend());
    o.jobs.startTicking();
  }
  return { recorded: sealing.recorded, tick: everything, stop: sealing.stop };
}

/** Looks after accounts, once at a time in this process; whoever comes meanwhile is looked after in the next turn. */
function tending(o: ScheduleOptions, service: ServiceActor): () => Promise<void> {
  let going: Promise<void> = Promise.resolve();
  return () => {
    const { directory, perform, now, onError } = o;
    if (!directory) return going;
    const wait = (ms: number): Promise<void> => sleep(ms);
    const next = (): Promise<void> => tendAccounts({ perform, directory, service, now, wait, onError });
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
  const once = async (): Promise<void> => {
    while ((await o.sealer.seal()) > 0);
    if (o.now() < nextCheckpoint) return;
    nextCheckpoint = o.now() + CHECKPOINT_MS;
    await o.sealer.checkpoint(o.now());
    await anchor(o);
  };
  const loop = async (): Promise<void> => {
    while (!isStopped) {
      await once().catch(o.onError);
      if (!isStopped) await pause(1_000);
    }
    await once().catch(o.onError);
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
