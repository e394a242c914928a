import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Engine, emptyPlace } from '../support/engines';
import { freePort } from '../support/free-port';
import { type BenchResult, passes } from './paired';

const ROOT = path.join(__dirname, '../..');
const FIRST_MS = 10_000;
const NEXT_MS = 3_000;
const IDLE_MB: Record<Engine, number> = { embedded: 500, postgres: 200 };
/** Nobody has asked for anything for so long. */
const IDLE_MS = 10_000;
const POLL_MS = 20;

interface Start {
  /** From the command to the first `GET /readyz` that is answered with 200. */
  readonly readyMs: number;
  /** Processor time of the server by then. */
  readonly cpuMs: number | null;
  readonly child: ChildProcess;
}

/** The practice tenant as `npm start` runs it, the build being there. */
async function start(dir: string, url?: string): Promise<Start> {
  const port = await freePort();
  const { DATABASE_URL: _, ...inherited } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, ['dist/server/main.mjs', '--practice'], {
    cwd: ROOT,
    env: {
      ...inherited,
      LOG_LEVEL: 'warn',
      PORT: String(port),
      DATA_DIR: dir,
      ...(url !== undefined && { DATABASE_URL: url }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error('the practice tenant ended before it was ready');
    const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
    if (answer?.ok === true) break;
    await pause(POLL_MS);
  }
  return { readyMs: performance.now() - began, cpuMs: cpuMs(child), child };
}

async function stop({ child }: Start): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

const ofProcess = (child: ChildProcess, file: string): string => fs.readFileSync(`/proc/${child.pid}/${file}`, 'utf8');

/** User and system time, where the kernel tells. */
function cpuMs(child: ChildProcess): number | null {
  if (process.platform !== 'linux') return null;
  const [, after = ''] = ofProcess(child, 'stat').split(') ');
  const fields = after.split(' ').map(Number);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) * 10;
}

function residentMb(child: ChildProcess): number {
  if (process.platform === 'linux')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(ofProcess(child, 'status'))?.[1]) / 1024);
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024);
}

/** Seconds and megabytes as shares of what is allowed: the largest of the three decides. */
async function run(engine: Engine): Promise<BenchResult> {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-start-'));
  const dir = path.join(home, 'data');
  const place = engine === 'postgres' ? await emptyPlace('postgres') : undefined;
  try {
    const first = await start(dir, place?.url);
    await stop(first);
    const next = await start(dir, place?.url);
    await pause(IDLE_MS);
    const idleMb = residentMb(next.child);
    await stop(next);
    const shares = [first.readyMs / FIRST_MS, next.readyMs / NEXT_MS, idleMb / IDLE_MB[engine]];
    const ratio = Math.max(...shares);
    const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
    return {
      id: 'start',
      name: `ready ${seconds(first.readyMs)} s of ${FIRST_MS / 1_000}, again ${seconds(next.readyMs)} s of ${NEXT_MS / 1_000}, idle ${idleMb} MB of ${IDLE_MB[engine]}${engine === 'embedded' ? '/pglite' : ''}`,
      op: '<=',
      target: 1,
      ratio,
      min: Math.min(...shares),
      max: ratio,
      pass: passes(ratio, '<=', 1),
      checks: {
        firstMs: Math.round(first.readyMs),
        nextMs: Math.round(next.readyMs),
        idleMb,
        ...(first.cpuMs !== null && { firstCpuMs: first.cpuMs }),
        ...(next.cpuMs !== null && { nextCpuMs: next.cpuMs }),
      },
    };
  } finally {
    await place?.drop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

export const starts = { start: () => run('postgres'), 'start/pglite': () => run('embedded') };
