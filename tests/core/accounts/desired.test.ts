import fc from 'fast-check';
import type { AccountEvent } from '../../../src/core/accounts/facts';
import { desired, momentsOf, standingAt } from '../../../src/core/accounts/desired';
import { contractEndsAt, startOf, workEndsAt } from '../../../src/core/accounts/moments';
import { COHORT, PENDING, SIGNED, at, day, factsFrom, guid, holder, joined, office, scheme, teacher } from './builders';
import { snapshotOf } from '../../../src/core/accounts/snapshot';
import { account } from './builders';

const signed = (on = '2026-08-25'): AccountEvent => ({ at: at(on), kind: 'signed' });
const leaving = (o: { last: string; end: string; at?: number }): AccountEvent => ({
  at: o.at ?? at('2027-05-01'),
  kind: 'leaving',
  lastWorkingDay: day(o.last),
  contractEnd: day(o.end),
});
const leaves = leaving({ last: '2027-07-21', end: '2027-08-31' });

test.each<[string, AccountEvent[], number, string]>([
  ['nobody asked for', [], at('2026-09-09'), 'unknown'],
  ['long before the first day', [joined()], at('2026-08-17'), 'to_come'],
  ['two weeks before the first day', [joined()], at('2026-08-20'), 'pending'],
  ['not signed by the first day', [joined()], at('2026-09-01'), 'pending'],
  ['signed before the first day', [joined(), signed()], at('2026-08-31'), 'pending'],
  ['signed, on the first day', [joined(), signed()], at('2026-09-01', 0), 'working'],
  ['to sign on paper', [joined({ onPaper: true })], at('2026-09-01'), 'waiting'],
  ['signed on paper', [joined({ onPaper: true }), signed()], at('2026-09-01'), 'working'],
  ['on the last working day in the afternoon', [joined(), signed(), leaves], at('2027-07-21', 17), 'working'],
  ['on the last working day in the evening', [joined(), signed(), leaves], at('2027-07-21', 18), 'winding_down'],
  ['until the contract ends', [joined(), signed(), leaves], at('2027-08-31', 23), 'winding_down'],
  ['when the contract has ended', [joined(), signed(), leaves], contractEndsAt(day('2027-08-31')), 'closed'],
  [
    'a guest after the end date',
    [joined({ as: 'guest', endsOn: day('2026-09-30') }), signed()],
    at('2026-10-01'),
    'closed',
  ],
  ['closed at once', [joined(), signed(), { at: at('2026-10-01'), kind: 'blocked' }], at('2026-10-01'), 'suspended'],
  [
    'closed at once, and the contract over',
    [joined(), signed(), leaves, { at: at('2026-10-01'), kind: 'blocked' }],
    at('2027-09-02'),
    'closed',
  ],
  [
    'closed at once by mistake',
    [
      joined(),
      signed(),
      { at: 1 + at('2026-10-01'), kind: 'blocked' },
      { at: at('2026-10-02'), kind: 'reinstated', snapshot: null },
    ],
    at('2026-10-03'),
    'working',
  ],
  [
    'restricted by decision',
    [joined(), signed(), { at: at('2027-10-01'), kind: 'restricted' }],
    at('2027-10-02'),
    'restricted',
  ],
  [
    'signed again after a restriction',
    [joined(), signed(), { at: at('2027-10-01'), kind: 'restricted' }, signed('2027-10-02')],
    at('2027-10-03'),
    'working',
  ],
  [
    'past retention',
    [joined(), signed(), leaves, { at: at('2027-09-02'), kind: 'to_delete', on: day('2028-09-01') }],
    at('2028-09-01'),
    'deleted',
  ],
  [
    'before the end of retention',
    [joined(), signed(), leaves, { at: at('2027-09-02'), kind: 'to_delete', on: day('2028-09-01') }],
    at('2028-08-30'),
    'closed',
  ],
  [
    'back again, not having signed anew',
    [joined(), signed(), leaves, joined({ at: at('2028-01-05'), on: day('2028-01-10') })],
    at('2028-01-11'),
    'pending',
  ],
  [
    'back again while a block stands',
    [
      joined(),
      signed(),
      { at: at('2026-10-01'), kind: 'blocked' },
      joined({ at: at('2028-01-05'), on: day('2028-01-10') }),
    ],
    at('2028-01-11'),
    'suspended',
  ],
  [
    'events about somebody nobody has heard of',
    [leaves, { at: at('2026-10-01'), kind: 'moved', on: day('2026-10-02'), template: office }],
    at('2027-09-09'),
    'unknown',
  ],
])('%s: %#', (_, events, now, standing) => {
  expect(standingAt(factsFrom(events), now)).toBe(standing);
});

test('a hold, or not knowing whether there is one, keeps the account from being deleted', () => {
  const events = [joined(), leaves, { at: at('2027-09-02'), kind: 'to_delete', on: day('2028-09-01') } as const];
  for (const isHeld of [true, null]) expect(standingAt(factsFrom(events, { isHeld }), at('2028-09-02'))).toBe('closed');
});

test('31 August 23:59 in London is 22:59 in Greenwich, 31 January 23:59 is 23:59', () => {
  expect(new Date(contractEndsAt(day('2027-08-31'))).toISOString()).toBe('2027-08-31T22:59:00.000Z');
  expect(new Date(contractEndsAt(day('2027-01-31'))).toISOString()).toBe('2027-01-31T23:59:00.000Z');
  expect(new Date(workEndsAt(day('2027-07-21'))).toISOString()).toBe('2027-07-21T17:00:00.000Z');
});

const groups = (events: readonly AccountEvent[], now: number): string[] =>
  desired(holder(), factsFrom(events), now).groups.map((g) => g.name);

test('before the signature there is the licence and the gate; after it the role, from the first day', () => {
  expect(groups([joined()], at('2026-08-20'))).toEqual(['Staff licence', 'Agreement waiting']);
  expect(groups([joined(), signed()], at('2026-08-31'))).toEqual(['Staff licence', 'Agreement waiting']);
  expect(groups([joined(), signed()], at('2026-09-01'))).toEqual(['Staff licence', 'Agreement signed', 'Teachers']);
  expect(groups([joined(), signed(), leaves], at('2027-08-01'))).toEqual(['Staff licence', 'Agreement signed']);
});

test('a mover has the new role from its day; of two decisions for one day the later stands', () => {
  const moved = (on: string, template = office): AccountEvent => ({
    at: at('2026-10-01'),
    kind: 'moved',
    on: day(on),
    template,
  });
  expect(groups([joined(), signed(), moved('2026-11-02')], at('2026-11-01'))).toContain('Teachers');
  expect(groups([joined(), signed(), moved('2026-11-02')], at('2026-11-02'))).toEqual(
    expect.arrayContaining(['Office', 'Pupil database']),
  );
  const back: AccountEvent = { at: at('2026-10-02'), kind: 'moved', on: day('2026-11-02'), template: teacher };
  expect(groups([joined(), signed(), moved('2026-11-02'), back], at('2026-11-03'))).toContain('Teachers');
});

test('a pupil has a licence and the group of the year of entry, and no gate; a guest without a role has the gate alone', () => {
  const pupil = joined({ as: 'pupil', template: null, groups: [COHORT] });
  expect(groups([pupil, signed()], at('2026-09-01'))).toEqual(['Pupil licence', '2022-intake']);
  const guest = joined({ as: 'guest', template: null });
  expect(groups([guest, signed()], at('2026-09-01'))).toEqual(['Agreement signed']);
  const without = factsFrom([pupil], { scheme: { ...scheme, pupilLicence: null } });
  expect(desired(holder(), without, at('2026-09-01')).groups).toEqual([]);
});

test('what a mistake took is wanted again, but the gate is decided by the gate', () => {
  const snapshot = snapshotOf(
    account({ groups: [{ ...PENDING, kind: 'assigned', rule: null, givesLicence: false }] }),
    0,
  );
  const back: AccountEvent = {
    at: at('2026-10-02'),
    kind: 'reinstated',
    snapshot: { ...snapshot, groups: [PENDING, SIGNED, { id: guid(30), name: 'Choir' }] },
  };
  expect(groups([joined(), signed(), back], at('2026-10-03'))).toEqual(
    expect.arrayContaining(['Choir', 'Agreement signed']),
  );
  expect(groups([joined(), signed(), back], at('2026-10-03'))).not.toContain('Agreement waiting');
});

test('only those who work for a manager have one; the automatic reply is for staff who left and are not held', () => {
  const want = (events: readonly AccountEvent[], now: number, isHeld = false) =>
    desired(holder(), factsFrom(events, { isHeld }), now);
  expect(want([joined()], at('2026-09-01')).managerOid).toBe(guid(50));
  expect(want([joined({ as: 'guest' })], at('2026-09-01')).managerOid).toBeNull();
  expect(want([], at('2026-09-01'))).toMatchObject({ managerOid: null, as: 'staff', exists: false, hiredOn: null });
  expect(want([joined(), leaves], at('2027-09-01')).reply).toBe(scheme.leaverReply);
  expect(want([joined(), leaves], at('2027-09-01'), true).reply).toBeNull();
  expect(want([joined({ as: 'supply' }), leaves], at('2027-09-01')).reply).toBeNull();
});

test('rights outside the directory end with the work or with the contract, as the role says', () => {
  const at2 = (now: number) => desired(holder(), factsFrom([joined(), signed(), leaves]), now).rightsByHand;
  expect(at2(at('2027-07-20'))).toEqual([]);
  expect(at2(at('2027-07-22'))).toEqual(['Pupil records']);
  expect(at2(at('2027-09-01'))).toEqual(['Door fob', 'Pupil records']);
});

test('of somebody who was here before Lantern nothing is changed until something is decided', () => {
  const adopted = [
    joined({ at: at('2020-09-01'), on: day('2020-09-01'), isAdopted: true }),
    { at: at('2020-09-01'), kind: 'signed' } as const,
  ];
  expect(desired(holder(), factsFrom(adopted), at('2026-10-01'))).toMatchObject({
    leaves: 'nothing',
    isOpen: true,
    groups: [],
  });
  const left = leaving({ last: '2027-01-10', end: '2027-01-31' });
  expect(desired(holder(), factsFrom([...adopted, left]), at('2027-02-01'))).toMatchObject({ leaves: 'everything' });
  const moved: AccountEvent = { at: at('2026-10-01'), kind: 'moved', on: day('2026-10-02'), template: office };
  expect(desired(holder(), factsFrom([...adopted, moved]), at('2026-10-03')).leaves).toBe('others');
});

test('names that are missing are nothing, not an empty word', () => {
  const want = desired(holder({ givenName: '', familyName: '', department: '' }), factsFrom([]), at('2026-09-01'));
  expect(want.profile).toMatchObject({ givenName: null, surname: null, department: null, jobTitle: null });
});

test('the moments of a case are its dates still to come, each once, soonest first', () => {
  const events = [joined(), leaves, { at: at('2027-09-02'), kind: 'to_delete', on: day('2028-09-01') } as const];
  expect(momentsOf(factsFrom(events), at('2026-08-31'))).toEqual([
    startOf(day('2026-09-01')),
    workEndsAt(day('2027-07-21')),
    contractEndsAt(day('2027-08-31')),
    startOf(day('2028-09-01')),
  ]);
  expect(momentsOf(factsFrom([]), 0)).toEqual([]);
});

test('the order in which events are heard changes nothing', () => {
  const one: fc.Arbitrary<AccountEvent> = fc
    .record({ days: fc.nat({ max: 400 }), same: fc.boolean(), kind: fc.nat({ max: 7 }) })
    .map(({ days, same, kind }): AccountEvent => {
      const when = same ? at('2026-10-01') : at('2026-08-20') + days * 86_400_000;
      const on = day('2026-11-02');
      const all: AccountEvent[] = [
        joined({ at: when }),
        { at: when, kind: 'moved', on, template: office },
        { at: when, kind: 'moved', on, template: teacher },
        leaving({ last: '2027-01-10', end: '2027-01-31', at: when }),
        { at: when, kind: 'blocked' },
        { at: when, kind: 'reinstated', snapshot: null },
        { at: when, kind: 'signed' },
        { at: when, kind: 'restricted' },
      ];
      return all[kind] ?? joined();
    });
  const shuffled = fc
    .array(one, { maxLength: 9 })
    .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
  fc.assert(
    fc.property(shuffled, ([events, otherwise]) => {
      expect(factsFrom(otherwise)).toEqual(factsFrom(events));
    }),
  );
});
