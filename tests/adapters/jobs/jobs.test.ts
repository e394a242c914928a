import { randomUUID } from 'node:crypto';
import { makeBoss, onClient, prepareJobs } from '../../../src/adapters/jobs/boss';
import { type Jobs, makeJobs } from '../../../src/adapters/jobs/jobs';
import { QUEUES } from '../../../src/adapters/jobs/queues';
import type { Handle, JobRun } from '../../../src/adapters/jobs/worker';
import type { QueueName } from '../../../src/core/ports';
import { AppError } from '../../../src/core/errors';
import { engines, withStore } from '../../support/engines';

interface Row {
  id: string;
  name: string;
  state: string;
  retry_count: number;
  output: unknown;
  data: unknown;
}

/** A promise to be settled from outside. */
function signal<T = void>(): { promise: Promise<T>; give: (value: T) => void } {
  let give: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (give = resolve));
  return { promise, give };
}

describe.each(engines)('jobs on %s', (engine) => {
  const at = withStore(engine);
  const errors: unknown[] = [];
  const opened: Jobs[] = [];
  const soon = { pollMs: 5 };

  beforeAll(() => at.store.query('create table result (word text not null)'));
  beforeEach(() => at.store.query('delete from pgboss.job; truncate result'));
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((jobs) => jobs.stop()));
    errors.length = 0;
  });

  const open = async (role: 'web' | 'worker' = 'worker'): Promise<Jobs> => {
    const jobs = makeJobs(at.store, { role, onError: (e) => errors.push(e) });
    opened.push(jobs);
    await jobs.start();
    return jobs;
  };
  const rows = async (): Promise<Row[]> =>
    (await at.store.query<Row & Record<string, unknown>>('select * from pgboss.job order by created_on, name')).rows;
  const results = async (): Promise<unknown[]> => (await at.store.query('select word from result order by 1')).rows;
  const send = (jobs: Jobs, queue: QueueName, key: string, version = 1): Promise<void> =>
    at.store.transaction((c) => jobs.enqueue(c, queue, key, version));
  /** Runs the worker until its handler has been through `times` jobs, and stops it. */
  const run = async (jobs: Jobs, queue: QueueName, handle: Handle, times = 1): Promise<void> => {
    const done = signal();
    let left = times;
    const worker = jobs.startWorker(
      queue,
      async (job) => {
        try {
          await handle(job);
        } finally {
          if (--left === 0) done.give();
        }
      },
      soon,
    );
    await done.promise;
    await worker.stop();
  };
  /** What the supervision does once a job's time is over. */
  const expire = async (): Promise<void> => {
    await at.store.query(`update pgboss.job set started_on = now() - interval '1 hour' where state = 'active'`);
    await makeBoss(onClient(at.store), { onError: (e) => errors.push(e) }).expire();
    await at.store.query(`update pgboss.job set start_after = now() where state = 'retry'`);
  };

  describe('handing work over', () => {
    test('commits with the row that calls for it, or vanishes with it', async () => {
      const jobs = await open('web');
      const both = (word: string, fail: boolean) =>
        at.store.transaction(async (c) => {
          await c.query('insert into result values ($1)', [word]);
          await jobs.enqueue(c, 'notify', word, 1);
          if (fail) throw new AppError('conflict');
        });
      await both('kept', false);
      await expect(both('lost', true)).rejects.toMatchObject({ code: 'conflict' });
      expect(await results()).toEqual([{ word: 'kept' }]);
      expect(await rows()).toMatchObject([{ name: 'notify', state: 'created', data: { key: 'kept', version: 1 } }]);
    });

    test('makes one job for each key and version, also when that job is done', async () => {
      const jobs = await open();
      await Promise.all([send(jobs, 'notify', 'a'), send(jobs, 'notify', 'a'), send(jobs, 'notify', 'b')]);
      await send(jobs, 'notify', 'a', 2);
      expect(await rows()).toHaveLength(3);
      const seen: string[] = [];
      await run(jobs, 'notify', async ({ key, version }) => void seen.push(`${key}${version}`), 3);
      await send(jobs, 'notify', 'a');
      expect(seen.sort()).toEqual(['a1', 'a2', 'b1']);
      expect((await rows()).map((r) => r.state)).toEqual(['completed', 'completed', 'completed']);
    });

    test('throws when there is no such queue, instead of dropping the job', async () => {
      const jobs = await open();
      const missing = at.store.transaction(async (c) => {
        await c.query(`insert into result values ('lost')`);
        await jobs.enqueue(c, 'nowhere' as QueueName, 'a', 1);
      });
      await expect(missing).rejects.toMatchObject({ code: 'unexpected', detail: 'no such queue: nowhere' });
      expect(await results()).toEqual([]);
    });
  });

  describe('doing it', () => {
    test('commits the result and the completion together', async () => {
      const jobs = await open();
      await send(jobs, 'seal', 'ledger');
      await run(jobs, 'seal', (job) =>
        at.store.transaction(async (c) => {
          await c.query('insert into result values ($1)', [job.key]);
          await job.finish(c);
        }),
      );
      expect(await results()).toEqual([{ word: 'ledger' }]);
      expect(await rows()).toMatchObject([{ state: 'completed', retry_count: 0 }]);
      expect(errors).toEqual([]);
    });

    test('keeps neither when that transaction fails, and tries again later', async () => {
      const jobs = await open();
      await send(jobs, 'seal', 'ledger');
      await run(jobs, 'seal', (job) =>
        at.store.transaction(async (c) => {
          await c.query('insert into result values ($1)', [job.key]);
          await job.finish(c);
          throw new AppError('unavailable');
        }),
      );
      expect(await results()).toEqual([]);
      expect(await rows()).toMatchObject([{ state: 'retry', output: { code: 'unavailable' } }]);
    });

    test('stores no more of an error than its code, and counts the attempts', async () => {
      const jobs = await open();
      await send(jobs, 'notify', 'a');
      const attempts: number[] = [];
      const failing: Handle = async ({ attempt }) => {
        attempts.push(attempt);
        throw Object.assign(new Error('sent with Bearer abc'), { headers: { authorization: 'Bearer abc' } });
      };
      await run(jobs, 'notify', failing);
      expect(await rows()).toMatchObject([{ state: 'retry', output: { code: 'unexpected' } }]);
      expect(JSON.stringify(await rows())).not.toContain('Bearer');
      await at.store.query('update pgboss.job set start_after = now()');
      await run(jobs, 'notify', failing);
      expect(attempts).toEqual([0, 1]);
      expect(errors).toHaveLength(2);
    });

    test('puts a job that failed every time where somebody looks', async () => {
      const jobs = await open();
      await send(jobs, 'notify', 'a');
      await at.store.query('update pgboss.job set retry_limit = 0');
      await run(jobs, 'notify', () => Promise.reject(new AppError('unavailable')));
      expect((await rows()).map((r) => [r.name, r.state])).toEqual([
        ['notify', 'failed'],
        ['dead', 'created'],
      ]);
      expect(await jobs.figures()).toMatchObject({ dead: 1, waiting: 0 });
    });

    test('asks a slow handler to be quick before another worker is given its job', async () => {
      const jobs = await open();
      await send(jobs, 'notify', 'a');
      await at.store.query(`update pgboss.job set expire_in = interval '20 s'`);
      await run(
        jobs,
        'notify',
        ({ signal: s }) => new Promise((resolve) => s.addEventListener('abort', () => resolve())),
      );
      expect(await rows()).toMatchObject([{ state: 'completed' }]);
    });
  });

  describe('taking over', () => {
    /** A worker that took the job and stalled: `wake` lets its handler go on. */
    const stalled = async (jobs: Jobs, goOn: Handle) => {
      const [taken, wake, ended] = [signal(), signal(), signal()];
      const worker = jobs.startWorker(
        'notify',
        async (job) => {
          taken.give();
          await wake.promise;
          await goOn(job).finally(ended.give);
        },
        { pollMs: 600_000 },
      );
      await taken.promise;
      return {
        wake: async () => {
          wake.give();
          await ended.promise.catch(() => undefined);
          await worker.stop();
        },
      };
    };
    const record =
      (word: string): Handle =>
      (job: JobRun) =>
        at.store.transaction(async (c) => {
          await c.query('insert into result values ($1)', [word]);
          await job.finish(c);
        });

    test('another worker does the job of one that died, and one retry is used', async () => {
      const [first, second] = [await open(), await open()];
      await send(first, 'notify', 'a');
      const dead = await stalled(first, () => Promise.resolve());
      await expire();
      await run(second, 'notify', record('second'));
      expect(await rows()).toMatchObject([{ state: 'completed', retry_count: 1 }]);
      expect(await results()).toEqual([{ word: 'second' }]);
      await dead.wake();
    });

    test.each([
      ['while the successor works', true],
      ['before anybody took it', false],
    ])('a late worker that wakes %s keeps nothing, and harms the job no more', async (_, taken) => {
      const [first, second] = [await open(), await open()];
      await send(first, 'notify', 'a');
      const late = await stalled(first, record('late'));
      await expire();
      if (!taken) await late.wake();
      await run(second, 'notify', async (job) => {
        if (taken) await late.wake();
        await record('second')(job);
      });
      expect(await results()).toEqual([{ word: 'second' }]);
      expect(await rows()).toMatchObject([{ state: 'completed', retry_count: 1 }]);
      expect(errors).toMatchObject([{ code: 'conflict' }]);
    });

    test('a late worker that fails does not fail its successor’s job', async () => {
      const [first, second] = [await open(), await open()];
      await send(first, 'notify', 'a');
      const late = await stalled(first, () => Promise.reject(new AppError('unavailable')));
      await expire();
      await run(second, 'notify', async (job) => {
        await late.wake();
        await record('second')(job);
      });
      expect(await rows()).toMatchObject([{ state: 'completed', retry_count: 1 }]);
      expect(await results()).toEqual([{ word: 'second' }]);
    });
  });

  test('stopping takes no more jobs, hurries those in hand and waits for them', async () => {
    const jobs = await open();
    await send(jobs, 'notify', 'a');
    await send(jobs, 'notify', 'b');
    const [taken, go] = [signal(), signal()];
    let hurried = false;
    jobs.startWorker(
      'notify',
      async (job) => {
        taken.give();
        job.signal.addEventListener('abort', () => {
          hurried = true;
          go.give();
        });
        await go.promise;
      },
      soon,
    );
    await taken.promise;
    await jobs.stop();
    expect(hurried).toBe(true);
    expect((await rows()).map((r) => r.state).sort()).toEqual(['completed', 'created']);
  });

  test('a store that fails stops no worker and no tick: failures are counted, told, and over when it is back', async () => {
    const outage = new AppError('unavailable');
    let down = true;
    const failed = signal();
    const flaky = {
      query: (text: string, values?: unknown[]) => (down ? Promise.reject(outage) : at.store.query(text, values)),
      transaction: at.store.transaction,
    };
    const jobs = makeJobs(flaky, { role: 'worker', onError: (e) => (errors.push(e), failed.give()) });
    opened.push(jobs);
    await expect(jobs.start()).rejects.toBe(outage);
    const ticked = signal();
    jobs.startTicking(5);
    jobs.startWorker('tick', async () => ticked.give(), soon);
    await failed.promise;
    down = false;
    await ticked.promise;
    expect(errors).toContain(outage);
    expect(await jobs.figures()).toMatchObject({ storeFailures: 0 });
    down = true;
    await expect(jobs.figures()).rejects.toBe(outage);
  });

  test('a fetch that fails is counted, though pg-boss says nothing of it', async () => {
    const failed = signal();
    const blind = {
      query: (text: string, values?: unknown[]) => {
        if (!text.includes('SKIP LOCKED')) return at.store.query(text, values);
        failed.give();
        return Promise.reject(new AppError('unavailable'));
      },
      transaction: at.store.transaction,
    };
    const jobs = makeJobs(blind, { role: 'web', onError: (e) => errors.push(e) });
    opened.push(jobs);
    jobs.startWorker('notify', () => Promise.resolve(), soon);
    await failed.promise;
    expect((await jobs.figures()).storeFailures).toBeGreaterThan(0);
  });

  test('ticks once a minute whatever the number of processes, at once after a start', async () => {
    const many = [await open(), await open(), await open()];
    const keys: string[] = [];
    const first = signal();
    many.forEach((jobs) => jobs.startTicking(1));
    await run(many[0]!, 'tick', async ({ key }) => (keys.push(key), first.give()));
    await first.promise;
    expect(keys[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    await Promise.all(many.map((jobs) => jobs.stop()));
    const minutes = (await rows()).map((r) => (r.data as { key: string }).key);
    expect(new Set(minutes).size).toBe(minutes.length);
  });

  test('says what to watch', async () => {
    const jobs = await open();
    expect(await jobs.figures()).toEqual({
      waiting: 0,
      oldestWaitingSeconds: 0,
      dead: 0,
      sinceTickSeconds: null,
      storeFailures: 0,
    });
    await send(jobs, 'notify', 'a');
    await send(jobs, 'tick', 'b');
    await at.store.query(
      `update pgboss.job set start_after = now() - interval '7 min', created_on = now() - interval '3 min'`,
    );
    const figures = await jobs.figures();
    expect(figures.waiting).toBe(2);
    expect(Math.round(figures.oldestWaitingSeconds)).toBe(420);
    expect(Math.round(figures.sinceTickSeconds ?? 0)).toBe(180);
  });

  test('preparing again brings queues to what this release wants, and keeps the jobs', async () => {
    const jobs = await open();
    await send(jobs, 'tick', randomUUID());
    await at.store.query(`update pgboss.queue set retry_limit = 99, policy = 'standard', dead_letter = null`);
    await Promise.all([prepareJobs(at.store), prepareJobs(at.store)]);
    const { rows: queues } = await at.store.query<{ name: string }>(
      `select name, policy, retry_limit, dead_letter from pgboss.queue order by 1`,
    );
    expect(queues.map(({ name }) => name)).toEqual(['dead', ...Object.keys(QUEUES)].sort());
    expect(queues).toEqual(
      expect.arrayContaining([
        { name: 'dead', policy: 'standard', retry_limit: 0, dead_letter: null },
        { name: 'notify', policy: 'standard', retry_limit: 8, dead_letter: 'dead' },
        { name: 'tick', policy: 'short', retry_limit: 0, dead_letter: null },
      ]),
    );
    expect(await rows()).toHaveLength(1);
  });
});
