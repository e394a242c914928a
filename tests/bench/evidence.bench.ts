import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderBlobs } from '../../src/adapters/blobs/folder';
import { type Kept, keepSealed, openSealed } from '../../src/adapters/blobs/sealed';
import type { Blobs } from '../../src/core/ports';
import { type BenchResult, paired, passes } from './paired';

const TARGET = 0.4;
const BYTES = 25 << 20;
const PIECE = 64 << 10;
const AT_ONCE = 10;
const MOST_MB = 64;
/** Long enough for several mails in each slice. */
const SLICE_MS = 2_000;

interface Options {
  readonly slices?: number;
  readonly ms?: number;
  /** Milliseconds of work added to each piece of a mail: the harness must see it. */
  readonly planted?: number;
}

const read = (file: string) => createReadStream(file, { highWaterMark: PIECE });

/** Read, SHA-256, write, on the disk: what has to be done with the bytes in any case. */
async function bare(from: string, dir: string): Promise<void> {
  const file = path.join(dir, randomUUID());
  const handle = await fs.open(file, 'wx');
  const hash = createHash('sha256');
  for await (const piece of read(from)) {
    hash.update(piece as Buffer); // no encoding is set
    await handle.writeFile(piece as Buffer);
  }
  await handle.sync();
  await handle.close();
  hash.digest('hex');
  await fs.rm(file);
}

async function* spoilt(source: AsyncIterable<Uint8Array>, ms: number): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    for (const until = performance.now() + ms; performance.now() < until;);
    yield piece;
  }
}

const lockOf = (id: string) => ({ key: Buffer.alloc(32, 7), place: { tenant: 'bench', table: 'mail_item', id } });

/** Most memory above idle while ten mails of 25 MB are taken in at once. */
async function memory(from: string, blobs: Blobs): Promise<number> {
  const idle = process.memoryUsage.rss();
  let most = idle;
  let isDone = false;
  const watch = async () => {
    for (; !isDone; await sleep(5)) most = Math.max(most, process.memoryUsage.rss());
  };
  const watching = watch();
  const all = Array.from({ length: AT_ONCE }, () => keepSealed(blobs, lockOf(randomUUID()), read(from)));
  await Promise.all(all);
  isDone = true;
  await watching;
  return Math.round((most - idle) / 2 ** 20);
}

/** Whether what was kept comes back as it was. */
async function isSame(blobs: Blobs, kept: Kept, id: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const piece of openSealed(blobs, lockOf(id), kept)) hash.update(piece);
  return hash.digest('hex') === sha256 && kept.sha256 === sha256 && kept.size === BYTES;
}

/**
 * B5: a mail of 25 MB taken in (hash, seal, hash again, write, on the disk) against reading, hashing and writing the same
 * bytes. They come from a file: the way to Microsoft Graph is not part of it.
 */
export async function run(o: Options): Promise<BenchResult> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'lantern-intake-'));
  try {
    const from = path.join(dir, 'mail');
    const bytes = randomBytes(BYTES);
    await fs.writeFile(from, bytes);
    const kept = path.join(dir, 'kept');
    const blobs = folderBlobs(kept);
    // First of all: what the slices leave behind would hide what this takes.
    const memoryMb = await memory(from, blobs);
    const floor = () => bare(from, dir);
    const ours = async () => {
      const source = o.planted === undefined ? read(from) : spoilt(read(from), o.planted);
      const { blob } = await keepSealed(blobs, lockOf(randomUUID()), source);
      await fs.rm(path.join(kept, blob.slice(0, 2), blob));
    };
    const idle = await paired({ ms: SLICE_MS, ...o, clients: 1, slices: 3, floor, ours: floor });
    const r = await paired({ ms: SLICE_MS, ...o, clients: 1, floor, ours });
    const id = randomUUID();
    const whole = await isSame(
      blobs,
      await keepSealed(blobs, lockOf(id), read(from)),
      id,
      createHash('sha256').update(bytes).digest('hex'),
    );
    return {
      ...r,
      id: 'B5',
      name: 'intake/25 MB',
      op: '>=',
      target: TARGET,
      pass: passes(r.ratio, '>=', TARGET),
      checks: { whole, memoryMb, memoryFlat: memoryMb <= MOST_MB },
      nullRatio: idle.ratio,
    };
  } finally {
    await fs.rm(dir, { recursive: true, force: true });
  }
}
