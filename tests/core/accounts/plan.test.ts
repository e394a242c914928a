import fc from 'fast-check';
import type { Account, Actual } from '../../../src/core/accounts/account';
import { desired } from '../../../src/core/accounts/desired';
import { foreseen } from '../../../src/core/accounts/effects';
import type { AccountEvent, AccountKind } from '../../../src/core/accounts/facts';
import { findings } from '../../../src/core/accounts/findings';
import { plan, planHash } from '../../../src/core/accounts/plan';
import { proofOf } from '../../../src/core/accounts/step';
import {
  COHORT,
  PENDING,
  SIGNED,
  account,
  at,
  day,
  factsFrom,
  guid,
  having,
  holder,
  joined,
  member,
  more,
  nobody,
  office,
  scheme,
  teacher,
} from './builders';

const signed: AccountEvent = { at: at('2026-08-25'), kind: 'signed' };
const leaving: AccountEvent = {
  at: at('2027-05-01'),
  kind: 'leaving',
  lastWorkingDay: day('2027-07-21'),
  contractEnd: day('2027-08-31'),
};
const TERM = at('2026-10-01');
const AFTER = at('2027-09-01');
const [LICENCE] = teacher.licenceGroups;
const [TEACHERS] = teacher.groups;
if (!LICENCE || !TEACHERS) throw new Error('the builders’ teacher has a licence and a group');

interface Situation {
  readonly events: readonly AccountEvent[];
  readonly actual: Actual;
  readonly now: number;
  readonly o?: Parameters<typeof factsFrom>[1];
  readonly who?: Parameters<typeof holder>[0];
}
const rows = ({ events, actual, now, o, who }: Situation): string[] =>
  plan(desired(holder(who), factsFrom(events, o), now), actual).map((s) => `${s.change.do}${target(s.key)}`);
const target = (key: string): string => (key.includes(' ') ? ` ${key.slice(key.indexOf(' ') + 1)}` : '');

const unplanned: readonly [string, Situation][] = [
  ['nobody asked for', { events: [], actual: having(account()), now: TERM }],
  ['still to come', { events: [joined()], actual: nobody, now: at('2026-08-01') }],
  ['as wanted already', { events: [joined(), signed], actual: having(account()), now: TERM }],
  [
    'a holder of a directory role',
    { events: [joined(), leaving], actual: having(account({ isProtected: true })), now: AFTER },
  ],
  [
    'on the list of the untouchable',
    { events: [joined(), leaving], actual: having(account({ id: guid(666) })), now: AFTER },
  ],
  [
    'untouchable and deleted',
    { events: [joined()], actual: { accounts: [], deleted: { id: guid(666), address: 'x' } }, now: TERM },
  ],
  [
    'two accounts under one key',
    { events: [joined(), leaving], actual: having(account(), account({ id: guid(43) })), now: AFTER },
  ],
  ['a leaver who never had an account', { events: [joined(), leaving], actual: nobody, now: AFTER }],
  [
    'closed at once without an account',
    { events: [joined(), { at: TERM, kind: 'blocked' }], actual: nobody, now: TERM },
  ],
];
test.each(unplanned)('nothing is planned: %s', (_, situation) => {
  expect(rows(situation)).toEqual([]);
});

test('a starter gets an account, a manager, the licence and the gate', () => {
  expect(rows({ events: [joined()], actual: nobody, now: TERM })).toEqual([
    'create',
    'set_manager',
    `join ${PENDING.id}`,
    `join ${LICENCE.id}`,
  ]);
  const create = plan(desired(holder(), factsFrom([joined()]), TERM), nobody)[0];
  expect(create).toMatchObject({
    registration: 'provisioner',
    lane: 'start',
    undo: 'close',
    change: {
      addresses: ['a.obrien@school.example', 'aoife.obrien@school.example'],
      isOpen: true,
      hiredOn: '2026-09-01',
    },
  });
});

test('somebody who signs on paper has an account that is shut until the paper is recorded', () => {
  const events = [joined({ onPaper: true })];
  expect(plan(desired(holder(), factsFrom(events), TERM), nobody)[0]?.change).toMatchObject({ isOpen: false });
  const shut = having(account({ isOpen: false, groups: [member(LICENCE, { givesLicence: true }), member(PENDING)] }));
  expect(rows({ events: [...events, { at: at('2026-09-03'), kind: 'signed' }], actual: shut, now: TERM })).toEqual([
    `join ${SIGNED.id}`,
    `join ${TEACHERS.id}`,
    'open',
    `leave ${PENDING.id}`,
  ]);
});

test('a guest is invited and has a sponsor; without an address the invitation goes nowhere', () => {
  const guest = joined({ as: 'guest', template: null, endsOn: day('2026-12-01'), sponsorOid: guid(51) });
  const situation = { events: [guest], actual: nobody, now: TERM };
  expect(rows({ ...situation, who: { email: 'pat@agency.example' } })).toEqual([
    'invite',
    'set_sponsor',
    `join ${PENDING.id}`,
  ]);
  expect(plan(desired(holder(), factsFrom([guest]), TERM), nobody)[0]?.change).toMatchObject({ email: '' });
});

test('somebody deleted within thirty days is had back rather than made anew', () => {
  const actual = { accounts: [], deleted: { id: guid(42), address: 'a.obrien@school.example' } };
  expect(rows({ events: [joined()], actual, now: TERM })[0]).toBe('restore');
});

test('signing: the new group first, the waiting one last, so that a stop in between locks nobody out', () => {
  const actual = having(account({ groups: [member(LICENCE, { givesLicence: true }), member(PENDING)] }));
  expect(rows({ events: [joined(), signed], actual, now: TERM })).toEqual([
    `join ${SIGNED.id}`,
    `join ${TEACHERS.id}`,
    `leave ${PENDING.id}`,
  ]);
});

test('a mover leaves what no longer applies before the new is opened, and confidential groups are risky', () => {
  const moved: AccountEvent = { at: at('2026-09-20'), kind: 'moved', on: day('2026-09-21'), template: office };
  const steps = plan(desired(holder(), factsFrom([joined(), signed, moved]), TERM), having(account()));
  expect(steps.map((s) => s.key)).toEqual([
    'set_profile',
    `leave ${TEACHERS.id}`,
    `join ${guid(5)}`,
    `join ${guid(6)}`,
  ]);
  expect(steps.filter((s) => s.isRisky).map((s) => s.key)).toEqual([`join ${guid(5)}`]);
});

test('closing at once shuts the door, ends sessions, sets a password nobody knows, in this order, and no more', () => {
  const blocked: AccountEvent = { at: TERM, kind: 'blocked' };
  const steps = plan(desired(holder(), factsFrom([joined(), signed, blocked]), TERM + 1), having(account()));
  expect(steps.map((s) => [s.key, s.lane, s.registration])).toEqual([
    ['close', 'block', 'blocker'],
    ['end_sessions', 'block', 'blocker'],
    ['new_password', 'block', 'blocker'],
  ]);
});

test('a restriction ends sessions, so that the gate is asked again, and leaves the password alone', () => {
  const restricted: AccountEvent = { at: TERM, kind: 'restricted' };
  expect(rows({ events: [joined(), signed, restricted], actual: having(account()), now: TERM + 1 })).toEqual([
    'end_sessions',
    `leave ${SIGNED.id}`,
    `leave ${TEACHERS.id}`,
    `join ${PENDING.id}`,
  ]);
});

const everything = account({
  groups: [
    member(LICENCE, { givesLicence: true }),
    member(TEACHERS),
    member({ id: guid(31), name: 'By rule' }, { kind: 'dynamic', rule: 'department -eq "Year 3"' }),
    member({ id: guid(32), name: 'From AD' }, { kind: 'synced' }),
    member({ id: guid(33), name: 'List' }, { kind: 'mail' }),
    member({ id: guid(34), name: 'Helpdesk' }, { kind: 'role' }),
  ],
  licences: [
    { sku: guid(70), viaGroup: LICENCE.id, error: 'CountViolation' },
    { sku: guid(71), viaGroup: null, error: null },
  ],
  more: more({
    methods: [{ id: 'm1', type: 'phoneMethods' }],
    devices: [
      { id: guid(80), name: 'LAPTOP-1', isEnabled: true },
      { id: guid(81), name: 'LAPTOP-2', isEnabled: false },
    ],
    owned: [
      { id: guid(35), name: 'Choir', owners: 1 },
      { id: guid(36), name: 'Year 3', owners: 2 },
    ],
    forwards: ['elsewhere@mail.example'],
    mailbox: 'own',
    reply: '',
    nested: [{ id: guid(37), name: 'All of site' }],
  }),
});

test('a leaver: the door, then what is beside the account, then groups, and the licence when the mailbox is safe', () => {
  const situation = { events: [joined(), signed, leaving], actual: having(everything), now: AFTER };
  const steps = plan(desired(holder(), factsFrom(situation.events), AFTER), situation.actual);
  expect(steps.map((s) => s.key)).toEqual([
    'close',
    'end_sessions',
    'new_password',
    'remove_method m1',
    `disable_device ${guid(80)}`,
    'set_reply',
    'hand_off convert_mailbox:a.obrien@school.example',
    'hand_off end_right:Door fob',
    'hand_off end_right:Pupil records',
    'hand_off sole_owner:Choir',
    `leave ${TEACHERS.id}`,
    `leave ${LICENCE.id}`,
    `remove_licence ${guid(71)}`,
  ]);
  const held = steps.filter((s) => s.waitsFor !== null).map((s) => s.key);
  expect(held).toEqual([`leave ${LICENCE.id}`, `remove_licence ${guid(71)}`]);
  const handedOff = ['hand_off convert_mailbox:a.obrien@school.example'];
  const later = plan(desired(holder(), factsFrom(situation.events, { handedOff }), AFTER), situation.actual);
  expect(later.filter((s) => s.waitsFor !== null)).toEqual([]);
});

test('under a hold the door is shut and the groups go, but licence, mailbox and account stay', () => {
  const situation = {
    events: [joined(), signed, leaving],
    actual: having(everything),
    now: AFTER,
    o: { isHeld: true },
  };
  const planned = rows(situation);
  expect(planned).toEqual(expect.arrayContaining(['close', 'end_sessions', 'new_password', `leave ${TEACHERS.id}`]));
  expect(planned.filter((r) => /licence|set_reply|convert|delete/.test(r) || r === `leave ${LICENCE.id}`)).toEqual([]);
});

test('another reply is replaced; one that cannot be read, or a mailbox that is not there, is left alone', () => {
  const events = [joined(), leaving];
  const reply = (o: Parameters<typeof more>[0]) =>
    rows({ events, actual: having(account({ more: more(o) })), now: AFTER }).includes('set_reply');
  expect(reply({ mailbox: 'own', reply: 'On holiday' })).toBe(true);
  expect(reply({ mailbox: 'own', reply: scheme.leaverReply })).toBe(false);
  expect(reply({ mailbox: 'own', reply: null })).toBe(false);
  expect(reply({ mailbox: 'none', reply: '' })).toBe(false);
});

test('the local directory’s people are changed there: the office is told, and a closed door is not believed', () => {
  const synced = account({ isSynced: true });
  expect(rows({ events: [joined(), leaving], actual: having(synced), now: AFTER })).toContain(
    'hand_off close_in_local_directory:a.obrien@school.example',
  );
  const renamed = { events: [joined(), signed], actual: having(synced), now: TERM, who: { familyName: 'Byrne' } };
  expect(rows(renamed)).toEqual(['hand_off change_in_local_directory:Aoife Byrne']);
  const handedOff = ['hand_off change_in_local_directory:Aoife Byrne'];
  expect(rows({ ...renamed, o: { handedOff } })).toEqual([]);
});

test('after retention the account is deleted, once nothing else is left to take', () => {
  const events = [joined(), leaving, { at: AFTER, kind: 'to_delete', on: day('2028-09-01') } as const];
  const now = at('2028-09-02');
  const ended = Date.parse('2027-08-31T23:30:00Z');
  const bare = account({ isOpen: false, groups: [], licences: [], sessionsFrom: ended, passwordAt: ended });
  expect(rows({ events, actual: having(bare), now })).toEqual(['delete']);
  expect(rows({ events, actual: having({ ...bare, groups: [member(TEACHERS)] }), now })).not.toContain('delete');
  expect(rows({ events, actual: having({ ...bare, isOpen: true }), now })).not.toContain('delete');
  expect(plan(desired(holder(), factsFrom(events), now), having(bare))[0]).toMatchObject({
    isRisky: true,
    undo: 'restore',
  });
});

test('a guest’s sessions are their own organisation’s: nobody plans to end them', () => {
  const events = [joined({ as: 'guest', endsOn: day('2026-09-30') })];
  expect(rows({ events, actual: having(account({ isGuest: true, groups: [], licences: [] })), now: TERM })).toEqual([
    'close',
    'hand_off end_right:Door fob',
    'hand_off end_right:Pupil records',
  ]);
});

test('a manager or sponsor who changed is set anew; sponsors nobody could read are left alone', () => {
  const events = [joined({ as: 'supply', sponsorOid: guid(51), endsOn: day('2027-01-01') }), signed];
  const with2 = (o: Partial<Account>) => rows({ events, actual: having(account(o)), now: TERM });
  expect(with2({ managerId: null })).toEqual(['set_manager', 'set_sponsor']);
  expect(with2({ managerId: guid(1) })).toContain('set_manager');
  expect(with2({ more: null })).toEqual([]);
  expect(with2({ more: more({ sponsorIds: [guid(51)] }) })).toEqual([]);
});

test('the hash of a plan follows what it would do, not what was seen', () => {
  const want = desired(holder(), factsFrom([joined(), leaving]), AFTER);
  const one = plan(want, having(account({ sessionsFrom: null })));
  const same = plan(want, having(account({ sessionsFrom: 1 })));
  expect(planHash(same)).toBe(planHash(one));
  expect(planHash(one.slice(1))).not.toBe(planHash(one));
});

/** Any person at any moment, with any account. */
const kinds: readonly AccountKind[] = ['staff', 'supply', 'trainee', 'guest', 'pupil'];
const situations = fc
  .record({
    as: fc.constantFrom(...kinds),
    onPaper: fc.boolean(),
    isHeld: fc.boolean(),
    days: fc.integer({ min: -40, max: 900 }),
    with: fc.subarray(['signed', 'moved', 'leaving', 'blocked', 'reinstated', 'restricted', 'to_delete'] as const),
    has: fc.constantFrom('nothing', 'account', 'deleted'),
    account: fc.record({
      isOpen: fc.boolean(),
      isGuest: fc.boolean(),
      isSynced: fc.boolean(),
      isProtected: fc.boolean(),
      groups: fc.subarray([...everything.groups, member(PENDING), member(SIGNED), member(COHORT)]),
      licences: fc.subarray([...everything.licences]),
      more: fc.constantFrom(null, everything.more),
      managerId: fc.constantFrom(null, guid(50), guid(51)),
    }),
  })
  .map((s) => {
    const decided: Record<(typeof s.with)[number], AccountEvent> = {
      signed,
      moved: { at: at('2026-10-01'), kind: 'moved', on: day('2026-11-02'), template: office },
      leaving,
      blocked: { at: at('2026-12-01'), kind: 'blocked' },
      reinstated: { at: at('2026-12-02'), kind: 'reinstated', snapshot: null },
      restricted: { at: at('2027-01-10'), kind: 'restricted' },
      to_delete: { at: at('2027-09-02'), kind: 'to_delete', on: day('2028-01-01') },
    };
    const events = [joined({ as: s.as, onPaper: s.onPaper, sponsorOid: guid(51) }), ...s.with.map((k) => decided[k])];
    const deleted = s.has === 'deleted' ? { id: guid(42), address: 'a.obrien@school.example' } : null;
    const actual: Actual = { accounts: s.has === 'account' ? [account(s.account)] : [], deleted };
    const who = holder({ email: 'pat@agency.example' });
    return {
      want: desired(who, factsFrom(events, { isHeld: s.isHeld }), at('2026-08-20') + s.days * 86_400_000),
      actual,
    };
  });

/** Applies plans until nothing is left that needs no person. */
function settleDown(want: ReturnType<typeof desired>, actual: Actual): Actual {
  let state = actual;
  for (let round = 0; round < 4; round += 1) state = foreseen(state, plan(want, state));
  return state;
}

const runs = { numRuns: Number(process.env['RUNS'] ?? 60) };

test('when a plan has been applied, the next one asks for nothing but what a person does', () => {
  fc.assert(
    fc.property(situations, ({ want, actual }) => {
      const rest = plan(want, settleDown(want, actual));
      expect(rest.filter((s) => s.change.do !== 'hand_off').map((s) => s.key)).toEqual([]);
    }),
    runs,
  );
});

test('every step is proved by what applying it leaves, and by nothing before', () => {
  fc.assert(
    fc.property(situations, ({ want, actual }) => {
      let state = actual;
      for (const step of plan(want, actual)) {
        if (step.change.do === 'hand_off') continue;
        if (state.accounts[0]?.more !== null || !/method|device|reply|sponsor/.test(step.change.do))
          expect([step.key, proofOf(step.change, state)]).not.toEqual([step.key, 'yes']);
        state = foreseen(state, [step]);
        if (state.accounts[0]?.more !== null || !/method|device|reply|sponsor/.test(step.change.do))
          expect([step.key, proofOf(step.change, state)]).toEqual([step.key, 'yes']);
      }
    }),
    runs,
  );
});

test('a leaver without a hold keeps no group, licence or session that we can take, but for a pupil’s licence, which keeps their work; what is left is found', () => {
  fc.assert(
    fc.property(situations, ({ want: any, actual }) => {
      const [before] = actual.accounts;
      fc.pre(before !== undefined && !before.isProtected);
      const facts = factsFrom([joined({ as: any.as, sponsorOid: guid(51) }), leaving]);
      const want = desired(any.holder, facts, AFTER);
      const state = settleDown(want, actual);
      const [a] = state.accounts;
      expect(a?.isOpen).toBe(false);
      const isChild = want.as === 'pupil';
      expect(a?.groups.filter((g) => g.kind === 'assigned' && !(isChild && g.givesLicence))).toEqual([]);
      expect(a?.licences.filter((l) => l.viaGroup === null && !isChild)).toEqual([]);
      if (!a?.isGuest) expect(a?.sessionsFrom).toBe(want.shutSince);
      const about = findings(want, state).map((f) => f.about);
      const left = (a?.groups ?? []).filter((g) => !(isChild && g.givesLicence));
      for (const g of left) expect(about).toContain(g.id);
      for (const l of isChild ? [] : (a?.licences ?? [])) expect(about).toContain(l.sku);
    }),
    runs,
  );
});

test('an account under a hold is never deleted and loses no licence, at any moment', () => {
  fc.assert(
    fc.property(situations, ({ want, actual }) => {
      fc.pre(want.isHeld);
      const state = settleDown(want, actual);
      expect(state.accounts.length).toBeGreaterThanOrEqual(actual.accounts.length);
      const gives = (s: Actual) => s.accounts[0]?.groups.filter((g) => g.givesLicence).length ?? 0;
      if (want.leaves === 'everything') {
        expect(gives(state)).toBe(gives(actual));
        expect(state.accounts[0]?.licences).toEqual(actual.accounts[0]?.licences);
      }
    }),
    runs,
  );
});

test('a protected account is in no plan, whatever is known', () => {
  fc.assert(
    fc.property(situations, ({ want, actual }) => {
      const [a] = actual.accounts;
      fc.pre(a !== undefined);
      expect(plan(want, having({ ...a, isProtected: true }))).toEqual([]);
      expect(plan({ ...want, protectedIds: [a.id] }, actual)).toEqual([]);
    }),
    runs,
  );
});
