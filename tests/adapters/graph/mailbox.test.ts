import { createHash } from 'node:crypto';
import { MAIL_SCOPES } from '../../../src/adapters/graph/mail-operations';
import { type MailboxOptions, graphMailbox } from '../../../src/adapters/graph/mailbox';
import { practiceTransport } from '../../../src/adapters/graph/transport';
import type { MailPlace } from '../../../src/core/evidence/mail';
import { MailTrouble } from '../../../src/core/evidence/trouble';
import { mimeOf } from '../../../src/practice/graph/mime';
import { type Graph, startGraph } from '../../support/practice-graph';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

let graph: Graph;
let mine: string;
let asked: Asked[] = [];
let waited: number[] = [];
let clock = 0;
beforeAll(async () => {
  graph = await startGraph();
  mine = graph.controls.person(graph.ids.corpusMailbox)?.mail ?? '';
});
beforeEach(() => {
  graph.controls.clearFaults();
  asked = [];
  waited = [];
});
afterAll(() => graph.close());

const open = (o: Partial<MailboxOptions> = {}, scopes: readonly string[] = MAIL_SCOPES) => {
  const send = practiceTransport(graph.port);
  return graphMailbox({
    transport: (url, init) => {
      const body = typeof init.body === 'string' ? init.body : '';
      asked.push({
        method: init.method ?? '',
        path: url.pathname + url.search,
        headers: new Headers(init.headers),
        body,
      });
      return send(url, init);
    },
    token: () => Promise.resolve(graph.tokenOf(graph.ids.corpusMailbox, scopes, 'pages')),
    own: [mine],
    now: () => clock,
    wait: (ms) => {
      waited.push(ms);
      clock += ms;
      return Promise.resolve();
    },
    timeoutMs: 2_000,
    ...o,
  });
};

const kept = (recipe: string, mailbox = graph.ids.corpusMailbox) => {
  const found = graph.controls.mailbox(mailbox)?.messages.find((m) => m.mime.recipe === recipe);
  if (!found) throw new Error(`no ${recipe}`);
  return found;
};
const placeOf = (recipe: string): MailPlace => ({ mailbox: mine, itemId: kept(recipe).movingId });
const trouble = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (e: unknown) => (e instanceof MailTrouble ? e.trouble : String(e)),
  );
const read = async (source: Promise<AsyncIterable<Uint8Array>>) => {
  const hash = createHash('sha256');
  const pieces: number[] = [];
  for await (const piece of await source) {
    hash.update(piece);
    pieces.push(piece.length);
  }
  return { sha256: hash.digest('hex'), size: pieces.reduce((a, b) => a + b, 0), pieces: pieces.length };
};
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the facts', () => {
  test('say who, to whom, when, the headers in their order, and what hangs on it', async () => {
    const facts = await open().facts(placeOf('story-pictures'));
    expect(facts).toMatchObject({
      immutableId: kept('story-pictures').id,
      subject: 'one of your girls',
      from: { name: 'A friend', address: 'no.name@post.example' },
      to: [{ address: mine }],
      cc: [],
      attachments: [{ name: 'IMG_2041.jpg', type: 'image/jpeg', size: 59 }],
    });
    expect(facts.headers.map((h) => h.name).slice(0, 3)).toEqual(['Received', 'Authentication-Results', 'Return-Path']);
    expect(facts.internetMessageId).toMatch(/^<.+@.+>$/);
    expect(Date.parse(facts.receivedAt)).toBe(Date.parse(facts.sentAt));
  });
  test('are asked for by name: never the body, a preview or the bytes of an attachment', async () => {
    await open().facts(placeOf('story-pictures'));
    expect(asked.map((a) => decodeURIComponent(a.path))).toEqual([
      expect.stringMatching(
        /\?\$select=id,internetMessageId,subject,from,sender,toRecipients,ccRecipients,sentDateTime,receivedDateTime,internetMessageHeaders$/,
      ),
      expect.stringMatching(/\/attachments\?\$select=name,contentType,size$/),
    ]);
  });
});

describe('the bytes', () => {
  test.each(['8bit', 'bare-lf', 'nul', 'empty', 'smime', 'story-threat', 'huge'])(
    'of %s come untouched',
    async (recipe) => {
      const stored = mimeOf(kept(recipe), null);
      const { sha256: hash, size } = await read(open().bytes(placeOf(recipe)));
      expect([size, hash]).toEqual([stored.length, sha256(stored)]);
    },
  );
  test('of a large mail come in pieces', async () => {
    expect((await read(open().bytes(placeOf('story-large')))).pieces).toBeGreaterThan(50);
  });
  test('are found by the lasting id when the mail was moved meanwhile', async () => {
    const { id, movingId } = kept('story-threat-again');
    await graph.call('evidence', `POST /users/${graph.ids.corpusMailbox}/messages/${movingId}/move`, {
      body: { destinationId: 'archive' },
    });
    expect(await trouble(open().bytes({ mailbox: mine, itemId: movingId }))).toBe('gone');
    expect((await read(open().bytes({ mailbox: mine, itemId: id }))).size).toBeGreaterThan(0);
  });
  test('that stop half-way are unreachable, and nothing is asked again behind the reader', async () => {
    graph.controls.fault({
      match: { method: 'GET', path: '/users/{user-id}/messages/{message-id}/$value' },
      effect: 'cut-body',
    });
    expect(await trouble(read(open().bytes(placeOf('huge'))))).toBe('unreachable');
    expect(asked).toHaveLength(1);
  });
  test('that stall half-way are unreachable when the next piece does not come in time', async () => {
    const stalling = (_: URL, { signal }: RequestInit) =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start(stream) {
              stream.enqueue(Buffer.from('From: a@b.example\r\n'));
              signal?.addEventListener('abort', () => stream.error(signal.reason));
            },
          }),
        ),
      );
    const taken: number[] = [];
    const take = async () => {
      for await (const piece of await open({ transport: stalling, timeoutMs: 50 }).bytes(placeOf('plain')))
        taken.push(piece.length);
    };
    expect([await trouble(take()), taken]).toEqual(['unreachable', [19]]);
  });
  test.each([
    ['status:403', 'no_permission'],
    ['status:429', 'unreachable'],
    ['timeout-before', 'unreachable'],
  ])('refused with %s after the facts were read are %s', async (effect, expected) => {
    const box = open({ timeoutMs: 300 });
    expect((await box.facts(placeOf('plain'))).subject).toMatch(/plain/);
    graph.controls.fault({
      match: { path: '/users/{user-id}/messages/{message-id}/$value' },
      effect,
      times: 99,
      retryAfter: '0',
    });
    expect(await trouble(box.bytes(placeOf('plain')))).toBe(expected);
  });
  test('that nobody reads to the end are let go of', async () => {
    for await (const piece of await open().bytes(placeOf('huge'))) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect((await read(open().bytes(placeOf('nul')))).size).toBeGreaterThan(0);
  });
});

test('every call asks for lasting ids and carries the token of the person', async () => {
  const box = open();
  await box.facts(placeOf('story-head'));
  await read(box.bytes(placeOf('story-head')));
  await box.tag(placeOf('story-head'), 'Kept as evidence');
  expect(asked.map((a) => a.method)).toEqual(['GET', 'GET', 'GET', 'GET', 'PATCH']);
  for (const { headers, path } of asked) {
    expect(headers.get('prefer')).toBe('IdType="ImmutableId"');
    expect(path).toMatch(/^\/v1\.0\/me\/messages\//);
  }
});

describe('a mailbox that is shared', () => {
  const shared = (): MailPlace => {
    const address = graph.ids.sharedMailbox;
    const message = [...graph.controls.sharedMailbox(address).messages][0];
    return { mailbox: address, itemId: message?.movingId ?? '' };
  };
  test('is read by a member', async () => {
    expect((await open().facts(shared())).subject).toBe('To whoever opens this');
    expect(asked[0]?.path).toMatch(/^\/v1\.0\/users\/office%40harbourlights\.example\/messages\//);
  });
  test('is shut to a member without the permission for shared mail, to everybody else, and for changing', async () => {
    expect(await trouble(open({}, ['Mail.ReadWrite']).facts(shared()))).toBe('no_permission');
    const { head } = graph.ids.people;
    const other = { token: () => Promise.resolve(graph.tokenOf(head, MAIL_SCOPES, 'pages')), own: ['head@x.example'] };
    expect(await trouble(open(other).bytes(shared()))).toBe('no_permission');
    expect(await trouble(open().tag(shared(), 'Kept as evidence'))).toBe('no_permission');
  });
  test('of nobody is one without permission', async () => {
    expect(await trouble(open().facts({ mailbox: 'nobody@elsewhere.example', itemId: 'x' }))).toBe('no_permission');
  });
});

describe('the category', () => {
  const change = (place: MailPlace, categories: readonly string[]) =>
    graph.call('evidence', `PATCH /users/${graph.ids.corpusMailbox}/messages/${place.itemId}`, {
      body: { categories },
    });
  test('is added to those that are there, and set once', async () => {
    const place = placeOf('story-angry-parent');
    await change(place, ['Follow up']);
    await open().tag(place, 'Kept as evidence');
    expect(kept('story-angry-parent').categories).toEqual(['Follow up', 'Kept as evidence']);
    asked = [];
    await open().tag(place, 'Kept as evidence');
    expect(asked.map((a) => a.method)).toEqual(['GET']);
    expect(kept('story-angry-parent').props['subject']).toBe('Reading groups AGAIN');
  });
  test('looks once more when somebody was quicker', async () => {
    const place = placeOf('story-phishing');
    let isFirst = true;
    const send = practiceTransport(graph.port);
    const rival: MailboxOptions['transport'] = async (url, init) => {
      asked.push({ method: init.method ?? '', path: url.pathname, headers: new Headers(init.headers), body: '' });
      if (init.method === 'PATCH' && isFirst) {
        isFirst = false;
        await change(place, ['Quicker']);
      }
      return send(url, init);
    };
    await open({ transport: rival }).tag(place, 'Kept as evidence');
    expect(kept('story-phishing').categories).toEqual(['Quicker', 'Kept as evidence']);
    expect(asked.map((a) => a.method)).toEqual(['GET', 'PATCH', 'GET', 'PATCH']);
  });
  test('gives up when somebody is quicker twice', async () => {
    const place = placeOf('story-protected');
    const send = practiceTransport(graph.port);
    const rival: MailboxOptions['transport'] = async (url, init) => {
      if (init.method === 'PATCH') await change(place, [`Quicker ${Math.random()}`]);
      return send(url, init);
    };
    expect(await trouble(open({ transport: rival }).tag(place, 'Kept as evidence'))).toBe('unreachable');
  });
});

describe('what goes wrong', () => {
  const fault = (effect: string, more = {}) =>
    graph.controls.fault({ match: { path: '/users/{user-id}/messages/{message-id}' }, effect, ...more });
  test('a mail that is not there is gone', async () => {
    expect(await trouble(open().facts({ mailbox: mine, itemId: 'AAMkNothing' }))).toBe('gone');
  });
  test('without the permission nothing is read', async () => {
    expect(await trouble(open({}, ['User.Read']).facts(placeOf('plain')))).toBe('no_permission');
  });
  test.each(['status:500', 'status:503', 'status:429', 'reset-before', 'html', 'cut-body', 'status:423'])(
    '%s once is asked again',
    async (effect) => {
      fault(effect, { times: 1 });
      expect((await open().facts(placeOf('plain'))).subject).toMatch(/plain/);
      expect(waited).toHaveLength(1);
    },
  );
  test('the wait that Graph asks for is kept to', async () => {
    fault('status:429', { times: 1, retryAfter: '7' });
    await open().facts(placeOf('plain'));
    expect(waited).toEqual([7_000]);
  });
  test('a longer wait than our patience is left to whoever asks later', async () => {
    fault('status:429', { times: 9, retryAfter: '300' });
    expect([await trouble(open().facts(placeOf('plain'))), waited]).toEqual(['unreachable', []]);
  });
  test.each(['status:503', 'reset-before', 'status:401'])('%s for good is unreachable', async (effect) => {
    fault(effect, { times: 99, retryAfter: '0' });
    expect(await trouble(open().facts(placeOf('plain')))).toBe('unreachable');
    expect(asked.length).toBeLessThan(9);
  });
  test('no answer in time is unreachable', async () => {
    fault('timeout-before', { times: 99 });
    expect(await trouble(open({ timeoutMs: 50 }).facts(placeOf('plain')))).toBe('unreachable');
  });
  test('an old token is exchanged once', async () => {
    const fresh: boolean[] = [];
    fault('status:401', { times: 1 });
    const token = (isFresh: boolean) => {
      fresh.push(isFresh);
      return Promise.resolve(graph.tokenOf(graph.ids.corpusMailbox, MAIL_SCOPES, 'pages'));
    };
    await open({ token }).facts(placeOf('plain'));
    expect(fresh.slice(0, 2)).toEqual([false, true]);
  });
  test('without a token it says what the token says, else unreachable', async () => {
    const refused = (e: Error) => open({ token: () => Promise.reject(e) }).facts(placeOf('plain'));
    expect(await trouble(refused(new MailTrouble('no_permission')))).toBe('no_permission');
    expect(await trouble(refused(new Error('no such thing')))).toBe('unreachable');
  });
  test.each([
    [404, 'MailboxNotEnabledForRESTAPI', 'no_permission'],
    [404, 'ErrorInvalidUser', 'no_permission'],
    [400, 'ErrorInvalidIdMalformed', 'gone'],
    [410, '', 'gone'],
    [413, '', 'too_large'],
    [400, 'ErrorMessageSizeExceeded', 'too_large'],
    [403, 'ErrorRightsManagementPermanentException', 'protected'],
    [400, 'BadRequest', 'unreachable'],
  ])('%i %s is %s', async (status, code, expected) => {
    const transport = () => Promise.resolve(new Response(JSON.stringify({ error: { code } }), { status }));
    expect(await trouble(open({ transport }).bytes(placeOf('plain')))).toBe(expected);
  });
});
