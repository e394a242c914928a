import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { prepareJobs } from '../../src/adapters/jobs/boss';
import { type Store, openStore } from '../../src/adapters/store/engine';
import { migrate } from '../../src/adapters/store/migrate';
import { postgresUrl } from './postgres';

/** For `describe.each(engines)`: every suite about the store runs on both. */
export const engines = ['embedded', 'postgres'] as const;
export type Engine = (typeof engines)[number];

/**
 * For `describe.each(everyday)`: the rules' suites, which ask of the store only what its own suite proves of both
 * engines, run on the one that schools run. `npm run test:long` runs them on both.
 */
export const everyday: readonly Engine[] = process.env['EVERY_ENGINE'] ? engines : ['postgres'];

/** Where a store can be opened, of this test file alone. */
export interface Place {
  readonly url?: string;
  readonly dir: string;
  /** Removes it. Close the stores in it first. */
  drop(): Promise<void>;
}

const ROOT = path.join(__dirname, '../..');
/** What a migrated store is made from: a change in any of it makes a new template. */
const SOURCES = [
  'package-lock.json',
  'src/adapters/store/embedded.ts',
  'src/adapters/store/migrate.ts',
  'src/adapters/store/migrations',
  'src/adapters/jobs/boss.ts',
  'src/adapters/jobs/queues.ts',
  'tests/support/engines.ts',
];

/**
 * A fresh migrated store for the file or `describe` it is called in.
 *
 * ```ts
 * describe.each(engines)('on %s', (engine) => {
 *   const at = withStore(engine);
 *   test('…', async () => { await at.store.query('…') });
 * });
 * ```
 */
export function withStore(engine: Engine): { readonly store: Store; readonly place: Place } {
  let place: Place | undefined;
  let store: Store | undefined;
  let fsync: { mockRestore(): void } | undefined;
  beforeAll(async () => {
    // Nothing here outlives the test, and the embedded engine would wait for the disk at each commit.
    fsync = jest.spyOn(fs, 'fsyncSync').mockReturnValue(undefined);
    place = await migratedPlace(engine);
    store = await openStore(place);
  }, 120_000);
  afterAll(async () => {
    await store?.close();
    await place?.drop();
    fsync?.mockRestore();
  });
  return {
    get store() {
      return ready(store);
    },
    get place() {
      return ready(place);
    },
  };
}

function ready<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the store is there inside tests and hooks only');
  return value;
}

/** A place with an up-to-date, empty schema. Copies a template, made once for each state of the sources. */
export const migratedPlace = (engine: Engine): Promise<Place> =>
  engine === 'embedded' ? embeddedPlace(embeddedTemplate) : postgresPlace(postgresTemplate);

/** A place with nothing in it: no tables, not even an embedded database. */
export const emptyPlace = (engine: Engine): Promise<Place> =>
  engine === 'embedded' ? embeddedPlace() : postgresPlace();

async function prepare(o: { url?: string; dir: string }): Promise<void> {
  const store = await openStore(o);
  try {
    await migrate(store);
    await prepareJobs(store);
  } finally {
    await store.close();
  }
}

async function embeddedPlace(template?: () => Promise<string>): Promise<Place> {
  const from = await template?.();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-store-'));
  const dir = path.join(home, 'data');
  if (from) await fs.promises.cp(from, dir, { recursive: true });
  return { dir, drop: () => fs.promises.rm(home, { recursive: true, force: true }) };
}

async function embeddedTemplate(): Promise<string> {
  const cache = path.join(ROOT, '.cache');
  const template = path.join(cache, `store-${fingerprint()}`);
  if (fs.existsSync(template)) {
    const now = new Date();
    fs.utimesSync(template, now, now);
    return template;
  }
  fs.mkdirSync(cache, { recursive: true });
  const fresh = fs.mkdtempSync(path.join(cache, 'store-fresh-'));
  await prepare({ dir: fresh });
  // Whoever renames first wins; another worker's is as good.
  await fs.promises.rename(fresh, template).catch(() => fs.promises.rm(fresh, { recursive: true }));
  clearOld(cache);
  return template;
}

/** Templates nobody can be copying any more. */
function clearOld(cache: string): void {
  const hourAgo = Date.now() - 3_600_000;
  for (const name of fs.readdirSync(cache).filter((n) => n.startsWith('store-'))) {
    const file = path.join(cache, name);
    if (fs.statSync(file).mtimeMs < hourAgo) fs.rmSync(file, { recursive: true, force: true });
  }
}

async function postgresPlace(template?: () => Promise<string>): Promise<Place> {
  const from = await template?.();
  const name = `lantern_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin((admin) => admin.query(`create database ${name} template ${from ?? 'template0'}`));
  return {
    url: await urlOf(name),
    dir: '',
    drop: () => asAdmin(async (admin) => void (await admin.query(`drop database ${name} with (force)`))),
  };
}

async function postgresTemplate(): Promise<string> {
  const name = `lantern_template_${fingerprint()}`;
  await asAdmin(async (admin) => {
    await admin.query(`select pg_advisory_lock(hashtext('lantern template'))`);
    const there = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (there.rowCount) return;
    const fresh = `${name}_fresh`;
    await admin.query(`drop database if exists ${fresh} with (force)`);
    await admin.query(`create database ${fresh} template template0`);
    await prepare({ url: await urlOf(fresh), dir: '' });
    await admin.query(`alter database ${fresh} rename to ${name}`);
  });
  return name;
}

/** On the server itself, in no test's database. */
export async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: await postgresUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function urlOf(database: string): Promise<string> {
  const url = new URL(await postgresUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const file of filesIn(path.join(ROOT, source))) hash.update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 24);
}

const filesIn = (at: string): string[] =>
  fs.statSync(at).isFile()
    ? [at]
    : fs
        .readdirSync(at, { recursive: true, withFileTypes: true })
        .filter((f) => f.isFile())
        .map((f) => path.join(f.parentPath, f.name))
        .sort();
