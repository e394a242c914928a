import type { PersonId } from '../../core/ids';
import { schoolYearOf } from '../../core/people/calendar';
import { awayOn, type CampaignPlan, campaignOf, expectedIn, type PracticeCampaign } from './campaign';
import { PERSONA_PARTS, SPECIALS } from './cast';
import { diceFor } from './dice';
import { personIdOf } from './keys';
import { dayIn, dueIn, opensIn } from './story';
import type { PracticeTrust } from './trust';

export interface PracticeHistory {
  /** The two years before this one, oldest first; nobody is pending in them. */
  readonly earlier: readonly PracticeCampaign[];
  readonly current: PracticeCampaign;
}

/** Three years of signing the staff agreement: versions 2.0 and 3.0, both closed, and 4.0, which is open. */
export function practiceHistory(trust: PracticeTrust): PracticeHistory {
  return {
    earlier: [closedPlan(trust, 2, '2.0', 'leaver.1'), closedPlan(trust, 1, '3.0', 'leaver.7')].map((plan) =>
      campaignOf(trust, plan),
    ),
    current: campaignOf(trust, currentPlan(trust)),
  };
}

function datesOf(trust: PracticeTrust, yearsBack: number): Pick<CampaignPlan, 'schoolYear' | 'opensOn' | 'dueOn'> {
  const year = trust.story.year - yearsBack;
  return { schoolYear: schoolYearOf(opensIn(year)).label, opensOn: opensIn(year), dueOn: dueIn(year) };
}

const PAST_EXCUSES = [
  'Lent to another trust for the year.',
  'Had no login and no device this year.',
  'Was on a course until the summer.',
];

function closedPlan(trust: PracticeTrust, yearsBack: number, label: string, leaverKey: string): CampaignPlan {
  const dates = datesOf(trust, yearsBack);
  const closedOn = dayIn(trust.story.year - yearsBack + 1, '07-31');
  const chosen = othersIn(trust, { ...dates, closedOn });
  return {
    ...dates,
    policyVersionLabel: label,
    closedOn,
    excused: new Map(PAST_EXCUSES.flatMap((reason, i) => chosen.slice(i, i + 1).map((id) => [id, reason] as const))),
    leftUnsigned: new Set([personIdOf(leaverKey)]),
    notYet: new Set(),
    questions: new Map(),
    slowToAccept: new Set(),
  };
}

const EXCUSES: readonly (readonly [key: string, reason: string])[] = [
  ['nf.gov.6', 'Steps down at the next meeting and has handed in the account.'],
  ['qs.vol.3', 'Helps at the summer fair only and signs before it.'],
  ['lh.kitchen.4', 'Would like it read aloud. A time is booked with the office.'],
  ['qs.site.2', 'Is reading a paper copy at home.'],
  ['qs.con.1', 'Next visit is next term. Signs at the desk on the day.'],
  ['nf.early-support.6', 'Lent to another trust until the spring.'],
  ['qs.office.3', 'On jury service. Back next month.'],
];

const QUESTIONS: readonly (readonly [key: string, afterSchoolDays: number, text: string])[] = [
  [
    'qs.ks2-teaching.6',
    12,
    'Does the part about AI tools cover the marking app that we tried last term, or do I need to ask again?',
  ],
  [
    'nf.early-support.3',
    29,
    'My watch buzzes when my blood sugar is low. May I leave that one alert on while I am with pupils?',
  ],
  [
    'lh.office.3',
    44,
    'When the office line was down, parents rang my own mobile. What should I do instead the next time?',
  ],
];

const LEFT_UNSIGNED = ['leaver.16', 'leaver.17', 'leaver.18', 'leaver.19', 'leaver.21', 'leaver.22'];

/** The personas who can show how signing works. */
const PERSONAS_NOT_YET = ['lh.ks2-teaching.4', 'lh.ks2-teaching.6', 'lh.ks1-supply.1'];
const OTHERS_NOT_YET = 14;

function currentPlan(trust: PracticeTrust): CampaignPlan {
  const dates = datesOf(trust, 0);
  const others = othersIn(trust, { ...dates, closedOn: null }).slice(0, OTHERS_NOT_YET);
  return {
    ...dates,
    policyVersionLabel: '4.0',
    closedOn: null,
    excused: new Map(EXCUSES.map(([key, reason]) => [personIdOf(key), reason])),
    leftUnsigned: new Set(LEFT_UNSIGNED.map(personIdOf)),
    notYet: new Set([...PERSONAS_NOT_YET.map(personIdOf), ...others]),
    questions: new Map(QUESTIONS.map(([key, afterSchoolDays, text]) => [personIdOf(key), { afterSchoolDays, text }])),
    slowToAccept: new Set([personIdOf('lh.ks2-teaching.1'), personIdOf('lh.leadership.1')]),
  };
}

/** People without a part in the tale, at work all through that signing, in an order by chance. */
function othersIn(trust: PracticeTrust, dates: Pick<CampaignPlan, 'schoolYear' | 'opensOn' | 'closedOn'>): PersonId[] {
  const cast = [...PERSONA_PARTS, ...EXCUSES.map(([key]) => ({ key })), ...QUESTIONS.map(([key]) => ({ key }))];
  const known = new Set([...cast.map(({ key }) => personIdOf(key)), ...Object.values(SPECIALS)]);
  const holders = new Set(trust.roles.map((r) => r.personId));
  const asOf = dates.closedOn ?? trust.story.today;
  const free = expectedIn(trust, dates).filter(
    (p) =>
      !known.has(p.id) &&
      !holders.has(p.id) &&
      p.startsOn <= dates.opensOn &&
      p.endsOn === null &&
      !awayOn(trust, p.id, asOf),
  );
  const dice = diceFor(trust.story.seed, `others ${dates.schoolYear}`);
  return dice.shuffled(free.map((p) => p.id));
}
