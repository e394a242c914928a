import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { teamsChannelAnchor } from '../../../src/adapters/anchors/teams-channel';
import { H } from '../../../src/core/ledger/hash';
import { checkpointText, openCheckpoint, signNote } from '../../../src/core/ledger/note';
import { KEYS, NAME } from '../../support/log';

const ADDRESS =
  'https://default00000000.a1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=SECRET';
const NOTE = signNote(NAME, KEYS.privateKey, checkpointText(NAME, 2500, H('root'), H('head'), 1_795_000_000_000));
const words = { title: 'Ledger checkpoint', purpose: 'Please keep.', entries: 'Entries', root: 'Root', time: 'Time' };

interface Seen {
  url: string;
  method: string | undefined;
  body: string;
}
let seen: Seen[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    seen.push({ url: request.url ?? '', method: request.method, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
});
let local = '';
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  seen = [];
  answer = (_, response) => response.writeHead(202, { 'x-ms-workflow-run-id': 'run-1' }).end();
});

/** Microsoft's host, played by the local server: everything else of the request stays as it was asked for. */
const toLocal: typeof fetch = (input, init) => {
  const { pathname, search } = new URL(input as URL);
  return fetch(`${local}${pathname}${search}`, init);
};
const anchor = (o: { timeoutMs?: number } = {}) => teamsChannelAnchor(ADDRESS, { words, fetch: toLocal, ...o });

describe('a Teams channel as anchor', () => {
  test('posts size, root and time as a card that Teams can show, with the signed note in it', async () => {
    expect(await anchor().post(NOTE)).toEqual({ reference: 'run-1' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: expect.stringContaining('&sig=SECRET') as string });
    const { type, attachments } = JSON.parse(seen[0]!.body) as {
      type: string;
      attachments: { contentType: string; content: { version: string; body: Record<string, unknown>[] } }[];
    };
    const card = attachments[0]!.content;
    expect([type, attachments.length, card.version]).toEqual(['message', 1, '1.5']);
    expect(attachments[0]!.contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(card.body.slice(0, 2).map((part) => part['text'])).toEqual(['Ledger checkpoint', 'Please keep.']);
    expect(card.body[2]!['facts']).toEqual([
      { title: 'Entries', value: '2500' },
      { title: 'Root', value: H('root').toString('base64') },
      { title: 'Time', value: '2026-11-18T11:06:40.000Z' },
    ]);
    const posted = (card.body[3]!['inlines'] as { text: string }[]).map((run) => run.text).join('');
    expect(openCheckpoint(NAME, [KEYS.publicKey], posted)?.size).toBe(2500);
  });

  test('says in plain words what it is for when no others are given', async () => {
    await teamsChannelAnchor(ADDRESS, { fetch: toLocal }).post(NOTE);
    expect(seen[0]!.body).toContain('Please leave this message here.');
  });

  test('without an id from the workflow, the size is the reference', async () => {
    answer = (_, response) => response.writeHead(200).end();
    expect(await anchor().post(NOTE)).toEqual({ reference: 'size 2500' });
  });

  test.each([400, 401, 404, 429, 500, 503])('an answer of %i means it was not kept', async (status) => {
    answer = (_, response) => response.writeHead(status).end();
    await expect(anchor().post(NOTE)).rejects.toMatchObject({
      code: 'unavailable',
      detail: `anchor: the channel answered ${status}`,
    });
  });

  test('a redirect is not followed, and the secret in the address is not repeated', async () => {
    answer = (_, response) => response.writeHead(302, { location: `${local}/elsewhere` }).end();
    const failure: unknown = await anchor()
      .post(NOTE)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(failure).not.toHaveProperty('cause');
    expect(String(failure)).not.toContain('SECRET');
    expect(seen).toHaveLength(1);
  });

  test('a channel that does not answer is given up', async () => {
    answer = () => undefined;
    await expect(anchor({ timeoutMs: 20 }).post(NOTE)).rejects.toMatchObject({ code: 'unavailable' });
    server.closeAllConnections();
  });

  test('whatever is thrown counts as no answer', async () => {
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a badly behaved fetch is the point
    const odd = teamsChannelAnchor(ADDRESS, { words, fetch: () => Promise.reject('no') });
    await expect(odd.post(NOTE)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test.each([
    'http://a.environment.api.powerplatform.com/x',
    'https://example.org/x',
    'https://environment.api.powerplatform.com.example.org/x',
    'https://evil.example/?a=.logic.azure.com',
    'https://evillogic.azure.com/x',
    'https://prod-1.westeurope.logic.azure.com:8443/x',
    'https://user:word@prod-1.westeurope.logic.azure.com/x',
    'https://school.webhook.office.com/webhookb2/x',
    'not an address',
    '',
  ])('%s is refused before anything is sent', (address) => {
    expect(() => teamsChannelAnchor(address, { words, fetch: toLocal })).toThrow(
      expect.objectContaining({ code: 'invalid_input' }) as Error,
    );
  });

  test('addresses of the older workflow host are still taken', () => {
    const address = 'https://prod-23.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=x';
    expect(teamsChannelAnchor(address, { words, fetch: toLocal }).name).toBe('teams-channel');
  });

  test('what is no checkpoint is not posted', async () => {
    await expect(anchor().post('hello')).rejects.toMatchObject({ code: 'unexpected' });
    expect(seen).toEqual([]);
  });
});
