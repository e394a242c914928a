import { type Graph, startGraph } from '../../support/practice-graph';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

describe('reading people', () => {
  test('without $select a person has the eleven documented properties', async () => {
    const { body } = await graph.call('reader', `GET /users/${graph.ids.people.head}`);
    expect(
      Object.keys(body)
        .filter((n) => !n.startsWith('@'))
        .sort(),
    ).toEqual([
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ]);
  });
  test('other properties come only when they are selected', async () => {
    const { body } = await graph.call(
      'reader',
      `GET /users/${graph.ids.people.synced}?$select=id,accountEnabled,onPremisesSyncEnabled,employeeId`,
    );
    expect(body).toMatchObject({
      accountEnabled: true,
      onPremisesSyncEnabled: true,
      employeeId: expect.any(String) as string,
    });
  });
  test.each([
    ['an unknown property', '/users?$select=shoeSize', 400],
    ['a profile property in a list', '/users?$select=skills', 501],
    ['$skip', '/users?$skip=3', 400],
    ['an option that does not exist', '/users?$page=3', 400],
    ['a page of 1000', '/users?$top=1000', 400],
    ['a foreign skip token', '/users?$skiptoken=abc', 400],
    ['a person who is not there', '/users/00000000-0000-0000-0000-000000000000', 404],
    ['a segment that does not exist', '/users/x/shoes', 400],
  ])('%s is refused', async (_, path, status) => {
    expect((await graph.call('reader', `GET ${path}`)).status).toBe(status);
  });
  test('pages hold 100 people unless asked otherwise, and together everybody once', async () => {
    const first = await graph.call('reader', 'GET /users?$select=id');
    expect(first.body.value).toHaveLength(100);
    const everybody = await graph.all('reader', '/users?$select=id&$top=50');
    expect(new Set(everybody.map((p) => p.id)).size).toBe(everybody.length);
    expect(everybody).toHaveLength(graph.controls.state().people.length);
  });
});
