import { DEFAULT_CALENDAR } from '../../../src/core/people/calendar-data';
import { dueAt, endOf } from '../../../src/core/incidents/clocks';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import type { Flag } from '../../../src/core/incidents/flags';
import { instantOf } from '../../../src/core/people/day';
import { HARBOUR, day } from '../../support/people';

const clockwork = { calendar: DEFAULT_CALENDAR, schoolId: HARBOUR.id };
/** A Wednesday in term, 10 o’clock. */
const WEDNESDAY = instantOf(day('2026-09-09'), 10);
const FRIDAY_EVENING = instantOf(day('2026-09-11'), 20);
const hour = 3_600_000;

test.each([
  ['ten minutes', { unit: 'minutes', count: 10 }, WEDNESDAY, WEDNESDAY + 600_000],
  ['an hour at night', { unit: 'hours', count: 1 }, FRIDAY_EVENING, FRIDAY_EVENING + hour],
  ['the same school day', { unit: 'school_days', count: 0 }, WEDNESDAY, instantOf(day('2026-09-09'), 17)],
  [
    'the same school day, on a Friday evening',
    { unit: 'school_days', count: 0 },
    FRIDAY_EVENING,
    instantOf(day('2026-09-14'), 17),
  ],
  [
    'two school days',
    { unit: 'school_days', count: 2 },
    instantOf(day('2026-09-10'), 9),
    instantOf(day('2026-09-14'), 17),
  ],
  ['a school week', { unit: 'school_weeks', count: 1 }, WEDNESDAY, instantOf(day('2026-09-16'), 17)],
] as const)('%s', (_, span, from, end) => {
  expect(endOf(span, from, clockwork)).toBe(end);
});

describe('when a step is due', () => {
  const due = (node: string, flags: readonly Flag[] = []) =>
    dueAt(TRIAGE, node, flags, { ...clockwork, arrivedAt: (at) => (at === 'T0' ? WEDNESDAY - hour : WEDNESDAY) });
  test.each<[string, Flag[], number]>([
    ['T0', ['danger'], WEDNESDAY - hour + 600_000],
    ['T0', ['imagery'], WEDNESDAY],
    ['T0', [], instantOf(day('2026-09-09'), 17)],
    // Together with T0, from when it came in.
    ['T1', ['danger'], WEDNESDAY - hour + 600_000],
    ['T6a', [], instantOf(day('2026-09-10'), 17)],
    ['T6a', ['danger'], WEDNESDAY],
  ])('%s with %p', (node, flags, at) => expect(due(node, flags)).toBe(at));
  test.each(['T1c', 'T3r', 'CLOSED', 'HANDED', 'nowhere'])('%s has no clock', (node) => expect(due(node)).toBeNull());
});
