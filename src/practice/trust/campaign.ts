import type { Day, PersonId } from '../../core/ids';
import { addDays, laterOf } from '../../core/people/day';
import { isInPost } from '../../core/people/employment';
import type { Absence, Person } from '../../core/people/person';
import { type Dice, diceFor } from './dice';
import { SchoolDays } from './school-days';
import type { PracticeTrust } from './trust';

export interface PracticeSignature {
  readonly personId: PersonId;
  /** Epoch ms, on a school day between 08:00 and 17:00 in London, before today. */
  readonly signedAt: number;
  /** `paper` for those without an account. */
  readonly how: 'screen' | 'paper';
  readonly laptop: string;
  readonly ipad: string;
  readonly acceptedBy: PersonId | null;
  readonly acceptedAt: number | null;
}

export interface NotSigned {
  readonly personId: PersonId;
  readonly state: 'excused' | 'left';
  /** While excused: `away` (the rule's own reason) or somebody's words. Null for those who left. */
  readonly reason: string | null;
  readonly since: Day;
}

export interface PracticeQuestion {
  readonly personId: PersonId;
  readonly text: string;
  readonly askedAt: number;
}

/** What is settled beforehand about one year's signing; chance fills in the rest. */
export interface CampaignPlan {
  readonly schoolYear: string;
  readonly policyVersionLabel: string;
  readonly opensOn: Day;
  readonly dueOn: Day;
  readonly closedOn: Day | null;
  readonly excused: ReadonlyMap<PersonId, string>;
  /** Will leave, or left, without having signed. */
  readonly leftUnsigned: ReadonlySet<PersonId>;
  readonly notYet: ReadonlySet<PersonId>;
  readonly questions: ReadonlyMap<PersonId, { readonly text: string; readonly afterSchoolDays: number }>;
  /** Line managers with many signatures still to accept. */
  readonly slowToAccept: ReadonlySet<PersonId>;
}

/** One year's signing. Everybody expected is in exactly one of `signatures`, `notSigned`, `questions` and `pending`. */
export interface PracticeCampaign extends Pick<
  CampaignPlan,
  'schoolYear' | 'policyVersionLabel' | 'opensOn' | 'dueOn' | 'closedOn'
> {
  /** In the order in which they were given. */
  readonly signatures: readonly PracticeSignature[];
  readonly notSigned: readonly NotSigned[];
  readonly questions: readonly PracticeQuestion[];
  readonly pending: readonly PersonId[];
}

/** Who owes a signature: everybody of any role in post on some day from the opening to the close (or today). */
export const expectedIn = (trust: PracticeTrust, o: Pick<CampaignPlan, 'opensOn' | 'closedOn'>): Person[] =>
  trust.people.filter(
    (p) => p.startsOn <= (o.closedOn ?? trust.story.today) && (p.endsOn === null || p.endsOn >= o.opensOn),
  );

/** The absence of that person on that day; nobody here has two at once. */
export const awayOn = (trust: PracticeTrust, id: PersonId, day: Day): Absence | undefined =>
  trust.absences.find((a) => a.personId === id && a.from <= day && (a.until ?? day) >= day);

/** How the year's signing went by its close, or has gone by the end of yesterday. */
export function campaignOf(trust: PracticeTrust, plan: CampaignPlan): PracticeCampaign {
  const year: Year = {
    trust,
    plan,
    asOf: plan.closedOn ?? trust.story.today,
    // To the first weeks of the next school year: late signatures of one year are accepted then.
    days: new SchoolDays(plan.opensOn, 400),
    people: new Map(trust.people.map((p) => [p.id, p])),
  };
  const outcomes = expectedIn(trust, plan).map((person) => outcomeOf(year, person));
  const { schoolYear, policyVersionLabel, opensOn, dueOn, closedOn } = plan;
  return {
    ...{ schoolYear, policyVersionLabel, opensOn, dueOn, closedOn },
    signatures: outcomes.flatMap((o) => o.signature ?? []).sort((a, b) => a.signedAt - b.signedAt),
    notSigned: outcomes.flatMap((o) => o.notSigned ?? []),
    questions: outcomes.flatMap((o) => o.question ?? []),
    pending: outcomes.flatMap((o) => o.pending ?? []),
  };
}

interface Year {
  readonly trust: PracticeTrust;
  readonly plan: CampaignPlan;
  /** The day on which the state is looked at. */
  readonly asOf: Day;
  readonly days: SchoolDays;
  readonly people: ReadonlyMap<PersonId, Person>;
}

/** Exactly one member is there. */
interface Outcome {
  readonly signature?: PracticeSignature;
  readonly notSigned?: NotSigned;
  readonly question?: PracticeQuestion;
  readonly pending?: PersonId;
}

function outcomeOf(year: Year, person: Person): Outcome {
  const dice = diceFor(year.trust.story.seed, `signing ${year.plan.schoolYear} ${person.id}`);
  const notSigned = excuseOf(year, person);
  if (notSigned) return { notSigned };
  const question = questionOf(year, person, dice);
  if (question) return { question };
  const signedOn = isHeldBack(year.plan, person.id) ? null : signingDay(year, person, dice);
  if (hasCome(year, signedOn)) return { signature: signatureOf(year, person, signedOn, dice) };
  if (person.endsOn === null || person.endsOn >= year.asOf) return { pending: person.id };
  return { notSigned: { personId: person.id, state: 'left', reason: null, since: addDays(person.endsOn, 1) } };
}

const hasCome = (year: Year, day: Day | null): day is Day => day !== null && day < year.trust.story.today;

const isHeldBack = ({ notYet, leftUnsigned, questions, excused }: CampaignPlan, id: PersonId): boolean =>
  [notYet, leftUnsigned, questions, excused].some((held) => held.has(id));

function excuseOf(year: Year, { id, startsOn }: Person): NotSigned | null {
  const from = laterOf(year.plan.opensOn, startsOn);
  const away = awayOn(year.trust, id, year.asOf);
  if (away) return { personId: id, state: 'excused', reason: 'away', since: laterOf(from, away.from) };
  const reason = year.plan.excused.get(id);
  const since = year.days.after(from, 9);
  if (reason === undefined || !hasCome(year, since)) return null;
  return { personId: id, state: 'excused', reason, since };
}

function questionOf(year: Year, { id, startsOn }: Person, dice: Dice): PracticeQuestion | null {
  const question = year.plan.questions.get(id);
  if (!question) return null;
  const planned = year.days.after(year.plan.opensOn, question.afterSchoolDays);
  const day = planned === null ? null : year.days.after(laterOf(planned, startsOn), 0);
  return hasCome(year, day) ? { personId: id, text: question.text, askedAt: year.days.workingTime(day, dice) } : null;
}

/** Never after the close or the last day of work. */
function signingDay({ plan, days }: Year, person: Person, dice: Dice): Day | null {
  const ends = [plan.closedOn, person.endsOn].filter((d) => d !== null);
  const from = laterOf(plan.opensOn, person.startsOn);
  const wanted = days.after(from, delayOf(plan, person, dice));
  if (wanted !== null && ends.every((end) => wanted <= end)) return wanted;
  const last = ends.sort()[0];
  const day = last === undefined ? null : days.upTo(last);
  return day !== null && day >= from ? day : null;
}

/** School days: nearly half sign in the first days, most within three weeks, a few late; joiners in their first week. */
function delayOf(plan: CampaignPlan, person: Person, dice: Dice): number {
  if (person.startsOn > plan.opensOn) return dice.below(6);
  const chance = dice.next();
  if (chance < 0.45) return dice.below(3);
  if (chance < 0.8) return 3 + dice.below(12);
  return chance < 0.96 ? 15 + dice.below(20) : 36 + dice.below(7);
}

function signatureOf(year: Year, person: Person, day: Day, dice: Dice): PracticeSignature {
  const signature = {
    personId: person.id,
    signedAt: year.days.workingTime(day, dice),
    how: person.oid === null ? ('paper' as const) : ('screen' as const),
    ...devicesOf(person),
  };
  const acceptedOn = year.days.after(addDays(day, 1), dice.below(6));
  const isSlow = person.managerId !== null && year.plan.slowToAccept.has(person.managerId);
  const waits = year.plan.closedOn === null && dice.next() < (isSlow ? 0.5 : 0.1);
  const acceptedBy = hasCome(year, acceptedOn) && !waits ? accepterOf(year, person, acceptedOn) : null;
  if (acceptedBy === null || acceptedOn === null) return { ...signature, acceptedBy: null, acceptedAt: null };
  return { ...signature, acceptedBy, acceptedAt: year.days.workingTime(acceptedOn, dice) };
}

/** The line manager; where there is none, or not at work, the head of the school or of the trust. */
function accepterOf({ trust, people }: Year, person: Person, day: Day): PersonId | null {
  const heads = trust.roles.filter((r) => r.role === 'head' && (r.schoolId ?? person.schoolId) === person.schoolId);
  const isAtWork = (id: PersonId): boolean => {
    const found = people.get(id);
    return found !== undefined && isInPost(found, day) && !awayOn(trust, id, day);
  };
  const candidates = [person.managerId, ...heads.map((r) => r.personId)];
  return candidates.find((id) => id !== null && isAtWork(id)) ?? null;
}

const WITH_LAPTOP: readonly string[] = ['teaching', 'leadership', 'office', 'trainee'];
const WITH_IPAD: readonly string[] = ['teaching', 'leadership'];

/** The numbers on the devices a person was given; the same every year. Every other support worker has a tablet. */
function devicesOf({ jobRole, staffNumber }: Person): { laptop: string; ipad: string } {
  const number = staffNumber.slice(1);
  const hasIpad = WITH_IPAD.includes(jobRole) || (jobRole === 'support' && Number(number) % 2 === 0);
  return { laptop: WITH_LAPTOP.includes(jobRole) ? `HL-L${number}` : '', ipad: hasIpad ? `HL-T${number}` : '' };
}
