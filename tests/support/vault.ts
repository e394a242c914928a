import type { Store } from '../../src/adapters/store/engine';
import { tenantKeyShelf } from '../../src/adapters/store/tenant-keys';
import { fileRootKey } from '../../src/adapters/vault/key-file';
import { type Vault, makeVault } from '../../src/adapters/vault/vault';

/** One for all tests, so that whoever shares a store can read what the others sealed. */
export const testRootKey = fileRootKey(Buffer.alloc(32, 7).toString('base64'));

export const testVault = (store: Store, now: () => number): Vault =>
  makeVault({ root: testRootKey, shelf: tenantKeyShelf(store, 'app_web'), now });
