import { createPrivateKey } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { productionAuth } from '../../bot/auth';
import { servesFrom } from '../../bot/guard';
import { fileAnchor } from '../adapters/anchors/file';
import { teamsChannelAnchor } from '../adapters/anchors/teams-channel';
import { entraMetadata, makeTokenVerifier } from '../adapters/entra/tokens';
import { systemNames } from '../adapters/email/names';
import { mailReader } from '../adapters/email/reader';
import { activityFeed } from '../adapters/graph/activity-feed';
import { AppError } from '../core/errors';
import type { NoticeChannel } from '../core/attestation/notices';
import { blobsOf } from './blob-settings';
import { type Config, type Production, readConfig } from './config';
import { openDirectory } from './directory';
import { firstHead } from './first-head';
import { type Lantern, type LanternOptions, startLantern, teamsLink } from './lantern';
import { openMailboxOf } from './mailbox';
import { rootKeyOf } from './root-key';

const dist = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Reads the settings, starts, says where, and stops cleanly when told to. */
async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const logger = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const options = config.production
    ? productionOptions(config, config.production, logger)
    : await practice(config, logger);
  const lantern = await startLantern(options);
  const address = await lantern.app?.listen({ port: config.port, host: config.host });
  if (address) process.send?.({ ready: address });
  say(config, lantern);
  stopOn(['SIGTERM', 'SIGINT'], lantern);
}

/** The one place where production code reaches the practice tenant. */
async function practice(config: Config, logger: LanternOptions['logger']): Promise<LanternOptions> {
  const { practiceOptions } = await import('../practice/index');
  const onProgress = (share: number): void =>
    void process.stdout.write(`  making the practice school: ${Math.round(share * 100)} %\n`);
  const said = (words: string): void => void process.stdout.write(`  ${words}\n`);
  return practiceOptions({ config, dist, logger, onProgress, said });
}

function productionOptions(config: Config, p: Production, logger: LanternOptions['logger']): LanternOptions {
  const anchors = [
    ...(p.anchors.dir ? [fileAnchor(p.anchors.dir)] : []),
    ...(p.anchors.teamsWebhook ? [teamsChannelAnchor(p.anchors.teamsWebhook)] : []),
  ];
  const host = new URL(p.origin).host;
  const settings = {
    clientId: p.clientId,
    authority: `https://login.microsoftonline.com/${p.tenantId}`,
    scope: `api://${host}/${p.clientId}/access_as_user`,
    teamsAppId: p.teamsAppId,
    practice: false,
  };
  return {
    role: config.role,
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    tenantId: p.tenantId,
    verify: makeTokenVerifier({
      metadata: entraMetadata(p.tenantId),
      audience: [p.clientId, `api://${host}/${p.clientId}`],
      tenants: [p.tenantId],
      clientIds: [p.clientId],
      now: Date.now,
    }),
    method: 'entra',
    ledger: { name: p.ledgerName, key: createPrivateKey(p.signingKey) },
    rootKey: rootKeyOf(p.rootKey),
    blobs: blobsOf(p.blobs, `${config.dataDir}-papers`),
    anchors,
    notices: noticesOf(p),
    mail: {
      reader: mailReader({ workerFile: path.join(dist, 'server', 'mail-worker.mjs'), resolver: systemNames() }),
      ...openMailboxOf(p),
    },
    ...botOf(p),
    ...directoryOf(p, logger),
    pages: { dir: path.join(dist, 'pages'), settings },
    documentWorker: path.join(dist, 'server', 'document-worker.mjs'),
    now: Date.now,
    logger,
    prepare: (inside) => firstHead(inside, p),
  };
}

/** A worker's way to the school's accounts, opened at the start and checked before anything is asked of it. */
function directoryOf(
  { directory, tenantId, origin }: Production,
  logger: LanternOptions['logger'],
): Pick<LanternOptions, 'openDirectory'> {
  if (!directory) return {};
  const warn = (words: string): void => logger.warn(words);
  const { registrations } = directory;
  return { openDirectory: () => openDirectory({ tenantId, registrations, redirectUrl: origin, warn, now: Date.now }) };
}

/** The school's own bot; without a registration people report on the pages. */
function botOf({ bot, tenantId, teamsAppId }: Production): Pick<LanternOptions, 'bot'> {
  if (!bot) return {};
  const { appId, credentials } = bot;
  const serves = servesFrom(bot.serviceHosts);
  return {
    bot: { appId, serves, open: teamsLink(teamsAppId), auth: productionAuth({ appId, tenantId, credentials, serves }) },
  };
}

/** Without a registration that may send them, notices wait on Home and nobody is told otherwise. */
const noticesOf = (p: Production): NoticeChannel =>
  p.notices
    ? activityFeed({ ...p.notices, tenantId: p.tenantId, teamsAppId: p.teamsAppId })
    : { send: () => Promise.resolve('failed') };

function say(config: Config, lantern: Lantern): void {
  const address = lantern.app?.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const where = lantern.app ? `http://localhost:${port}` : 'no port: a worker';
  const what =
    config.mode === 'practice' ? 'Lantern practice tenant (nothing in it is real)' : `Lantern ${config.role}`;
  process.stdout.write(`\n  ${what}\n  ${where}\n\n`);
}

function stopOn(signals: readonly NodeJS.Signals[], lantern: Lantern): void {
  let isStopping = false;
  for (const signal of signals)
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void lantern.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}

main().catch((e: unknown) => {
  const problems =
    e instanceof AppError && e.problems.length > 0 ? e.problems.map((p) => `${p.where} ${p.what}`) : [String(e)];
  process.stderr.write(`Lantern could not start.\n${problems.map((line) => `  - ${line}\n`).join('')}`);
  process.exit(1);
});
