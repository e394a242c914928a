import type { RoughBlock } from '../../../src/core/policies/understand-rough';
import { b, codes, first, h, li, ol, p, picture, read, table } from '../../support/fixtures/documents/build';

const title = (...blocks: RoughBlock[]): string | undefined => read(...blocks).documents[0]?.title;
const headings = (...blocks: RoughBlock[]): string[] => first(read(...blocks)).filter((line) => line.startsWith('#'));
const text = p('This is a sentence.');

describe('headings without a style', () => {
  test.each([
    ['numbered and short', p('3.2 Passwords'), '## 3.2 Passwords'],
    ['numbered and bold', b('3. Passwords'), '# 3. Passwords'],
    ['bold with a bare number', b('3 Passwords'), '# 3 Passwords'],
    ['bold', b('Passwords'), '# Passwords'],
    ['a bold question', b('May I use my phone?'), '# May I use my phone?'],
    ['bold with a colon', b('Passwords:'), '# Passwords:'],
    ['capitals', p('PASSWORDS AND DEVICES'), '# PASSWORDS AND DEVICES'],
    ['a bold entry of a list that counts', { ...ol('Passwords'), bold: true }, '# Passwords'],
    ['a bold numbered entry', { ...ol('Passwords', '3.'), bold: true }, '# 3. Passwords'],
  ])('are recognised: %s', (_, line, expected) => {
    const blocks = [b('1. Scope'), text, line, text];
    const understood = read(...blocks);
    expect(first(understood)).toContain(expected);
    expect(codes(understood)).toContain('heading_guessed');
  });

  test('numbered lines that stand apart and count from one are headings', () => {
    expect(headings(p('1. Introduction'), text, p('2. Scope'), text, p('3. Roles'), text)).toEqual([
      '# 1. Introduction',
      '# 2. Scope',
      '# 3. Roles',
    ]);
    expect(headings(ol('Introduction', '1.'), text, ol('Scope', '2.'), text)).toEqual([
      '# 1. Introduction',
      '# 2. Scope',
    ]);
  });

  test.each([
    ['a single numbered line', [p('1. Introduction'), text]],
    ['numbered lines together', [p('1. Ask'), p('2. Tell'), text]],
    ['numbered lines that do not count from one', [p('4. Ask'), text, p('7. Tell'), text]],
    ['a numbered sentence', [p('3.2 Staff do not share passwords.'), text]],
    ['a numbered line in small letters', [p('3.2 which is why'), text]],
    ['a numbered promise', [p('3.2 I will ask'), text]],
    ['a long numbered line', [p(`3.2 ${'Word '.repeat(11).trim()}`), text]],
    ['a long bold line', [b('Word '.repeat(13).trim()), text]],
    ['a bold sentence', [b('Never share a password.'), text]],
    ['a bold promise', [b('I will ask first'), text]],
    ['a bold lead-in', [b('I will:'), li('ask')]],
    ['a bold line that opens a list', [b('Staff:'), li('ask')]],
    ['a long bold line with a colon', [b('What every member of staff has to know:'), text]],
    ['bold small letters', [b('and so on'), text]],
    ['bold with tabs', [b('What\tStaff'), text]],
    ['a place to sign', [b('Signed'), b('Print name'), p('SIGNED'), p('DATE ________'), text]],
    ['a bold line at the end', [text, b('Thank you')]],
    ['a passage in bold', [b('One'), b('Two'), b('Three'), b('Four'), text]],
    ['a bold bullet', [{ ...li('Phones'), bold: true } as RoughBlock, text]],
    [
      'a bold list',
      [{ ...ol('Phones'), bold: true } as RoughBlock, { ...ol('Watches'), bold: true } as RoughBlock, text],
    ],
    ['an abbreviation', [p('CEO'), text]],
  ])('%s is not one', (_, blocks) => {
    expect(codes(read(h(1, 'Policy'), text, ...blocks))).not.toContain('heading_guessed');
  });

  test('stand under the styled heading before them, bold under capitals', () => {
    expect(
      headings(
        h(1, 'Policy'),
        h(2, 'Scope'),
        b('Staff'),
        text,
        p('PUPILS'),
        text,
        b('Older'),
        text,
        h(2, 'Roles'),
        b('Head'),
        text,
      ),
    ).toEqual(['# Scope', '## Staff', '## PUPILS', '### Older', '# Roles', '## Head']);
  });

  test('count from below a styled title', () => {
    expect(headings(h(1, 'Policy'), b('1. Scope'), text, b('1.1 Staff'), text)).toEqual(['# 1. Scope', '## 1.1 Staff']);
    expect(headings(h(1, '1. Scope'), text, p('1.1 Staff'), text)).toEqual(['# 1. Scope', '## 1.1 Staff']);
  });

  test('a style on a whole paragraph does not make it a heading', () => {
    const long = `${'word '.repeat(30)}end.`;
    const understood = read(h(1, 'Policy'), h(2, long), text);
    expect(first(understood)).toEqual(['# Policy', long, 'This is a sentence.']);
    expect(codes(understood)).toContain('heading_demoted');
  });

  test('levels leave no gap and go down to four', () => {
    expect(headings(h(0, 'Policy'), h(3, 'a'), h(5, 'b'), h(6, 'c'), h(7, 'd'), h(8, 'e'), h(1, 'f'))).toEqual([
      '# a',
      '## b',
      '### c',
      '#### d',
      '#### e',
      '# f',
    ]);
  });
});

describe('the title', () => {
  test.each([
    ['a line styled as title', [h(0, 'E-safety'), h(1, 'Scope'), text], 'E-safety'],
    [
      'a title over two lines',
      [picture('logo'), h(0, 'Fictional School'), h(0, 'E-safety'), h(1, 'Scope')],
      'Fictional School E-safety',
    ],
    [
      'the first of two titles too long together',
      [h(0, 'word '.repeat(20)), h(0, 'other '.repeat(20)), h(1, 'Scope')],
      'word '.repeat(20).trim(),
    ],
    [
      'the only heading of the highest level',
      [picture('logo'), h(1, 'E-safety'), h(2, 'Scope'), h(2, 'Roles')],
      'E-safety',
    ],
    [
      'also with appendices of that level',
      [h(1, 'E-safety'), h(2, 'Scope'), h(1, 'Appendix A: contacts'), text],
      'E-safety',
    ],
    [
      'a heading that says what it is',
      [h(1, 'Fictional School'), h(1, 'E-safety policy'), h(1, 'Scope')],
      'E-safety policy',
    ],
    [
      'a line that says what it is',
      [p('Fictional School'), p('E-safety policy'), h(1, 'Scope'), h(1, 'Roles')],
      'E-safety policy',
    ],
    ['a heading with nothing but headings under it', [h(1, 'E-safety'), h(1, 'Scope'), text], 'E-safety'],
    [
      'the file, when a line styled as title stands inside a sentence',
      [p('This is a line that somebody broke'), h(0, 'E-safety'), p('in two.')],
      'policy',
    ],
    ['a line styled as title after others', [p('Harbour School'), h(0, 'E-safety'), text], 'E-safety'],
    ['the version block', [p('Title: E-safety'), p('Version: 3'), h(1, 'Scope'), text], 'E-safety'],
    ['the file', [text, h(1, 'Scope'), text, h(1, 'Roles'), text], 'policy'],
    [
      'the file, when the text begins with headings of its own',
      [h(1, '1. Scope'), text, h(1, '2. Policy'), text],
      'policy',
    ],
    [
      'the file, when a policy is only mentioned later',
      [p('All.'), text, p('E-safety policy'), h(1, 'a'), h(1, 'b')],
      'policy',
    ],
  ])('comes from %s', (_, blocks, expected) => {
    expect(title(...blocks)).toBe(expected);
  });

  test('is said to be guessed when it is an ordinary line or the name of the file', () => {
    expect(codes(read(p('E-safety policy'), h(1, 'Scope'), text, h(1, 'Roles')))).toEqual(['title_guessed']);
    expect(codes(read(text))).toEqual(['title_from_file_name']);
  });

  test('of the version block counts, and a note keeps the longer one of the text', () => {
    const understood = read(
      h(1, 'Fictional School: E-safety'),
      p('Title: E-safety'),
      p('Version: 3'),
      h(2, 'Scope'),
      text,
    );
    expect(understood.documents[0]?.title).toBe('E-safety');
    expect(understood.notes).toContainEqual({
      code: 'other_title',
      place: { document: 0, anchor: '' },
      params: { text: 'Fictional School: E-safety' },
    });
  });

  test('a heading that is not the title of the version block stays in the text', () => {
    expect(headings(p('Title: E-safety'), p('Version: 3'), h(1, 'Scope'), text)).toEqual(['# Scope']);
  });

  test('leaves its number out, and a note keeps it', () => {
    const understood = read(h(0, '3. E-safety'), h(1, 'Scope'), text);
    expect(understood.documents[0]?.title).toBe('E-safety');
    expect(codes(understood)).toEqual(['other_title']);
  });

  test('of an appendix is not the title of the policy', () => {
    expect(
      title(
        h(1, 'E-safety'),
        h(2, 'Scope'),
        h(2, 'Appendix A'),
        table([
          ['Title', 'Contacts'],
          ['Version', '2'],
        ]),
        text,
      ),
    ).toBe('E-safety');
  });

  test('stands over text that comes before any heading', () => {
    expect(first(read(h(1, 'E-safety'), text, h(2, 'Scope'), text))).toEqual([
      '# E-safety',
      'This is a sentence.',
      '# Scope',
      'This is a sentence.',
    ]);
  });
});
