import { hash } from 'node:crypto';
import { AppError } from '../errors';

/**
 * SHA-256 of the parts one after the other. The one-shot digest as hex is three times as fast on Node 20 as an
 * incremental one, and the verifier spends most of its time here.
 */
export const H = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.from(hash('sha256', Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : p)))), 'hex');

/** Eight bytes, most significant first. Refuses what is no whole number from 0 to 2^53 - 1. */
function u64(value: number): Buffer {
  if (!Number.isSafeInteger(value) || value < 0) throw new AppError('unexpected', { detail: 'ledger: not a u64' });
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeUInt32BE(Math.floor(value / 2 ** 32), 0);
  bytes.writeUInt32BE(value % 2 ** 32, 4);
  return bytes;
}

function id16(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new AppError('unexpected', { detail: 'ledger: tenant is no uuid' });
  return bytes;
}

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
const LINK = Buffer.of(2);
const COMMIT = Buffer.from('commit/v1\0');

/**
 * What stands in the log for the content of an entry. The 32-byte salt hides content that could be guessed, and lets
 * retention delete salt and content while chain and tree still verify.
 */
export const commitment = (salt: Buffer, text: string): Buffer => H(COMMIT, salt, text);

/** `seq` counts from 1 without gaps; `at` is milliseconds since 1970 by the writer's clock. */
export type LeafHasher = (seq: number, at: number, kind: string, commitment: Buffer) => Buffer;

/** Leaf hashes of one tenant: the same as {@link leafHash}, with the tenant's part worked out once. */
export function leafHasher(tenant: string): LeafHasher {
  const start = Buffer.concat([LEAF, id16(tenant)]);
  return (seq, at, kind, content) => {
    const name = Buffer.from(kind);
    if (name.length > 255) throw new AppError('unexpected', { detail: 'ledger: kind is too long' });
    return H(start, u64(seq), u64(at), Buffer.of(name.length), name, content);
  };
}

/** RFC 6962 leaf: 00, tenant, seq, time, length of kind, kind, commitment. */
export const leafHash = (tenant: string, seq: number, at: number, kind: string, content: Buffer): Buffer =>
  leafHasher(tenant)(seq, at, kind, content);

/** RFC 6962 node: 01, left, right. */
export const nodeHash = (left: Buffer, right: Buffer): Buffer => H(NODE, left, right);

/** Link n of the chain: 02, link n-1, leaf n. */
export const linkHash = (previous: Buffer, leaf: Buffer): Buffer => H(LINK, previous, leaf);

/** Link 0, from which a tenant's chain starts. */
export const genesis = (tenant: string): Buffer => H(LINK, 'genesis', id16(tenant));

const refuse = (what: string): AppError => new AppError('unexpected', { detail: `cannot be recorded: ${what}` });

/**
 * RFC 8785 text for the values we allow: null, booleans, whole numbers, well-formed text, arrays and plain objects.
 * Everything else is refused with `unexpected`, not guessed, because the text is hashed for good.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw refuse('text with half a surrogate pair');
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonical).join(',')}]`;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, held]) => `${canonical(key)}:${canonical(held)}`).join(',')}}`;
  }
  throw refuse(typeof value);
}

/** SHA-256 as 64 hex digits of a value's canonical text: how documents and lists of statements are named. */
export const contentHash = (value: unknown): string => hash('sha256', canonical(value));
