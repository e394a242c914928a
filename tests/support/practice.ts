import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emptyPlace, type Engine } from './engines';
import { freePort } from './free-port';

const ROOT = path.join(__dirname, '../..');
const MAIN = path.join(ROOT, 'dist/server/main.mjs');
/** A first start lives through three years of a school; on a busy machine that takes its time. */
const READY_MS = 240_000;
const POLL_MS = 50;

/** A running practice tenant: the product itself, in a process of its own. */
export interface Practice {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly pid: number;
  /** Its `DATA_DIR`; the signing keys stand beside it. */
  readonly dir: string;
  /** A bearer token of one of the personas, such as `class-teacher`. */
  token(persona: string): Promise<string>;
  /** What the process wrote so far, for a failing test to show. */
  readonly said: () => string;
  /** Stops as an operator would, and removes what it kept. */
  stop(): Promise<void>;
  /** SIGKILL. What it kept stays: start again with its `dir`. */
  kill(): Promise<void>;
}

interface Options {
  readonly engine?: Engine;
  /** An existing `DATA_DIR` to go on from; stays when stopped. */
  readonly dir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the practice tenant on a free port. Give `beforeAll` five minutes: the first call of a state of the code builds and seeds. */
export async function startPractice(o: Options = {}): Promise<Practice> {
  const engine = o.engine ?? 'embedded';
  if (engine === 'embedded' && o.dir === undefined) return run(await copyOfTemplate(), { ...o, isOurs: true });
  build();
  const place = engine === 'postgres' ? await emptyPlace('postgres') : undefined;
  const dir = o.dir ?? path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-practice-')), 'data');
  const env = { ...o.env, ...(place?.url !== undefined && { DATABASE_URL: place.url }) };
  const practice = await run(dir, { ...o, env, isOurs: o.dir === undefined });
  return {
    ...practice,
    stop: async () => {
      await practice.stop();
      await place?.drop();
    },
  };
}

let isBuilt = false;
/** Builds what is stale, once for the file. */
export function build(): void {
  if (isBuilt) return;
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  isBuilt = true;
}

/** The seeded trust, made once for each build and day, and copied for each who wants one of their own. */
async function copyOfTemplate(): Promise<string> {
  build();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-practice-'));
  await fs.promises.cp(await template(), home, { recursive: true });
  return path.join(home, 'data');
}

async function template(): Promise<string> {
  const made = createHash('sha256')
    .update(fs.readFileSync(path.join(ROOT, 'dist/.built')))
    .update(new Date().toDateString())
    .digest('hex');
  const cache = path.join(ROOT, '.cache');
  const ready = path.join(cache, `practice-${made.slice(0, 24)}`);
  if (fs.existsSync(ready)) return ready;
  fs.mkdirSync(cache, { recursive: true });
  if (!isFirst(`${ready}.lock`)) return (await madeByAnother(ready)) ?? template();
  const others = fs.readdirSync(cache).filter((name) => /^practice-[0-9a-f]{24}$/.test(name));
  for (const old of others.filter((name) => name !== path.basename(ready)))
    fs.rmSync(path.join(cache, old), { recursive: true, force: true });
  const fresh = fs.mkdtempSync(path.join(cache, 'practice-fresh-'));
  try {
    // Another may have made it while we came to the lock.
    if (fs.existsSync(ready)) return ready;
    const practice = await run(path.join(fresh, 'data'), { isOurs: false });
    await practice.stop();
    await fs.promises.rename(fresh, ready);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.rmSync(`${ready}.lock`, { recursive: true, force: true });
  }
  return ready;
}

/** A school is made once, by whoever is first; a lock of a process that died is nobody's after a while. */
function isFirst(lock: string): boolean {
  const since = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (since !== undefined && Date.now() - since > READY_MS) fs.rmSync(lock, { recursive: true, force: true });
  try {
    fs.mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** Undefined when whoever was at it has given up. */
async function madeByAnother(ready: string): Promise<string | undefined> {
  while (!fs.existsSync(ready)) {
    if (!fs.existsSync(`${ready}.lock`)) return fs.existsSync(ready) ? ready : undefined;
    await pause(POLL_MS * 4);
  }
  return ready;
}

async function run(dir: string, o: Options & { readonly isOurs: boolean }): Promise<Practice> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [...process.execArgv, MAIN, '--practice'], {
    cwd: ROOT,
    env: { ...inherited, LOG_LEVEL: 'warn', ...o.env, PORT: String(port), DATA_DIR: dir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => void (said += part.toString()));
  await untilReady(child, url, () => said);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    url,
    pid: child.pid ?? 0,
    dir,
    said: () => said,
    token: async (persona) => {
      const response = await fetch(`${url}/practice/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ persona }),
      });
      if (!response.ok) throw new Error(`no token for ${persona}: ${response.status}`);
      return ((await response.json()) as { token: string }).token; // the practice tenant's own answer
    },
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      if (o.isOurs) await fs.promises.rm(path.dirname(dir), { recursive: true, force: true });
    },
  };
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const since = Date.now();
  while (Date.now() - since < READY_MS) {
    if (child.exitCode !== null) throw new Error(`the practice tenant ended:\n${said()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`the practice tenant was not ready in time:\n${said()}`);
}
