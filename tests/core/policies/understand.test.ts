import { understand } from '../../../src/core/policies/understand';
import { codes, first, h, li, p, read } from '../../support/fixtures/documents/build';

test('an empty document has no sections, takes its title from the file and says that nothing was found', () => {
  const understood = understand([], 'E-safety_policy-2026.docx');
  expect(understood.documents).toEqual([
    {
      title: 'E safety policy 2026',
      kind: 'policy',
      document: {
        fields: {
          title: 'E safety policy 2026',
          version: '',
          date: '',
          author: '',
          approvedByHead: '',
          approvedByGovernors: '',
          nextReview: '',
        },
        sections: [],
      },
    },
  ]);
  expect(codes(understood)).toEqual(['nothing_found', 'title_from_file_name']);
});

test.each([
  ['.docx', 'Policy'],
  ['', 'Policy'],
  [`${'long '.repeat(100)}.docx`, 'long '.repeat(24).trim()],
  [`${'a '.repeat(100)}.docx`, 'a '.repeat(25).trim()],
  ['سياسة\u202e.txt', 'سياسة'],
])('a file name %j gives the title %j', (fileName, expected) => {
  expect(understand([p('Text.')], fileName).documents[0]?.title).toBe(expected);
});

test('what a reader says about itself becomes a note', () => {
  const remark = { kind: 'remark', code: 'comments_left_out', params: { count: '2' } } as const;
  expect(read(remark, h(1, 'Policy'), p('Text.')).notes).toEqual([
    { code: 'comments_left_out', place: { document: 0, anchor: '' }, params: { count: '2' } },
  ]);
});

test('right-to-left writing and emoji come through untouched', () => {
  const text = 'سأحافظ على سرية كلمة المرور 👩🏽‍🏫 שמור על הסיסמה';
  expect(first(read(h(1, 'سياسة السلامة'), h(2, 'كلمات المرور 🔒'), p(text), li(text)))).toEqual([
    '# كلمات المرور 🔒',
    text,
    `* ${text}`,
  ]);
});

test('notes stand in the order of the document, each at its section', () => {
  const understood = read(
    h(1, 'Policy'),
    h(2, 'One'),
    p('x\ty'),
    p('z\tw'),
    h(2, 'Appendix A'),
    p('Text.'),
    p('q\tr'),
    p('s\tt'),
  );
  expect(understood.notes.map(({ code, place }) => [code, place.document, place.anchor])).toEqual([
    ['table_from_tabs', 0, 'one'],
    ['table_header_guessed', 0, 'one'],
    ['appendix_kept_apart', 1, ''],
    ['table_from_tabs', 1, 'appendix-a'],
    ['table_header_guessed', 1, 'appendix-a'],
  ]);
});
