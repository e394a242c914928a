import { type Call, idOf, operation, type Operation } from './call';
import type { Person } from './directory';
import { readFilter } from './filter';
import { personOf } from './people';
import { type Fields, isFields } from './properties';
import { isTeamsReady } from './provisioning';
import { contextFor } from './query';
import { type Answer, badRequest, noContent, ok, Refusal, unsupported } from './reply';
import type { CatalogueApp, Installation } from './teams-rows';
import type { World } from './world';

const shapeApp = ({ id, externalId, displayName, distributionMethod }: CatalogueApp): Fields => ({
  id,
  externalId,
  displayName,
  distributionMethod,
});

/** The value that one property must have, of the only kind of filter these collections take. */
function equalTo(call: Call, ...names: readonly string[]): { readonly name: string; readonly value: string } | null {
  const text = call.query.get('$filter');
  if (text === null) return null;
  const filter = readFilter(text);
  const name = 'path' in filter ? filter.path.join('/') : '';
  if (filter.op !== 'eq' || !names.includes(name)) throw unsupported(`This filter is not supported: ${text}`);
  return { name, value: String(filter.value) };
}

function catalogue(call: Call): Answer {
  const wanted = equalTo(call, 'externalId', 'id', 'displayName', 'distributionMethod');
  const rows = [...call.world.state.tables.apps.current.values()].map(shapeApp);
  const value = rows.filter((app) => wanted === null || String(app[wanted.name]) === wanted.value);
  return ok({ ...contextFor(call, 'appCatalogs/teamsApps'), value });
}

/** Before Teams knows the person: 403 and 404 by turns, as the services behind it come up. @throws Refusal */
function checkReady(call: Call, person: Person): void {
  if (isTeamsReady(call.world, person)) return;
  throw call.world.next('unready') % 2 === 0
    ? new Refusal(403, 'Forbidden', 'The user is not licensed for Teams, or not yet.')
    : new Refusal(404, 'NotFound', 'The user is not found in Teams.');
}

export const installationsOf = (world: World, personId: string): Installation[] =>
  [...(world.indexes.installations.get(personId) ?? [])].flatMap(
    (id) => world.state.tables.installations.current.get(id) ?? [],
  );

function shape(call: Call, row: Installation, withApp: boolean): Fields {
  const app = call.world.state.tables.apps.current.get(row.appId);
  return { id: row.id, ...(withApp && app && { teamsApp: shapeApp(app) }) };
}

const expandsApp = (call: Call): boolean => {
  const names = (call.query.get('$expand') ?? '').split(',').map((n) => n.trim().replace(/\(.*$/, ''));
  const wrong = names.find((n) => !['', 'teamsApp', 'teamsAppDefinition'].includes(n));
  if (wrong !== undefined) throw unsupported(`Could not expand '${wrong}'.`);
  return names.includes('teamsApp');
};

function list(call: Call): Answer {
  const person = personOf(call);
  checkReady(call, person);
  const wanted = equalTo(call, 'teamsApp/externalId', 'teamsApp/id');
  const withApp = expandsApp(call);
  const rows = installationsOf(call.world, person.id).filter(({ appId }) => {
    const app = call.world.state.tables.apps.current.get(appId);
    return wanted === null || (wanted.name === 'teamsApp/id' ? appId : app?.externalId) === wanted.value;
  });
  return ok({
    ...contextFor(call, `users('${person.id}')/teamwork/installedApps`),
    value: rows.map((r) => shape(call, r, withApp)),
  });
}

function rowOf(call: Call): Installation {
  const id = idOf(call, 'installation-id');
  const found = installationsOf(call.world, personOf(call).id).find((row) => row.id === id);
  if (!found) throw new Refusal(404, 'NotFound', `App installation ${id} is not found.`);
  return found;
}

const get = (call: Call): Answer =>
  ok({ ...contextFor(call, 'teamwork/installedApps/$entity'), ...shape(call, rowOf(call), expandsApp(call)) });

const APP = /^https:\/\/graph\.microsoft\.com\/v1\.0\/appCatalogs\/teamsApps\/([^/]+)$/i;

function install(call: Call): Answer {
  const { world } = call;
  const person = personOf(call);
  const bound = isFields(call.body) ? call.body['teamsApp@odata.bind'] : undefined;
  const appId = APP.exec(String(bound))?.[1];
  if (appId === undefined) throw badRequest("'teamsApp@odata.bind' must name an app of the catalogue.", 'BadRequest');
  checkReady(call, person);
  if (!world.state.tables.apps.current.has(appId))
    throw new Refusal(404, 'NotFound', 'The app is not in the catalogue.');
  if (installationsOf(world, person.id).some((row) => row.appId === appId))
    throw new Refusal(409, 'Conflict', 'The app is installed already.');
  const id = Buffer.from(`${person.id}##${appId}`).toString('base64');
  world.write('installations', id, { id, personId: person.id, appId }, 'atOnce');
  return { status: 201 };
}

const uninstall = (call: Call): Answer => {
  call.world.write('installations', rowOf(call).id, null, 'atOnce');
  return noContent;
};

const chat = (call: Call): Answer => {
  const { id, personId } = rowOf(call);
  return ok({
    ...contextFor(call, 'chats/$entity'),
    id: `19:${personId}_${id.slice(0, 8)}@unq.gbl.spaces`,
    chatType: 'oneOnOne',
    topic: null,
    tenantId: call.world.tenantId,
  });
};

const READ = [
  'TeamsAppInstallation.ReadForUser.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'TeamsAppInstallation.ReadWriteForUser.All',
];
const WRITE = ['TeamsAppInstallation.ReadWriteSelfForUser.All', 'TeamsAppInstallation.ReadWriteForUser.All'];
const ALL = '/users/{user-id}/teamwork/installedApps';
const ONE = `${ALL}/{installation-id}`;

export const TEAMS_APPS: readonly Operation[] = [
  operation('GET /appCatalogs/teamsApps', ['AppCatalog.Read.All'], catalogue, { lane: 'other' }),
  operation(`GET ${ALL}`, READ, list, { lane: 'install' }),
  operation(`POST ${ALL}`, WRITE, install, { lane: 'install' }),
  operation(`GET ${ONE}`, READ, get, { lane: 'install' }),
  operation(`DELETE ${ONE}`, WRITE, uninstall, { lane: 'uninstall' }),
  operation(`GET ${ONE}/chat`, ['TeamsAppInstallation.ReadForUser.All', ...WRITE], chat, { lane: 'install' }),
];
