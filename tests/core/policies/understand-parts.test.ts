import { statementsOf } from '../../../src/core/policies/document';
import { understand, type Understanding } from '../../../src/core/policies/understand';
import type { RoughBlock } from '../../../src/core/policies/understand-rough';
import { b, codes, h, li, outline, p, read } from '../../support/fixtures/documents/build';

const text = p('This is a sentence.');
const promise = li('I will keep my password secret.');
const parts = (...blocks: RoughBlock[]): string[] =>
  read(...blocks).documents.map(({ kind, title }) => `${kind}: ${title}`);
const part = (understood: Understanding, index: number): string[] =>
  understood.documents.slice(index, index + 1).flatMap(({ document }) => outline(document));

describe('appendices are kept apart', () => {
  test('an agreement inside a policy becomes an agreement of its own', () => {
    const understood = read(
      h(1, 'E-safety policy'),
      h(2, 'Scope'),
      text,
      h(2, 'Appendix A: Staff acceptable use agreement'),
      h(3, 'Passwords'),
      promise,
      h(2, 'Appendix B: Contacts'),
      text,
    );
    expect(understood.documents.map(({ kind, title }) => [kind, title])).toEqual([
      ['policy', 'E-safety policy'],
      ['agreement', 'Appendix A: Staff acceptable use agreement'],
      ['policy', 'Appendix B: Contacts'],
    ]);
    expect(part(understood, 0)).toEqual(['# Scope', 'This is a sentence.']);
    expect(part(understood, 1)).toEqual(['# Passwords', '! I will keep my password secret.']);
    expect(understood.notes).toContainEqual({
      code: 'appendix_kept_apart',
      place: { document: 2, anchor: '' },
      params: { title: 'Appendix B: Contacts', text: 'Appendix B: Contacts' },
    });
  });

  test.each([
    [
      'at the level of the title',
      [h(1, 'Appendix 1'), h(1, 'Pupil AUP'), h(1, 'Passwords'), promise, h(1, 'Appendix 2 – Contacts'), text],
      ['agreement: Appendix 1: Pupil AUP', 'policy: Appendix 2 – Contacts'],
    ],
    ['as plain lines', [p('Appendix 1'), promise, p('Annex B'), text], ['policy: Appendix 1', 'policy: Annex B']],
    ['numbered', [h(2, '5. Appendix A Pupil agreement'), promise], ['agreement: Appendix A Pupil agreement']],
    [
      'under a heading of their own',
      [h(2, 'Appendices'), text, h(3, 'Pupil agreement'), promise, h(3, 'Contacts'), text],
      ['agreement: Pupil agreement', 'policy: Contacts'],
    ],
    [
      'with a heading too long to be a name',
      [h(2, 'Appendix 1'), h(3, 'word '.repeat(24)), text],
      ['policy: Appendix 1'],
    ],
    [
      'inside one another',
      [h(2, 'Appendix 1: Forms'), text, h(3, 'Appendix 1.1: Letter'), text],
      ['policy: Appendix 1: Forms', 'policy: Appendix 1.1: Letter'],
    ],
  ])('%s', (_, blocks, expected) => {
    expect(parts(h(1, 'E-safety policy'), h(2, 'Scope'), text, ...blocks).slice(1)).toEqual(expected);
  });

  test('end where a higher heading begins', () => {
    const understood = read(
      h(1, 'E-safety policy'),
      h(2, 'Scope'),
      text,
      h(3, 'Appendix A'),
      text,
      h(2, 'Review'),
      text,
    );
    expect(part(understood, 0)).toEqual(['# Scope', 'This is a sentence.', '# Review', 'This is a sentence.']);
  });

  test('a list of appendices is only a list', () => {
    expect(parts(h(1, 'E-safety policy'), h(2, 'Appendices'), li('Appendix A: rules'), h(2, 'Review'), text)).toEqual([
      'policy: E-safety policy',
    ]);
    expect(parts(h(1, 'E-safety policy'), text, p('Appendix A: rules'), p('Appendix B: contacts'))).toEqual([
      'policy: E-safety policy',
    ]);
    expect(parts(h(1, 'E-safety policy'), text, p('Appendix A shows the rules.'), text)).toEqual([
      'policy: E-safety policy',
    ]);
  });

  test('no more than forty; the rest stay where they are', () => {
    const many = Array.from({ length: 50 }, (_, index) => [h(2, `Appendix ${String(index)}`), text]).flat();
    expect(parts(h(1, 'E-safety policy'), h(2, 'Scope'), ...many)).toHaveLength(41);
  });

  test('share the version of their policy unless they have their own', () => {
    const understood = read(
      h(1, 'E-safety policy'),
      p('Version: 3'),
      p('Author: A. Teacher'),
      h(2, 'Scope'),
      text,
      h(2, 'Appendix A'),
      text,
      h(2, 'Appendix B'),
      p('Version: 1'),
      p('Date: 2026'),
      text,
    );
    expect(
      understood.documents.map(({ document: { fields } }) => [
        fields.title,
        fields.version,
        fields.author,
        fields.date,
      ]),
    ).toEqual([
      ['E-safety policy', '3', 'A. Teacher', ''],
      ['Appendix A', '3', 'A. Teacher', ''],
      ['Appendix B', '1', '', '2026'],
    ]);
  });
});

describe('an agreement without the word appendix', () => {
  test('is kept apart when a section of a policy is named one and makes promises', () => {
    const understood = read(
      h(1, 'E-safety policy'),
      h(2, 'Scope'),
      text,
      h(2, '4. Staff acceptable use agreement'),
      promise,
      h(3, 'Devices'),
      promise,
      h(2, 'Review'),
      text,
    );
    expect(understood.documents.map(({ title }) => title)).toEqual([
      'E-safety policy',
      'Staff acceptable use agreement',
    ]);
    expect(part(understood, 0)).toEqual(['# Scope', 'This is a sentence.', '# Review', 'This is a sentence.']);
    expect(codes(understood)).toContain('agreement_kept_apart');
  });

  test('also when its promises have only a lead-in', () => {
    expect(parts(h(1, 'E-safety policy'), h(2, 'Scope'), text, h(2, 'Pupil rules'), p('I will:'), li('ask'))).toEqual([
      'policy: E-safety policy',
      'agreement: Pupil rules',
    ]);
  });

  test.each([
    ['only speaks of one', [h(2, 'Parent agreement'), text]],
    ['is the last section of one', [h(2, 'Agreement'), promise]],
    ['stands deeper', [h(2, 'Roles'), h(3, 'Staff agreement'), promise]],
  ])('stays where it is when the section %s', (_, blocks) => {
    expect(parts(h(1, 'E-safety policy'), h(2, 'Scope'), text, ...blocks)).toEqual(['policy: E-safety policy']);
  });

  test('stays where it is inside an agreement', () => {
    expect(parts(h(1, 'Staff agreement'), h(2, 'Agreement to use devices'), promise)).toEqual([
      'agreement: Staff agreement',
    ]);
  });
});

describe('what a document is', () => {
  test.each([
    ['agreement', 'Staff AUP', [promise]],
    ['agreement', 'Staff acceptable use policy', [promise, text]],
    ['agreement', 'Pupil agreement', [text]],
    ['agreement', 'Staying safe', [promise, promise, promise, text]],
    ['policy', 'Acceptable use policy', [text]],
    ['policy', 'Acceptable use policy (AUP)', [text]],
    ['policy', 'E-safety policy', [promise, text]],
    ['policy', 'E-safety policy', [promise, promise, promise, text, text, text, text]],
  ])('%s: %s', (kind, title, blocks) => {
    expect(parts(h(1, title), ...blocks)).toEqual([`${kind}: ${title}`]);
  });

  test('an agreement that asks for nothing is named in a note', () => {
    expect(read(h(1, 'Pupil agreement'), text).notes).toEqual([
      {
        code: 'agreement_without_statements',
        place: { document: 0, anchor: 'pupil-agreement' },
        params: { title: 'Pupil agreement' },
      },
    ]);
    expect(codes(understand([h(1, 'Pupil agreement')], 'a.docx'))).toEqual(['agreement_without_statements']);
  });
});

describe('names that last', () => {
  const anchors = (...headings: string[]): string[] =>
    read(h(1, 'Policy'), text, ...headings.map((heading) => h(2, heading)))
      .documents.flatMap(({ document }) => document.sections.map((section) => section.anchor))
      .slice(1);
  const keys = (...texts: string[]): string[] =>
    read(h(1, 'Pupil agreement'), ...texts.map((line) => li(line))).documents.flatMap(({ document }) =>
      statementsOf(document).map(({ statement }) => statement.key),
    );

  test('an anchor is the heading in small letters without its number, and is unique', () => {
    expect(
      anchors(
        '3.2 Passwords & devices',
        'Passwords',
        'Passwords 2',
        'Passwords',
        'السلامة',
        '🦊',
        '🦊',
        '2026 review',
        '12',
      ),
    ).toEqual([
      'passwords-devices',
      'passwords',
      'passwords-2',
      'passwords-3',
      'السلامة',
      'section',
      'section-2',
      'review',
      '12',
    ]);
  });

  test('a statement keeps its key when it moves, is set in other type or gets new neighbours', () => {
    const [key] = keys('I will keep my password secret.');
    expect(keys('I will ask.', 'I  will keep my PASSWORD secret')).toContain(key);
    expect(keys('I will keep my password secret; and', 'I will ask.')[0]).toBe(key);
    expect(keys('I won’t tell.')).toEqual(keys("I won't tell."));
    expect(keys('I will use “strong” pass–words.')).toEqual(keys('I will use "strong" pass-words'));
  });

  test('other words make another key; the same words twice are counted', () => {
    const [one, two, three] = keys(
      'I will keep my password secret.',
      'I will keep my PIN secret.',
      'I will keep my password secret.',
    );
    expect(two).not.toBe(one);
    expect(three).toBe(`${String(one)}-2`);
  });

  test('a very long statement has a key from all of its words', () => {
    const long = 'I will keep it '.repeat(20);
    expect(keys(`${long} now.`)).not.toEqual(keys(`${long.replace('keep', 'hold')} now.`));
  });
});

test('a bold heading with an appendix label takes the next heading as its name', () => {
  expect(parts(h(1, 'E-safety policy'), h(2, 'Scope'), text, b('Appendix 3'), b('Class poster'), text)).toContain(
    'policy: Appendix 3: Class poster',
  );
});
