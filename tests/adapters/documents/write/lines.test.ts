import fc from 'fast-check';
import { drawable, onPaper, readsRightToLeft, wrap } from '../../../../src/adapters/documents/write/lines';

const numRuns = Number(process.env['RUNS'] ?? 60);
/** Every letter is one point wide. */
const measure = (text: string): number => [...new Intl.Segmenter('en').segment(text)].length;

test.each<[string, string, number, string[]]>([
  ['short text is one line', 'one two', 20, ['one two']],
  ['lines break between words', 'one two three', 8, ['one two', 'three']],
  ['a word that fits exactly stays', 'one two', 7, ['one two']],
  ['line breaks of the text are kept', 'one\n\ntwo', 20, ['one', '', 'two']],
  ['a word longer than a line is cut', 'abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
  ['letters with marks are not torn apart', 'e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301', 'e\u0301']],
  ['several blanks are one', 'one   two\u00a0three', 20, ['one two three']],
  ['nothing is one empty line', '', 20, ['']],
])('%s', (_, text, width, lines) => {
  expect(wrap(text, width, measure)).toEqual(lines);
});

test('no line is too wide and no word is lost', () => {
  const text = fc.string({ unit: fc.constantFrom(...'abé \n'), maxLength: 80 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (given, width) => {
      const lines = wrap(given, width, measure);
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(given.replace(/[ \n]/g, ''));
    }),
    { numRuns },
  );
});

test.each<[string, string, string]>([
  ['English', 'Signed by Ada on 4 May', 'Signed by Ada on 4 May'],
  ['Arabic', 'محمد بن علي', 'علي بن محمد'],
  ['Arabic within English', 'Signed by محمد علي on 4 May', 'Signed by علي محمد on 4 May'],
  ['Hebrew with a number in it', 'שרה 12 כהן', 'כהן 12 שרה'],
  ['two names with a word between them', 'محمد علي and שרה כהן', 'علي محمد and כהן שרה'],
])('the words of a line stand on paper as they are read: %s', (_, line, expected) => {
  expect(onPaper(line).join(' ')).toBe(expected);
});

test.each([
  ['Ada', false],
  ['Юлия', false],
  ['Ada محمد', true],
  ['שרה', true],
])('%s reads from right to left: %s', (text, expected) => {
  expect(readsRightToLeft(text)).toBe(expected);
});

test.each([
  ['tab\there', 'tab here'],
  ['bell\x07', 'bell '],
  ['Windows\r\nline', 'Windows\nline'],
  ['\u202eturned\u202c', 'turned'],
  ['soft\u00adhyphen', 'softhyphen'],
  ['half \ud83d', 'half \ufffd'],
  ['joined \u0645\u200c\u0627', 'joined \u0645\u200c\u0627'],
])('%j is drawn as %j', (text, expected) => {
  expect(drawable(text)).toBe(expected);
});
