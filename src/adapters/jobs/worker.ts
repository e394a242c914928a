import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { QueueName } from '../../core/ports';
import { AppError } from '../../core/errors';
import { type JobStore, type Sql, onClient } from './boss';

/** One job in hand. It says where to look, never what to find: the handler reads the present state. */
export interface JobRun {
  readonly key: string;
  readonly version: number;
  /** 0 the first time. */
  readonly attempt: number;
  /** Aborts network calls, shortly before the job would be given to another worker and when the worker is stopping. */
  readonly signal: AbortSignal;
  /**
   * Completes the job in the transaction that records its result, so that both commit or neither: call it last.
   *
   * @throws AppError `conflict` when another worker has the job by now; the result must not be kept then.
   */
  finish(client: Sql): Promise<void>;
}

/** Does what is still missing, and nothing when run twice. A job it returns from without `finish` is completed for it. */
export type Handle = (run: JobRun) => Promise<void>;

export interface WorkerOptions {
  /** Jobs at a time, 1 unless told. */
  readonly lanes?: number;
  /** Wait between two looks at an empty queue, 1,000 ms unless told. */
  readonly pollMs?: number;
}

export interface Worker {
  /** Takes no more jobs, asks those in hand to be quick, and waits for them. */
  stop(): Promise<void>;
}

/** Where the worker lives. */
export interface Workplace {
  readonly store: JobStore;
  readonly boss: PgBoss;
  readonly onError: (e: unknown) => void;
}

type Job = PgBoss.JobWithMetadata<{ key: string; version: number }>;

/** Handlers are told to stop this long before the job expires, so that a slow one can still commit. */
const GRACE_SECONDS = 20;

/** The job was given to another worker after this one had stalled. */
class TakenOver extends AppError {
  constructor(queue: string) {
    super('conflict', { detail: `a job of ${queue} was taken over by another worker` });
  }
}

/**
 * Fetches and runs jobs in a loop of its own. pg-boss's `work` does not wait for a completion to be stored, so a store
 * that fails at that moment would end the process; nor does it keep a stalled worker from completing the job of the
 * one that took over.
 */
export function startWorker(at: Workplace, queue: QueueName, handle: Handle, o: WorkerOptions = {}): Worker {
  const stopping = new AbortController();
  const nap = (): Promise<void> => pause(o.pollMs ?? 1_000, stopping.signal);
  const lane = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        // pg-boss answers no job when the fetch itself failed: the failure is counted where it speaks to the store.
        const [job] = await at.boss.fetch<Job['data']>(queue, { includeMetadata: true });
        if (job) await runJob(at, queue, handle, { job, stopping: stopping.signal });
        else await nap();
      } catch (e) {
        at.onError(e);
        await nap();
      }
    }
  };
  const lanes = Promise.all(Array.from({ length: o.lanes ?? 1 }, lane));
  return {
    stop: async () => {
      stopping.abort();
      await lanes;
    },
  };
}

/** Waits, or less when asked to stop. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

async function runJob(
  at: Workplace,
  queue: QueueName,
  handle: Handle,
  { job, stopping }: { job: Job; stopping: AbortSignal },
): Promise<void> {
  let finished = false;
  const finish = async (client: Sql): Promise<void> => {
    await fence(client, queue, job);
    await at.boss.complete(queue, job.id, {}, { db: onClient(client) });
    finished = true;
  };
  const seconds = Math.max(1, Number(job.expireInSeconds) - GRACE_SECONDS);
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(seconds * 1000)]);
  try {
    await handle({ ...job.data, attempt: job.retryCount, signal, finish });
    if (!finished) await at.store.transaction(finish);
  } catch (e) {
    at.onError(e);
    if (!(e instanceof TakenOver)) await at.store.transaction((client) => fail(at, queue, job, { client, e }));
  }
}

/** Only the code is kept: pg-boss would store every property of an error, request headers with tokens included. */
async function fail(
  at: Workplace,
  queue: QueueName,
  job: Job,
  { client, e }: { client: Sql; e: unknown },
): Promise<void> {
  await fence(client, queue, job);
  const code = e instanceof AppError ? e.code : 'unexpected';
  await at.boss.fail(queue, job.id, { code }, { db: onClient(client) });
}

/** A job keeps its id when it is given out again; only the count of its retries tells the two apart. */
async function fence(client: Sql, queue: QueueName, job: Job): Promise<void> {
  const mine = await client.query(
    `select 1 from pgboss.job where name = $1 and id = $2 and state = 'active' and retry_count = $3 for update`,
    [queue, job.id, job.retryCount],
  );
  if (mine.rowCount !== 1) throw new TakenOver(queue);
}
