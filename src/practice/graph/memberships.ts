import { type Call, operation, type Operation } from './call';
import type { Group, Role } from './directory';
import { ends } from './edges';
import { GROUP_KIND, seeGroup, shapeGroup } from './group-access';
import { page, type Source } from './lists';
import { personOf } from './people';
import { type Fields, isFields } from './properties';
import { contextFor, type Kind, typeFor } from './query';
import { type Answer, badRequest, denied, ok } from './reply';
import type { View } from './replicas';
import { allows } from './scopes';
import { DEFAULT_GROUP, groupValue } from './shapes';

type Membership = { readonly group: Group } | { readonly role: Role };
type Cast = 'all' | 'groups' | 'roles';

const mayReadGroups = ({ token }: Call): boolean => allows(token.roles, ['GroupMember.Read.All', 'Group.Read.All']);

/** Not proven for the real service: whether roles show to those who may not read the directory. */
const mayReadRoles = ({ token, world }: Call): boolean =>
  world.switches.roleHolders === 'shown' ||
  allows(token.roles, ['Directory.Read.All', 'RoleManagement.Read.Directory', 'RoleManagement.Read.All']);

function groupIds(call: Call, personId: string, view: View, isTransitive: boolean): string[] {
  const { members } = call.world.state.edges;
  const found = new Set(ends(members, 'back', personId, view, call.world.now()));
  if (isTransitive)
    for (const id of found) for (const above of ends(members, 'back', id, view, call.world.now())) found.add(above);
  return [...found];
}

const roleIds = (call: Call, personId: string, view: View): string[] =>
  mayReadRoles(call) ? ends(call.world.state.edges.roleHolders, 'back', personId, view, call.world.now()) : [];

const KIND: Kind = { ...GROUP_KIND, type: 'directoryObject' };

function shape(call: Call, membership: Membership, names: readonly string[]): Fields {
  if ('role' in membership) {
    const { id, displayName, description, roleTemplateId } = membership.role;
    return { ...typeFor(call, 'directoryRole'), id, deletedDateTime: null, displayName, description, roleTemplateId };
  }
  const { group } = membership;
  // Whoever may not read groups sees that there is one, and its id.
  if (!mayReadGroups(call)) return { ...typeFor(call, 'group'), id: group.id, displayName: null };
  return { ...typeFor(call, 'group'), ...shapeGroup(call.world, group, ['id', ...names]) };
}

const source = (call: Call, cast: Cast, isTransitive: boolean): Source<Membership> => {
  const { id } = personOf(call);
  return {
    kind: KIND,
    context: cast === 'groups' ? 'groups' : 'directoryObjects',
    ids: (_, view) => [
      ...(cast === 'roles' ? [] : groupIds(call, id, view, isTransitive)),
      ...(cast === 'groups' ? [] : roleIds(call, id, view)),
    ],
    row: (key, view) => {
      const group = seeGroup(call.world, key, view);
      const role = call.world.state.tables.roles.current.get(key);
      return group ? { group } : role && { role };
    },
    value: (row, name) =>
      'group' in row ? groupValue(call.world, row.group, name) : (row.role as unknown as Fields)[name],
    shape: (row, query) => shape(call, row, query.isSelected ? query.select : DEFAULT_GROUP),
    view: call.view,
  };
};

const list =
  (cast: Cast, isTransitive: boolean) =>
  (call: Call): Answer => {
    if (cast === 'roles' && !mayReadRoles(call)) throw denied();
    if (cast === 'groups' && !mayReadGroups(call)) throw denied();
    return page(call, source(call, cast, isTransitive));
  };

const idsIn = (call: Call, name: string, most: number): string[] => {
  const ids: unknown = isFields(call.body) ? call.body[name] : undefined;
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest(`A value is required for parameter '${name}'.`);
  if (ids.length > most) throw badRequest(`No more than ${most} ids can be checked at once.`);
  return ids.map((id) => String(id).toLowerCase());
};

const answer = (call: Call, value: readonly string[]): Answer =>
  ok({ ...contextFor(call, 'Collection(Edm.String)'), value });

function allOf(call: Call, withRoles: boolean): string[] {
  const { id } = personOf(call);
  const groups = groupIds(call, id, call.view, true);
  return withRoles ? [...groups, ...roleIds(call, id, call.view)] : groups;
}

function check(call: Call, name: 'groupIds' | 'ids'): Answer {
  const asked = idsIn(call, name, 20);
  const all = new Set(allOf(call, name === 'ids'));
  return answer(
    call,
    asked.filter((id) => all.has(id)),
  );
}

function getAll(call: Call, withRoles: boolean): Answer {
  if (!isFields(call.body) || typeof call.body.securityEnabledOnly !== 'boolean')
    throw badRequest("A value is required for parameter 'securityEnabledOnly'.");
  const onlySecurity = call.body.securityEnabledOnly;
  const ids = allOf(call, withRoles).filter(
    (id) => !onlySecurity || call.world.state.tables.groups.current.get(id)?.securityEnabled !== false,
  );
  return answer(call, ids);
}

const MEMBER_OF = ['Directory.Read.All', 'User.Read.All'];
const CHECK = [
  'Application.Read.All',
  'User.ReadBasic.All+GroupMember.Read.All',
  'User.Read.All',
  'Directory.Read.All',
];
const own = { units: 2, delegated: ['User.Read', ...MEMBER_OF] };
const reading = { reads: true, delegated: ['User.Read', ...CHECK] } as const;

export const MEMBERSHIPS: readonly Operation[] = [
  operation('GET /users/{user-id}/memberOf', MEMBER_OF, list('all', false), own),
  operation('GET /users/{user-id}/memberOf/microsoft.graph.group', MEMBER_OF, list('groups', false), own),
  operation('GET /users/{user-id}/memberOf/microsoft.graph.directoryRole', MEMBER_OF, list('roles', false), own),
  operation('GET /users/{user-id}/transitiveMemberOf', ['User.Read.All'], list('all', true), { ...own, units: 5 }),
  operation('GET /users/{user-id}/transitiveMemberOf/microsoft.graph.group', ['User.Read.All'], list('groups', true), {
    ...own,
    units: 5,
  }),
  operation(
    'GET /users/{user-id}/transitiveMemberOf/microsoft.graph.directoryRole',
    ['User.Read.All'],
    list('roles', true),
    { ...own, units: 5 },
  ),
  operation('POST /users/{user-id}/checkMemberGroups', CHECK, (call) => check(call, 'groupIds'), reading),
  operation('POST /users/{user-id}/checkMemberObjects', CHECK, (call) => check(call, 'ids'), reading),
  operation('POST /users/{user-id}/getMemberGroups', CHECK, (call) => getAll(call, false), reading),
  operation('POST /users/{user-id}/getMemberObjects', CHECK, (call) => getAll(call, true), reading),
];
