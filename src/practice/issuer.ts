import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { IssuerMetadata } from '../adapters/entra/keys';

/** A made-up person of the practice tenant, as their token names them. */
interface TokenPersona {
  readonly tid: string;
  readonly oid: string;
  readonly name: string;
  readonly upn: string;
}

interface IssueOptions {
  /** Our API, as tokens name it. */
  readonly audience: string;
  /** The pages' own registration. */
  readonly clientId: string;
  /** Seconds until the token ends; an hour when left out. */
  readonly expiresIn?: number;
  readonly methods?: readonly string[];
  /** Claims to add, change or (undefined) leave out: for trying what the verifier refuses. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A host that by its reserved name (RFC 2606) can exist nowhere: only the issuer itself answers for it. */
const ORIGIN = 'https://sign-in.practice.invalid';
const ISSUER = `${ORIGIN}/{tenantid}/v2.0`;
const METADATA = `${ORIGIN}/common/v2.0/.well-known/openid-configuration`;
const KEYS = `${ORIGIN}/common/discovery/v2.0/keys`;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signAside = promisify(sign);

/** Claims that access and id tokens share, as Entra writes them. */
const claimsOf = (persona: TokenPersona, o: IssueOptions, seconds: number) => ({
  iss: ISSUER.replace('{tenantid}', persona.tid),
  iat: seconds,
  nbf: seconds,
  exp: seconds + (o.expiresIn ?? 3600),
  auth_time: seconds,
  amr: o.methods ?? ['pwd', 'mfa'],
  name: persona.name,
  oid: persona.oid,
  preferred_username: persona.upn,
  sub: persona.oid,
  tid: persona.tid,
  ver: '2.0',
});

const CONFIGURATION = {
  issuer: ISSUER,
  jwks_uri: KEYS,
  response_types_supported: ['code', 'id_token'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
};

/**
 * The sign-in half of the practice tenant: tokens like Entra's, signed with a key that is made at start and never
 * stored. They pass the same verifier as real ones, which is told other addresses and nothing else.
 */
export function practiceIssuer({ now }: { readonly now: () => number }) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  const jwks = { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e, issuer: ISSUER }] };

  /** Answers the issuer's two addresses without a network; any other is a failure. */
  const answer: typeof fetch = (input) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address === METADATA) return Promise.resolve(Response.json(CONFIGURATION));
    if (address === KEYS) return Promise.resolve(Response.json(jwks));
    return Promise.reject(new TypeError('not an address of the practice issuer'));
  };
  const metadata: IssuerMetadata = { issuer: ISSUER, address: METADATA, fetch: answer };

  async function token(persona: TokenPersona, o: IssueOptions, claims: object): Promise<string> {
    const body = { ...claimsOf(persona, o, Math.floor(now() / 1000)), ...claims, ...o.claims };
    const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(body)}`;
    const signature = await signAside('sha256', Buffer.from(signed), privateKey);
    return `${signed}.${signature.toString('base64url')}`;
  }

  return {
    /** What the verifier is told to trust in practice mode. */
    metadata,
    /** An access token for our API, as the pages get it. */
    issue: (persona: TokenPersona, o: IssueOptions): Promise<string> =>
      token(persona, o, { aud: o.audience, azp: o.clientId, azpacr: '0', scp: 'access_as_user' }),
    /** An id token for the pages: says who signed in and opens nothing. */
    idToken: (persona: TokenPersona, o: IssueOptions & { readonly nonce?: string }): Promise<string> =>
      token(persona, o, { aud: o.clientId, nonce: o.nonce }),
  };
}
