import { type Call, operation, type Operation } from './call';
import { groupDelta } from './delta';
import type { Group } from './directory';
import { followRule, ruleOf } from './dynamic';
import { GROUP_KIND, groupOf, groupsSource, groupToChange, shapeGroup } from './group-access';
import { memberLeft } from './group-licences';
import { countAll, page } from './lists';
import { addMembers } from './members';
import { checkGroupNames } from './names';
import { bodyAs, type Fields, GROUP_PROPERTIES } from './properties';
import { checkOptions, contextFor, selectOf } from './query';
import { type Answer, badRequest, denied, noContent, ok } from './reply';
import { allows } from './scopes';
import { DEFAULT_GROUP } from './shapes';
import { refuseSyncedGroup } from './sync';
import type { World } from './world';

function get(call: Call): Answer {
  checkOptions(call);
  const { names, isSelected } = selectOf(call, GROUP_KIND, false);
  const group = groupOf(call);
  const context = isSelected ? `groups(${names.join(',')})/$entity` : 'groups/$entity';
  return ok({ ...contextFor(call, context), ...shapeGroup(call.world, group, names) });
}

const REQUIRED = ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'];
const SETTABLE: ReadonlySet<string> = new Set([
  ...REQUIRED,
  'description',
  'groupTypes',
  'isAssignableToRole',
  'membershipRule',
  'membershipRuleProcessingState',
  'visibility',
  'preferredLanguage',
  'theme',
  'hideFromAddressLists',
  'hideFromOutlookClients',
]);

function checkBody(body: Fields): void {
  const wrong = Object.keys(body).find((name) => !name.includes('@') && !SETTABLE.has(name));
  if (wrong !== undefined) throw badRequest(`Property '${wrong}' cannot be set here.`);
  checkGroupNames(body);
}

function create(call: Call): Answer {
  const { world } = call;
  const body = bodyAs(GROUP_PROPERTIES, 'group', call.body);
  checkBody(body);
  const missing = REQUIRED.find((name) => body[name] === undefined || body[name] === null);
  if (missing !== undefined) throw badRequest(`A value is required for property '${missing}' of resource 'Group'.`);
  const group = newGroup(world, body);
  if (group.mailEnabled && !group.groupTypes.includes('Unified'))
    throw badRequest('Mail-enabled security groups and distribution lists are not created here.');
  if (group.membershipRule !== null) ruleOf(group.membershipRule);
  world.write('groups', group.id, group, 'create', call.view);
  if (group.membershipRule !== null) followRule(world, group);
  return { status: 201, body: { ...contextFor(call, 'groups/$entity'), ...shapeGroup(world, group, DEFAULT_GROUP) } };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function newGroup(world: World, body: Fields): Group {
  const mailNickname = text(body.mailNickname) ?? '';
  const isMail = body.mailEnabled === true;
  const { displayName, description, visibility } = body;
  return {
    id: world.chance.uuid('group', world.next('group')),
    displayName: text(displayName) ?? '',
    mailNickname,
    mailEnabled: isMail,
    securityEnabled: body.securityEnabled === true,
    groupTypes: (body.groupTypes as readonly string[] | undefined) ?? [], // checked by `bodyAs`
    createdDateTime: new Date(world.now()).toISOString(),
    mail: isMail ? `${mailNickname}@${mailDomain(world)}` : null,
    membershipRule: text(body.membershipRule),
    isAssignableToRole: body.isAssignableToRole === true ? true : null,
    onPremisesSyncEnabled: null,
    licences: [],
    hasTeam: false,
    other: { description: description ?? null, visibility: visibility ?? null },
  };
}

function mailDomain(world: World): string {
  const { value } = world.state.tables.documents.current.get('domains') as {
    readonly value: readonly { readonly id: string }[];
  };
  return value[0]?.id ?? 'practice.invalid';
}

const BOUND = 'members@odata.bind';

function patch(call: Call): Answer {
  const { world, token } = call;
  const body = bodyAs(GROUP_PROPERTIES, 'group', call.body);
  if (Object.keys(body).length === 0) throw badRequest('Nothing to change.');
  checkBody(body);
  const onlyMembers = Object.keys(body).every((name) => name === BOUND);
  const mayEdit = allows(token.roles, ['Group.ReadWrite.All', 'Directory.ReadWrite.All']);
  if (!mayEdit && !(onlyMembers && world.switches.patchMembers === 'allowed')) throw denied();
  const group = groupToChange(call);
  if (BOUND in body) addMembers(call, group, body[BOUND]);
  const { [BOUND]: _, ...rest } = body;
  if (Object.keys(rest).length === 0) return noContent;
  refuseSyncedGroup(group);
  const known = Object.fromEntries(Object.entries(rest).filter(([name]) => name in group));
  const more = Object.fromEntries(Object.entries(rest).filter(([name]) => !(name in group)));
  if (typeof rest.membershipRule === 'string') ruleOf(rest.membershipRule);
  const next: Group = { ...group, ...known, other: { ...group.other, ...more } };
  world.write('groups', group.id, next, 'patch', call.view);
  if (next.membershipRule !== group.membershipRule) followRule(world, next);
  return noContent;
}

function remove(call: Call): Answer {
  const { world } = call;
  const group = groupToChange(call);
  if (group.isAssignableToRole === true && call.token.personId === null) throw denied();
  refuseSyncedGroup(group);
  for (const personId of [...(world.state.edges.members.out.get(group.id) ?? [])]) {
    world.link('members', group.id, personId, false);
    memberLeft(world, group.id, personId);
  }
  world.write('groups', group.id, null, 'create', call.view);
  return noContent;
}

const syntax = (body: unknown): void => void bodyAs(GROUP_PROPERTIES, 'group', body);

const READ_ALL = ['Group-NestingSupport.ReadWrite.All', 'Group.ReadBasic.All'];
const READ = ['Group-NestingSupport.ReadWrite.All', 'GroupMember.Read.All'];

export const GROUPS: readonly Operation[] = [
  operation('GET /groups', READ_ALL, (call) => page(call, groupsSource(call)), { units: 2 }),
  operation('POST /groups', ['Group.Create', 'Group.ReadWrite.All'], create, { syntax }),
  operation('GET /groups/$count', READ_ALL, (call) => countAll(call, groupsSource(call))),
  operation('GET /groups/delta', READ_ALL, groupDelta),
  operation('GET /groups/{group-id}', READ, get, { units: 2 }),
  operation('PATCH /groups/{group-id}', ['Group-NestingSupport.ReadWrite.All', 'GroupMember.ReadWrite.All'], patch),
  operation('DELETE /groups/{group-id}', ['Group.ReadWrite.All'], remove),
];
