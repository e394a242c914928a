import { EntryId } from '../../../src/core/ids';
import { REDACTED, packEntries, redacted } from '../../../src/core/incidents/case-pack';
import { digestOf } from '../../../src/core/incidents/case-entries';
import { personId } from '../../support/people';

test.each<[string, unknown, string[], unknown]>([
  ['nothing to take out', { a: 'Ann' }, ['', ' '], { a: 'Ann' }],
  [
    'a name in any case, wherever it stands',
    { a: ['ANN said', { b: 'to ann.' }], n: 1, x: null },
    ['Ann'],
    { a: [`${REDACTED} said`, { b: `to ${REDACTED}.` }], n: 1, x: null },
  ],
  ['the longer of two first', 'Ann Smith and Ann', ['Ann', 'Ann Smith'], `${REDACTED} and ${REDACTED}`],
  ['letters that mean something to a pattern', 'a.b (c) axb', ['a.b', '(c)'], `${REDACTED} ${REDACTED} axb`],
])('%s', (_, value, words, copy) => {
  expect(redacted(value, words)).toEqual(copy);
});

test('an entry that lost a word, or all, has no salt any more, and keeps its digest; the others can be checked', () => {
  const entries = ['Ann came', 'Nothing', 'Secret'].map((text, i) => ({
    id: EntryId.parse(`0a4f0000-0000-4000-8000-00000000000${i}`),
    number: i + 1,
    at: i,
    by: personId(1),
    salt: `salt ${i}`,
    entry: { kind: 'note' as const, text },
  }));
  const last = entries[2]!.id;
  const packed = packEntries(entries, () => 'Ann Lead', { entryIds: [last], words: ['Ann'] });
  expect(packed.map((e) => e.salt)).toEqual([null, 'salt 1', null]);
  expect(packed.map((e) => e.digest)).toEqual(entries.map(digestOf));
  expect(packed[0]?.byName).toBe(`${REDACTED} Lead`);
  expect(JSON.stringify(packed)).not.toContain('Secret');
});
