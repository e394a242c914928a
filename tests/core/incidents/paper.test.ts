import { LARGEST_PAPER, paperKind } from '../../../src/core/incidents/paper';
import { refusal } from '../../support/refusal';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test.each([
  ['letter.pdf', '%PDF-1.7', 'application/pdf'],
  ['shot.PNG', '\x89PNG\r\n\x1a\nrest', 'image/png'],
  ['shot.jpeg', '\xff\xd8\xff\xe0', 'image/jpeg'],
  ['minutes.docx', 'PK\x03\x04', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['notes.txt', 'He said:\r\n\t"no"', 'text/plain'],
])('%s is what it says', (name, content, mediaType) => {
  expect(paperKind(bytes(content), name)).toBe(mediaType);
});

test.each([
  ['nothing', 'letter.pdf', ''],
  ['a program with the name of a letter', 'letter.pdf', 'MZ\x90\x00'],
  ['a page', 'page.html', '<script>'],
  ['bytes with the name of a text', 'notes.txt', 'a\x00b'],
  ['a picture with the name of a text', 'shot.txt', '\xff\xd8\xff\x01'],
  ['an archive', 'all.zip', 'PK\x03\x04'],
])('%s is refused', (_, name, content) => {
  expect(refusal(() => paperKind(bytes(content), name))).toMatchObject({ code: 'invalid_input' });
});

test('what is too large is refused as such', () => {
  expect(refusal(() => paperKind(new Uint8Array(LARGEST_PAPER + 1), 'a.pdf')).code).toBe('too_large');
});
