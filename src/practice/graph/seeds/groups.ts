import type { PracticeTrust } from '../../trust/trust';
import type { Group } from '../directory';
import type { World } from '../world';
import { group, plant, plantEdge } from './plant';
import { groupIdOf, LICENCE_GROUPS } from './school';
import { SKUS, STAFF_DOMAIN } from './tenant';

const named = (key: string, displayName: string, more: Partial<Group> = {}): Group =>
  group({ id: groupIdOf(key), displayName, mailNickname: key.replaceAll(' ', '-'), ...more });

const unified = (key: string, displayName: string): Group =>
  named(key, displayName, {
    groupTypes: ['Unified'],
    mailEnabled: true,
    securityEnabled: false,
    mail: `${key.replaceAll(' ', '-')}@${STAFF_DOMAIN}`,
    hasTeam: true,
  });

/** Groups that Lantern fills, and groups that are there to be stumbled over. */
export const GROUP_IDS = {
  staffLicence: LICENCE_GROUPS.staff,
  pupilLicence: LICENCE_GROUPS.pupils,
  pending: groupIdOf('aup pending'),
  signed: groupIdOf('aup signed'),
  kitchenDynamic: groupIdOf('dynamic kitchen'),
  keyStage2Dynamic: groupIdOf('dynamic key stage 2'),
  announcements: groupIdOf('staff announcements'),
  siteKeys: groupIdOf('site keys'),
  printers: groupIdOf('printers on site'),
  administrators: groupIdOf('safeguarding administrators'),
  leaverTeam: groupIdOf('team year 6 residential'),
  staffTeam: groupIdOf('team all staff'),
  dynamicTeam: groupIdOf('team key stage 2'),
  teaching: groupIdOf('role teaching'),
  everybody: groupIdOf('nested everybody'),
} as const;

const dynamic = (key: string, displayName: string, membershipRule: string): Group =>
  named(key, displayName, { groupTypes: ['DynamicMembership'], membershipRule });

const FIXED: readonly Group[] = [
  named('licence staff', 'Licence: staff', { licences: [{ skuId: SKUS.staff, disabledPlans: [] }] }),
  named('licence pupils', 'Licence: pupils', { licences: [{ skuId: SKUS.pupil, disabledPlans: [] }] }),
  named('aup pending', 'AUP pending'),
  named('aup signed', 'AUP signed'),
  dynamic('dynamic kitchen', 'Kitchen (by department)', 'user.department -eq "Kitchen"'),
  dynamic('dynamic key stage 2', 'Key Stage 2 staff (by department)', '(user.department -eq "Key Stage 2")'),
  named('staff announcements', 'Staff announcements', {
    mailEnabled: true,
    securityEnabled: false,
    mail: `staff-announcements@${STAFF_DOMAIN}`,
  }),
  named('site keys', 'Site keys', { mailEnabled: true, mail: `site-keys@${STAFF_DOMAIN}` }),
  named('printers on site', 'Printers on site', { onPremisesSyncEnabled: true }),
  named('safeguarding administrators', 'Safeguarding administrators', { isAssignableToRole: true }),
  unified('team year 6 residential', 'Year 6 residential'),
  unified('team all staff', 'All staff'),
  {
    ...unified('team key stage 2', 'Key Stage 2 team'),
    groupTypes: ['Unified', 'DynamicMembership'],
    membershipRule: 'user.department -eq "Key Stage 2"',
  },
  named('nested everybody', 'Everybody on the network'),
];

const ROLES = [
  'teaching',
  'support',
  'office',
  'site',
  'leadership',
  'supply',
  'trainee',
  'contractor',
  'governor',
  'volunteer',
];

/** Groups first, so that people can be put into them. */
export function plantGroups(world: World, trust: PracticeTrust): void {
  const roles = ROLES.map((role) => named(`role ${role}`, `Role: ${role}`));
  const intakes = Array.from({ length: 8 }, (_, year) => trust.story.year - year + 1).map((year) =>
    named(`intake ${year}`, `${year}-intake`),
  );
  for (const row of [...FIXED, ...roles, ...intakes]) plant(world, 'groups', row.id, row);
  plantEdge(world, 'members', GROUP_IDS.everybody, GROUP_IDS.teaching);
  plantEdge(world, 'members', GROUP_IDS.everybody, LICENCE_GROUPS.pupils);
}

/** Every member of staff is in the group of their role, has signed, and belongs to the team of all. */
export function plantMemberships(world: World): void {
  for (const { id, other, accountEnabled, userType } of world.state.tables.people.current.values()) {
    const role = String(other.employeeType);
    if (!accountEnabled || userType === 'Guest' || !ROLES.includes(role)) continue;
    plantEdge(world, 'members', groupIdOf(`role ${role}`), id);
    plantEdge(world, 'members', GROUP_IDS.signed, id);
    plantEdge(world, 'members', GROUP_IDS.staffTeam, id);
    if (other.department === 'Kitchen') plantEdge(world, 'members', GROUP_IDS.kitchenDynamic, id);
    if (other.department !== 'Key Stage 2') continue;
    plantEdge(world, 'members', GROUP_IDS.keyStage2Dynamic, id);
    plantEdge(world, 'members', GROUP_IDS.dynamicTeam, id);
  }
}

const memberIdOf = (teamId: string, personId: string): string =>
  Buffer.from(`${teamId}##${personId}`).toString('base64');

/** A team for each group that has one, with the members that the group has by now. */
export function plantTeams(world: World): void {
  const { members, owners } = world.state.edges;
  for (const { id, displayName, hasTeam } of world.state.tables.groups.current.values()) {
    if (!hasTeam) continue;
    const all = [...(members.out.get(id) ?? [])].map((personId) => ({
      id: memberIdOf(id, personId),
      personId,
      roles: owners.out.get(id)?.has(personId) === true ? ['owner'] : [],
    }));
    plant(world, 'teams', id, { id, displayName, isArchived: false, members: all });
  }
}
