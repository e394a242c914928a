import { randomUUID } from 'node:crypto';
import { type Content, contentOf } from '../../../src/adapters/store/content';
import { type Store, kyselyOn, writer } from '../../../src/adapters/store/engine';
import { retireRoot, rotateKeys } from '../../../src/adapters/store/rotate-keys';
import type { Tables } from '../../../src/adapters/store/tables';
import { tenantKeyShelf } from '../../../src/adapters/store/tenant-keys';
import { fileRootKey } from '../../../src/adapters/vault/key-file';
import { type RootKey, makeVault } from '../../../src/adapters/vault/vault';
import { TenantId } from '../../../src/core/ids';
import { engines, withStore } from '../../support/engines';

const OLD = fileRootKey(Buffer.alloc(32, 1).toString('base64'));
const NEW = fileRootKey(Buffer.alloc(32, 2).toString('base64'));
const CASES = 7;
const BATCH = 3;
const DAY = 86_400_000;

describe.each(engines)('changing the root key, on %s', (engine) => {
  const at = withStore(engine);
  let tenant: TenantId;
  let sealed: Map<string, Buffer>;
  beforeEach(async () => {
    tenant = TenantId.parse(randomUUID());
    sealed = new Map();
    for (let n = 0; n < CASES; n++) await write(OLD);
  });

  /** As a process that was started with this root key meets the content. */
  async function as<T>(root: RootKey, work: (content: Content) => Promise<T>): Promise<T> {
    const vault = makeVault({ root, shelf: tenantKeyShelf(at.store, 'app_web'), now: () => 0 });
    await vault.fetch(tenant);
    return at.store.transaction(
      (client, withCommit) => {
        const db = kyselyOn<Tables>(client);
        return work(contentOf({ db, write: writer(client, withCommit), tenant, vault }));
      },
      { role: 'app_web', settings: { tenant } },
    );
  }
  const cell = (id: string) => ({ table: 'report', column: 'content', id });
  async function write(root: RootKey): Promise<void> {
    const id = randomUUID();
    sealed.set(id, await as(root, (content) => content.seal(id, cell(id), `What happened in ${id}`)));
  }
  const readAll = (root: RootKey): Promise<string[]> =>
    as(root, async (content) => {
      const open = await content.unlock([...sealed.keys()]);
      return [...sealed].map(([id, bytes]) => open(id, cell(id), bytes));
    });
  const all = () => [...sealed.keys()].map((id) => `What happened in ${id}`);
  const rotate = (store: Store = at.store, to = NEW, now = DAY) =>
    rotateKeys(store, { tenant, from: OLD, to, now, batch: BATCH });
  const marks = async (): Promise<Set<string>> => {
    const { rows } = await at.store.query<{ mark: string }>(
      `select encode(substring(wrapped from 2 for 4), 'hex') as mark from case_key where tenant = '${tenant}'`,
    );
    return new Set(rows.map((r) => r.mark));
  };

  test('puts every key under a new one; both root keys open everything until the old one is retired', async () => {
    const before = await marks();
    expect(await rotate()).toBe(CASES);
    const after = await marks();
    expect([after.size, [...after].some((mark) => before.has(mark))]).toEqual([1, false]);
    expect(await readAll(OLD)).toEqual(all());
    expect(await readAll(NEW)).toEqual(all());
    // Lantern may run meanwhile, on either.
    await write(OLD);
    await write(NEW);
    expect(await rotate()).toBe(0);
    expect(await retireRoot(at.store, { tenant, root: NEW })).toBeGreaterThan(0);
    expect(await readAll(NEW)).toEqual(all());
    await expect(readAll(OLD)).rejects.toMatchObject({ code: 'unexpected' });
    expect(await retireRoot(at.store, { tenant, root: NEW })).toBe(0);
  });

  test('killed after any commit, or inside of one, has harmed nothing, and goes on where it was', async () => {
    let commits = 0;
    /** Stops before the `dies`-th commit, as a process that is killed there. */
    const dying = (dies: number): Store => ({
      ...at.store,
      transaction: (work, o) =>
        at.store.transaction(async (client, withCommit) => {
          const result = await work(client, withCommit);
          commits += 1;
          if (commits === dies) throw new Error('killed');
          return result;
        }, o),
    });
    let dies = 1;
    for (; ; dies++) {
      commits = 0;
      const ended = await rotate(dying(dies)).then(
        () => true,
        () => false,
      );
      expect(await readAll(OLD)).toEqual(all());
      if (ended) break;
      await write(OLD);
    }
    // What is read and kept at the start, three batches, and the look that finds no more.
    expect(dies).toBeGreaterThan(5);
    expect(await marks()).toHaveProperty('size', 1);
    expect(await readAll(NEW)).toEqual(all());
    commits = 0;
    await expect(retireRoot(dying(2), { tenant, root: NEW })).rejects.toThrow('killed');
    expect(await readAll(OLD)).toEqual(all());
  });

  test('of the tenant’s own key alone is for a root key that stays', async () => {
    const before = await marks();
    expect(await rotate(at.store, OLD)).toBe(CASES);
    expect([...(await marks())].some((mark) => before.has(mark))).toBe(false);
    expect(await readAll(OLD)).toEqual(all());
    // Once more is one more.
    expect(await rotate(at.store, OLD, 2 * DAY)).toBe(CASES);
    expect(await readAll(OLD)).toEqual(all());
  });

  test('is not ended by a root key that would leave something shut', async () => {
    await expect(retireRoot(at.store, { tenant, root: NEW })).rejects.toMatchObject({ code: 'conflict' });
    expect(await readAll(OLD)).toEqual(all());
  });

  test('leaves other tenants alone, and a tenant that has no keys has one afterwards', async () => {
    const [other, kept] = [tenant, sealed];
    tenant = TenantId.parse(randomUUID());
    sealed = new Map();
    expect(await rotate()).toBe(0);
    await write(NEW);
    expect(await readAll(NEW)).toEqual(all());
    [tenant, sealed] = [other, kept];
    expect(await readAll(OLD)).toEqual(all());
    await expect(readAll(NEW)).rejects.toMatchObject({ code: 'unexpected' });
  });
});
