import type { Group, Person } from './directory';
import { emptyOf, type Fields, GROUP_PROPERTIES, USER_PROPERTIES } from './properties';
import type { World } from './world';

const HIDDEN: ReadonlySet<string> = new Set(['passwordProfile', 'mailboxSettings', 'signInActivity']);

/** What Graph shows of a person under this name. */
export function personValue(world: World, person: Person, name: string): unknown {
  if (name === 'assignedLicenses') return assignedLicences(person);
  if (name === 'licenseAssignmentStates') return person.licences;
  if (name === 'assignedPlans') return assignedPlans(world, person);
  if (HIDDEN.has(name)) return null;
  const own = (person as unknown as Fields)[name]; // Graph's names, where the row has a field of that name
  const value = own === undefined ? person.other[name] : own;
  return value ?? emptyOf(USER_PROPERTIES, name);
}

function assignedLicences(person: Person): unknown[] {
  const active = new Map<string, readonly string[]>();
  for (const { skuId, state, disabledPlans } of person.licences)
    if (state === 'Active' && !active.has(skuId)) active.set(skuId, disabledPlans);
  return [...active].map(([skuId, disabledPlans]) => ({ disabledPlans, skuId }));
}

function assignedPlans(world: World, person: Person): unknown[] {
  const { skus } = world.state.tables;
  return person.licences
    .filter(({ state }) => state === 'Active')
    .flatMap(({ skuId, disabledPlans, lastUpdatedDateTime }) =>
      (skus.current.get(skuId)?.plans ?? [])
        .filter((plan) => !disabledPlans.includes(plan.servicePlanId))
        .map(({ service, servicePlanId }) => ({
          assignedDateTime: lastUpdatedDateTime,
          capabilityStatus: 'Enabled',
          service,
          servicePlanId,
        })),
    );
}

export function groupValue(world: World, group: Group, name: string): unknown {
  if (name === 'assignedLicenses') return group.licences.map(({ skuId, disabledPlans }) => ({ disabledPlans, skuId }));
  if (name === 'resourceProvisioningOptions') return group.hasTeam ? ['Team'] : [];
  if (name === 'proxyAddresses') return group.mail === null ? [] : [`SMTP:${group.mail}`];
  if (name === 'membershipRuleProcessingState') return group.membershipRule === null ? null : 'On';
  if (name === 'licenseProcessingState') return group.licences.length > 0 ? { state: 'ProcessingComplete' } : null;
  if (name === 'hasMembersWithLicenseErrors') return hasErrors(world, group.id);
  const own = (group as unknown as Fields)[name]; // as for people
  const value = own === undefined ? group.other[name] : own;
  return value ?? emptyOf(GROUP_PROPERTIES, name);
}

function hasErrors(world: World, groupId: string): boolean | null {
  const { people } = world.state.tables;
  const members = world.state.edges.members.out.get(groupId) ?? [];
  for (const id of members)
    if (people.current.get(id)?.licences.some((l) => l.assignedByGroup === groupId && l.state === 'Error')) return true;
  return null;
}

/** What a group shows unless other properties are asked for. */
export const DEFAULT_GROUP: readonly string[] = [
  'id',
  'deletedDateTime',
  'classification',
  'createdDateTime',
  'description',
  'displayName',
  'expirationDateTime',
  'groupTypes',
  'isAssignableToRole',
  'mail',
  'mailEnabled',
  'mailNickname',
  'membershipRule',
  'membershipRuleProcessingState',
  'onPremisesDomainName',
  'onPremisesLastSyncDateTime',
  'onPremisesNetBiosName',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'preferredDataLocation',
  'preferredLanguage',
  'proxyAddresses',
  'renewedDateTime',
  'resourceBehaviorOptions',
  'resourceProvisioningOptions',
  'securityEnabled',
  'securityIdentifier',
  'theme',
  'uniqueName',
  'visibility',
];

/** The named properties of something, in the order they were asked for. */
export const shaped = (names: readonly string[], value: (name: string) => unknown): Fields =>
  Object.fromEntries(names.map((name) => [name, value(name)]));
