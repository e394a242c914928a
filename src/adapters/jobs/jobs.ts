import { createHash } from 'node:crypto';
import type PgBoss from 'pg-boss';
import { AppError } from '../../core/errors';
import type { QueueName } from '../../core/ports';
import { type JobStore, type Sql, makeBoss, onClient } from './boss';
import { DEAD } from './queues';
import { startTicking } from './ticking';
import { type Handle, type Worker, type WorkerOptions, type Workplace, startWorker } from './worker';

export interface JobsOptions {
  /** `web` only hands work over; `worker` also does it and looks after the queues. */
  readonly role: 'web' | 'worker';
  /** What went wrong in the background. Never thrown: the loops go on. */
  readonly onError: (e: unknown) => void;
}

/** What to watch. Something is wrong when `dead` or `storeFailures` is above 0, or a figure in seconds keeps growing. */
export interface JobFigures {
  readonly waiting: number;
  readonly oldestWaitingSeconds: number;
  readonly dead: number;
  /** Null before the first tick. */
  readonly sinceTickSeconds: number | null;
  /** Calls to the store that failed since the last one that worked. */
  readonly storeFailures: number;
}

export interface Jobs {
  /** @throws AppError `conflict` when the job tables are missing or of another release: run the migrations. */
  start(): Promise<void>;
  /**
   * Hands work over in the transaction of the change that calls for it, on that transaction's own client. There is one
   * job per key and version, also after it is done, so sending twice is harmless and no change goes unlooked at. Ids
   * and versions only: the job tables have no row-level security.
   *
   * @throws AppError `unexpected` when the queue does not exist (pg-boss itself would drop the job without a word).
   */
  enqueue(client: Sql, queue: QueueName, key: string, version: number): Promise<void>;
  startWorker(queue: QueueName, handle: Handle, o?: WorkerOptions): Worker;
  /** A `tick` job each minute, the first one at once. `everyMs`: how often to look. */
  startTicking(everyMs?: number): void;
  figures(): Promise<JobFigures>;
  /** Takes no more jobs, waits for those in hand. The store is closed after it. */
  stop(): Promise<void>;
}

export function makeJobs(store: JobStore, o: JobsOptions): Jobs {
  let storeFailures = 0;
  const boss = makeBoss(
    {
      executeSql: (text, values) =>
        counted(store.query(text, values), (failed) => (storeFailures = failed ? storeFailures + 1 : 0)),
    },
    { supervise: o.role === 'worker', onError: o.onError },
  );
  const at: Workplace = { store, boss, onError: o.onError };
  const running: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(loop: T): T => {
    running.push(loop);
    return loop;
  };
  return {
    start: () => boss.start().then(() => undefined, notPrepared),
    enqueue: (client, queue, key, version) => enqueue(boss, client, { queue, key, version }),
    startWorker: (queue, handle, options) => keep(startWorker(at, queue, handle, options)),
    startTicking: (everyMs) =>
      void keep(
        startTicking(at, (minute) => enqueue(boss, store, { queue: 'tick', key: minute, version: 0 }), everyMs),
      ),
    figures: async () => ({ ...(await count(store)), storeFailures }),
    stop: async () => {
      await Promise.all(running.map((loop) => loop.stop()));
      await boss.stop({ graceful: true, timeout: 1_000 });
    },
  };
}

interface Call {
  readonly queue: QueueName;
  readonly key: string;
  readonly version: number;
}

async function enqueue(boss: PgBoss, client: Sql, { queue, key, version }: Call): Promise<void> {
  const id = jobId(queue, key, version);
  const sent = await boss.send(queue, { key, version }, { id, db: onClient(client) });
  if (sent !== null) return;
  const known = await client.query('select 1 from pgboss.queue where name = $1', [queue]);
  if (known.rowCount !== 1) throw new AppError('unexpected', { detail: `no such queue: ${queue}` });
}

/** The same for the same call, as a UUID of version 8. */
function jobId(queue: string, key: string, version: number): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([queue, key, version]))
    .digest('hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

async function counted<T>(call: Promise<T>, note: (failed: boolean) => void): Promise<T> {
  try {
    const result = await call;
    note(false);
    return result;
  } catch (e) {
    note(true);
    throw e;
  }
}

function notPrepared(cause: unknown): never {
  if (cause instanceof AppError) throw cause;
  const what = 'The job tables are missing or of another release. Run the migrations, then start again.';
  throw new AppError('conflict', { problems: [{ where: 'database', what }], detail: what, cause });
}

async function count(store: Sql): Promise<Omit<JobFigures, 'storeFailures'>> {
  const { rows } = await store.query(
    `select count(*) filter (where due and name <> $1) as waiting,
       coalesce(extract(epoch from now() - min(start_after) filter (where due and name <> $1)), 0)::float
         as "oldestWaitingSeconds",
       count(*) filter (where name = $1 and state < 'active') as dead,
       extract(epoch from now() - max(created_on) filter (where name = 'tick'))::float as "sinceTickSeconds"
     from (select *, state < 'active' and start_after <= now() as due from pgboss.job) j`,
    [DEAD],
  );
  return rows[0] as Omit<JobFigures, 'storeFailures'>; // one row, of the columns above
}
