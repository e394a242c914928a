import type { Pupil } from '../../core/attestation/store';
import type { Day } from '../../core/ids';
import { type Dice, diceFor } from './dice';
import { pupilIdOf, schoolIdOf } from './keys';
import { nameFrom } from './names';
import { SCHOOL_PLANS, type SchoolPlan } from './staffing';
import { dayIn, nextStartDay, type Story } from './story';

interface ClassPlan {
  readonly school: SchoolPlan;
  readonly year: number;
  readonly stream: string;
}

const classesOf = (school: SchoolPlan): ClassPlan[] => {
  const nursery = school.streams.slice(0, school.nurseryClasses).map((stream) => ({ school, year: -1, stream }));
  const years = Array.from({ length: school.lastYear + 1 }, (_, year) => year);
  return [...nursery, ...years.flatMap((year) => school.streams.map((stream) => ({ school, year, stream })))];
};

/** `3 Kestrel`; the youngest are called by the name of their year. */
const classNameOf = ({ year, stream }: ClassPlan): string =>
  `${year === -1 ? 'Nursery' : year === 0 ? 'Reception' : year} ${stream}`;

/** About 1,800 children in 60 classes. A class of Reception to Year 2 has at most 30, as the law says. */
export const pupilsOf = (story: Story): Pupil[] =>
  SCHOOL_PLANS.flatMap(classesOf).flatMap((plan, index) => {
    const dice = diceFor(story.seed, `class ${plan.school.key} ${classNameOf(plan)}`);
    const size = plan.year > 2 ? 29 + dice.below(5) : 28 + dice.below(3);
    // In every third class one or two children use the picture pages.
    const send = index % 3 === 1 ? 1 + dice.below(2) : 0;
    return childrenOf(plan, size, dice, story).map((pupil, i) => ({
      ...pupil,
      number: `A${(index + 1) * 100 + i}`,
      send: i < send,
    }));
  });

function childrenOf(plan: ClassPlan, size: number, dice: Dice, story: Story): Pupil[] {
  const names = new Set<string>();
  return Array.from({ length: size }, (_, i) => {
    let name = nameFrom(dice);
    while (names.has(`${name.givenName} ${name.familyName}`)) name = nameFrom(dice);
    names.add(`${name.givenName} ${name.familyName}`);
    return {
      id: pupilIdOf(`${plan.school.key} ${classNameOf(plan)} ${i + 1}`),
      schoolId: schoolIdOf(plan.school.key),
      number: null,
      className: classNameOf(plan),
      year: plan.year,
      ...name,
      bornOn: null,
      send: false,
      ...onRoll(plan.year, dice, story),
    };
  });
}

/** Most came with Reception, some with Nursery, some later; a few have just gone or are about to come. */
function onRoll(year: number, dice: Dice, story: Story): { startsOn: Day; endsOn: Day | null } {
  const reception = story.year - year;
  const chance = dice.next();
  if (chance < 0.003) return { startsOn: nextStartDay(story), endsOn: null };
  if (chance > 0.88 && year > 0)
    return { startsOn: dayIn(reception + 1 + dice.below(year), dice.pick(['01-06', '04-22'])), endsOn: null };
  const startsOn = dayIn(chance < 0.35 && year >= 0 ? reception - 1 : Math.min(reception, story.year), '09-01');
  const hasGone = chance > 0.35 && chance < 0.355 && story.today > dayIn(story.year, '10-23');
  return { startsOn, endsOn: hasGone ? dayIn(story.year, '10-23') : null };
}
