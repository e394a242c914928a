import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type ChaseInput, type ChaseSubject, type DueNotice, dueNotices } from '../../../src/core/attestation/chasing';
import { DEFAULT_CALENDAR } from '../../../src/core/people/calendar-data';
import { isSchoolDay, schoolDaysBetween } from '../../../src/core/people/calendar';
import { dayNumber } from '../../../src/core/people/day';
import { HARBOUR, MILL, campaign, day, obligation, personId } from '../../support/people';

const MANAGER = personId(90);
const HEAD = personId(91);
const CALENDAR = DEFAULT_CALENDAR;
const at = (text: string) => DateTime.fromISO(text, { zone: 'Europe/London' }).toMillis();

const subject = (
  n: number,
  over: Partial<ChaseSubject> & { dueOn?: string; state?: 'pending' | 'question' | 'signed' } = {},
): ChaseSubject => {
  const { dueOn = '2026-10-16', state = 'pending', ...rest } = over;
  return {
    obligation: obligation(n, { dueOn: day(dueOn), state }),
    schoolId: HARBOUR.id,
    managerId: MANAGER,
    headId: HEAD,
    isAway: false,
    ...rest,
  };
};
const due = (now: string | number, subjects: readonly ChaseSubject[], over: Partial<ChaseInput> = {}): DueNotice[] =>
  dueNotices({
    campaign: campaign(),
    subjects,
    made: new Map(),
    calendar: CALENDAR,
    now: typeof now === 'string' ? at(now) : now,
    ...over,
  });
const steps = (notices: readonly DueNotice[]) => notices.map((n) => n.step);

/** Every day of the term: before school, when it opens, in the day, at the end and after. */
const MOMENTS = Array.from({ length: 120 }, (_, days) =>
  [7, 8, 12, 16, 17].map((hour) => {
    const clock = DateTime.fromISO('2026-08-25', { zone: 'Europe/London' }).plus({ days }).set({ hour });
    return { now: clock.toMillis(), hour, today: clock.toFormat('yyyy-MM-dd') };
  }),
).flat();

/** Looks several times a day from one day to another, remembering what was made, as the service does. */
function run(
  from: string,
  until: string,
  subjectsAt: (today: string) => readonly ChaseSubject[],
  over: Partial<ChaseInput> = {},
) {
  const made = new Map<string, number>();
  const log: { when: string; hour: number; notice: DueNotice }[] = [];
  for (const { now, hour, today } of MOMENTS.filter((moment) => from <= moment.today && moment.today < until)) {
    for (const notice of due(now, subjectsAt(today), { made, ...over })) {
      expect(made.has(notice.key)).toBe(false);
      made.set(notice.key, now);
      log.push({ when: today, hour, notice });
    }
  }
  return log;
}
const told = (log: ReturnType<typeof run>) => log.map(({ when, notice }) => `${when} ${notice.step}`);

describe('the steps of a chase', () => {
  test('come 7, 3 and 1 school days before the due day, when overdue, then to manager and head, over half-term', () => {
    expect(told(run('2026-09-01', '2026-11-30', () => [subject(1)]))).toEqual([
      '2026-09-01 asked',
      '2026-10-07 before_7',
      '2026-10-13 before_3',
      '2026-10-15 before_1',
      '2026-10-19 overdue',
      '2026-10-21 manager',
      '2026-11-02 head',
    ]);
  });

  test('are made in working hours', () => {
    const log = run('2026-08-25', '2026-11-30', () => [subject(1)]);
    expect(log.every(({ hour }) => hour === 8)).toBe(true);
  });

  test('go to the signer, then the line manager, then the head', () => {
    const log = run('2026-10-15', '2026-11-30', () => [subject(1)]);
    expect(log.map(({ notice }) => [notice.kind, notice.personId, notice.about])).toEqual([
      ['agreement_due_soon', personId(1), [personId(1)]],
      ['agreement_overdue', personId(1), [personId(1)]],
      ['team_overdue', MANAGER, [personId(1)]],
      ['school_overdue', HEAD, [personId(1)]],
    ]);
  });

  test('that were missed are not made up: only the present one is', () => {
    expect(steps(due('2026-10-14T09:00', [subject(1)]))).toEqual(['before_3']);
    expect(steps(due('2026-10-16T09:00', [subject(1)]))).toEqual(['before_1']);
    expect(steps(due('2026-11-20T09:00', [subject(1)]))).toEqual(['overdue']);
  });

  test('nobody hears about a person before that person has heard, however late the service comes', () => {
    expect(told(run('2026-11-20', '2026-12-10', () => [subject(1)]))).toEqual([
      '2026-11-20 overdue',
      '2026-11-24 manager',
      '2026-11-27 head',
    ]);
  });

  test('without a line manager the head hears at the same time as otherwise', () => {
    for (const managerId of [null, personId(1)])
      expect(told(run('2026-10-19', '2026-11-30', () => [subject(1, { managerId })]))).toEqual([
        '2026-10-19 overdue',
        '2026-11-02 head',
      ]);
  });

  test('end with the manager when nobody is above them, or the head would be told about themselves', () => {
    for (const headId of [null, personId(1)])
      expect(told(run('2026-10-19', '2026-11-30', () => [subject(1, { headId })]))).toEqual([
        '2026-10-19 overdue',
        '2026-10-21 manager',
      ]);
  });

  test('begin again when the due day is moved', () => {
    const log = run('2026-10-15', '2026-11-20', (today) => [
      subject(1, { dueOn: today < '2026-10-19' ? '2026-10-16' : '2026-11-13' }),
    ]);
    expect(told(log)).toEqual([
      '2026-10-15 before_1',
      '2026-10-19 asked',
      '2026-11-04 before_7',
      '2026-11-10 before_3',
      '2026-11-12 before_1',
      '2026-11-16 overdue',
      '2026-11-18 manager',
    ]);
  });
});

describe('who is left in peace', () => {
  test.each<[string, Partial<ChaseSubject> & { state?: 'pending' | 'question' | 'signed' }]>([
    ['who signed', { state: 'signed' }],
    ['who asked a question', { state: 'question' }],
    ['who is away', { isAway: true }],
    ['whose other register entry is asked', { obligation: obligation(1, { sameAs: personId(2) }) }],
  ])('somebody %s', (_, over) => {
    expect(due('2026-10-15T09:00', [subject(1, over)])).toEqual([]);
  });

  test.each([
    ['before eight', '2026-10-15T07:59'],
    ['from five', '2026-10-15T17:00'],
    ['at the weekend', '2026-10-17T10:00'],
    ['in the holidays', '2026-10-28T10:00'],
  ])('everybody %s', (_, now) => {
    expect(due(now, [subject(1)])).toEqual([]);
  });

  test('everybody before the campaign opens and once it is closed', () => {
    expect(due('2026-10-15T09:00', [subject(1)], { campaign: campaign({ opensOn: day('2026-10-16') }) })).toEqual([]);
    expect(due('2026-10-15T09:00', [subject(1)], { campaign: campaign({ closedOn: day('2026-12-01') }) })).toEqual([]);
  });

  test('part-timers on the days they do not work; the step waits for the next one they do', () => {
    const thursdays = () => [subject(1, { worksOn: [4] })];
    expect(told(run('2026-10-01', '2026-10-24', thursdays))).toEqual([
      '2026-10-01 asked',
      '2026-10-08 before_7',
      '2026-10-15 before_1',
      '2026-10-22 overdue',
    ]);
  });

  test('each school by its own calendar', () => {
    const insetDays = [...CALENDAR.insetDays, { schoolId: MILL.id, day: day('2026-10-17') }];
    const both = [subject(1), subject(2, { schoolId: MILL.id })];
    expect(due('2026-10-17T10:00', both, { calendar: { ...CALENDAR, insetDays } }).map((n) => n.personId)).toEqual([
      personId(2),
    ]);
  });
});

describe('a notice', () => {
  test('says the title and the due day, and holds no name and nothing of anybody’s', () => {
    const [notice] = due('2026-10-15T09:00', [subject(1)]);
    expect(notice).toEqual({
      key: `chase ${campaign().id} ${personId(1)} 2026-10-16 before_1`,
      step: 'before_1',
      kind: 'agreement_due_soon',
      campaignId: campaign().id,
      title: 'Staff acceptable use agreement',
      personId: personId(1),
      dueOn: '2026-10-16',
      about: [personId(1)],
    });
  });

  test('to a manager stands for the whole team, one for each due day', () => {
    const team = [subject(1), subject(2), subject(3, { dueOn: '2026-10-20' }), subject(4, { managerId: personId(80) })];
    const log = run('2026-10-19', '2026-10-24', () => team).filter(({ notice }) => notice.step === 'manager');
    expect(log.map(({ when, notice }) => [when, notice.personId, notice.about])).toEqual([
      ['2026-10-21', MANAGER, [personId(1), personId(2)]],
      ['2026-10-21', personId(80), [personId(4)]],
      ['2026-10-23', MANAGER, [personId(3)]],
    ]);
  });
});

describe('any chase', () => {
  const people = fc.array(
    fc.record({
      dueIn: fc.constantFrom('2026-09-18', '2026-10-16', '2026-10-24', '2026-11-06', '2026-12-18'),
      manager: fc.constantFrom(MANAGER, null, personId(1)),
      signsOn: fc.constantFrom('2026-09-10', '2026-10-22', '2026-11-10', '2099-01-01'),
      awayFrom: fc.constantFrom('2026-09-14', '2026-10-19', '2099-01-01'),
      awayDays: fc.constantFrom(3, 20, 60),
    }),
    { minLength: 1, maxLength: 4 },
  );

  test('makes each step once, in school hours, in order, and never about people who signed or are away', () => {
    fc.assert(
      fc.property(people, (list) => {
        const subjectsAt = (today: string) =>
          list.map((p, i) => {
            const daysAway = dayNumber(day(today)) - dayNumber(day(p.awayFrom));
            return subject(i + 1, {
              dueOn: p.dueIn,
              managerId: p.manager,
              state: today >= p.signsOn ? 'signed' : 'pending',
              isAway: daysAway >= 0 && daysAway < p.awayDays,
            });
          });
        const log = run('2026-09-07', '2026-12-19', subjectsAt);
        const order = ['asked', 'before_7', 'before_3', 'before_1', 'overdue', 'manager', 'head'];
        for (const { when, hour, notice } of log) {
          expect(hour >= 8 && hour < 17 && isSchoolDay(CALENDAR, HARBOUR.id, day(when))).toBe(true);
          for (const who of notice.about) {
            const now = subjectsAt(when).find((s) => s.obligation.personId === who)!;
            expect([now.obligation.state, now.isAway]).toEqual(['pending', false]);
          }
          const late = schoolDaysBetween(CALENDAR, HARBOUR.id, notice.dueOn, day(when));
          if (notice.step === 'manager') expect(late).toBeGreaterThanOrEqual(3);
          if (notice.step === 'head') expect(late).toBeGreaterThanOrEqual(6);
        }
        for (const [i] of list.entries()) {
          const own = log
            .filter(({ notice }) => notice.about.includes(personId(i + 1)))
            .map(({ notice }) => order.indexOf(notice.step));
          expect(own).toEqual([...new Set(own)].sort((a, b) => a - b));
        }
      }),
      { numRuns: Math.ceil(Number(process.env.RUNS ?? 60) / 10) },
    );
  });
});
