import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { AppError } from '../../core/errors';
import type { Store } from './engine';
import { translate } from './failures';
import { migrations as released } from './migrations/index';

/**
 * Brings the schema up to date. Two at once apply each migration once; one that fails leaves nothing behind. From the
 * second on, migrations run as `app_owner`, so that it owns what they make.
 *
 * @returns the names applied now, in order.
 * @throws AppError `conflict` when a newer release has been here, `unavailable` when the database is gone; the error of
 * a failing migration as it was raised.
 */
export async function migrate(
  store: Store,
  migrations: Readonly<Record<string, Migration>> = released,
): Promise<string[]> {
  const provider = { getMigrations: () => Promise.resolve(asOwner(migrations)) };
  const { error, results } = await new Migrator({ db: store.db, provider }).migrateToLatest();
  if (error) throw explained(error);
  return (results ?? []).map((r) => r.migrationName);
}

function asOwner(migrations: Readonly<Record<string, Migration>>): Record<string, Migration> {
  const [roles, ...rest] = Object.entries(migrations);
  return Object.fromEntries([...(roles ? [roles] : []), ...rest.map(([name, m]) => [name, owned(m)] as const)]);
}

/** Back to the login at the end: the list of what was applied is the login's. */
const owned = (migration: Migration): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await sql`set local role app_owner`.execute(db);
    await migration.up(db);
    await sql`set local role none`.execute(db);
  },
});

function explained(error: unknown): unknown {
  const [, newer] = /previously executed migration (\S+) is missing/.exec(String(error)) ?? [];
  if (newer === undefined) return translate(error);
  const what = `The database was brought up to date by a newer release of Lantern (${newer}). Start that release or a later one.`;
  return new AppError('conflict', { problems: [{ where: 'database', what }], detail: what, cause: error });
}
