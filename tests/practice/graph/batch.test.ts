import { type Graph, newPerson, startGraph } from '../../support/practice-graph';

interface Part {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Record<string, unknown>;
}
let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const batch = async (g: Graph, app: string, requests: readonly unknown[], headers = {}) => {
  const reply = await g.call(app, 'POST /$batch', { body: { requests }, headers });
  return { ...reply, parts: (reply.body.responses ?? []) as readonly Part[] };
};
const read = (id: string | number, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  method: 'GET',
  url: '/users?$top=1&$select=id',
  ...more,
});
const JSON_TYPE = { 'Content-Type': 'application/json' };
const write = (id: string, of: string, body: unknown, more = {}) => ({
  id,
  method: 'PATCH',
  url: `/users/${of}`,
  headers: JSON_TYPE,
  body,
  ...more,
});

describe('an envelope is refused', () => {
  test.each([
    ['with 21 parts', Array.from({ length: 21 }, (_, i) => read(String(i)))],
    ['with one id twice, whatever its case', [read('a'), read('A')]],
    ['with a body without Content-Type', [{ ...write('1', 'x', {}), headers: {} }]],
    ['with a POST without a body', [{ id: '1', method: 'POST', url: '/users/x/revokeSignInSessions' }]],
    ['with a version in an address', [read('1', { url: '/v1.0/users' })]],
    ['with a batch within', [{ id: '1', method: 'POST', url: '/$batch', headers: JSON_TYPE, body: {} }]],
    ['with two chains', [read('1'), read('2', { dependsOn: ['1'] }), read('3'), read('4', { dependsOn: ['3'] })]],
    ['that depends on what is not there', [read('1', { dependsOn: ['9'] })]],
    ['that depends on something later', [read('1', { dependsOn: ['2'] }), read('2')]],
    ['without parts', undefined],
  ])('%s', async (_, requests) => {
    const reply = await graph.call('reader', 'POST /$batch', { body: requests === undefined ? {} : { requests } });
    expect([reply.status, reply.body.error?.code]).toEqual([400, 'BadRequest']);
  });
});

describe('a batch', () => {
  test('answers every part once, in an order of its own', async () => {
    const requests = Array.from({ length: 20 }, (_, i) => read(String(i)));
    const { status, parts } = await batch(graph, 'reader', requests);
    const ids = parts.map((p) => p.id);
    expect([status, new Set(ids).size, parts.every((p) => p.status === 200)]).toEqual([200, 20, true]);
    expect(ids).not.toEqual(requests.map((r) => r.id));
  });
  test('takes numbers for ids, as the real one does', async () => {
    expect((await batch(graph, 'reader', [read(1), read(2)])).parts.map((p) => p.id).sort()).toEqual(['1', '2']);
  });
  test('is 200 also when every part failed', async () => {
    const { status, parts } = await batch(graph, 'groups', [read('1')]);
    expect([status, parts[0]?.status]).toEqual([200, 403]);
  });
  test('one after another stops at the first failure', async () => {
    const { parts } = await batch(graph, 'reader', [
      read('1'),
      read('2', { url: '/shoes', dependsOn: ['1'] }),
      read('3', { dependsOn: ['2'] }),
    ]);
    expect(new Map(parts.map((p) => [p.id, p.status]))).toEqual(
      new Map([
        ['1', 200],
        ['2', 400],
        ['3', 424],
      ]),
    );
  });
  test('all after the first is a shape of its own', async () => {
    const { parts } = await batch(graph, 'reader', [
      read('1'),
      read('2', { dependsOn: ['1'] }),
      read('3', { dependsOn: ['1'] }),
    ]);
    expect(parts.map((p) => p.status)).toEqual([200, 200, 200]);
  });
  test('of parallel parts on one person leaves either as the last', async () => {
    const { supplyEndingToday: id } = graph.ids.people;
    const last = new Set<unknown>();
    for (let n = 0; n < 12; n += 1) {
      await batch(graph, 'provisioner', [write('1', id, { jobTitle: 'One' }), write('2', id, { jobTitle: 'Two' })]);
      last.add(graph.controls.person(id)?.other.jobTitle);
    }
    expect([...last].sort()).toEqual(['One', 'Two']);
  });
  test('meters each part by itself: some are refused, each with a wait, while others succeed', async () => {
    const g = await startGraph();
    const invite = (n: number) => ({
      id: String(n),
      method: 'POST',
      url: '/invitations',
      headers: JSON_TYPE,
      body: { invitedUserEmailAddress: `guest${n}@outside.example`, inviteRedirectUrl: 'https://practice.example/' },
    });
    for (let n = 0; n < 7; n += 1)
      await batch(
        g,
        'provisioner',
        Array.from({ length: 20 }, (_, i) => invite(100 * n + i)),
      );
    const { parts } = await batch(
      g,
      'provisioner',
      Array.from({ length: 20 }, (_, i) => invite(9000 + i)),
    );
    await g.close();
    const refused = parts.filter((p) => p.status === 429);
    expect([parts.filter((p) => p.status === 201).length, refused.length]).toEqual([10, 10]);
    expect(refused.every((p) => p.headers['Retry-After'] !== undefined)).toBe(true);
  });
  test.each([
    ['timeout-before', 504, false],
    ['timeout-after', 504, true],
    ['status:503', 503, false],
    ['lie', 204, false],
    ['html', 502, false],
  ])('%s strikes one part only: %i, changed: %s', async (effect, status, isChanged) => {
    const g = await startGraph();
    const { leaver, supplyEndingToday, julyFinisher } = g.ids.people;
    g.controls.fault({ effect: `part:${JSON.stringify({ match: { path: `/users/${leaver}` }, effect })}` });
    const ids = [leaver, supplyEndingToday, julyFinisher];
    const { parts } = await batch(
      g,
      'provisioner',
      ids.map((id) => write(id, id, { jobTitle: 'New' })),
    );
    expect(parts.find((p) => p.id === leaver)?.status).toBe(status);
    expect(parts.filter((p) => p.id !== leaver).map((p) => p.status)).toEqual([204, 204]);
    expect(g.controls.person(leaver)?.other.jobTitle === 'New').toBe(isChanged);
    await g.close();
  });
});

describe('quotas', () => {
  const disable = { body: { jobTitle: 'x' } };
  /** Uses up writes in batches, at one moment. */
  const spend = async (g: Graph, app: string, n: number, headers = {}) => {
    let refused = 0;
    for (let done = 0; done < n; done += 20) {
      // A manager who is that already: a write for the quota, and hardly any work.
      const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${g.ids.people.head}` };
      const url = `/users/${g.ids.people.leaver}/manager/$ref`;
      const part = (i: number) => ({ id: String(i), method: 'PUT', url, headers: JSON_TYPE, body });
      const { parts } = await batch(
        g,
        app,
        Array.from({ length: Math.min(20, n - done) }, (_, i) => part(i)),
        headers,
      );
      refused += parts.filter((p) => p.status === 429).length;
    }
    return refused;
  };
  test('3,000 writes in 150 seconds, one registration for itself, and a wait that is enough', async () => {
    const g = await startGraph();
    expect(await spend(g, 'provisioner', 3000)).toBe(0);
    const over = await g.call('provisioner', `PATCH /users/${g.ids.people.leaver}`, disable);
    expect([over.status, over.headers.get('x-ms-throttle-information')]).toEqual([429, 'WriteLimitExceeded']);
    expect(over.headers.get('x-ms-throttle-scope')).toMatch(/Write/);
    expect(over.headers.get('retry-after')).not.toBeNull();
    expect(
      (await g.call('blocker', `PATCH /users/${g.ids.people.leaver}`, { body: { accountEnabled: false } })).status,
    ).toBe(204);
    g.controls.advance(150_000);
    expect((await g.call('provisioner', `PATCH /users/${g.ids.people.leaver}`, disable)).status).toBe(204);
    await g.close();
  });
  test('refused calls cost as much as others in a strict window', async () => {
    const g = await startGraph();
    await spend(g, 'provisioner', 3000);
    g.controls.advance(100_000);
    expect(await spend(g, 'provisioner', 20)).toBe(20);
    g.controls.advance(50_000);
    expect(await spend(g, 'provisioner', 2980)).toBe(0);
    expect(await spend(g, 'provisioner', 1)).toBe(1);
    await g.close();
  });
  test('a bucket lets twenty a second through again', async () => {
    const g = await startGraph({ switches: { writeQuota: 'bucket' } });
    await spend(g, 'provisioner', 3000);
    g.controls.advance(10_000);
    expect(await spend(g, 'provisioner', 200)).toBe(0);
    expect(await spend(g, 'provisioner', 20)).toBe(20);
    await g.close();
  });
  test('low priority is refused first, high last; from four fifths on everybody is told how full it is', async () => {
    const g = await startGraph();
    await spend(g, 'provisioner', 2400);
    const told = await g.call('provisioner', `PATCH /users/${g.ids.people.leaver}`, disable);
    expect(told.headers.get('x-ms-throttle-limit-percentage')).toBe('0.80');
    await spend(g, 'provisioner', 500);
    const as = async (priority: string) =>
      (
        await g.call('provisioner', `PATCH /users/${g.ids.people.leaver}`, {
          ...disable,
          headers: { 'x-ms-throttle-priority': priority },
        })
      ).status;
    expect([await as('low'), await as('normal'), await as('high')]).toEqual([429, 204, 204]);
    await spend(g, 'provisioner', 120);
    expect([await as('low'), await as('normal'), await as('high')]).toEqual([429, 429, 204]);
    await g.close();
  });
  test('a neighbour leaves less of the tenant to share', async () => {
    const g = await startGraph({ switches: { neighbour: 0.9 } });
    expect([await spend(g, 'provisioner', 1800), await spend(g, 'provisioner', 20)]).toEqual([0, 20]);
    await g.close();
  });
  test.each([
    ['logs', 'visitor', 'GET /auditLogs/directoryAudits', 5, true],
    ['policies, without saying how long', 'policy', 'GET /policies/authenticationMethodsPolicy', 1, false],
  ])('%s', async (_, app, what, most, says) => {
    const g = await startGraph({
      registrations: {
        policy: { appId: '4e0a1d00-0000-4000-8000-0000000000aa', roles: ['Policy.Read.AuthenticationMethod'] },
      },
    });
    const said: (readonly [number, boolean])[] = [];
    for (let n = 0; n <= most; n += 1) {
      const { status, headers } = await g.call(app, what);
      said.push([status, headers.get('retry-after') !== null]);
    }
    await g.close();
    expect(said).toEqual([...Array.from({ length: most }, () => [200, false]), [429, says]]);
  });
  test('reads cost units: what is selected and few costs less', async () => {
    const units = async (path: string) => (await graph.call('reader', `GET ${path}`)).headers.get('x-ms-resource-unit');
    const { head } = graph.ids.people;
    expect([
      await units('/users'),
      await units('/users?$select=id'),
      await units('/users?$top=5&$select=id'),
      await units(`/users/${head}?$expand=manager`),
    ]).toEqual(['2', '1', '1', '3']);
  });
  test('waits are said in seconds, with decimals or as a date, and now and then are very long', async () => {
    const g = await startGraph();
    await spend(g, 'provisioner', 3000);
    const said: string[] = [];
    for (let n = 0; n < 60; n += 1)
      said.push(
        (await g.call('provisioner', `PATCH /users/${g.ids.people.leaver}`, disable)).headers.get('retry-after') ?? '',
      );
    await g.close();
    const forms = said.map((s) =>
      /^\d+$/.test(s)
        ? 'seconds'
        : /^\d+\.\d+$/.test(s)
          ? 'decimals'
          : Number.isNaN(Date.parse(s))
            ? 'nothing'
            : 'date',
    );
    expect([...new Set(forms)].sort()).toEqual(['date', 'decimals', 'seconds']);
    expect(said.some((s) => Number(s) > 180)).toBe(true);
  });
  test('somebody new costs a write, and reading groups of somebody none', async () => {
    const g = await startGraph();
    await spend(g, 'provisioner', 2999);
    const check = { body: { securityEnabledOnly: false } };
    for (let n = 0; n < 5; n += 1)
      expect((await g.call('visitor', `POST /users/${g.ids.people.leaver}/getMemberGroups`, check)).status).toBe(200);
    expect((await g.call('provisioner', 'POST /users', { body: newPerson('Last Seat') })).status).toBe(201);
    expect((await g.call('provisioner', 'POST /users', { body: newPerson('Too Late') })).status).toBe(429);
    await g.close();
  });
});
