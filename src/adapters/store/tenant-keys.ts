import type { KeptKey, KeyShelf } from '../vault/vault';
import type { Store } from './engine';

/** Tenants' wrapped keys, kept in the database; the root key that opens them is not. */
export const tenantKeyShelf = (store: Store, role: 'app_web' | 'app_worker'): KeyShelf => ({
  of: (tenant) =>
    store.transaction(
      async (client) => {
        const { rows } = await client.query<KeptKey>(
          'select mark, wrapped, wrapped_by as by from tenant_key where tenant = $1 order by made_at desc, mark',
          [tenant],
        );
        return rows;
      },
      { readOnly: true, role, settings: { tenant } },
    ),
  add: (tenant, { mark, wrapped, by }, now) =>
    store.transaction(
      async (client) => {
        await client.query(
          'insert into tenant_key (tenant, mark, wrapped, wrapped_by, made_at) values ($1, $2, $3, $4, $5)',
          [tenant, mark, wrapped, by, now],
        );
      },
      { role, settings: { tenant } },
    ),
});
