import type { Day, PersonId, SchoolId } from '../ids';
import { type SchoolCalendar, addSchoolDays, schoolDaysBetween } from '../people/calendar';
import { addDays, laterOf } from '../people/day';
import { absencesOn, countsFirst, isInPost, longestOf, samePeople } from '../people/employment';
import type { Absence, Person } from '../people/person';
import { fitsAudience } from './audience';
import {
  AUTOMATIC_REASONS,
  type AutomaticReason,
  type Campaign,
  type Obligation,
  type ObligationState,
} from './obligations';

/** Who is asked after a campaign opened has at least so many school days. [to be confirmed by the school] */
export const JOINER_SCHOOL_DAYS = 10;
/** An absence of more school days than this, or without an end, excuses; a shorter one only keeps reminders away. */
export const LONG_ABSENCE_SCHOOL_DAYS = 10;
/** When to look again at an absence whose end nobody knows. */
export const OPEN_ABSENCE_REVIEW_SCHOOL_DAYS = 20;

export interface ReconcileInput {
  readonly campaign: Campaign;
  /** The register, leavers too. People left out are left alone. */
  readonly people: readonly Person[];
  readonly absences: readonly Absence[];
  /** What the campaign has so far, including rows with `sameAs`. */
  readonly obligations: readonly Obligation[];
  readonly calendar: SchoolCalendar;
  readonly today: Day;
}

export interface ObligationChange {
  /** Null when the person is asked for the first time. */
  readonly before: Obligation | null;
  readonly after: Obligation;
}

/**
 * What must change so that the campaign holds exactly one obligation for everybody it ever concerned, in the state
 * that register and absences say. Applying the changes and asking again gives none. A signature is never touched, and
 * a campaign that is not open changes nothing.
 */
export function reconcile(input: ReconcileInput): ObligationChange[] {
  const { campaign, today } = input;
  if (today < campaign.opensOn || (campaign.closedOn !== null && campaign.closedOn <= today)) return [];
  const existing = new Map(input.obligations.map((obligation) => [obligation.personId, obligation]));
  const away = absencesOn(input.absences, today);
  const joinersDueOn = perSchool((id) => addSchoolDays(input.calendar, id, today, JOINER_SCHOOL_DAYS));
  const changes: ObligationChange[] = [];
  for (const entries of samePeople(input.people)) {
    const own = entries.flatMap((person) => existing.get(person.id) ?? []);
    const standing = standingOf(entries, away, input);
    for (const after of settle({ input, entries, own, standing, joinersDueOn })) {
      const before = existing.get(after.personId) ?? null;
      if (before === null || !isSame(before, after)) changes.push({ before, after });
    }
  }
  return changes;
}

const isSame = (a: Obligation, b: Obligation): boolean =>
  a.state === b.state &&
  a.reason === b.reason &&
  a.reviewOn === b.reviewOn &&
  a.dueOn === b.dueOn &&
  a.sameAs === b.sameAs;

/** How a human being stands to a campaign today. */
type Standing = {
  /** Register entries that were in the audience on any day since the campaign opened. */
  readonly concerned: readonly Person[];
} & (
  | {
      /** In post and in the audience, by these entries. `absence` is one long enough to excuse. */
      readonly kind: 'expected';
      readonly here: readonly [Person, ...Person[]];
      readonly absence: Absence | null;
    }
  /** In post, and not (or no longer) in the audience. */
  | { readonly kind: 'elsewhere' }
  /** Not at work yet. */
  | { readonly kind: 'to_start'; readonly on: Day }
  /** Not in post any more. */
  | { readonly kind: 'left' }
);

function standingOf(
  entries: readonly Person[],
  away: ReadonlyMap<PersonId, readonly Absence[]>,
  { campaign, calendar, today }: ReconcileInput,
): Standing {
  const concerned = entries.filter((p) => concerns(campaign, p, today)).sort(countsFirst(today));
  const [first, ...more] = concerned.filter((p) => isInPost(p, today));
  if (first) {
    const long = entries.flatMap((p) => away.get(p.id) ?? []).filter((a) => isLong(a, calendar, first.schoolId));
    return { kind: 'expected', concerned, here: [first, ...more], absence: longestOf(long) };
  }
  const starts = entries.map((p) => p.startsOn).reduce((earliest, on) => (on < earliest ? on : earliest));
  if (starts > today) return { kind: 'to_start', concerned, on: starts };
  return { kind: entries.some((p) => isInPost(p, today)) ? 'elsewhere' : 'left', concerned };
}

/** In post on some day since the campaign opened, and in its audience as the register has the person now. */
const concerns = (campaign: Campaign, person: Person, today: Day): boolean =>
  person.startsOn <= today &&
  (person.endsOn === null || person.endsOn >= campaign.opensOn) &&
  // A joining campaign asks those who start work after it opened.
  (campaign.trigger !== 'joining' || person.startsOn >= campaign.opensOn) &&
  fitsAudience(person, campaign.audience);

const isLong = (absence: Absence, calendar: SchoolCalendar, schoolId: SchoolId): boolean =>
  absence.until === null ||
  schoolDaysBetween(calendar, schoolId, addDays(absence.from, -1), absence.until) > LONG_ABSENCE_SCHOOL_DAYS;

interface Case {
  readonly input: ReconcileInput;
  /** The register entries of one human being. */
  readonly entries: readonly Person[];
  /** What they have so far. */
  readonly own: readonly Obligation[];
  readonly standing: Standing;
  /** The earliest due day for whoever is asked today. */
  readonly joinersDueOn: (schoolId: SchoolId) => Day;
}

/** Works each school's day out once: a whole trust is asked in one go. */
function perSchool(work: (schoolId: SchoolId) => Day): (schoolId: SchoolId) => Day {
  const known = new Map<SchoolId, Day>();
  return (schoolId) => {
    const found = known.get(schoolId) ?? work(schoolId);
    known.set(schoolId, found);
    return found;
  };
}

/**
 * The rows of one human being: one that counts, and those of other entries pointing to it. Every entry that was in the
 * audience has a row, so that the person can sign by any of them and nobody is missing should the entries be told apart.
 */
function settle(c: Case): Obligation[] {
  const current = c.own.reduce<Obligation | null>(
    (best, o) => (best === null || countsBefore(o, best) ? o : best),
    null,
  );
  const settled = next(current, c);
  const holder = holderOf(current, c.standing);
  if (settled === null || holder === null) return [];
  const counts = { ...settled, campaignId: c.input.campaign.id, personId: holder, sameAs: null };
  return c.entries.length === 1 ? [counts] : [counts, ...othersOf(counts, c)];
}

function othersOf(counts: Obligation, { own, standing, input }: Case): Obligation[] {
  const others = own.filter((o) => o.personId !== counts.personId).map((o) => ({ ...o, sameAs: counts.personId }));
  const known = new Set([counts, ...own].map((o) => o.personId));
  const without = standing.concerned.filter((person) => !known.has(person.id));
  const pending = { ...counts, state: 'pending' as const, reason: null, reviewOn: null, since: input.today };
  return [...others, ...without.map(({ id }) => ({ ...pending, personId: id, sameAs: counts.personId }))];
}

/** A signature counts before anything else, then what counted so far, then an open question, then the older row. */
const countsBefore = (a: Obligation, b: Obligation): boolean => rank(a) < rank(b);
const rank = (o: Obligation): string =>
  [o.state !== 'signed', o.sameAs !== null, o.state !== 'question'].map(Number).join('') + o.since + o.personId;

/** Whose row counts. It stays where signature or question are; else it follows the entry that is in the audience. */
function holderOf(current: Obligation | null, standing: Standing): PersonId | null {
  if (current === null) return (standing.kind === 'expected' ? standing.here : standing.concerned)[0]?.id ?? null;
  if (standing.kind !== 'expected' || current.state === 'signed' || current.state === 'question')
    return current.personId;
  const isThere = standing.here.some((person) => person.id === current.personId);
  return isThere ? current.personId : standing.here[0].id;
}

type Settled = Omit<Obligation, 'campaignId' | 'personId' | 'sameAs'>;

/** The state that follows from the standing; null when the campaign never concerned the person. */
function next(current: Obligation | null, c: Case): Settled | null {
  const { standing } = c;
  const { campaign, today } = c.input;
  if (current?.state === 'signed') return current;
  const isGiven = current?.state === 'excused' && !isAutomatic(current.reason);
  if (isGiven && standing.kind !== 'left' && (current.reviewOn === null || current.reviewOn > today)) return current;
  const to = (state: ObligationState, reason: AutomaticReason | null = null, reviewOn: Day | null = null): Settled => {
    const since = current?.state === state && current.reason === reason ? current.since : today;
    return { state, reason, reviewOn, since, dueOn: current?.dueOn ?? campaign.dueOn };
  };
  const wasElsewhere = current?.state === 'excused' && current.reason === 'moved_role';
  switch (standing.kind) {
    case 'expected':
      if (standing.absence && current?.state !== 'question')
        return to('excused', 'away', lookAgainOn(standing.absence, current, c.input, standing.here[0].schoolId));
      return {
        ...to(current?.state === 'question' ? 'question' : 'pending'),
        dueOn: dueOn(current, c, standing.here[0].schoolId),
      };
    case 'elsewhere':
      if (current === null) return standing.concerned.length > 0 ? to('excused', 'moved_role') : null;
      return current.state === 'left' ? current : to('excused', 'moved_role');
    case 'to_start':
      if (current === null || current.state === 'left' || wasElsewhere) return current;
      return to('excused', 'starts_later', standing.on);
    case 'left':
      if (current === null) return standing.concerned.length > 0 ? to('left') : null;
      return wasElsewhere ? current : to('left');
  }
}

const isAutomatic = (reason: string | null): boolean => {
  const automatic: readonly (string | null)[] = AUTOMATIC_REASONS;
  return automatic.includes(reason);
};

/** The day after an absence; when nobody knows its end, a day to ask, which stays once it is set. */
function lookAgainOn(absence: Absence, current: Obligation | null, input: ReconcileInput, schoolId: SchoolId): Day {
  if (absence.until !== null) return addDays(absence.until, 1);
  const known = current?.reason === 'away' ? current.reviewOn : null;
  return known ?? addSchoolDays(input.calendar, schoolId, input.today, OPEN_ABSENCE_REVIEW_SCHOOL_DAYS);
}

/** Never before the campaign's own day; whoever is asked later than the others has some school days from then. */
function dueOn(current: Obligation | null, { input, joinersDueOn }: Case, schoolId: SchoolId): Day {
  const { campaign, today } = input;
  const earliest = laterOf(current?.dueOn ?? campaign.dueOn, campaign.dueOn);
  const wasAsked = current?.sameAs === null && (current.state === 'pending' || current.state === 'question');
  return wasAsked || today === campaign.opensOn ? earliest : laterOf(earliest, joinersDueOn(schoolId));
}
