import { callsFor } from '../../../src/adapters/graph/calls';
import { checkPermissions, permissionsOf } from '../../../src/adapters/graph/permissions';
import type { Change } from '../../../src/core/accounts/step';
import { guid } from '../../core/accounts/builders';

test.each([
  [
    'reader',
    [
      'User.Read.All',
      'GroupMember.Read.All',
      'UserAuthenticationMethod.Read.All',
      'Domain.Read.All',
      'LicenseAssignment.Read.All',
    ],
    ['Directory.Read.All'],
  ],
  [
    'blocker',
    ['User.EnableDisableAccount.All', 'User.Read.All', 'User-PasswordProfile.ReadWrite.All', 'User.RevokeSessions.All'],
    [],
  ],
  ['provisioner', ['User.ReadWrite.All', 'User.Invite.All', 'LicenseAssignment.ReadWrite.All'], []],
  ['groups', ['GroupMember.ReadWrite.All'], []],
  ['deleter', ['User.DeleteRestore.All'], []],
  ['evidence', [], []],
] as const)('the registration %s needs exactly %j', (name, needed, optional) => {
  expect(permissionsOf(name)).toEqual({ needed, optional });
});

test('each removal of a sign-in method has a permission of its own', () => {
  const { needed } = permissionsOf('credentials');
  expect(needed.filter((p) => p.startsWith('UserAuthMethod-'))).toHaveLength(7);
  expect(needed).toContain('Device.ReadWrite.All');
});

test('what is missing is told with what is refused without it, and so is what is too much', () => {
  const { needed } = permissionsOf('groups');
  expect(checkPermissions('groups', needed)).toEqual({ missing: [], tooMany: [] });
  expect(checkPermissions('groups', ['Group.ReadWrite.All'])).toEqual({
    missing: [{ permission: 'GroupMember.ReadWrite.All', operations: ['joinGroup', 'joinGroupMany', 'leaveGroup'] }],
    tooMany: ['Group.ReadWrite.All'],
  });
  const reader = permissionsOf('reader');
  expect(checkPermissions('reader', [...reader.needed, ...reader.optional]).tooMany).toEqual([]);
  // A grant in Entra would open every mailbox of the school.
  expect(checkPermissions('evidence', ['Mail.Read']).tooMany).toEqual(['Mail.Read']);
});

describe('a change, as the directory is asked for it', () => {
  const group = { id: guid(5), name: 'Teachers' };
  const profile = { displayName: 'A', givenName: 'A', surname: null, department: null, jobTitle: null };
  const user = guid(42);
  const line = (change: Change, id: string | null = user) => callsFor(change, id).map((c) => `${c.method} ${c.path}`);

  test.each([
    [{ do: 'close' }, [`PATCH /users/${user}`]],
    [{ do: 'end_sessions', since: 1 }, [`POST /users/${user}/revokeSignInSessions`]],
    [{ do: 'leave', group, why: 'role' }, [`DELETE /groups/${group.id}/members/${user}/$ref`]],
    [{ do: 'delete', accountId: user }, [`DELETE /users/${user}`]],
    [{ do: 'invite', email: 'a@b.example', profile }, ['POST /invitations']],
    [{ do: 'remove_method', method: { id: 'm', type: 'passwordMethods' } }, []],
    [{ do: 'hand_off', task: 'sole_owner', about: 'Choir' }, []],
  ] satisfies [Change, string[]][])('%j', (change, calls) => {
    expect(line(change)).toEqual(calls);
  });

  test('has its permission and its registration beside it, and no secret', () => {
    const [password] = callsFor({ do: 'new_password', since: 1 }, user);
    expect(password).toMatchObject({ registration: 'blocker', permissions: ['User-PasswordProfile.ReadWrite.All'] });
    expect(password?.body).toContain('{random}');
    const created: Change = {
      ...{ do: 'create', profile, addresses: ['a@school.example'], isOpen: true, as: 'staff', hiredOn: null },
    };
    const [create] = callsFor(created, null);
    expect(create?.body).toContain('"userPrincipalName": "a@school.example"');
    expect(create?.body).toContain('{random}');
  });

  test('names an account that is yet to be made as such', () => {
    const [join] = callsFor({ do: 'join', group, isSensitive: false, givesLicence: false }, null);
    expect(join).toMatchObject({ method: 'POST', path: `/groups/${group.id}/members/$ref` });
    expect(join?.body).toContain('directoryObjects/{id}');
    expect(line({ do: 'close' }, null)).toEqual(['PATCH /users/{id}']);
    expect(callsFor({ do: 'end_sessions', since: 1 }, null)[0]?.body).toBeNull();
  });
});
