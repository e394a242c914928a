import { hkdfSync } from 'node:crypto';
import { AppError } from '../../core/errors';
import { type Key, type Place, seal, unseal } from '../vault/seal';
import type { Session } from './unit';

/** Where content stands within the tenant. */
export type Cell = Omit<Place, 'tenant'>;

/** Content sealed under keys of their own, one for each report and its case; `owner` is the id the key belongs to. */
export interface Content {
  /** Makes the owner's key when it has none yet. */
  seal(owner: string, cell: Cell, text: string): Promise<Buffer>;
  /** @throws AppError `unexpected` for what was altered or moved, and when the key is gone. */
  open(owner: string, cell: Cell, sealed: Buffer): Promise<string>;
  /** Opens many: all the owners' keys are fetched by one statement at most. */
  unlock(owners: readonly string[]): Promise<(owner: string, cell: Cell, sealed: Buffer) => string>;
  /** A key for the owner's files. */
  fileKey(owner: string): Promise<Buffer>;
}

/** Nothing here waits for the network: a unit whose keys are not at hand is stopped and run again (`unit.ts`). */
export function contentOf({ db, write, tenant, vault }: Pick<Session, 'db' | 'write' | 'tenant' | 'vault'>): Content {
  // Keys made by this unit: whether they are ever read again depends on its commit.
  const made = new Map<string, Key>();
  const find = async (owners: readonly string[]): Promise<(owner: string) => Key | undefined> => {
    const keys = vault.keys(tenant);
    const known = new Map(made);
    const missing = owners.filter((owner) => {
      const key = known.get(owner) ?? keys.of(owner);
      if (key) known.set(owner, key);
      return !key;
    });
    if (missing.length === 0) return (owner) => known.get(owner);
    const rows = await db.selectFrom('caseKey').select(['id', 'wrapped']).where('id', 'in', missing).execute();
    for (const { id, wrapped } of rows) known.set(id, keys.take(id, wrapped));
    return (owner) => known.get(owner);
  };
  const make = (owner: string): Key => {
    const { key, wrapped } = vault.keys(tenant).make(owner);
    write(db.insertInto('caseKey').values({ tenant, id: owner, wrapped }));
    made.set(owner, key);
    return key;
  };
  const unlock: Content['unlock'] = async (owners) => {
    const keyOf = await find(owners);
    return (owner, cell, sealed) => unseal(there(keyOf(owner)), { tenant, ...cell }, sealed).toString();
  };
  return {
    unlock,
    open: async (owner, cell, sealed) => (await unlock([owner]))(owner, cell, sealed),
    seal: async (owner, cell, text) => {
      const key = (await find([owner]))(owner) ?? make(owner);
      return seal(key, { tenant, ...cell }, Buffer.from(text));
    },
    fileKey: async (owner) => {
      const { bytes } = there((await find([owner]))(owner));
      return Buffer.from(hkdfSync('sha256', bytes, '', 'files', 32));
    },
  };
}

function there(key: Key | undefined): Key {
  if (key) return key;
  throw new AppError('unexpected', { detail: 'content: its key is gone' });
}
