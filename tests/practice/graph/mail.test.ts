import { createHash } from 'node:crypto';
import { CORPUS, mimeOf } from '../../../src/practice/graph/mime';
import { type Graph, startGraph } from '../../support/practice-graph';

const IMMUTABLE = { headers: { prefer: 'IdType="ImmutableId"' } };
let graph: Graph;
let box: string;
beforeAll(async () => {
  graph = await startGraph();
  box = `/users/${graph.ids.corpusMailbox}`;
});
afterAll(() => graph.close());

interface Listed {
  readonly id: string;
  readonly subject: string;
  readonly parentFolderId: string;
}
const listed = async (headers: Readonly<Record<string, string>> = {}) =>
  (await graph.call('evidence', `GET ${box}/messages?$top=50&$select=id,subject,parentFolderId`, { headers })).body
    .value as Listed[];
const find = async (recipe: string, headers = {}) =>
  (await listed(headers)).find((m) => m.subject.endsWith(recipe))?.id ?? '';

describe('the raw mail', () => {
  test.each(CORPUS.filter((r) => r !== 'sent'))('%s comes byte for byte', async (recipe) => {
    const id = await find(recipe, IMMUTABLE.headers);
    const { status, bytes, headers } = await graph.call('evidence', `GET ${box}/messages/${id}/$value`, IMMUTABLE);
    const message = graph.controls.mailbox(graph.ids.corpusMailbox)?.messages.find((m) => m.id === id);
    const stored = message && mimeOf(message, null);
    const digest = (b: Buffer | undefined) =>
      createHash('sha256')
        .update(b ?? 'nothing')
        .digest('hex');
    expect([status, headers.get('content-type') ?? 'text/plain', bytes.length]).toEqual([
      200,
      'text/plain',
      stored?.length,
    ]);
    expect(digest(bytes)).toBe(digest(stored));
  });
  test('is as long, deep and odd as the names say', () => {
    const make = (recipe: string) => {
      const message = graph.controls.mailbox(graph.ids.corpusMailbox)?.messages.find((m) => m.mime.recipe === recipe);
      return message ? mimeOf(message, null) : Buffer.alloc(0);
    };
    expect(make('huge').length).toBeGreaterThan(30 * 1024 * 1024);
    expect(make('empty').length).toBe(0);
    expect([make('nul').includes(0), make('8bit').includes(0xe9), make('bare-lf').includes(13)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(make('headers').toString().split('X-Practice-')).toHaveLength(200_001);
    expect(make('nested').toString().split('boundary=')).toHaveLength(5_002);
  });
  test('differs between two fetches where the switch says so', async () => {
    const g = await startGraph({ switches: { mimeTwice: 'different' } });
    const [first] = (await g.call('evidence', `GET ${box}/messages?$top=1`, IMMUTABLE)).body.value as Listed[];
    const get = async () => (await g.call('evidence', `GET ${box}/messages/${first?.id}/$value`, IMMUTABLE)).bytes;
    const [a, b] = [await get(), await get()];
    await g.close();
    expect(a.equals(b)).toBe(false);
  });
});

describe('ids', () => {
  test('the ordinary one changes when the mail moves, the immutable one stays', async () => {
    const [moving, lasting] = [await find('attachment'), await find('attachment', IMMUTABLE.headers)];
    expect(moving).not.toBe(lasting);
    const moved = await graph.call('evidence', `POST ${box}/messages/${moving}/move`, {
      body: { destinationId: 'archive' },
    });
    expect([moved.status, moved.body.id === moving]).toEqual([201, false]);
    expect((await graph.call('evidence', `GET ${box}/messages/${moving}`)).body.error?.code).toBe('ErrorItemNotFound');
    const found = await graph.call('evidence', `GET ${box}/messages/${lasting}`, IMMUTABLE);
    expect([found.status, found.headers.get('preference-applied')]).toEqual([200, 'IdType="ImmutableId"']);
  });
  test('the immutable one means nothing without the header', async () => {
    expect((await graph.call('evidence', `GET ${box}/messages/${await find('plain', IMMUTABLE.headers)}`)).status).toBe(
      404,
    );
  });
  test('a copy is another mail', async () => {
    const id = await find('plain', IMMUTABLE.headers);
    const { status, body } = await graph.call('evidence', `POST ${box}/messages/${id}/copy`, {
      body: { destinationId: 'archive' },
      ...IMMUTABLE,
    });
    expect([
      status,
      body.id === id,
      (await graph.call('evidence', `GET ${box}/messages/${id}`, IMMUTABLE)).status,
    ]).toEqual([201, false, 200]);
  });
});

describe('categories', () => {
  test('replace each other, and a stale etag is refused', async () => {
    const at = `${box}/messages/${await find('smime', IMMUTABLE.headers)}`;
    const change = (categories: readonly string[], match: string) =>
      graph.call('evidence', `PATCH ${at}`, {
        body: { categories },
        headers: { ...IMMUTABLE.headers, 'if-match': match },
      });
    const etag = String((await graph.call('evidence', `GET ${at}`, IMMUTABLE)).body['@odata.etag']);
    const first = await change(['Kept as evidence'], etag);
    expect([first.status, first.body.categories, first.body['@odata.etag'] === etag]).toEqual([
      200,
      ['Kept as evidence'],
      false,
    ]);
    const stale = await change(['Other'], etag);
    expect([stale.status, stale.body.error?.code]).toEqual([412, 'ErrorIrresolvableConflict']);
    const names = (await graph.call('evidence', `GET ${box}/outlook/masterCategories`)).body.value as {
      displayName: string;
    }[];
    expect(names.map((c) => c.displayName)).toEqual(['Follow up']);
  });
  test('nothing else of a received mail changes', async () => {
    const at = `${box}/messages/${await find('smime')}`;
    expect((await graph.call('evidence', `PATCH ${at}`, { body: { subject: 'Other' } })).status).toBe(400);
    expect((await graph.call('evidence', `DELETE ${at}`)).status).toBe(501);
  });
});

describe('mailboxes', () => {
  test('outside the scope of the registration are shut, and a person sees only their own', async () => {
    const outside = `/users/${graph.ids.people.mailboxOutOfScope}`;
    const shut = await graph.call('evidence', `GET ${outside}/messages`);
    expect([shut.status, shut.body.error?.code]).toEqual([403, 'ErrorAccessDenied']);
    const token = graph.tokenOf(graph.ids.corpusMailbox, ['Mail.Read']);
    expect((await graph.call('visitor', 'GET /me/messages?$top=1', { token })).status).toBe(200);
    expect((await graph.call('visitor', `GET /users/${graph.ids.people.leaver}/messages`, { token })).status).toBe(403);
    expect((await graph.call('reader', `GET ${box}/messages`)).body.error?.code).toBe('ErrorAccessDenied');
    expect((await graph.call('reader', 'GET /me')).status).toBe(400);
  });
  test('come minutes after the licence, close with it, and are gone after thirty days unless shared or held', async () => {
    const g = await startGraph({ lag: { mailbox: [600_000, 1_800_000] } });
    const { leaver, julyFinisher, supplyEndingToday } = g.ids.people;
    const leave = async (id: string) => {
      await g.call('groups', `DELETE /groups/${g.ids.groups.staffLicence}/members/${id}/$ref`);
    };
    const status = async (id: string) => (await g.call('evidence', `GET /users/${id}/mailboxSettings`)).status;
    g.controls.convertToShared(julyFinisher);
    g.controls.hold(supplyEndingToday, true);
    for (const id of [leaver, julyFinisher, supplyEndingToday]) await leave(id);
    expect([await status(leaver), await status(julyFinisher), await status(supplyEndingToday)]).toEqual([
      404, 200, 404,
    ]);
    g.controls.advance(30 * 24 * 3_600_000);
    expect([g.controls.mailbox(leaver), g.controls.mailbox(supplyEndingToday)?.isHeld]).toEqual([undefined, true]);
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${leaver}` };
    await g.call('groups', `POST /groups/${g.ids.groups.staffLicence}/members/$ref`, { body });
    expect((await g.call('evidence', `GET /users/${leaver}/mailboxSettings`)).body.error?.code).toBe(
      'MailboxNotEnabledForRESTAPI',
    );
    g.controls.advance(1_800_000);
    expect(await status(leaver)).toBe(200);
    await g.close();
  });
  test('keep their automatic reply, say what they are for, and let nobody set that', async () => {
    const set = (automaticRepliesSetting: unknown) =>
      graph.call('evidence', `PATCH ${box}/mailboxSettings`, { body: { automaticRepliesSetting } });
    const at = (dateTime: string) => ({ dateTime, timeZone: 'GMT Standard Time' });
    const scheduled = {
      status: 'scheduled',
      scheduledStartDateTime: at('2026-09-14T18:00:00'),
      scheduledEndDateTime: at('2026-09-30T18:00:00'),
    };
    expect((await set(scheduled)).status).toBe(200);
    expect((await graph.call('evidence', `GET ${box}/mailboxSettings`)).body).toMatchObject({
      userPurpose: 'user',
      automaticRepliesSetting: scheduled,
    });
    expect((await set({ status: 'scheduled' })).status).toBe(400);
    expect((await set({ status: 'sometimes' })).status).toBe(400);
    expect(
      (await graph.call('evidence', `PATCH ${box}/mailboxSettings`, { body: { userPurpose: 'shared' } })).status,
    ).toBe(400);
  });
  test('show where rules send mail on to', async () => {
    const path = `/users/${graph.ids.people.leaver}/mailFolders/inbox/messageRules`;
    const rules = (await graph.call('evidence', `GET ${path}`)).body.value as { id: string; actions: unknown }[];
    expect(rules).toMatchObject([
      { actions: { forwardTo: [{ emailAddress: { address: 'gordon@private-mail.example' } }] } },
    ]);
    expect(
      (await graph.call('evidence', `PATCH ${path}/${rules[0]?.id}`, { body: { isEnabled: false } })).body.isEnabled,
    ).toBe(false);
    expect((await graph.call('evidence', `DELETE ${path}/${rules[0]?.id}`)).status).toBe(204);
  });
  test('send a fifth call at a time away', async () => {
    // On a busy machine twelve calls sent together need not meet: they are sent again until five do.
    let code: string | undefined;
    for (let burst = 0; burst < 50 && code === undefined; burst++) {
      const asks = Array.from({ length: 12 }, () => graph.call('evidence', `GET ${box}/mailFolders`));
      code = (await Promise.all(asks)).find((c) => c.status === 429)?.body.error?.code;
    }
    expect(code).toBe('ApplicationThrottled');
    expect((await graph.call('evidence', `GET ${box}/mailFolders`)).status).toBe(200);
  });
  test('folders are made and renamed, and their changes told', async () => {
    const made = await graph.call('evidence', `POST ${box}/mailFolders`, { body: { displayName: 'Kept' } });
    expect(made.status).toBe(201);
    expect((await graph.call('evidence', `POST ${box}/mailFolders`, { body: { displayName: 'kept' } })).status).toBe(
      409,
    );
    const path = `${box}/mailFolders/${String(made.body.id)}`;
    expect(
      (await graph.call('evidence', `PATCH ${path}`, { body: { displayName: 'Kept here' } })).body.displayName,
    ).toBe('Kept here');
    const round = (at: string) => graph.call('evidence', `GET ${at}`, IMMUTABLE);
    const first = await round(`${box}/mailFolders/inbox/messages/delta`);
    graph.controls.advance(1);
    const id = await find('nul', IMMUTABLE.headers);
    await graph.call('evidence', `POST ${box}/messages/${id}/move`, {
      body: { destinationId: made.body.id },
      ...IMMUTABLE,
    });
    const second = await round(String(first.body['@odata.deltaLink']).replace('https://graph.microsoft.com/v1.0', ''));
    expect(second.body.value).toEqual([{ id, '@removed': { reason: 'deleted' } }]);
  });
});

test('what is sent arrives with those who have a mailbox', async () => {
  const { head } = graph.ids.people;
  const address = graph.controls.person(head)?.mail ?? '';
  const before = graph.controls.mailbox(head)?.messages.length ?? 0;
  const roles = ['Mail.Send'];
  const g = await startGraph({
    registrations: { sender: { appId: '4e0a1d00-0000-4000-8000-0000000000cc', roles, mailboxes: 'all' } },
  });
  const message = {
    subject: 'Hello',
    body: { contentType: 'text', content: 'Hello' },
    toRecipients: [{ emailAddress: { address } }],
  };
  expect((await g.call('sender', `POST ${box}/sendMail`, { body: { message } })).status).toBe(202);
  expect(
    (await g.call('sender', `POST ${box}/sendMail`, { body: { message: { ...message, toRecipients: [] } } })).status,
  ).toBe(400);
  expect(g.controls.mailbox(head)?.messages).toHaveLength(before + 1);
  await g.close();
});
