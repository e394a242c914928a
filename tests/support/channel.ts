import { createPublicKey, generateKeyPairSync, randomUUID, sign, createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const APP_ID = '5e1f2a30-1111-4a2b-9c3d-0123456789ab';
const ISSUER = 'https://api.botframework.com';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What one request to the connector was. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** How the connector answers the next requests. */
export type Mood = number | 'reset' | 'silent' | { readonly status: number; readonly retryAfter: string };

export interface Forge {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  /** `own`: the channel's key. `other`: another one. `none`: no signature. `hmac`: signed with the public key as a secret. */
  readonly key?: 'own' | 'other' | 'none' | 'hmac';
}

export interface Channel {
  /** Of metadata, keys and connector. */
  readonly base: string;
  readonly outgoing: Outgoing[];
  mood: Mood;
  /** What the key server answers: its keys, or a failure. */
  keys: 'up' | 'down' | 'silent';
  token(forge?: Forge): string;
  close(): Promise<void>;
}

/** Plays the channel from outside: keys, connector, and tokens of every kind, good and forged. */
export async function startChannel(o: { endorsements?: readonly string[] } = {}): Promise<Channel> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = createPublicKey(own.privateKey).export({ format: 'jwk' });
  const jwks = { keys: [{ kty: 'RSA', use: 'sig', kid: 'own', n, e, endorsements: o.endorsements ?? ['msteams'] }] };
  const outgoing: Outgoing[] = [];
  const server = http.createServer((request, response) => {
    void read(request).then((body) => {
      const json = (value: unknown) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
      if (request.url === '/oidc' || request.url === '/keys') {
        if (channel.keys === 'silent') return;
        if (channel.keys === 'down') return void (response.writeHead(503), response.end());
        return void json(request.url === '/oidc' ? { issuer: ISSUER, jwks_uri: `${channel.base}/keys` } : jwks);
      }
      outgoing.push({
        method: request.method ?? '',
        path: request.url ?? '',
        authorization: request.headers.authorization,
        body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>), // the connector's own JSON
      });
      const { mood } = channel;
      if (mood === 'reset') return void request.socket.destroy();
      if (mood === 'silent') return;
      const status = typeof mood === 'number' ? mood : mood.status;
      response.statusCode = status;
      if (typeof mood === 'object') response.setHeader('retry-after', mood.retryAfter);
      json(status < 300 ? { id: `sent-${outgoing.length}` } : { error: { code: 'Refused', message: 'as asked' } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  const channel: Channel = {
    base: `http://127.0.0.1:${port}`,
    outgoing,
    mood: 201,
    keys: 'up',
    token: ({ claims = {}, header = {}, key = 'own' } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const body = { iss: ISSUER, aud: APP_ID, serviceurl: channel.base, nbf: now - 5, exp: now + 300, ...claims };
      const alg = key === 'none' ? 'none' : key === 'hmac' ? 'HS256' : 'RS256';
      const signed = `${encode({ typ: 'JWT', alg, kid: 'own', ...header })}.${encode(body)}`;
      if (key === 'none') return `${signed}.`;
      const pem = createPublicKey(own.privateKey).export({ format: 'pem', type: 'spki' });
      if (key === 'hmac') return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
      const by = key === 'other' ? other.privateKey : own.privateKey;
      return `${signed}.${sign('sha256', Buffer.from(signed), by).toString('base64url')}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return channel;
}

async function read(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // a byte stream
  return Buffer.concat(parts).toString();
}

type Fields = Record<string, unknown>;

/** An activity as Teams sends it; a test changes what matters to it. */
export function activity(o: { base: string; tenantId: string; oid: string } & { change?: Fields }): Fields {
  return {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: o.base,
    from: { id: `29:${o.oid}`, name: 'Somebody', aadObjectId: o.oid },
    recipient: { id: `28:${APP_ID}`, name: 'Lantern' },
    conversation: { id: `a:${o.oid}`, conversationType: 'personal', tenantId: o.tenantId },
    channelData: { tenant: { id: o.tenantId } },
    text: 'hello',
    ...o.change,
  };
}

/** A press of a button, as Action.Execute sends it. */
export const pressing = (verb: string, data: Fields = {}, replyToId = 'card-1'): Fields => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  text: undefined,
  replyToId,
  value: { trigger: 'manual', action: { type: 'Action.Execute', title: 'Press', verb, data } },
});
