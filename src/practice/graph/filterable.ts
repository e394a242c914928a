import { comparisons, type Filter } from './filter';
import { badRequest, unsupported } from './reply';

/** For each property the operators it can be filtered by; a property that is not here cannot be filtered by. */
export type Filterable = ReadonlyMap<string, ReadonlySet<string>>;

const rules = (lines: Readonly<Record<string, string>>): Filterable =>
  new Map(
    Object.entries(lines).flatMap(([operators, names]) =>
      names.split(/\s+/).map((name) => [name, new Set(operators.split(' '))] as const),
    ),
  );

export const USER_FILTERS = rules({
  'eq ne in startsWith': `city companyName country department displayName employeeId employeeType givenName jobTitle
    mailNickname mobilePhone officeLocation postalCode preferredLanguage state surname usageLocation
    onPremisesImmutableId onPremisesSamAccountName onPremisesDomainName`,
  'eq ne in startsWith endsWith': 'mail userPrincipalName',
  'eq ne in': 'accountEnabled id onPremisesSyncEnabled userType creationType externalUserState createdDateTime',
  'any eq': 'assignedLicenses',
  'any eq startsWith endsWith': 'otherMails proxyAddresses',
});

export const GROUP_FILTERS = rules({
  'eq ne in startsWith': 'description displayName mail mailNickname membershipRule visibility',
  'eq ne in': 'id mailEnabled onPremisesSyncEnabled securityEnabled isAssignableToRole createdDateTime',
  eq: 'hasMembersWithLicenseErrors',
  'any eq': 'assignedLicenses groupTypes resourceProvisioningOptions',
});

export const DEVICE_FILTERS = rules({
  'eq ne in startsWith': 'deviceId displayName operatingSystem operatingSystemVersion',
  'eq ne in': 'accountEnabled id isCompliant isManaged trustType',
});

export const DELETED_FILTERS = rules({
  'eq ne in startsWith': 'displayName employeeId mail userPrincipalName',
  'eq ne in': 'id userType accountEnabled',
});

export const LOG_FILTERS = rules({
  'eq startsWith': 'activityDisplayName userPrincipalName',
  eq: 'category result userId appId id targetResources initiatedBy loggedByService',
  'eq gt ge lt le': 'activityDateTime createdDateTime',
  any: 'targetResources',
});

export const MESSAGE_FILTERS = rules({
  eq: 'internetMessageId isRead hasAttachments subject importance isDraft',
  'eq ne gt ge lt le': 'receivedDateTime sentDateTime',
  'any eq': 'categories',
});

/** Words that make a query of the directory an advanced one. */
const ADVANCED: ReadonlySet<string> = new Set(['ne', 'not', 'endsWith']);

/**
 * Looks at a filter before it is used.
 * @param known whether the type has such a property at all
 * @returns whether it needs `ConsistencyLevel: eventual` and `$count=true`
 */
export function checkFilter(filter: Filter, allowed: Filterable, known: (name: string) => boolean): boolean {
  let isAdvanced = false;
  for (const { op, path } of comparisons(filter)) {
    if (ADVANCED.has(op)) isAdvanced = true;
    const [name] = path;
    if (name === undefined) continue;
    if (!known(name))
      throw badRequest(`Invalid filter clause: Could not find a property named '${name}'.`, 'BadRequest');
    if (!allowed.get(name)?.has(op))
      throw unsupported(`Unsupported or invalid query filter clause specified for property '${name}'.`);
  }
  return isAdvanced;
}
