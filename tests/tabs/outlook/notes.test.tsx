import type { Held } from '../../../tabs/outlook/flow';
import { keepNotes, NO_NOTES, noted, notesOf, without } from '../../../tabs/outlook/notes';
import { fakeHost } from '../../support/page';

const R2 = (key: string): Held => ({ R2: { choices: [key] } });
const R8i = (key: string): Held => ({ R8i: { choices: [key] } });

test.each<[string, readonly Held[], boolean]>([
  ['nothing about pictures', [{ R1: { choices: ['no'] } }], false],
  ['no', [R2('no')], true],
  ['not sure', [R2('not_sure')], false],
  ['yes', [R2('yes')], false],
  ['no, and no again after words that may mean pictures', [R2('no'), R8i('no')], true],
  ['no, then not sure after such words', [R2('no'), R8i('not_sure')], false],
  ['no after such words alone, which is not the question itself', [R8i('no')], false],
  ['no, then yes, then no after such words', [R2('no'), R2('yes'), R8i('no')], false],
  ['no, and something else', [R2('no'), { R3: { choices: ['yes'] } }], true],
])('%s: bytes may leave this client or not', (_, said, may) => {
  expect(said.reduce(noted, NO_NOTES).saidNo).toBe(may);
});

test('what the chart has taken is held no longer', () => {
  const notes = noted(noted(NO_NOTES, R2('no')), { R1: { choices: ['no'] } });
  expect(without(notes, 'R1').held).toEqual(R2('no'));
});

test('notes outlive the page until the report is sent, and what cannot be read is none', () => {
  const { storage } = fakeHost();
  keepNotes(storage, 'r1', noted(NO_NOTES, R2('no')));
  expect(notesOf(storage, 'r1')).toMatchObject({ saidNo: true });
  expect(notesOf(storage, 'r2')).toBeNull();
  keepNotes(storage, 'r1', null);
  expect(notesOf(storage, 'r1')).toBeNull();
  storage.set('outlook.r1', '{');
  expect(notesOf(storage, 'r1')).toBeNull();
});
