import type { Day } from '../../core/ids';
import { fullName, type Person } from '../../core/people/person';
import { CAST, type Part } from './cast';
import { type Dice, diceFor } from './dice';
import { accountIdOf, personIdOf, schoolIdOf } from './keys';
import { isEverAway, LEAVERS, STARTERS } from './movements';
import { addressPart, nameFrom } from './names';
import { isLead, type Place, places } from './staffing';
import { dayIn, type Story } from './story';

const DOMAIN = 'harbourlights.example';

/** What must not come twice while the people are made up one after another. */
interface Taken {
  readonly names: Set<string>;
  readonly addresses: Set<string>;
  readonly numbers: Map<string, number>;
}

/** Everybody on the register: those in post, those who left and those to come. */
export function peopleOf(story: Story): Person[] {
  const names = new Set(Object.values(CAST).map((part) => fullName(part)));
  const taken: Taken = { names, addresses: new Set(), numbers: new Map() };
  const inPost = places().map((place) =>
    personAt(place, story, taken, { endsOn: null, hasAccount: !isOnPaper(place) }),
  );
  const left = LEAVERS.map(({ place, endsOn, isBrief }) => {
    const last = endsOn(story);
    const startsOn = isBrief ? { startsOn: dayIn(story.year, '09-01') } : {};
    return personAt(place, story, taken, { endsOn: last, hasAccount: true, ...startsOn });
  });
  const toCome = STARTERS.map(({ place, startsOn }) =>
    personAt(place, story, taken, { startsOn: startsOn(story), endsOn: null, hasAccount: false }),
  );
  return [...inPost, ...left, ...toCome];
}

/** Every third volunteer has no account and signs on paper. */
const isOnPaper = ({ key, post }: Place): boolean => post === 'vol' && /\.[36]$/.test(key);

interface Given {
  readonly startsOn?: Day;
  readonly endsOn: Day | null;
  readonly hasAccount: boolean;
}

function personAt(place: Place, story: Story, taken: Taken, given: Given): Person {
  const dice = diceFor(story.seed, place.key);
  const part: Part = CAST[place.key] ?? newName(dice, taken.names);
  const endsOn = part.endsOn?.(story) ?? given.endsOn;
  return {
    id: personIdOf(place.key),
    oid: given.hasAccount ? accountIdOf(place.key) : null,
    staffNumber: nextNumber(place, taken.numbers),
    givenName: part.givenName,
    familyName: part.familyName,
    email: given.hasAccount ? addressOf(part, taken.addresses) : null,
    schoolId: schoolIdOf(place.school),
    jobRole: place.jobRole,
    department: place.department,
    managerId: place.managerKey === null ? null : personIdOf(place.managerKey),
    startsOn: given.startsOn ?? part.startsOn?.(story) ?? startDay(dice, place, story, given.endsOn),
    endsOn,
  };
}

function newName(dice: Dice, names: Set<string>): Part {
  let name = nameFrom(dice);
  while (names.has(fullName(name))) name = nameFrom(dice);
  names.add(fullName(name));
  return name;
}

const PREFIXES: Readonly<Record<string, string>> = { gov: 'G', vol: 'V', con: 'C' };

function nextNumber({ post }: Place, numbers: Map<string, number>): string {
  const prefix = PREFIXES[post] ?? 'S';
  const number = (numbers.get(prefix) ?? 0) + 1;
  numbers.set(prefix, number);
  return prefix + String(number).padStart(4, '0');
}

/** Initial and family name; where that is taken the whole given name, then a number. */
function addressOf(part: Part, addresses: Set<string>): string {
  const [given, family] = [addressPart(part.givenName), addressPart(part.familyName)];
  const full = [given, family].filter((p) => p !== '').join('.');
  const short = family === '' ? full : `${given.charAt(0)}.${family}`;
  const candidates = [part.email ?? `${short}@${DOMAIN}`, `${full}@${DOMAIN}`];
  for (let n = 2; candidates.every((c) => addresses.has(c)); n += 1) candidates.push(`${full}${n}@${DOMAIN}`);
  const address = candidates.find((c) => !addresses.has(c)) ?? full;
  addresses.add(address);
  return address;
}

const TEACHER_STARTS = ['09-01', '09-01', '09-01', '09-01', '09-01', '09-01', '01-01', '04-15'];
const OTHER_STARTS = ['09-01', '09-01', '11-02', '01-04', '02-22', '04-15', '06-01'];

/** A first day in the last fifteen years, many of them recent; before today, and at least a year before `endsOn`. */
function startDay(dice: Dice, place: Place, story: Story, endsOn: Day | null): Day {
  const isTeacher = ['teaching', 'leadership', 'governor'].includes(place.jobRole);
  const monthAndDay = place.jobRole === 'trainee' ? '09-01' : dice.pick(isTeacher ? TEACHER_STARTS : OTHER_STARTS);
  const lastYear = endsOn === null ? story.year : Number(endsOn.slice(0, 4)) - 2;
  const schoolYear = Math.max(lastYear - yearsServed(dice, place), story.year - 15);
  const day = dayIn(monthAndDay >= '09-01' ? schoolYear : schoolYear + 1, monthAndDay);
  return day <= story.today ? day : dayIn(Number(day.slice(0, 4)) - 1, monthAndDay);
}

function yearsServed(dice: Dice, place: Place): number {
  if (isLead(place) || isEverAway(place)) return 3 + dice.below(11);
  if (place.jobRole === 'trainee') return 0;
  if (place.jobRole === 'supply') return dice.below(2);
  if (place.jobRole === 'governor' || place.jobRole === 'volunteer') return dice.below(6);
  return Math.floor(15 * dice.next() ** 1.3);
}
