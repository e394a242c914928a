import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors';
import type { Blobs } from '../../core/ports';
import { type FilePlace, openPieces, sealPieces } from '../vault/pieces';

/** What is known of a file once it is kept. */
export interface Kept {
  /** Name of the sealed file. */
  readonly blob: string;
  /** Of the plain bytes, in hex. */
  readonly sha256: string;
  readonly size: number;
}

export interface Lock {
  /** The case's own key (`fileKey`). */
  readonly key: Uint8Array;
  readonly place: FilePlace;
}

/**
 * Keeps a file of any size while it comes: hashed as it is, sealed piece by piece, on the disk when this answers. Never
 * more than a few pieces of it are in memory. What the source throws is thrown as it is, and nothing is left behind.
 */
export async function keepSealed(blobs: Blobs, lock: Lock, source: AsyncIterable<Uint8Array>): Promise<Kept> {
  const hash = createHash('sha256');
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      hash.update(piece);
      size += piece.length;
      yield piece;
    }
  }
  const blob = await blobs.putStream(sealPieces(lock.key, lock.place, counted()));
  return { blob, sha256: hash.digest('hex'), size };
}

/**
 * The plain bytes as they were taken in. Each piece has proved genuine before it leaves here; that the whole is what was
 * taken in is known at the end, so nobody may act on half of it.
 *
 * @throws AppError `unexpected` for whatever is not as it was kept.
 */
export async function* openSealed(blobs: Blobs, lock: Lock, kept: Kept): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of openPieces(lock.key, lock.place, await blobs.getStream(kept.blob))) {
    hash.update(piece);
    size += piece.length;
    yield piece;
  }
  if (hash.digest('hex') !== kept.sha256 || size !== kept.size)
    throw new AppError('unexpected', { detail: 'blobs: a file is not what was taken in' });
}
