import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { AppError } from '../errors';
import { H } from './hash';

/** What a checkpoint says: how many entries, the root of their tree, the last link of the chain, and when (ms). */
export interface Checkpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly head: Buffer;
  readonly at: number;
}

/** The text under the signature: a C2SP tlog-checkpoint with two lines of our own, so foreign tools can read it. */
export const checkpointText = (name: string, size: number, root: Buffer, head: Buffer, at: number): string =>
  `${name}\n${size}\n${root.toString('base64')}\nhead ${head.toString('base64')}\ntime ${at}\n`;

/** The 32 bytes of an Ed25519 public key. */
function rawKey(key: KeyObject): Buffer {
  const { x } = key.export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined)
    throw new AppError('unexpected', { detail: 'ledger: the signing key must be Ed25519' });
  return Buffer.from(x, 'base64url');
}

const keyId = (name: string, key: KeyObject): Buffer => H(`${name}\n`, Buffer.of(1), rawKey(key)).subarray(0, 4);

/** The public key as it stands in receipts and exports: 32 bytes in base64. */
export const publicKeyText = (key: KeyObject): string => rawKey(key).toString('base64');

/** What people compare by eye: the first 128 bits of the key's SHA-256, in groups of four. */
export const fingerprint = (key: KeyObject): string =>
  H(rawKey(key))
    .toString('hex')
    .slice(0, 32)
    .replace(/.{4}(?=.)/g, '$& ');

/** Reads a public key from PEM or from {@link publicKeyText}; undefined when it is neither, or not Ed25519. */
export function readPublicKey(text: string): KeyObject | undefined {
  try {
    const raw = Buffer.from(text.trim(), 'base64');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
    const key = text.includes('-----BEGIN PUBLIC KEY-----')
      ? createPublicKey(text)
      : createPublicKey({ key: jwk, format: 'jwk' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Signs a text as the C2SP signed note of `name`, with an Ed25519 private key. A name has no space and no `+`
 * (C2SP signed-note), which also keeps notes and promises apart.
 */
export function signNote(name: string, key: KeyObject, text: string): string {
  if (!/^[^\s+]+$/.test(name)) throw new AppError('unexpected', { detail: 'ledger: the name must be one word' });
  const signature = Buffer.concat([keyId(name, createPublicKey(key)), sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/** One or more signature lines and nothing else. */
const SIGNATURES = /^(?:— [^\s+]+ [A-Za-z0-9+/]+={0,2}\n)+$/;

/**
 * The text of a note signed by one of the keys under this name; undefined when none of them signed it. Signatures of
 * other names beside it are allowed and not looked at.
 */
export function openNote(name: string, keys: readonly KeyObject[], note: string): string | undefined {
  const gap = note.lastIndexOf('\n\n');
  const text = note.slice(0, gap + 1);
  const signatures = note.slice(gap + 2);
  if (!SIGNATURES.test(signatures)) return undefined;
  const isSigned = (base64: string) => {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.toString('base64') !== base64) return false;
    return keys.some(
      (key) => bytes.subarray(0, 4).equals(keyId(name, key)) && verify(null, Buffer.from(text), key, bytes.subarray(4)),
    );
  };
  const ours = `— ${name} `;
  return signatures.split('\n').some((line) => line.startsWith(ours) && isSigned(line.slice(ours.length)))
    ? text
    : undefined;
}

const CHECKPOINT = /^([^\n]*)\n(\d{1,15})\n([^\n]*)\nhead ([^\n]*)\ntime (\d{1,15})\n$/;

/** The signed part of a note; a text without signatures as it is. */
const textOf = (note: string): string => note.slice(0, note.lastIndexOf('\n\n') + 1 || note.length);

/** What a note says, without looking at its signature: its ledger's name and checkpoint. Undefined for other texts. */
export function readCheckpoint(note: string): { name: string; checkpoint: Checkpoint } | undefined {
  const text = textOf(note);
  const [, name = '', size, root = '', head = '', at] = CHECKPOINT.exec(text) ?? [];
  const c = {
    size: Number(size),
    root: Buffer.from(root, 'base64'),
    head: Buffer.from(head, 'base64'),
    at: Number(at),
  };
  return checkpointText(name, c.size, c.root, c.head, c.at) === text ? { name, checkpoint: c } : undefined;
}

/** A checkpoint of this ledger signed by one of the keys, or undefined. */
export function openCheckpoint(name: string, keys: readonly KeyObject[], note: string): Checkpoint | undefined {
  const text = openNote(name, keys, note);
  const read = text === undefined ? undefined : readCheckpoint(text);
  return read?.name === name ? read.checkpoint : undefined;
}

/** What a person is promised with the answer, before their entry has a number. `at` is milliseconds. */
interface Promised {
  /** The ledger's name, as on its checkpoints. */
  readonly name: string;
  readonly tenant: string;
  readonly kind: string;
  readonly at: number;
  readonly commitment: Buffer;
}

const promiseText = (p: Promised): Buffer =>
  Buffer.from(`promise v1\n${p.name}\n${p.tenant}\n${p.kind}\n${p.at}\n${p.commitment.toString('hex')}\n`);

/** The service's signature that this entry will be in the log, in base64. The same input gives the same text. */
export const signPromise = (key: KeyObject, promised: Promised): string =>
  sign(null, promiseText(promised), key).toString('base64');

/** Whether one of the keys signed this promise. */
export function promiseHolds(keys: readonly KeyObject[], promised: Promised, base64: string): boolean {
  const signature = Buffer.from(base64, 'base64');
  if (signature.toString('base64') !== base64) return false;
  return keys.some((key) => verify(null, promiseText(promised), key, signature));
}
