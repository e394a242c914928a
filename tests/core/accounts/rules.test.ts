import fc from 'fast-check';
import { CONFIRM_WITHIN_MS, approversNeeded, isApproved, mayRun, whyNot } from '../../../src/core/accounts/approval';
import { breaker } from '../../../src/core/accounts/breaker';
import { cohortGroup, rollover } from '../../../src/core/accounts/cohorts';
import { lapseOf } from '../../../src/core/accounts/gate';
import { desired } from '../../../src/core/accounts/desired';
import { foreseen } from '../../../src/core/accounts/effects';
import { plan } from '../../../src/core/accounts/plan';
import type { AccountEvent } from '../../../src/core/accounts/facts';
import { type Snapshot, reinstate, snapshotHash, snapshotOf } from '../../../src/core/accounts/snapshot';
import { isCovered, schedule, scheduleHash } from '../../../src/core/accounts/schedule';
import { proofOf } from '../../../src/core/accounts/step';
import { PersonId } from '../../../src/core/ids';
import { DEFAULT_CALENDAR } from '../../../src/core/people/calendar-data';
import {
  COHORT,
  SCHOOL,
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
} from './builders';

const person = (n: number): PersonId => PersonId.parse(guid(n));
const signed: AccountEvent = { at: at('2026-08-25'), kind: 'signed' };
const leaving: AccountEvent = {
  at: at('2027-05-01'),
  kind: 'leaving',
  lastWorkingDay: day('2027-07-21'),
  contractEnd: day('2027-08-31'),
};

describe('a schedule', () => {
  const shape = (...args: Parameters<typeof schedule>) =>
    schedule(...args).map((s) => [s.at, s.standing, s.steps.map((x) => x.change.do)]);

  test('of a starter: what happens now, and what the signature opens', () => {
    expect(shape(holder(), factsFrom([joined()]), nobody, at('2026-08-21'))).toEqual([
      [null, 'pending', ['create', 'set_manager', 'join', 'join']],
      ['signed', 'working', ['join', 'join', 'leave']],
    ]);
  });

  test('of a starter far ahead, whose end is known: each date in its turn', () => {
    const facts = factsFrom([joined({ as: 'supply', endsOn: day('2026-12-18') })]);
    expect(shape(holder(), facts, nobody, at('2026-07-01')).map(([when, standing]) => [when, standing])).toEqual([
      [at('2026-08-18', 0), 'pending'],
      ['signed', 'working'],
      [Date.parse('2026-12-18T18:00:00Z'), 'winding_down'],
      [Date.parse('2026-12-18T23:59:00Z'), 'closed'],
    ]);
  });

  test('of a leaver: two dates', () => {
    const facts = factsFrom([joined(), signed, leaving]);
    expect(shape(holder(), facts, having(account()), at('2027-06-01')).map(([when]) => when)).toEqual([
      Date.parse('2027-07-21T17:00:00Z'),
      Date.parse('2027-08-31T22:59:00Z'),
    ]);
  });

  test('of somebody deleted lately: what follows the return is foreseen, and so approved', () => {
    const actual = { accounts: [], deleted: { id: guid(42), address: 'a.obrien@school.example' } };
    const [now] = schedule(holder(), factsFrom([joined()]), actual, at('2026-09-01'));
    expect(now?.steps.map((s) => s.change.do)).toEqual([
      'restore',
      'set_manager',
      'join',
      'join',
      'set_profile',
      'open',
    ]);
  });

  test('of nobody is nothing', () => {
    expect(shape(holder(), factsFrom([]), nobody, 0)).toEqual([]);
  });

  test('covers exactly what was shown: another change, or another date, has another name', () => {
    const facts = factsFrom([joined(), signed, leaving]);
    const approved = schedule(holder(), facts, having(account()), at('2027-06-01'));
    const now = at('2027-09-01');
    const asSeen = plan(desired(holder(), facts, now), having(account()));
    expect(asSeen.every((s) => isCovered(s, approved))).toBe(true);
    const choir = member({ id: guid(30), name: 'Choir' });
    const more1 = plan(desired(holder(), facts, now), having(account({ groups: [...account().groups, choir] })));
    expect(more1.filter((s) => !isCovered(s, approved)).map((s) => s.key)).toEqual([`leave ${choir.id}`]);
    const reply = more({ mailbox: 'own', reply: '' });
    const changed = approved.map((s) => ({
      ...s,
      steps: s.steps.map((x) => ('since' in x.change ? { ...x, change: { ...x.change, since: 1 } } : x)),
    }));
    expect(asSeen.filter((s) => !isCovered(s, changed)).map((s) => s.key)).toEqual(['end_sessions', 'new_password']);
    const later = schedule(holder(), facts, having(account({ more: reply })), at('2027-06-01'));
    expect(scheduleHash(later)).not.toBe(scheduleHash(approved));
    const again = schedule(holder(), facts, having(account({ passwordAt: 5 })), at('2027-06-02'));
    expect(scheduleHash(again)).toBe(scheduleHash(approved));
  });

  test('of a leaver covers a sign-in method that turns up later; that of a starter does not', () => {
    const method = { id: 'm1', type: 'phoneMethods' };
    const [step] = plan(
      desired(holder(), factsFrom([joined(), leaving]), at('2027-09-01')),
      having(account({ isOpen: false, sessionsFrom: 1e15, passwordAt: 1e15, more: more({ methods: [method] }) })),
    );
    if (!step) throw new Error('a method is to be removed');
    const approved = schedule(holder(), factsFrom([joined(), signed, leaving]), having(account()), at('2027-06-01'));
    expect(isCovered(step, approved)).toBe(true);
    expect(isCovered(step, schedule(holder(), factsFrom([joined()]), nobody, at('2026-08-21')))).toBe(false);
  });
});

describe('approval', () => {
  const stages = schedule(holder(), factsFrom([joined()]), nobody, at('2026-08-21'));
  const risky = schedule(holder(), factsFrom([joined({ template: office })]), nobody, at('2026-08-21'));
  const hash = scheduleHash(stages);
  const [author, subject, one, two] = [person(1), person(2), person(3), person(4)];
  const paper = (o: Partial<Parameters<typeof isApproved>[0]> = {}) => ({
    hash,
    stages,
    authorId: author,
    subjectId: subject,
    approvals: [],
    ...o,
  });
  const by = (id: PersonId, what = hash) => ({ by: id, hash: what, at: 1 });

  test('counts of anybody but the author and the person it is about, of exactly what was shown, once', () => {
    expect(whyNot(paper(), author, hash)).toBe('own_plan');
    expect(whyNot(paper(), subject, hash)).toBe('own_account');
    expect(whyNot(paper(), one, 'another')).toBe('changed_since');
    expect(whyNot(paper({ approvals: [by(one)] }), one, hash)).toBe('approved_already');
    expect(whyNot(paper({ approvals: [by(one)] }), two, hash)).toBeNull();
  });

  test('needs two people where something confidential is opened or something is lost for good', () => {
    expect(approversNeeded(stages)).toBe(1);
    expect(approversNeeded(risky)).toBe(2);
    const plan2 = paper({ stages: risky, approvals: [by(one)] });
    expect(isApproved(plan2)).toBe(false);
    expect(isApproved({ ...plan2, approvals: [by(one), by(one)] })).toBe(false);
    expect(isApproved({ ...plan2, approvals: [by(one), by(two)] })).toBe(true);
  });

  test('no plan runs without an approver who is neither author nor subject, whoever else agreed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(author, subject)), fc.constantFrom(stages, risky), (agreed, what) => {
        expect(mayRun(paper({ stages: what, approvals: agreed.map((id) => by(id)) }), { isEmergency: false })).toBe(
          false,
        );
        expect(mayRun(paper({ stages: what, approvals: [by(one, 'older')] }), { isEmergency: true })).toBe(false);
      }),
    );
  });

  test('closing somebody’s door at once runs before it is confirmed; anything more does not', () => {
    const blocked: AccountEvent = { at: at('2026-10-01'), kind: 'blocked' };
    const facts = factsFrom([joined(), signed, blocked]);
    const door = schedule(holder(), facts, having(account({ isSynced: true })), at('2026-10-01'));
    expect(door[0]?.steps.map((s) => s.change.do)).toEqual(['close', 'end_sessions', 'new_password', 'hand_off']);
    expect(mayRun(paper({ stages: door }), { isEmergency: true })).toBe(true);
    expect(mayRun(paper({ stages: door }), { isEmergency: false })).toBe(false);
    const withDate = schedule(holder(), factsFrom([joined(), signed, leaving]), having(account()), at('2027-06-01'));
    expect(mayRun(paper({ stages: withDate }), { isEmergency: true })).toBe(false);
    const other = schedule(
      holder(),
      factsFrom([joined({ as: 'staff' }), signed, leaving]),
      having(account({ more: more({ mailbox: 'own' }) })),
      at('2027-09-02'),
    );
    expect(mayRun(paper({ stages: other }), { isEmergency: true })).toBe(false);
    expect(CONFIRM_WITHIN_MS).toBe(86_400_000);
  });
});

test.each([
  [{ closing: 20, accounts: 1000, people: 20, usual: 0 }, null],
  [{ closing: 21, accounts: 1000, people: 21, usual: 0 }, 'too_many_closed'],
  [{ closing: 11, accounts: 200, people: 11, usual: 0 }, 'too_large_a_share'],
  [{ closing: 10, accounts: 20, people: 10, usual: 0 }, null],
  [{ closing: 0, accounts: 1000, people: 31, usual: 10 }, 'larger_than_usual'],
  [{ closing: 0, accounts: 1000, people: 30, usual: 10 }, null],
  [{ closing: 0, accounts: 1000, people: 10, usual: 1 }, null],
  [{ closing: 0, accounts: 1000, people: 500, usual: 0 }, null],
])('the breaker, at %o, says %s', (traffic, said) => {
  expect(breaker(traffic, scheme.breaker)).toBe(said);
});

test('pupils are in the group of the year in which they entered, and stay there when the year turns', () => {
  const of = (year: number, on: string) => cohortGroup({ schoolId: SCHOOL, year }, scheme, day(on));
  expect(of(4, '2026-10-01')).toEqual(COHORT);
  expect(of(5, '2027-10-01')).toEqual(COHORT);
  expect(of(3, '2026-10-01')).toBeUndefined();
  expect(rollover(scheme, day('2026-07-01'), day('2026-09-01'))).toEqual({
    labels: [{ group: COHORT, schoolId: SCHOOL, was: 3, becomes: 4 }],
    leaving: [],
  });
  expect(rollover(scheme, day('2029-07-01'), day('2029-09-01'))).toEqual({
    labels: [],
    leaving: [{ group: COHORT, schoolId: SCHOOL }],
  });
  expect(rollover(scheme, day('2026-10-01'), day('2026-11-01'))).toEqual({ labels: [], leaving: [] });
});

test.each([
  [null, '2026-09-02', null],
  ['2026-09-01', '2026-09-02', null],
  ['2026-06-01', '2026-09-02', 'warn'],
  ['2026-06-01', '2026-11-20', 'escalate'],
])('a signature of %s is, on %s: %s', (on, today, said) => {
  const signedAt = on === null ? null : at(on);
  expect(lapseOf(signedAt, { today: day(today), calendar: DEFAULT_CALENDAR, schoolId: SCHOOL })).toBe(said);
});

describe('a snapshot', () => {
  const before = account({
    groups: [
      ...account().groups,
      member({ id: guid(30), name: 'Choir' }),
      member({ id: guid(31), name: 'Rule' }, { kind: 'dynamic', rule: 'x' }),
    ],
    licences: [...account().licences, { sku: guid(71), viaGroup: null, error: null }],
    more: more({
      methods: [{ id: 'm1', type: 'phoneMethods' }],
      devices: [{ id: guid(80), name: 'LAPTOP-1', isEnabled: true }],
    }),
  });
  const taken = snapshotOf(before, 7);

  test('is recognised by its hash when it is read again', () => {
    expect(snapshotHash(JSON.parse(JSON.stringify(taken)) as Snapshot)).toBe(snapshotHash(taken));
    expect(snapshotHash(snapshotOf({ ...before, isOpen: false }, 7))).not.toBe(snapshotHash(taken));
    expect(snapshotOf({ ...before, more: null }, 7)).toMatchObject({ methods: [], devices: [] });
  });

  test('says what cannot return, and leaves alone what was decided since', () => {
    const { conflicts, lost, snapshot } = reinstate(taken, { decidedSince: [guid(30)] });
    expect(conflicts.map((g) => g.name)).toEqual(['Choir']);
    expect(snapshot.groups.map((g) => g.name)).not.toContain('Choir');
    expect(lost.map((l) => l.what)).toEqual(['password', 'sessions', 'methods', 'devices', 'group', 'licence']);
  });

  test('put back restores what it recorded, except what it said cannot return', () => {
    fc.assert(
      fc.property(fc.subarray([...before.groups]), (groups) => {
        const was = account({ ...before, groups });
        const kept = snapshotOf(was, 7);
        const gone = desired(holder(), factsFrom([joined(), signed, leaving]), at('2027-09-01'));
        const after = foreseen(having(was), plan(gone, having(was)));
        const { snapshot } = reinstate(kept, { decidedSince: [] });
        const back: AccountEvent = { at: at('2027-09-02'), kind: 'reinstated', snapshot };
        const want = desired(holder(), factsFrom([joined(), signed, leaving, back]), at('2027-09-03'));
        const state = foreseen(after, plan(want, after));
        const ids = state.accounts[0]?.groups.map((g) => g.id);
        expect(state.accounts[0]).toMatchObject({ isOpen: true, managerId: was.managerId, address: was.address });
        for (const g of kept.groups.filter((k) => k.id !== scheme.pendingGroup.id)) expect(ids).toContain(g.id);
      }),
    );
  });
});

test('reading proves; a reader that was refused proves nothing', () => {
  const actual = having(account({ more: null, isGuest: true }));
  for (const change of [
    { do: 'remove_method', method: { id: 'm1', type: 'phoneMethods' } },
    { do: 'disable_device', deviceId: guid(80), name: 'x' },
    { do: 'set_reply', text: 'x' },
    { do: 'set_sponsor', sponsorId: guid(51) },
    { do: 'end_sessions', since: 1 },
    { do: 'hand_off', task: 'sole_owner', about: 'Choir' },
  ] as const)
    expect(proofOf(change, actual)).toBe('cannot_tell');
  expect(proofOf({ do: 'close' }, nobody)).toBe('no');
  expect(proofOf({ do: 'delete', accountId: guid(42) }, nobody)).toBe('no');
  expect(proofOf({ do: 'delete', accountId: guid(42) }, { accounts: [], deleted: { id: guid(42), address: '' } })).toBe(
    'yes',
  );
  expect(proofOf({ do: 'close' }, having(account({ isOpen: false }), account()))).toBe('no');
  const replying = having(account({ more: more({ reply: 'x' }) }));
  expect(proofOf({ do: 'set_reply', text: 'x' }, replying)).toBe('yes');
  expect(proofOf({ do: 'set_reply', text: 'y' }, replying)).toBe('no');
});
