import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TEAMS_APP } from '../../../src/practice/graph';
import { type Graph, newPerson, startGraph } from '../../support/practice-graph';

const ROOT = 'https://graph.microsoft.com/v1.0';
let graph: Graph;
beforeEach(async () => {
  graph = await startGraph();
});
afterEach(() => graph.close());

const manager = {
  registrations: {
    manager: {
      appId: '4e0a1d00-0000-4000-8000-0000000000dd',
      roles: ['TeamMember.ReadWrite.All', 'TeamSettings.ReadWrite.All', 'Team.ReadBasic.All'],
    },
  },
};
const app = () => ({ 'teamsApp@odata.bind': `${ROOT}/appCatalogs/teamsApps/${graph.ids.catalogueApp}` });
const install = (g: Graph, id: string) => g.call('teams', `POST /users/${id}/teamwork/installedApps`, { body: app() });

describe('installing the app', () => {
  test('is told twice with 409, and shows by the id of its manifest', async () => {
    const { head } = graph.ids.people;
    const first = await install(graph, head);
    expect([first.status, first.bytes.length, (await install(graph, head)).status]).toEqual([201, 0, 409]);
    const catalogue = await graph.call(
      'teams',
      "GET /appCatalogs/teamsApps?$filter=externalId eq '3c0b7f0e-52a4-4d0f-8f6d-6a4f1f2f9b20'",
    );
    expect(catalogue.body.value).toMatchObject([{ id: graph.ids.catalogueApp }]);
    const query = "$expand=teamsApp&$filter=teamsApp/externalId eq '3c0b7f0e-52a4-4d0f-8f6d-6a4f1f2f9b20'";
    const installed = await graph.call('teams', `GET /users/${head}/teamwork/installedApps?${query}`);
    const [row] = installed.body.value as { id: string }[];
    expect(installed.body.value).toMatchObject([{ teamsApp: { id: graph.ids.catalogueApp } }]);
    expect((await graph.call('teams', `DELETE /users/${head}/teamwork/installedApps/${row?.id}`)).status).toBe(204);
  });
  test('has to wait until Teams has been ready for the person', async () => {
    const g = await startGraph({ lag: { teams: [600_000, 3_600_000] } });
    const id = String((await g.call('provisioner', 'POST /users', { body: newPerson('Not Ready') })).body.id);
    const refusals = [(await install(g, id)).status, (await install(g, id)).status];
    expect([...refusals].sort()).toEqual([403, 404]);
    const skuId = '4b590615-0888-425a-a965-b3bf7789848d';
    await g.call('provisioner', `POST /users/${id}/assignLicense`, {
      body: { addLicenses: [{ skuId }], removeLicenses: [] },
    });
    expect((await install(g, id)).status).toBeGreaterThanOrEqual(403);
    g.controls.advance(3_600_000);
    expect((await install(g, id)).status).toBe(201);
    await g.close();
  });
  test('the practice catalogue lets the app say what its manifest says, and nothing else', () => {
    const manifest = JSON.parse(readFileSync(path.join(__dirname, '../../../manifest/manifest.json'), 'utf8')) as {
      activities: { activityTypes: { type: string }[] };
    };
    expect(Object.keys(TEAMS_APP.activityTypes).sort()).toEqual(
      manifest.activities.activityTypes.map((a) => a.type).sort(),
    );
  });
});

describe('notices', () => {
  const notice = (more: Readonly<Record<string, unknown>> = {}) => ({
    topic: { source: 'entityUrl', value: `${ROOT}/appCatalogs/teamsApps/${graph.ids.catalogueApp}` },
    activityType: 'agreementWaiting',
    previewText: { content: 'Please look' },
    templateParameters: [],
    ...more,
  });
  const send = (to: string, more = {}) =>
    graph.call('teams', `POST /users/${to}/teamwork/sendActivityNotification`, { body: notice(more) });
  const all = (ids: readonly string[], more = {}) =>
    graph.call('teams', 'POST /teamwork/sendActivityNotificationToRecipients', {
      body: {
        ...notice(),
        recipients: ids.map((userId) => ({ '@odata.type': 'microsoft.graph.aadUserNotificationRecipient', userId })),
      },
      ...more,
    });

  test.each([
    ['a type that the manifest does not have', { activityType: 'invented' }, 400],
    ['a text without a link into Teams', { topic: { source: 'text', value: 'x' } }, 400],
    ['no preview', { previewText: undefined }, 400],
    ['the default without its words', { activityType: 'systemDefault' }, 400],
    ['a foreign topic', { topic: { source: 'entityUrl', value: 'https://elsewhere.example/' } }, 400],
    ['all that it needs', {}, 204],
    [
      'the default with its words',
      { activityType: 'systemDefault', templateParameters: [{ name: 'systemDefaultText', value: 'x' }] },
      204,
    ],
  ])('with %s: %s', async (_, more, status) => {
    expect((await send(graph.ids.corpusMailbox, more)).status).toBe(status);
  });
  test('are refused where the app is not installed, and to applications without one', async () => {
    expect((await send(graph.ids.people.head)).status).toBe(403);
    const roles = ['TeamsActivity.Send.User'];
    const g = await startGraph({
      registrations: { stranger: { appId: '4e0a1d00-0000-4000-8000-0000000000ee', roles } },
    });
    expect(
      (
        await g.call('stranger', `POST /users/${g.ids.corpusMailbox}/teamwork/sendActivityNotification`, {
          body: notice(),
        })
      ).status,
    ).toBe(403);
    await g.close();
  });
  test('arrive later, and one of the same chain takes the place of the one before', async () => {
    const g = await startGraph({ lag: { notice: [1_000, 60_000] } });
    const to = `POST /users/${g.ids.corpusMailbox}/teamwork/sendActivityNotification`;
    for (const content of ['first', 'second']) {
      await g.call('teams', to, { body: notice({ chainId: 7, previewText: { content } }) });
      expect(g.controls.delivered().some((n) => n.text === content)).toBe(false);
      g.controls.advance(60_000);
    }
    expect(g.controls.delivered().map((n) => n.text)).toEqual(['second']);
    await g.close();
  });
  test('to many are accepted at once, need a fresh token, and one in two hundred is lost without a word', async () => {
    const { corpusMailbox } = graph.ids;
    for (let n = 0; n < 10; n += 1) {
      expect((await all(Array.from({ length: 100 }, () => corpusMailbox))).status).toBe(202);
      graph.controls.advance(1_000);
    }
    const lost = 1000 - graph.controls.delivered().length;
    expect([lost > 0, lost < 20]).toEqual([true, true]);
    expect((await all(Array.from({ length: 101 }, () => corpusMailbox))).status).toBe(400);
    graph.controls.advance(1_000);
    const token = graph.tokenFor('teams');
    graph.controls.advance(16 * 60_000);
    expect((await all([corpusMailbox], { token })).status).toBe(412);
  });
});

describe('teams', () => {
  const member = (id: string) => ({
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: [],
    'user@odata.bind': `${ROOT}/users('${id}')`,
  });
  test('hear of the group’s members up to an hour later', async () => {
    const g = await startGraph({ lag: { team: [60_000, 3_600_000] } });
    const { leaverTeam } = g.ids.groups;
    const ids = async () =>
      ((await g.call('reader', `GET /teams/${leaverTeam}/members`)).body.value as { userId: string }[]).map(
        (m) => m.userId,
      );
    const body = { '@odata.id': `${ROOT}/users/${g.ids.people.head}` };
    expect((await g.call('groups', `POST /groups/${leaverTeam}/members/$ref`, { body })).status).toBe(204);
    expect(await ids()).not.toContain(g.ids.people.head);
    g.controls.advance(3_600_000);
    expect(await ids()).toContain(g.ids.people.head);
    await g.close();
  });
  test('take many at once: 200 for all, 207 with a word about each when some failed', async () => {
    const g = await startGraph(manager);
    const add = (ids: readonly string[]) =>
      g.call('manager', `POST /teams/${g.ids.groups.leaverTeam}/members/add`, { body: { values: ids.map(member) } });
    const { head, julyFinisher } = g.ids.people;
    expect((await add([head, julyFinisher])).status).toBe(200);
    const some = await add([head, '00000000-0000-4000-8000-000000000000']);
    expect([some.status, (some.body.value as { error: unknown }[]).map((v) => v.error === null)]).toEqual([
      207,
      [true, false],
    ]);
    expect(
      (
        await g.call('manager', `POST /teams/${g.ids.groups.dynamicTeam}/members/add`, {
          body: { values: [member(head)] },
        })
      ).status,
    ).toBe(403);
    expect(
      (
        await g.call('manager', `POST /teams/${g.ids.groups.leaverTeam}/members/remove`, {
          body: { values: [member(head)] },
        })
      ).status,
    ).toBe(200);
    expect(g.controls.person(head)?.groups).not.toContain(g.ids.groups.leaverTeam);
    await g.close();
  });
  test('are archived a little later, and only with an owner', async () => {
    const g = await startGraph({ ...manager, lag: { notice: [1_000, 60_000] } });
    const { leaverTeam } = g.ids.groups;
    const isArchived = async () => (await g.call('manager', `GET /teams/${leaverTeam}`)).body.isArchived;
    expect((await g.call('manager', `POST /teams/${leaverTeam}/archive`, { body: {} })).status).toBe(202);
    expect(await isArchived()).toBe(false);
    g.controls.advance(60_000);
    expect(await isArchived()).toBe(true);
    await g.close();
  });
});
