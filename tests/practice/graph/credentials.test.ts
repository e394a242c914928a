import { type Graph, startGraph } from '../../support/practice-graph';

let graph: Graph;
beforeEach(async () => {
  graph = await startGraph();
});
afterEach(() => graph.close());

describe('passes', () => {
  const at = () => `/users/${graph.ids.people.julyFinisher}/authentication/temporaryAccessPassMethods`;
  const make = (body: Readonly<Record<string, unknown>> = {}) => graph.call('credentials', `POST ${at()}`, { body });
  const listed = async () => (await graph.call('reader', `GET ${at()}`)).body.value as Record<string, unknown>[];

  test('are told once: never in a list', async () => {
    const { status, body } = await make({ lifetimeInMinutes: 60, isUsableOnce: true });
    expect([status, String(body.temporaryAccessPass).length, body.isUsable]).toEqual([201, 8, true]);
    expect(await listed()).toMatchObject([
      { temporaryAccessPass: null, isUsable: true, methodUsabilityReason: 'EnabledByPolicy' },
    ]);
    expect(graph.controls.passesHandedOut()).toBe(1);
  });
  test('a second one ends the first', async () => {
    const first = await make();
    const second = await make();
    expect((await listed()).map((m) => m.id)).toEqual([second.body.id]);
    expect(second.body.temporaryAccessPass).not.toBe(first.body.temporaryAccessPass);
  });
  test.each([
    ['shorter than the policy allows', { lifetimeInMinutes: 10 }],
    ['longer', { lifetimeInMinutes: 600 }],
    ['with a secret of its own', { temporaryAccessPass: 'abc' }],
    ['from no time', { startDateTime: 'tomorrow' }],
  ])('%s are refused', async (_, body) => {
    expect((await make(body)).status).toBe(400);
  });
  test('say why they are no good yet, or no more', async () => {
    const start = new Date(graph.controls.now() + 3_600_000).toISOString();
    await make({ startDateTime: start, lifetimeInMinutes: 60 });
    const reasons = [(await listed())[0]?.methodUsabilityReason];
    for (let n = 0; n < 2; n += 1) {
      graph.controls.advance(3_600_000);
      reasons.push((await listed())[0]?.methodUsabilityReason);
    }
    expect(reasons).toEqual(['NotYetValid', 'EnabledByPolicy', 'Expired']);
  });
  test('are not given to holders of roles', async () => {
    const path = `/users/${graph.ids.people.head}/authentication/temporaryAccessPassMethods`;
    expect((await graph.call('credentials', `POST ${path}`, { body: {} })).status).toBe(403);
  });
});

describe('methods', () => {
  const methods = async (id: string) =>
    (await graph.call('reader', `GET /users/${id}/authentication/methods`)).body.value as {
      id: string;
      '@odata.type': string;
    }[];
  const remove = async (id: string, kind: string, method: string) =>
    (await graph.call('credentials', `DELETE /users/${id}/authentication/${kind}/${method}`)).status;
  const idOf = (list: readonly { id: string; '@odata.type': string }[], type: string) =>
    list.find((m) => m['@odata.type'].includes(type))?.id ?? '';

  test('the default stays while there are others, and goes in a second pass', async () => {
    const { julyFinisher: id } = graph.ids.people;
    const list = await methods(id);
    const phone = idOf(list, 'phone');
    expect(await remove(id, 'phoneMethods', phone)).toBe(400);
    expect(await remove(id, 'microsoftAuthenticatorMethods', idOf(list, 'microsoftAuthenticator'))).toBe(204);
    expect(await remove(id, 'emailMethods', idOf(list, 'email'))).toBe(204);
    expect(await remove(id, 'phoneMethods', phone)).toBe(204);
    expect(await remove(id, 'phoneMethods', phone)).toBe(404);
    expect((await methods(id)).map((m) => m['@odata.type'])).toEqual(['#microsoft.graph.passwordAuthenticationMethod']);
  });
  test('one person has a default that no call removes', async () => {
    const { leaver: id } = graph.ids.people;
    const list = await methods(id);
    await remove(id, 'microsoftAuthenticatorMethods', idOf(list, 'microsoftAuthenticator'));
    await remove(id, 'emailMethods', idOf(list, 'email'));
    expect(await remove(id, 'phoneMethods', idOf(list, 'phone'))).toBe(400);
  });
  test('a password cannot be removed, nor reset by an application', async () => {
    const { leaver: id } = graph.ids.people;
    const password = idOf(await methods(id), 'password');
    expect(await remove(id, 'passwordMethods', password)).toBe(405);
    const reset = await graph.call('visitor', `POST /users/${id}/authentication/methods/${password}/resetPassword`, {
      body: {},
    });
    expect(reset.status).toBe(403);
  });
  test.each([
    ['phoneMethods', { phoneNumber: '+44 7700900999', phoneType: 'alternateMobile' }, 201],
    ['phoneMethods', { phoneNumber: '07700 900999', phoneType: 'office' }, 400],
    ['phoneMethods', { phoneNumber: '+44 7700900999', phoneType: 'mobile' }, 400],
    ['emailMethods', { emailAddress: 'nobody' }, 400],
  ])('%s takes %j: %i', async (kind, body, status) => {
    expect(
      (await graph.call('credentials', `POST /users/${graph.ids.people.julyFinisher}/authentication/${kind}`, { body }))
        .status,
    ).toBe(status);
  });
});

describe('ending sessions', () => {
  test('tokens of that person die minutes later', async () => {
    const g = await startGraph({ lag: { revoke: [60_000, 300_000] } });
    const { leaver } = g.ids.people;
    const token = g.tokenOf(leaver, ['User.Read']);
    g.controls.advance(1_000);
    const { status, body } = await g.call('blocker', `POST /users/${leaver}/revokeSignInSessions`, { body: {} });
    expect([status, body.value]).toEqual([200, true]);
    expect(g.controls.person(leaver)?.signInSessionsValidFromDateTime).toBe(new Date(g.controls.now()).toISOString());
    const me = async (t: string) => (await g.call('visitor', 'GET /me', { token: t })).status;
    expect(await me(token)).toBe(200);
    g.controls.advance(300_000);
    expect([await me(token), await me(g.tokenOf(leaver, ['User.Read']))]).toEqual([401, 200]);
    await g.close();
  });
  test('does nothing to guests, and says that it did', async () => {
    const { guest } = graph.ids.people;
    const before = graph.controls.person(guest)?.signInSessionsValidFromDateTime;
    const { body } = await graph.call('blocker', `POST /users/${guest}/revokeSignInSessions`, { body: {} });
    expect([body.value, graph.controls.person(guest)?.signInSessionsValidFromDateTime]).toEqual([true, before]);
  });
});

describe('guests', () => {
  const invite = (g: Graph, email: string) =>
    g.call('provisioner', 'POST /invitations', {
      body: { invitedUserEmailAddress: email, inviteRedirectUrl: 'https://practice.example/' },
    });
  const idIn = (body: Readonly<Record<string, unknown>>) => (body.invitedUser as { id: string } | undefined)?.id;

  test('get a name with #EXT#, and a second invitation finds them again', async () => {
    const first = await invite(graph, 'ann@mail.example');
    const id = idIn(first.body) ?? '';
    expect(graph.controls.person(id)).toMatchObject({
      userType: 'Guest',
      userPrincipalName: 'ann_mail.example#EXT#@harbourlights.example',
    });
    expect(idIn((await invite(graph, 'ann@mail.example')).body)).toBe(id);
  });
  test('or are refused the second time, where the switch says so', async () => {
    const strict = await startGraph({ switches: { secondInvitation: 'new' } });
    const said = [(await invite(strict, 'ann@mail.example')).status, (await invite(strict, 'ann@mail.example')).status];
    await strict.close();
    expect(said).toEqual([201, 400]);
  });
  test('somebody of the school is not invited, nor nobody', async () => {
    expect((await invite(graph, 'm.ashcombe@harbourlights.example')).status).toBe(400);
    expect((await invite(graph, 'nobody')).status).toBe(400);
  });
});

describe('devices', () => {
  test('are disabled by their registration', async () => {
    const [device] = await graph.all('credentials', '/devices?$select=id,accountEnabled');
    const id = String(device?.id);
    expect((await graph.call('credentials', `PATCH /devices/${id}`, { body: { accountEnabled: false } })).status).toBe(
      204,
    );
    const owned = await graph.all('reader', `/users/${graph.ids.people.leaver}/ownedDevices?$select=id,accountEnabled`);
    expect(owned).toEqual([expect.objectContaining({ id, accountEnabled: false })]);
  });
  test.each([
    ['refused', 403, 'managed'],
    ['allowed', 204, 'wipePending'],
  ] as const)('are wiped only in a run that was started for it: %s', async (wipe, status, state) => {
    const roles = ['DeviceManagementManagedDevices.ReadWrite.All'];
    const g = await startGraph({
      switches: { wipe },
      registrations: { intune: { appId: '4e0a1d00-0000-4000-8000-0000000000bb', roles } },
    });
    const list = async () =>
      (await g.call('intune', 'GET /deviceManagement/managedDevices')).body.value as {
        id: string;
        managementState: string;
      }[];
    const [first] = await list();
    const said = await g.call('intune', `POST /deviceManagement/managedDevices/${first?.id}/wipe`, { body: {} });
    expect([said.status, (await list())[0]?.managementState]).toEqual([status, state]);
    await g.close();
  });
  test('are retired by the credentials', async () => {
    const path = `/deviceManagement/managedDevices/${graph.ids.managedDevice}/retire`;
    expect((await graph.call('credentials', `POST ${path}`, { body: {} })).status).toBe(204);
  });
});
