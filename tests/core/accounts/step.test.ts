import type { Account } from '../../../src/core/accounts/account';
import { type Change, proofOf, stepKey } from '../../../src/core/accounts/step';
import { account, guid, having, member, more } from './builders';

const { profile } = account();
const group = { id: guid(4), name: 'Teachers' };
const method = { id: 'm1', type: 'phoneMethods' };
const laptop = { id: guid(80), name: 'LAPTOP-1', isEnabled: true };

test.each<[Change, Partial<Account>, Partial<Account>]>([
  [{ do: 'close' }, { isOpen: false }, { isOpen: true }],
  [{ do: 'open' }, { isOpen: true }, { isOpen: false }],
  [{ do: 'end_sessions', since: 5 }, { sessionsFrom: 5 }, { sessionsFrom: null }],
  [{ do: 'end_sessions', since: 5 }, { sessionsFrom: 6 }, { sessionsFrom: 4 }],
  [{ do: 'new_password', since: 5 }, { passwordAt: 5 }, { passwordAt: null }],
  [{ do: 'remove_method', method }, { more: more() }, { more: more({ methods: [method] }) }],
  [
    { do: 'disable_device', deviceId: laptop.id, name: laptop.name },
    { more: more({ devices: [{ ...laptop, isEnabled: false }] }) },
    { more: more({ devices: [laptop] }) },
  ],
  [{ do: 'set_reply', text: 'x' }, { more: more({ reply: 'x' }) }, { more: more({ reply: 'y' }) }],
  [{ do: 'restore', accountId: guid(42) }, { id: guid(42) }, { id: guid(43) }],
  [{ do: 'set_profile', profile }, { profile }, { profile: { ...profile, displayName: 'x' } }],
  [{ do: 'set_profile', profile }, { profile }, { profile: { ...profile, givenName: 'x' } }],
  [{ do: 'set_profile', profile }, { profile }, { profile: { ...profile, surname: 'x' } }],
  [{ do: 'set_profile', profile }, { profile }, { profile: { ...profile, department: 'x' } }],
  [{ do: 'set_profile', profile }, { profile }, { profile: { ...profile, jobTitle: 'x' } }],
  [{ do: 'set_manager', managerId: guid(50) }, { managerId: guid(50) }, { managerId: null }],
  [
    { do: 'set_sponsor', sponsorId: guid(51) },
    { more: more({ sponsorIds: [guid(51)] }) },
    { more: more({ sponsorIds: [] }) },
  ],
  [{ do: 'join', group, isSensitive: false, givesLicence: false }, { groups: [member(group)] }, { groups: [] }],
  [{ do: 'leave', group, why: 'role' }, { groups: [] }, { groups: [member(group)] }],
  [
    { do: 'remove_licence', sku: guid(70) },
    { licences: [{ sku: guid(70), viaGroup: group.id, error: null }] },
    { licences: [{ sku: guid(70), viaGroup: null, error: null }] },
  ],
])('%o is proved by what is read, and only by that', (change, proving, other) => {
  expect(proofOf(change, having(account(proving)))).toBe('yes');
  expect(proofOf(change, having(account(other)))).toBe('no');
});

test('an account that is there proves that it was made or invited', () => {
  const create = { do: 'create', profile, addresses: [], isOpen: true, as: 'staff', hiredOn: null } as const;
  expect(proofOf(create, having(account()))).toBe('yes');
  expect(proofOf({ do: 'invite', email: 'p@a.example', profile }, having(account()))).toBe('yes');
});

test.each<[Change, string]>([
  [{ do: 'close' }, 'close'],
  [{ do: 'join', group, isSensitive: false, givesLicence: false }, `join ${group.id}`],
  [{ do: 'remove_method', method }, 'remove_method m1'],
  [{ do: 'disable_device', deviceId: laptop.id, name: 'x' }, `disable_device ${laptop.id}`],
  [{ do: 'remove_licence', sku: guid(70) }, `remove_licence ${guid(70)}`],
  [{ do: 'hand_off', task: 'sole_owner', about: 'Choir' }, 'hand_off sole_owner:Choir'],
])('%o is named %s', (change, key) => {
  expect(stepKey(change)).toBe(key);
});
