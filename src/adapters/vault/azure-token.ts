import { z } from 'zod';
import { AppError } from '../../core/errors';

export type AzureIdentity =
  /** The identity Azure gives the machine: there is no secret to keep. */
  | { readonly kind: 'managed'; readonly clientId: string | undefined }
  | { readonly kind: 'secret'; readonly tenantId: string; readonly clientId: string; readonly clientSecret: string };

const VAULT = 'https://vault.azure.net';
const MACHINE = 'http://169.254.169.254/metadata/identity/oauth2/token';
const TIMEOUT_MS = 5_000;
/** Not used in its last five minutes. */
const MARGIN_MS = 5 * 60_000;
const Answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });

interface TokenOptions {
  /** What the token is for: Key Vault unless told. */
  readonly resource?: string;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
}

/** Tokens for one service of Azure, each kept until shortly before its end. Throws AppError `unavailable`. */
export function azureToken(identity: AzureIdentity, o: TokenOptions = {}) {
  const { now = Date.now, resource = VAULT } = o;
  let kept: { readonly token: string; readonly until: number } | undefined;
  return async (): Promise<string> => {
    if (kept && kept.until > now()) return kept.token;
    const [address, request] = asking(identity, resource);
    try {
      const response = await (o.fetch ?? fetch)(address, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
      const answer = Answer.parse(await response.json());
      kept = { token: answer.access_token, until: now() + answer.expires_in * 1_000 - MARGIN_MS };
      return kept.token;
    } catch (cause) {
      throw new AppError('unavailable', { detail: `no token for ${resource}`, cause });
    }
  };
}

function asking(identity: AzureIdentity, resource: string): [string, RequestInit] {
  if (identity.kind === 'managed') {
    const query = new URLSearchParams({ 'api-version': '2018-02-01', resource });
    if (identity.clientId !== undefined) query.set('client_id', identity.clientId);
    return [`${MACHINE}?${query}`, { headers: { metadata: 'true' } }];
  }
  const body = new URLSearchParams({
    client_id: identity.clientId,
    client_secret: identity.clientSecret,
    grant_type: 'client_credentials',
    scope: `${resource}/.default`,
  });
  return [`https://login.microsoftonline.com/${identity.tenantId}/oauth2/v2.0/token`, { method: 'POST', body }];
}
