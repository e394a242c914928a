import fc from 'fast-check';
import {
  type Words,
  differsInMeaning,
  gistOf,
  likeness,
  markWords,
  plainly,
  saysOtherwise,
  textAfter,
  textBefore,
  wordsIn,
} from '../../../src/core/policies/words';

const numRuns = Number(process.env.RUNS ?? 60);
/** `[-gone-]` and `{+come+}`, as people write differences by hand. */
const shown = (words: readonly Words[]): string =>
  words.map(({ mark, text }) => (mark === 'same' ? text : mark === 'added' ? `{+${text}+}` : `[-${text}-]`)).join('');
const sentence = fc
  .array(
    fc.constantFrom(
      'I',
      'will',
      'not',
      'share',
      'my',
      'password',
      'photo',
      'photos',
      ',',
      '.',
      '’',
      '  ',
      '\n',
      '😀',
      'ر',
    ),
    { maxLength: 25 },
  )
  .map((words) => words.join(' '));

describe('marking words', () => {
  test.each([
    ['I will lock my screen.', 'I will always lock my screen.', 'I will {+always +}lock my screen.'],
    ['I may use it.', 'I must use it.', 'I [-may-]{+must+} use it.'],
    ['red blue ends', 'green yellow ends', '[-red blue-]{+green yellow+} ends'],
    ['Be kind.', 'Be kind!', 'Be kind[-.-]{+!+}'],
    ['It’s  “kept” – safe', 'It\'s "kept" - safe', 'It\'s "kept" - safe'],
    ['don’t use it here', "don't use it there", "don't use it [-here-]{+there+}"],
    ['one two', 'one', 'one[- two-]'],
    ['', 'new words', '{+new words+}'],
    ['old words', '', '[-old words-]'],
    ['', '', ''],
    ['   ', '', ''],
    ['a b', 'c d', '[-a b-]{+c d+}'],
    ['call 01632 960 001 now', 'call 01632 960 002 now', 'call 01632 960 [-001-]{+002+} now'],
  ])('“%s” → “%s” is %s', (before, after, expected) => {
    expect(shown(markWords(before, after))).toBe(expected);
  });

  test('taking one side out gives the other text back, but for how spaces, quotes and dashes are typed', () => {
    fc.assert(
      fc.property(sentence, sentence, (before, after) => {
        const words = markWords(before, after);
        expect(plainly(textBefore(words))).toBe(plainly(before));
        expect(plainly(textAfter(words))).toBe(plainly(after));
        expect(words.every((run) => run.text !== '')).toBe(true);
      }),
      { numRuns },
    );
  });

  test('very long texts with nothing in common are shown one after the other', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 1500 }, (_, i) => `${letter}${i}`).join(' '),
    );
    expect(markWords(before ?? '', after ?? '').map((run) => run.mark)).toEqual(['removed', 'added']);
  });
});

describe('wording', () => {
  test.each([
    ['same words, other case and marks', 'I will tell, at once', 'I WILL tell: at once!', false],
    ['a word more', 'I will tell', 'I will not tell', true],
    ['another order', 'photos and names', 'names and photos', true],
  ])('%s', (_, before, after, expected) => {
    expect(saysOtherwise(markWords(before, after))).toBe(expected);
  });

  test('words are found in any script', () => {
    expect(wordsIn('Siân’s 2-step log-in: كلمة!')).toEqual(["siân's", '2-step', 'log-in', 'كلمة']);
    expect(wordsIn('…')).toEqual([]);
  });

  test.each([
    ['organise my files', 'organize my files', false],
    ['it is allowed', 'it was allowed', true],
    ['I can look', "I can't look", true],
    ['legal content', 'illegal content', true],
    ['include photos', 'exclude photos', true],
    ['report concerns', 'report concern', false],
    ['tell the head', 'Tell the head.', false],
    ['names, then photos', 'photos, then names', false],
    ['I share', 'I share more', true],
    ['I share more', 'I share', true],
  ])('“%s” and “%s” mean different things: %s', (before, after, expected) => {
    expect(differsInMeaning(before, after)).toBe(expected);
    expect(differsInMeaning(after, before)).toBe(expected);
  });
});

describe('likeness', () => {
  const like = (a: string, b: string) => likeness(gistOf(a), gistOf(b));

  test('goes by what sentences are about, not by the words every promise has', () => {
    expect(like('I will not share my password', 'I will not lend my laptop')).toBe(0);
    expect(like('I will keep photos safe', 'I will keep each photo safe')).toBeGreaterThan(0.8);
    expect(like('I will', 'I will')).toBe(1);
    expect(like('', 'anything')).toBe(0);
    expect(like('anything', '…')).toBe(0);
  });

  test('is the same either way round, 1 for itself, and never outside 0 to 1', () => {
    fc.assert(
      fc.property(sentence, sentence, (a, b) => {
        expect(like(a, b)).toBe(like(b, a));
        expect(like(a, b)).toBeGreaterThanOrEqual(0);
        expect(like(a, b)).toBeLessThanOrEqual(1);
        expect(like(a, a)).toBe(wordsIn(a).length === 0 ? 0 : 1);
      }),
      { numRuns },
    );
  });
});
