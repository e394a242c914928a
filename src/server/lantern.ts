import type { KeyObject } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { type Bot, type BotSettings, makeBot } from '../../bot/index';
import { inTurn } from '../../bot/notices';
import { callsFor } from '../adapters/graph/calls';
import { makeJobs } from '../adapters/jobs/jobs';
import { prepareJobs } from '../adapters/jobs/boss';
import { type Store, openStore } from '../adapters/store/engine';
import { refuseMightyLogin } from '../adapters/store/login';
import { migrate } from '../adapters/store/migrate';
import { makeSealer } from '../adapters/store/sealer';
import { makeUnit } from '../adapters/store/unit';
import { tenantKeyShelf } from '../adapters/store/tenant-keys';
import { type RootKey, makeVault } from '../adapters/vault/vault';
import type { Directory } from '../core/accounts/directory';
import type { NoticeChannel } from '../core/attestation/notices';
import { AppError } from '../core/errors';
import type { TenantId } from '../core/ids';
import type { Anchor } from '../core/ledger/anchor';
import { type Perform, makePerform } from '../core/perform';
import type { Blobs, FileScanner, Unit } from '../core/ports';
import { useCases } from '../core/use-cases';
import { type Actors, type Verified, makeActors } from './actors';
import { type MailParts, makeEvidence } from './evidence';
import { makeFiles } from './files';
import { makeApp } from './http/app';
import type { Pages } from './http/pages';
import { mailFiles } from './mail-files';
import { type Schedule, startSchedule } from './schedule';

export interface LanternOptions {
  readonly role: 'web' | 'worker' | 'both';
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** The built empty database that a first start of the embedded engine copies. */
  readonly blankDatabase?: string;
  readonly tenantId: TenantId;
  readonly verify: (token: string) => Promise<Verified>;
  readonly method: 'entra' | 'practice';
  readonly ledger: { readonly name: string; readonly key: KeyObject };
  /** Above all keys for content. */
  readonly rootKey: RootKey;
  readonly anchors: readonly Anchor[];
  readonly notices: NoticeChannel;
  /** Opens the directory of accounts; a web process has none. */
  readonly openDirectory?: () => Promise<OpenDirectory>;
  /** The chat; without one people report on the pages. */
  readonly bot?: BotSettings;
  readonly pages: Omit<Pages, 'identity'>;
  /** The built worker that reads documents apart from us. */
  readonly documentWorker: string;
  /** Where sealed files are kept: never inside the database's own folder. */
  readonly blobs: Blobs;
  /** Looks at files before anybody may open them; without one pages say that nobody looked. */
  readonly scanner?: FileScanner;
  /** Reads flagged mails; without it they are pointers, and what is in them is asked for in another way. */
  readonly mail?: MailParts;
  readonly now: () => number;
  readonly logger: FastifyBaseLogger;
  /** Puts first data in place before anybody is served: the first head, or the fictional trust. */
  readonly prepare: (lantern: Inside) => Promise<void>;
  readonly practice?: (app: FastifyInstance, lantern: Inside) => Promise<void>;
  readonly perMinute?: number;
}

export interface OpenDirectory {
  readonly directory: Directory;
  readonly close: () => Promise<void>;
}

/** What the parts share. */
export interface Inside {
  readonly perform: Perform;
  readonly unit: Unit;
  readonly store: Store;
  readonly tenantId: TenantId;
  readonly actors: Actors;
  readonly schedule: Schedule;
}

export interface Lantern extends Inside {
  /** Null for a worker: it has no inbound port. */
  readonly app: FastifyInstance | null;
  /** Stops taking requests, finishes what is in hand, closes the store. */
  close(): Promise<void>;
}

/** Wires one running Lantern. Production and practice come through here alike; only addresses and keys differ. */
export async function startLantern(o: LanternOptions): Promise<Lantern> {
  const log = (e: unknown): void => o.logger.error({ err: e }, 'in the background');
  const store = await openStore({
    url: o.databaseUrl,
    dir: o.dataDir,
    blank: o.blankDatabase,
    log: (message, cause) => o.logger.warn({ err: cause }, message),
  });
  const open: Closing[] = [() => store.close()];
  try {
    if (o.method === 'entra') await refuseMightyLogin(store);
    await migrate(store);
    await prepareJobs(store);
    return await wire(store, o, { log, open });
  } catch (e) {
    await closeAll(open).catch(log);
    throw e;
  }
}

type Closing = () => Promise<unknown>;

/** The last that was opened is closed first, and all of it, whatever one of them says. */
async function closeAll(open: Closing[]): Promise<void> {
  const failed: unknown[] = [];
  for (let close = open.pop(); close; close = open.pop()) await close().catch((e: unknown) => failed.push(e));
  if (failed.length > 0) throw new AppError('unexpected', { detail: 'closing failed', cause: failed[0] });
}

interface Wiring {
  readonly log: (e: unknown) => void;
  /** What has been opened so far, to be closed when the start fails and at the end. */
  readonly open: Closing[];
}

async function wire(store: Store, o: LanternOptions, { log, open }: Wiring): Promise<Lantern> {
  const isWorker = o.role !== 'web';
  const accounts = await o.openDirectory?.();
  if (accounts) open.push(accounts.close);
  const jobs = makeJobs(store, { role: isWorker ? 'worker' : 'web', onError: log });
  open.push(() => jobs.stop());
  await jobs.start();
  let wake = (): void => {};
  const role = o.role === 'worker' ? 'app_worker' : 'app_web';
  const unit = makeUnit(store, {
    now: o.now,
    role,
    vault: makeVault({ root: o.rootKey, shelf: tenantKeyShelf(store, role), now: o.now }),
    enqueue: (client, queue, key, version) => jobs.enqueue(client, queue, key, version),
    directoryCalls: callsFor,
    onRecorded: () => wake(),
  });
  const perform = makePerform(unit);
  const actors = makeActors({ verify: o.verify, unit, tenantId: o.tenantId, method: o.method, now: o.now });
  const sealer = makeSealer(store, o.tenantId, o.ledger);
  const bot = o.bot && (await makeBot({ ...o.bot, ...botParts(o, perform, actors) }));
  // The chat reaches people where they look; the feed takes what it could not.
  const notices = bot ? inTurn([bot.notices, o.notices]) : o.notices;
  const tended = accounts && { directory: accounts.directory };
  const schedule = startSchedule({ ...o, ...tended, notices, jobs, sealer, perform, isWorker, onError: log });
  open.push(() => schedule.stop());
  wake = () => schedule.recorded();
  const inside: Inside = { perform, unit, store, tenantId: o.tenantId, actors, schedule };
  let isReady = false;
  const app =
    o.role === 'worker'
      ? null
      : await face(
          inside,
          { ...o, ...(bot && { chat: bot }) },
          {
            ping: () => store.query('select 1'),
            isReady: () => isReady,
            figures: async () => figures({ ...(await jobs.figures()) }),
          },
        );
  if (app) open.push(() => app.close());
  await o.prepare(inside);
  isReady = true;
  return { ...inside, app, close: () => closeAll(open) };
}

/** Where a page of ours opens in Teams. */
export const teamsLink =
  (teamsAppId: string) =>
  (path: string): string =>
    `https://teams.microsoft.com/l/entity/${teamsAppId}/home?context=${encodeURIComponent(JSON.stringify({ subEntityId: path.replace(/^\/tabs\//, '') }))}`;

const botParts = (o: LanternOptions, perform: Perform, actors: Actors) => ({
  tenantId: o.tenantId,
  perform,
  actorOf: (oid: string) => actors.known(oid),
  now: o.now,
  log: (about: Readonly<Record<string, unknown>>, message: string) => o.logger.info(about, message),
});

/** Names and codes alone: what a library says of a mail may quote it. */
const plainly = (e: unknown) => {
  const { name, code } = e as { name?: string; code?: string };
  return { name, code, ...(e instanceof AppError && { detail: e.detail }) };
};

const NO_SCANNER: FileScanner = { scan: () => Promise.resolve('none') };

const figures = (jobs: Readonly<Record<string, number | null>>): Record<string, number> =>
  Object.fromEntries(Object.entries(jobs).map(([name, value]) => [`lantern_jobs_${name}`, value ?? 0]));

const face = (
  inside: Inside,
  o: LanternOptions & { readonly chat?: Bot },
  health: Parameters<typeof makeApp>[0]['health'],
): Promise<FastifyInstance> => {
  const { practice } = o;
  const scanner = o.scanner ?? NO_SCANNER;
  const evidence = makeEvidence({
    perform: inside.perform,
    unit: inside.unit,
    tenant: o.tenantId,
    files: mailFiles(o.blobs, o.tenantId),
    scanner,
    mail: o.mail,
    log: (e) => o.logger.error(plainly(e), 'evidence'),
  });
  return makeApp({
    perform: inside.perform,
    useCases,
    actors: inside.actors,
    health,
    files: makeFiles({
      perform: inside.perform,
      unit: inside.unit,
      ledger: { ...o.ledger, tenant: o.tenantId },
      documentWorker: o.documentWorker,
      blobs: o.blobs,
      scanner,
      evidence,
    }),
    through: evidence.through,
    pages: o.pages,
    ...(o.chat && { bot: o.chat }),
    logger: o.logger,
    ...(o.perMinute !== undefined && { perMinute: o.perMinute }),
    ...(practice && { practice: (app: FastifyInstance) => practice(app, inside) }),
  });
};
