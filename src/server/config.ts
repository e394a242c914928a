import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { AzureIdentity } from '../adapters/vault/azure-token';
import { AppError } from '../core/errors';
import { TenantId } from '../core/ids';
import { type BlobContainer, blobContainer } from './blob-settings';
import { type BotRegistration, botRegistration } from './bot-settings';
import { type DirectoryRegistrations, directoryRegistrations, isDirectorySetting } from './directory-settings';
import { type MailRegistration, mailRegistration } from './mail-settings';

/** Everything the process is told from outside, read once at start. Nothing else reads the environment. */
export interface Config {
  readonly mode: 'practice' | 'production';
  /** `web` answers people, `worker` does scheduled work; practice mode is both in one process. */
  readonly role: 'web' | 'worker' | 'both';
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly logLevel: string;
  /** Test builds only: see `kill-points.ts`. */
  readonly kill: { readonly at: number | undefined; readonly log: string | undefined };
  /** The practice directory: its port here (0: any free one), or another on this machine and what opens its side door. */
  readonly practiceGraph: { readonly port: number; readonly url: URL | undefined; readonly secret: string };
  readonly production: Production | undefined;
}

export interface Production {
  readonly tenantId: TenantId;
  readonly clientId: string;
  /** `https://…`, where people's browsers find Lantern. */
  readonly origin: string;
  readonly schoolName: string;
  readonly firstHead: { readonly oid: string; readonly name: string };
  /** The name checkpoints are signed under: one word, usually the school's web domain. */
  readonly ledgerName: string;
  /** Ed25519 private key (PEM) that signs checkpoints and receipts. */
  readonly signingKey: string;
  /** What stands above all keys for content: the text of a file, or a key in Azure Key Vault. */
  readonly rootKey: { readonly text: string } | { readonly keyUrl: string; readonly identity: AzureIdentity };
  /** Undefined: sealed files are kept in a folder beside the data. */
  readonly blobs: BlobContainer | undefined;
  readonly anchors: { readonly dir: string | undefined; readonly teamsWebhook: string | undefined };
  /** The registration that may send activity-feed notices; without it notices stay in Lantern. */
  readonly notices: { readonly clientId: string; readonly clientSecret: string } | undefined;
  /** What may change accounts, in a worker alone; without it requests are kept and nothing is done about them. */
  readonly directory: DirectoryRegistrations | undefined;
  /** Without it no mailbox is read. */
  readonly mail: MailRegistration | undefined;
  readonly teamsAppId: string;
  /** Without it there is no chat. */
  readonly bot: BotRegistration | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const Guid = z.guid();
const ProductionSettings = z.object({
  LANTERN_TENANT_ID: TenantId,
  LANTERN_CLIENT_ID: Guid,
  LANTERN_ORIGIN: z.url({ protocol: /^https$/ }),
  LANTERN_SCHOOL_NAME: z.string().min(1),
  LANTERN_FIRST_HEAD_OID: Guid,
  LANTERN_FIRST_HEAD_NAME: z.string().min(1),
  LANTERN_LEDGER_NAME: z.string().regex(/^[^\s+]+$/, 'one word, such as your web domain'),
  LANTERN_SIGNING_KEY_FILE: z.string().min(1),
  LANTERN_TEAMS_APP_ID: Guid,
  DATABASE_URL: z.string().min(1),
});

/** Reads and checks the settings. @throws AppError `invalid_input` naming every setting that is missing or wrong. */
export function readConfig(env: Environment, args: readonly string[]): Config {
  const mode = args.includes('--practice') ? 'practice' : 'production';
  const base = {
    port: portIn(env, 'PORT', 3978),
    dataDir: path.resolve(env['DATA_DIR'] ?? 'data'),
    databaseUrl: env['DATABASE_URL'] || undefined,
    logLevel: env['LOG_LEVEL'] ?? 'info',
    kill: { at: env['KILL_AT'] ? Number(env['KILL_AT']) : undefined, log: env['KILL_LOG'] },
  };
  if (mode === 'practice') return practice(env, base);
  const role = args.includes('--worker') ? 'worker' : 'web';
  const none = { port: 0, url: undefined, secret: '' };
  return {
    ...base,
    mode,
    role,
    host: env['HOST'] ?? '0.0.0.0',
    practiceGraph: none,
    production: production(env, role),
  };
}

function portIn(env: Environment, setting: string, usual: number): number {
  const port = Number(env[setting] ?? usual);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw wrong(setting, `must be a port number, such as ${usual || 8080}`);
  return port;
}

/** Nothing but this machine is ever asked. */
function practiceGraph(env: Environment): Config['practiceGraph'] {
  const port = portIn(env, 'PRACTICE_GRAPH_PORT', 0);
  const { PRACTICE_GRAPH_URL: given, PRACTICE_GRAPH_SECRET: secret = '' } = env;
  if (!given) return { port, url: undefined, secret };
  if (!/^http:\/\/(localhost|127\.0\.0\.1):\d+\/?$/.test(given))
    throw wrong('PRACTICE_GRAPH_URL', 'must be on this machine, such as http://127.0.0.1:8080');
  if (secret === '') throw wrong('PRACTICE_GRAPH_SECRET', 'goes together with PRACTICE_GRAPH_URL');
  return { port, url: new URL(given), secret };
}

type Base = Pick<Config, 'port' | 'dataDir' | 'databaseUrl' | 'logLevel' | 'kill'>;

/** The practice tenant is for trying things out: it must never stand beside a real tenant's settings. */
function practice(env: Environment, base: Base): Config {
  const known = [...Object.keys(ProductionSettings.shape), 'LANTERN_ROOT_KEY_FILE', 'LANTERN_KEY_VAULT_KEY'];
  const isReal = (k: string): boolean =>
    (k.startsWith('LANTERN_') && known.includes(k)) || /^LANTERN_(BOT|BLOBS|MAIL)_/.test(k) || isDirectorySetting(k);
  const real = Object.keys(env).filter((k) => env[k] && isReal(k));
  if (real.length > 0) throw wrong(real.join(', '), 'belongs to production: unset it, or start with npm run serve');
  return {
    ...base,
    mode: 'practice',
    role: 'both',
    host: '127.0.0.1',
    practiceGraph: practiceGraph(env),
    production: undefined,
  };
}

function production(env: Environment, role: 'web' | 'worker'): Production {
  const made = Object.keys(env).filter((k) => k.startsWith('PRACTICE_') || k.startsWith('KILL_'));
  if (made.length > 0) throw wrong(made.join(', '), 'belongs to the practice tenant and is refused in production');
  const around = { role, databaseUrl: env['DATABASE_URL'], read: secretFile, now: Date.now };
  const directory = directoryRegistrations(env, around);
  const parsed = ProductionSettings.safeParse(env);
  if (!parsed.success)
    throw new AppError('invalid_input', {
      problems: parsed.error.issues.map((i) => ({ where: i.path.join('.'), what: i.message })),
    });
  const e = parsed.data;
  return {
    tenantId: e.LANTERN_TENANT_ID,
    clientId: e.LANTERN_CLIENT_ID,
    origin: new URL(e.LANTERN_ORIGIN).origin,
    schoolName: e.LANTERN_SCHOOL_NAME,
    firstHead: { oid: e.LANTERN_FIRST_HEAD_OID, name: e.LANTERN_FIRST_HEAD_NAME },
    ledgerName: e.LANTERN_LEDGER_NAME,
    signingKey: secretFile('LANTERN_SIGNING_KEY_FILE', e.LANTERN_SIGNING_KEY_FILE),
    rootKey: rootKey(env, e.LANTERN_TENANT_ID),
    blobs: blobContainer(env, secretFile, e.LANTERN_TENANT_ID),
    anchors: { dir: env['LANTERN_ANCHOR_DIR'], teamsWebhook: env['LANTERN_ANCHOR_WEBHOOK'] },
    notices: noticeRegistration(env),
    directory,
    mail: mailRegistration(env, secretFile),
    teamsAppId: e.LANTERN_TEAMS_APP_ID,
    bot: botRegistration(env, secretFile),
  };
}

function noticeRegistration(env: Environment): Production['notices'] {
  const { LANTERN_NOTICES_CLIENT_ID: clientId, LANTERN_NOTICES_SECRET_FILE: file } = env;
  if (!clientId && !file) return undefined;
  if (!clientId || !file)
    throw wrong('LANTERN_NOTICES_CLIENT_ID', 'goes together with LANTERN_NOTICES_SECRET_FILE: set both or neither');
  return { clientId, clientSecret: secretFile('LANTERN_NOTICES_SECRET_FILE', file).trim() };
}

/** The settings that name a root key: the one in use, and the one that is to take its place. */
const ROOT = { file: 'LANTERN_ROOT_KEY_FILE', vault: 'LANTERN_KEY_VAULT_KEY' };
const NEW_ROOT = { file: 'LANTERN_NEW_ROOT_KEY_FILE', vault: 'LANTERN_NEW_KEY_VAULT_KEY' };

/** One of the two, never both: what was locked with one cannot be opened with the other. */
function rootKey(env: Environment, tenantId: TenantId, names = ROOT): Production['rootKey'] {
  const [file, keyUrl] = [env[names.file], env[names.vault]];
  if (Boolean(file) === Boolean(keyUrl)) throw wrong(names.file, `or ${names.vault}: set one of them`);
  if (file) return { text: secretFile(names.file, file) };
  const { LANTERN_KEY_VAULT_CLIENT_ID: clientId, LANTERN_KEY_VAULT_SECRET_FILE: secret } = env;
  // Only Key Vault is shown the token.
  if (!keyUrl || !/^https:\/\/[\w-]+\.vault\.azure\.net\/keys\/[\w-]+$/.test(keyUrl))
    throw wrong(names.vault, 'must be https://<vault>.vault.azure.net/keys/<name>, without a version');
  if (!secret) return { keyUrl, identity: { kind: 'managed', clientId } };
  if (!clientId) throw wrong('LANTERN_KEY_VAULT_CLIENT_ID', 'goes together with LANTERN_KEY_VAULT_SECRET_FILE');
  const clientSecret = secretFile('LANTERN_KEY_VAULT_SECRET_FILE', secret).trim();
  return { keyUrl, identity: { kind: 'secret', tenantId, clientId, clientSecret } };
}

/** What changing the root key needs to know. */
export interface KeyRotation {
  readonly tenantId: TenantId;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly rootKey: Production['rootKey'];
  /** Undefined: only the tenant's own key is changed. */
  readonly newRootKey: Production['rootKey'] | undefined;
}

/** @throws AppError `invalid_input` naming the setting that is missing or wrong. */
export function readKeyRotation(env: Environment = process.env): KeyRotation {
  const tenant = TenantId.safeParse(env['LANTERN_TENANT_ID']);
  if (!tenant.success) throw wrong('LANTERN_TENANT_ID', 'must be the tenant’s id');
  const tenantId = tenant.data;
  const isNew = Boolean(env[NEW_ROOT.file]) || Boolean(env[NEW_ROOT.vault]);
  return {
    tenantId,
    databaseUrl: env['DATABASE_URL'] || undefined,
    dataDir: path.resolve(env['DATA_DIR'] ?? 'data'),
    rootKey: rootKey(env, tenantId),
    newRootKey: isNew ? rootKey(env, tenantId, NEW_ROOT) : undefined,
  };
}

function secretFile(setting: string, file: string): string {
  if (!existsSync(file)) throw wrong(setting, 'names a file that is not there');
  // Windows has no such bits; there the folder's own permissions have to do.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw wrong(setting, 'names a file that other accounts can read: chmod 600 it');
  return readFileSync(file, 'utf8');
}

const wrong = (where: string, what: string): AppError =>
  new AppError('invalid_input', { problems: [{ where, what }], detail: `${where} ${what}` });
