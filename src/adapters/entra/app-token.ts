import { X509Certificate, createHash, createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT, decodeJwt } from 'jose';
import { z } from 'zod';
import { AppError } from '../../core/errors';

/** An application that speaks for itself, and proves it with a certificate. */
interface AppRegistration {
  readonly clientId: string;
  /** PEM: the certificate and its private key, in one text. */
  readonly pem: string;
}

interface AppTokenOptions<Name extends string> {
  readonly tenantId: string;
  readonly registrations: Readonly<Partial<Record<Name, AppRegistration>>>;
  /** What the token is for, such as `https://graph.microsoft.com/.default`. */
  readonly scope: string;
  readonly fetch?: typeof fetch;
  readonly now: () => number;
}

const TIMEOUT_MS = 10_000;
/** Not used in its last five minutes. */
const MARGIN_MS = 5 * 60_000;
const ASSERTION_SECONDS = 300;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** `invalid_client` and `unauthorized_client`: what the registration proves itself with is not, or no longer, accepted. */
const REFUSED = [400, 401];
const Answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });

/** For a registration that the school does not have: it opens nothing, and whoever gets it says so. */
export const NO_TOKEN = 'none';

/**
 * Tokens of several registrations, each kept until shortly before its end. No secret is shared with anybody: each call
 * is signed anew with the registration's own key. `isFresh` asks for one that was not kept.
 *
 * @throws AppError `not_signed_in` naming the registration that Entra refuses (its certificate has ended or was taken
 * away); `unavailable` when there is no token to be had for another reason.
 */
export function appTokens<Name extends string>(o: AppTokenOptions<Name>) {
  const kept = new Map<Name, { readonly token: string; readonly until: number }>();
  return async (name: Name, isFresh: boolean): Promise<string> => {
    const registration = o.registrations[name];
    if (!registration) return NO_TOKEN;
    const known = kept.get(name);
    if (known && known.until > o.now() && !isFresh) return known.token;
    const { access_token: token, expires_in: seconds } = await ask(name, registration, o);
    kept.set(name, { token, until: o.now() + seconds * 1_000 - MARGIN_MS });
    return token;
  };
}

async function ask<Name extends string>(
  name: Name,
  { clientId, pem }: AppRegistration,
  o: AppTokenOptions<Name>,
): Promise<z.infer<typeof Answer>> {
  const address = `https://login.microsoftonline.com/${o.tenantId}/oauth2/v2.0/token`;
  const body = new URLSearchParams({
    client_id: clientId,
    client_assertion: await assertion({ clientId, pem }, address, o.now()),
    client_assertion_type: ASSERTION_TYPE,
    grant_type: 'client_credentials',
    scope: o.scope,
  });
  const detail = `no token for the registration ${name}`;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await (o.fetch ?? fetch)(address, { method: 'POST', body, signal });
    if (REFUSED.includes(answer.status)) throw new AppError('not_signed_in', { detail });
    return Answer.parse(await answer.json());
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('unavailable', { detail, cause });
  }
}

function assertion({ clientId, pem }: AppRegistration, audience: string, now: number): Promise<string> {
  const thumbprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
  const at = Math.floor(now / 1_000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setAudience(audience)
    .setIssuer(clientId)
    .setSubject(clientId)
    .setJti(randomUUID())
    .setNotBefore(at)
    .setExpirationTime(at + ASSERTION_SECONDS)
    .sign(createPrivateKey(pem));
}

/** When the certificate of a registration ends (epoch ms). @throws AppError `invalid_input` for what is no such pair. */
export function certificateEnds(pem: string): number {
  try {
    const certificate = new X509Certificate(pem);
    if (!certificate.checkPrivateKey(createPrivateKey(pem))) throw new RangeError('of another pair');
    return Date.parse(certificate.validTo);
  } catch (cause) {
    const what = 'must hold a certificate and its own private key, both as PEM';
    throw new AppError('invalid_input', { problems: [{ where: 'certificate', what }], cause });
  }
}

/** The application permissions that a token carries. It proves nothing to anybody: it is our own, looked at by ourselves. */
export function rolesIn(token: string): string[] {
  const { roles } = decodeJwt(token);
  return Array.isArray(roles) ? roles.filter((r) => typeof r === 'string') : [];
}
