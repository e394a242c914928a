import { AppError } from '../../core/errors';
import type { Store } from './engine';

/**
 * Row-level security keeps tenants and cases apart, and PostgreSQL does not apply it to a superuser or to a login with
 * `BYPASSRLS`. The embedded engine has one login only, and one tenant.
 *
 * @throws AppError `invalid_input` for such a login.
 */
export async function refuseMightyLogin(store: Store): Promise<void> {
  if (store.embedded) return;
  const { rows } = await store.query<{ login: string; isSuperuser: boolean; bypasses: boolean }>(
    `select rolname as login, rolsuper as "isSuperuser", rolbypassrls as bypasses
     from pg_roles where rolname = session_user and (rolsuper or rolbypassrls)`,
  );
  const [mighty] = rows;
  if (!mighty) return;
  const why = mighty.isSuperuser ? 'is a superuser' : 'has BYPASSRLS';
  const what = `names the login "${mighty.login}", which ${why}: row-level security would not hold. Use a login without either (docs/operations.md, step 1).`;
  throw new AppError('invalid_input', { problems: [{ where: 'DATABASE_URL', what }], detail: `the login ${why}` });
}
