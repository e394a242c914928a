import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MailTrouble } from '../../core/evidence/trouble';

interface OnBehalfOfOptions {
  readonly tenantId: string;
  /** The registration that people sign in to. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Delegated permissions that the school has consented to. */
  readonly scopes: readonly string[];
  /** Tests give their own. */
  readonly fetch?: typeof fetch;
  readonly now: () => number;
}

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TIMEOUT_MS = 10_000;
/** Not used in its last five minutes. */
const MARGIN_MS = 5 * 60_000;
/** People who flag at the same time are few; those kept longest are asked for again. */
const MOST = 200;
const Answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const Refusal = z.object({ error: z.string() });

/**
 * Changes the token somebody called us with for one that reads their mail in their name (on-behalf-of). Microsoft Entra
 * ID decides: what they may not read, we may not. `isFresh` asks anew instead of using one that was kept.
 *
 * @throws MailTrouble `no_permission` where the school has not consented or the sign-in does not do, `unreachable` for
 * all that may be tried again.
 */
export function onBehalfOf(o: OnBehalfOfOptions): (assertion: string, isFresh: boolean) => Promise<string> {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  return async (assertion, isFresh) => {
    const key = createHash('sha256').update(assertion).digest('base64');
    const known = kept.get(key);
    if (known && !isFresh && known.until > o.now()) return known.token;
    const { access_token: token, expires_in: seconds } = await exchange(o, assertion);
    kept.delete(key);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST + 1))) kept.delete(oldest);
    kept.set(key, { token, until: o.now() + seconds * 1_000 - MARGIN_MS });
    return token;
  };
}

async function exchange(o: OnBehalfOfOptions, assertion: string): Promise<z.infer<typeof Answer>> {
  const body = new URLSearchParams({
    grant_type: GRANT,
    client_id: o.clientId,
    client_secret: o.clientSecret,
    assertion,
    scope: o.scopes.map((scope) => `https://graph.microsoft.com/${scope}`).join(' '),
    requested_token_use: 'on_behalf_of',
  });
  const address = `https://login.microsoftonline.com/${o.tenantId}/oauth2/v2.0/token`;
  const answered = await ask(o.fetch ?? fetch, address, body);
  if (answered.ok) return Answer.parse(answered.body);
  // Its description names people and ids: the code alone is kept.
  const { error } = Refusal.safeParse(answered.body).data ?? { error: `status ${answered.status}` };
  const isOver = answered.status >= 400 && answered.status < 500 && answered.status !== 429;
  throw new MailTrouble(isOver ? 'no_permission' : 'unreachable', { error });
}

async function ask(send: typeof fetch, address: string, body: URLSearchParams) {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await send(address, { method: 'POST', body, redirect: 'error', signal });
    return { ok: response.ok, status: response.status, body: (await response.json()) as unknown };
  } catch (cause) {
    throw new MailTrouble('unreachable', cause);
  }
}
