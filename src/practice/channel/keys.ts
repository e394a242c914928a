import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';

/** Who signs for the channel, as Microsoft's does. */
const ISSUER = 'https://api.botframework.com';
const LIFE_S = 300;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The channel's half of the proof: a key that is made at start and never stored. */
export function channelKeys(o: { readonly appId: string; readonly now: () => number }) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    metadata: (base: string) => ({ issuer: ISSUER, jwks_uri: `${base}/keys` }),
    jwks: { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e, endorsements: ['msteams'] }] },
    /** Opens the bot's endpoint for activities whose replies go to that address. */
    token: (serviceUrl: string): string => {
      const now = Math.floor(o.now() / 1_000);
      const claims = { iss: ISSUER, aud: o.appId, serviceurl: serviceUrl, nbf: now - 5, iat: now, exp: now + LIFE_S };
      const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}

export type ChannelKeys = ReturnType<typeof channelKeys>;
