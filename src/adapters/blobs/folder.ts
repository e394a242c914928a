import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/errors';
import type { Blobs } from '../../core/ports';

const NAME = /^[0-9a-f]{64}$/;
const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files in a folder, `ab/<sha-256 of what is in it>`: a copy can be checked without any key. */
export function folderBlobs(dir: string): Blobs {
  const at = (name: string): string => path.join(dir, name.slice(0, 2), name);
  return {
    put: async (bytes) => {
      const name = nameOf(bytes);
      const file = at(name);
      if (await isThere(file)) return name;
      await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const fresh = path.join(dir, `.${randomUUID()}`);
      await written(fresh, bytes);
      // Whole or not at all, and kept through a loss of power: file and folder are both on the disk before we answer.
      await fs.rename(fresh, file);
      await synced(path.dirname(file));
      return name;
    },
    get: async (name) => {
      const bytes = NAME.test(name) ? await fs.readFile(at(name)).catch(gone) : gone(undefined);
      if (nameOf(bytes) !== name) throw new AppError('unexpected', { detail: 'blobs: a file is not what was written' });
      return bytes;
    },
  };
}

const gone = (cause: unknown): never => {
  throw new AppError('unexpected', { detail: 'blobs: a file is gone', cause });
};

const isThere = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

async function written(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await fs.open(file, 'wx', 0o400);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function synced(dir: string): Promise<void> {
  const handle = await fs.open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
