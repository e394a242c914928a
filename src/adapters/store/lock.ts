import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { AppError } from '../../core/errors';

/** Held until `release`, or until the process ends in any way: the kernel lets go, so nothing stale is left behind. */
export interface FolderLock {
  release(): Promise<void>;
}

/** `O_EXLOCK | O_NONBLOCK` of macOS and the BSDs: open and lock in one step. Node has no name for the first. */
const OPEN_LOCKED = 0x20 | 0x04;
const BSD: readonly NodeJS.Platform[] = ['darwin', 'freebsd', 'openbsd', 'netbsd'];

/**
 * Takes the folder for this process alone. An embedded database opened twice loses the rows of whoever came first.
 *
 * On Linux the name is an abstract socket, which is per network namespace: two containers on one volume are not kept
 * apart, so never mount one data folder into two.
 *
 * @throws AppError `conflict`, naming the folder and what to do, when another process holds it or the system has no
 * lock that outlives a crash safely.
 */
export async function lockFolder(dir: string, platform: NodeJS.Platform = process.platform): Promise<FolderLock> {
  const key = `lantern-${createHash('sha256').update(fs.realpathSync(dir)).digest('hex').slice(0, 32)}`;
  if (platform === 'linux') return listen(dir, `\0${key}`);
  if (platform === 'win32') return listen(dir, `\\\\.\\pipe\\${key}`);
  if (BSD.includes(platform)) return openLocked(dir);
  throw refused(
    dir,
    `This system (${platform}) has no safe lock for the data folder. Set DATABASE_URL to use PostgreSQL.`,
  );
}

async function listen(dir: string, address: string): Promise<FolderLock> {
  const server = net.createServer((caller) => caller.destroy());
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.on('error', (e: NodeJS.ErrnoException) => reject(e.code === 'EADDRINUSE' ? inUse(dir) : e));
    server.listen(address, resolve);
  });
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function openLocked(dir: string): FolderLock {
  const flags = fs.constants.O_RDWR | fs.constants.O_CREAT | OPEN_LOCKED;
  try {
    const file = fs.openSync(path.join(dir, 'lock'), flags, 0o600);
    return { release: () => Promise.resolve(fs.closeSync(file)) };
  } catch (e) {
    const code = (e as NodeJS.ErrnoException).code; // what fs throws
    if (code === 'EAGAIN' || code === 'EWOULDBLOCK') throw inUse(dir);
    if (code === 'ENOTSUP' || code === 'EOPNOTSUPP')
      throw refused(dir, 'This disk cannot lock files. Keep the data folder on a disk of this computer.');
    throw e;
  }
}

const inUse = (dir: string): AppError =>
  refused(dir, 'Another Lantern is using this folder. Stop that one first, or give this one its own DATA_DIR.');

const refused = (dir: string, what: string): AppError =>
  new AppError('conflict', { problems: [{ where: dir, what }], detail: `${dir}: ${what}` });
