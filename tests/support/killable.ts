import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Engine, type Place, emptyPlace } from './engines';

const ROOT = path.join(__dirname, '../..');

/** Sent by `killed-server.ts` when it listens. */
export interface Ready {
  readonly ready: string;
}

export interface Killable<Message extends Ready> {
  readonly place: Place;
  start(): Promise<{ child: ChildProcess; message: Message }>;
  end(child: ChildProcess, signal: NodeJS.Signals): Promise<void>;
  /** What the verifier says of the whole ledger's export, which the head asks for. */
  verified(): Promise<{ code: number | null; said: string; lines: readonly string[] }>;
  drop(): Promise<void>;
}

/** A Lantern in a process of its own over an empty database, to be killed and started again. `drop` it at the end. */
export async function makeKillable<Message extends Ready>(
  engine: Engine,
  o: { readonly server: string; readonly settings: object },
): Promise<Killable<Message>> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-kill-'));
  execFileSync(process.execPath, ['scripts/lib/bundle.mjs', home, `${o.server}=./tests/support/${o.server}.ts`], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // Packages are found from where the file stands.
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(home, 'node_modules'), 'junction');
  // It is asked for data alone; the pages need not be built for it.
  const pages = path.join(home, 'pages');
  fs.mkdirSync(pages);
  fs.writeFileSync(path.join(pages, 'app.html'), '<meta name="lantern-settings" content="">');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [key, pub] = [path.join(home, 'key.pem'), path.join(home, 'school.pub')];
  fs.writeFileSync(key, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  fs.writeFileSync(pub, publicKey.export({ format: 'pem', type: 'spki' }));
  const place = await emptyPlace(engine);

  const start = async () => {
    const settings = { ...(place.url !== undefined && { url: place.url }), dir: place.dir, key, pages, ...o.settings };
    const child = fork(path.join(home, `${o.server}.mjs`), [JSON.stringify(settings)], { cwd: ROOT });
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('the server ended before it was ready'))),
    ])) as [Message]; // sent by `killed-server.ts`
    return { child, message };
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    place,
    start,
    end,
    verified: async () => {
      const { child, message } = await start();
      const file = path.join(home, 'ledger.ndjson');
      const answer = await fetch(`${message.ready}/api/ledger/export.ndjson`, {
        headers: { authorization: 'Bearer head' },
      });
      const text = await answer.text();
      fs.writeFileSync(file, text);
      await end(child, 'SIGTERM');
      const done = spawnSync(process.execPath, ['scripts/verify.mjs', file, '--key', pub], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      return { code: done.status, said: done.stdout + done.stderr, lines: text.split('\n') };
    },
    drop: async () => {
      await place.drop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Numbers in [0, 1) that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
