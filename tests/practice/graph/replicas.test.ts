import { type Graph, newPerson, startGraph } from '../../support/practice-graph';

let graph: Graph;
beforeEach(async () => {
  graph = await startGraph({ lag: 'real' });
});
afterEach(() => graph.close());

const create = async (name: string) =>
  String((await graph.call('provisioner', 'POST /users', { body: newPerson(name) })).body.id);
const statuses = async (what: string, times: number) => {
  const seen = new Set<number>();
  for (let n = 0; n < times; n += 1) seen.add((await graph.call('reader', what)).status);
  return [...seen].sort();
};

test('somebody new is seen by one copy and not by another, and by all after eight seconds', async () => {
  const id = await create('Only Half');
  expect(await statuses(`GET /users/${id}`, 30)).toEqual([200, 404]);
  graph.controls.advance(8_000);
  expect(await statuses(`GET /users/${id}`, 30)).toEqual([200]);
});

test('a change is old on other copies for up to three seconds', async () => {
  const { supplyEndingToday: id } = graph.ids.people;
  const values = async () => {
    const seen = new Set<unknown>();
    for (let n = 0; n < 30; n += 1)
      seen.add((await graph.call('reader', `GET /users/${id}?$select=accountEnabled`)).body.accountEnabled);
    return seen.size;
  };
  await graph.call('blocker', `PATCH /users/${id}`, { body: { accountEnabled: false } });
  expect(await values()).toBe(2);
  graph.controls.advance(3_000);
  expect(await values()).toBe(1);
});

test('lists learn of somebody within half a minute, advanced queries within one and a half', async () => {
  await create('Late Listed');
  const plain = async () =>
    ((await graph.call('reader', "GET /users?$filter=displayName eq 'Late Listed'")).body.value as unknown[]).length;
  const advanced = async () =>
    (
      (
        await graph.call('reader', "GET /users?$filter=displayName eq 'Late Listed'&$count=true", {
          headers: { consistencylevel: 'eventual' },
        })
      ).body.value as unknown[]
    ).length;
  expect([await plain(), await advanced()]).toEqual([0, 0]);
  graph.controls.advance(30_000);
  expect(await plain()).toBe(1);
  graph.controls.advance(60_000);
  expect(await advanced()).toBe(1);
});

test('somebody whom a copy does not know yet cannot be put into a group there', async () => {
  const seen = new Set<number>();
  for (let n = 0; n < 8; n += 1) {
    const id = await create(`Too Soon ${'abcdefgh'[n]}`);
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` };
    seen.add((await graph.call('groups', `POST /groups/${graph.ids.groups.pending}/members/$ref`, { body })).status);
  }
  expect([...seen].sort()).toEqual([204, 400]);
});

test('somebody deleted stays in lists for a while', async () => {
  const { leaver } = graph.ids.people;
  await graph.call('deleter', `DELETE /users/${leaver}`);
  const isListed = async () => (await graph.all('reader', `/users?$select=id&$filter=id eq '${leaver}'`)).length;
  expect(await isListed()).toBe(1);
  graph.controls.advance(30_000);
  expect(await isListed()).toBe(0);
});

test('people who come while pages are read may be missed or doubled', async () => {
  const first = await graph.call('reader', 'GET /users?$select=id&$top=200');
  graph.controls.advance(1_000);
  for (const letter of 'abcdefghijkl') await create(`Between Pages ${letter}`);
  graph.controls.advance(90_000);
  const next = String(first.body['@odata.nextLink']).replace('https://graph.microsoft.com/v1.0', '');
  const rest = (await graph.all('reader', next)).map((p) => p.id);
  const ids = graph.controls
    .state()
    .people.filter((p) => p.displayName.startsWith('Between'))
    .map((p) => p.id);
  const times = new Set(ids.map((id) => rest.filter((r) => r === id).length));
  expect([...times].sort()).toEqual([0, 1, 2]);
});

test('the same seed, clock and calls give the same bytes', async () => {
  const other = await startGraph({ lag: 'real' });
  const run = async (g: Graph) => {
    const said: unknown[] = [];
    for (const name of ['First Twin', 'Second Twin'])
      said.push((await g.call('provisioner', 'POST /users', { body: newPerson(name) })).body);
    for (let n = 0; n < 5; n += 1) {
      const { status, headers } = await g.call('reader', "GET /users?$filter=startsWith(displayName,'First')");
      said.push([status, headers.get('request-id'), headers.get('date')]);
      g.controls.advance(4_000);
    }
    return JSON.stringify(said);
  };
  const [a, b] = [await run(graph), await run(other)];
  await other.close();
  expect(a).toBe(b);
});
