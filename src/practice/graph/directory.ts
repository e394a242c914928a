/** What the practice tenant holds. Rows are values: a change is a new row. */

export interface LicenceState {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
  /** The group it comes from; null when it was given to the person. */
  readonly assignedByGroup: string | null;
  readonly state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error' | 'PendingProvisioning';
  readonly error: string;
  readonly lastUpdatedDateTime: string;
}

export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mailNickname: string;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly createdDateTime: string;
  readonly mail: string | null;
  readonly proxyAddresses: readonly string[];
  readonly otherMails: readonly string[];
  readonly employeeId: string | null;
  readonly usageLocation: string | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly licences: readonly LicenceState[];
  readonly lastPasswordChangeDateTime: string | null;
  readonly signInSessionsValidFromDateTime: string | null;
  readonly managerId: string | null;
  readonly sponsorIds: readonly string[];
  /** All other properties, by their Graph names. */
  readonly other: Readonly<Record<string, unknown>>;
}

export interface GroupLicence {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly mailNickname: string;
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  readonly groupTypes: readonly string[];
  readonly createdDateTime: string;
  readonly mail: string | null;
  readonly membershipRule: string | null;
  readonly isAssignableToRole: boolean | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly licences: readonly GroupLicence[];
  readonly hasTeam: boolean;
  readonly other: Readonly<Record<string, unknown>>;
}

export interface Role {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly roleTemplateId: string;
}

export interface Deleted {
  readonly person: Person;
  readonly at: number;
}

export interface Sku {
  readonly id: string;
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly enabled: number;
  readonly plans: readonly Plan[];
  /** SKUs of which only one may be held. */
  readonly excludes: readonly string[];
  /** Service plans that must be held as well. */
  readonly needs: readonly string[];
}

export interface Plan {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
  readonly service: 'exchange' | 'TeamspaceAPI' | 'SharePoint' | 'AADPremiumService' | 'MicrosoftOffice';
}

export type MethodKind =
  | 'email'
  | 'externalAuthentication'
  | 'fido2'
  | 'microsoftAuthenticator'
  | 'password'
  | 'phone'
  | 'platformCredential'
  | 'softwareOath'
  | 'temporaryAccessPass'
  | 'windowsHelloForBusiness';

export interface Method {
  readonly id: string;
  readonly personId: string;
  readonly kind: MethodKind;
  readonly isDefault: boolean;
  /** The tenant lists it and then cannot find it: no call removes it. */
  readonly isDeadEnd: boolean;
  readonly props: Readonly<Record<string, unknown>>;
}

export interface Device {
  readonly id: string;
  readonly ownerIds: readonly string[];
  readonly userIds: readonly string[];
  readonly props: Readonly<Record<string, unknown>>;
}

export interface ManagedDevice {
  readonly id: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Things that are stored and read back, by whose they are. */
export interface Leftover {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'appRoleAssignment' | 'oauth2PermissionGrant' | 'application';
  readonly props: Readonly<Record<string, unknown>>;
}
