import type { Credentials } from '../../bot/auth';
import { invalid } from '../core/errors';

/** How the bot is registered; undefined where there is none. */
export interface BotRegistration {
  readonly appId: string;
  readonly credentials: Credentials;
  /** Hosts of Microsoft's connector that replies may go to. */
  readonly serviceHosts: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The connector of Teams; which of its names a tenant sees is shown there only. */
const CONNECTOR = 'smba.trafficmanager.net';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/**
 * Reads the bot's settings. Exactly one way to prove itself goes with the id: a certificate, a managed identity, or a
 * secret. `read` takes a file that nobody else may read.
 *
 * @throws AppError `invalid_input` for a half of them: a bot without credentials answers nobody, one without an id anybody.
 */
export function botRegistration(
  env: Environment,
  read: (setting: string, file: string) => string,
): BotRegistration | undefined {
  const { LANTERN_BOT_APP_ID: appId, LANTERN_BOT_SERVICE_HOSTS: hosts = CONNECTOR } = env;
  const given = Object.keys(env).filter((k) => k.startsWith('LANTERN_BOT_') && env[k]);
  if (given.length === 0) return undefined;
  if (!appId || !GUID.test(appId)) throw invalid('LANTERN_BOT_APP_ID', 'must be the id of the bot’s registration');
  const serviceHosts = hosts.split(',').map((host) => host.trim());
  if (!serviceHosts.every((host) => HOST.test(host)))
    throw invalid('LANTERN_BOT_SERVICE_HOSTS', 'must be host names with commas between them');
  return { appId, serviceHosts, credentials: credentialsIn(env, read) };
}

function credentialsIn(env: Environment, read: (setting: string, file: string) => string): Credentials {
  const {
    LANTERN_BOT_CERTIFICATE_FILE: certificate,
    LANTERN_BOT_KEY_FILE: key,
    LANTERN_BOT_SECRET_FILE: secret,
    LANTERN_BOT_MANAGED_IDENTITY: identity,
  } = env;
  const ways = [certificate ?? key, secret, identity].filter((way) => way !== undefined && way !== '');
  if (ways.length !== 1)
    throw invalid(
      'LANTERN_BOT_CERTIFICATE_FILE',
      'goes with LANTERN_BOT_KEY_FILE; or set LANTERN_BOT_MANAGED_IDENTITY=yes, or LANTERN_BOT_SECRET_FILE: one of them',
    );
  if (secret) return { kind: 'secret', secret: read('LANTERN_BOT_SECRET_FILE', secret).trim() };
  if (identity) return { kind: 'managed_identity' };
  if (!certificate || !key) throw invalid('LANTERN_BOT_KEY_FILE', 'and LANTERN_BOT_CERTIFICATE_FILE go together');
  return {
    kind: 'certificate',
    certificate: read('LANTERN_BOT_CERTIFICATE_FILE', certificate),
    key: read('LANTERN_BOT_KEY_FILE', key),
  };
}
