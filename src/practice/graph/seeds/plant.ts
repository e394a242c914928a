import type { Group, LicenceState, Person } from '../directory';
import { setEdge } from '../edges';
import { reindex } from '../indexes';
import { set, type Table } from '../replicas';
import type { EdgeName, Row, TableName } from '../state';
import type { World } from '../world';

/** Puts a row there as if it had always been there: nobody hears of it late, no delta tells of it. */
export function plant<N extends TableName>(world: World, name: N, id: string, row: Row<N>): void {
  const table = world.state.tables[name] as unknown as Table<Row<N>>; // the name chose the row's type
  reindex(world.indexes, name, table.current.get(id) ?? null, row);
  set(table, id, row);
}

export const plantEdge = (world: World, edge: EdgeName, from: string, to: string): void =>
  setEdge(world.state.edges[edge], from, to, true);

/** Takes a row out as if it had never been there. */
export function uproot(world: World, name: TableName, id: string): void {
  const table = world.state.tables[name] as unknown as Table<unknown>; // taking away is the same for all
  reindex(world.indexes, name, table.current.get(id) ?? null, null);
  set(table, id, null);
}

/** Takes somebody out of all groups, as if they had never been in one. */
export function uprootMember(world: World, id: string): void {
  const { members } = world.state.edges;
  for (const group of [...(members.back.get(id) ?? [])]) setEdge(members, group, id, false);
}

/** Long ago: all that takes minutes in Graph has happened. */
export const LONG_AGO = '2024-09-01T08:00:00.000Z';

export const licence = (skuId: string, assignedByGroup: string | null = null): LicenceState => ({
  skuId,
  disabledPlans: [],
  assignedByGroup,
  state: 'Active',
  error: 'None',
  lastUpdatedDateTime: LONG_AGO,
});

type Given = Pick<Person, 'id' | 'displayName' | 'userPrincipalName'> & Partial<Person>;

export function person(given: Given): Person {
  const isGuest = given.userType === 'Guest';
  return {
    mailNickname: given.userPrincipalName.split('@')[0] ?? '',
    accountEnabled: true,
    userType: 'Member',
    createdDateTime: LONG_AGO,
    mail: given.userPrincipalName,
    proxyAddresses: isGuest ? [] : [`SMTP:${given.userPrincipalName}`],
    otherMails: [],
    employeeId: null,
    usageLocation: 'GB',
    onPremisesSyncEnabled: null,
    licences: [],
    lastPasswordChangeDateTime: LONG_AGO,
    signInSessionsValidFromDateTime: LONG_AGO,
    managerId: null,
    sponsorIds: [],
    other: {},
    ...given,
  };
}

export function group(given: Pick<Group, 'id' | 'displayName' | 'mailNickname'> & Partial<Group>): Group {
  return {
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
    createdDateTime: LONG_AGO,
    mail: null,
    membershipRule: null,
    isAssignableToRole: null,
    onPremisesSyncEnabled: null,
    licences: [],
    hasTeam: false,
    other: {},
    ...given,
  };
}
