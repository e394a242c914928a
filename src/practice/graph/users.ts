import { type Call, operation, type Operation } from './call';
import type { Person } from './directory';
import { countAll, page } from './lists';
import { checkNames, checkPassword, checkUnique } from './names';
import { everybody, personOf, personToChange, seePerson, shapePerson, USER_KIND } from './people';
import { bodyAs, DEFAULT_USER, type Fields, isFields, PROFILE, USER_PROPERTIES } from './properties';
import { refuseProtected } from './protected';
import { checkOptions, contextFor, selectOf } from './query';
import { type Answer, badRequest, denied, noContent, ok, Refusal } from './reply';
import { allows } from './scopes';
import { followAttributes } from './dynamic';
import { deletePerson } from './deleted';
import { passwordChanged } from './sessions';
import { checkSynced } from './sync';
import { changed, type World } from './world';
import { personDelta } from './delta';

/** Set by the service alone. */
const READ_ONLY: readonly string[] = [
  'assignedLicenses',
  'assignedPlans',
  'createdDateTime',
  'creationType',
  'deletedDateTime',
  'externalUserState',
  'externalUserStateChangeDateTime',
  'id',
  'imAddresses',
  'isManagementRestricted',
  'isResourceAccount',
  'lastPasswordChangeDateTime',
  'licenseAssignmentStates',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesLastSyncDateTime',
  'onPremisesProvisioningErrors',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'onPremisesUserPrincipalName',
  'provisionedPlans',
  'proxyAddresses',
  'securityIdentifier',
  'serviceProvisioningErrors',
  'signInActivity',
  'signInSessionsValidFromDateTime',
];

const REQUIRED = ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName', 'passwordProfile'];

const managerOf = (call: Call, person: Person): Fields => {
  const manager = person.managerId === null ? undefined : seePerson(call.world, person.managerId, call.view);
  return {
    manager: manager
      ? { '@odata.type': '#microsoft.graph.user', ...shapePerson(call.world, manager, DEFAULT_USER) }
      : null,
  };
};

const list = (call: Call): Answer =>
  page(
    call,
    everybody(call, (person, query) => (query.expand.includes('manager') ? managerOf(call, person) : {})),
  );

function get(call: Call): Answer {
  checkOptions(call);
  const { names, isSelected } = selectOf(call, USER_KIND, false);
  const person = personOf(call);
  const expand = call.query.get('$expand') ?? '';
  if (!/^(manager(\(.*\))?)?$/.test(expand)) throw badRequest(`Could not expand '${expand}'.`, 'BadRequest');
  return ok({
    ...contextFor(call, isSelected ? `users(${names.join(',')})/$entity` : 'users/$entity'),
    ...shapePerson(call.world, person, names),
    ...(expand !== '' && managerOf(call, person)),
  });
}

function checkReadOnly(body: Fields): void {
  const wrong = READ_ONLY.find((name) => name in body);
  if (wrong !== undefined) throw badRequest(`Property '${wrong}' is read-only and cannot be set.`);
}

/** What a body says, put into the fields of a row. Links and secrets are not among them. */
function fieldsOf(body: Fields): { own: Partial<Person>; other: Fields } {
  const names = ['displayName', 'userPrincipalName', 'mailNickname', 'accountEnabled', 'userType'];
  const more = ['mail', 'otherMails', 'employeeId', 'usageLocation'];
  const own = Object.fromEntries([...names, ...more].filter((n) => n in body).map((n) => [n, body[n]]));
  const other = Object.fromEntries(
    Object.entries(body).filter(([n]) => !(n in own) && n !== 'passwordProfile' && !n.includes('@')),
  );
  return { own, other };
}

function create(call: Call): Answer {
  const { world } = call;
  const body = bodyAs(USER_PROPERTIES, 'user', call.body);
  checkReadOnly(body);
  const missing = REQUIRED.find((name) => body[name] === undefined || body[name] === null);
  if (missing !== undefined) throw badRequest(`A value is required for property '${missing}' of resource 'User'.`);
  checkNames(world, body);
  checkPassword(isFields(body.passwordProfile) ? body.passwordProfile.password : undefined);
  const person = newPerson(world, body);
  checkUnique(world, person);
  if (world.state.tables.people.current.size >= world.switches.objectQuota)
    throw new Refusal(
      403,
      'Directory_QuotaExceeded',
      'The directory object quota limit for the tenant has been exceeded.',
    );
  world.write('people', person.id, person, 'create', call.view);
  followAttributes(world, null, person);
  return {
    status: 201,
    body: { ...contextFor(call, 'users/$entity'), ...shapePerson(world, person, DEFAULT_USER) },
    headers: {
      location: `https://graph.microsoft.com/v2/${world.tenantId}/directoryObjects/${person.id}/Microsoft.DirectoryServices.User`,
    },
  };
}

function newPerson(world: World, body: Fields): Person {
  const at = new Date(world.now()).toISOString();
  const { own, other } = fieldsOf(body);
  return {
    id: world.chance.uuid('person', world.next('person')),
    displayName: '',
    userPrincipalName: '',
    mailNickname: '',
    accountEnabled: false,
    userType: 'Member',
    createdDateTime: at,
    mail: null,
    proxyAddresses: [],
    otherMails: [],
    employeeId: null,
    usageLocation: null,
    onPremisesSyncEnabled: null,
    licences: [],
    lastPasswordChangeDateTime: at,
    signInSessionsValidFromDateTime: at,
    managerId: null,
    sponsorIds: [],
    ...own,
    other,
  };
}

/** Properties with a permission of their own; whoever may change people at large may change the others. */
const OWN_SCOPE: Readonly<Record<string, readonly string[]>> = {
  accountEnabled: ['User.EnableDisableAccount.All+User.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  passwordProfile: ['User-PasswordProfile.ReadWrite.All', 'Directory.AccessAsUser.All'],
  mobilePhone: ['User-Phone.ReadWrite.All', 'User.ReadWrite.All'],
  businessPhones: ['User-Phone.ReadWrite.All', 'User.ReadWrite.All'],
  otherMails: ['User-Mail.ReadWrite.All', 'User.ReadWrite.All'],
  employeeLeaveDateTime: ['User-LifeCycleInfo.ReadWrite.All'],
};

/** Application permissions for changing a person: the least that any property needs. */
export const PATCH_SCOPES = [
  'User.ReadWrite.All',
  'User.EnableDisableAccount.All',
  'User-PasswordProfile.ReadWrite.All',
  'User-Phone.ReadWrite.All',
  'User-Mail.ReadWrite.All',
  'User-LifeCycleInfo.ReadWrite.All',
];

function checkMayPatch({ token }: Call, body: Fields): void {
  const isApp = token.personId === null;
  for (const name of Object.keys(body)) {
    if (isApp && (PROFILE.includes(name) || name === 'employeeHireDate')) throw denied();
    if (!allows(token.roles, OWN_SCOPE[name] ?? ['User.ReadWrite.All'])) throw denied();
  }
}

function patch(call: Call): Answer {
  const { world } = call;
  const body = bodyAs(USER_PROPERTIES, 'user', call.body);
  if (Object.keys(body).length === 0) throw badRequest('Specified HTTP method is not allowed for an empty change.');
  checkReadOnly(body);
  if (PROFILE.some((name) => name in body) && Object.keys(body).some((name) => !PROFILE.includes(name)))
    throw badRequest('Profile properties cannot be changed together with others.');
  checkMayPatch(call, body);
  checkNames(world, body);
  const person = personToChange(call);
  refuseProtected(call, person.id);
  const undo = checkSynced(call, person, body);
  if ('passwordProfile' in body) checkPassword(isFields(body.passwordProfile) ? body.passwordProfile.password : null);
  const { own, other } = fieldsOf(body);
  const next = changed(person, { ...own, other: { ...person.other, ...other } });
  if ('userPrincipalName' in own || 'mailNickname' in own) checkUnique(world, next);
  const after = 'passwordProfile' in body ? passwordChanged(world, next) : next;
  world.write('people', person.id, after, 'patch', call.view);
  followAttributes(world, person, after);
  undo?.();
  return noContent;
}

function remove(call: Call): Answer {
  const person = personToChange(call);
  refuseProtected(call, person.id);
  deletePerson(call.world, person, call.view);
  return noContent;
}

const syntax = (body: unknown): void => void bodyAs(USER_PROPERTIES, 'user', body);

const READ = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All'];

export const USERS: readonly Operation[] = [
  operation('GET /users', READ, list, { units: 2 }),
  operation('POST /users', ['User.ReadWrite.All'], create, { syntax }),
  operation('GET /users/$count', READ, (call) => countAll(call, everybody(call)), { units: 2 }),
  operation('GET /users/delta', ['User.Read.All'], personDelta, { units: 2 }),
  operation('GET /users/{user-id}', READ, get, { units: 2, delegated: ['User.Read', ...READ] }),
  operation('PATCH /users/{user-id}', PATCH_SCOPES, patch, { syntax }),
  operation('DELETE /users/{user-id}', ['User.DeleteRestore.All', 'User.ReadWrite.All'], remove),
];
