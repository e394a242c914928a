import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Graph, newPerson, startGraph } from '../../support/practice-graph';

const dir = mkdtempSync(path.join(os.tmpdir(), 'practice-faults-'));
const log = path.join(dir, 'traffic.ndjson');
let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ log });
});
afterAll(async () => {
  await graph.close();
  rmSync(dir, { recursive: true });
});
afterEach(() => graph.controls.clearFaults());

type Line = { readonly status: number | null; readonly committed?: boolean; readonly injected?: string };
const linesOf = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
const lastLine = (): Line => linesOf(log).at(-1) ?? { status: null };
/** A call whose answer may never come is given up once the log says so, however busy the machine is. */
async function untilSilent<T>(file: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const before = linesOf(file).length;
  const given = new AbortController();
  const watch = setInterval(() => void (linesOf(file)[before]?.status === null && given.abort()), 5);
  return call(given.signal).finally(() => clearInterval(watch));
}
const jobTitle = (id: string) => graph.controls.person(id)?.other.jobTitle;
let n = 0;
const next = () => `Title ${(n += 1)}`;
const patch = (title: string, signal?: AbortSignal) =>
  graph.call('provisioner', `PATCH /users/${graph.ids.people.supplyEndingToday}`, {
    body: { jobTitle: title },
    ...(signal && { signal }),
  });

test.each([
  ['timeout-before', false],
  ['timeout-after', true],
  ['reset-before', false],
  ['reset-after', true],
  ['cut-body', true],
])('%s gives no answer, and the change is there: %s', async (effect, committed) => {
  graph.controls.fault({ match: { method: 'POST', path: '/users' }, effect });
  const name = `Unclear ${effect.replace('-', ' ')}`;
  const body = newPerson(name);
  const call = untilSilent(log, (signal) => graph.call('provisioner', 'POST /users', { body, signal }));
  await expect(call).rejects.toThrow();
  expect(graph.controls.state().people.some((p) => p.displayName === name)).toBe(committed);
  expect(lastLine()).toMatchObject({ status: null, committed, injected: effect });
});

test.each([
  ['before', false],
  ['after', true],
])('a gateway answers with a page, %s the change', async (_, after) => {
  const title = next();
  graph.controls.fault({ match: { method: 'PATCH' }, effect: 'html', after });
  const { status, bytes } = await patch(title);
  expect([
    status,
    bytes.toString().startsWith('<html>'),
    jobTitle(graph.ids.people.supplyEndingToday) === title,
  ]).toEqual([502, true, after]);
});

test.each([
  [429, 'TooManyRequests', true],
  [500, 'InternalServerError', false],
  [502, 'BadGateway', false],
  [503, 'ServiceUnavailable', true],
  [504, 'GatewayTimeout', false],
  [423, 'resourceLocked', false],
  [401, 'InvalidAuthenticationToken', false],
  [403, 'Authorization_RequestDenied', false],
])('status:%i comes with its code %s and changes nothing', async (status, code, asksForPatience) => {
  const title = next();
  graph.controls.fault({ match: { method: 'PATCH' }, effect: `status:${status}` });
  const reply = await patch(title);
  expect([reply.status, reply.body.error?.code, reply.headers.get('retry-after') !== null]).toEqual([
    status,
    code,
    asksForPatience,
  ]);
  expect([jobTitle(graph.ids.people.supplyEndingToday) === title, (await patch(title)).status]).toEqual([false, 204]);
  expect(reply.headers.get('request-id')).not.toBeNull();
});

test('the wait of a fault is free to choose', async () => {
  graph.controls.fault({ match: { method: 'PATCH' }, effect: 'status:429', retryAfter: '300' });
  expect((await patch(next())).headers.get('retry-after')).toBe('300');
});

test('slow answers come when that much time has passed', async () => {
  const before = graph.controls.now();
  graph.controls.fault({ match: { method: 'PATCH' }, effect: 'slow:2500' });
  expect((await patch(next())).status).toBe(204);
  expect(graph.controls.now() - before).toBe(2500);
});

test('a lie says that it was done, and nothing was: not for a change, a membership or a new person', async () => {
  const title = next();
  graph.controls.fault({ match: { path: '/users*' }, effect: 'lie', times: 2 });
  expect([(await patch(title)).status, jobTitle(graph.ids.people.supplyEndingToday) === title]).toEqual([204, false]);
  const made = await graph.call('provisioner', 'POST /users', { body: newPerson('Never Made') });
  expect([made.status, graph.controls.person(String(made.body.id))]).toEqual([201, undefined]);
  graph.controls.fault({ match: { path: '/groups*' }, effect: 'lie' });
  const { pending } = graph.ids.groups;
  const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${graph.ids.people.leaver}` };
  expect((await graph.call('groups', `POST /groups/${pending}/members/$ref`, { body })).status).toBe(204);
  expect(graph.controls.person(graph.ids.people.leaver)?.groups).not.toContain(pending);
  expect((await graph.call('provisioner', 'POST /users', { body: newPerson('Never Made') })).status).toBe(201);
});

test('undo takes a change back later, as a change that everybody hears of', async () => {
  const id = graph.ids.people.supplyEndingToday;
  const [before, title] = [jobTitle(id), next()];
  graph.controls.fault({ match: { method: 'PATCH' }, effect: 'undo:60000' });
  await patch(title);
  expect(jobTitle(id)).toBe(title);
  graph.controls.advance(60_000);
  expect(jobTitle(id)).toBe(before);
});

test('flapping reads alternate between before and after', async () => {
  const id = graph.ids.people.supplyEndingToday;
  await patch('Before');
  await patch('After');
  graph.controls.fault({ match: { method: 'GET', path: `/users/${id}` }, effect: 'flap' });
  const seen: unknown[] = [];
  for (let i = 0; i < 4; i += 1)
    seen.push((await graph.call('reader', `GET /users/${id}?$select=jobTitle`)).body.jobTitle);
  expect(seen).toEqual(['Before', 'After', 'Before', 'After']);
});

test('drift: somebody else changes the person just before', async () => {
  const id = graph.ids.people.julyFinisher;
  graph.controls.fault({
    match: { method: 'GET', path: '/users/{user-id}' },
    effect: 'drift',
    set: { accountEnabled: false, city: 'Elsewhere' },
  });
  const { body } = await graph.call('reader', `GET /users/${id}?$select=accountEnabled,city`);
  expect(body).toMatchObject({ accountEnabled: false, city: 'Elsewhere' });
});

test('the world changes: seats, the policy for passes, consent, the clock', async () => {
  const g = await startGraph();
  g.controls.fault({ effect: 'seats:0' });
  const skus = (await g.call('reader', 'GET /subscribedSkus')).body.value as {
    consumedUnits: number;
    prepaidUnits: { enabled: number };
  }[];
  expect(skus.map((s) => s.prepaidUnits.enabled - s.consumedUnits)).toEqual([0, 0, 0, 0]);
  g.controls.fault({ effect: 'policy:tap-off' });
  const pass = await g.call(
    'credentials',
    `POST /users/${g.ids.people.leaver}/authentication/temporaryAccessPassMethods`,
    { body: {} },
  );
  expect(pass.status).toBe(400);
  const old = g.tokenFor('provisioner');
  g.controls.fault({ effect: 'consent:-User.Invite.All' });
  const body = { invitedUserEmailAddress: 'a@outside.example', inviteRedirectUrl: 'https://practice.example/' };
  expect((await g.call('provisioner', 'POST /invitations', { body, token: old })).status).toBe(201);
  g.controls.fault({ effect: 'consent:-User.ReadWrite.All' });
  expect((await g.call('provisioner', 'POST /invitations', { body })).status).toBe(403);
  g.controls.fault({ effect: 'clock-skew:3600000' });
  expect((await g.call('provisioner', 'GET /users?$top=1', { token: old })).status).toBe(401);
  await g.close();
});

test('chaos strikes at its rate, always the same for a seed', async () => {
  const run = async (name: string) => {
    const file = path.join(dir, name);
    const g = await startGraph({ faults: [{ effect: 'chaos:0.3' }], log: file });
    const ask = (signal: AbortSignal) => g.call('reader', 'GET /users?$top=1&$select=id', { signal });
    for (let i = 0; i < 60; i += 1) await untilSilent(file, ask).catch(() => undefined);
    await g.close();
    return linesOf(file).map(({ status, injected }) => `${injected ?? ''} ${status ?? 'none'}`);
  };
  const [a, b] = [await run('one.ndjson'), await run('other.ndjson')];
  expect(a).toHaveLength(60);
  expect(a).toEqual(b);
  const struck = a.filter((s) => s !== ' 200').length;
  expect([struck > 8, struck < 32, new Set(a).size > 2]).toEqual([true, true, true]);
});

describe('a fault strikes only what it is for', () => {
  test.each([
    [{ method: 'PATCH' }, true],
    [{ method: 'DELETE' }, false],
    [{ app: 'provisioner' }, true],
    [{ app: 'reader' }, false],
    [{ path: '/users/{user-id}' }, true],
    [{ path: '/users' }, false],
    [{ part: true }, false],
    [{ part: false }, true],
    [{ body: { jobTitle: 'Marked' } }, true],
    [{ body: { jobTitle: 'Other' } }, false],
  ])('%j: %s', async (match, strikes) => {
    graph.controls.fault({ match, effect: 'status:500' });
    expect((await patch('Marked')).status === 500).toBe(strikes);
  });
  test('the nth call, and so many times', async () => {
    graph.controls.fault({ match: { method: 'PATCH', nth: 2 }, effect: 'status:500' });
    expect([(await patch('a')).status, (await patch('b')).status, (await patch('c')).status]).toEqual([204, 500, 204]);
    graph.controls.fault({ match: { method: 'PATCH' }, effect: 'status:500', times: 2 });
    expect([(await patch('a')).status, (await patch('b')).status, (await patch('c')).status]).toEqual([500, 500, 204]);
  });
  test('an effect that does not exist is refused at once', () => {
    expect(() => graph.controls.fault({ effect: 'explode' })).toThrow('There is no effect explode');
  });
});

test('faults come in by the side door, with the secret of this start', async () => {
  const post = (secret: string, body: unknown) =>
    fetch(`http://127.0.0.1:${graph.port}/_practice/faults`, {
      method: 'POST',
      headers: { 'x-practice-secret': secret },
      body: JSON.stringify(body),
    });
  expect((await post('wrong', {})).status).toBe(404);
  expect((await post(graph.secret, { effect: 'explode' })).status).toBe(400);
  expect((await post(graph.secret, [{ match: { method: 'PATCH' }, effect: 'status:503' }])).status).toBe(204);
  expect((await patch('x')).status).toBe(503);
  expect((await post(graph.secret, { clear: true })).status).toBe(204);
});
