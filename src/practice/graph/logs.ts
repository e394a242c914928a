import { type Call, idOf, operation, type Operation } from './call';
import { LOG_FILTERS } from './filterable';
import { page, type Source } from './lists';
import type { Fields } from './properties';
import { contextFor, type Kind } from './query';
import { type Answer, notFound, ok } from './reply';
import type { World } from './world';

/** What the directory writes down of changes: made of the changes themselves, the newest first. */
function auditsOf(world: World): Fields[] {
  return world.state.changes
    .map(({ at, table, id, names, member, isOn }, i) => ({
      id: `Directory_${world.chance.uuid('audit', i)}`,
      activityDateTime: new Date(at).toISOString(),
      activityDisplayName: activity(table, names, member, isOn),
      additionalDetails: [],
      category: table === 'people' ? 'UserManagement' : 'GroupManagement',
      correlationId: world.chance.uuid('correlation', i),
      loggedByService: 'Core Directory',
      operationType: names === null ? (isOn ? 'Add' : 'Delete') : 'Update',
      result: 'success',
      resultReason: '',
      targetResources: [{ id, type: table === 'people' ? 'User' : 'Group', modifiedProperties: [] }],
    }))
    .reverse();
}

function activity(
  table: 'people' | 'groups',
  names: readonly string[] | null,
  member: string | null,
  isOn: boolean,
): string {
  const what = table === 'people' ? 'user' : 'group';
  if (member !== null) return isOn ? 'Add member to group' : 'Remove member from group';
  if (names === null) return isOn ? `Add ${what}` : `Delete ${what}`;
  if (names.includes('accountEnabled')) return 'Update user (account status)';
  return names.includes('lastPasswordChangeDateTime') ? 'Reset user password' : `Update ${what}`;
}

/** Each token in a person's name was a sign-in. */
const signInsOf = (world: World): Fields[] =>
  world.state.signIns
    .map(({ at, personId, appId }, i) => ({
      id: world.chance.uuid('sign-in', i),
      createdDateTime: new Date(at).toISOString(),
      userId: personId,
      userPrincipalName: world.state.tables.people.current.get(personId)?.userPrincipalName ?? '',
      userDisplayName: world.state.tables.people.current.get(personId)?.displayName ?? '',
      appId,
      isInteractive: true,
      status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
    }))
    .reverse();

const KIND: Kind = {
  type: 'directoryAudit',
  properties: new Map(
    [
      'id',
      'activityDateTime',
      'activityDisplayName',
      'category',
      'correlationId',
      'loggedByService',
      'result',
      'targetResources',
      'createdDateTime',
      'userId',
      'userPrincipalName',
      'appId',
    ].map((name) => [name, 'text']),
  ),
  defaults: [],
  filters: LOG_FILTERS,
  orderBy: ['activityDateTime', 'createdDateTime'],
  isMail: true,
};

function source(rows: readonly Fields[], context: string): Source<Fields> {
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  return {
    kind: KIND,
    context,
    ids: () => [...byId.keys()],
    row: (id) => byId.get(id),
    value: (row, name) => row[name],
    shape: (row) => row,
  };
}

function one(call: Call): Answer {
  const id = idOf(call, 'directoryAudit-id');
  const found = auditsOf(call.world).find((row) => row.id === id);
  if (!found) throw notFound(id);
  return ok({ ...contextFor(call, 'auditLogs/directoryAudits/$entity'), ...found });
}

const READ = ['AuditLog.Read.All'];
const logs = { lane: 'logs' } as const;

export const LOGS: readonly Operation[] = [
  operation(
    'GET /auditLogs/directoryAudits',
    READ,
    (c) => page(c, source(auditsOf(c.world), 'auditLogs/directoryAudits')),
    logs,
  ),
  operation('GET /auditLogs/directoryAudits/{directoryAudit-id}', READ, one, logs),
  operation('GET /auditLogs/signIns', READ, (c) => page(c, source(signInsOf(c.world), 'auditLogs/signIns')), logs),
];
