import fs from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import pg from 'pg';
import { type Store, openStore } from '../../../src/adapters/store/engine';
import { type Place, migratedPlace } from '../../support/engines';

// The engine as shipped loses acknowledged data in four ways. Each is shown here to be there without our fix, so that
// the test of the fix is known to be able to fail.

let place: Place;
beforeAll(async () => (place = await migratedPlace('embedded')), 120_000);
afterAll(() => place.drop());
afterEach(() => jest.restoreAllMocks());

const asShipped = (dir: string): Promise<PGlite> => PGlite.create({ fs: new NodeFS(path.join(dir, 'database')) });

const withStore = async (work: (store: Store) => Promise<void>): Promise<void> => {
  const store = await openStore(place);
  try {
    await work(store);
  } finally {
    await store.close();
  }
};

describe('1. acknowledged commits are on the disk', () => {
  const commit100 = async (run: (text: string) => Promise<unknown>): Promise<number> => {
    await run('create table if not exists kept (n int)');
    const synced = jest.spyOn(fs, 'fsyncSync');
    for (let n = 0; n < 100; n++) await run(`insert into kept values (${n})`);
    return synced.mock.calls.length;
  };

  test('a hundred commits sync at least a hundred times', () =>
    withStore(async (store) => {
      expect(await commit100((text) => store.query(text))).toBeGreaterThanOrEqual(100);
      const { rows } = await store.query(
        `select current_setting('fsync') as a, current_setting('wal_sync_method') as b`,
      );
      expect(rows).toEqual([{ a: 'on', b: 'fsync' }]);
    }));

  test('as shipped, nothing is synced', async () => {
    const lite = await asShipped(place.dir);
    expect(await commit100((text) => lite.query(text))).toBe(0);
    await lite.close();
  });
});

describe('2. a data folder is one process’s', () => {
  test('a second opener is refused with words, and the first is unharmed', () =>
    withStore(async (store) => {
      const words = expect.stringContaining('Another Lantern is using this folder') as unknown;
      await expect(openStore(place)).rejects.toMatchObject({
        code: 'conflict',
        problems: [{ where: place.dir, what: words }],
      });
      expect((await store.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    }));

  test('as shipped, a second opener is let in', async () => {
    const both = [await asShipped(place.dir), await asShipped(place.dir)];
    await Promise.all(both.map((lite) => lite.close()));
  });

  test('the folder is free again after closing, and after opening failed', async () => {
    await withStore(() => Promise.resolve());
    const version = path.join(place.dir, 'database/PG_VERSION');
    const before = fs.readFileSync(version);
    fs.writeFileSync(version, '9\n');
    const words = expect.stringContaining('could not be opened') as unknown;
    await expect(openStore(place)).rejects.toMatchObject({ code: 'unavailable', detail: words });
    fs.writeFileSync(version, before);
    await withStore(async (store) => void (await store.query('select 1')));
  });
});

describe('3. there is one way in', () => {
  test('the store gives out neither its pool nor the engine', () =>
    withStore(async (store) => {
      expect(Object.keys(store).sort()).toEqual(['close', 'db', 'embedded', 'query', 'transaction']);
      expect(store.embedded).toBe(true);
    }));

  test('one source file imports the engine', () => {
    const root = path.join(__dirname, '../../../src');
    const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f));
    const importers = files.filter((f) =>
      fs.readFileSync(path.join(root, f), 'utf8').includes(`'@electric-sql/pglite`),
    );
    expect(importers).toEqual([path.join('adapters', 'store', 'embedded.ts')]);
  });

  test('as shipped, a write beside the pool is undone by another’s rollback', async () => {
    const lite = await asShipped(place.dir);
    await lite.query('create table beside (n int)');
    const pool = new pg.Pool({ ...createPgConfig(lite), max: 1 });
    const client = await pool.connect();
    await client.query('begin');
    await lite.query('insert into beside values (1)');
    await client.query('rollback');
    client.release();
    expect((await lite.query('select * from beside')).rows).toEqual([]);
    await pool.end();
    await lite.close();
  });
});

describe('4. a failed call harms nobody else', () => {
  // That 400 mixed calls do no harm is in engine.test.ts, for both engines.
  const scripts = Array.from({ length: 20 }, (_, i) => (i % 2 ? 'select 1' : 'begin; select 1/0'));

  test('an abandoned transaction does not stay open', () =>
    withStore(async (store) => {
      const outcomes = await Promise.allSettled(scripts.map((text) => store.query(text)));
      expect(outcomes.map((o) => o.status)).toEqual(scripts.map((s) => (s === 'select 1' ? 'fulfilled' : 'rejected')));
    }));

  test('as shipped, innocent queries fail after it', async () => {
    const lite = await asShipped(place.dir);
    const pool = new pg.Pool({ ...createPgConfig(lite), max: 1 });
    pool.on('error', () => undefined);
    const outcomes = await Promise.allSettled(scripts.map((text) => pool.query(text)));
    const innocent = outcomes.filter((o, i) => i % 2 === 1 && o.status === 'rejected');
    expect(innocent.length).toBeGreaterThan(0);
    await lite.close();
  });
});

describe('a missing database is copied from a blank one', () => {
  const database = (dir: string): string => path.join(dir, 'database');
  const numberOf = async (o: { dir: string; blank?: string }): Promise<string> => {
    const store = await openStore(o);
    const { rows } = await store.query<{ n: string }>('select system_identifier::text as n from pg_control_system()');
    await store.close();
    return rows[0]!.n;
  };
  const folder = (): string => fs.mkdtempSync(path.join(path.dirname(place.dir), 'copied-'));

  test('all of it is on the disk before it has its name, and what a start that was cut short left is cleared', async () => {
    const dir = folder();
    fs.mkdirSync(`${database(dir)}-fresh/half`, { recursive: true });
    const synced = jest.spyOn(fs, 'fsyncSync');
    let before = 0;
    const rename = fs.renameSync;
    jest.spyOn(fs, 'renameSync').mockImplementationOnce((from, to) => {
      before = synced.mock.calls.length;
      rename(from, to);
    });
    const blank = database(place.dir);
    expect(await numberOf({ dir, blank })).toBe(await numberOf(place));
    expect(before).toBeGreaterThan(fs.readdirSync(path.join(blank, 'base'), { recursive: true }).length);
    expect(fs.existsSync(path.join(database(dir), 'half'))).toBe(false);
  });

  test('one that is there stays, and without a blank one it is made', async () => {
    const dir = folder();
    const made = await numberOf({ dir, blank: path.join(dir, 'nowhere') });
    expect(made).not.toBe(await numberOf(place));
    expect(await numberOf({ dir, blank: database(place.dir) })).toBe(made);
  });
});

test('the engine writes home what its log has gathered, which as shipped it does at closing only', async () => {
  const interval = jest.spyOn(global, 'setInterval');
  await withStore(async (store) => {
    const tick = interval.mock.calls.find(([, ms]) => ms === 30_000)![0];
    const behind = async (): Promise<number> => {
      const { rows } = await store.query<{ bytes: number }>(
        'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::bigint as bytes from pg_control_checkpoint()',
      );
      return rows[0]!.bytes;
    };
    await store.query(`create table much as select repeat(md5(g::text), 30) as t from generate_series(1, 20000) g`);
    expect(await behind()).toBeGreaterThan(16_777_216);
    tick();
    await store.query('select 1');
    expect(await behind()).toBeLessThan(100_000);
    await store.query('drop table much');
  });
});

test('once the engine itself has stopped, every call says so at once', () =>
  withStore(async (store) => {
    const crash = new Error('memory access out of bounds');
    jest.spyOn(PGlite.prototype, 'execProtocolStream').mockRejectedValueOnce(crash);
    for (let i = 0; i < 3; i++) await expect(store.query('select 1')).rejects.toMatchObject({ code: 'unavailable' });
  }));

test('closing waits for the work in hand, may be asked twice, and afterwards nothing is accepted', async () => {
  const store = await openStore(place);
  const work = store.transaction((c) => c.query('select 1 as one'));
  await Promise.all([store.close(), store.close()]);
  expect((await work).rows).toEqual([{ one: 1 }]);
  await expect(store.query('select 1')).rejects.toMatchObject({ code: 'unavailable' });
});

test.each<[string, (store: Store) => Promise<unknown>]>([
  ['query', (store) => store.query('select 1')],
  ['transaction', (store) => store.transaction(() => Promise.resolve())],
  [
    'Kysely',
    (store) =>
      store.db
        .selectFrom('mark' as never)
        .selectAll()
        .execute(),
  ],
])('refuses its own %s inside a transaction at once', (_, use) =>
  withStore(async (store) => {
    await expect(store.transaction(() => use(store))).rejects.toMatchObject({
      code: 'unexpected',
      detail: expect.stringContaining('inside a transaction') as unknown,
    });
    expect((await store.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  }),
);
