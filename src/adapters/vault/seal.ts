import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../../core/errors';

/** Where a sealed value stands. It opens there and nowhere else: a value moved to another row or column is refused. */
export interface Place {
  readonly tenant: string;
  readonly table: string;
  readonly column: string;
  /** Id of the row, random and never used again. */
  readonly id: string;
}

export interface Key {
  /** Eight hexadecimal digits that tell keys apart; written before what the key sealed. */
  readonly mark: string;
  readonly bytes: Buffer;
}

export const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const HEAD = 5;
const IV = 12;
const TAG = 16;

/** Version byte, mark of the key, random IV, full tag, ciphertext. The first two are authenticated with the place. */
export function seal(key: Key, place: Place, plain: Buffer): Buffer {
  const head = Buffer.concat([Buffer.of(VERSION), Buffer.from(key.mark, 'hex')]);
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG }).setAAD(bound(head, place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, iv, cipher.getAuthTag(), sealed]);
}

/** @throws AppError `unexpected` when anything about it is not as it was sealed: bytes, key, or where it stands. */
export function unseal(key: Key, place: Place, sealed: Buffer): Buffer {
  if (sealed.length < HEAD + IV + TAG || sealed[0] !== VERSION) throw altered(place, 'not something sealed here');
  if (markOf(sealed) !== key.mark) throw altered(place, 'sealed with another key');
  const head = sealed.subarray(0, HEAD);
  // Without the tag's length four bytes of it would do.
  const decipher = createDecipheriv(CIPHER, key.bytes, sealed.subarray(HEAD, HEAD + IV), { authTagLength: TAG })
    .setAAD(bound(head, place))
    .setAuthTag(sealed.subarray(HEAD + IV, HEAD + IV + TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD + IV + TAG)), decipher.final()]);
  } catch (cause) {
    throw altered(place, 'moved or altered', cause);
  }
}

/** Mark of the key that sealed it. */
export const markOf = (sealed: Buffer): string => sealed.subarray(1, HEAD).toString('hex');

const bound = (head: Buffer, { tenant, table, column, id }: Place): Buffer =>
  Buffer.concat([head, Buffer.from(JSON.stringify([tenant, table, column, id]))]);

const altered = ({ table, column }: Place, why: string, cause?: unknown): AppError =>
  new AppError('unexpected', { detail: `vault: ${table}.${column} is ${why}`, cause });
