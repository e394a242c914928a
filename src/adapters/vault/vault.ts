import { randomBytes } from 'node:crypto';
import { AppError } from '../../core/errors';
import type { TenantId } from '../../core/ids';
import { type Key, KEY_BYTES, type Place, markOf, seal, unseal } from './seal';

/** What stands above all keys: a file beside the data, or a key that never leaves Azure Key Vault. */
export interface RootKey {
  wrap(tenant: TenantId, plain: Buffer): Promise<{ wrapped: Buffer; by: string }>;
  unwrap(tenant: TenantId, kept: { wrapped: Buffer; by: string }): Promise<Buffer>;
  /** Whether what is said to be wrapped so is this key's to open. */
  opens(by: string): boolean;
}

/** A tenant's key as the database keeps it: wrapped by the root key that `by` names; twice while that is being changed. */
export interface KeptKey {
  readonly mark: string;
  readonly wrapped: Buffer;
  readonly by: string;
}

/** Where tenants' wrapped keys are kept, newest first. */
export interface KeyShelf {
  of(tenant: TenantId): Promise<readonly KeptKey[]>;
  add(tenant: TenantId, key: KeptKey, now: number): Promise<void>;
}

/** A tenant's keys at hand: everything here is computed, nothing waits. `owner` is the id of whatever has a key. */
export interface TenantKeys {
  /** A new key for the owner's content, and how the database is to keep it. Not at hand before it is read from there. */
  make(owner: string): { readonly key: Key; readonly wrapped: Buffer };
  /** The owner's key when it is at hand. */
  of(owner: string): Key | undefined;
  /** The owner's key as kept. @throws KeysNeeded when it was wrapped by a tenant key not seen yet. */
  take(owner: string, wrapped: Buffer): Key;
  /** The owner's key wrapped by the tenant's newest key. @throws KeysNeeded as `take` does. */
  rewrap(owner: string, wrapped: Buffer): Buffer;
}

export interface Vault {
  /** The tenant's keys, when they are at hand. @throws KeysNeeded when they have to be fetched first. */
  keys(tenant: TenantId): TenantKeys;
  /** Fetches the tenant's keys; makes the first. It may go over the network, so never inside a transaction. */
  fetch(tenant: TenantId): Promise<void>;
}

/** The work in hand needs keys that have to be fetched outside of it; then it can run again. */
export class KeysNeeded extends AppError {
  constructor() {
    super('unavailable', { detail: 'vault: the keys are not at hand' });
  }
}

/** A key taken back in the vault is felt within this time. */
const KEEP_MS = 15 * 60_000;
const MOST_TENANTS = 100;
const MOST_KEYS = 5_000;

/** Envelope encryption: the root key wraps a tenant's key, which wraps a key for each report and its case, which seals the content. */
export function makeVault(o: { root: RootKey; shelf: KeyShelf; now: () => number }): Vault {
  const held = new Map<TenantId, { keys: TenantKeys; until: number }>();
  const fetching = new Map<TenantId, Promise<void>>();
  const fetch = async (tenant: TenantId): Promise<void> => {
    const kept = openable(await o.shelf.of(tenant), o.root);
    const known = await Promise.all(
      kept.map(async (k): Promise<Key> => ({ mark: k.mark, bytes: await o.root.unwrap(tenant, k) })),
    );
    const newest = known[0] ?? (await first(tenant));
    remember(held, MOST_TENANTS, tenant, {
      keys: tenantKeys(tenant, newest, known),
      until: o.now() + KEEP_MS,
    });
  };
  const first = async (tenant: TenantId): Promise<Key> => {
    const key = newTenantKey();
    await o.shelf.add(tenant, { mark: key.mark, ...(await o.root.wrap(tenant, key.bytes)) }, o.now());
    return key;
  };
  return {
    keys: (tenant) => {
      const found = held.get(tenant);
      if (!found || found.until <= o.now()) throw new KeysNeeded();
      return found.keys;
    },
    fetch: async (tenant) => {
      const under = fetching.get(tenant) ?? fetch(tenant).finally(() => fetching.delete(tenant));
      fetching.set(tenant, under);
      await under;
    },
  };
}

export const newTenantKey = (): Key => ({ mark: randomBytes(4).toString('hex'), bytes: randomBytes(KEY_BYTES) });

/** Of each key the wrapping that the root key opens; where it opens none, one that it will refuse. */
export function openable(kept: readonly KeptKey[], ...roots: readonly RootKey[]): KeptKey[] {
  const byMark = new Map<string, KeptKey>();
  for (const key of kept)
    if (!byMark.has(key.mark) || roots.some((root) => root.opens(key.by))) byMark.set(key.mark, key);
  return [...byMark.values()];
}

export function tenantKeys(tenant: TenantId, newest: Key, others: readonly Key[]): TenantKeys {
  const byMark = new Map([...others, newest].map((k) => [k.mark, k]));
  const held = new Map<string, Key>();
  const place = (owner: string): Place => ({ tenant, table: 'case_key', column: 'wrapped', id: owner });
  const keyFor = (owner: string, bytes: Buffer): Key => ({ mark: owner.slice(0, 8), bytes });
  const opened = (owner: string, wrapped: Buffer): Buffer => {
    const by = byMark.get(markOf(wrapped));
    if (!by) throw new KeysNeeded();
    return unseal(by, place(owner), wrapped);
  };
  return {
    make: (owner) => {
      const bytes = randomBytes(KEY_BYTES);
      return { key: keyFor(owner, bytes), wrapped: seal(newest, place(owner), bytes) };
    },
    of: (owner) => held.get(owner),
    take: (owner, wrapped) => {
      const key = keyFor(owner, opened(owner, wrapped));
      remember(held, MOST_KEYS, owner, key);
      return key;
    },
    rewrap: (owner, wrapped) => seal(newest, place(owner), opened(owner, wrapped)),
  };
}

/** Adds to a map that forgets its oldest beyond `most`. */
function remember<K, V>(map: Map<K, V>, most: number, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
