import net from 'node:net';
import { practiceAuth, servesLoopback } from '../../bot/practice-auth';
import { bot as texts } from '../../src/texts/en-gb/bot';
import { APP_ID, type Channel, type Forge, activity, pressing, startChannel } from '../support/channel';
import { type TestLantern, makeLantern } from '../support/over-http';

let channel: Channel;
let it: TestLantern;
beforeAll(async () => {
  // The SDK prints what it refuses.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  channel = await startChannel();
  const auth = practiceAuth({ base: channel.base, appId: APP_ID, tenantId: 'any', keysMs: 1_500 });
  it = await makeLantern({ more: { bot: { appId: APP_ID, auth, serves: servesLoopback, open: (path) => path } } });
}, 120_000);
afterAll(async () => {
  await it.close();
  await channel.close();
});
beforeEach(() => {
  channel.outgoing.length = 0;
  channel.keys = 'up';
  channel.mood = 201;
});

type Fields = Record<string, unknown>;
const message = (change: Fields = {}): Fields =>
  activity({ base: channel.base, tenantId: it.lantern.tenantId, oid: it.school.id('teacher'), change });

async function send(body: unknown, authorization: string | null = `Bearer ${channel.token()}`) {
  const answer = await it.app.inject({
    method: 'POST',
    url: '/api/messages',
    headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.statusCode, body: answer.body };
}

/** Sends it, and proves that no row was written and nothing went out. */
async function refused(body: unknown, authorization?: string | null) {
  const before = [await it.school.fingerprint(), (await it.school.entries()).length];
  const answer = await send(body, authorization);
  expect([await it.school.fingerprint(), (await it.school.entries()).length]).toEqual(before);
  expect(channel.outgoing).toEqual([]);
  expect(answer.body).toBe('');
  return answer.status;
}

describe('what the channel really says', () => {
  test('a message is answered once, by its connector, with our token', async () => {
    expect(await send(message())).toEqual({ status: 200, body: '' });
    expect(channel.outgoing.map(({ method, authorization }) => [method, authorization])).toEqual([
      ['POST', 'Bearer practice'],
    ]);
    expect(channel.outgoing[0]?.path).toMatch(/^\/v3\/conversations\/a(%3A|:)/);
  });

  test('a press is answered with a card in its own answer', async () => {
    const { status, body } = await send(message(pressing('help')));
    expect([status, (JSON.parse(body) as Fields)['type']]).toEqual([200, 'application/vnd.microsoft.card.adaptive']);
    expect(channel.outgoing).toEqual([]);
  });
});

describe('forged or misdirected: no row, no call, no word', () => {
  test.each<[string, Forge]>([
    ['expired', { claims: { exp: Math.floor(Date.now() / 1000) - 3_600 } }],
    ['not valid yet', { claims: { nbf: Math.floor(Date.now() / 1000) + 3_600 } }],
    ['for another bot', { claims: { aud: '99999999-9999-4999-8999-999999999999' } }],
    ['by another issuer', { claims: { iss: 'https://sts.windows.net/other/' } }],
    ['under a key nobody knows', { header: { kid: 'unknown' } }],
    ['under no key id', { header: { kid: undefined } }],
    ['signed with another key', { key: 'other' }],
    ['unsigned (alg none)', { key: 'none' }],
    ['signed with the public key as a secret (HS256)', { key: 'hmac' }],
    ['for another service address', { claims: { serviceurl: 'https://smba.trafficmanager.net/uk/' } }],
    ['without a service address', { claims: { serviceurl: undefined } }],
  ])('a token %s is 401', async (_, forge) => {
    expect(await refused(message(), `Bearer ${channel.token(forge)}`)).toBe(401);
  });

  test.each<[string, string | null]>([
    ['no header', null],
    ['an empty header', ''],
    ['no token', 'Bearer'],
    ['garbage', 'Bearer garbage'],
    ['three dots of garbage', 'Bearer a.b.c'],
    ['another scheme', 'Basic bGFudGVybg=='],
  ])('%s is 401', async (_, authorization) => {
    expect(await refused(message(), authorization)).toBe(401);
  });

  test('a service address that the claim does not name, or none at all, is 401', async () => {
    expect(await refused(message({ serviceUrl: 'http://127.0.0.1:9' }))).toBe(401);
    expect(await refused(message({ serviceUrl: undefined }))).toBe(401);
    expect(await refused(message({ serviceUrl: '' }))).toBe(401);
  });

  test.each(['https://evil.example/', 'http://10.0.0.1:3978', 'https://127.0.0.1.evil.example', 'ftp://127.0.0.1'])(
    'the service address %s is on no list, whoever signs for it: 401',
    async (serviceUrl) => {
      const token = channel.token({ claims: { serviceurl: serviceUrl } });
      expect(await refused(message({ serviceUrl }), `Bearer ${token}`)).toBe(401);
    },
  );

  test.each(['webchat', 'emulator', 'AseChannel', 'directline'])('the channel %j is 401', async (channelId) => {
    expect(await refused(message({ channelId }))).toBe(401);
  });

  test.each<[string, (tenantId: string) => Fields]>([
    ['the conversation', () => ({ conversation: { id: 'a:1', conversationType: 'personal', tenantId: FOREIGN } })],
    ['the channel data', () => ({ channelData: { tenant: { id: FOREIGN } } })],
    ['no channel data', () => ({ channelData: undefined })],
    [
      'both',
      () => ({
        conversation: { id: 'a:1', conversationType: 'personal', tenantId: FOREIGN },
        channelData: { tenant: { id: FOREIGN } },
      }),
    ],
    ['neither', () => ({ conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} })],
  ])('a foreign tenant in %s is 403, as message and as press', async (_, change) => {
    expect(await refused(message(change(FOREIGN)))).toBe(403);
    expect(await refused(message({ ...pressing('begin'), ...change(FOREIGN) }))).toBe(403);
  });

  test.each<[string, Fields]>([
    ['no person', { from: { id: '29:x', name: 'Somebody' } }],
    ['a person who is no id', { from: { id: '29:x', aadObjectId: 'the head' } }],
    ['another bot', { recipient: { id: '28:99999999-9999-4999-8999-999999999999' } }],
    ['replies wanted in the answer', { deliveryMode: 'expectReplies' }],
    ['no channel', { channelId: '' }],
  ])('%s is 403', async (_, change) => {
    expect(await refused(message(change))).toBe(403);
    expect(await refused(message({ ...pressing('begin'), ...change }))).toBe(403);
  });

  test.each<[string, unknown]>([
    ['not JSON', '{"type":'],
    ['nothing', ''],
    ['an array', []],
    ['a text', '"message"'],
    ['null', 'null'],
    ['no type', { channelId: 'msteams' }],
    ['a type that is no text', { type: 5 }],
  ])('%s is 400', async (_, body) => {
    expect(await refused(body)).toBe(400);
  });

  test('a body over the limit is 413', async () => {
    const before = await it.school.fingerprint();
    expect((await send(message({ text: 'x'.repeat(300_000) }))).status).toBe(413);
    expect(await it.school.fingerprint()).toBe(before);
    expect(channel.outgoing).toEqual([]);
  });

  test('an unknown invoke is 501', async () => {
    const { status } = await send(message({ type: 'invoke', name: 'task/fetch', value: {} }));
    expect(status).toBe(501);
  });
});

const FOREIGN = '99999999-9999-4999-8999-999999999999';

describe('the token path of the Emulator', () => {
  test('a token that Entra signed for our own app id opens nothing', async () => {
    const iss = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
    const token = channel.token({ claims: { iss, appid: APP_ID, ver: '1.0' } });
    expect(await refused(message(), `Bearer ${token}`)).toBe(403);
  });
});

describe('groups and teams', () => {
  const group = (conversationType: string) => ({
    conversation: { id: '19:team@thread', conversationType, tenantId: it.lantern.tenantId, isGroup: true },
  });

  test.each(['groupChat', 'channel'])('in a %s only the one sentence is said, and nothing is kept', async (where) => {
    const before = await it.school.fingerprint();
    const text = 'a boy in my class showed me something horrible';
    expect(await send(message({ ...group(where), text }))).toEqual({ status: 200, body: '' });
    expect(channel.outgoing.map(({ body }) => body['text'])).toEqual([texts.privately]);
    channel.outgoing.length = 0;
    const pressed = await send(message({ ...pressing('begin', { words: text }), ...group(where) }));
    expect(pressed.status).toBe(200);
    expect(pressed.body).toContain(texts.privately);
    expect(channel.outgoing).toEqual([]);
    expect(await it.school.fingerprint()).toBe(before);
  });

  test('somebody from another school’s tenant is not even told that', async () => {
    const away = { conversation: { id: '19:x', conversationType: 'groupChat', tenantId: FOREIGN } };
    expect(await refused(message(away))).toBe(403);
  });
});

describe('people', () => {
  test('somebody who is not on the list is told whom to ring; nothing is kept', async () => {
    const before = await it.school.fingerprint();
    const oid = '77777777-7777-4777-8777-777777777777';
    const change = {
      from: { id: '29:x', aadObjectId: oid },
      conversation: { id: 'a:x', conversationType: 'personal', tenantId: it.lantern.tenantId },
    };
    expect((await send(message(change))).status).toBe(200);
    expect(JSON.stringify(channel.outgoing)).toContain('999');
    expect(await it.school.fingerprint()).toBe(before);
  });
});

describe('outages', () => {
  test('a client that goes away while it sends does no harm', async () => {
    const address = await it.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = new URL(address);
    await new Promise<void>((resolve) => {
      const socket = net.connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n{"type":',
        );
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => resolve());
    });
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  test('a connector that fails loses the reply and nothing else: 200, no second try', async () => {
    channel.mood = 503;
    expect(await send(message())).toEqual({ status: 200, body: '' });
    expect(channel.outgoing).toHaveLength(1);
  });
});
