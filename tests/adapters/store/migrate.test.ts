import fs from 'node:fs';
import { type Kysely, type Migration, sql } from 'kysely';
import pg from 'pg';
import { type Store, openStore } from '../../../src/adapters/store/engine';
import { migrate } from '../../../src/adapters/store/migrate';
import { migrations } from '../../../src/adapters/store/migrations/index';
import { AppError } from '../../../src/core/errors';
import { type Place, asAdmin, emptyPlace, engines } from '../../support/engines';

const making = (statement: string): Migration => ({
  up: async (db: Kysely<unknown>) => void (await sql.raw(statement).execute(db)),
});
const more = { ...migrations, '9000-more': making('create table more (id int)') };

describe.each(engines)('migrating on %s', (engine) => {
  let place: Place;
  let store: Store;
  beforeAll(async () => {
    place = await emptyPlace(engine);
    store = await openStore(place);
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await place.drop();
  });

  test('starts from nothing; an embedded database makes its folder, for its owner alone', () => {
    if (engine === 'embedded') expect(fs.statSync(place.dir).mode & 0o777).toBe(0o700);
    expect(store.embedded).toBe(engine === 'embedded');
  });

  test('applies every migration once, also when two start at the same time', async () => {
    const applied = await Promise.all([migrate(store), migrate(store)]);
    expect(applied.flat()).toEqual(Object.keys(migrations));
    expect(await migrate(store)).toEqual([]);
  });

  test('makes roles that nobody can sign in as, and takes the right to make tables from everybody else', async () => {
    const { rows } = await store.query(
      `select rolname as name, rolcanlogin or rolsuper or rolbypassrls as powerful,
         has_schema_privilege(rolname, 'public', 'create') as makes
       from pg_roles where rolname like 'app\\_%' order by 1`,
    );
    expect(rows).toEqual([
      { name: 'app_owner', powerful: false, makes: true },
      { name: 'app_web', powerful: false, makes: false },
      { name: 'app_worker', powerful: false, makes: false },
    ]);
  });

  test('leaves nothing of a failing migration behind, nor of those applied with it', async () => {
    const failing = { ...more, '9001-fails': making('select 1/0') };
    await expect(migrate(store, failing)).rejects.toMatchObject({ code: '22012' });
    const { rows } = await store.query(`select to_regclass('more') as more`);
    expect(rows).toEqual([{ more: null }]);
  });

  test('makes tables that belong to the owner role, and stays the login for the rest', async () => {
    expect(await migrate(store, more)).toEqual(['9000-more']);
    const { rows } = await store.query(
      `select tablename as name, tableowner = current_user as ours, tableowner as owner
       from pg_tables where tablename in ('more', 'kysely_migration') order by 1`,
    );
    expect(rows).toMatchObject([
      { name: 'kysely_migration', ours: true },
      { name: 'more', owner: 'app_owner' },
    ]);
  });

  test('refuses, in words, a database that a newer release has been at', async () => {
    const older = migrate(store);
    await expect(older).rejects.toBeInstanceOf(AppError);
    await expect(older).rejects.toMatchObject({ code: 'conflict', problems: [{ where: 'database' }] });
    await expect(older).rejects.toThrow(/newer release of Lantern \(9000-more\)\. Start that release or a later one\./);
  });
});

test('on PostgreSQL a login that may make neither roles nor databases can migrate its own database', async () => {
  const place = await emptyPlace('postgres');
  const name = new URL(place.url!).pathname.slice(1);
  const login = `${name}_migrator`;
  const admin = new pg.Client({ connectionString: place.url });
  await admin.connect();
  const store = await openStore(place);
  await migrate(store, { '0001-roles': migrations['0001-roles']! });
  await store.query('drop table kysely_migration, kysely_migration_lock');
  await store.close();
  await admin.query(`create role ${login} login password 'migrator'; grant app_owner, app_web, app_worker to ${login};
    alter database ${name} owner to ${login}`);
  const url = new URL(place.url!);
  Object.assign(url, { username: login, password: 'migrator' });
  const theirs = await openStore({ url: url.href, dir: '' });
  expect(await migrate(theirs, more)).toContain('9000-more');
  await theirs.close();
  await admin.end();
  await place.drop();
  await asAdmin((server) => server.query(`drop role ${login}`));
});
