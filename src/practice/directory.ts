import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DirectoryOptions, graphDirectory } from '../adapters/graph/directory';
import { type TokenSource, practiceTransport } from '../adapters/graph/transport';
import { AppError } from '../core/errors';
import type { Config } from '../server/config';
import type { OpenDirectory } from '../server/lantern';
import { startPracticeGraph } from './graph/index';
import type { PracticeTrust } from './trust/trust';

/** The directory's waits are ten times as short as the real one's: nobody trying things out sits through half an hour. */
const HASTE = 10;
/** Where invited guests land. */
const REDIRECT = 'https://myapplications.microsoft.com';

interface Options {
  readonly config: Config;
  readonly trust: PracticeTrust;
  readonly now: () => number;
  readonly said: (words: string) => void;
}

/**
 * The directory of the practice tenant: the product's own Graph client, asking the practice Graph in this process or,
 * when the settings name one, another on this machine.
 */
export async function openPracticeDirectory({ config, trust, now, said }: Options): Promise<OpenDirectory> {
  const { url, secret, port } = config.practiceGraph;
  const client = (at: number, token: TokenSource) => clientOf(at, { token, now });
  if (url !== undefined) return { directory: client(Number(url.port), foreignTokens(url, secret)), close: nothing };
  mkdirSync(config.dataDir, { recursive: true });
  const graph = await startPracticeGraph({
    school: 'trust',
    trust,
    clock: { now },
    haste: HASTE,
    port,
    state: path.join(config.dataDir, 'directory.json'),
  });
  said(`practice directory (answers as Microsoft Graph does): http://127.0.0.1:${graph.port}/v1.0`);
  const directory = client(graph.port, (registration) => Promise.resolve(graph.tokenFor(registration)));
  return { directory, close: () => graph.close() };
}

const nothing = (): Promise<void> => Promise.resolve();

const clientOf = (port: number, o: Pick<DirectoryOptions, 'token' | 'now'>) =>
  graphDirectory({ ...o, transport: practiceTransport(port), wait: (ms) => sleep(ms), redirectUrl: REDIRECT });

/** As a managed identity asks the machine it runs on. */
const foreignTokens =
  (url: URL, secret: string): TokenSource =>
  async (registration) => {
    const headers = { 'x-identity-header': secret };
    const answer = await fetch(new URL(`/_practice/token?app=${registration}`, url), { headers });
    if (!answer.ok) throw new AppError('unavailable', { detail: `no practice token: ${answer.status}` });
    return ((await answer.json()) as { access_token: string }).access_token; // the practice Graph's own answer
  };
