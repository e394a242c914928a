import { SPECIALS } from '../../trust/cast';
import { uuidOf } from '../../trust/dice';
import { accountIdOf, personIdOf } from '../../trust/keys';
import { LEAVERS, STARTERS } from '../../trust/movements';
import { places } from '../../trust/staffing';
import type { Method, MethodKind, Person } from '../directory';
import { DAY } from '../settings';
import { changed, type World } from '../world';
import { GROUP_IDS } from './groups';
import { licence, LONG_AGO, person, plant, plantEdge, uproot, uprootMember } from './plant';
import { plantPerson } from './school';
import { plantLeaverMail } from './mail';
import { roleIdOf, SKUS, STAFF_DOMAIN } from './tenant';

const KEYS = [...places().map((p) => p.key), ...LEAVERS.map((l) => l.place.key), ...STARTERS.map((s) => s.place.key)];

/** The account of each of the register's special people: ids are made from the same key. */
const accountOfSpecial = (name: keyof typeof SPECIALS): string =>
  accountIdOf(KEYS.find((key) => personIdOf(key) === SPECIALS[name]) ?? '');

/** Object ids of the people with a difficulty, the same for every seed. The clashing starter has no account yet. */
export const SPECIAL_IDS = {
  head: accountOfSpecial('headWithDirectoryRole'),
  synced: accountOfSpecial('syncedTeacher'),
  leaver: accountOfSpecial('leaverWithLeftovers'),
  guest: accountOfSpecial('guest'),
  deletedTenDaysAgo: accountOfSpecial('softDeletedTenDaysAgo'),
  deletedAlmostThirtyDaysAgo: accountOfSpecial('softDeletedThirtyDaysAgo'),
  held: accountOfSpecial('underHold'),
  supplyEndingToday: accountOfSpecial('supplyEndingToday'),
  mailboxOutOfScope: accountOfSpecial('mailboxOutOfScope'),
  julyFinisher: accountOfSpecial('julyFinisher'),
  /** Two accounts with one employee id: a mistake that was made long ago. */
  doubled: accountIdOf('lh.kitchen.3'),
  double: accountIdOf('double of lh.kitchen.3'),
} as const;

const current = (world: World, id: string): Person | undefined => world.state.tables.people.current.get(id);

function change(world: World, id: string, by: (was: Person) => Partial<Person>): void {
  const was = current(world, id);
  if (was) plant(world, 'people', id, changed(was, by(was)));
}

/** Takes somebody out of the seeded directory again. */
function deleteEarlier(world: World, id: string, ago: number): void {
  const was = current(world, id);
  if (!was) return;
  uprootMember(world, id);
  uproot(world, 'people', id);
  const at = world.now() - ago;
  plant(world, 'deleted', id, { person: changed(was, { licences: [] }), at });
  world.later(30 * DAY - ago, 'purge', { personId: id });
}

const method = (
  personId: string,
  kind: MethodKind,
  n: number,
  props: Method['props'],
  more: Partial<Method> = {},
): Method => ({
  id: `${personId}-${kind}-${n}`,
  personId,
  kind,
  isDefault: false,
  isDeadEnd: false,
  props: { createdDateTime: LONG_AGO, ...props },
  ...more,
});

/** Somebody's ways to sign in: a phone that is the default, and an app. */
function plantMethods(world: World, personId: string, isDeadEnd: boolean): void {
  const rows = [
    method(
      personId,
      'phone',
      1,
      { phoneNumber: '+44 7700900123', phoneType: 'mobile', smsSignInState: 'notConfigured' },
      { isDefault: true, isDeadEnd },
    ),
    method(personId, 'microsoftAuthenticator', 1, {
      displayName: 'Practice phone',
      deviceTag: 'SoftwareTokenActivated',
      phoneAppVersion: '6.8.1',
    }),
    method(personId, 'email', 1, { emailAddress: 'practice-private@mail.example' }),
  ];
  for (const row of rows) plant(world, 'methods', row.id, row);
}

/** Everybody the demonstrations and the acceptance scenarios need, whatever the size of the school. */
export function plantSpecials(world: World): void {
  plantEdge(world, 'roleHolders', roleIdOf('Global Administrator'), SPECIAL_IDS.head);
  plantEdge(world, 'members', GROUP_IDS.administrators, accountIdOf('lh.ict.1'));
  plantEdge(world, 'owners', GROUP_IDS.staffTeam, SPECIAL_IDS.head);
  plantEdge(world, 'owners', GROUP_IDS.dynamicTeam, accountIdOf('lh.ks2-teaching.1'));
  change(world, SPECIAL_IDS.synced, (was) => ({
    onPremisesSyncEnabled: true,
    other: {
      ...was.other,
      onPremisesImmutableId: 'cHJhY3RpY2U=',
      onPremisesSamAccountName: was.mailNickname,
      onPremisesLastSyncDateTime: LONG_AGO,
    },
  }));
  plantEdge(world, 'members', GROUP_IDS.printers, SPECIAL_IDS.synced);
  plantGuest(world);
  plantLeaver(world);
  plantDouble(world);
  plantMethods(world, SPECIAL_IDS.julyFinisher, false);
  deleteEarlier(world, SPECIAL_IDS.deletedTenDaysAgo, 10 * DAY);
  deleteEarlier(world, SPECIAL_IDS.deletedAlmostThirtyDaysAgo, 30 * DAY - 60 * 60 * 1000);
  const held = world.state.tables.mailboxes.current.get(SPECIAL_IDS.held);
  plant(world, 'mailboxes', SPECIAL_IDS.held, {
    id: SPECIAL_IDS.held,
    state: 'inaccessible',
    purpose: 'user',
    settings: {},
    ...held,
    isHeld: true,
  });
}

function plantGuest(world: World): void {
  const was = current(world, SPECIAL_IDS.guest);
  if (!was) return;
  const email = 'ottoline@visiting-music.example';
  const local = 'ottoline_visiting-music.example#EXT#';
  const upn = `${local}@${STAFF_DOMAIN}`;
  uprootMember(world, was.id);
  uproot(world, 'mailboxes', was.id);
  change(world, was.id, ({ other }) => ({
    userType: 'Guest',
    userPrincipalName: upn,
    mailNickname: local,
    mail: email,
    otherMails: [email],
    proxyAddresses: [`SMTP:${email}`],
    licences: [],
    sponsorIds: [SPECIAL_IDS.head],
    other: {
      ...other,
      creationType: 'Invitation',
      externalUserState: 'Accepted',
      externalUserStateChangeDateTime: LONG_AGO,
    },
  }));
}

/** Somebody who has left on paper and is still everywhere. */
function plantLeaver(world: World): void {
  const { leaver } = SPECIAL_IDS;
  const was = current(world, leaver);
  if (!was) return;
  const department = 'Key Stage 2';
  const licences = [licence(SKUS.staff, GROUP_IDS.staffLicence), licence(SKUS.meetings)];
  plantPerson(world, changed(was, { accountEnabled: true, licences, other: { ...was.other, department } }));
  for (const id of [GROUP_IDS.leaverTeam, GROUP_IDS.keyStage2Dynamic, GROUP_IDS.dynamicTeam, GROUP_IDS.announcements])
    plantEdge(world, 'members', id, leaver);
  for (const id of [GROUP_IDS.teaching, GROUP_IDS.signed, GROUP_IDS.staffTeam]) plantEdge(world, 'members', id, leaver);
  plantManaged(world, was);
  plantEdge(world, 'owners', GROUP_IDS.leaverTeam, leaver);
  plantMethods(world, leaver, true);
  plantLeaverMail(world, leaver);
  plantBelongings(world, leaver);
  // Exchange alone knows of this; no call of Graph shows it.
  plant(world, 'documents', 'shared mailboxes', { [leaver]: [`residential@${STAFF_DOMAIN}`] });
}

/** A laptop, and an app that may still read their files. */
function plantBelongings(world: World, leaver: string): void {
  const laptop = uuidOf(`device ${leaver}`);
  const props = {
    accountEnabled: true,
    displayName: 'LH-STAFF-031',
    operatingSystem: 'Windows',
    isManaged: true,
    trustType: 'AzureAd',
  };
  plant(world, 'devices', laptop, {
    id: laptop,
    ownerIds: [leaver],
    userIds: [leaver],
    props: { ...props, deviceId: laptop },
  });
  const grant = uuidOf(`grant ${leaver}`);
  plant(world, 'leftovers', grant, {
    id: grant,
    personId: leaver,
    kind: 'oauth2PermissionGrant',
    props: {
      clientId: GROUP_IDS.everybody,
      consentType: 'Principal',
      principalId: leaver,
      resourceId: GROUP_IDS.everybody,
      scope: 'Files.Read',
    },
  });
}

export const MANAGED_DEVICE = uuidOf('managed device of the leaver');

/** The leaver's own laptop, and one that a whole class uses and that nobody may retire. */
function plantManaged(world: World, leaver: Person): void {
  const common = {
    operatingSystem: 'Windows',
    managementState: 'managed',
    complianceState: 'compliant',
    enrolledDateTime: LONG_AGO,
  };
  const own = {
    ...common,
    deviceName: 'LH-STAFF-031',
    managedDeviceOwnerType: 'company',
    userId: leaver.id,
    userPrincipalName: leaver.userPrincipalName,
  };
  plant(world, 'managedDevices', MANAGED_DEVICE, { id: MANAGED_DEVICE, props: own });
  const shared = uuidOf('managed device of a class');
  plant(world, 'managedDevices', shared, {
    id: shared,
    props: { ...common, deviceName: 'LH-CLASS-3K-TROLLEY', managedDeviceOwnerType: 'company', userId: '' },
  });
}

/** Nobody knows any more why there are two. */
function plantDouble(world: World): void {
  const first = current(world, SPECIAL_IDS.doubled);
  if (!first) return;
  const upn = `${first.mailNickname}2@${STAFF_DOMAIN}`;
  plantPerson(
    world,
    person({
      id: SPECIAL_IDS.double,
      displayName: first.displayName,
      userPrincipalName: upn,
      employeeId: first.employeeId,
      other: first.other,
    }),
  );
}
