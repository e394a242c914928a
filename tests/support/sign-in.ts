import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { entraMetadata, makeTokenVerifier, type TokenVerifierOptions } from '../../src/adapters/entra/tokens';

/** An invented tenant and app registration. */
export const TENANT = '6d0ff00d-0000-4000-8000-00000000000a';
export const OTHER_TENANT = '6d0ff00d-0000-4000-8000-00000000000b';
export const CLIENT = 'c11e0000-0000-4000-8000-000000000001';
export const OID = '0b1ec700-0000-4000-8000-000000000002';
export const NOW = Date.UTC(2026, 8, 7, 8, 30);
export const ENTRA = entraMetadata(TENANT);
export const KEYS_ADDRESS = 'https://login.microsoftonline.com/common/discovery/v2.0/keys';

export const makeKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
export const jwkOf = (key: KeyObject, kid: string, more: object = {}) => {
  const { n, e } = createPublicKey(key).export({ format: 'jwk' });
  return { kty: 'RSA', use: 'sig', kid, n, e, issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0', ...more };
};

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export const goodClaims = (now = NOW): Record<string, unknown> => ({
  aud: CLIENT,
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  iat: now / 1000 - 60,
  nbf: now / 1000 - 60,
  exp: now / 1000 + 3600,
  azp: CLIENT,
  name: 'Zoë Ashworth',
  oid: OID,
  preferred_username: 'z.ashworth@oakfield.example',
  scp: 'access_as_user',
  tid: TENANT,
  ver: '2.0',
});

/** A token of any header and claims; signed with RS256 unless `signature` says otherwise. */
export function makeToken(
  key: KeyObject,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
  signature?: (signed: string) => string,
): string {
  const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid: 'k1', ...header })}.${encode(claims)}`;
  const rs256 = (text: string) => sign('sha256', Buffer.from(text), key).toString('base64url');
  return `${signed}.${(signature ?? rs256)(signed)}`;
}

export const hs256 = (secret: string) => (text: string) =>
  createHmac('sha256', secret).update(text).digest('base64url');

/** Microsoft's two addresses, answering with these keys. `asked` lists every address asked for. */
export function makeMicrosoft(keys: () => object[]) {
  const asked: string[] = [];
  const answer: typeof fetch = (input) => {
    const address = input instanceof Request ? input.url : String(input);
    asked.push(address);
    if (address === ENTRA.address)
      return Promise.resolve(Response.json({ issuer: ENTRA.issuer, jwks_uri: KEYS_ADDRESS }));
    if (address === KEYS_ADDRESS) return Promise.resolve(Response.json({ keys: keys() }));
    return Promise.reject(new TypeError('no such address'));
  };
  return { asked, fetch: answer };
}

/** The verifier as production makes it. */
export const makeVerifier = ({ fetch, ...o }: { fetch: typeof globalThis.fetch } & Partial<TokenVerifierOptions>) =>
  makeTokenVerifier({
    metadata: entraMetadata(TENANT, fetch),
    audience: [CLIENT, `api://lantern.oakfield.example/${CLIENT}`],
    tenants: [TENANT],
    clientIds: [CLIENT],
    now: () => NOW,
    ...o,
  });
