import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Anchor } from '../../core/ledger/anchor';
import { readCheckpoint, type Checkpoint } from '../../core/ledger/note';
import { AppError } from '../../core/errors';

const isSame = (a: Checkpoint, b: Checkpoint): boolean => a.root.equals(b.root) && a.head.equals(b.head);

/** What the file system said, as ours; the path stays out of it. */
const failed = (cause: unknown): AppError => {
  const { code } = cause as NodeJS.ErrnoException;
  return new AppError('unavailable', { detail: `anchor: the folder cannot be written (${code})`, cause });
};

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a new name in a folder survive a power cut. Windows has no such call for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts the file in place whole and only if there is none; false when there is one. */
async function writeOnce(folder: string, name: string, text: string): Promise<boolean> {
  // One process posts anchors at a time; a draft left by a crash is simply replaced.
  const draft = join(folder, `${name}.draft`);
  await unlink(draft).catch(() => undefined);
  await writeThrough(draft, text);
  try {
    await link(draft, join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
  await syncFolder(folder);
  return true;
}

/**
 * Keeps each checkpoint as a file of its own, never overwritten, in a folder that should lie outside the service's
 * reach: another storage account with time-based immutability, or the trust's file server.
 */
export function fileAnchor(folder: string): Anchor {
  return {
    name: 'file',
    async post(note) {
      const read = readCheckpoint(note);
      if (!read) throw new AppError('unexpected', { detail: 'anchor: not a checkpoint' });
      const reference = `${String(read.checkpoint.size).padStart(16, '0')}.txt`;
      try {
        await mkdir(folder, { recursive: true });
        if (await writeOnce(folder, reference, note)) return { reference };
        const kept = readCheckpoint(await readFile(join(folder, reference), 'utf8'));
        if (kept && isSame(kept.checkpoint, read.checkpoint)) return { reference };
      } catch (error) {
        throw failed(error);
      }
      throw new AppError('conflict', { detail: `anchor: ${reference} holds another history` });
    },
  };
}
