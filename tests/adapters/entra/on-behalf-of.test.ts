import { onBehalfOf } from '../../../src/adapters/entra/on-behalf-of';
import { MailTrouble } from '../../../src/core/evidence/trouble';

let clock = 0;
let sent: URLSearchParams[] = [];
let answers: (() => Promise<Response>)[] = [];
const reply = (status: number, body: unknown) => () => Promise.resolve(Response.json(body, { status }));
const token = (name: string) => reply(200, { access_token: name, expires_in: 3_600 });
const exchange = onBehalfOf({
  tenantId: 't',
  clientId: 'c',
  clientSecret: 's',
  scopes: ['Mail.Read', 'Mail.ReadWrite'],
  fetch: (address, init) => {
    expect(address).toBe('https://login.microsoftonline.com/t/oauth2/v2.0/token');
    sent.push(init?.body as URLSearchParams);
    return (answers.shift() ?? (() => Promise.reject(new TypeError('no more answers'))))();
  },
  now: () => clock,
});
beforeEach(() => {
  clock = 0;
  sent = [];
  answers = [];
});
const trouble = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (e: unknown) => (e instanceof MailTrouble ? e.trouble : String(e)),
  );

test('asks in the name of whoever called, for mail and nothing else', async () => {
  answers = [token('one')];
  expect(await exchange('assertion-1', false)).toBe('one');
  expect(Object.fromEntries(sent[0] ?? [])).toEqual({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: 'c',
    client_secret: 's',
    assertion: 'assertion-1',
    scope: 'https://graph.microsoft.com/Mail.Read https://graph.microsoft.com/Mail.ReadWrite',
    requested_token_use: 'on_behalf_of',
  });
});

test('a token is kept until shortly before its end, for its own caller alone', async () => {
  answers = [token('two'), token('other'), token('fresh'), token('later')];
  expect(await exchange('assertion-2', false)).toBe('two');
  expect(await exchange('assertion-2', false)).toBe('two');
  expect(await exchange('assertion-3', false)).toBe('other');
  expect(await exchange('assertion-2', true)).toBe('fresh');
  clock = 3_600_000 - 5 * 60_000;
  expect(await exchange('assertion-2', false)).toBe('later');
});

test('no consent, and a sign-in that does not do, are for a person to put right; all else is tried again', async () => {
  answers = [
    reply(400, { error: 'invalid_grant', error_description: 'AADSTS65001: Ann Example has not consented' }),
    reply(401, { error: 'invalid_client' }),
    reply(429, { error: 'slow_down' }),
    reply(503, 'busy'),
    () => Promise.resolve(new Response('<html>', { status: 502 })),
  ];
  expect(await trouble(exchange('a', true))).toBe('no_permission');
  expect(await trouble(exchange('a', true))).toBe('no_permission');
  expect(await trouble(exchange('a', true))).toBe('unreachable');
  expect(await trouble(exchange('a', true))).toBe('unreachable');
  expect(await trouble(exchange('a', true))).toBe('unreachable');
  expect(await trouble(exchange('a', true))).toBe('unreachable');
});

test('what Entra says of people in its refusal goes nowhere', async () => {
  answers = [reply(400, { error: 'invalid_grant', error_description: 'Ann Example' })];
  const e: unknown = await exchange('b', true).catch((thrown: unknown) => thrown);
  expect(JSON.stringify([e, (e as Error).cause, (e as Error).message])).not.toContain('Ann');
});

test('two hundred people at most are remembered', async () => {
  answers = Array.from({ length: 203 }, (_, n) => token(`token ${n}`));
  for (let n = 0; n < 202; n++) await exchange(`many-${n}`, false);
  expect(await exchange('many-201', false)).toBe('token 201');
  expect(await exchange('many-0', false)).toBe('token 202');
});
