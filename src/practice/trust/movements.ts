import type { Absence } from '../../core/people/person';
import { personIdOf } from './keys';
import { type Place, placeOf, type SchoolKey } from './staffing';
import { type DayOf, nextStartDay, type Story, yearsAgo } from './story';

interface Leaver {
  readonly place: Place;
  readonly endsOn: DayOf;
  /** Came for a few weeks in the autumn of the present school year. */
  readonly isBrief: boolean;
}

/** Teachers who leave in summer stop work in July and are employed until the end of August. */
const endOfSummer = (years: number): DayOf => yearsAgo(years, '08-31');

/** Those who left in the last two years, in order. The last eight leave during the present year's signing. */
const WENT: readonly (readonly [school: SchoolKey, post: string, endsOn: DayOf, isBrief?: boolean])[] = [
  ['nf', 'early-support', yearsAgo(2, '12-31')],
  ['lh', 'ks1-teaching', yearsAgo(1, '04-30')],
  ['lh', 'ks2-teaching', endOfSummer(1)],
  ['qs', 'ks2-teaching', endOfSummer(1)],
  ['nf', 'early-teaching', endOfSummer(1)],
  ['qs', 'inclusion-support', endOfSummer(1)],
  ['lh', 'kitchen', yearsAgo(1, '12-31')],
  ['qs', 'ks1-teaching', yearsAgo(1, '12-31')],
  ['lh', 'office', yearsAgo(0, '04-30')],
  ['lh', 'ks1-teaching', endOfSummer(0)],
  ['nf', 'ks1-support', endOfSummer(0)],
  ['lh', 'ks2-teaching', endOfSummer(0)],
  ['qs', 'early-teaching', endOfSummer(0)],
  ['qs', 'ks2-support', endOfSummer(0)],
  ['lh', 'ks2-supply', yearsAgo(0, '09-18'), true],
  ['qs', 'vol', yearsAgo(0, '09-25')],
  ['nf', 'gov', yearsAgo(0, '10-02')],
  ['lh', 'early-trainee', yearsAgo(0, '10-09'), true],
  ['qs', 'site', yearsAgo(0, '10-16')],
  ['lh', 'ks1-support', yearsAgo(0, '10-23')],
  ['nf', 'ks1-supply', yearsAgo(0, '10-23'), true],
  ['qs', 'ks2-teaching', yearsAgo(0, '10-31')],
];

export const LEAVERS: readonly Leaver[] = WENT.map(([school, post, endsOn, isBrief = false], i) => ({
  place: placeOf(school, post, `leaver.${i + 1}`),
  endsOn,
  isBrief,
}));

/** Hired, not here yet, and so without an account. */
export const STARTERS: readonly { readonly place: Place; readonly startsOn: DayOf }[] = [
  { place: placeOf('lh', 'ks1-teaching', 'starter.1'), startsOn: nextStartDay },
  { place: placeOf('qs', 'ks2-support', 'starter.2'), startsOn: nextStartDay },
  { place: placeOf('nf', 'early-support', 'starter.3'), startsOn: nextStartDay },
  { place: placeOf('qs', 'kitchen', 'starter.4'), startsOn: nextStartDay },
];

interface Away {
  readonly key: string;
  readonly reason: string;
  readonly from: DayOf;
  readonly until: DayOf | null;
}

/** Each is away all through one of the three signings. */
const AWAY: readonly Away[] = [
  { key: 'qs.ks1-teaching.4', reason: 'Maternity leave', from: yearsAgo(0, '06-15'), until: endOfSummer(-1) },
  { key: 'lh.kitchen.5', reason: 'Long-term sickness', from: yearsAgo(0), until: null },
  { key: 'lh.ks2-teaching.9', reason: 'Sabbatical', from: yearsAgo(0), until: endOfSummer(-1) },
  { key: 'nf.ks1-teaching.3', reason: 'Maternity leave', from: yearsAgo(1, '08-18'), until: yearsAgo(0, '08-14') },
  { key: 'qs.ks2-teaching.3', reason: 'Sabbatical', from: yearsAgo(2), until: endOfSummer(1) },
];

export const isEverAway = (place: Place): boolean => AWAY.some(({ key }) => key === place.key);

export const absencesOf = (story: Story): Absence[] =>
  AWAY.map(({ key, reason, from, until }) => ({
    personId: personIdOf(key),
    from: from(story),
    until: until?.(story) ?? null,
    reason,
  }));
