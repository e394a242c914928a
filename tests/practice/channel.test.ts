import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { channelKeys } from '../../src/practice/channel/keys';
import { makeRooms } from '../../src/practice/channel/rooms';
import { practiceOptions } from '../../src/practice/index';
import { readConfig } from '../../src/server/config';
import { withLantern } from '../support/over-http';

const dist = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-channel-'));
fs.mkdirSync(path.join(dist, 'practice'));
fs.writeFileSync(path.join(dist, 'practice', 'index.html'), '<!doctype html><title>Practice</title>');
afterAll(() => fs.rmSync(dist, { recursive: true, force: true }));
const config = readConfig({ DATA_DIR: path.join(dist, 'data') }, ['--practice']);
const { practice } = practiceOptions({ config, dist, logger: pino({ level: 'silent' }) });

describe('the practice channel', () => {
  const at = withLantern({ more: practice ? { practice } : {} });
  const ask = (method: 'GET' | 'POST' | 'PUT', url: string, o: { headers?: object; payload?: object } = {}) =>
    at.it.app.inject({
      method,
      url,
      headers: { host: 'localhost:3978', ...o.headers },
      ...(o.payload && { payload: o.payload }),
    });
  const token = (serviceUrl: unknown, headers: object = {}) =>
    ask('POST', '/practice/channel-token', { headers, payload: { serviceUrl } });

  test('publishes its key, endorsed for Teams, and where to find it', async () => {
    const keys = (await ask('GET', '/practice/channel/keys')).json<{ keys: { endorsements: string[] }[] }>();
    expect(keys.keys.map((k) => k.endorsements)).toEqual([['msteams']]);
    expect((await ask('GET', '/practice/channel/oidc')).json()).toMatchObject({
      issuer: 'https://api.botframework.com',
      jwks_uri: 'http://127.0.0.1:3978/practice/channel/keys',
    });
  });

  test.each(['http://127.0.0.1:5555', 'http://localhost:5555/x', 'http://[::1]:5555'])(
    'signs for the address %s of this machine',
    async (serviceUrl) => {
      const answer = await token(serviceUrl);
      expect(answer.statusCode).toBe(200);
      const [, body = ''] = answer.json<{ token: string }>().token.split('.');
      expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({ serviceurl: serviceUrl });
    },
  );

  test.each(['https://smba.trafficmanager.net/uk/', 'http://127.0.0.1.evil.example', 'https://127.0.0.1', '', 5, null])(
    'signs nothing for %j',
    async (serviceUrl) => {
      expect((await token(serviceUrl)).statusCode).toBe(400);
    },
  );

  test('signs nothing, shows nothing and takes nothing for a page from elsewhere', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await token('http://127.0.0.1:1', headers)).statusCode).toBe(404);
    for (const path of ['message', 'invoke'])
      expect((await ask('POST', `/practice/channel/${path}?persona=head`, { headers, payload: {} })).statusCode).toBe(
        404,
      );
    expect((await ask('GET', '/practice/channel/stream?persona=head', { headers })).statusCode).toBe(404);
  });

  test('messages come from the bot alone, and only what is there is drawn anew', async () => {
    const url = '/practice/channel/v3/conversations/a%3A1/activities';
    const ours = { authorization: 'Bearer practice' };
    expect((await ask('POST', url, { payload: { text: 'hello' } })).statusCode).toBe(404);
    expect((await ask('POST', '/practice/channel/v3/conversations', { payload: {} })).statusCode).toBe(404);
    const { id } = (await ask('POST', url, { headers: ours, payload: { text: 'hello' } })).json<{ id: string }>();
    expect((await ask('PUT', `${url}/${id}`, { headers: ours, payload: { text: 'again' } })).json()).toEqual({ id });
    expect((await ask('PUT', `${url}/other`, { headers: ours, payload: { text: 'x' } })).statusCode).toBe(404);
    const opened = await ask('POST', '/practice/channel/v3/conversations', {
      headers: ours,
      payload: { members: [{ id: '29:abc' }] },
    });
    expect(opened.json()).toEqual({ id: 'a:abc' });
  });

  test('a file that somebody sent is nowhere to be had', async () => {
    expect((await ask('GET', '/practice/channel/files/1')).statusCode).toBe(404);
  });

  test('somebody who is no persona has no chat', async () => {
    expect((await ask('POST', '/practice/channel/message?persona=nobody', { payload: {} })).statusCode).toBe(404);
  });
});

test('a room shows what is said, draws anew under the same id, and greets once', () => {
  const room = makeRooms()('a');
  const heard: string[] = [];
  const stop = room.listen((a) => heard.push(`${a.id} ${String(a['text'])}`));
  const from = { id: 'lantern', role: 'bot' } as const;
  const { id } = room.show({ type: 'message', from, text: 'one' });
  room.show({ type: 'message', from, id, text: 'two' });
  room.redraw(id, ['card']);
  room.redraw('other', []);
  stop();
  room.show({ type: 'message', from, text: 'three' });
  expect(heard).toEqual([`${id} one`, `${id} two`]);
  expect(room.history.map((a) => [a['text'], a['attachments']])).toEqual([
    ['two', ['card']],
    ['three', undefined],
  ]);
  expect([room.has(id), room.has('other'), room.greet(), room.greet()]).toEqual([true, false, true, false]);
  for (let n = 0; n < 500; n += 1) room.show({ type: 'message', from, text: String(n) });
  expect(room.history).toHaveLength(400);
});

test('each start has a key of its own', () => {
  const make = () => JSON.stringify(channelKeys({ appId: 'x', now: Date.now }).jwks);
  expect(make()).not.toBe(make());
});
