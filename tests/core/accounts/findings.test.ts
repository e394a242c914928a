import { desired } from '../../../src/core/accounts/desired';
import type { AccountEvent } from '../../../src/core/accounts/facts';
import { NEVER_CHECKED, findingKey, findings } from '../../../src/core/accounts/findings';
import { account, at, day, factsFrom, guid, having, holder, joined, member, more, nobody } from './builders';

const signed: AccountEvent = { at: at('2026-08-25'), kind: 'signed' };
const left: AccountEvent = {
  at: at('2027-05-01'),
  kind: 'leaving',
  lastWorkingDay: day('2027-07-21'),
  contractEnd: day('2027-08-31'),
};
const AFTER = at('2027-09-01');
const want = (events: readonly AccountEvent[], now: number, o?: Parameters<typeof factsFrom>[1]) =>
  desired(holder(), factsFrom(events, o), now);
const gone = want([joined(), signed, left], AFTER);
const here = want([joined(), signed], at('2026-10-01'));
const shut = { isOpen: false, sessionsFrom: AFTER, passwordAt: AFTER, groups: [], licences: [] };
const kinds = (...args: Parameters<typeof findings>): string[] => findings(...args).map((f) => f.kind);

test('of somebody nobody asked for, or who is still to come, nothing is found', () => {
  expect(findings(want([], AFTER), having(account()))).toEqual([]);
  expect(findings(want([joined()], at('2026-08-01')), having(account()))).toEqual([]);
});

test('two accounts under one key, and a protected leaver, are found; a protected person who stays is not', () => {
  expect(kinds(gone, having(account(), account({ id: guid(43) })))).toEqual(['two_accounts']);
  expect(kinds(gone, having(account({ isProtected: true })))).toEqual(['protected']);
  expect(kinds(here, having(account({ isProtected: true })))).toEqual([]);
});

test('what differs without anybody having decided it is drift: a leaver switched on, an account that went, a strange group', () => {
  const again = having(account({ ...shut, isOpen: true }));
  expect(findings(gone, again)[0]).toMatchObject({ kind: 'differs', about: 'close' });
  expect(kinds(here, nobody)).toContain('differs');
  const choir = member({ id: guid(30), name: 'Choir' });
  expect(findings(here, having(account({ groups: [...account().groups, choir] })))).toEqual([
    { kind: 'extra_group', about: choir.id, detail: 'Choir', cannotTell: false },
  ]);
  const dynamic = member({ id: guid(30), name: 'By rule' }, { kind: 'dynamic', rule: 'x' });
  expect(findings(here, having(account({ groups: [...account().groups, dynamic] })))).toEqual([]);
});

test('whoever was closed at once is not searched for strange groups: nothing but the door is decided', () => {
  const suspended = want([joined(), signed, { at: AFTER, kind: 'blocked' }], AFTER + 1);
  const inside = { ...account(), isOpen: false, sessionsFrom: AFTER, passwordAt: AFTER };
  expect(findings(suspended, having({ ...inside, groups: [member({ id: guid(30), name: 'Choir' })] }))).toEqual([]);
});

test('everything a leaver still reaches is found, with what the person who ends it has to know', () => {
  const residue = account({
    ...shut,
    isSynced: true,
    groups: [
      member({ id: guid(31), name: 'By rule' }, { kind: 'dynamic', rule: 'department -eq "Year 3"' }),
      member({ id: guid(32), name: 'From AD' }, { kind: 'synced' }),
      member({ id: guid(33), name: 'List' }, { kind: 'mail' }),
      member({ id: guid(34), name: 'Helpdesk' }, { kind: 'role' }),
    ],
    licences: [{ sku: guid(70), viaGroup: guid(31), error: 'CountViolation' }],
    more: more({
      methods: [{ id: 'm1', type: 'phoneMethods' }],
      devices: [
        { id: guid(80), name: 'LAPTOP-1', isEnabled: true },
        { id: guid(81), name: 'LAPTOP-2', isEnabled: false },
      ],
      owned: [{ id: guid(35), name: 'Choir', owners: 1 }],
      forwards: ['elsewhere@mail.example'],
      nested: [{ id: guid(37), name: 'All of site' }],
      mailbox: 'own',
      reply: want([joined(), left], AFTER).reply,
    }),
  });
  const found = findings(gone, having(residue));
  expect(found.map(findingKey)).toEqual([
    'differs remove_method m1',
    `differs disable_device ${guid(80)}`,
    `synced_account ${residue.address}`,
    `dynamic_group ${guid(31)}`,
    `synced_group ${guid(32)}`,
    `mail_group ${guid(33)}`,
    `role_group ${guid(34)}`,
    `inherited_licence ${guid(70)}`,
    `nested_group ${guid(37)}`,
    `owned_group ${guid(35)}`,
    'forwarding elsewhere@mail.example',
    'sign_in_method m1',
    `device ${guid(80)}`,
    `mailbox_not_shared ${residue.address}`,
    `shared_mailboxes ${residue.address}`,
    ...NEVER_CHECKED.map((what) => `not_checked ${what}`),
    `licence_error ${guid(70)}`,
  ]);
  expect(found.find((f) => f.kind === 'dynamic_group')?.detail).toBe('By rule: department -eq "Year 3"');
  expect(found.filter((f) => f.cannotTell).map((f) => f.kind)).toEqual([
    'shared_mailboxes',
    ...NEVER_CHECKED.map(() => 'not_checked'),
  ]);
});

test('what could not be read is said to be unknown, never passed over', () => {
  for (const unread of [
    null,
    more({ methods: null, devices: null, owned: null, forwards: null, nested: null, mailbox: null }),
  ])
    expect(
      findings(gone, having(account({ ...shut, more: unread })))
        .filter((f) => f.cannotTell)
        .map((f) => f.kind),
    ).toEqual([
      'nested_group',
      'owned_group',
      'forwarding',
      'sign_in_method',
      'device',
      'mailbox_not_shared',
      'shared_mailboxes',
      ...NEVER_CHECKED.map(() => 'not_checked'),
    ]);
});

test('a licence given directly is ours to take, and so is no finding of its own, also under a hold', () => {
  const licences = [{ sku: guid(71), viaGroup: null, error: null }];
  const held = want([joined(), signed, left], AFTER, { isHeld: true });
  for (const leaver of [gone, held])
    expect(kinds(leaver, having(account({ ...shut, licences })))).not.toContain('inherited_licence');
});

test('the mailbox matters for staff who are not under a hold', () => {
  const shared = having(account({ ...shut, more: more({ mailbox: 'shared' }) }));
  expect(kinds(gone, shared)).not.toContain('mailbox_not_shared');
  const own = having(account({ ...shut, more: more({ mailbox: 'own' }) }));
  const held = want([joined(), signed, left], AFTER, { isHeld: true });
  expect(kinds(held, own)).not.toContain('mailbox_not_shared');
  const supply = want([joined({ as: 'supply' }), signed, left], AFTER);
  expect(kinds(supply, own)).not.toContain('mailbox_not_shared');
});
