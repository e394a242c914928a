import { type Graph, newPerson, startGraph } from '../../support/practice-graph';

const ROOT = 'https://graph.microsoft.com/v1.0';
const ref = (id: string) => ({ body: { '@odata.id': `${ROOT}/directoryObjects/${id}` } });
let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const create = async (g: Graph, name: string, more: Readonly<Record<string, unknown>> = {}) =>
  String((await g.call('provisioner', 'POST /users', { body: newPerson(name, more) })).body.id);
const people = (n: number) =>
  graph.controls
    .state()
    .people.filter((p) => p.other.employeeType === 'pupil')
    .slice(0, n)
    .map((p) => p.id);

describe('members', () => {
  test('are added and removed one at a time, and twice is a mistake', async () => {
    const { pending } = graph.ids.groups;
    const id = people(1)[0] ?? '';
    for (const expected of [204, 400])
      expect((await graph.call('groups', `POST /groups/${pending}/members/$ref`, ref(id))).status).toBe(expected);
    expect(
      (await graph.call('reader', `POST /users/${id}/checkMemberGroups`, { body: { groupIds: [pending] } })).body.value,
    ).toEqual([pending]);
    for (const expected of [204, 404])
      expect((await graph.call('groups', `DELETE /groups/${pending}/members/${id}/$ref`)).status).toBe(expected);
  });
  test.each([
    [20, false, 204],
    [21, false, 400],
    [3, true, 400],
  ])('%i at once (one of them unknown: %s): %i', async (n, hasStranger, expected) => {
    const g = await startGraph();
    const ids = [...people(n), ...(hasStranger ? ['00000000-0000-4000-8000-000000000000'] : [])];
    const body = { 'members@odata.bind': ids.map((id) => `${ROOT}/directoryObjects/${id}`) };
    const { status } = await g.call('groups', `PATCH /groups/${g.ids.groups.pending}`, { body });
    const members = g.controls.state().groups.find((x) => x.id === g.ids.groups.pending)?.members.length;
    await g.close();
    expect([status, members]).toEqual([expected, expected === 204 ? n : 0]);
  });
  test('twenty at once is refused to the registration for groups where the switch says so', async () => {
    const strict = await startGraph({ switches: { patchMembers: 'refused' } });
    const body = { 'members@odata.bind': [`${ROOT}/directoryObjects/${people(1)[0]}`] };
    const { status } = await strict.call('groups', `PATCH /groups/${strict.ids.groups.pending}`, { body });
    await strict.close();
    expect(status).toBe(403);
  });
  test.each([
    ['a dynamic group', 'keyStage2Dynamic', 400],
    ['a distribution list', 'announcements', 400],
    ['a mail-enabled security group', 'siteKeys', 400],
    ['a group of the school', 'printers', 400],
    ['a role-assignable group', 'administrators', 403],
  ] as const)('%s cannot be changed by hand', async (_, group, status) => {
    const id = people(1)[0] ?? '';
    expect((await graph.call('groups', `POST /groups/${graph.ids.groups[group]}/members/$ref`, ref(id))).status).toBe(
      status,
    );
  });
  test('without /$ref the account goes: for those who may, and marked in the log', async () => {
    const g = await startGraph();
    const { leaver } = g.ids.people;
    const path = `/groups/${g.ids.groups.teaching}/members/${leaver}`;
    expect((await g.call('groups', `DELETE ${path}`)).status).toBe(403);
    expect(() => g.controls.expectNoAccidents()).not.toThrow();
    expect((await g.call('provisioner', `DELETE ${path}`)).status).toBe(204);
    expect(g.controls.person(leaver)).toBeUndefined();
    expect(() => g.controls.expectNoAccidents()).toThrow('without /$ref');
    await g.close();
  });
  test('the last owner stays', async () => {
    const { leaverTeam } = graph.ids.groups;
    const { status } = await graph.call(
      'visitor',
      `DELETE /groups/${leaverTeam}/owners/${graph.ids.people.leaver}/$ref`,
    );
    expect(status).toBe(400);
  });
  test('nesting shows in transitive lists only', async () => {
    const { everybody, teaching } = graph.ids.groups;
    const direct = await graph.all('reader', `/groups/${everybody}/members`);
    const all = await graph.all('reader', `/groups/${everybody}/transitiveMembers`);
    expect(direct.map((m) => m.id)).toContain(teaching);
    expect(all.length).toBeGreaterThan(direct.length);
    const groups = await graph.all(
      'reader',
      `/users/${graph.ids.people.leaver}/transitiveMemberOf/microsoft.graph.group?$select=id`,
    );
    expect(groups.map((g) => g.id)).toContain(everybody);
  });
  test('roles show only to those who may read the directory, unless the switch says otherwise', async () => {
    const path = `GET /users/${graph.ids.people.head}/memberOf/microsoft.graph.directoryRole`;
    const shown = await startGraph({ switches: { roleHolders: 'shown' } });
    const said = [
      await graph.call('reader', path),
      await graph.call('visitor', path),
      await shown.call('reader', path),
    ];
    await shown.close();
    expect(said.map((r) => r.status)).toEqual([403, 200, 200]);
  });
  test('blocked words in names are named', async () => {
    const body = { displayName: 'Payroll', mailEnabled: false, mailNickname: 'p', securityEnabled: true };
    const reply = await graph.call('visitor', 'POST /groups', { body });
    expect(reply.body.error?.details).toMatchObject([
      { code: 'ContainsBlockedWord', blockedWord: 'payroll', prefix: '', suffix: '' },
    ]);
  });
});

describe('a dynamic group', () => {
  test('follows the attribute, in minutes', async () => {
    const g = await startGraph({ lag: { dynamic: [60_000, 600_000] } });
    const id = await create(g, 'Cook Tobe');
    const isIn = () => g.controls.person(id)?.groups.includes(g.ids.groups.kitchenDynamic);
    await g.call('provisioner', `PATCH /users/${id}`, { body: { department: 'Kitchen' } });
    expect(isIn()).toBe(false);
    g.controls.advance(600_000);
    expect(isIn()).toBe(true);
    await g.call('provisioner', `PATCH /users/${id}`, { body: { department: 'Office' } });
    g.controls.advance(600_000);
    expect(isIn()).toBe(false);
    await g.close();
  });
});

const STAFF = '4b590615-0888-425a-a965-b3bf7789848d';
const BASIC = '94763226-9b3c-4e75-a931-5c89701abe66';
const MEETINGS = '0c266dff-15dd-4b49-8397-2bb16070ed52';

describe('licences', () => {
  const give = (g: Graph, id: string, add: readonly string[], remove: readonly string[] = []) =>
    g.call('provisioner', `POST /users/${id}/assignLicense`, {
      body: { addLicenses: add.map((skuId) => ({ skuId })), removeLicenses: remove },
    });
  test.each([
    ['without a country', { usageLocation: null }, [STAFF], /usage location/],
    ['of two that exclude each other', {}, [STAFF, BASIC], /mutually exclusive/],
    ['without what it needs', {}, [MEETINGS], /depends/],
    ['that nobody bought', {}, ['00000000-0000-4000-8000-000000000000'], /valid company License/],
    ['of nothing', {}, [], /no licences/],
  ])('a direct licence %s is refused at once', async (_, more, skus, message) => {
    const id = await create(graph, `Licence ${skus.length} ${String(message).length}`, { employeeId: null, ...more });
    const { status, body } = await give(graph, id, skus);
    expect([status, message.test(body.error?.message ?? '')]).toEqual([400, true]);
  });
  test('a direct licence without a seat is refused, and an inherited one cannot be taken away', async () => {
    const g = await startGraph();
    g.controls.fault({ effect: 'seats:0' });
    const id = await create(g, 'Seatless Person');
    expect((await give(g, id, [STAFF])).body.error?.message).toMatch(/available licenses/);
    expect((await give(g, g.ids.people.leaver, [], [STAFF])).body.error?.message).toMatch(
      /inherited from a group membership/,
    );
    expect((await give(g, g.ids.people.leaver, [], [MEETINGS])).status).toBe(200);
    await g.close();
  });
  test.each([
    ['Active', {}, undefined, 'None'],
    ['Error', { usageLocation: null }, undefined, 'ProhibitedInUsageLocationViolation'],
    ['Error', {}, 'seats:0', 'CountViolation'],
  ])('by a group it comes later, and fails without a word: %s %j %s', async (state, more, effect, error) => {
    const g = await startGraph({ lag: { licence: [60_000, 600_000] } });
    if (effect !== undefined) g.controls.fault({ effect });
    const id = await create(g, 'Group Licensed', more);
    expect((await g.call('groups', `POST /groups/${g.ids.groups.staffLicence}/members/$ref`, ref(id))).status).toBe(
      204,
    );
    expect(g.controls.person(id)?.licences).toEqual([]);
    g.controls.advance(600_000);
    expect(g.controls.person(id)?.licences).toMatchObject([
      { state, error, assignedByGroup: g.ids.groups.staffLicence },
    ]);
    const failed = await g.all('visitor', `/groups/${g.ids.groups.staffLicence}/membersWithLicenseErrors`);
    expect(failed.map((m) => m.id)).toEqual(state === 'Error' ? [id] : []);
    await g.close();
  });
  test('reprocessing tries again, and leaving the group ends the licence', async () => {
    const g = await startGraph();
    const id = await create(g, 'Second Try', { usageLocation: null });
    await g.call('groups', `POST /groups/${g.ids.groups.staffLicence}/members/$ref`, ref(id));
    g.controls.advance(0);
    await g.call('provisioner', `PATCH /users/${id}`, { body: { usageLocation: 'GB' } });
    await g.call('provisioner', `POST /users/${id}/reprocessLicenseAssignment`, { body: {} });
    expect(g.controls.person(id)?.licences).toMatchObject([{ state: 'Active' }]);
    await g.call('groups', `DELETE /groups/${g.ids.groups.staffLicence}/members/${id}/$ref`);
    expect(g.controls.person(id)?.licences).toEqual([]);
    await g.close();
  });
  test('seats are counted', async () => {
    const g = await startGraph();
    const used = async () =>
      ((await g.call('reader', 'GET /subscribedSkus')).body.value as { skuId: string; consumedUnits: number }[]).find(
        (s) => s.skuId === STAFF,
      )?.consumedUnits ?? 0;
    const before = await used();
    await give(g, await create(g, 'One Seat'), [STAFF]);
    expect(await used()).toBe(before + 1);
    await g.close();
  });
});

describe('delta', () => {
  const round = async (g: Graph, path: string) => {
    const items: Record<string, unknown>[] = [];
    for (let at = path; ;) {
      const { status, body } = await g.call('visitor', `GET ${at}`);
      if (status !== 200) throw new Error(`${status} ${body.error?.code}`);
      items.push(...(body.value as Record<string, unknown>[]));
      const link = (name: string) => (body[name] as string | undefined)?.replace(ROOT, '');
      const last = link('@odata.deltaLink');
      if (last !== undefined) return { items, link: last };
      at = link('@odata.nextLink') ?? '';
    }
  };
  test('tells everybody first, then only what changed, and who went', async () => {
    const g = await startGraph();
    const first = await round(g, '/users/delta?$select=displayName,jobTitle');
    expect(first.items).toHaveLength(g.controls.state().people.length);
    const { leaver, supplyEndingToday } = g.ids.people;
    await g.call('provisioner', `PATCH /users/${supplyEndingToday}`, { body: { jobTitle: 'Cook' } });
    await g.call('provisioner', `PATCH /users/${supplyEndingToday}`, { body: { city: 'Elsewhere' } });
    await g.call('deleter', `DELETE /users/${leaver}`);
    const id = await create(g, 'Delta Newcomer');
    g.controls.advance(1);
    const second = await round(g, first.link);
    expect(new Map(second.items.map((i) => [i.id, i]))).toEqual(
      new Map<unknown, unknown>([
        [supplyEndingToday, { id: supplyEndingToday, jobTitle: 'Cook' }],
        [leaver, { id: leaver, '@removed': { reason: 'changed' } }],
        [id, { id, displayName: 'Delta Newcomer', jobTitle: null }],
      ]),
    );
    g.controls.advance(1);
    expect((await round(g, second.link)).items).toEqual([]);
    await g.close();
  });
  test('misses nothing that was not visible yet, and may say things twice', async () => {
    const g = await startGraph({ lag: { list: [5_000, 30_000] } });
    let { link } = await round(g, '/users/delta?$select=displayName');
    const heard: unknown[] = [];
    const made: string[] = [];
    for (const letter of 'abcdefghij') {
      made.push(await create(g, `Delta Drip ${letter}`));
      g.controls.advance(4_000);
      const next = await round(g, link);
      heard.push(...next.items.map((i) => i.id));
      link = next.link;
    }
    g.controls.advance(30_000);
    heard.push(...(await round(g, link)).items.map((i) => i.id));
    expect(made.filter((id) => !heard.includes(id))).toEqual([]);
    expect(heard.length).toBeGreaterThan(made.length);
    await g.close();
  });
  test('of groups says who joined and who left', async () => {
    const g = await startGraph();
    const { link } = await round(g, '/groups/delta?$select=displayName,members');
    const [a, b] = [g.ids.people.julyFinisher, g.ids.people.supplyEndingToday];
    await g.call('groups', `POST /groups/${g.ids.groups.pending}/members/$ref`, ref(a));
    await g.call('groups', `DELETE /groups/${g.ids.groups.signed}/members/${b}/$ref`);
    g.controls.advance(1);
    const { items } = await round(g, link);
    const members = new Map(items.map((i) => [i.id, i['members@delta']]));
    expect(members.get(g.ids.groups.pending)).toEqual([{ '@odata.type': '#microsoft.graph.user', id: a }]);
    expect(members.get(g.ids.groups.signed)).toMatchObject([{ id: b, '@removed': { reason: 'deleted' } }]);
    await g.close();
  });
  test('links end after seven days, and filters other than by id are refused', async () => {
    const g = await startGraph();
    const { link } = await round(g, '/users/delta?$select=displayName');
    g.controls.advance(7 * 24 * 60 * 60_000 + 1);
    const { status, body } = await g.call('visitor', `GET ${link}`);
    expect([status, body.error?.code]).toEqual([410, 'syncStateNotFound']);
    expect((await g.call('visitor', "GET /users/delta?$filter=displayName eq 'x'")).status).toBe(400);
    await g.close();
  });
});
