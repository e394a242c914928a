// `node scripts/lib/postgres.mjs` starts a throw-away PostgreSQL, prints its address as one line, and stops and removes
// it when its input ends: whoever started it may die in any way, and nothing is left behind. A file named as argument
// holds `{ pid, url }` for as long. With `--fleeting` it never waits for the disk: what it answered outlives every
// process that is killed, and only a machine that loses its power would lose it.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { installOnDebian } from './debian.mjs';
import { isFile, newestFirst, onPath, programFiles } from './find.mjs';

const OLDEST = 15;
const exe = (name) => (process.platform === 'win32' ? `${name}.exe` : name);

function folders() {
  const brew = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap(newestFirst).filter((d) => d.includes('/postgresql@'));
  const app = newestFirst('/Applications/Postgres.app/Contents/Versions');
  const windows = programFiles().flatMap((d) => newestFirst(path.join(d, 'PostgreSQL')));
  const versioned = [...newestFirst('/usr/lib/postgresql'), ...brew, ...app, ...windows].map((d) =>
    path.join(d, 'bin'),
  );
  return [...versioned, ...onPath()];
}

/** The first folder with a server of a supported version, or undefined. */
function findServer() {
  return folders().find((d) => ['initdb', 'pg_ctl'].every((n) => isFile(path.join(d, exe(n)))) && version(d) >= OLDEST);
}

function version(folder) {
  const said = spawnSync(path.join(folder, exe('initdb')), ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/(\d+)/.exec(said)?.[1] ?? 0);
}

function ensureServer() {
  const found = findServer() ?? (installOnDebian('postgresql') && findServer());
  if (found) return found;
  throw new Error(`No PostgreSQL found: install version ${OLDEST} or later, or set TEST_DATABASE_URL to one.`);
}

/** PostgreSQL refuses to run as root; most packages bring a user of its own. */
function whoRuns() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag, name) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  const name = spawnSync('id', ['postgres']).status === 0 ? 'postgres' : 'nobody';
  return { uid: id('-u', name), gid: id('-g', name) };
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** @returns its address and `stop`, which also removes its files. */
async function startServer() {
  const bin = ensureServer();
  const user = whoRuns();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-postgres-'));
  const data = path.join(home, 'data');
  const run = (name, ...args) => {
    // A server that pg_ctl starts would keep a pipe open, and us waiting: its words go to a file.
    const words = fs.openSync(path.join(home, `${name}.log`), 'a');
    const done = spawnSync(path.join(bin, exe(name)), ['-D', data, ...args], {
      ...user,
      cwd: home,
      env: { ...process.env, HOME: home },
      stdio: ['ignore', words, words],
    });
    fs.closeSync(words);
    return done.status === 0;
  };
  const stop = () => {
    run('pg_ctl', '-m', 'immediate', '-w', 'stop');
    fs.rmSync(home, { recursive: true, force: true });
  };
  try {
    const password = randomBytes(16).toString('hex');
    fs.writeFileSync(path.join(home, 'password'), password, { mode: 0o600 });
    if (user.uid !== undefined)
      for (const f of [home, path.join(home, 'password')]) fs.chownSync(f, user.uid, user.gid);
    const options = ['-k', '-N', '-E', 'UTF8', '--no-locale', '-U', 'lantern', '-A', 'scram-sha-256'];
    if (!run('initdb', ...options, `--pwfile=${path.join(home, 'password')}`)) throw failed(home, 'initdb');
    const port = await listen(home, data, run);
    return { url: `postgres://lantern:${password}@127.0.0.1:${port}/postgres`, stop };
  } catch (e) {
    stop();
    throw e;
  }
}

const durability = process.argv.includes('--fleeting')
  ? ['fsync = off', 'full_page_writes = off', 'synchronous_commit = off']
  : ['fsync = on'];

/** Another process may take the free port first, hence the tries. */
async function listen(home, data, run) {
  const settings = path.join(data, 'postgresql.conf');
  for (let tries = 0; tries < 3; tries++) {
    const port = await freePort();
    const lines = ["listen_addresses = '127.0.0.1'", `port = ${port}`, "unix_socket_directories = ''", ...durability];
    fs.appendFileSync(settings, `${lines.join('\n')}\n`);
    if (run('pg_ctl', '-w', '-t', '60', 'start')) return port;
  }
  throw failed(home, 'pg_ctl');
}

function failed(home, name) {
  const words = fs
    .readFileSync(path.join(home, `${name}.log`), 'utf8')
    .trim()
    .split('\n')
    .slice(-5)
    .join(' / ');
  return new Error(`PostgreSQL was found but could not be started for the tests: ${words}`);
}

try {
  const note = process.argv.slice(2).find((word) => !word.startsWith('--'));
  const server = await startServer();
  if (note) fs.writeFileSync(note, JSON.stringify({ pid: process.pid, url: server.url }), { mode: 0o600 });
  const end = () => {
    if (note) fs.rmSync(note, { force: true });
    server.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end);
  process.stdin.resume().once('end', end).once('error', end);
  process.stdout.write(`${server.url}\n`);
} catch (e) {
  process.stderr.write(`${e.message}\n`);
  process.exitCode = 1;
}
