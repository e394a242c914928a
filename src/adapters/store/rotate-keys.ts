import type pg from 'pg';
import { AppError } from '../../core/errors';
import type { TenantId } from '../../core/ids';
import type { Key } from '../vault/seal';
import { type KeptKey, type RootKey, newTenantKey, openable, tenantKeys } from '../vault/vault';
import type { Store } from './engine';

/** Keys wrapped anew in one transaction: few enough that nobody waits for them. */
const BATCH = 200;

type Kept = KeptKey & { readonly madeAt: string };

export interface Rotation {
  readonly tenant: TenantId;
  /** What stands above the keys now. */
  readonly from: RootKey;
  /** What is to stand above them; the same again for a new tenant key alone. */
  readonly to: RootKey;
  /** Epoch ms. */
  readonly now: number;
  readonly batch?: number;
  /** Keys wrapped anew so far, after each batch. */
  readonly onProgress?: (done: number) => void;
}

const inTenant = <T>(store: Store, tenant: TenantId, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  store.transaction(work, { role: 'app_owner', settings: { tenant } });

const keptIn = async (client: pg.PoolClient, tenant: TenantId): Promise<Kept[]> =>
  (
    await client.query<Kept>(
      `select mark, wrapped, wrapped_by as by, made_at as "madeAt" from tenant_key
       where tenant = $1 order by made_at desc, mark, wrapped_by`,
      [tenant],
    )
  ).rows;

/**
 * Puts the keys of a tenant's reports and cases under a new tenant key, and all tenant keys under the new root key too.
 * The content and the keys that seal it stay as they are. Both root keys open everything from the first commit on, so
 * Lantern may run meanwhile and this may be stopped anywhere and begun again; `retireRoot` ends it.
 *
 * @returns how many keys were wrapped anew.
 */
export async function rotateKeys(store: Store, o: Rotation): Promise<number> {
  const keys = await underBoth(store, o);
  let done = 0;
  for (;;) {
    const some = await inTenant(store, o.tenant, (client) => rewrapSome(client, o, keys));
    if (some === 0) return done;
    done += some;
    o.onProgress?.(done);
  }
}

/** Every tenant key wrapped by both root keys, a new one among them unless this was begun before: newest first. */
async function underBoth(store: Store, { tenant, from, to, now }: Rotation): Promise<readonly Key[]> {
  const kept = await inTenant(store, tenant, (client) => keptIn(client, tenant));
  const isUnderNew = (mark: string): boolean => kept.some((k) => k.mark === mark && to.opens(k.by));
  const known = await Promise.all(
    openable(kept, from, to).map(async (k) => ({
      mark: k.mark,
      bytes: await (to.opens(k.by) ? to : from).unwrap(tenant, k),
      madeAt: Number(kept.find(({ mark }) => mark === k.mark)!.madeAt),
    })),
  );
  const wasBegun = from !== to && known[0] !== undefined && isUnderNew(known[0].mark);
  const fresh = { ...newTenantKey(), madeAt: Math.max(now, ...known.map((k) => k.madeAt + 1)) };
  const keys = wasBegun ? known : [fresh, ...known];
  const rows: { key: (typeof keys)[number]; wrapped: Buffer; by: string }[] = [];
  for (const key of keys) {
    const roots = key !== fresh ? [to].filter(() => !isUnderNew(key.mark)) : from === to ? [to] : [from, to];
    for (const root of roots) rows.push({ key, ...(await root.wrap(tenant, key.bytes)) });
  }
  await inTenant(store, tenant, async (client) => {
    for (const { key, wrapped, by } of rows)
      await client.query(
        `insert into tenant_key (tenant, mark, wrapped, wrapped_by, made_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [tenant, key.mark, wrapped, by, key.madeAt],
      );
  });
  return keys;
}

async function rewrapSome(client: pg.PoolClient, o: Rotation, keys: readonly Key[]): Promise<number> {
  const [newest, ...others] = keys as [Key, ...Key[]]; // `underBoth` makes one where there is none
  const { rows } = await client.query<{ id: string; wrapped: Buffer }>(
    `select id, wrapped from case_key where tenant = $1 and substring(wrapped from 2 for 4) <> decode($2, 'hex')
     order by id limit $3 for update`,
    [o.tenant, newest.mark, o.batch ?? BATCH],
  );
  const tenant = tenantKeys(o.tenant, newest, others);
  for (const { id, wrapped } of rows)
    await client.query('update case_key set wrapped = $3 where tenant = $1 and id = $2', [
      o.tenant,
      id,
      tenant.rewrap(id, wrapped),
    ]);
  return rows.length;
}

/**
 * From now on only this root key opens anything: what others wrapped is taken away. Every process has to run with it
 * before.
 *
 * @returns how many wrappings were taken away.
 * @throws AppError `conflict` when a key would be left that this root key does not open.
 */
export async function retireRoot(store: Store, { tenant, root }: { tenant: TenantId; root: RootKey }): Promise<number> {
  const kept = await inTenant(store, tenant, (client) => keptIn(client, tenant));
  for (const key of openable(kept, root)) {
    if (!root.opens(key.by)) throw new AppError('conflict', { detail: `key ${key.mark} is not under this root key` });
    // Not by its name alone.
    await root.unwrap(tenant, key);
  }
  const others = [...new Set(kept.map((k) => k.by).filter((by) => !root.opens(by)))];
  return inTenant(store, tenant, async (client) => {
    const { rowCount } = await client.query('delete from tenant_key where tenant = $1 and wrapped_by = any($2)', [
      tenant,
      others,
    ]);
    return rowCount ?? 0;
  });
}
