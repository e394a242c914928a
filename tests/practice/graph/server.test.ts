import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { practiceTrust } from '../../../src/practice/trust/trust';
import { schoolDayAt } from '../../../src/core/people/day';
import { type Graph, MORNING, newPerson, startGraph } from '../../support/practice-graph';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const raw = (host: string, url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port: graph.port, path: url, headers: { host } }, (r) =>
        resolve(r.resume().statusCode ?? 0),
      )
      .on('error', reject);
  });

describe('who is let in', () => {
  test.each([
    ['graph.microsoft.com', 401],
    ['localhost', 401],
    ['127.0.0.1:80', 401],
    ['evil.example', 421],
    ['graph.microsoft.com.evil.example', 421],
  ])('a call to the host %s: %i', async (host, status) => {
    expect(await raw(host, '/v1.0/users')).toBe(status);
  });
  test.each([
    ['no token', ''],
    ['half a token', 'abc'],
    [
      'a token of another tenant',
      `x.${Buffer.from(JSON.stringify({ appid: '4e0a1d00-0000-4000-8000-000000000001', tid: 'other', exp: 9e9 })).toString('base64url')}.`,
    ],
  ])('%s is refused', async (_, token) => {
    const { status, body } = await graph.call('reader', 'GET /users', {
      headers: { authorization: token === '' ? '' : `Bearer ${token}` },
    });
    expect([status, body.error?.code]).toEqual([401, 'InvalidAuthenticationToken']);
  });
  test('a token is good for an hour of the tenant’s time', async () => {
    const g = await startGraph();
    const token = g.tokenFor('reader');
    g.controls.advance(59 * 60_000);
    expect((await g.call('reader', 'GET /users?$top=1', { token })).status).toBe(200);
    g.controls.advance(60_000);
    expect((await g.call('reader', 'GET /users?$top=1', { token })).status).toBe(401);
    await g.close();
  });
  test('it does not start where a real tenant is configured', async () => {
    await expect(startGraph({ realTenant: 'contoso' })).rejects.toThrow('real tenant');
  });
  test('every page says that nothing is real', async () => {
    expect(await (await fetch(`http://127.0.0.1:${graph.port}/`)).text()).toContain('nothing here is real');
  });
});

describe('addresses', () => {
  test.each([
    ['GET', '/beta/users', 404],
    ['GET', '/v2.0/users', 404],
    ['PUT', '/v1.0/users', 405],
    ['GET', '/v1.0/shoes', 400],
    ['GET', '/v1.0/users/a/b/c/d', 400],
    ['GET', '/v1.0/subscriptions', 501],
    ['GET', '/v1.0/directory/administrativeUnits', 501],
  ])('%s %s: %i', async (method, url, status) => {
    const authorization = `Bearer ${graph.tokenFor('visitor')}`;
    const response = await fetch(`http://127.0.0.1:${graph.port}${url}`, { method, headers: { authorization } });
    expect(response.status).toBe(status);
  });
  test.each([
    ["users('{id}')", 'users/{id}'],
    ['Users/{id}', 'users/{id}'],
    ['users/delta()?$select=id', 'users/delta?$select=id'],
  ])('%s is another way to write %s', async (one, other) => {
    const at = (p: string) => graph.call('reader', `GET /${p.replace('{id}', graph.ids.people.head)}`);
    const [a, b] = [await at(one), await at(other)];
    expect([a.status, a.body.id ?? (a.body.value as unknown[]).length]).toEqual([
      200,
      b.body.id ?? (b.body.value as unknown[]).length,
    ]);
  });
  test('contexts are left out for those who want none', async () => {
    const { body } = await graph.call('reader', `GET /users/${graph.ids.people.head}`, {
      headers: { accept: 'application/json;odata.metadata=none' },
    });
    expect(Object.keys(body).filter((n) => n.startsWith('@'))).toEqual([]);
  });
  test('a body that is not JSON, or does not say that it is, is refused', async () => {
    const send = (body: string, type: string) =>
      fetch(`http://127.0.0.1:${graph.port}/v1.0/users`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${graph.tokenFor('provisioner')}`, 'content-type': type },
      });
    expect([(await send('{', 'application/json')).status, (await send('{}', 'text/plain')).status]).toEqual([400, 400]);
  });
  test('answers carry ids, the caller’s own and the tenant’s time', async () => {
    const { headers } = await graph.call('reader', 'GET /users?$top=1', {
      headers: { 'client-request-id': 'step-17' },
    });
    expect([headers.get('client-request-id'), headers.get('request-id')?.length, headers.get('date')]).toEqual([
      'step-17',
      36,
      new Date(graph.controls.now()).toUTCString(),
    ]);
  });
});

describe('the side door', () => {
  const knock = (what: string, secret: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${graph.port}/_practice/${what}`, { ...init, headers: { 'x-identity-header': secret } });
  test('gives a token to other people’s tools that know the secret', async () => {
    const told = (await (await knock('token?resource=x', graph.secret)).json()) as {
      access_token: string;
      expires_on: string;
    };
    expect((await graph.call('visitor', 'GET /users?$top=1', { token: told.access_token })).status).toBe(200);
    expect(Number(told.expires_on)).toBe(Math.floor(graph.controls.now() / 1000) + 3600);
    expect((await knock('token', 'wrong')).status).toBe(404);
    expect((await knock('token?app=nobody', graph.secret)).status).toBe(400);
  });
  test('moves time, and knows nothing else', async () => {
    const before = graph.controls.now();
    const move = (body: unknown) => knock('advance', graph.secret, { method: 'POST', body: JSON.stringify(body) });
    expect(await (await move({ ms: 1000 })).json()).toEqual({ now: before + 1000 });
    expect([
      (await move({})).status,
      (await knock('shoes', graph.secret)).status,
      (await knock('delivered', graph.secret)).status,
    ]).toEqual([400, 404, 200]);
  });
});

describe('the seed', () => {
  test('small is one primary school of 42 staff and 310 pupils, with everybody who has a part', () => {
    const { people } = graph.controls.state();
    const pupils = people.filter((p) => p.other.employeeType === 'pupil');
    const there = Object.entries(graph.ids.people).filter(([, id]) => !people.some((p) => p.id === id));
    expect(pupils).toHaveLength(310);
    expect(people.length - pupils.length + 2 - 1).toBe(42);
    expect(there.map(([name]) => name)).toEqual(
      expect.arrayContaining(['deletedTenDaysAgo', 'deletedAlmostThirtyDaysAgo']),
    );
  });
  test('the trust in the directory is the trust in the register: the same people, ids, numbers and managers', async () => {
    const g = await startGraph({ school: 'trust' });
    const trust = practiceTrust({ today: schoolDayAt(MORNING) });
    const oidOf = new Map(trust.people.map((p) => [p.id, p.oid]));
    const deleted = new Set(g.controls.state().deleted.map((d) => d.person.id));
    const wrong = trust.people.flatMap((p) => {
      const account = p.oid === null ? undefined : g.controls.person(p.oid);
      if (p.oid === null || deleted.has(p.oid)) return [];
      const isRight =
        account?.employeeId === p.staffNumber && account.managerId === (p.managerId && oidOf.get(p.managerId));
      return isRight ? [] : [p.staffNumber];
    });
    expect([wrong, g.controls.state().people.length > 2_000]).toEqual([[], true]);
    await g.close();
  });
  test('the starter’s names are taken twice', async () => {
    for (const upn of ['p.thakrar', 'priya.thakrar'])
      expect((await (await startedTrust()).call('reader', `GET /users/${upn}@harbourlights.example`)).status).toBe(200);
    await (await startedTrust()).close();
  });
  test('two accounts carry one employee id', async () => {
    const { doubled, double } = graph.ids.people;
    const number = graph.controls.person(double)?.employeeId;
    const g = await startedTrust(true);
    const found = await g.all(
      'reader',
      `/users?$select=id&$filter=employeeId eq '${g.controls.person(double)?.employeeId ?? number}'`,
    );
    expect(found.map((p) => p.id).sort()).toEqual([doubled, double].sort());
    await g.close();
  });
});

let trusts: Graph | undefined;
async function startedTrust(isNew = false): Promise<Graph> {
  if (isNew) trusts = undefined;
  trusts ??= await startGraph({ school: 'trust' });
  return trusts;
}

test('a restarted server goes on from its file: people, memberships, what is due, ids and deltas', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'practice-state-'));
  const state = path.join(dir, 'graph.json');
  const options = { state, lag: { dynamic: [60_000, 60_000] as const } };
  const first = await startGraph(options);
  const made = await first.call('provisioner', 'POST /users', {
    body: newPerson('Kept Person', { department: 'Kitchen' }),
  });
  const id = String(made.body.id);
  await first.close();
  const second = await startGraph(options);
  expect(second.controls.person(id)?.displayName).toBe('Kept Person');
  expect(second.controls.person(id)?.groups).toEqual([]);
  second.controls.advance(60_000);
  expect(second.controls.person(id)?.groups).toEqual([second.ids.groups.kitchenDynamic]);
  const other = await second.call('provisioner', 'POST /users', { body: newPerson('Kept Person Two') });
  expect(other.body.id).not.toBe(id);
  expect((await second.call('reader', "GET /users?$filter=employeeId eq 'T1175'&$select=id")).body.value).toEqual([
    { id },
  ]);
  await second.close();
  const anew = await startGraph({ ...options, seed: 8 });
  expect(anew.controls.person(id)).toBeUndefined();
  await anew.close();
  rmSync(dir, { recursive: true });
});
