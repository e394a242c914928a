import { UNREAD } from '../../../src/core/accounts/account';
import { TO_BE_GIVEN, foreseen } from '../../../src/core/accounts/effects';
import { type Change, makeStep } from '../../../src/core/accounts/step';
import { account, guid, having, nobody } from './builders';

const after = (change: Change, actual = having(account({ more: UNREAD }))) =>
  foreseen(actual, [makeStep(change, { observed: '', isLeaving: false })]);

const profile = { displayName: 'Jo', givenName: 'Jo', surname: null, department: 'Year 3', jobTitle: null };

test('a new account has its first address, and an id nobody knows yet; without an address it has none', () => {
  const create = {
    do: 'create',
    profile,
    addresses: ['jo@school.example'],
    isOpen: false,
    as: 'staff',
    hiredOn: null,
  } as const;
  expect(after(create, nobody).accounts[0]).toMatchObject({
    id: TO_BE_GIVEN,
    address: 'jo@school.example',
    isOpen: false,
  });
  expect(after({ ...create, addresses: [] }, nobody).accounts[0]).toMatchObject({ address: '' });
});

test('an invitation carries the name alone', () => {
  const [guest] = after({ do: 'invite', email: 'pat@agency.example', profile }, nobody).accounts;
  expect(guest).toMatchObject({ isGuest: true, isOpen: true, profile: { displayName: 'Jo', department: null } });
});

test('what nobody has read is changed as if it had been empty', () => {
  const more = (change: Change) => after(change).accounts[0]?.more;
  expect(more({ do: 'remove_method', method: { id: 'm', type: 'phoneMethods' } })?.methods).toEqual([]);
  expect(more({ do: 'disable_device', deviceId: guid(80), name: 'x' })?.devices).toEqual([]);
  expect(more({ do: 'set_sponsor', sponsorId: guid(51) })?.sponsorIds).toEqual([guid(51)]);
  expect(after({ do: 'set_reply', text: 'x' }, having(account({ more: null }))).accounts[0]?.more).toBeNull();
});

test('a deletion leaves a deleted account; of nobody it leaves no address', () => {
  expect(after({ do: 'delete', accountId: guid(42) }).deleted?.address).toBe('a.obrien@school.example');
  expect(after({ do: 'delete', accountId: guid(42) }, nobody).deleted?.address).toBe('');
});

test('what a person does by hand changes nothing that can be foreseen', () => {
  expect(after({ do: 'hand_off', task: 'sole_owner', about: 'Choir' })).toEqual(having(account({ more: UNREAD })));
});
