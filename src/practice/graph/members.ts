import { type Call, idOf, operation, type Operation } from './call';
import { deletePerson } from './deleted';
import type { Group, Person } from './directory';
import { isDynamic } from './dynamic';
import { ends, isLinked, seesEdge } from './edges';
import { groupOf, groupToChange, seeGroup, shapeGroup } from './group-access';
import { memberJoined, memberLeft } from './group-licences';
import { countAll, page, type Source } from './lists';
import { findPerson, seePerson, shapePerson, USER_KIND } from './people';
import { DEFAULT_USER, isFields } from './properties';
import { refuseProtected } from './protected';
import { type Kind, typeFor } from './query';
import { type Answer, badRequest, denied, noContent, notFound, type Refusal } from './reply';
import { VIEW, type View } from './replicas';
import { allows } from './scopes';
import { DEFAULT_GROUP, groupValue, personValue } from './shapes';
import { refuseSyncedGroup } from './sync';
import { followGroup } from './team-sync';
import type { World } from './world';

const absent = (): Refusal =>
  badRequest('Resource source resource object or one of the objects being referenced do not exist.');

/** Who may not be changed by hand here, and by whom. @throws Refusal 400 or 403 */
function checkChangeable({ token }: Call, group: Group): void {
  if (group.isAssignableToRole === true && token.personId === null) throw denied();
  refuseSyncedGroup(group);
  if (isDynamic(group))
    throw badRequest('Insufficient permissions: the membership of a dynamic group follows its rule.');
  if (group.mailEnabled && !group.groupTypes.includes('Unified'))
    throw badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
}

const ADDRESS = /^https:\/\/graph\.microsoft\.com\/v1\.0\/(?:directoryObjects|users|groups)\/([^/]+)$/i;

/** The object that an `@odata.id` names, as this copy knows it. @throws Refusal 400 */
export function referenced(call: Call, address: unknown): Person | Group {
  const id = typeof address === 'string' ? ADDRESS.exec(address)?.[1] : undefined;
  if (id === undefined) throw badRequest(`Invalid object reference '${String(address)}'.`);
  const found = findPerson(call, decodeURIComponent(id)) ?? seeGroup(call.world, id.toLowerCase(), call.view);
  if (!found) throw absent();
  return found;
}

/** Adds up to twenty at once: all of them or none. */
export function addMembers(call: Call, group: Group, addresses: unknown): void {
  const { world } = call;
  checkChangeable(call, group);
  if (!Array.isArray(addresses) || addresses.length === 0) throw badRequest("'members@odata.bind' must be a list.");
  if (addresses.length > 20) throw badRequest('The number of members that can be added in one request is 20.');
  const members = addresses.map((address) => referenced(call, address));
  const known = members.find(({ id }) => isLinked(world.state.edges.members, group.id, id));
  if (known || new Set(members.map((m) => m.id)).size < members.length)
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'members'.",
    );
  for (const { id } of members) {
    world.link('members', group.id, id, true, 'member', call.view);
    memberJoined(world, group.id, id);
    followGroup(world, group, id, true);
  }
}

function add(call: Call): Answer {
  const group = groupToChange(call);
  addMembers(call, group, [isFields(call.body) ? call.body['@odata.id'] : undefined]);
  return noContent;
}

function remove(call: Call): Answer {
  const { world } = call;
  const group = groupToChange(call);
  const id = idOf(call, 'directoryObject-id').toLowerCase();
  checkChangeable(call, group);
  if (!seesEdge(world.state.edges.members, group.id, id, call.view, world.now())) throw notFound(id);
  world.link('members', group.id, id, false, 'member', call.view);
  memberLeft(world, group.id, id);
  followGroup(world, group, id, false);
  return noContent;
}

/** Without `/$ref` the address is the person's own: what goes is the account. */
function accident(call: Call): Answer {
  const id = idOf(call, 'directoryObject-id');
  const person = findPerson(call, id);
  if (!person) throw notFound(id);
  if (!allows(call.token.roles, ['User.DeleteRestore.All', 'User.ReadWrite.All'])) throw denied();
  refuseProtected(call, person.id);
  deletePerson(call.world, person, call.view);
  return { ...noContent, marker: 'accident' };
}

/** A person or a group among members; the properties are those of people. */
export type Member = { readonly person: Person } | { readonly group: Group };

export const seeMember = (world: World, id: string, view: View): Member | undefined => {
  const person = seePerson(world, id, view);
  if (person) return { person };
  const group = seeGroup(world, id, view);
  return group && { group };
};

const MEMBER_KIND: Kind = { ...USER_KIND, type: 'directoryObject', expand: [] };

export const memberValue = (world: World, member: Member, name: string): unknown =>
  'person' in member ? personValue(world, member.person, name) : groupValue(world, member.group, name);

/** People and groups that stand at the end of something. */
export const membersSource = (call: Call, ids: (view: View) => readonly string[], isCast = false): Source<Member> => ({
  kind: isCast ? { ...MEMBER_KIND, type: 'user' } : MEMBER_KIND,
  context: isCast ? 'users' : 'directoryObjects',
  ids: (_, view) => ids(view),
  row: (id, view) => {
    const member = seeMember(call.world, id, view);
    return isCast && member && !('person' in member) ? undefined : member;
  },
  value: (member, name) => memberValue(call.world, member, name),
  shape: (member, query) => ({
    ...typeFor(call, 'person' in member ? 'user' : 'group'),
    ...('person' in member
      ? shapePerson(call.world, member.person, ['id', ...(query.isSelected ? query.select : DEFAULT_USER)])
      : shapeGroup(call.world, member.group, query.isSelected ? ['id', 'displayName'] : DEFAULT_GROUP)),
  }),
  view: call.view,
});

const direct = (call: Call): ((view: View) => readonly string[]) => {
  const { id } = groupOf(call);
  return (view) => ends(call.world.state.edges.members, 'out', id, view, call.world.now());
};

/** Members of members as well. */
const transitive = (call: Call): ((view: View) => readonly string[]) => {
  const { id } = groupOf(call);
  return (view) => {
    const found = new Set<string>();
    const visit = (group: string): void => {
      for (const member of ends(call.world.state.edges.members, 'out', group, view, call.world.now())) {
        if (found.has(member)) continue;
        found.add(member);
        if (call.world.state.tables.groups.current.has(member)) visit(member);
      }
    };
    visit(id);
    return [...found];
  };
};

function owners(call: Call): Answer {
  const { id } = groupOf(call);
  return page(
    call,
    membersSource(call, (view) => ends(call.world.state.edges.owners, 'out', id, view, call.world.now())),
  );
}

function addOwner(call: Call): Answer {
  const { world } = call;
  const group = groupToChange(call);
  const owner = referenced(call, isFields(call.body) ? call.body['@odata.id'] : undefined);
  if (isLinked(world.state.edges.owners, group.id, owner.id))
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'owners'.",
    );
  world.link('owners', group.id, owner.id, true, 'member', call.view);
  return noContent;
}

function removeOwner(call: Call): Answer {
  const { world } = call;
  const group = groupToChange(call);
  const id = idOf(call, 'directoryObject-id').toLowerCase();
  if (!isLinked(world.state.edges.owners, group.id, id)) throw notFound(id);
  if (world.state.edges.owners.out.get(group.id)?.size === 1)
    throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
  world.link('owners', group.id, id, false, 'member', call.view);
  return noContent;
}

function withErrors(call: Call): Answer {
  const { world } = call;
  const group = groupOf(call);
  const ids = [...(world.state.edges.members.out.get(group.id) ?? [])].filter((id) =>
    seePerson(world, id, VIEW.list)?.licences.some((l) => l.assignedByGroup === group.id && l.state === 'Error'),
  );
  return page(
    call,
    membersSource(call, () => ids),
  );
}

const READ = ['GroupMember.ReadBasic.All'];
const WRITE = ['GroupMember.ReadWrite.All'];
const ACCOUNT = ['User.DeleteRestore.All', 'User.ReadWrite.All', 'GroupMember.ReadWrite.All', 'Group.ReadWrite.All'];

export const MEMBERS: readonly Operation[] = [
  operation('GET /groups/{group-id}/members', READ, (call) => page(call, membersSource(call, direct(call))), {
    units: 3,
  }),
  operation(
    'GET /groups/{group-id}/members/microsoft.graph.user',
    READ,
    (call) => page(call, membersSource(call, direct(call), true)),
    { units: 3 },
  ),
  operation(
    'GET /groups/{group-id}/members/$count',
    READ,
    (call) => countAll(call, membersSource(call, direct(call))),
    { units: 3 },
  ),
  operation(
    'GET /groups/{group-id}/transitiveMembers',
    READ,
    (call) => page(call, membersSource(call, transitive(call))),
    { units: 5 },
  ),
  operation('POST /groups/{group-id}/members/$ref', WRITE, add),
  operation('DELETE /groups/{group-id}/members/{directoryObject-id}/$ref', WRITE, remove),
  operation('DELETE /groups/{group-id}/members/{directoryObject-id}', ACCOUNT, accident),
  operation('DELETE /groups/{group-id}/owners/{directoryObject-id}', ACCOUNT, accident),
  operation('GET /groups/{group-id}/owners', ['Group.ReadWrite.All', 'GroupMember.Read.All'], owners),
  operation('POST /groups/{group-id}/owners/$ref', ['Group.ReadWrite.All'], addOwner),
  operation('DELETE /groups/{group-id}/owners/{directoryObject-id}/$ref', ['Group.ReadWrite.All'], removeOwner),
  operation(
    'GET /groups/{group-id}/membersWithLicenseErrors',
    ['GroupMember.Read.All', 'LicenseAssignment.Read.All'],
    withErrors,
  ),
];
