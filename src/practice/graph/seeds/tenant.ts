import type { Plan, Role, Sku } from '../directory';
import { uuidOf } from '../../trust/dice';
import type { World } from '../world';
import { LONG_AGO, plant } from './plant';

export const STAFF_DOMAIN = 'harbourlights.example';
export const PUPIL_DOMAIN = 'pupils.harbourlights.example';

const plan = (servicePlanId: string, servicePlanName: string, service: Plan['service']): Plan => ({
  servicePlanId,
  servicePlanName,
  service,
});

/** Microsoft's own ids of what a school buys. */
const TEAMS = plan('57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1', 'TeamspaceAPI');
const EXCHANGE = plan('9aaf7827-d63c-4b61-89c3-182f06f82e5c', 'EXCHANGE_S_STANDARD', 'exchange');
const EXCHANGE_2 = plan('efb87545-963c-4e0d-99df-69c6916d9eb0', 'EXCHANGE_S_ENTERPRISE', 'exchange');
const SHAREPOINT = plan('0a4983bb-d3e5-4a09-95d8-b2d0127b3df5', 'SHAREPOINTSTANDARD_EDU', 'SharePoint');
const PREMIUM = plan('41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM', 'AADPremiumService');
const MEETINGS = plan('3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40', 'MCOMEETADV', 'MicrosoftOffice');

export const SKUS = {
  staff: '4b590615-0888-425a-a965-b3bf7789848d',
  staffBasic: '94763226-9b3c-4e75-a931-5c89701abe66',
  pupil: '314c4481-f395-4525-be8b-2ec4bb1e9d91',
  meetings: '0c266dff-15dd-4b49-8397-2bb16070ed52',
} as const;

const sku = (tenantId: string, skuId: string, skuPartNumber: string, enabled: number, plans: readonly Plan[]): Sku => ({
  id: `${tenantId}_${skuId}`,
  skuId,
  skuPartNumber,
  enabled,
  plans,
  excludes: [],
  needs: [],
});

const ROLES: readonly (readonly [name: string, template: string])[] = [
  ['Global Administrator', '62e90394-69f5-4237-9190-012177145e10'],
  ['User Administrator', 'fe930be7-5e62-47db-91af-98c3a49a38b1'],
  ['Teams Administrator', '69091246-20e8-4a56-aa4d-066075b2a7a8'],
];

export const roleIdOf = (name: string): string => uuidOf(`directory role ${name}`);

const domain = (id: string, isDefault: boolean, isVerified = true) => ({
  id,
  authenticationType: 'Managed',
  availabilityStatus: null,
  isAdminManaged: true,
  isDefault,
  isInitial: false,
  isRoot: !id.startsWith('pupils.'),
  isVerified,
  supportedServices: isVerified ? ['Email', 'OfficeCommunicationsOnline'] : [],
});

const DOMAINS = [
  domain(STAFF_DOMAIN, true),
  domain(PUPIL_DOMAIN, false),
  domain('practice.example', false),
  domain('not-yet-verified.example', false, false),
];

const PASSES = {
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  id: 'TemporaryAccessPass',
  state: 'enabled',
  defaultLength: 8,
  defaultLifetimeInMinutes: 60,
  isUsableOnce: false,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  excludeTargets: [],
};

/** Seats as a school of this size would buy: a few to spare. */
export interface Seats {
  readonly staff: number;
  readonly pupils: number;
}

/** What belongs to the organisation and not to a person. */
export function plantTenant(world: World, seats: Seats): void {
  const { tenantId } = world;
  const staff = sku(tenantId, SKUS.staff, 'M365EDU_A3_FACULTY', seats.staff, [EXCHANGE_2, TEAMS, SHAREPOINT, PREMIUM]);
  const basic = sku(tenantId, SKUS.staffBasic, 'STANDARDWOFFPACK_FACULTY', seats.staff, [EXCHANGE, TEAMS, SHAREPOINT]);
  const pupils = sku(tenantId, SKUS.pupil, 'STANDARDWOFFPACK_STUDENT', seats.pupils, [EXCHANGE, TEAMS, SHAREPOINT]);
  const meetings = sku(tenantId, SKUS.meetings, 'MCOMEETADV', 10, [MEETINGS]);
  plant(world, 'skus', staff.skuId, { ...staff, excludes: [basic.skuId] });
  plant(world, 'skus', basic.skuId, { ...basic, excludes: [staff.skuId] });
  plant(world, 'skus', pupils.skuId, pupils);
  plant(world, 'skus', meetings.skuId, { ...meetings, needs: [TEAMS.servicePlanId] });
  for (const [displayName, roleTemplateId] of ROLES) {
    const role: Role = { id: roleIdOf(displayName), displayName, description: displayName, roleTemplateId };
    plant(world, 'roles', role.id, role);
  }
  plant(world, 'documents', 'domains', { value: DOMAINS });
  plant(world, 'documents', 'organization', { value: [organization(tenantId)] });
  plant(world, 'documents', 'authenticationMethodsPolicy', {
    id: 'authenticationMethodsPolicy',
    displayName: 'Authentication Methods Policy',
    description: 'How people of the practice tenant may sign in',
    policyVersion: '1.5',
    lastModifiedDateTime: LONG_AGO,
    authenticationMethodConfigurations: [PASSES],
  });
}

const organization = (id: string) => ({
  id,
  displayName: 'Harbour Lights Trust (practice)',
  countryLetterCode: 'GB',
  preferredLanguage: 'en',
  tenantType: 'AAD',
  createdDateTime: LONG_AGO,
  defaultUsageLocation: 'GB',
  onPremisesSyncEnabled: true,
  verifiedDomains: DOMAINS.filter((d) => d.isVerified).map(({ id: name, isDefault }) => ({
    name,
    isDefault,
    isInitial: false,
    type: 'Managed',
    capabilities: 'Email, OfficeCommunicationsOnline',
  })),
});
