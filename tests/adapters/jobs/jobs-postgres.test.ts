import { makeBoss, onClient, prepareJobs } from '../../../src/adapters/jobs/boss';
import { type Jobs, makeJobs } from '../../../src/adapters/jobs/jobs';
import { type Store, openStore } from '../../../src/adapters/store/engine';
import { emptyPlace, withStore } from '../../support/engines';

// On PostgreSQL each process signs in as a login that may do little more than its group. The embedded engine has no
// logins, so this is shown here alone.

const at = withStore('postgres');
const refused = { code: '42501' };
const errors: unknown[] = [];
const onError = (e: unknown): void => void errors.push(e);
let logins: string[];
let web: Store;
let worker: Store;

const signIn = async (group: string, database: string): Promise<Store> => {
  const login = `${database}_${group}`;
  await at.store.query(`create role ${login} login noinherit password 'fictional' in role ${group}`);
  logins.push(login);
  const url = new URL(at.place.url!);
  Object.assign(url, { username: login, password: 'fictional' });
  return openStore({ url: url.href, dir: '' });
};

describe('each process as its own login', () => {
  beforeAll(async () => {
    logins = [];
    const database = new URL(at.place.url!).pathname.slice(1);
    web = await signIn('app_web', database);
    worker = await signIn('app_worker', database);
    await prepareJobs(at.store);
    await at.store.query('create table result (word text); grant insert on result to app_worker');
  });
  afterAll(async () => {
    await Promise.all([web.close(), worker.close()]);
    for (const login of logins) await at.store.query(`drop owned by ${login}; drop role ${login}`);
  });

  test('the web process sends, and can neither read what was sent nor make a queue', async () => {
    const jobs = makeJobs(web, { role: 'web', onError });
    await jobs.start();
    await web.transaction((c) => jobs.enqueue(c, 'notify', 'a', 1), { role: 'app_web' });
    const role = { role: 'app_web' } as const;
    await expect(web.query('select data from pgboss.job')).rejects.toMatchObject(refused);
    await expect(web.transaction((c) => c.query('select data from pgboss.job'), role)).rejects.toMatchObject(refused);
    await expect(web.query('delete from pgboss.job')).rejects.toMatchObject(refused);
    await expect(makeBoss(onClient(web), { onError }).createQueue('own')).rejects.toMatchObject(refused);
    await jobs.stop();
  });

  test('the worker process does the job, ticks, watches and looks after the queues, and cannot make one', async () => {
    const jobs: Jobs = makeJobs(worker, { role: 'worker', onError });
    await jobs.start();
    await at.store.transaction((c) => jobs.enqueue(c, 'seal', 'b', 1));
    const both = ['seal', 'tick'] as const;
    const done = both.map(
      (queue) =>
        new Promise<void>(
          (resolve) =>
            void jobs.startWorker(
              queue,
              async (job) => {
                await worker.transaction(
                  async (c) => {
                    await c.query('insert into result values ($1)', [queue]);
                    await job.finish(c);
                  },
                  { role: 'app_worker' },
                );
                resolve();
              },
              { pollMs: 5 },
            ),
        ),
    );
    jobs.startTicking(60_000);
    await Promise.all(done);
    expect(await jobs.figures()).toMatchObject({ dead: 0, storeFailures: 0 });
    await makeBoss(onClient(worker), { onError }).maintain();
    await expect(makeBoss(onClient(worker), { onError }).createQueue('own')).rejects.toMatchObject(refused);
    await jobs.stop();
    expect((await at.store.query('select word from result order by 1')).rows).toEqual([
      { word: 'seal' },
      { word: 'tick' },
    ]);
    expect(errors).toEqual([]);
  });
});

test('without the job tables a start is refused in words', async () => {
  const place = await emptyPlace('postgres');
  const store = await openStore(place);
  await expect(makeJobs(store, { role: 'web', onError }).start()).rejects.toMatchObject({
    code: 'conflict',
    problems: [{ where: 'database', what: expect.stringContaining('Run the migrations') as unknown }],
  });
  await store.close();
  await place.drop();
});
