import { badRequest } from './reply';

/** Kinds of values as they are checked on the way in; `o` is anything with members. */
type Kind = 'text' | 'flag' | 'date' | 'texts' | 'number' | 'object' | 'objects';

/** The properties of a type: name, kind. Facts of Graph's metadata, kept short. */
const parse = (lines: Readonly<Record<Kind, string>>): ReadonlyMap<string, Kind> =>
  new Map(
    Object.entries(lines).flatMap(([kind, names]) =>
      names
        .trim()
        .split(/\s+/)
        .filter((name) => name !== '')
        .map((name) => [name, kind as Kind] as const),
    ),
  );

export const USER_PROPERTIES = parse({
  text: `id aboutMe ageGroup city companyName consentProvidedForMinor country creationType department displayName
    employeeId employeeType externalUserState faxNumber givenName jobTitle legalAgeGroupClassification mail
    mailNickname mobilePhone mySite officeLocation onPremisesDistinguishedName onPremisesDomainName
    onPremisesImmutableId onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesUserPrincipalName
    passwordPolicies postalCode preferredDataLocation preferredLanguage preferredName securityIdentifier state
    streetAddress surname usageLocation userPrincipalName userType`,
  flag: 'accountEnabled isManagementRestricted isResourceAccount onPremisesSyncEnabled showInAddressList',
  date: `birthday createdDateTime deletedDateTime employeeHireDate employeeLeaveDateTime
    externalUserStateChangeDateTime hireDate lastPasswordChangeDateTime onPremisesLastSyncDateTime
    signInSessionsValidFromDateTime`,
  texts: `businessPhones imAddresses interests otherMails pastProjects proxyAddresses responsibilities schools skills`,
  number: 'deviceEnrollmentLimit',
  object: `authorizationInfo customSecurityAttributes employeeOrgData mailboxSettings onPremisesExtensionAttributes
    passwordProfile signInActivity`,
  objects: `assignedLicenses assignedPlans identities licenseAssignmentStates onPremisesProvisioningErrors
    provisionedPlans serviceProvisioningErrors`,
});

export const GROUP_PROPERTIES = parse({
  text: `id classification description displayName mail mailNickname membershipRule membershipRuleProcessingState
    onPremisesDomainName onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier
    preferredDataLocation preferredLanguage securityIdentifier theme uniqueName visibility`,
  flag: `allowExternalSenders autoSubscribeNewMembers hasMembersWithLicenseErrors hideFromAddressLists
    hideFromOutlookClients isArchived isAssignableToRole isManagementRestricted isSubscribedByMail mailEnabled
    onPremisesSyncEnabled securityEnabled`,
  date: 'createdDateTime deletedDateTime expirationDateTime onPremisesLastSyncDateTime renewedDateTime',
  texts: 'groupTypes proxyAddresses resourceBehaviorOptions resourceProvisioningOptions',
  number: 'unseenCount',
  object: 'licenseProcessingState',
  objects: 'assignedLabels assignedLicenses onPremisesProvisioningErrors serviceProvisioningErrors',
});

export const DEVICE_PROPERTIES = parse({
  text: `id deviceCategory deviceId deviceMetadata deviceOwnership displayName enrollmentProfileName enrollmentType
    managementType manufacturer mdmAppId model operatingSystem operatingSystemVersion profileType trustType`,
  flag: 'accountEnabled isCompliant isManaged isManagementRestricted isRooted onPremisesSyncEnabled',
  date: `approximateLastSignInDateTime complianceExpirationDateTime deletedDateTime onPremisesLastSyncDateTime
    registrationDateTime`,
  texts: 'physicalIds systemLabels',
  number: 'deviceVersion',
  object: '',
  objects: 'alternativeSecurityIds',
});

export const DEFAULT_USER = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
] as const;

/** These come only from the profile store, one person at a time. */
export const PROFILE: readonly string[] = [
  'aboutMe',
  'birthday',
  'interests',
  'mySite',
  'pastProjects',
  'responsibilities',
  'schools',
  'skills',
];
export const ONE_PERSON_ONLY: ReadonlySet<string> = new Set([
  ...PROFILE,
  'hireDate',
  'preferredName',
  'mailboxSettings',
]);

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,12})?)?(Z|[+-]\d{2}:\d{2})$/;
const isTexts = (v: unknown): boolean => Array.isArray(v) && v.every((x) => typeof x === 'string');

const FITS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (v) => typeof v === 'string',
  flag: (v) => typeof v === 'boolean',
  date: (v) => typeof v === 'string' && DATE.test(v),
  texts: isTexts,
  number: (v) => typeof v === 'number',
  object: (v) => typeof v === 'object' && !Array.isArray(v),
  objects: (v) => Array.isArray(v) && v.every((x) => typeof x === 'object' && x !== null),
};

/** A value that should be text, as text; anything else is empty. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The property that is meant: Graph takes names in any case. */
export function meant(properties: ReadonlyMap<string, Kind>, name: string): string | undefined {
  if (properties.has(name)) return name;
  const small = name.toLowerCase();
  for (const known of properties.keys()) if (known.toLowerCase() === small) return known;
  return undefined;
}

/**
 * A body with the names as they should be and values of the right kinds; `@odata.…` and bound names stay as they are.
 * @throws Refusal 400 for anything the type does not have.
 */
export function bodyAs(properties: ReadonlyMap<string, Kind>, type: string, body: unknown): Fields {
  if (!isFields(body)) throw badRequest('A value is required for the request body.', 'BadRequest');
  const out: Fields = {};
  for (const [given, value] of Object.entries(body)) {
    if (given.includes('@')) {
      out[given] = value;
      continue;
    }
    const name = meant(properties, given);
    const kind = name === undefined ? undefined : properties.get(name);
    if (name === undefined || kind === undefined)
      throw badRequest(`The property '${given}' does not exist on type 'microsoft.graph.${type}'.`);
    if (value !== null && !FITS[kind](value))
      throw badRequest(`Invalid value specified for property '${name}' of resource '${type}'.`);
    out[name] = value;
  }
  return out;
}

/** What a property is when nothing was ever said about it. */
export const emptyOf = (properties: ReadonlyMap<string, Kind>, name: string): unknown =>
  ['texts', 'objects'].includes(properties.get(name) ?? '') ? [] : null;
