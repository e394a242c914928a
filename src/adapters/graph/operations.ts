import type { Registration } from '../../core/accounts/step';

/** Application registrations that a worker speaks as: each holds the scopes of its own operations and no others. */
export type GraphRegistration = Exclude<Registration, 'person'>;

/**
 * `read` changes nothing; `set` may be sent again, because it says how things are to be; `create` makes something new
 * each time, and is never repeated before somebody has looked.
 */
export type Manner = 'read' | 'set' | 'create';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly manner: Manner;
  readonly by: GraphRegistration;
  /** Least application permission. Two where both are needed. */
  readonly scopes: readonly string[];
}

const op = (
  method: Operation['method'],
  path: string,
  by: GraphRegistration,
  manner: Manner,
  ...scopes: readonly string[]
): Operation => ({ method, path, by, manner, scopes });

const method = (collection: string, scope: string): Operation =>
  op('DELETE', `/users/{user}/authentication/${collection}/{method}`, 'credentials', 'set', scope);

/**
 * Everything we ever ask of Microsoft Graph. What is not in this list cannot be said: a call names its operation, and
 * there is no other way to an address. Leaving a group always ends in `/$ref`: without it the person would be deleted.
 */
export const OPERATIONS = {
  findUsers: op('GET', '/users', 'reader', 'read', 'User.Read.All'),
  readUser: op('GET', '/users/{user}', 'reader', 'read', 'User.Read.All'),
  changedUsers: op('GET', '/users/delta', 'reader', 'read', 'User.Read.All'),
  readGroups: op('GET', '/users/{user}/memberOf/microsoft.graph.group', 'reader', 'read', 'GroupMember.Read.All'),
  readNested: op(
    'GET',
    '/users/{user}/transitiveMemberOf/microsoft.graph.group',
    'reader',
    'read',
    'GroupMember.Read.All',
  ),
  // Optional: without this scope holders of directory roles are told by Graph's refusal to change them.
  readRoles: op('GET', '/users/{user}/memberOf/microsoft.graph.directoryRole', 'reader', 'read', 'Directory.Read.All'),
  readSponsors: op('GET', '/users/{user}/sponsors', 'reader', 'read', 'User.Read.All'),
  readOwned: op('GET', '/users/{user}/ownedObjects/microsoft.graph.group', 'reader', 'read', 'User.Read.All'),
  readGroup: op('GET', '/groups/{group}', 'reader', 'read', 'GroupMember.Read.All'),
  readOwners: op('GET', '/groups/{group}/owners', 'reader', 'read', 'GroupMember.Read.All'),
  readDevices: op('GET', '/users/{user}/registeredDevices', 'reader', 'read', 'User.Read.All'),
  readMethods: op('GET', '/users/{user}/authentication/methods', 'reader', 'read', 'UserAuthenticationMethod.Read.All'),
  readDeleted: op('GET', '/directory/deletedItems/microsoft.graph.user', 'reader', 'read', 'User.Read.All'),
  readDomains: op('GET', '/domains', 'reader', 'read', 'Domain.Read.All'),
  readSkus: op('GET', '/subscribedSkus', 'reader', 'read', 'LicenseAssignment.Read.All'),
  readRules: op(
    'GET',
    '/users/{user}/mailFolders/{folder}/messageRules',
    'evidence',
    'read',
    'MailboxSettings.ReadWrite',
  ),
  readMailbox: op('GET', '/users/{user}/mailboxSettings', 'evidence', 'read', 'MailboxSettings.ReadWrite'),
  setMailbox: op('PATCH', '/users/{user}/mailboxSettings', 'evidence', 'set', 'MailboxSettings.ReadWrite'),

  setDoor: op('PATCH', '/users/{user}', 'blocker', 'set', 'User.EnableDisableAccount.All', 'User.Read.All'),
  setPassword: op('PATCH', '/users/{user}', 'blocker', 'set', 'User-PasswordProfile.ReadWrite.All'),
  endSessions: op('POST', '/users/{user}/revokeSignInSessions', 'blocker', 'set', 'User.RevokeSessions.All'),

  createUser: op('POST', '/users', 'provisioner', 'create', 'User.ReadWrite.All'),
  invite: op('POST', '/invitations', 'provisioner', 'create', 'User.Invite.All'),
  setProfile: op('PATCH', '/users/{user}', 'provisioner', 'set', 'User.ReadWrite.All'),
  setManager: op('PUT', '/users/{user}/manager/$ref', 'provisioner', 'set', 'User.ReadWrite.All'),
  addSponsor: op('POST', '/users/{user}/sponsors/$ref', 'provisioner', 'set', 'User.ReadWrite.All'),
  setLicences: op('POST', '/users/{user}/assignLicense', 'provisioner', 'set', 'LicenseAssignment.ReadWrite.All'),

  joinGroup: op('POST', '/groups/{group}/members/$ref', 'groups', 'set', 'GroupMember.ReadWrite.All'),
  joinGroupMany: op('PATCH', '/groups/{group}', 'groups', 'set', 'GroupMember.ReadWrite.All'),
  leaveGroup: op('DELETE', '/groups/{group}/members/{user}/$ref', 'groups', 'set', 'GroupMember.ReadWrite.All'),

  readPasses: op(
    'GET',
    '/users/{user}/authentication/temporaryAccessPassMethods',
    'credentials',
    'read',
    'UserAuthMethod-TAP.ReadWrite.All',
  ),
  createPass: op(
    'POST',
    '/users/{user}/authentication/temporaryAccessPassMethods',
    'credentials',
    'create',
    'UserAuthMethod-TAP.ReadWrite.All',
  ),
  removeTemporaryAccessPass: method('temporaryAccessPassMethods', 'UserAuthMethod-TAP.ReadWrite.All'),
  removePhone: method('phoneMethods', 'UserAuthMethod-Phone.ReadWrite.All'),
  removeEmail: method('emailMethods', 'UserAuthMethod-Email.ReadWrite.All'),
  removeAuthenticator: method('microsoftAuthenticatorMethods', 'UserAuthMethod-MicrosoftAuthApp.ReadWrite.All'),
  removePasskey: method('fido2Methods', 'UserAuthMethod-Passkey.ReadWrite.All'),
  removeOath: method('softwareOathMethods', 'UserAuthMethod-SoftwareOATH.ReadWrite.All'),
  removeHello: method('windowsHelloForBusinessMethods', 'UserAuthMethod-WindowsHello.ReadWrite.All'),
  disableDevice: op('PATCH', '/devices/{device}', 'credentials', 'set', 'Device.ReadWrite.All'),

  deleteUser: op('DELETE', '/users/{user}', 'deleter', 'set', 'User.DeleteRestore.All'),
  restoreUser: op('POST', '/directory/deletedItems/{user}/restore', 'deleter', 'set', 'User.DeleteRestore.All'),
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

/** Collections of sign-in methods that we may remove from, and the operation that does. Passwords cannot be removed. */
export const REMOVALS: Readonly<Record<string, OperationName>> = {
  temporaryAccessPassMethods: 'removeTemporaryAccessPass',
  phoneMethods: 'removePhone',
  emailMethods: 'removeEmail',
  microsoftAuthenticatorMethods: 'removeAuthenticator',
  fido2Methods: 'removePasskey',
  softwareOathMethods: 'removeOath',
  windowsHelloForBusinessMethods: 'removeHello',
};
