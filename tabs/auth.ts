import type * as Library from '@azure/msal-browser';
import type { AuthenticationResult, Configuration, IPublicClientApplication } from '@azure/msal-browser';
import type { HostBridge } from './bridge';
import type { Settings } from './settings';

/** Why a person has to do something before we may act for them. */
export type SignInReason = 'ask' | 'practice';

/** No token without the person: show the sign-in button (`ask`), or the way to the practice shell (`practice`). */
export class SignInNeeded extends Error {
  readonly reason: SignInReason;

  constructor(reason: SignInReason, cause?: unknown) {
    super('sign-in needed', { cause });
    this.name = 'SignInNeeded';
    this.reason = reason;
  }
}

export interface Auth {
  /** A token for our API. `fresh` when the API has just refused the last one. @throws SignInNeeded */
  token(options?: { fresh?: boolean }): Promise<string>;
  /**
   * Signs in with the person's help. Call it straight from a click handler: a popup without one is blocked. `anew`
   * although there is a token: cases are opened only after a sign-in of the last minutes.
   */
  signIn(options?: { anew?: boolean }): Promise<void>;
}

/** A kept token is not used in its last five minutes, in ms. */
const MARGIN_MS = 5 * 60_000;

/** How long a person may take in the sign-in window, in ms: a second factor has to be found first. */
const PATIENCE_MS = 10 * 60_000;

type Msal = typeof Library;
/** Its own chunk: a third of all our bytes, and not needed to draw. */
const loadMsal = (): Promise<Msal> => import('@azure/msal-browser');

/**
 * Nested app authentication where the host offers it, else Teams' own token, else MSAL's silent way, else a button.
 * Identity is what our API makes of the token; nothing in here decides who somebody is.
 */
export function createAuth(parts: { settings: Settings; host: HostBridge; load?: () => Promise<Msal> }): Auth {
  const { settings, host } = parts;
  const client = msalClient(settings, host, parts.load ?? loadMsal);
  let kept: { token: string; until: number } | undefined;
  let asked: Promise<string> | undefined;

  const keep = (token: string): string => {
    kept = { token, until: expiry(token) - MARGIN_MS };
    return token;
  };
  const quietly = async (fresh: boolean): Promise<string> => {
    const context = await host.connect();
    if (!context) return settings.practice ? refuse('practice') : client.silent(fresh);
    return client.nested() ? client.silent(fresh).catch(() => host.teamsToken(false)) : host.teamsToken(false);
  };
  const loudly = async (): Promise<string> => {
    if (!client.nested() && host.framed) {
      const token = await host.teamsToken(true).catch(() => null);
      if (token !== null) return token;
    }
    return client.popup();
  };

  return {
    token({ fresh = false } = {}) {
      if (!fresh && kept && kept.until > Date.now()) return Promise.resolve(kept.token);
      asked ??= quietly(fresh)
        .then(keep)
        .catch((error: unknown) => {
          throw error instanceof SignInNeeded ? error : new SignInNeeded('ask', error);
        })
        .finally(() => (asked = undefined));
      return asked;
    },
    async signIn({ anew = false } = {}) {
      keep(anew ? await client.popup({ prompt: 'login' }) : await loudly());
    },
  };
}

const refuse = (reason: SignInReason): never => {
  throw new SignInNeeded(reason);
};

/** MSAL behind three verbs. The client is made once, on first need. */
function msalClient(settings: Settings, host: HostBridge, load: () => Promise<Msal>) {
  let opened: Promise<IPublicClientApplication> | undefined;
  const scopes = [settings.scope];
  const open = (): Promise<IPublicClientApplication> =>
    (opened ??= load()
      .then((msal) => msal.createNestablePublicClientApplication(configuration(settings, host)))
      .catch((error: unknown) => {
        opened = undefined;
        throw error;
      }));
  const account = (client: IPublicClientApplication) => client.getActiveAccount() ?? client.getAllAccounts()[0];
  return {
    /** True when the host put MSAL's bridge into the page: it does so while connecting. */
    nested: () => 'nestedAppAuthBridge' in globalThis,
    async silent(fresh: boolean): Promise<string> {
      const client = await open();
      const known = account(client);
      const result = await client.acquireTokenSilent({ scopes, forceRefresh: fresh, ...(known && { account: known }) });
      return result.accessToken;
    },
    async popup(more: { readonly prompt?: 'login' } = {}): Promise<string> {
      const client = await open();
      // Pressed again, the new window takes the place of one that was closed half-way.
      const result: AuthenticationResult = await client.acquireTokenPopup({
        scopes,
        overrideInteractionInProgress: true,
        ...more,
      });
      client.setActiveAccount(result.account);
      return result.accessToken;
    },
  };
}

/** MSAL finds its own address for Microsoft's authorities; any other has to be named and speaks plain OpenID Connect. */
function configuration(settings: Settings, host: HostBridge): Configuration {
  const authority = new URL(settings.authority);
  const isMicrosoft = authority.hostname === 'login.microsoftonline.com';
  return {
    auth: {
      clientId: settings.clientId,
      authority: settings.authority,
      redirectUri: `${location.origin}/redirect.html`,
      ...(!isMicrosoft && { knownAuthorities: [authority.host] }),
    },
    cache: { cacheLocation: host.storage.lasts ? 'sessionStorage' : 'memoryStorage' },
    system: { protocolMode: isMicrosoft ? 'AAD' : 'OIDC', popupBridgeTimeout: PATIENCE_MS },
  };
}

/** When a token ends, in epoch ms. Read to know when to ask again, not to trust it; 0 when it cannot be read. */
function expiry(token: string): number {
  try {
    const body = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')));
    const exp = (claims as { exp?: unknown }).exp; // any JSON value answers undefined for a missing field
    return typeof exp === 'number' ? exp * 1_000 : 0;
  } catch {
    return 0;
  }
}
