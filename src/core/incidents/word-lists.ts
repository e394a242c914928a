import type { Chart } from './chart';

/** The words of a report that bring a warning or a question forward. A school may add to them, never take away. */
export const WORDS: Chart['words'] = {
  danger: [
    'suicide',
    'kill himself',
    'kill herself',
    'kill themselves',
    'kill me',
    'wants to die',
    'self-harm',
    'self harm',
    'cutting',
    'overdose',
    'knife',
    'knives',
    'weapon',
    'gun',
    'missing',
    'ran away',
    'run away',
    'meeting him tonight',
    'meeting someone',
    'waiting outside',
    'threatened to kill',
    'not safe at home',
    'scared to go home',
    'hurting now',
  ],
  imagery: [
    'nude',
    'nudes',
    'naked',
    'semi-nude',
    'topless',
    'no clothes on',
    'undressed',
    'underwear picture',
    'private parts',
    'sexting',
    'sext',
    'sexual picture',
    'sexual video',
    'rude picture',
    'rude photo',
    'dick pic',
    'pic of her body',
    'pic of his body',
    'nudify',
    'deepfake',
    'deep fake',
    'indecent image',
    'explicit image',
    'upskirt',
  ],
};

/** Words that a draft lacks and may not lack. */
export const shortened = (words: Chart['words'], shipped: Chart['words']): string[] =>
  (['danger', 'imagery'] as const).flatMap((list) => {
    const has = new Set(words[list].map((word) => word.toLowerCase()));
    return shipped[list].filter((word) => !has.has(word.toLowerCase()));
  });

/** One phrase as it may be typed: any case, hyphen or space or neither between its words, and more than one of it. */
const patternOf = (phrase: string): string =>
  `${[...phrase.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].join('[\\s\\p{P}]*')}(?:e?s|[’']s)?`;

/** One pattern for a list, made once: lists belong to a published chart and do not change. */
const patterns = new WeakMap<readonly string[], RegExp>();

function mentions(text: string, phrases: readonly string[]): boolean {
  if (phrases.length === 0) return false;
  const made = () => new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.map(patternOf).join('|')})(?![\\p{L}\\p{N}])`, 'u');
  const pattern = patterns.get(phrases) ?? made();
  patterns.set(phrases, pattern);
  return pattern.test(text);
}

/** Which of the lists a text touches. It never answers for the person who wrote it: it asks or warns. */
export function wordsIn(text: string, words: Chart['words'] = WORDS): { danger: boolean; imagery: boolean } {
  const plain = text.normalize('NFKC').toLowerCase();
  return { danger: mentions(plain, words.danger), imagery: mentions(plain, words.imagery) };
}
