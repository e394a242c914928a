import { randomUUID } from 'node:crypto';
import { TenantId } from '../../../src/core/ids';
import { fileRootKey } from '../../../src/adapters/vault/key-file';
import { KeysNeeded, type KeptKey, type KeyShelf, makeVault } from '../../../src/adapters/vault/vault';
import { testRootKey } from '../../support/vault';

const MINUTE = 60_000;
const tenant = TenantId.parse(randomUUID());

function shelf(): KeyShelf & { readonly rows: Map<string, KeptKey[]> } {
  const rows = new Map<string, KeptKey[]>();
  return {
    rows,
    of: (t) => Promise.resolve([...(rows.get(t) ?? [])].reverse()),
    add: (t, key) => Promise.resolve(void rows.set(t, [...(rows.get(t) ?? []), key])),
  };
}
const made = (o: { root?: typeof testRootKey; kept?: ReturnType<typeof shelf>; now?: () => number } = {}) =>
  makeVault({ root: o.root ?? testRootKey, shelf: o.kept ?? shelf(), now: o.now ?? (() => 0) });

test('keys are asked for before they are used, made once, and read by the next process', async () => {
  const kept = shelf();
  const vault = made({ kept });
  expect(() => vault.keys(tenant)).toThrow(KeysNeeded);
  await Promise.all([vault.fetch(tenant), vault.fetch(tenant)]);
  expect(kept.rows.get(tenant)).toHaveLength(1);
  const owner = randomUUID();
  const { key, wrapped } = vault.keys(tenant).make(owner);
  const next = made({ kept });
  await next.fetch(tenant);
  expect(next.keys(tenant).of(owner)).toBeUndefined();
  expect(next.keys(tenant).take(owner, wrapped)).toEqual(key);
  expect(next.keys(tenant).of(owner)).toEqual(key);
  expect(kept.rows.get(tenant)).toHaveLength(1);
});

test('a key just made is not at hand before it has been read: its transaction may come to nothing', async () => {
  const vault = made();
  await vault.fetch(tenant);
  const owner = randomUUID();
  vault.keys(tenant).make(owner);
  expect(vault.keys(tenant).of(owner)).toBeUndefined();
});

test('a key wrapped by a tenant key not seen yet is no mistake: the keys have to be fetched again', async () => {
  const [one, other] = [made(), made()];
  await one.fetch(tenant);
  await other.fetch(tenant);
  const owner = randomUUID();
  const { wrapped } = other.keys(tenant).make(owner);
  expect(() => one.keys(tenant).take(owner, wrapped)).toThrow(KeysNeeded);
});

test('both tenant keys of two processes that began at once are used, the newest for what is new', async () => {
  const kept = shelf();
  const [one, other] = [made({ kept }), made({ kept })];
  await Promise.all([one.fetch(tenant), other.fetch(tenant)]);
  expect(kept.rows.get(tenant)).toHaveLength(2);
  const owner = randomUUID();
  const { wrapped } = one.keys(tenant).make(owner);
  await other.fetch(tenant);
  expect(other.keys(tenant).take(owner, wrapped).bytes).toHaveLength(32);
});

test('keys are given up after a quarter of an hour, so that a root key taken back is felt', async () => {
  let now = 0;
  const vault = made({ now: () => now });
  await vault.fetch(tenant);
  now = 15 * MINUTE - 1;
  expect(vault.keys(tenant)).toBeDefined();
  now += 1;
  expect(() => vault.keys(tenant)).toThrow(KeysNeeded);
});

test('another root key opens nothing', async () => {
  const kept = shelf();
  await made({ kept }).fetch(tenant);
  const wrong = made({ kept, root: fileRootKey(Buffer.alloc(32, 8).toString('base64')) });
  await expect(wrong.fetch(tenant)).rejects.toMatchObject({ code: 'unexpected' });
  expect(() => wrong.keys(tenant)).toThrow(KeysNeeded);
});

test('a failed fetch is not kept: the next one asks again', async () => {
  const kept = shelf();
  let away = true;
  const root = {
    ...testRootKey,
    wrap: (...args: Parameters<typeof testRootKey.wrap>) =>
      away ? Promise.reject(new KeysNeeded()) : testRootKey.wrap(...args),
  };
  const vault = made({ kept, root });
  await expect(vault.fetch(tenant)).rejects.toMatchObject({ code: 'unavailable' });
  away = false;
  await vault.fetch(tenant);
  expect(vault.keys(tenant)).toBeDefined();
});

test('only so many keys are held at once, the oldest given up first', async () => {
  const vault = made();
  await vault.fetch(tenant);
  const keys = vault.keys(tenant);
  const owners = Array.from({ length: 5_001 }, () => randomUUID());
  for (const owner of owners) keys.take(owner, keys.make(owner).wrapped);
  expect(owners.filter((owner) => keys.of(owner) === undefined)).toEqual([owners[0]]);
  const tenants = Array.from({ length: 101 }, () => TenantId.parse(randomUUID()));
  for (const t of tenants) await vault.fetch(t);
  expect(() => vault.keys(tenants[0] ?? tenant)).toThrow(KeysNeeded);
  expect(vault.keys(tenants[100] ?? tenant)).toBeDefined();
});
