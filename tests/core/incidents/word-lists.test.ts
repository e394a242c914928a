import { WORDS, shortened, wordsIn } from '../../../src/core/incidents/word-lists';

test.each([
  ['He has a KNIFE.', true, false],
  ['two guns and some weapons', true, false],
  ['she self-harms', true, false],
  ['self harm, selfharm', true, false],
  ['He wants to die', true, false],
  ['a rude photo, and rude photos', false, true],
  ['ＮＵＤＥ', false, true],
  ['They talk about sexting', false, true],
  ['It is a deep fake of a girl', false, true],
  ['semi nude and she ran away', true, true],
  ['The gunner scored for Arsenal', false, false],
  ['denuded trees', false, false],
  ['', false, false],
])('“%s”', (text, danger, imagery) => expect(wordsIn(text)).toEqual({ danger, imagery }));

test('every shipped word is found as it stands', () => {
  for (const word of WORDS.danger) expect([word, wordsIn(`x ${word} y`).danger]).toEqual([word, true]);
  for (const word of WORDS.imagery) expect([word, wordsIn(`x ${word} y`).imagery]).toEqual([word, true]);
});

test('a school’s own words count beside them, and symbols in them are only symbols', () => {
  const own = { danger: [...WORDS.danger, 'the old quarry'], imagery: [...WORDS.imagery, 'a.b*c'] };
  expect(wordsIn('meet at the Old Quarry', own)).toEqual({ danger: true, imagery: false });
  expect(wordsIn('axbc abc', own)).toEqual({ danger: false, imagery: true });
});

test('without words nothing is mentioned', () => {
  expect(wordsIn('He has a knife', { danger: [], imagery: [] })).toEqual({ danger: false, imagery: false });
});

test('a list may grow and may not shrink', () => {
  expect(
    shortened({ danger: [...WORDS.danger, 'more'], imagery: WORDS.imagery.map((w) => w.toUpperCase()) }, WORDS),
  ).toEqual([]);
  expect(shortened({ danger: WORDS.danger.slice(1), imagery: [] }, WORDS)).toEqual(['suicide', ...WORDS.imagery]);
});
