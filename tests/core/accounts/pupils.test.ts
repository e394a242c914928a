import fc from 'fast-check';
import { cohortsNow } from '../../../src/core/accounts/cohorts';
import { desired, standingAt } from '../../../src/core/accounts/desired';
import type { AccountEvent } from '../../../src/core/accounts/facts';
import { findings } from '../../../src/core/accounts/findings';
import { type PupilHolder, asHolder, pupilKey } from '../../../src/core/accounts/holders';
import { fileKey, plan } from '../../../src/core/accounts/plan';
import {
  GRACE_DAYS,
  type PupilStanding,
  leavingTogether,
  placeOf,
  planPupils,
  pupilsHash,
} from '../../../src/core/accounts/pupils';
import { foreseen } from '../../../src/core/accounts/effects';
import { entryYearOf } from '../../../src/core/accounts/role-template';
import { schedule } from '../../../src/core/accounts/schedule';
import { type Day, PupilId } from '../../../src/core/ids';
import { addDays } from '../../../src/core/people/day';
import { COHORT, SCHOOL, account, at, day, factsFrom, guid, having, holder, member, nobody, scheme } from './builders';

const TODAY = day('2026-10-01');
const pupil = (o: Partial<PupilHolder> = {}): PupilHolder => ({
  id: PupilId.parse(guid(300)),
  schoolId: SCHOOL,
  number: 'A1',
  className: '4 Oak',
  year: 4,
  givenName: 'Ash',
  familyName: 'Sample',
  startsOn: day('2022-09-01'),
  endsOn: null,
  oid: null,
  address: null,
  ...o,
});
const place = (o: Partial<PupilHolder> = {}) => placeOf({ pupil: pupil(o), group: COHORT }, at('2026-09-20'));
const signed: AccountEvent = { at: at('2026-09-21'), kind: 'signed' };
const left = (on: string): AccountEvent => ({
  at: at('2026-09-22'),
  kind: 'leaving',
  lastWorkingDay: day(on),
  contractEnd: day(on),
});
const standing = (o: Partial<PupilHolder>, events: readonly AccountEvent[], more: Partial<PupilStanding> = {}) => ({
  pupil: pupil(o),
  facts: factsFrom(events),
  isUnderWay: false,
  ...more,
});
const asked = (...standings: PupilStanding[]) => planPupils(standings, { scheme, today: TODAY });
const HAS = { oid: guid(42), address: 'a.sample@school.example' };

test('a unique pupil number is the key; any other number is told apart by its school, and is no staff number', () => {
  expect(pupilKey({ schoolId: SCHOOL, number: ' h801200001001 ' })).toBe('H801200001001');
  const key = pupilKey({ schoolId: SCHOOL, number: '42' });
  expect(key).toMatch(/^P[0-9a-f]{15}$/);
  expect(pupilKey({ schoolId: SCHOOL, number: ' 42' })).toBe(key);
  expect(pupilKey({ schoolId: guid(901) as typeof SCHOOL, number: '42' })).not.toBe(key);
  expect(asHolder(pupil({ number: null }))).toMatchObject({ staffNumber: guid(300), jobRole: 'pupil', department: '' });
  expect(asHolder(pupil())).toMatchObject({
    staffNumber: pupilKey(pupil({ number: 'A1' }) as { schoolId: typeof SCHOOL; number: string }),
  });
});

test.each<[string, Partial<PupilHolder>, AccountEvent[], object]>([
  ['is on roll and has no account: joins', {}, [], { joiners: [{ group: COHORT }] }],
  [
    'is to come next September: joins the year they will be in',
    { year: 0, startsOn: day('2027-09-01') },
    [],
    { problems: [{}] },
  ],
  [
    'has no number',
    { number: null },
    [],
    { problems: [{ what: expect.stringContaining('admission number') as unknown }] },
  ],
  [
    'is in a year without a group',
    { year: 1 },
    [],
    { problems: [{ what: expect.stringContaining('no group') as unknown }] },
  ],
  ['is in the nursery, which has none', { year: -1 }, [], { unchanged: 1 }],
  ['has an account', HAS, [place(), signed], { unchanged: 1 }],
  ['is to leave', { ...HAS, endsOn: day('2026-10-23') }, [place()], { leavers: [{ on: '2026-10-23' }] }],
  ['is known to leave', { ...HAS, endsOn: day('2026-10-23') }, [place(), left('2026-10-23')], { unchanged: 1 }],
  [
    'stays after all',
    HAS,
    [place(), left('2026-10-23')],
    { problems: [{ what: expect.stringContaining('is to close') as unknown }] },
  ],
  [
    'has left, and nobody said so',
    { ...HAS, endsOn: day('2026-09-25') },
    [place()],
    { leavers: [{ on: '2026-09-25' }] },
  ],
  [
    'left before the day that was said',
    { ...HAS, endsOn: day('2026-09-25') },
    [place(), left('2026-10-23')],
    { leavers: [{}] },
  ],
  ['has left and never had an account', { endsOn: day('2026-09-25') }, [], { unchanged: 1 }],
  ['has left lately', { ...HAS, endsOn: day('2026-09-25') }, [place(), left('2026-09-25')], { unchanged: 1 }],
  ['has come back', HAS, [place(), left('2026-09-25')], { joiners: [{}] }],
])('a pupil who %s', (_, o, events, expected) => {
  const nothing = { joiners: [], leavers: [], removals: [], problems: [], unchanged: 0, underWay: 0 };
  expect(asked(standing(o, events))).toMatchObject({ ...nothing, ...expected });
});

test('what is under way is left alone', () => {
  expect(asked(standing({}, [], { isUnderWay: true }))).toMatchObject({ underWay: 1, joiners: [] });
});

test('an account is deleted when the grace period is over and the file was sent, and never under a hold', () => {
  const gone = addDays(TODAY, -GRACE_DAYS - 1);
  const o = { ...HAS, endsOn: gone };
  const events = [place(), left(gone)];
  const sent = { handedOff: [fileKey(HAS.address)] };
  const of = (facts: ReturnType<typeof factsFrom>, who: Partial<PupilHolder> = o) =>
    asked({ pupil: pupil(who), facts, isUnderWay: false });
  expect(of(factsFrom(events))).toMatchObject({
    removals: [],
    problems: [{ what: expect.stringContaining('safeguarding file') as unknown }],
  });
  expect(of(factsFrom(events, sent)).removals).toHaveLength(1);
  expect(of(factsFrom(events, { ...sent, isHeld: true }))).toMatchObject({ removals: [], unchanged: 1 });
  expect(of(factsFrom([...events, { at: at('2026-09-30'), kind: 'to_delete', on: TODAY }], sent)).unchanged).toBe(1);
  const recent = addDays(TODAY, -GRACE_DAYS);
  expect(of(factsFrom([place(), left(recent)], sent), { ...HAS, endsOn: recent }).unchanged).toBe(1);
  expect(of(factsFrom(events, sent), { endsOn: gone }).unchanged).toBe(1);
  expect(of(factsFrom(events, sent), { oid: guid(42), endsOn: gone }).unchanged).toBe(1);
});

test('what is shown is what is asked: any other pupil, day or group has another name', () => {
  const base = asked(standing({}, []), standing({ ...HAS, endsOn: day('2026-10-23') }, [place()]));
  const other = asked(standing({}, []), standing({ ...HAS, endsOn: day('2026-10-24') }, [place()]));
  expect(pupilsHash(base)).toBe(
    pupilsHash(asked(standing({}, []), standing({ ...HAS, endsOn: day('2026-10-23') }, [place()]))),
  );
  expect(pupilsHash(other)).not.toBe(pupilsHash(base));
});

test.each([
  ['before the first day', [place({ startsOn: day('2026-11-02') }), signed], '2026-10-25', 'waiting', false],
  ['before the class sheet', [place()], '2026-10-01', 'waiting', false],
  ['with the class sheet', [place(), signed], '2026-10-01', 'working', true],
  [
    'restricted by somebody',
    [place(), signed, { at: at('2026-09-30'), kind: 'restricted' }],
    '2026-10-01',
    'waiting',
    false,
  ],
  ['on the last afternoon', [place(), signed, left('2026-10-01')], '2026-10-01', 'working', true],
  ['after the last day', [place(), signed, left('2026-10-01')], '2026-10-02', 'closed', false],
] as const)('a pupil %s', (_, events, on, stands, isOpen) => {
  const facts = factsFrom(events);
  expect(standingAt(facts, at(on, 20))).toBe(stands);
  expect(desired(holder(), facts, at(on, 20)).isOpen).toBe(isOpen);
});

const pupilGroups = [member({ id: guid(8), name: 'Pupil licence' }, { givesLicence: true }), member(COHORT)];
const child = holder({ ...HAS, managerOid: null, department: '' });
const asChild = () =>
  account({
    address: HAS.address,
    managerId: null,
    profile: desired(child, factsFrom([place()]), at('2026-10-01')).profile,
    groups: pupilGroups,
    licences: [{ sku: guid(71), viaGroup: guid(8), error: null }],
  });

test('a leaver’s account closes, their work stays with its licence, and the lead is asked for the file', () => {
  const want = desired(child, factsFrom([place(), signed, left('2026-10-01')]), at('2026-10-02'));
  const steps = plan(want, having(asChild()));
  expect(steps.map((s) => s.key)).toEqual([
    'close',
    'end_sessions',
    'new_password',
    `hand_off move_safeguarding_file:${HAS.address}`,
    `leave ${COHORT.id}`,
  ]);
  const shut = foreseen(having(asChild()), steps);
  expect(findings(want, shut).map((f) => f.kind)).not.toContain('inherited_licence');
  const due = { at: at('2026-12-31'), kind: 'to_delete', on: day('2027-01-02') } as const;
  const facts = factsFrom([place(), signed, left('2026-10-01'), due], { handedOff: [fileKey(HAS.address)] });
  const [last] = schedule(child, facts, shut, at('2027-01-03'));
  expect(last?.steps.map((s) => s.key)).toEqual([`leave ${guid(8)}`, 'delete']);
});

test('an account is made shut, and opens with its group when the sheet is signed', () => {
  const who = holder({ managerOid: null, department: '' });
  const stages = schedule(who, factsFrom([place()]), nobody, at('2026-09-25'));
  expect(stages.map((s) => [s.at, s.steps.map((step) => step.change.do)])).toEqual([
    [null, ['create', 'join']],
    ['signed', ['join', 'open']],
  ]);
  expect(stages[0]?.steps[0]?.change).toMatchObject({ isOpen: false, as: 'pupil' });
});

test('each group is called by the year it is in, and the last one leaves together', () => {
  const groups = [2020, 2022, 2026, 2019].map((entryYear) => ({
    entryYear,
    schoolId: SCHOOL,
    group: { id: guid(entryYear), name: `${entryYear}-intake` },
  }));
  const now = cohortsNow(
    { ...scheme, cohorts: [...groups, { ...groups[1]!, group: { id: guid(1), name: '2022-another' } }] },
    TODAY,
  );
  expect(now.map((c) => [c.groupName, c.year, c.next])).toEqual([
    ['2026-intake', 0, 1],
    ['2022-another', 4, 5],
    ['2022-intake', 4, 5],
    ['2020-intake', 6, null],
  ]);
});

test('those leave together who are on roll, have an account and no last day yet', () => {
  const of = (...standings: PupilStanding[]) => leavingTogether(standings, 2022, TODAY).length;
  expect(of(standing(HAS, [place()]))).toBe(1);
  expect(of(standing({ ...HAS, year: 5 }, [place()]))).toBe(0);
  expect(of(standing({ ...HAS, startsOn: day('2026-11-02') }, [place()]))).toBe(0);
  expect(of(standing({ ...HAS, endsOn: day('2026-11-02') }, [place()]))).toBe(0);
  expect(of(standing({}, []))).toBe(0);
  expect(of(standing(HAS, [place(), left('2026-10-23')]))).toBe(0);
  expect(of(standing(HAS, [place()], { isUnderWay: true }))).toBe(0);
});

test('when the year turns, nobody who stays is moved: a whole school gives no change at all, only other labels', () => {
  const years = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 40 });
  const turning = fc.integer({ min: 2024, max: 2035 });
  fc.assert(
    fc.property(years, turning, (pupilYears, calendarYear) => {
      const before = day(`${calendarYear}-07-01`);
      const after = day(`${calendarYear}-09-02`);
      const cohorts = Array.from({ length: 7 }, (_, year) => {
        const entryYear = entryYearOf(year, before);
        return { entryYear, schoolId: SCHOOL, group: { id: guid(entryYear), name: `${entryYear}-intake` } };
      });
      const kept = { ...scheme, cohorts };
      const school = pupilYears.map((year, i) => {
        const who = pupil({ ...HAS, id: PupilId.parse(guid(1000 + i)), year, startsOn: before });
        const group = cohorts.find((c) => c.entryYear === entryYearOf(year, before))!.group;
        const events: AccountEvent[] = [
          placeOf({ pupil: who, group }, at(before, 8)),
          { at: at(before, 9), kind: 'signed' },
        ];
        const facts = factsFrom(events, { scheme: kept });
        const stands = having(
          ...foreseen(
            nobody,
            schedule(child, facts, nobody, at(before, 12)).flatMap((s) => s.steps),
          ).accounts,
        );
        return { who, facts, stands };
      });
      const writes = (on: Day) =>
        school.flatMap(({ facts, stands }) => plan(desired(child, facts, at(on, 12)), stands));
      // In September the register has everybody a year up, and in another class.
      const moved = school.map(({ who, facts }) => ({
        pupil: { ...who, year: who.year + 1, className: 'another' },
        facts,
        isUnderWay: false,
      }));
      const shown = planPupils(moved, { scheme: kept, today: after });
      expect(writes(before)).toEqual([]);
      expect(writes(after)).toEqual([]);
      expect(shown).toMatchObject({ joiners: [], leavers: [], removals: [], problems: [], unchanged: school.length });
      const labels = (on: Day) => cohortsNow(kept, on).map((c) => [c.groupName, c.year]);
      expect(labels(after)).toEqual(
        labels(before).flatMap(([name, year]) => (Number(year) < 6 ? [[name, Number(year) + 1]] : [])),
      );
    }),
    { numRuns: 60 },
  );
});

test('a list of 5,000 pupils is compared within moments', () => {
  const standings = Array.from({ length: 5000 }, (_, i) =>
    standing({ id: PupilId.parse(guid(10_000 + i)), number: `A${i}` }, []),
  );
  const shown = asked(...standings);
  expect(shown.joiners).toHaveLength(5000);
  expect(pupilsHash(shown)).toMatch(/^[0-9a-f]{64}$/);
});
