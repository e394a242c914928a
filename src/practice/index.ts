import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fileAnchor } from '../adapters/anchors/file';
import { makeTokenVerifier } from '../adapters/entra/tokens';
import { folderBlobs } from '../adapters/blobs/folder';
import { mailReader } from '../adapters/email/reader';
import { fileRootKey, makeKeyFile } from '../adapters/vault/key-file';
import type { RootKey } from '../adapters/vault/vault';
import { invalid, notFound } from '../core/errors';
import { schoolDayAt } from '../core/people/day';
import { useCases } from '../core/use-cases';
import type { Config } from '../server/config';
import { API_HEADERS, PAGE_HEADERS, pagePolicy } from '../server/http/headers';
import { type Inside, type LanternOptions, teamsLink } from '../server/lantern';
import { practiceAuth, servesLoopback } from '../../bot/practice-auth';
import { addChannel, serviceUrlOf } from './channel/channel';
import { channelKeys } from './channel/keys';
import { openPracticeDirectory, type PracticeDirectory } from './directory';
import { startStory } from './half-made';
import { practiceNames } from './graph/story-mime';
import { practiceIssuer } from './issuer';
import { type AskAs, addMail } from './mail';
import { seed } from './seed';
import { type Persona, practiceTrust } from './trust/trust';

/** Ids of registrations that exist nowhere but here. */
const CLIENT_ID = '7a9d1c55-0e1f-4b7e-9a54-2f0d3c6b8e11';
const TEAMS_APP_ID = '3c0b7f0e-52a4-4d0f-8f6d-6a4f1f2f9b20';
const BOT_ID = 'b0a7c2d4-6e8f-4a1b-9c3d-5e7f90a1b2c3';

export interface PracticeOptions {
  readonly config: Config;
  readonly dist: string;
  readonly logger: LanternOptions['logger'];
  readonly now?: () => number;
  readonly onProgress?: (share: number) => void;
  /** Takes what whoever started it should know. */
  readonly said?: (words: string) => void;
}

/**
 * The practice tenant: a fictional trust, an issuer of its own, the shell page, and notices that stay in the shell's
 * activity feed. Everything else is the product itself.
 */
export function practiceOptions(o: PracticeOptions): LanternOptions {
  const { config } = o;
  const real = o.now ?? Date.now;
  const trust = practiceTrust({ today: schoolDayAt(real()) });
  const issuer = practiceIssuer({ now: real });
  // The SDK fetches keys and sends replies by address: the process speaks to itself as it would to Microsoft.
  const origin = `http://127.0.0.1:${config.port}`;
  const clock = storyClock(real);
  const story = startStory(config.dataDir);
  const keys = path.join(config.dataDir, '..', `${path.basename(config.dataDir)}-keys`);
  let opened: Promise<PracticeDirectory> | undefined;
  const directory = (): Promise<PracticeDirectory> =>
    (opened ??= openPracticeDirectory({ config, trust, now: real, said: o.said ?? (() => {}) }));
  const ask: AskAs = async (oid, at) => (await directory()).askAs(oid, at);
  return {
    role: 'both',
    databaseUrl: config.databaseUrl,
    dataDir: path.join(config.dataDir, 'store'),
    blankDatabase: path.join(o.dist, 'blank-database'),
    tenantId: trust.tenantId,
    verify: verifier(issuer, trust.tenantId, real),
    method: 'practice',
    ledger: { name: 'practice.harbourlights.example', key: practiceKey(keys) },
    rootKey: practiceRootKey(keys),
    blobs: folderBlobs(path.join(config.dataDir, 'papers')),
    anchors: [fileAnchor(path.join(config.dataDir, 'anchors'))],
    notices: { send: () => Promise.resolve('confirmed') },
    openDirectory: directory,
    mail: {
      reader: mailReader({ workerFile: path.join(o.dist, 'server', 'mail-worker.mjs'), resolver: practiceNames }),
      openMailbox: async (_token, { oid, person }) =>
        (await directory()).mailboxOf({ oid, address: person.email ?? '' }),
    },
    bot: {
      appId: BOT_ID,
      auth: practiceAuth({ base: serviceUrlOf(origin), appId: BOT_ID, tenantId: trust.tenantId }),
      serves: servesLoopback,
      open: teamsLink(TEAMS_APP_ID),
    },
    pages: {
      dir: path.join(o.dist, 'pages'),
      office: '/practice/office.js',
      settings: {
        clientId: CLIENT_ID,
        authority: `https://login.microsoftonline.com/${trust.tenantId}`,
        scope: `api://localhost/${CLIENT_ID}/access_as_user`,
        teamsAppId: TEAMS_APP_ID,
        practice: true,
      },
    },
    documentWorker: path.join(o.dist, 'server', 'document-worker.mjs'),
    now: clock.now,
    logger: o.logger,
    prepare: async (inside) => {
      await seed({
        inside,
        trust,
        clock,
        read: (file) => readFile(path.join(o.dist, '..', 'src', 'practice', 'policies', file), 'utf8'),
        documentWorker: path.join(o.dist, 'server', 'document-worker.mjs'),
        onProgress: o.onProgress ?? (() => {}),
      });
      story.done();
      clock.follow();
    },
    practice: (app, inside) =>
      addPractice(app, { inside, personas: trust.personas, issuer, dist: o.dist, origin, ask }),
  };
}

type Issuer = ReturnType<typeof practiceIssuer>;

/** The same verification as in production, pinned to the practice issuer's keys. */
const verifier = (issuer: Issuer, tenantId: string, now: () => number) =>
  makeTokenVerifier({
    metadata: issuer.metadata,
    audience: [CLIENT_ID],
    tenants: [tenantId],
    clientIds: [CLIENT_ID],
    now,
  });

/**
 * Stands where the story has got to while the trust's past is lived through, never later than now: whoever starts
 * before school finds nothing from later that morning. Follows real time afterwards.
 */
function storyClock(real: () => number) {
  let at: number | null = null;
  return {
    now: () => at ?? real(),
    set: (moment: number) => {
      at = Math.min(moment, real());
    },
    follow: () => {
      at = null;
    },
  };
}

/** The key that signs checkpoints: beside the data, never in it, and kept so that receipts go on verifying. */
function practiceKey(dir: string) {
  const file = path.join(dir, 'signing.pem');
  if (!existsSync(file)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    writeFileSync(path.join(dir, 'school.pub'), publicKey.export({ format: 'pem', type: 'spki' }));
    chmodSync(file, 0o600);
  }
  return createPrivateKey(readFileSync(file));
}

/** The key above those that seal content: beside the data like the other, and kept, or the content is lost. */
function practiceRootKey(dir: string): RootKey {
  const file = path.join(dir, 'root.key');
  makeKeyFile(file);
  return fileRootKey(readFileSync(file, 'utf8'));
}

interface Shell {
  readonly inside: Inside;
  readonly personas: readonly Persona[];
  readonly issuer: Issuer;
  readonly dist: string;
  /** Where this process answers itself. */
  readonly origin: string;
  readonly ask: AskAs;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** What only the practice tenant has. None of it is in a production process. */
async function addPractice(
  app: FastifyInstance,
  { inside, personas, issuer, dist, origin, ask }: Shell,
): Promise<void> {
  // A page elsewhere that got this address by a trick of names could otherwise fetch itself a token.
  app.addHook('onRequest', (request, _reply, done) => {
    done(LOOPBACK.test(request.headers.host ?? '') ? undefined : notFound('not this machine'));
  });
  const persona = (id: unknown): Persona => {
    const found = personas.find((p) => p.id === id);
    if (!found) throw notFound('no such persona');
    return found;
  };
  app.get('/practice/personas', (_, reply) =>
    reply.headers(API_HEADERS).send(personas.map(({ id, name, role, school }) => ({ id, name, role, school }))),
  );
  app.post('/practice/token', async (request, reply) => {
    refuseForeign(request);
    const asked = Asked.safeParse(request.body);
    if (!asked.success) throw invalid('persona', 'Say which persona.');
    const { oid, name } = persona(asked.data.persona);
    const token = await issuer.issue(
      { oid, tid: inside.tenantId, name, upn: `${asked.data.persona}@harbourlights.example` },
      { audience: CLIENT_ID, clientId: CLIENT_ID },
    );
    return reply.headers(API_HEADERS).send({ token });
  });
  app.get('/practice/feed', async (request, reply) => {
    const { oid, name } = persona((request.query as { persona?: unknown }).persona);
    const token = await issuer.issue(
      { oid, tid: inside.tenantId, name, upn: name },
      { audience: CLIENT_ID, clientId: CLIENT_ID },
    );
    const actor = await inside.actors.from(token);
    return reply.headers(API_HEADERS).send(await inside.perform(useCases['notices.mine'], actor, {}));
  });
  /** Everything that happens by itself, now instead of within the minute. */
  app.post('/practice/tick', async (request, reply) => {
    refuseForeign(request);
    await inside.schedule.tick();
    return reply.headers(API_HEADERS).send({ done: true });
  });
  addMail(app, { member: persona, ask });
  addChannel(app, {
    keys: channelKeys({ appId: BOT_ID, now: Date.now }),
    appId: BOT_ID,
    tenantId: inside.tenantId,
    origin,
    member: persona,
    guard: refuseForeign,
  });
  await shellPage(app, path.join(dist, 'practice'));
}

const Asked = z.object({ persona: z.string() });

/** Only our own shell asks for tokens: a foreign page's request names its origin. */
function refuseForeign(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) throw notFound('foreign origin');
}

async function shellPage(app: FastifyInstance, dir: string): Promise<void> {
  const headers = { ...PAGE_HEADERS, 'content-security-policy': pagePolicy() };
  await app.register(fastifyStatic, {
    root: dir,
    prefix: '/practice/',
    decorateReply: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.headers({ ...headers, 'cache-control': 'no-cache' });
    },
  });
  const page = path.join(dir, 'index.html');
  app.get('/', (_, reply) =>
    reply.headers(headers).header('cache-control', 'no-cache').type('text/html').send(readFileSync(page)),
  );
}
