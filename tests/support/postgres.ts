import { spawn } from 'node:child_process';
import fs from 'node:fs';
import type net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const SERVER = path.join(__dirname, '../../scripts/lib/postgres.mjs');
/** Test files of one process do not see each other's variables; the process has one server all the same. */
const NOTE = path.join(os.tmpdir(), `lantern-test-postgres-${process.pid}.json`);

let known: Promise<string> | undefined;

/**
 * Address of a PostgreSQL whose login may make databases and roles: `TEST_DATABASE_URL`, or a throw-away server that
 * starts when first asked for and ends with this process. Fails, saying what to install, when neither can be had.
 */
export const postgresUrl = (): Promise<string> =>
  (known ??= Promise.resolve(process.env.TEST_DATABASE_URL ?? running() ?? startServer()));

function running(): string | undefined {
  if (!fs.existsSync(NOTE)) return undefined;
  const { pid, url } = JSON.parse(fs.readFileSync(NOTE, 'utf8')) as { pid: number; url: string }; // the script's own
  try {
    process.kill(pid, 0);
    return url;
  } catch {
    return undefined;
  }
}

async function startServer(): Promise<string> {
  const keeper = spawn(process.execPath, [SERVER, NOTE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(keeper.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    keeper.once('exit', () => reject(new Error('PostgreSQL for the tests did not start; the reason is above.')));
  });
  lines.close();
  // It stops when this process has gone, so nothing here may wait for it.
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stdout]) (pipe as unknown as net.Socket).unref(); // sockets at run time
  return url;
}
