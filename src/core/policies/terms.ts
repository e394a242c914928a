import { PHRASES } from './phrases';
import { NEAR, SAME, TOPICS } from './synonyms';

// Words that every question and every rule is made of. "Not" is among them: a rule is found by its subject.
const COMMON = new Set(
  (
    'a about afternoon all allowed alright also am an and another any anyone anything are as ask asked asks at back be been being but by can cant could did do does ' +
    'doing dont else ever for from get gets getting give good got great had half has have having he her here hey hi him his how i id if ill ' +
    'im in incase into is it its ive just know late let like may maybe me might must morning my need needs new next no not of off ok okay on one only or other our ' +
    'out over people permitted person please policy put quick quickly really rule rules same say says she should show so some somebody someone ' +
    'something sorry still such take takes taking than thank thanks that the their them then there theres these they thing things ' +
    'think this today together tomorrow to too under up us use used uses using wants want was we well went were what whats when where whether which while who ' +
    'fine matter matters bother scroll scrolling monday tuesday wednesday thursday friday tonight weekend evening lately recently currently anymore anyway actually basically wanting wanted ' +
    'whos why will with without wondering would yes you your school schools'
  ).split(' '),
);

/** Lower case, without accents and apostrophes; "can't" and "cant" are one word, "it" and "IT" are two. */
export const folded = (text: string): string =>
  (/\p{Ll}/u.test(text) ? text.replace(/\bIT\b/g, 'ICT') : text)
    .normalize('NFD')
    .replace(/\p{M}|['‘’ʼ]/gu, '')
    .toLowerCase();

// The first that fits is used. Light on purpose: "policy" and "police" must stay apart.
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(.{2})(?:ies|ied)$/, '$1y'],
  [/(.{2}(?:ss|sh|ch|x|z))es$/, '$1'],
  [/(.{3})ying$/, '$1y'],
  [/(.{2})([b-df-hj-km-np-rtv-z])\2(?:ing|ed)$/, '$1$2'],
  [/(.{3})(?:ing|ed)$/, '$1'],
  [/(.{2}[^su])s$/, '$1'],
];

/** A word cut to its beginning, so that "photos" and "photo", "recorded" and "recording" agree. British spelling. */
export function stem(word: string): string {
  const british = word.replace(/iz(e|es|ed|ing|ation|ations)$/, 'is$1');
  const ending = ENDINGS.find(([pattern]) => pattern.test(british));
  const cut = ending === undefined ? british : british.replace(ending[0], ending[1]);
  return cut.replace(/(.{4})e$/, '$1');
}

const STANDS_FOR = new Map(
  SAME.flatMap(([terms, words]) => words.split(' ').map((word) => [stem(word), terms.split(' ').map(stem)] as const)),
);

/** Everyday words that policies may not hold but that are understood all the same. */
export const EVERYDAY: readonly string[] = SAME.flatMap(([, words]) => words.split(' '));

/** What a word is understood as; the word's own stem when nothing is known about it. */
const conceptsOf = (word: string): readonly string[] => STANDS_FOR.get(stem(word)) ?? [stem(word)];

/** The words of a text after turns of phrase are put together, telling words only, in order. */
export function wordsOf(text: string): string[] {
  const joined = PHRASES.reduce(
    (all, [phrase, word]) => all.replace(phrase, word).replace(/ {2,}/g, ' '),
    folded(text),
  );
  return (joined.match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => !COMMON.has(word));
}

/** The terms by which a text is indexed and found. */
export const termsOf = (text: string): string[] => wordsOf(text).flatMap(conceptsOf);

const NEIGHBOURS = new Map<string, Map<string, number>>();
for (const [one, other, nearness, back = nearness] of NEAR) {
  for (const [from, to, how] of [
    [stem(one), stem(other), nearness],
    [stem(other), stem(one), back],
  ] as const) {
    NEIGHBOURS.set(from, (NEIGHBOURS.get(from) ?? new Map<string, number>()).set(to, how));
  }
}

/** Terms often meant by this one, and how far (0 to 1). */
export const nearTo = (term: string): ReadonlyMap<string, number> => NEIGHBOURS.get(term) ?? new Map<string, number>();

/** How many slips of the finger (wrong, missing, extra or swapped letters) lie between two words. */
export function slipsBetween(one: string, other: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + changed);
      row.push(swapped ? Math.min(least, beforeLast[j - 2]! + 1) : least);
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length]!;
}

/** Shorter words are taken as typed, and up to this length only swapped letters are put right: "gates" is not "games". */
const SHORTEST_CORRECTED = 5;
const LONG_ENOUGH_FOR_TWO = 8;

/** The known word that was probably meant; the word itself when it is known or nothing is near enough. */
export function corrected(word: string, known: ReadonlySet<string>): string {
  if (word.length < SHORTEST_CORRECTED || known.has(word) || STANDS_FOR.has(stem(word))) return word;
  const letters = [...word].sort().join('');
  const most = word.length < LONG_ENOUGH_FOR_TWO ? 1 : 2;
  const near = [...known]
    .filter((other) => other[0] === word[0] && Math.abs(other.length - word.length) <= most)
    .filter((other) => word.length > SHORTEST_CORRECTED || [...other].sort().join('') === letters)
    .map((other) => ({ other, slips: slipsBetween(word, other) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.other ?? word;
}

const ABOUT = new Map(
  TOPICS.flatMap(([weight, words]) => words.split(' ').map((word) => [stem(word), weight] as const)),
);

/** How much a term counts as something that rules about technology are about; 0 for all others. */
export const topicWeight = (term: string): number => ABOUT.get(term) ?? 0;
