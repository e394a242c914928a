import { sure } from '../errors';

/** Words that a child of six can read and type, none of them a name. */
const WORDS = (
  'apple badge beach berry brick brush cabin candy chalk cherry cloud comet coral daisy eagle earth field flame flute ' +
  'forest frost garden giant grape green honey horse island jelly kettle koala ladder lemon lemur light maple marble ' +
  'meadow melon mango moon mouse music noodle ocean olive onion orange otter panda paper peach pebble pencil pepper ' +
  'piano pilot planet plum pocket pony puppy puzzle rabbit radio rainbow river robin rocket sailor salad sandy shell ' +
  'silver spoon squirrel star stone summer sunny table tiger toast tomato tower train tulip turtle violet wagon water ' +
  'whale wheel window winter yellow zebra'
).split(' ');

/** Children up to Year 2 get one word and a number to copy, older ones two words (`school-practice.md`: simple by age, growing). */
const LAST_SIMPLE_YEAR = 2;

/**
 * A first password for a pupil of the year: to be typed once from a slip, and changed at that first sign-in. It is
 * random, never the same for a class, and says nothing about the child. `below` gives a random whole number from 0 up
 * to and without its argument.
 */
export function firstPassword(year: number, below: (n: number) => number): string {
  const word = (): string => sure(WORDS[below(WORDS.length)], 'a word');
  const [first, second] = [word(), word()];
  const name = first.charAt(0).toUpperCase() + first.slice(1);
  return year <= LAST_SIMPLE_YEAR
    ? `${name}-${String(below(9_000) + 1_000)}`
    : `${name}-${second}-${String(below(900) + 100)}`;
}
