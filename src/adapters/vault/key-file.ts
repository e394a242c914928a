import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../core/errors';
import { KEY_BYTES, seal, unseal } from './seal';
import type { RootKey } from './vault';

/** Writes a new root key for its owner's eyes only, unless the file is there. Keep it out of the data and its backups. */
export function makeKeyFile(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
}

/**
 * A root key from the text of its file (32 bytes in base64, as `openssl rand -base64 32` makes them).
 *
 * @throws AppError `invalid_input` for any other text.
 */
export function fileRootKey(text: string): RootKey {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== KEY_BYTES) {
    const what = 'must hold 32 bytes in base64: openssl rand -base64 32';
    throw new AppError('invalid_input', { problems: [{ where: 'LANTERN_ROOT_KEY_FILE', what }], detail: what });
  }
  const mark = createHash('sha256').update('root key\0').update(bytes).digest('hex').slice(0, 8);
  const key = { mark, bytes };
  const place = (tenant: string) => ({ tenant, table: 'tenant_key', column: 'wrapped', id: mark });
  const by = `file ${mark}`;
  return {
    opens: (other) => other === by,
    wrap: (tenant, plain) => Promise.resolve({ wrapped: seal(key, place(tenant), plain), by }),
    unwrap: (tenant, kept) =>
      kept.by === by
        ? Promise.resolve(unseal(key, place(tenant), kept.wrapped))
        : Promise.reject(new AppError('unexpected', { detail: `vault: made with ${kept.by}, this is ${by}` })),
  };
}
