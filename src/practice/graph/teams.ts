import { type Call, idOf, operation, type Operation } from './call';
import type { Group } from './directory';
import { isDynamic } from './dynamic';
import { isLinked } from './edges';
import { groupOf } from './group-access';
import { memberJoined, memberLeft } from './group-licences';
import { findPerson, personOf } from './people';
import { type Fields, isFields } from './properties';
import { contextFor } from './query';
import { type Answer, badRequest, noContent, notFound, ok, Refusal } from './reply';
import type { Team, TeamMember } from './teams-rows';
import type { World } from './world';

const absent = (): Refusal => new Refusal(404, 'NotFound', 'No team found with the given id.');

/** @throws Refusal 404 */
function teamOf(call: Call, name = 'team-id'): Team {
  const team = call.world.state.tables.teams.current.get(idOf(call, name).toLowerCase());
  if (!team) throw absent();
  return team;
}

const shape = (world: World, { id, displayName, isArchived }: Team): Fields => ({
  id,
  displayName,
  description: null,
  internalId: `19:${id.replaceAll('-', '')}@thread.tacv2`,
  isArchived,
  tenantId: world.tenantId,
  visibility: 'private',
  webUrl: `https://teams.microsoft.com/l/team/19%3a${id.replaceAll('-', '')}%40thread.tacv2/conversations?groupId=${id}`,
});

const get = (call: Call): Answer => ok({ ...contextFor(call, 'teams/$entity'), ...shape(call.world, teamOf(call)) });

function ofGroup(call: Call): Answer {
  groupOf(call);
  return ok({ ...contextFor(call, 'teams/$entity'), ...shape(call.world, teamOf(call, 'group-id')) });
}

function joined(call: Call): Answer {
  const { id } = personOf(call);
  const value = [...call.world.state.tables.teams.current.values()]
    .filter((team) => team.members.some((m) => m.personId === id))
    .map((team) => shape(call.world, team));
  return ok({ ...contextFor(call, 'teams'), value });
}

const MEMBER = '#microsoft.graph.aadUserConversationMember';

function shapeMember(world: World, { id, personId, roles }: TeamMember): Fields {
  const person = world.state.tables.people.current.get(personId);
  return {
    '@odata.type': MEMBER,
    id,
    roles: person?.userType === 'Guest' ? ['guest'] : roles,
    displayName: person?.displayName ?? null,
    userId: personId,
    email: person?.mail ?? null,
    tenantId: world.tenantId,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
  };
}

const members = (call: Call): Answer =>
  ok({
    ...contextFor(call, `teams('${idOf(call, 'team-id')}')/members`),
    value: teamOf(call).members.map((m) => shapeMember(call.world, m)),
  });

function memberOf(call: Call): TeamMember {
  const id = idOf(call, 'conversationMember-id');
  const found = teamOf(call).members.find((m) => m.id === id);
  if (!found) throw notFound(id);
  return found;
}

const member = (call: Call): Answer =>
  ok({ ...contextFor(call, 'teams/members/$entity'), ...shapeMember(call.world, memberOf(call)) });

const groupOfTeam = (call: Call, team: Team): Group | undefined => call.world.state.tables.groups.current.get(team.id);

/** @throws Refusal 403 where the rule of a group decides */
function checkChangeable(call: Call, team: Team): void {
  const group = groupOfTeam(call, team);
  if (group && isDynamic(group)) throw new Refusal(403, 'Forbidden', 'The membership of this team follows a rule.');
  if (team.isArchived) throw new Refusal(403, 'Forbidden', 'The team is archived.');
}

const USER = /^https:\/\/graph\.microsoft\.com\/v1\.0\/users(?:\('([^']+)'\)|\/([^/]+))$/i;

interface Asked {
  readonly personId: string;
  readonly roles: readonly string[];
}

/** @throws Refusal 400 for what is no member, 404 for a person who is not there */
function askedFor(call: Call, given: unknown): Asked {
  if (!isFields(given) || !String(given['@odata.type']).endsWith('aadUserConversationMember'))
    throw badRequest("A member needs '@odata.type' aadUserConversationMember.", 'BadRequest');
  const roles = Array.isArray(given.roles) ? given.roles.map(String) : [];
  if (roles.some((r) => !['owner', 'guest'].includes(r))) throw badRequest('A role is owner or guest.', 'BadRequest');
  const [, quoted, plain] = USER.exec(String(given['user@odata.bind'])) ?? [];
  const person = findPerson(call, quoted ?? plain ?? '');
  if (!person) throw new Refusal(404, 'NotFound', 'The user is not found.');
  return { personId: person.id, roles };
}

function join(call: Call, team: Team, { personId, roles }: Asked): TeamMember {
  const { world } = call;
  const id = Buffer.from(`${team.id}##${personId}`).toString('base64');
  const one: TeamMember = { id, personId, roles };
  const now = world.state.tables.teams.current.get(team.id) ?? team;
  world.write(
    'teams',
    team.id,
    { ...now, members: [...now.members.filter((m) => m.personId !== personId), one] },
    'atOnce',
  );
  if (world.link('members', team.id, personId, true)) memberJoined(world, team.id, personId);
  if (roles.includes('owner')) world.link('owners', team.id, personId, true);
  return one;
}

function leave(call: Call, team: Team, personId: string): void {
  const { world } = call;
  const now = world.state.tables.teams.current.get(team.id) ?? team;
  world.write('teams', team.id, { ...now, members: now.members.filter((m) => m.personId !== personId) }, 'atOnce');
  world.link('owners', team.id, personId, false);
  if (world.link('members', team.id, personId, false)) memberLeft(world, team.id, personId);
}

function addOne(call: Call): Answer {
  const team = teamOf(call);
  checkChangeable(call, team);
  return ok(
    {
      ...contextFor(call, 'teams/members/$entity'),
      ...shapeMember(call.world, join(call, team, askedFor(call, call.body))),
    },
    201,
  );
}

const valuesIn = (call: Call, most: number): unknown[] => {
  const values = isFields(call.body) ? call.body.values : undefined;
  if (!Array.isArray(values) || values.length === 0) throw badRequest("'values' must not be empty.", 'BadRequest');
  if (values.length > most) throw badRequest(`'values' may hold ${most} at most.`, 'BadRequest');
  return values;
};

const askedId = (given: unknown): string => {
  const [, quoted, plain] = USER.exec(String(isFields(given) ? given['user@odata.bind'] : '')) ?? [];
  return quoted ?? plain ?? '';
};

/** 200 when every one of them went well, 207 when some did not. */
const several =
  (most: number, act: (call: Call, team: Team, given: unknown) => void) =>
  (call: Call): Answer => {
    const team = teamOf(call);
    checkChangeable(call, team);
    const value = valuesIn(call, most).map((given) => {
      const result = { '@odata.type': '#microsoft.graph.aadUserConversationMemberResult', userId: askedId(given) };
      try {
        act(call, team, given);
        return { ...result, error: null };
      } catch (e) {
        if (!(e instanceof Refusal)) throw e;
        return { ...result, error: { code: e.code, message: e.message } };
      }
    });
    const isWhole = value.every((v) => v.error === null);
    return ok({ ...contextFor(call, 'Collection(microsoft.graph.actionResultPart)'), value }, isWhole ? 200 : 207);
  };

function removeGiven(call: Call, team: Team, given: unknown): void {
  const { personId } = askedFor(call, given);
  if (!isLinked(call.world.state.edges.members, team.id, personId)) throw new Refusal(404, 'NotFound', 'Not a member.');
  leave(call, team, personId);
}

function changeMember(call: Call): Answer {
  const team = teamOf(call);
  checkChangeable(call, team);
  const { personId } = memberOf(call);
  const roles = isFields(call.body) && Array.isArray(call.body.roles) ? call.body.roles.map(String) : [];
  const isOwner = roles.includes('owner');
  if (!isOwner) call.world.link('owners', team.id, personId, false);
  return ok({
    ...contextFor(call, 'teams/members/$entity'),
    ...shapeMember(call.world, join(call, team, { personId, roles })),
  });
}

function removeMember(call: Call): Answer {
  const team = teamOf(call);
  checkChangeable(call, team);
  leave(call, team, memberOf(call).personId);
  return noContent;
}

/** Done a little later; somebody has to own the team. */
const archive =
  (isArchived: boolean) =>
  (call: Call): Answer => {
    const { world } = call;
    const team = teamOf(call);
    if ((world.state.edges.owners.out.get(team.id)?.size ?? 0) === 0)
      throw badRequest('The team has no owner.', 'BadRequest');
    world.later(world.within(world.delays.notice, 'archive'), 'archive', { teamId: team.id, isArchived });
    const operationId = world.chance.uuid('operation', world.next('operation'));
    return { status: 202, headers: { location: `/teams('${team.id}')/operations('${operationId}')` } };
  };

export function settleArchive(world: World, { teamId, isArchived }: Readonly<Record<string, unknown>>): void {
  const team = world.state.tables.teams.current.get(String(teamId));
  if (team) world.write('teams', team.id, { ...team, isArchived: isArchived === true }, 'atOnce');
}

const lane = { lane: 'team' } as const;
const READ_MEMBERS = ['TeamMember.Read.Group', 'TeamMember.Read.All', 'TeamMember.ReadWrite.All'];
const CHANGE_MEMBERS = ['TeamMember.ReadWriteNonOwnerRole.All'];
const SETTINGS = ['TeamSettings.ReadWrite.Group', 'TeamSettings.ReadWrite.All'];
const ONE = '/teams/{team-id}/members/{conversationMember-id}';

export const TEAMS: readonly Operation[] = [
  operation('GET /groups/{group-id}/team', ['Group.Read.All', 'Team.ReadBasic.All'], ofGroup, { lane: 'other' }),
  operation(
    'GET /teams/{team-id}',
    ['Team.ReadBasic.All', 'TeamSettings.Read.Group', 'TeamSettings.ReadWrite.Group'],
    get,
    lane,
  ),
  operation('GET /users/{user-id}/joinedTeams', ['Team.ReadBasic.All'], joined, { lane: 'other' }),
  operation('GET /teams/{team-id}/members', READ_MEMBERS, members, lane),
  operation('POST /teams/{team-id}/members', CHANGE_MEMBERS, addOne, lane),
  operation(`GET ${ONE}`, READ_MEMBERS, member, lane),
  operation(`PATCH ${ONE}`, CHANGE_MEMBERS, changeMember, lane),
  operation(`DELETE ${ONE}`, CHANGE_MEMBERS, removeMember, lane),
  operation(
    'POST /teams/{team-id}/members/add',
    CHANGE_MEMBERS,
    several(200, (c, team, g) => join(c, team, askedFor(c, g))),
    lane,
  ),
  operation('POST /teams/{team-id}/members/remove', ['TeamMember.ReadWrite.All'], several(20, removeGiven), lane),
  operation('POST /teams/{team-id}/archive', SETTINGS, archive(true), lane),
  operation('POST /teams/{team-id}/unarchive', SETTINGS, archive(false), lane),
];
