import { type Call, idOf, operation, type Operation } from './call';
import type { Leftover } from './directory';
import { ends } from './edges';
import { seeGroup, shapeGroup } from './group-access';
import { findPerson, personOf, shapePerson } from './people';
import { DEFAULT_USER, type Fields, isFields } from './properties';
import { contextFor, typeFor } from './query';
import { type Answer, badRequest, noContent, notFound, ok } from './reply';
import { DEFAULT_GROUP } from './shapes';

/** What somebody leaves behind: stored, read back, and taken away where Graph can. */
const leftoversOf = (call: Call, kind: Leftover['kind']): Leftover[] => {
  const { id } = personOf(call);
  const { leftovers } = call.world.state.tables;
  return [...(call.world.indexes.leftovers.get(id) ?? [])]
    .flatMap((key) => leftovers.current.get(key) ?? [])
    .filter((row) => row.kind === kind);
};

const list =
  (kind: Leftover['kind'], context: string) =>
  (call: Call): Answer =>
    ok({ ...contextFor(call, context), value: leftoversOf(call, kind).map(({ id, props }) => ({ id, ...props })) });

function removeAssignment(call: Call): Answer {
  const id = idOf(call, 'appRoleAssignment-id');
  if (!leftoversOf(call, 'appRoleAssignment').some((row) => row.id === id)) throw notFound(id);
  call.world.write('leftovers', id, null, 'atOnce');
  return noContent;
}

function removeGrant(call: Call): Answer {
  const id = idOf(call, 'oAuth2PermissionGrant-id');
  if (call.world.state.tables.leftovers.current.get(id)?.kind !== 'oauth2PermissionGrant') throw notFound(id);
  call.world.write('leftovers', id, null, 'atOnce');
  return noContent;
}

function ownedGroups(call: Call): Fields[] {
  const { world } = call;
  const ids = ends(world.state.edges.owners, 'back', personOf(call).id, call.view, world.now());
  return ids.flatMap((id) => {
    const group = seeGroup(world, id, call.view);
    return group ? [{ ...typeFor(call, 'group'), ...shapeGroup(world, group, DEFAULT_GROUP) }] : [];
  });
}

function owned(call: Call): Answer {
  const apps = leftoversOf(call, 'application').map(({ id, props }) => ({
    ...typeFor(call, 'application'),
    id,
    ...props,
  }));
  return ok({ ...contextFor(call, 'directoryObjects'), value: [...ownedGroups(call), ...apps] });
}

const drive = (call: Call): Answer => {
  const { id } = personOf(call);
  return ok({
    ...contextFor(call, 'drives/$entity'),
    id: `b!${Buffer.from(id).toString('base64url')}`,
    name: 'OneDrive',
    driveType: 'business',
    webUrl: `https://practice-my.sharepoint.com/personal/${id}`,
    quota: { deleted: 0, remaining: 1_099_000_000_000, state: 'normal', total: 1_099_511_627_776, used: 511_627_776 },
  });
};

function anyObject(call: Call, id: string): Fields | undefined {
  const person = findPerson(call, id);
  if (person) return { ...typeFor(call, 'user'), ...shapePerson(call.world, person, DEFAULT_USER) };
  const group = seeGroup(call.world, id.toLowerCase(), call.view);
  return group && { ...typeFor(call, 'group'), ...shapeGroup(call.world, group, DEFAULT_GROUP) };
}

function object(call: Call): Answer {
  const id = idOf(call, 'directoryObject-id');
  const found = anyObject(call, id);
  if (!found) throw notFound(id);
  return ok({ ...contextFor(call, 'directoryObjects/$entity'), ...found });
}

function byIds(call: Call): Answer {
  const ids = isFields(call.body) ? call.body.ids : undefined;
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 1000)
    throw badRequest("'ids' must name 1 to 1000 objects.");
  return ok({ ...contextFor(call, 'directoryObjects'), value: ids.flatMap((id) => anyObject(call, String(id)) ?? []) });
}

const READ = ['Directory.Read.All'];
const own = { delegated: ['User.Read', 'User.Read.All'] };

export const LEFTOVERS: readonly Operation[] = [
  operation('GET /users/{user-id}/ownedObjects', ['User.Read.All'], owned, own),
  operation(
    'GET /users/{user-id}/ownedObjects/microsoft.graph.group',
    ['User.Read.All'],
    (c) => ok({ ...contextFor(c, 'groups'), value: ownedGroups(c) }),
    own,
  ),
  operation(
    'GET /users/{user-id}/appRoleAssignments',
    ['AppRoleAssignment.ReadWrite.All', ...READ],
    list('appRoleAssignment', 'appRoleAssignments'),
  ),
  operation(
    'DELETE /users/{user-id}/appRoleAssignments/{appRoleAssignment-id}',
    ['AppRoleAssignment.ReadWrite.All'],
    removeAssignment,
  ),
  operation(
    'GET /users/{user-id}/oauth2PermissionGrants',
    READ,
    list('oauth2PermissionGrant', 'oauth2PermissionGrants'),
  ),
  operation(
    'DELETE /oauth2PermissionGrants/{oAuth2PermissionGrant-id}',
    ['DelegatedPermissionGrant.ReadWrite.All'],
    removeGrant,
  ),
  operation('GET /users/{user-id}/drive', ['Files.Read.All'], drive, { lane: 'other', delegated: ['Files.Read'] }),
  operation('GET /directoryObjects/{directoryObject-id}', READ, object),
  operation('POST /directoryObjects/getByIds', READ, byIds, { reads: true }),
];
