import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/errors';

/** A blob's name: SHA-256 of what is in it, in hex. */
export const NAME = /^[0-9a-f]{64}$/;

export interface Spooled {
  readonly file: string;
  readonly name: string;
}

/**
 * Writes pieces into a fresh file of the folder, on the disk before it answers, and names it by what is in it. One piece
 * is written while the next is made. Whatever goes wrong, no half file stays. What the pieces throw is thrown as it is.
 *
 * @throws AppError `unavailable` when the disk is full or fails; `isFull` tells.
 */
export async function spool(dir: string, pieces: AsyncIterable<Uint8Array>): Promise<Spooled> {
  await fs.mkdir(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, `.${randomUUID()}`);
  try {
    return { file, name: await written(file, pieces) };
  } catch (e) {
    await fs.rm(file, { force: true });
    throw e;
  }
}

async function written(file: string, pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const handle = await fs.open(file, 'wx', 0o400).catch(refused);
  let under: Promise<unknown> = Promise.resolve();
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      await under;
      under = handle.writeFile(piece).catch(refused);
      // Awaited before the next write and at the end: until then nobody else may find it unhandled.
      under.catch(() => {});
    }
    await under;
    await handle.sync().catch(refused);
  } finally {
    await under.catch(() => {});
    await handle.close();
  }
  return hash.digest('hex');
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const refused = (cause: unknown): never => {
  throw new AppError('unavailable', { detail: 'blobs: the disk does not take it', cause });
};

/** Whether something could not be kept because there is no room left. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && (FULL.includes((error as { code?: string }).code ?? '') || isFull(error.cause));

/** The bytes as they were kept: each piece as it comes, and the name against all of them at the end. */
export async function* proved(name: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== name)
    throw new AppError('unexpected', { detail: 'blobs: a file is not what was written' });
}

export const gone = (cause: unknown): never => {
  throw new AppError('unexpected', { detail: 'blobs: a file is gone', cause });
};
