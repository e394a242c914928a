import { wordsIn } from '../../../src/core/incidents/word-lists';
import { outlook as words } from '../../../src/texts/en-gb';
import { answerFor, BLANK, groupsOf, heldFrom, type Reason, screenOf, type View } from '../../../tabs/outlook/flow';
import { view } from './views';

const at = (node: string, part: Partial<View['step']> = {}, said: readonly string[] = []): View =>
  view({ node, ...part }, said);

test.each<[string, readonly Reason[], string]>([
  ['a threat', ['threatening'], 'yes'],
  ['something sexual', ['sexual'], 'yes'],
  ['unwanted contact', ['contact'], 'yes'],
  ['bullying alone', ['bullying'], 'not_sure'],
  ['fear alone', ['frightening'], 'not_sure'],
  ['an insult alone', ['offensive'], 'not_sure'],
  ['a threat among others', ['offensive', 'threatening'], 'yes'],
  ['none of these', ['none'], 'no'],
])('%s answers whether it could be a crime', (_, reasons, expected) => {
  expect(heldFrom({ ...BLANK, reasons }, {})['R3']).toEqual({ choices: [expected] });
});

test('only "none of these" ever says no for her, and nothing ticked says nothing', () => {
  expect(heldFrom(BLANK, {})['R3']).toBeUndefined();
});

test('without words the ticked reasons are sent in words, which bring no warning by themselves', () => {
  const all = Object.keys(words.reasons) as Reason[];
  const text = heldFrom({ ...BLANK, reasons: all }, {})['R7']?.text ?? '';
  expect(text).toMatch(/threatening, offensive/);
  expect(wordsIn(text)).toEqual({ danger: false, imagery: false });
  expect(wordsIn(heldFrom(BLANK, {})['R7']?.text ?? '')).toEqual({ danger: false, imagery: false });
});

test('whoever writes something is shown what it is most like; nobody else is asked', () => {
  expect(heldFrom(BLANK, {})).toMatchObject({ R8: { choices: ['not_sure'] }, R8b: { choices: ['send'] } });
  const held = heldFrom({ ...BLANK, words: ' He wrote it. ' }, {});
  expect(held['R7']).toEqual({ choices: ['text'], text: 'He wrote it.' });
  expect([held['R8'], held['R8b']]).toEqual([undefined, undefined]);
});

test('a member of staff named as responsible counts as an adult here', () => {
  const people = ['p1' as never];
  expect(heldFrom({ ...BLANK, people }, {})['R4']).toEqual({ choices: ['adult'], people });
  expect(heldFrom({ ...BLANK, people, who: ['head'] }, {})['R4']).toEqual({ choices: ['head', 'adult'], people });
});

test.each([
  ['R0', 'safety'],
  ['R1', 'safety'],
  ['R2', 'safety'],
  ['R2a', 'question'],
  ['R3', 'about'],
  ['R7', 'about'],
  ['R8', 'question'],
  ['R8i', 'question'],
  ['school-made', 'question'],
])('at %s the %s screen stands', (node, screen) => {
  expect(screenOf(at(node, {}, ['R1', 'R2']), false)).toBe(screen);
});

test('with danger, whom the alert must not reach is asked alone, before pictures are', () => {
  expect(screenOf(at('R4', {}, ['R1']), false)).toBe('alert');
  expect(screenOf(at('R4', {}, ['R1', 'R2']), false)).toBe('about');
});

test('an instruction is always shown, and the end is the end', () => {
  expect(screenOf(at('I2', { kind: 'instruction' }), false)).toBe('read');
  expect(screenOf(at('D1', { kind: 'terminal' }), false)).toBe('end');
  expect(screenOf(null, false)).toBe('safety');
});

test('what was answered is not asked again', () => {
  expect(groupsOf(at('R3', {}, ['R1', 'R2']))).toEqual(['R3', 'R4', 'R5']);
  expect(groupsOf(at('R3', {}, ['R1', 'R4', 'R2']))).toEqual(['R3', 'R5']);
  expect(groupsOf(at('R4', {}, ['R1', 'R2', 'R2a']))).toEqual(['R4', 'R5']);
  expect(groupsOf(at('R7', {}, ['R1', 'R2', 'R3', 'R4', 'R5']))).toEqual([]);
});

test('the first instruction is passed by answering what follows it, and no other is', () => {
  const first = at('R0', { kind: 'instruction', options: [{ key: 'continue', label: 'Continue' }] });
  expect(answerFor(first, {})).toBeNull();
  expect(answerFor(first, { R1: { choices: ['no'] } })).toEqual({ choices: ['continue'] });
  const stop = at('I2', { kind: 'instruction', options: [{ key: 'continue', label: 'Continue' }] });
  expect(answerFor(stop, { R1: { choices: ['no'] }, R2: { choices: ['yes'] } })).toBeNull();
});

test("where a school's own chart offers something else, its own question stands", () => {
  const other = at('R4', { options: [{ key: 'somebody', label: 'Somebody' }] });
  expect(answerFor(other, { R4: { choices: ['pupil'] } })).toBe('unfit');
  expect(screenOf(other, true)).toBe('question');
});

test('only the fields that the chart asks for are sent', () => {
  const fields = [{ key: 'when', label: 'When', kind: 'text' as const }];
  const options = [{ key: 'done', label: 'Done' }];
  const held = { R6: { choices: ['done'], fields: { when: 'Monday', where: 'here' } } };
  expect(answerFor(at('R6', { fields, options }), held)).toEqual({ choices: ['done'], fields: { when: 'Monday' } });
});
