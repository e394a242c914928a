import { type Graph, newPerson, startGraph } from '../../support/practice-graph';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const create = async (name: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const { status, body } = await graph.call('provisioner', 'POST /users', { body: newPerson(name, more) });
  expect([status, body.error]).toEqual([201, undefined]);
  return String(body.id);
};
const detailsOf = (body: { readonly error?: { readonly details?: readonly Record<string, unknown>[] } }) =>
  body.error?.details?.map(({ code, target }) => [code, target]);

describe('reading people', () => {
  test('without $select a person has the eleven documented properties', async () => {
    const { body } = await graph.call('reader', `GET /users/${graph.ids.people.head}`);
    const names =
      'businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName';
    expect(
      Object.keys(body)
        .filter((n) => !n.startsWith('@'))
        .sort(),
    ).toEqual(names.split(' '));
  });
  test('other properties come only when they are selected', async () => {
    const { body } = await graph.call(
      'reader',
      `GET /users/${graph.ids.people.synced}?$select=id,accountEnabled,onPremisesSyncEnabled,employeeId`,
    );
    expect(body).toMatchObject({
      accountEnabled: true,
      onPremisesSyncEnabled: true,
      employeeId: /^S/.exec(String(body.employeeId))?.input,
    });
  });
  test.each([
    ['an unknown property', '/users?$select=shoeSize', 400],
    ['a profile property in a list', '/users?$select=skills', 501],
    ['$skip', '/users?$skip=3', 400],
    ['an option that does not exist', '/users?$page=3', 400],
    ['a page of 1000', '/users?$top=1000', 400],
    ['a foreign skip token', '/users?$skiptoken=abc', 400],
    ['a person who is not there', '/users/00000000-0000-4000-8000-000000000000', 404],
    ['a segment that does not exist', '/users/x/shoes', 400],
    ['an expansion that is not played', '/users?$expand=drives', 400],
    ['$count without the header', '/users/$count', 400],
    ['endsWith without the header', "/users?$filter=endsWith(mail,'x')", 400],
    ['ne with the header but without $count', "/users?$filter=department ne 'x'", 400],
    ['a filter by an unknown property', "/users?$filter=shoeSize eq '4'", 400],
    ['a filter by a property that has none', "/users?$filter=aboutMe eq 'x'", 400],
    ['an operator that is not played', "/users?$filter=displayName gt 'x'", 400],
    ['an empty filter', '/users?$filter=', 400],
    ['half a filter', '/users?$filter=displayName eq', 400],
    ['an apostrophe too many', "/users?$filter=surname eq 'O'Brien'", 400],
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
  test.each([
    ["surname eq 'O''Brien'", {}, (p: Person) => p.other.surname === "O'Brien"],
    [
      "startsWith(displayName,'a') and accountEnabled eq true",
      {},
      (p: Person) => /^a/i.test(p.displayName) && p.accountEnabled,
    ],
    [
      "department in ('Kitchen','Office')",
      {},
      (p: Person) => ['Kitchen', 'Office'].includes(String(p.other.department)),
    ],
    ["startsWith(employeeId,'P0') or employeeId eq 'nobody'", {}, (p: Person) => String(p.employeeId).startsWith('P0')],
    ["not(startsWith(displayName,'A'))", { consistencylevel: 'eventual' }, (p: Person) => !/^a/i.test(p.displayName)],
    ["userType eq 'Guest'", {}, (p: Person) => p.userType === 'Guest'],
    [
      'assignedLicenses/any(x:x/skuId eq 4b590615-0888-425a-a965-b3bf7789848d)',
      {},
      (p: Person) => p.licences.some((l) => l.skuId.startsWith('4b590615')),
    ],
    [
      "otherMails/any(x:endsWith(x,'visiting-music.example'))",
      { consistencylevel: 'eventual' },
      (p: Person) => p.userType === 'Guest',
    ],
  ])('the filter %s finds exactly those it says', async (filter, headers, fits) => {
    const count = 'consistencylevel' in headers ? '&$count=true' : '';
    const found = await graph.all('reader', `/users?$select=id&$filter=${encodeURIComponent(filter)}${count}`, headers);
    const wanted = graph.controls.state().people.filter(fits);
    expect(wanted.length).toBeGreaterThan(0);
    expect(found.map((p) => p.id).sort()).toEqual(wanted.map((p) => p.id).sort());
  });
  test('an ordered list is in order, and a search finds words by their beginning', async () => {
    const names = (await graph.all('reader', '/users?$select=displayName&$orderby=displayName desc')).map((p) =>
      String(p.displayName).toLowerCase(),
    );
    expect(names).toEqual([...names].sort().reverse());
    const found = await graph.all('reader', '/users?$select=displayName&$search="displayName:Ashc"', {
      consistencylevel: 'eventual',
    });
    const wanted = graph.controls.state().people.filter((p) => / ashc/i.test(p.displayName));
    expect(found.map((p) => p.displayName).sort()).toEqual(wanted.map((p) => p.displayName).sort());
  });
});

type Person = ReturnType<Graph['controls']['state']>['people'][number];

describe('making people', () => {
  test('answers with the default properties, and never with the password', async () => {
    const { status, body } = await graph.call('provisioner', 'POST /users', { body: newPerson('Nadia Newcome') });
    expect([status, body.displayName, JSON.stringify(body).includes('Zx9')]).toEqual([201, 'Nadia Newcome', false]);
  });
  test.each([
    ['no display name', { displayName: undefined }, 400],
    ['a password of one kind of letters', { passwordProfile: { password: 'aaaaaaaaaaaa' } }, 400],
    ['a password with a banned word', { passwordProfile: { password: 'Welcome-2026!' } }, 400],
    ['a domain that is not verified', { userPrincipalName: 'x@not-yet-verified.example' }, 400],
    ['a foreign domain', { userPrincipalName: 'x@elsewhere.example' }, 400],
    ['an unknown property', { shoeSize: 4 }, 400],
    ['a value of the wrong kind', { accountEnabled: 'yes' }, 400],
    ['a read-only property', { proxyAddresses: ['smtp:x@harbourlights.example'] }, 400],
    ['an employee id of 17 letters', { employeeId: 'x'.repeat(17) }, 400],
    ['a small country', { usageLocation: 'gb' }, 400],
  ])('%s is refused', async (_, more, status) => {
    const reply = await graph.call('provisioner', 'POST /users', { body: newPerson('Wrong Person', more) });
    expect(reply.status).toBe(status);
  });
  test.each([
    ['userPrincipalName', { userPrincipalName: 'm.ashcombe@harbourlights.example' }, 'ObjectConflict'],
    ['mailNickname', { mailNickname: 'm.ashcombe' }, 'ObjectConflict'],
    ['userPrincipalName', { userPrincipalName: 'zoë@harbourlights.example' }, 'InvalidCharacter'],
    ['mailNickname', { mailNickname: 'zoë' }, 'InvalidCharacter'],
  ])('the details name %s and what is the matter with it', async (target, more, code) => {
    const { body } = await graph.call('provisioner', 'POST /users', { body: newPerson('Clash Case', more) });
    expect(detailsOf(body)).toEqual([[code, target]]);
  });
  test('syntax is looked at before permission', async () => {
    expect((await graph.call('reader', 'POST /users', { body: { shoeSize: 4 } })).status).toBe(400);
    expect((await graph.call('reader', 'POST /users', { body: newPerson('No Right') })).status).toBe(403);
  });
  test('property names in another case are taken', async () => {
    const id = await create('Other Case', { mailNickname: undefined, mailNickName: 'other-case', surName: 'Case' });
    expect(graph.controls.person(id)).toMatchObject({ mailNickname: 'other-case', other: { surname: 'Case' } });
  });
  test('a full tenant takes nobody', async () => {
    const full = await startGraph({ switches: { objectQuota: 10 } });
    const { status, body } = await full.call('provisioner', 'POST /users', { body: newPerson('One Toomany') });
    await full.close();
    expect([status, body.error?.code]).toEqual([403, 'Directory_QuotaExceeded']);
  });
});

describe('changing people', () => {
  test.each([
    ['blocker', { accountEnabled: false }, 204],
    ['blocker', { passwordProfile: { password: 'Qy7!another-one' } }, 204],
    ['blocker', { jobTitle: 'x' }, 403],
    ['provisioner', { jobTitle: 'x' }, 204],
    ['provisioner', { passwordProfile: { password: 'Qy7!another-one' } }, 403],
    ['provisioner', { employeeHireDate: '2026-09-01T00:00:00Z' }, 403],
    ['provisioner', { employeeLeaveDateTime: '2026-09-01T00:00:00Z' }, 403],
    ['provisioner', { skills: ['music'] }, 403],
    ['provisioner', { skills: ['music'], jobTitle: 'x' }, 400],
    ['reader', { jobTitle: 'x' }, 403],
    ['provisioner', {}, 400],
  ])('%s may change %j: %i', async (app, body, status) => {
    const reply = await graph.call(app, `PATCH /users/${graph.ids.people.supplyEndingToday}`, { body });
    expect(reply.status).toBe(status);
  });
  test('a new password leaves its date behind and nothing else', async () => {
    await graph.call('blocker', `PATCH /users/${graph.ids.people.supplyEndingToday}`, {
      body: { passwordProfile: { password: 'Qy7!another-one' } },
    });
    const { body } = await graph.call(
      'reader',
      `GET /users/${graph.ids.people.supplyEndingToday}?$select=lastPasswordChangeDateTime,passwordProfile`,
    );
    expect(body).toMatchObject({
      passwordProfile: null,
      lastPasswordChangeDateTime: new Date(graph.controls.now()).toISOString(),
    });
  });
  test.each([
    ['PATCH', { accountEnabled: false }, 'blocker'],
    ['DELETE', undefined, 'deleter'],
  ])('%s of somebody with a directory role is refused', async (method, body, app) => {
    expect((await graph.call(app, `${method} /users/${graph.ids.people.head}`, { body })).status).toBe(403);
  });
  test('people are found by principal name, also with #EXT# in it', async () => {
    const upn = encodeURIComponent('ottoline_visiting-music.example#EXT#@harbourlights.example');
    expect((await graph.call('reader', `GET /users/${upn}`)).body.id).toBe(graph.ids.people.guest);
  });
});

describe('a person whose master is the school', () => {
  const disable = { body: { accountEnabled: false } };
  test('keeps what the school says of them', async () => {
    const { status, body } = await graph.call('provisioner', `PATCH /users/${graph.ids.people.synced}`, {
      body: { jobTitle: 'x' },
    });
    expect([status, body.error?.message]).toEqual([400, expect.stringMatching(/on-premises mastered/)]);
  });
  test('is disabled, and enabled again by the next synchronisation, until it is done in the school', async () => {
    const halfHour = 30 * 60_000;
    const g = await startGraph({ lag: { sync: [halfHour, halfHour] } });
    const { synced } = g.ids.people;
    const isEnabled = () => g.controls.person(synced)?.accountEnabled;
    expect((await g.call('blocker', `PATCH /users/${synced}`, disable)).status).toBe(204);
    const said = [isEnabled()];
    g.controls.advance(halfHour);
    said.push(isEnabled());
    g.controls.adDisable(synced);
    said.push(isEnabled());
    g.controls.advance(halfHour);
    said.push(isEnabled());
    g.controls.syncNow();
    await g.close();
    expect([...said, isEnabled()]).toEqual([false, true, true, false, false]);
  });
  test('cannot be disabled at all where the switch says so', async () => {
    const strict = await startGraph({ switches: { syncedDisable: 'refuse' } });
    const { status } = await strict.call('blocker', `PATCH /users/${strict.ids.people.synced}`, disable);
    await strict.close();
    expect(status).toBe(400);
  });
  test('can still be given a place to use licences in', async () => {
    const body = { usageLocation: 'GB' };
    expect((await graph.call('provisioner', `PATCH /users/${graph.ids.people.synced}`, { body })).status).toBe(204);
  });
});

describe('deleting and restoring', () => {
  test('takes groups and direct seats away, keeps the rest for thirty days and brings it back as it was', async () => {
    const id = await create('Gone Again', { accountEnabled: false });
    await graph.call('groups', `POST /groups/${graph.ids.groups.pending}/members/$ref`, {
      body: { '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` },
    });
    expect((await graph.call('deleter', `DELETE /users/${id}`)).status).toBe(204);
    expect((await graph.call('reader', `GET /users/${id}`)).status).toBe(404);
    const kept = await graph.call('reader', `GET /directory/deletedItems/${id}`);
    expect(kept.body.userPrincipalName).toBe(`${id.replaceAll('-', '')}gone.again@harbourlights.example`);
    const back = await graph.call('deleter', `POST /directory/deletedItems/${id}/restore`, { body: {} });
    expect([back.status, graph.controls.person(id)]).toMatchObject([200, { accountEnabled: false, groups: [] }]);
  });
  test('a name taken meanwhile stands in the way', async () => {
    const id = await create('Name Taken');
    await graph.call('deleter', `DELETE /users/${id}`);
    await create('Name Taken', { displayName: 'Somebody Else', employeeId: 'Z1' });
    const { status, body } = await graph.call('deleter', `POST /directory/deletedItems/${id}/restore`, { body: {} });
    expect([status, detailsOf(body)]).toEqual([400, [['ObjectConflict', 'userPrincipalName']]]);
  });
  test('after thirty days nothing is left', async () => {
    const other = await startGraph();
    const gone = other.ids.people.deletedAlmostThirtyDaysAgo;
    expect((await other.call('reader', `GET /directory/deletedItems/${gone}`)).status).toBe(200);
    other.controls.advance(61 * 60_000);
    expect((await other.call('reader', `GET /directory/deletedItems/${gone}`)).status).toBe(404);
    expect(
      (await other.call('reader', `GET /directory/deletedItems/${other.ids.people.deletedTenDaysAgo}`)).status,
    ).toBe(200);
    await other.close();
  });
  test('the deleted are found by employee id, or only by paging where the switch says so', async () => {
    const strict = await startGraph({ switches: { deletedFilter: 'no' } });
    const path = "/directory/deletedItems/microsoft.graph.user?$filter=startsWith(displayName,'Hamish')";
    const [yes, no] = [await graph.call('reader', `GET ${path}`), await strict.call('reader', `GET ${path}`)];
    await strict.close();
    expect([yes.status, (yes.body.value as unknown[]).length, no.status]).toEqual([200, 1, 400]);
  });
  test('only the registration for it may end somebody for good', async () => {
    const path = `/directory/deletedItems/${graph.ids.people.deletedTenDaysAgo}`;
    expect((await graph.call('provisioner', `DELETE ${path}`)).status).toBe(403);
    expect((await graph.call('deleter', `DELETE ${path}`)).status).toBe(204);
  });
});

describe('manager and sponsors', () => {
  const ref = (id: string) => ({ body: { '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` } });
  test('setting a manager twice is no mistake, a sponsor twice is one', async () => {
    const id = await create('Led Person');
    const { head } = graph.ids.people;
    for (const expected of [204, 204])
      expect((await graph.call('provisioner', `PUT /users/${id}/manager/$ref`, ref(head))).status).toBe(expected);
    for (const expected of [204, 400])
      expect((await graph.call('provisioner', `POST /users/${id}/sponsors/$ref`, ref(head))).status).toBe(expected);
    const reports = await graph.all('reader', `/users/${head}/directReports?$select=id`);
    expect(reports.map((r) => r.id)).toContain(id);
    expect((await graph.call('reader', `GET /users/${id}?$expand=manager`)).body.manager).toMatchObject({ id: head });
  });
  test('a manager who is not there is refused', async () => {
    const body = ref('00000000-0000-4000-8000-000000000000');
    const { status, body: said } = await graph.call(
      'provisioner',
      `PUT /users/${graph.ids.people.leaver}/manager/$ref`,
      body,
    );
    expect([status, said.error?.message]).toEqual([400, expect.stringMatching(/source resource object/)]);
  });
});
