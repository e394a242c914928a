import { activityFeed } from '../../../src/adapters/graph/activity-feed';
import type { Notice } from '../../../src/core/attestation/notices';
import type { NoticeId } from '../../../src/core/ids';
import { personId } from '../../support/people';

const TENANT = '11111111-1111-4111-8111-111111111111';
const APP = 'a9900000-0000-4000-8000-000000000001';
const OID = '0a4f0000-0000-4000-8000-000000000007';
const notice: Notice = {
  id: '0a4f0000-0000-4000-8000-000000000001' as NoticeId,
  key: 'chase 1',
  personId: personId(1),
  kind: 'agreement_due_soon',
  title: 'Staff agreement',
  link: '/tabs/sign/1',
  dueOn: null,
  notBefore: 0,
  createdAt: 0,
  delivery: 'waiting',
  deliveredAt: null,
};

/** Microsoft's two addresses, as far as the feed asks them anything. */
function start(answer: () => Response | Promise<Response>, token: () => Response = good) {
  const asked: { url: string; body: string; authorization: string | null }[] = [];
  let now = 0;
  const feed = activityFeed({
    tenantId: TENANT,
    clientId: 'c11e0000-0000-4000-8000-000000000001',
    clientSecret: 'for-a-test',
    teamsAppId: APP,
    now: () => now,
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      const body = typeof init?.body === 'string' ? init.body : '';
      asked.push({ url, body, authorization: new Headers(init?.headers).get('authorization') });
      if (url === `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`) return token();
      expect(url).toBe(`https://graph.microsoft.com/v1.0/users/${OID}/teamwork/sendActivityNotification`);
      return answer();
    },
  });
  return { asked, send: (oid: string | null = OID) => feed.send(notice, { oid }), wait: (ms: number) => (now += ms) };
}
let tokens = 0;
const good = () => Response.json({ access_token: `token-${(tokens += 1)}`, expires_in: 3_600 });
const accepted = () => new Response(null, { status: 204 });

test('a notice carries its title and a link into the tab, under the activity of the manifest, and no more', async () => {
  const { send, asked } = start(accepted);
  expect(await send()).toBe('sent');
  const { body, authorization } = asked[1]!;
  expect(authorization).toMatch(/^Bearer token-\d+$/);
  const message = JSON.parse(body) as { topic: { webUrl: string } };
  expect(message).toMatchObject({
    topic: { source: 'text', value: 'Staff agreement' },
    activityType: 'agreementDueSoon',
    previewText: { content: 'Staff agreement' },
  });
  const link = new URL(message.topic.webUrl);
  expect(link.pathname).toBe(`/l/entity/${APP}/home`);
  expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: '/tabs/sign/1' });
});

test.each([
  ['a refusal', () => Response.json({ error: { code: 'Forbidden' } }, { status: 403 }), 'failed'],
  ['a person who has not got the app', () => Response.json({ error: { code: 'NotFound' } }, { status: 404 }), 'failed'],
  ['a fault of theirs', () => Response.json({ error: { code: 'x' } }, { status: 503 }), 'unknown'],
  ['a line that breaks', () => Promise.reject(new TypeError('fetch failed')), 'unknown'],
] as const)('%s is told as it is, and nothing is sent twice', async (_, answer, delivery) => {
  const { send, asked } = start(answer);
  expect(await send()).toBe(delivery);
  expect(asked.filter(({ url }) => url.includes('graph'))).toHaveLength(1);
});

test('nobody is asked about a person whose account is not known', async () => {
  const { send, asked } = start(accepted);
  expect(await send(null)).toBe('failed');
  expect(asked).toEqual([]);
});

test('a token is used again until its last ten minutes', async () => {
  const { send, asked, wait } = start(accepted);
  const fetched = () => asked.filter(({ url }) => url.includes('login')).length;
  await send();
  await send();
  expect(fetched()).toBe(1);
  wait(50 * 60_000);
  await send();
  expect(fetched()).toBe(2);
});

test.each([
  ['is refused', () => Response.json({ error: 'invalid_client' }, { status: 401 })],
  ['cannot be had now', () => Response.json({}, { status: 500 })],
])('without a token, which %s, nothing reaches Graph', async (_, token) => {
  const { send, asked } = start(accepted, token);
  expect(await send()).toBe('failed');
  expect(asked.filter(({ url }) => url.includes('graph'))).toEqual([]);
});
