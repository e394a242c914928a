import { z } from 'zod';
import { AppError } from '../../core/errors';
import type { TenantId } from '../../core/ids';
import type { RootKey } from './vault';

export interface KeyVaultOptions {
  /** The key's address without version: `https://<vault>.vault.azure.net/keys/<name>`. */
  readonly keyUrl: string;
  /** A token for `https://vault.azure.net`. */
  readonly token: () => Promise<string>;
  /** Tests give their own. */
  readonly fetch?: typeof fetch;
}

const ALGORITHM = 'RSA-OAEP-256';
const TIMEOUT_MS = 5_000;
const TENANT_BYTES = 16;
const Answer = z.object({ kid: z.url(), value: z.base64url() });

/**
 * A root key that never leaves Azure Key Vault. Least permission: `keys/wrapKey` and `keys/unwrapKey` on that one key
 * (role "Key Vault Crypto Service Encryption User"). What is wrapped names the key's version, so a rotated key still
 * opens it. The tenant is wrapped along with its key: a row moved to another tenant is refused.
 *
 * Both calls are safe to repeat and are tried once: whoever needs the keys asks again. They throw AppError
 * `unavailable` when Key Vault cannot be had or says no.
 */
export function keyVaultRootKey(o: KeyVaultOptions): RootKey {
  const call = caller(o);
  const opens = (by: string): boolean => by.startsWith(`${o.keyUrl}/`);
  return {
    opens,
    wrap: async (tenant, plain) => {
      const { kid, value } = await call(o.keyUrl, 'wrapkey', Buffer.concat([tenantBytes(tenant), plain]));
      return { wrapped: value, by: kid };
    },
    unwrap: async (tenant, { wrapped, by }) => {
      // The address comes from the database: a token is only ever shown to our own key.
      if (!opens(by)) throw refused('wrapped by another root key');
      const { value } = await call(by, 'unwrapkey', wrapped);
      if (!value.subarray(0, TENANT_BYTES).equals(tenantBytes(tenant))) throw refused('wrapped for another tenant');
      return value.subarray(TENANT_BYTES);
    },
  };
}

const caller = (o: KeyVaultOptions) => async (key: string, operation: 'wrapkey' | 'unwrapkey', value: Buffer) => {
  try {
    const response = await (o.fetch ?? fetch)(`${key}/${operation}?api-version=7.4`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await o.token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ alg: ALGORITHM, value: value.toString('base64url') }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw unavailable(`${operation} answered ${response.status}`);
    const answer = Answer.parse(await response.json());
    return { kid: answer.kid, value: Buffer.from(answer.value, 'base64url') };
  } catch (e) {
    throw e instanceof AppError ? e : unavailable(`${operation} failed`, e);
  }
};

const tenantBytes = (tenant: TenantId): Buffer => Buffer.from(tenant.replaceAll('-', ''), 'hex');
const refused = (why: string): AppError => new AppError('unexpected', { detail: `key vault: ${why}` });
const unavailable = (what: string, cause?: unknown): AppError =>
  new AppError('unavailable', { detail: `key vault: ${what}`, cause });
