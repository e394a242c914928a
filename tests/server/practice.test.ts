import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { practiceOptions } from '../../src/practice/index';
import { readConfig } from '../../src/server/config';
import { withLantern } from '../support/over-http';

const dist = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-practice-'));
fs.mkdirSync(path.join(dist, 'practice'));
fs.writeFileSync(path.join(dist, 'practice', 'index.html'), '<!doctype html><title>Practice</title>');
afterAll(() => fs.rmSync(dist, { recursive: true, force: true }));
const config = readConfig({ DATA_DIR: path.join(dist, 'data') }, ['--practice']);
const { practice } = practiceOptions({ config, dist, logger: pino({ level: 'silent' }) });

describe('what only the practice tenant has', () => {
  const at = withLantern({ more: practice ? { practice } : {} });
  const ask = (method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}, payload?: object) =>
    at.it.app.inject({ method, url, headers: { host: 'localhost:3978', ...headers }, ...(payload && { payload }) });

  test.each(['localhost', 'localhost:3978', '127.0.0.1:3978', '[::1]:3978'])(
    'answers this machine by the name %s',
    async (host) => {
      expect((await ask('GET', '/practice/personas', { host })).statusCode).toBe(200);
    },
  );

  test.each(['lantern.example', 'localhost.lantern.example', '127.0.0.1.nip.example:3978', '0.0.0.0', '10.0.0.1'])(
    'answers nothing, whatever the address, under the name %s',
    async (host) => {
      for (const url of ['/practice/personas', '/api/me', '/tabs', '/', '/api/openapi.json'])
        expect((await ask('GET', url, { host })).statusCode).toBe(404);
      expect((await ask('POST', '/practice/token', { host }, { persona: 'head' })).statusCode).toBe(404);
    },
  );

  test('gives tokens to its own page, and to no page from elsewhere', async () => {
    const [first] = (await ask('GET', '/practice/personas')).json<{ id: string }[]>();
    const persona = { persona: first?.id };
    expect((await ask('POST', '/practice/token', {}, persona)).statusCode).toBe(200);
    expect((await ask('POST', '/practice/token', { origin: 'http://localhost:3978' }, persona)).statusCode).toBe(200);
    for (const origin of ['https://evil.example', 'http://localhost:9', 'null'])
      expect((await ask('POST', '/practice/token', { origin }, persona)).statusCode).toBe(404);
    expect((await ask('POST', '/practice/token', {}, { persona: 'nobody' })).statusCode).toBe(404);
  });

  test.each([{}, { persona: 5 }, []])('a token for %j is refused as input', async (body) => {
    const answer = await ask('POST', '/practice/token', {}, body);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid_input']);
  });

  test('a tick is for its own page alone', async () => {
    expect((await ask('POST', '/practice/tick')).statusCode).toBe(200);
    expect((await ask('POST', '/practice/tick', { origin: 'https://evil.example' })).statusCode).toBe(404);
  });

  test('the page itself', async () => {
    const { statusCode, headers, body } = await ask('GET', '/');
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(body).toContain('Practice');
  });
});
