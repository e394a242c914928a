import { createHash } from 'node:crypto';
import { errors, jwtVerify, type CompactJWSHeaderParameters, type JWTPayload } from 'jose';
import { z } from 'zod';
import { AppError } from '../../core/errors';
import { TenantId } from '../../core/ids';
import { makeKeyRing, type IssuerMetadata } from './keys';

/** Microsoft Entra ID for one tenant: other tenants' issuers are not believed even before the tenant is looked at. */
export const entraMetadata = (tenantId: string, get: typeof fetch = fetch): IssuerMetadata => ({
  issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
  address: `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`,
  fetch: get,
});

/**
 * Microsoft's own apps that may ask for a token to our API on a person's behalf: the hosts a Teams or Outlook app
 * runs in (Microsoft Learn, "Configure your app in Microsoft Entra ID" for tab SSO).
 */
export const MICROSOFT_HOSTS: readonly string[] = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264', // Teams on desktop and phones
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', // Teams on the web
  '4765445b-32c6-49b0-83e6-1d93765276ca', // Microsoft 365 on the web
  '0ec893e0-5785-4de6-99da-4ed124e5296c', // Microsoft 365 on desktop
  'd3590ed6-52b3-4102-aeff-aad2292ab01c', // Microsoft 365 on phones, Outlook on desktop
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3', // Outlook on the web
  '27922004-5251-4030-b22d-91ecd9a37ea4', // Outlook on phones
];

/** What a token proves. Identity is tenant and object id together; the name is for showing only. */
interface VerifiedToken {
  readonly tenantId: TenantId;
  readonly oid: string;
  readonly name?: string;
  /** When the person last proved who they are, and when the token ends: milliseconds since 1970. */
  readonly authTime?: number;
  readonly expiresAt: number;
  /** How they proved it (`pwd`, `mfa`, ...). */
  readonly methods?: readonly string[];
}

export interface TokenVerifierOptions {
  readonly metadata: IssuerMetadata;
  /** Our API, as tokens name it: the client id, and `api://host/clientid` where that is its identifier. */
  readonly audience: readonly string[];
  readonly tenants: readonly string[];
  /** Our own apps; tokens asked for by {@link MICROSOFT_HOSTS} on our behalf are taken besides. */
  readonly clientIds: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Least time between two looks at the issuer's keys: half a minute when left out. */
  readonly cooldownMs?: number;
  /** How long keys are trusted without a look: an hour when left out. */
  readonly maxAgeMs?: number;
  /** How many verified tokens are remembered: 10,000 when left out. */
  readonly keep?: number;
}

const Claims = z.object({
  tid: TenantId,
  oid: z.guid(),
  iss: z.string(),
  aud: z.string(),
  azp: z.string(),
  ver: z.literal('2.0'),
  scp: z.string(),
  idtyp: z.literal('user').optional(),
  iat: z.number(),
  exp: z.number(),
  name: z.string().optional(),
  auth_time: z.number().optional(),
  amr: z.array(z.string()).optional(),
});
type Claims = z.infer<typeof Claims>;

const SCOPE = 'access_as_user';
/** Longer than any token Entra issues. */
const LONGEST = 16_384;
const KEEP_MS = 5 * 60_000;

/** `detail` is for the log and never holds anything out of the token. */
const refuse = (detail: string): AppError => new AppError('not_signed_in', { detail: `token: ${detail}` });

const issuerFor = (template: string, tenant: string): string => template.replace('{tenantid}', tenant);

/** A failure of the library as ours. Its own error is not kept as cause, because it holds the claims. */
function translate(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return refuse(`${error.code} ${error.claim}`);
  return refuse(error instanceof errors.JOSEError ? error.code : 'not a token');
}

function readClaims(payload: JWTPayload, o: TokenVerifierOptions): Claims {
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) throw refuse(`claims ${parsed.error.issues.map((issue) => issue.path.join('.')).join(' ')}`);
  const claims = parsed.data;
  if (!o.tenants.includes(claims.tid)) throw refuse('tenant');
  if (claims.iss !== issuerFor(o.metadata.issuer, claims.tid)) throw refuse('issuer');
  if (!claims.scp.split(' ').includes(SCOPE)) throw refuse('scope');
  if (![...o.clientIds, ...MICROSOFT_HOSTS].includes(claims.azp)) throw refuse('client');
  return claims;
}

const asVerified = ({ tid, oid, name, auth_time: authTime, amr, exp }: Claims): VerifiedToken => ({
  tenantId: tid,
  oid,
  expiresAt: exp * 1000,
  ...(name !== undefined && { name }),
  ...(authTime !== undefined && { authTime: authTime * 1000 }),
  ...(amr !== undefined && { methods: amr }),
});

/** Tokens already verified, under their SHA-256, for five minutes or until they end. */
function makeMemory(now: () => number, keep: number) {
  const kept = new Map<string, { verified: VerifiedToken; until: number }>();
  return {
    get(key: string): VerifiedToken | undefined {
      const hit = kept.get(key);
      if (hit && now() < hit.until) return hit.verified;
      kept.delete(key);
      return undefined;
    },
    put(key: string, verified: VerifiedToken): void {
      const [oldest] = kept.keys();
      if (kept.size >= keep && oldest !== undefined) kept.delete(oldest);
      kept.set(key, { verified, until: Math.min(verified.expiresAt, now() + KEEP_MS) });
    },
  };
}

/**
 * Makes the one check every access token passes. A refusal is `not_signed_in` with the reason in `detail`, for the
 * log alone; `unavailable` only when no key of the issuer could ever be read.
 */
export function makeTokenVerifier(o: TokenVerifierOptions): (token: string) => Promise<VerifiedToken> {
  const ring = makeKeyRing({ ...o, cooldownMs: o.cooldownMs ?? 30_000, maxAgeMs: o.maxAgeMs ?? 60 * 60_000 });
  const memory = makeMemory(o.now, o.keep ?? 10_000);

  async function check(token: string): Promise<VerifiedToken> {
    let signsFor: string | undefined;
    const find = async ({ kid }: CompactJWSHeaderParameters) => {
      const found = kid === undefined ? undefined : await ring.find(kid);
      if (!found) throw refuse('unknown key');
      signsFor = found.issuer;
      return found.key;
    };
    const { payload } = await jwtVerify(token, find, {
      algorithms: ['RS256'],
      audience: [...o.audience],
      currentDate: new Date(o.now()),
      requiredClaims: ['exp', 'iat', 'oid', 'tid'],
    });
    const claims = readClaims(payload, o);
    if (signsFor !== undefined && issuerFor(signsFor, claims.tid) !== claims.iss) throw refuse("another issuer's key");
    return asVerified(claims);
  }

  return async (token) => {
    if (token.length > LONGEST) throw refuse('too long');
    const key = createHash('sha256').update(token).digest('base64');
    const known = memory.get(key);
    if (known) return known;
    const verified = await check(token).catch((error: unknown) => {
      throw translate(error);
    });
    memory.put(key, verified);
    return verified;
  };
}
