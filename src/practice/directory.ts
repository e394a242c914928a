import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DirectoryOptions, graphDirectory } from '../adapters/graph/directory';
import { MAIL_SCOPES } from '../adapters/graph/mail-operations';
import { graphMailbox } from '../adapters/graph/mailbox';
import { type TokenSource, practiceTransport } from '../adapters/graph/transport';
import { AppError } from '../core/errors';
import type { Mailbox } from '../core/evidence/ports';
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

export interface PracticeDirectory extends OpenDirectory {
  /** Mail as this person may read it, by their account and the address of their own mailbox. */
  readonly mailboxOf: (who: { readonly oid: string; readonly address: string }) => Mailbox;
  /** Asks Graph itself in this person's name, as their own Outlook would. */
  readonly askAs: (oid: string, path: string) => Promise<Response>;
}

/** Hands out a token in a person's name, as a sign-in of theirs would. */
type PersonToken = (oid: string) => Promise<string>;

/** The registration that pages sign in with. */
const SIGNED_IN = 'pages';
/** And to know one's own address. */
const PERSON_SCOPES = [...MAIL_SCOPES, 'User.Read'];

/**
 * The directory of the practice tenant and its mailboxes: the product's own Graph client, asking the practice Graph in
 * this process or, when the settings name one, another on this machine.
 */
export async function openPracticeDirectory({ config, trust, now, said }: Options): Promise<PracticeDirectory> {
  const { url, secret, port } = config.practiceGraph;
  const client = (at: number, token: TokenSource, personToken: PersonToken) => ({
    directory: clientOf(at, { token, now }),
    mailboxOf: mailboxes(at, personToken, now),
    askAs: async (oid: string, path: string) =>
      fetch(`http://127.0.0.1:${at}/v1.0${path}`, { headers: { authorization: `Bearer ${await personToken(oid)}` } }),
  });
  if (url !== undefined) {
    const at = Number(url.port);
    const personToken: PersonToken = (oid) =>
      foreignToken(url, secret, { app: SIGNED_IN, person: oid, scope: PERSON_SCOPES.join(' ') });
    return { ...client(at, (app) => foreignToken(url, secret, { app }), personToken), close: nothing };
  }
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
  const token: TokenSource = (registration) => Promise.resolve(graph.tokenFor(registration));
  const personToken: PersonToken = (oid) => Promise.resolve(graph.tokenOf(oid, PERSON_SCOPES, SIGNED_IN));
  return { ...client(graph.port, token, personToken), close: () => graph.close() };
}

const mailboxes =
  (port: number, personToken: PersonToken, now: () => number): PracticeDirectory['mailboxOf'] =>
  ({ oid, address }) =>
    graphMailbox({
      transport: practiceTransport(port),
      token: () => personToken(oid),
      own: [address],
      now,
      wait: (ms) => sleep(ms),
    });

const nothing = (): Promise<void> => Promise.resolve();

const clientOf = (port: number, o: Pick<DirectoryOptions, 'token' | 'now'>) =>
  graphDirectory({ ...o, transport: practiceTransport(port), wait: (ms) => sleep(ms), redirectUrl: REDIRECT });

/** As a managed identity asks the machine it runs on. */
async function foreignToken(url: URL, secret: string, asked: Readonly<Record<string, string>>): Promise<string> {
  const headers = { 'x-identity-header': secret };
  const answer = await fetch(new URL(`/_practice/token?${new URLSearchParams(asked).toString()}`, url), { headers });
  if (!answer.ok) throw new AppError('unavailable', { detail: `no practice token: ${answer.status}` });
  return ((await answer.json()) as { access_token: string }).access_token; // the practice Graph's own answer
}
