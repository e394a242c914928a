import { type Graph, startGraph } from '../../support/practice-graph';

const ROOT = 'https://graph.microsoft.com/v1.0';
let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ school: '100k' });
});
afterAll(() => graph.close());

test('a hundred thousand people in 500 groups, 40 of them dynamic', () => {
  const { people, groups } = graph.controls.state();
  expect([people.length, groups.length, groups.filter((g) => g.membershipRule !== null).length]).toEqual([
    100_000, 500, 40,
  ]);
});

test('all of them are listed in 101 requests, each once', async () => {
  const seen = new Set<unknown>();
  let requests = 0;
  for (
    let next: string | undefined =
      '/users?$top=999&$select=id,displayName,userPrincipalName,employeeId,accountEnabled,department';
    next !== undefined;
    requests += 1
  ) {
    const { body } = await graph.call('reader', `GET ${next}`);
    for (const person of body.value as { id: string }[]) seen.add(person.id);
    next = (body['@odata.nextLink'] as string | undefined)?.replace(ROOT, '');
    graph.controls.advance(200);
  }
  expect([requests, seen.size]).toEqual([101, 100_000]);
});

test('one of them is found by id, employee id and principal name', async () => {
  const someone = graph.controls.state().people[77_777];
  const { body } = await graph.call('reader', `GET /users/${someone?.id}`);
  const byName = await graph.call('reader', `GET /users/${someone?.userPrincipalName}`);
  const byNumber = await graph.call('reader', `GET /users?$filter=employeeId eq '${someone?.employeeId}'`);
  expect([body.id, byName.body.id, (byNumber.body.value as { id: string }[])[0]?.id]).toEqual([
    someone?.id,
    someone?.id,
    someone?.id,
  ]);
});

test('after a thousand changes a delta tells of those and no others', async () => {
  const latest = await graph.call('reader', 'GET /users/delta?$deltatoken=latest&$select=id,jobTitle');
  const link = String(latest.body['@odata.deltaLink']).replace(ROOT, '');
  expect(latest.body.value).toEqual([]);
  const ids = graph.controls
    .state()
    .people.slice(50_000, 51_000)
    .map((p) => p.id);
  for (let at = 0; at < ids.length; at += 20) {
    const requests = ids.slice(at, at + 20).map((id, i) => ({
      id: String(i),
      method: 'PATCH',
      url: `/users/${id}`,
      headers: { 'Content-Type': 'application/json' },
      body: { jobTitle: 'Moved' },
    }));
    expect((await graph.call('provisioner', 'POST /$batch', { body: { requests } })).status).toBe(200);
  }
  graph.controls.advance(1);
  const told = (await graph.all('reader', link)).map((p) => p.id);
  expect(told.sort()).toEqual([...ids].sort());
});
