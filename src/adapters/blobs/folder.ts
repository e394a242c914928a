import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Blobs } from '../../core/ports';
import { once, whole } from '../vault/pieces';
import { NAME, gone, proved, spool } from './spool';

/** Files in a folder, `ab/<sha-256 of what is in it>`: a copy can be checked without any key. */
export function folderBlobs(dir: string): Blobs {
  const at = (name: string): string => path.join(dir, name.slice(0, 2), name);
  const putStream = async (pieces: AsyncIterable<Uint8Array>): Promise<string> => {
    const { file, name } = await spool(dir, pieces);
    if (await isThere(at(name))) {
      await fs.rm(file, { force: true });
      return name;
    }
    await fs.mkdir(path.dirname(at(name)), { recursive: true, mode: 0o700 });
    // Whole or not at all, and kept through a loss of power: file and folder are both on the disk before we answer.
    await fs.rename(file, at(name));
    await synced(path.dirname(at(name)));
    return name;
  };
  const getStream = async (name: string): Promise<AsyncIterable<Uint8Array>> => {
    if (!NAME.test(name) || !(await isThere(at(name)))) return gone(undefined);
    return proved(name, createReadStream(at(name), { highWaterMark: 64 << 10 }));
  };
  return {
    putStream,
    getStream,
    put: (bytes) => putStream(once(bytes)),
    get: async (name) => whole(await getStream(name)),
  };
}

const isThere = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

async function synced(dir: string): Promise<void> {
  const handle = await fs.open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
