import { azureToken } from '../adapters/vault/azure-token';
import { fileRootKey } from '../adapters/vault/key-file';
import { keyVaultRootKey } from '../adapters/vault/key-vault';
import type { RootKey } from '../adapters/vault/vault';
import type { Production } from './config';

/** The root key that the settings name. @throws AppError `invalid_input` for a file that holds none. */
export const rootKeyOf = (key: Production['rootKey']): RootKey =>
  'text' in key ? fileRootKey(key.text) : keyVaultRootKey({ keyUrl: key.keyUrl, token: azureToken(key.identity) });
