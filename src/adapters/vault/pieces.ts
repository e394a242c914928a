import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../../core/errors';

/** Which file of which record: a sealed file opens as that one and no other. */
export interface FilePlace {
  readonly tenant: string;
  readonly table: string;
  /** Id of the row, random and never used again. */
  readonly id: string;
}

type Pieces = AsyncIterable<Uint8Array>;

const CIPHER = 'aes-256-gcm';
const VERSION = 2;
const MARK = 4;
const SALT = 32;
const HEAD = 1 + MARK + SALT;
const TAG = 16;
/** What is sealed at a time: small enough that nothing waits for it, large enough that tags weigh nothing. */
const PIECE = 64 << 10;
const SEALED = PIECE + TAG;

/**
 * Seals a file of any size piece by piece: a head, then each piece with its own full tag. Every file has a key of its
 * own, made from that of its case; each piece is bound to the head, to where the file belongs, to its number and to
 * whether it is the last, so that none can be altered, moved, left out, doubled or cut off.
 */
export async function* sealPieces(fileKey: Uint8Array, file: FilePlace, plain: Pieces): AsyncGenerator<Buffer> {
  const head = Buffer.concat([Buffer.of(VERSION), markOf(fileKey), randomBytes(SALT)]);
  const lock = lockFor(fileKey, file, head);
  yield head;
  for await (const { part, isLast } of cut(plain, PIECE)) yield lock.seal(part, isLast);
}

/**
 * The plain bytes again: nothing of a piece leaves here before the whole of it has proved genuine.
 * @throws AppError `unexpected` at the first thing that is not as it was sealed: bytes, order, end, key, or place.
 */
export async function* openPieces(fileKey: Uint8Array, file: FilePlace, sealed: Pieces): AsyncGenerator<Buffer> {
  const rest = headed(sealed);
  const first = await rest.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  if (head.length < HEAD || head[0] !== VERSION) throw altered(file, 'not something sealed here');
  if (!head.subarray(1, 1 + MARK).equals(markOf(fileKey))) throw altered(file, 'sealed with another key');
  const lock = lockFor(fileKey, file, head);
  for await (const { part, isLast } of cut(rest, SEALED)) yield lock.open(part, isLast);
}

const markOf = (fileKey: Uint8Array): Buffer => createHash('sha256').update(fileKey).digest().subarray(0, MARK);

function lockFor(fileKey: Uint8Array, file: FilePlace, head: Buffer) {
  const key = Buffer.from(hkdfSync('sha256', fileKey, head.subarray(1 + MARK), 'lantern file', 32));
  const place = Buffer.concat([head, Buffer.from(JSON.stringify([file.tenant, file.table, file.id]))]);
  let n = 0;
  /** Number and end of the piece: its nonce, since no other file has this key, and part of what is bound. */
  const next = (isLast: boolean): Buffer => {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(n, 7);
    nonce[11] = isLast ? 1 : 0;
    n += 1;
    return nonce;
  };
  return {
    seal: (part: Uint8Array, isLast: boolean): Buffer => {
      const nonce = next(isLast);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG }).setAAD(Buffer.concat([place, nonce]));
      return Buffer.concat([cipher.update(part), cipher.final(), cipher.getAuthTag()]);
    },
    open: (part: Uint8Array, isLast: boolean): Buffer => {
      if (part.length < TAG) throw altered(file, 'cut off');
      const nonce = next(isLast);
      // Without the tag's length four bytes of it would do.
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG })
        .setAAD(Buffer.concat([place, nonce]))
        .setAuthTag(part.subarray(part.length - TAG));
      try {
        const plain = decipher.update(part.subarray(0, part.length - TAG));
        decipher.final();
        return plain;
      } catch (cause) {
        throw altered(file, 'moved, altered or cut off', cause);
      }
    },
  };
}

/** The head first, by itself, and then the rest as it comes. */
async function* headed(sealed: Pieces): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  for await (const piece of sealed) {
    if (head.length >= HEAD) {
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < HEAD) continue;
    yield head.subarray(0, HEAD);
    yield head.subarray(HEAD);
  }
}

/** In parts of exactly this size but for the last, which is known to be the last; an empty file is one empty part. */
async function* cut(source: Pieces, size: number): AsyncGenerator<{ part: Uint8Array; isLast: boolean }> {
  const held = Buffer.allocUnsafe(size);
  let n = 0;
  for await (const piece of source) {
    for (let from = 0; from < piece.length;) {
      if (n === size) {
        yield { part: held, isLast: false };
        n = 0;
      }
      const some = piece.subarray(from, from + size - n);
      held.set(some, n);
      n += some.length;
      from += some.length;
    }
  }
  yield { part: held.subarray(0, n), isLast: true };
}

const altered = ({ table }: FilePlace, why: string, cause?: unknown): AppError =>
  new AppError('unexpected', { detail: `vault: a file of ${table} is ${why}`, cause });

/** Bytes at hand, as pieces. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

/** All pieces in one. */
export async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
