import fs from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import type pg from 'pg';
import { AppError } from '../../core/errors';
import { type FolderLock, lockFolder } from './lock';

/** The embedded engine, opened. The PGlite object itself stays in here: a query beside the pool would join its transaction. */
export interface Embedded {
  /** For the one pool, of one connection. */
  readonly config: pg.PoolConfig;
  close(): Promise<void>;
}

interface NodeStream {
  readonly nfd?: number;
  readonly node: unknown;
}
/** The part of Emscripten's module object that is reached into. Private: PGlite is pinned to an exact version. */
interface EmscriptenModule {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: NodeStream) => number };
    realPath(node: unknown): string;
  };
}

/** PGlite's file system has no fsync, so a power cut would take every recent commit. This one has it. */
class SyncedNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const ready = await super.init(...args);
    // Emscripten calls each preRun with its module object; PGlite types the list more loosely.
    const preRun = ready.emscriptenOpts.preRun as unknown as ((m: EmscriptenModule) => void)[];
    preRun.unshift((m) => {
      m.NODEFS.stream_ops.fsync = (stream) => syncToDisk(stream, m.NODEFS);
    });
    return ready;
  }
}

function syncToDisk(stream: NodeStream, files: EmscriptenModule['NODEFS']): number {
  if (stream.nfd !== undefined) {
    fs.fsyncSync(stream.nfd);
    return 0;
  }
  syncPath(files.realPath(stream.node));
  return 0;
}

function syncPath(file: string): void {
  const opened = fs.openSync(file, 'r');
  try {
    fs.fsyncSync(opened);
  } finally {
    fs.closeSync(opened);
  }
}

/**
 * As shipped the engine starts with `-F`, which switches fsync off. Its buffers are its memory's larger part: a smaller
 * share saves 100 MB and costs nothing at a school's size, the system caches the files anyway.
 */
const START = [
  ...PGlite.defaultStartParams.filter((p) => p !== '-F'),
  ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=32MB', '-c', 'max_wal_size=64MB'],
];

/**
 * Opens the database in `dir` (made when missing, readable by its owner alone) and locks the folder for this process.
 * A database that is missing is copied from the folder `blank` when that is there: making one takes five times as long.
 *
 * @throws AppError `conflict` when another process has it, `unavailable` when what is there cannot be opened.
 */
export async function openEmbedded(dir: string, blank?: string): Promise<Embedded> {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(dir);
  const lite = await start(path.join(dir, 'database'), blank).catch((e: unknown) => giveUp(dir, lock, e));
  return {
    config: { ...createPgConfig(lite), max: 1, idleTimeoutMillis: 0 },
    close: async () => {
      await lite.close();
      await lock.release();
    },
  };
}

async function start(data: string, blank?: string): Promise<PGlite> {
  if (blank !== undefined && fs.existsSync(blank) && !fs.existsSync(data)) copyBlank(blank, data);
  return PGlite.create({ fs: new SyncedNodeFS(data), startParams: START });
}

/** It has its name only once all of it is on the disk: a start that is cut short begins again. */
function copyBlank(blank: string, data: string): void {
  const fresh = `${data}-fresh`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.cpSync(blank, fresh, { recursive: true });
  for (const f of fs.readdirSync(fresh, { recursive: true, withFileTypes: true }))
    syncPath(path.join(f.parentPath, f.name));
  syncPath(fresh);
  fs.renameSync(fresh, data);
  syncPath(path.dirname(data));
}

async function giveUp(dir: string, lock: FolderLock, cause: unknown): Promise<never> {
  await lock.release();
  const detail = `The database in ${dir} could not be opened. Restore it from a backup, or start with an empty DATA_DIR.`;
  throw new AppError('unavailable', { detail, cause });
}
