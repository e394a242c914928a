import { AsyncResource } from 'node:async_hooks';
import { once } from 'node:events';
import { type Store, type StoreOptions, openStore } from '../../../src/adapters/store/engine';
import { withStore } from '../../support/engines';
import { freePort } from '../../support/free-port';
import { tcpProxy } from '../../support/tcp-proxy';

const at = withStore('postgres');
const unavailable = { code: 'unavailable' };
const stores: Store[] = [];
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

const open = async (o: Partial<StoreOptions> = {}): Promise<Store> => {
  const store = await openStore({ ...at.place, ...o });
  stores.push(store);
  return store;
};

const one = async (store: Store): Promise<unknown> => (await store.query('select 1 as one')).rows;
const pid = async (c: { query(text: string): Promise<{ rows: unknown[] }> }): Promise<number> => {
  const { rows } = await c.query('select pg_backend_pid() as pid');
  return (rows as { pid: number }[])[0]!.pid;
};

test('the server gives up a statement after 30 seconds, and a transaction left idle', async () => {
  const { rows } = await at.store.query(
    `select current_setting('statement_timeout') as a, current_setting('idle_in_transaction_session_timeout') as b`,
  );
  expect(rows).toEqual([{ a: '30s', b: '30s' }]);
});

test('a statement over its time may be sent again, and the connection is kept', async () => {
  const store = await open({ connections: 1 });
  const before = await pid(store);
  const slow = store.query('set statement_timeout = 50; select pg_sleep(60)');
  await expect(slow).rejects.toMatchObject({ code: 'unavailable', cause: { code: '57014' } });
  expect(await pid(store)).toBe(before);
});

test.each([
  ['while a statement runs', 'select pg_sleep(60)'],
  ['between two statements', 'select 1'],
])('a session ended by the server %s is an outage, and the next call works', async (when, next) => {
  const store = await open({ connections: 1 });
  const work = store.transaction(async (c) => {
    const lost = once(c, 'error').catch(() => undefined);
    const kill = at.store.query('select pg_terminate_backend($1)', [await pid(c)]);
    if (when.startsWith('between')) await Promise.all([lost, kill]);
    await c.query(next);
  });
  await expect(work).rejects.toMatchObject(unavailable);
  expect(await one(store)).toEqual([{ one: 1 }]);
});

test('a statement that comes again is prepared, and planned once for all its values', async () => {
  const store = await open({ connections: 1 });
  for (const n of [1, 2, 3]) expect((await store.query('select $1::int + 1 as n', [n])).rows).toEqual([{ n: n + 1 }]);
  // Without parameters there may be several in one text, which no server prepares.
  for (let i = 0; i < 3; i++) await store.query('set local timezone to utc; select 1', []);
  const { rows } = await store.query('select statement from pg_prepared_statements');
  expect(rows).toEqual([{ statement: 'select $1::int + 1 as n' }]);
});

test('statements that come once, however many, keep none that comes again from being prepared', async () => {
  const store = await open({ connections: 1 });
  for (let n = 0; n < 500; n++) await store.query(`select $1::int as once${n}`, [n]);
  for (let i = 0; i < 2; i++) await store.query('select $1::int + 2 as n', [i]);
  const { rows } = await store.query('select statement from pg_prepared_statements');
  expect(rows).toEqual([{ statement: 'select $1::int + 2 as n' }]);
});

test('a table that a newer release changed under a prepared statement is an outage, and the next call works', async () => {
  const store = await open({ connections: 1 });
  await store.query('create table aged (id int)');
  const look = () => store.query('select * from aged where id > $1', [0]);
  for (let i = 0; i < 2; i++) await look();
  await store.query('alter table aged add column more int');
  await expect(look()).rejects.toMatchObject(unavailable);
  expect((await look()).fields.map((f) => f.name)).toEqual(['id', 'more']);
  await store.query('drop table aged');
});

test('an idle connection that is ended harms nobody, and is told to the log', async () => {
  let told: unknown;
  const heard = new Promise((resolve) => (told = resolve));
  const store = await open({ connections: 1, log: (message) => (told as (m: string) => void)(message) });
  await at.store.query('select pg_terminate_backend($1)', [await pid(store)]);
  expect(await heard).toMatch(/lost/);
  expect(await one(store)).toEqual([{ one: 1 }]);
});

describe('with the wire to the server cut', () => {
  const throughProxy = async (o: Partial<StoreOptions> = {}) => {
    const url = new URL(at.place.url!);
    const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    return { proxy, store: await open({ ...o, url: url.href }) };
  };

  test('a request under way fails as an outage, so do the next, and all is well when it is mended', async () => {
    const { proxy, store } = await throughProxy();
    const cut = store.transaction(async (c) => {
      await c.query('select 1');
      await proxy.cut();
      await c.query('select 1');
    });
    await expect(cut).rejects.toMatchObject(unavailable);
    for (let i = 0; i < 12; i++) await expect(one(store)).rejects.toMatchObject(unavailable);
    await expect(store.db.selectFrom('kysely_migration' as never).execute()).rejects.toMatchObject(unavailable);
    await proxy.mend();
    expect(await one(store)).toEqual([{ one: 1 }]);
    await proxy.cut();
  });

  test('a commit whose answer was lost is an outage: whether it was kept is not known', async () => {
    const { proxy, store } = await throughProxy();
    const work = store.transaction(() => proxy.cut());
    await expect(work).rejects.toMatchObject(unavailable);
  });

  test('a Kysely query under way fails as an outage too', async () => {
    const { proxy, store } = await throughProxy({ connections: 1 });
    await one(store);
    const query = store.db.selectFrom('pg_sleep(60)' as never).execute();
    const outcome = expect(query).rejects.toBeDefined();
    await proxy.cut();
    await outcome;
  });

  test('a wire that stalls is given up, and its connection with it', async () => {
    const { proxy, store } = await throughProxy({ statementMs: 1_500, connections: 1 });
    await one(store);
    proxy.stall();
    await expect(one(store)).rejects.toMatchObject({ code: 'unavailable', cause: { message: 'Query read timeout' } });
    await proxy.cut();
  });
});

test('a server that is not there is an outage', async () => {
  const url = new URL(at.place.url!);
  url.port = String(await freePort());
  await expect(one(await open({ url: url.href }))).rejects.toMatchObject(unavailable);
});

test.each([
  ['a wrong password', (url: URL) => (url.password = 'wrong')],
  ['a database that is not there', (url: URL) => (url.pathname = '/nowhere')],
])('%s is an outage, and its words do not hold the password', async (_, change) => {
  const url = new URL(at.place.url!);
  change(url);
  const e = (await one(await open({ url: url.href })).catch((x: unknown) => x)) as { detail: string };
  expect(e).toMatchObject(unavailable);
  expect(e.detail).not.toContain(new URL(at.place.url!).password);
});

test('a call that waits too long for a connection is an outage, and the others go on', async () => {
  const store = await open({ connections: 1, waitMs: 1_000 });
  const anotherRequest = new AsyncResource('another request');
  await store.transaction(async (c) => {
    await expect(anotherRequest.runInAsyncScope(() => one(store))).rejects.toMatchObject(unavailable);
    await c.query('select 1');
  });
  expect(await one(store)).toEqual([{ one: 1 }]);
});
