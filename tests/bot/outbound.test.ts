import type { Activity } from 'botbuilder';
import { alone, urgentCard } from '../../bot/cards/answers';
import { NATIONAL } from '../../bot/cards/phones';
import { Adapter } from '../../bot/endpoint';
import type { Delivery } from '../../bot/events';
import { classify, makeMessenger, writeReference } from '../../bot/messenger';
import { chatNotices, inTurn } from '../../bot/notices';
import { practiceAuth } from '../../bot/practice-auth';
import type { Notice } from '../../src/core/attestation/notices';
import { APP_ID, type Channel, type Mood, activity, startChannel } from '../support/channel';

const TENANT = '11111111-1111-4111-8111-111111111111';
const OID = '22222222-2222-4222-8222-222222222222';
const TO = { tenantId: TENANT, objectId: OID };
const DEADLINE = 250;

let channel: Channel;
beforeAll(async () => {
  channel = await startChannel();
});
afterAll(() => channel.close());
beforeEach(() => {
  channel.outgoing.length = 0;
  channel.mood = 201;
});

function messenger(o: { base?: string; none?: boolean } = {}) {
  const base = o.base ?? channel.base;
  const auth = practiceAuth({ base: channel.base, appId: APP_ID, tenantId: TENANT, connectorMs: DEADLINE });
  const lost: string[] = [];
  const reference = writeReference({
    serviceUrl: base,
    channelId: 'msteams',
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: TENANT, isGroup: false, name: '' },
    user: { id: '29:x', name: '', aadObjectId: OID },
    bot: { id: `28:${APP_ID}`, name: '' },
  });
  const references = {
    find: () => Promise.resolve(o.none ? null : { reference }),
    lost: (to: typeof TO) => Promise.resolve(void lost.push(to.objectId)),
  };
  return { lost, send: makeMessenger({ adapter: new Adapter(auth), appId: APP_ID, references }) };
}

const CALLS = {
  send: (m: ReturnType<typeof messenger>) => m.send.send(TO, { kind: 'say', text: 'Something new' }),
  redraw: (m: ReturnType<typeof messenger>) => m.send.redraw(TO, 'message-1', alone('Gone')),
  open: (m: ReturnType<typeof messenger>, base = channel.base) =>
    // Built as Teams sends it.
    m.send.open(activity({ base, tenantId: TENANT, oid: OID }) as unknown as Activity, TO, {
      kind: 'say',
      text: 'Hello',
    }),
} as const;
const names = Object.keys(CALLS) as (keyof typeof CALLS)[]; // its own keys

describe.each(names)('%s, whatever the connector does: one attempt', (name) => {
  test.each<[Mood, Delivery['outcome'], boolean]>([
    [500, 'unknown', false],
    [503, 'unknown', false],
    [502, 'unknown', false],
    [408, 'unknown', false],
    ['reset', 'unknown', false],
    ['silent', 'unknown', false],
    [429, 'wait', false],
    [400, 'refused', false],
    [401, 'refused', false],
    [413, 'refused', false],
    [403, 'gone', true],
    [404, 'gone', true],
  ])('%j is %s', async (mood, outcome, isLost) => {
    channel.mood = mood;
    const m = messenger();
    const since = Date.now();
    expect((await CALLS[name](m)).outcome).toBe(outcome);
    expect(channel.outgoing).toHaveLength(1);
    expect(m.lost).toEqual(isLost && name !== 'open' ? [OID] : []);
    // The deadline, with what a busy machine takes.
    if (mood === 'silent') expect(Date.now() - since).toBeLessThan(DEADLINE * 20);
  });

  test('an answer in time is sent', async () => {
    const delivery = await CALLS[name](messenger());
    expect(delivery.outcome).toBe('sent');
    expect(channel.outgoing.map((o) => o.method)).toEqual(
      { send: ['POST'], redraw: ['PUT'], open: ['POST', 'POST'] }[name],
    );
  });

  test('the wait that was asked for is kept', async () => {
    channel.mood = { status: 429, retryAfter: '17' };
    expect(await CALLS[name](messenger())).toEqual({ outcome: 'wait', seconds: 17 });
  });
});

test('an address that is not allowed is refused before anything leaves, also when it comes from the store', async () => {
  const stored = messenger({ base: 'https://evil.example' });
  expect(await CALLS.send(stored)).toMatchObject({ outcome: 'refused' });
  expect(await CALLS.open(messenger(), 'https://evil.example')).toMatchObject({ outcome: 'refused' });
  expect(channel.outgoing).toEqual([]);
});

test('nobody is reached who never spoke', async () => {
  expect(await CALLS.send(messenger({ none: true }))).toEqual({ outcome: 'gone' });
  expect(channel.outgoing).toEqual([]);
});

test.each<[unknown, Delivery]>([
  [{ statusCode: 429 }, { outcome: 'wait', seconds: 1 }],
  [
    { statusCode: 429, response: { headers: { get: () => 'Wed, 21 Oct 2026 07:28:00 GMT' } } },
    { outcome: 'wait', seconds: 1 },
  ],
  [
    { statusCode: 429, response: { headers: { get: () => '999999' } } },
    { outcome: 'wait', seconds: 3_600 },
  ],
  [
    { statusCode: 429, response: { headers: { get: () => '-5' } } },
    { outcome: 'wait', seconds: 1 },
  ],
  [new Error('socket hang up'), { outcome: 'unknown' }],
  [undefined, { outcome: 'unknown' }],
])('%j is %j', (error, delivery) => expect(classify(error)).toEqual(delivery));

describe('the outbox by chat', () => {
  // What the channel looks at of a notice.
  const notice = { kind: 'agreement_overdue', title: 'Staff agreement of Zoë' } as Notice;
  const notices = (m: ReturnType<typeof messenger>, isActive = true) =>
    chatNotices({
      messenger: m.send,
      tenantId: TENANT,
      isActive: () => Promise.resolve(isActive),
      cardFor: () => alone('There is something new in Lantern.'),
    });

  test.each<[Mood, string]>([
    [201, 'sent'],
    [500, 'unknown'],
    [429, 'failed'],
    [403, 'failed'],
    [413, 'failed'],
  ])('%j is %s', async (mood, delivery) => {
    channel.mood = mood;
    expect(await notices(messenger()).send(notice, { oid: OID })).toBe(delivery);
  });

  test('nothing goes to a leaver, or to somebody without an account', async () => {
    expect(await notices(messenger(), false).send(notice, { oid: OID })).toBe('failed');
    expect(await notices(messenger()).send(notice, { oid: null })).toBe('failed');
    expect(channel.outgoing).toEqual([]);
  });

  test('what wakes a phone says nothing of what it is about', async () => {
    await notices(messenger()).send(notice, { oid: OID });
    const said = JSON.stringify(channel.outgoing);
    expect(said).toContain('something new in Lantern');
    expect(said).not.toMatch(/Zoë|agreement|overdue/i);
  });

  test('says whom to ring, with the numbers, and nothing else of what it is about', async () => {
    const cardFor = ({ title }: Notice) => urgentCard(title, { ...NATIONAL, lead: '01632 960 001' });
    const isActive = () => Promise.resolve(true);
    const chat = chatNotices({ messenger: messenger().send, tenantId: TENANT, isActive, cardFor });
    await chat.send({ ...notice, kind: 'report_urgent', title: 'Zoë Example' }, { oid: OID });
    const said = JSON.stringify(channel.outgoing);
    expect(said).toContain('Ring Zoë Example');
    expect(said).toMatch(/999.*01632 960 001/);
  });

  test.each([
    [['sent', 'confirmed'], 'sent', 1],
    [['unknown', 'confirmed'], 'confirmed', 2],
    [['failed', 'unknown'], 'unknown', 2],
    [['unknown', 'failed'], 'unknown', 2],
    [['failed', 'failed'], 'failed', 2],
    [[], 'failed', 0],
  ] as const)('of the channels %j the result is %s after %d', async (results, best, asked) => {
    let count = 0;
    const channels = results.map((result) => ({
      send: () => {
        count += 1;
        return Promise.resolve(result);
      },
    }));
    expect([await inTurn(channels).send(notice, { oid: OID }), count]).toEqual([best, asked]);
  });
});
