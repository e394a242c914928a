import { randomUUID } from 'node:crypto';
import {
  type Account,
  type AccountRef,
  type Actual,
  type GroupKind,
  type Membership,
  type More,
} from '../../core/accounts/account';
import type { Depth } from '../../core/accounts/directory';
import { AppError } from '../../core/errors';
import { quoted } from './address';
import { type Answer, fieldsOf, listIn, nullableText, textOf } from './answer';
import type { Ask, Graph } from './client';
import type { OperationName } from './operations';

type Fields = Record<string, unknown>;

const SELECT = [
  ...['id', 'userPrincipalName', 'displayName', 'givenName', 'surname', 'department', 'jobTitle', 'accountEnabled'],
  ...['employeeId', 'userType', 'onPremisesSyncEnabled', 'signInSessionsValidFromDateTime'],
  ...['lastPasswordChangeDateTime', 'assignedLicenses', 'licenseAssignmentStates'],
].join(',');
const USER = { $select: SELECT, $expand: 'manager($select=id)' };
const GROUP = {
  $select:
    'id,displayName,groupTypes,mailEnabled,onPremisesSyncEnabled,isAssignableToRole,membershipRule,assignedLicenses',
  $top: 999,
};
/** Keys in one filter: Graph takes fifteen values. */
const KEYS = 15;

/** What is under each key. People who could not be read in full are left out: an unread account is not a missing one. */
export async function readAccounts(
  graph: Graph,
  refs: readonly AccountRef[],
  depth: Depth,
): Promise<ReadonlyMap<string, Actual>> {
  const [byKey, byId] = await Promise.all([findByKeys(graph, refs), readByIds(graph, refs)]);
  const users = new Map<string, Fields[]>();
  for (const { key, id } of refs) {
    const found = byKey.get(key);
    const own = id === null ? null : (byId.get(id) ?? 'unread');
    if (found === undefined || own === 'unread') continue;
    const others = found.filter((u) => u['id'] !== id);
    // One copy has never heard of it and another lists it: nobody can tell until they agree.
    if (own === 'gone' && others.length < found.length) continue;
    // Lists are behind; what was read by its id is newer.
    const list = [...(own === null || own === 'gone' ? [] : [own]), ...others];
    // An answer that was cut off: nothing is known of whoever it is about.
    if (list.some((u) => textOf(u['id']) === '')) continue;
    users.set(key, list);
  }
  const none = [...users].filter(([, list]) => list.length === 0).map(([key]) => key);
  const deleted = none.length === 0 ? new Map<string, Fields>() : await readDeleted(graph);
  if (deleted === null) for (const key of none) users.delete(key);
  const accounts = await complete(graph, [...users.values()].flat(), depth);
  const actual = new Map<string, Actual>();
  for (const [key, list] of users) {
    const read = list.flatMap((u) => accounts.get(textOf(u['id'])) ?? []);
    if (read.length < list.length) continue;
    const gone = list.length === 0 ? deleted?.get(key) : undefined;
    const back = gone ? { id: textOf(gone['id']), address: textOf(gone['userPrincipalName']) } : null;
    actual.set(key, { accounts: read, deleted: back });
  }
  return actual;
}

/** Undefined for a key whose filter was not answered. */
async function findByKeys(graph: Graph, refs: readonly AccountRef[]): Promise<Map<string, Fields[]>> {
  const keys = [...new Set(refs.map((r) => r.key))];
  const asks = Array.from({ length: Math.ceil(keys.length / KEYS) }, (_, i): { ask: Ask; keys: string[] } => {
    const some = keys.slice(i * KEYS, (i + 1) * KEYS);
    const filter = `employeeId in (${some.map(quoted).join(',')})`;
    const query = { ...USER, $filter: filter, $top: 999 };
    return { keys: some, ask: { id: randomUUID(), op: 'findUsers', query } };
  });
  const answers = await graph.batch(
    asks.map((a) => a.ask),
    { lane: 'slow' },
  );
  const found = new Map<string, Fields[]>();
  for (const { ask, keys: some } of asks) {
    const answer = answers.get(ask.id);
    if (answer?.kind !== 'ok') continue;
    const rows = listIn(answer.body);
    for (const key of some)
      found.set(
        key,
        rows.filter((u) => textOf(u['employeeId']).toLowerCase() === key.toLowerCase()),
      );
  }
  return found;
}

async function readByIds(graph: Graph, refs: readonly AccountRef[]): Promise<Map<string, Fields | 'gone' | 'unread'>> {
  const ids = refs.flatMap((r) => r.id ?? []);
  const asks = ids.map((user): Ask => ({ id: randomUUID(), op: 'readUser', params: { user }, query: USER }));
  const answers = await graph.batch(asks, { lane: 'slow' });
  return new Map(
    asks.map((ask, i): [string, Fields | 'gone' | 'unread'] => {
      const answer = answers.get(ask.id);
      const isGone = answer?.kind === 'refused' && answer.status === 404;
      return [ids[i] ?? '', answer?.kind === 'ok' ? fieldsOf(answer.body) : isGone ? 'gone' : 'unread'];
    }),
  );
}

/** Everybody deleted within 30 days, by key: few, and not every tenant can filter them. Null when it was not answered. */
async function readDeleted(graph: Graph): Promise<ReadonlyMap<string, Fields> | null> {
  const found = new Map<string, Fields>();
  const query = { $select: 'id,employeeId,userPrincipalName,deletedDateTime', $top: 999 };
  try {
    for await (const { rows } of graph.pages({ op: 'readDeleted', query }))
      for (const row of rows) found.set(textOf(row['employeeId']), row);
    return found;
  } catch (e) {
    if (e instanceof AppError && e.code === 'unavailable') return null;
    throw e;
  }
}

const BASE = ['readGroups', 'readRoles'] as const;
const BESIDES = [
  'readSponsors',
  'readMethods',
  'readDevices',
  'readOwned',
  'readNested',
  'readRules',
  'readMailbox',
] as const;
type Reading = (typeof BASE)[number] | (typeof BESIDES)[number];

const QUERIES: Readonly<Partial<Record<OperationName, Record<string, string | number>>>> = {
  readGroups: GROUP,
  readNested: { $select: 'id,displayName', $top: 999 },
  readRoles: { $select: 'id,displayName' },
  readSponsors: { $select: 'id' },
  readOwned: { $select: 'id,displayName', $top: 999 },
  readDevices: { $select: 'id,displayName,accountEnabled' },
};

/** Completes accounts with what other addresses say about them. Those whose groups could not be read are left out. */
async function complete(graph: Graph, users: readonly Fields[], depth: Depth): Promise<Map<string, Account>> {
  const ops: readonly Reading[] = depth === 'account' ? BASE : [...BASE, ...BESIDES];
  const asks = users.flatMap((u) => {
    const user = textOf(u['id']);
    return ops.map((op): Ask => {
      const query = QUERIES[op];
      return { id: `${op} ${user}`, op, params: { user, folder: 'inbox' }, ...(query && { query }) };
    });
  });
  const answers = await graph.batch(asks, { lane: 'slow' });
  const of = (u: Fields, op: Reading): Answer | undefined => answers.get(`${op} ${textOf(u['id'])}`);
  const owners = await ownersOf(
    graph,
    users.flatMap((u) => rowsIn(of(u, 'readOwned')) ?? []),
  );
  const accounts = new Map<string, Account>();
  for (const u of users) {
    const [groups, roles] = [of(u, 'readGroups'), of(u, 'readRoles')];
    if (groups?.kind !== 'ok' || !isTold(roles)) continue;
    const more = depth === 'account' ? null : moreOf((op) => of(u, op), listIn(groups.body), owners);
    accounts.set(textOf(u['id']), accountOf(u, { groups: listIn(groups.body), roles, more }));
  }
  return accounts;
}

/** Told, or known not to be told: without the permission it is Graph that protects those who hold a role. */
const isTold = (answer: Answer | undefined): boolean =>
  answer?.kind === 'ok' || (answer?.kind === 'refused' && answer.status === 403);

const instant = (value: unknown): number | null => {
  const at = Date.parse(textOf(value));
  return Number.isNaN(at) ? null : at;
};

function accountOf(u: Fields, o: { groups: Fields[]; roles: Answer | undefined; more: More | null }): Account {
  const groups = o.groups.map(membershipOf);
  const hasRole = o.roles?.kind === 'ok' && listIn(o.roles.body).length > 0;
  return {
    id: textOf(u['id']),
    address: textOf(u['userPrincipalName']),
    profile: {
      displayName: textOf(u['displayName']),
      givenName: nullableText(u['givenName']),
      surname: nullableText(u['surname']),
      department: nullableText(u['department']),
      jobTitle: nullableText(u['jobTitle']),
    },
    isOpen: u['accountEnabled'] === true,
    isGuest: u['userType'] === 'Guest',
    isSynced: u['onPremisesSyncEnabled'] === true,
    isProtected: hasRole || groups.some((g) => g.kind === 'role'),
    sessionsFrom: instant(u['signInSessionsValidFromDateTime']),
    passwordAt: instant(u['lastPasswordChangeDateTime']),
    managerId: nullableText(fieldsOf(u['manager'])['id']),
    groups,
    licences: licencesOf(u),
    more: o.more,
  };
}

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

function kindOf(g: Fields): GroupKind {
  const types = Array.isArray(g['groupTypes']) ? g['groupTypes'] : [];
  if (g['isAssignableToRole'] === true) return 'role';
  if (types.includes('DynamicMembership')) return 'dynamic';
  if (g['onPremisesSyncEnabled'] === true) return 'synced';
  return g['mailEnabled'] === true && !types.includes('Unified') ? 'mail' : 'assigned';
}

const membershipOf = (g: Fields): Membership => ({
  id: textOf(g['id']),
  name: textOf(g['displayName']),
  kind: kindOf(g),
  rule: nullableText(g['membershipRule']),
  givesLicence: isFilled(g['assignedLicenses']),
});

function licencesOf(u: Fields): Account['licences'] {
  const states = Array.isArray(u['licenseAssignmentStates']) ? u['licenseAssignmentStates'].map(fieldsOf) : [];
  return states.map((s) => ({
    sku: textOf(s['skuId']),
    viaGroup: nullableText(s['assignedByGroup']),
    error: ['', 'None'].includes(textOf(s['error'])) ? null : textOf(s['error']),
  }));
}

/** What was refused or not answered is null: nobody can tell. */
const rowsIn = (answer: Answer | undefined): Fields[] | null => (answer?.kind === 'ok' ? listIn(answer.body) : null);

const nameOf = (g: Fields) => ({ id: textOf(g['id']), name: textOf(g['displayName']) });

function moreOf(of: (op: Reading) => Answer | undefined, direct: Fields[], owners: ReadonlyMap<string, number>): More {
  const rows = (op: Reading): Fields[] | null => rowsIn(of(op));
  const known = new Set(direct.map((g) => g['id']));
  return {
    sponsorIds: rows('readSponsors')?.map((s) => textOf(s['id'])) ?? null,
    methods: rows('readMethods')?.flatMap(methodOf) ?? null,
    devices: rows('readDevices')?.map((d) => ({ ...nameOf(d), isEnabled: d['accountEnabled'] === true })) ?? null,
    owned: rows('readOwned')?.map((g) => ({ ...nameOf(g), owners: owners.get(textOf(g['id'])) ?? 1 })) ?? null,
    forwards: rows('readRules')?.flatMap(forwardsOf) ?? null,
    ...mailboxOf(of('readMailbox')),
    nested:
      rows('readNested')
        ?.filter((g) => !known.has(g['id']))
        .map(nameOf) ?? null,
  };
}

/** How many own each group. One that is not told counts as one: somebody looks before the last owner goes. */
async function ownersOf(graph: Graph, owned: readonly Fields[]): Promise<ReadonlyMap<string, number>> {
  const groups = [...new Set(owned.map((g) => textOf(g['id'])))];
  const asks = groups.map((group): Ask => ({
    id: group,
    op: 'readOwners',
    params: { group },
    query: { $select: 'id' },
  }));
  const answers = await graph.batch(asks, { lane: 'slow' });
  return new Map(groups.map((group) => [group, rowsIn(answers.get(group))?.length ?? 1]));
}

/** `#microsoft.graph.phoneAuthenticationMethod` and its collection. The password is no method that goes. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  phone: 'phoneMethods',
  email: 'emailMethods',
  microsoftAuthenticator: 'microsoftAuthenticatorMethods',
  fido2: 'fido2Methods',
  softwareOath: 'softwareOathMethods',
  windowsHelloForBusiness: 'windowsHelloForBusinessMethods',
  temporaryAccessPass: 'temporaryAccessPassMethods',
};

function methodOf(m: Fields): { id: string; type: string }[] {
  const [, kind = ''] = /^#microsoft\.graph\.(\w+)AuthenticationMethod$/.exec(textOf(m['@odata.type'])) ?? [];
  const type = COLLECTIONS[kind];
  return type === undefined ? [] : [{ id: textOf(m['id']), type }];
}

function forwardsOf(rule: Fields): string[] {
  const actions = fieldsOf(rule['actions']);
  return ['forwardTo', 'redirectTo', 'forwardAsAttachmentTo'].flatMap((name) => {
    const to = actions[name];
    return (Array.isArray(to) ? to : []).map((r) => textOf(fieldsOf(fieldsOf(r)['emailAddress'])['address']));
  });
}

function mailboxOf(answer: Answer | undefined): Pick<More, 'mailbox' | 'reply'> {
  if (answer?.kind === 'refused' && answer.status === 404) return { mailbox: 'none', reply: '' };
  if (answer?.kind !== 'ok') return { mailbox: null, reply: null };
  const body = fieldsOf(answer.body);
  const reply = fieldsOf(body['automaticRepliesSetting']);
  const isOn = ['alwaysEnabled', 'scheduled'].includes(textOf(reply['status']));
  return {
    mailbox: body['userPurpose'] === 'shared' ? 'shared' : 'own',
    reply: isOn ? textOf(reply['internalReplyMessage']) : '',
  };
}
