import { listEntries } from '../../../../src/adapters/documents/read/archive';
import { readDocx } from '../../../../src/adapters/documents/read/docx';
import { readMarkdown } from '../../../../src/adapters/documents/read/markdown';
import { readText } from '../../../../src/adapters/documents/read/text';
import { understand, type Understanding } from '../../../../src/core/policies/understand';
import { PICTURE_LIMIT } from '../../../../src/core/policies/understand-rough';
import { codes, DOT, first, outline } from '../../../support/fixtures/documents/build';
import {
  bold,
  cell,
  drawing,
  item,
  para,
  run,
  styled,
  tableRow,
  wordFile,
  wordPart,
  wordTable,
  type WordParts,
} from '../../../support/fixtures/documents/word';

const word = async (body: string, parts?: WordParts): Promise<Understanding> => {
  const bytes = wordFile(body, parts);
  return understand(await readDocx(bytes, await listEntries(bytes)), 'policy.docx');
};
const markdown = (text: string): Understanding => understand(readMarkdown(text), 'policy.md');
const plain = (text: string): Understanding => understand(readText(text), 'policy.txt');

describe('messy Word documents', () => {
  test('numbered headings without styles', async () => {
    const understood = await word(
      bold('E-Safety Policy') +
        bold('1. Introduction') +
        para('We keep children safe.') +
        para('1.1 Passwords') +
        para('They are long.') +
        bold('2. Roles') +
        para('Everyone helps.'),
    );
    expect(understood.documents[0]?.title).toBe('E-Safety Policy');
    expect(first(understood)).toEqual([
      '# 1. Introduction',
      'We keep children safe.',
      '## 1.1 Passwords',
      'They are long.',
      '# 2. Roles',
      'Everyone helps.',
    ]);
  });

  test('headings in larger, underlined or capital letters, when the text is not all like that', async () => {
    const size = (points: number): string => `<w:sz w:val="${String(points * 2)}"/>`;
    const look = (text: string, properties: string): string => para(run(text, properties));
    const body = 'This is the text of the policy, which is longer than its headings.';
    const understood = await word(
      styled('Title', 'Policy') +
        look('Scope', size(16)) +
        look(body, size(11)) +
        look('Roles', `${size(11)}<w:u w:val="single"/>`) +
        look(body, size(11)) +
        look('Review', `<w:caps/>${size(11)}`) +
        look(body, size(11)),
    );
    expect(first(understood).filter((line) => line.startsWith('#'))).toEqual(['# Scope', '# Roles', '# Review']);
    expect(codes(await word(styled('Title', 'Policy') + look('Ask first', size(16)) + look(body, size(16))))).toEqual(
      [],
    );
  });

  test('styles of other names and programs', async () => {
    const understood = await word(
      styled('Title', 'Policy') +
        styled('PolicyHeading2', 'Scope') +
        styled('ListBullet', 'phones') +
        styled('ListNumber', 'ask') +
        styled('Heading3', 'Undefined style') +
        para('Text.'),
    );
    expect(first(understood)).toEqual(['# Scope', '* phones', '1 ask', '## Undefined style', 'Text.']);
  });

  test('columns made with tabs', async () => {
    const understood = await word(
      styled('Title', 'Policy') + para('What\tStaff\tPupils') + para('Phones\tyes\tno') + para('Watches\tno\tno'),
    );
    expect(first(understood)).toEqual([
      '# Policy',
      '| What | Staff | Pupils |',
      '| Phones | yes | no |',
      '| Watches | no | no |',
    ]);
  });

  test('a list broken over lines, one typed by hand, and one with levels', async () => {
    const understood = await word(
      styled('Title', 'Policy') +
        item('keep passwords secret and') +
        para('tell nobody') +
        para('• typed by hand') +
        item('ask', 2) +
        item('at home', 1, 1) +
        item('tell', 2),
    );
    expect(first(understood)).toEqual([
      '# Policy',
      '* keep passwords secret and tell nobody',
      '* typed by hand',
      '1 ask at home',
      '2 tell',
    ]);
  });

  test('a table split over pages, with merged cells', async () => {
    const head = ['What', 'Staff', 'Pupils'];
    const tall =
      tableRow([cell('Phones', '<w:vMerge w:val="restart"/>'), 'yes', 'no']) +
      tableRow([cell('', '<w:vMerge/>'), 'breaks', 'no']);
    const understood = await word(
      styled('Title', 'Policy') +
        `<w:tbl>${tableRow(head, '<w:tblHeader/>')}${tall}</w:tbl>` +
        para('') +
        wordTable([head, ['Watches', 'no', 'no']]),
    );
    expect(first(understood)).toEqual([
      '# Policy',
      '| What | Staff | Pupils |',
      '| Phones | yes | no |',
      '| Phones | breaks | no |',
      '| Watches | no | no |',
    ]);
    expect(codes(understood)).toEqual(['tables_joined']);
  });

  test('a matrix with two header rows', async () => {
    const top = tableRow(['', cell('Staff', '<w:gridSpan w:val="2"/>')], '<w:tblHeader/>');
    const understood = await word(
      styled('Title', 'Policy') +
        `<w:tbl>${top}${tableRow(['', bold('yes'), bold('at times')])}${tableRow(['Phones', '✓', ''])}</w:tbl>`,
    );
    expect(first(understood).slice(1)).toEqual(['|  | Staff: yes | Staff: at times |', '| Phones | ✓ |  |']);
  });

  test('an agreement as appendix', async () => {
    const understood = await word(
      styled('Title', 'E-safety policy') +
        styled('heading1', 'Scope') +
        para('All.') +
        styled('heading1', 'Appendix 1') +
        styled('heading1', 'Staff acceptable use agreement') +
        para('I will:') +
        item('Keep my password secret.') +
        item('Lock my screen.'),
    );
    expect(understood.documents.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      'policy: E-safety policy',
      'agreement: Appendix 1: Staff acceptable use agreement',
    ]);
    expect(
      understood.documents
        .slice(1)
        .flatMap(({ document }) => outline(document))
        .slice(1),
    ).toEqual(['! I will keep my password secret.', '! I will lock my screen.']);
  });

  test.each([
    [
      'a table',
      wordTable(
        [
          ['Version', '3'],
          ['Date', 'May 2026'],
          ['Author', 'Headteacher'],
          ['Next review', 'May 2027'],
        ],
        false,
      ),
    ],
    [
      'lines',
      ['Version: 3', 'Date: May 2026', 'Author: Headteacher', 'Next review: May 2027']
        .map((line) => para(line))
        .join(''),
    ],
    ['one paragraph with line breaks', para('Version: 3\nDate: May 2026\nAuthor: Headteacher\nNext review: May 2027')],
  ])('a version block as %s', async (_, block) => {
    const understood = await word(styled('Title', 'Policy') + block + styled('heading1', 'Scope') + para('All.'));
    expect(understood.documents[0]?.document.fields).toMatchObject({
      version: '3',
      date: 'May 2026',
      author: 'Headteacher',
      nextReview: 'May 2027',
    });
    expect(first(understood)).toEqual(['# Scope', 'All.']);
  });

  test('a table of contents that Word made', async () => {
    const understood = await word(
      styled('Title', 'Policy') +
        styled('toc1', '1.\tScope\t2') +
        styled('toc1', '2.\tRoles\t3') +
        styled('heading1', 'Scope') +
        para('All.') +
        styled('heading1', 'Roles') +
        para('Everyone.'),
    );
    expect(first(understood)).toEqual(['# Scope', 'All.', '# Roles', 'Everyone.']);
  });

  test('right-to-left writing and emoji', async () => {
    const text = 'سأحافظ على سرية كلمة المرور 👩🏽‍🏫';
    expect(
      first(await word(styled('Title', 'السلامة') + styled('heading1', 'كلمات 🔒') + para(run(text, '<w:rtl/>')))),
    ).toEqual(['# كلمات 🔒', text]);
  });

  test('an empty document', async () => {
    expect(codes(await word('<w:p/>'))).toEqual(['nothing_found', 'title_from_file_name']);
  });

  test('footnotes stand under their paragraph; links show where they lead, unless that is no place to go', async () => {
    const link = (id: string, text: string): string =>
      `<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${id}">${run(text)}</w:hyperlink>`;
    const note = wordPart(
      'word/footnotes.xml',
      'footnotes',
      `<w:footnote w:id="5">${para('Since 2020.')}</w:footnote>`,
    );
    const understood = await word(
      styled('Title', 'Policy') +
        `<w:p>${run('We teach this')}<w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:footnoteReference w:id="9"/></w:r></w:p><w:p>${link('l1', 'Help')}${run(' or ')}${link('l2', 'mail')}${run(' or ')}${link('l3', 'this')}</w:p>`,
      {
        links: [
          { id: 'f', type: 'footnotes', target: 'footnotes.xml' },
          { id: 'l1', type: 'hyperlink', target: 'https://help.example/', external: true },
          { id: 'l2', type: 'hyperlink', target: 'mailto:office@school.example', external: true },
          { id: 'l3', type: 'hyperlink', target: 'javascript:alert(1)', external: true },
        ],
        more: [note],
      },
    );
    expect(first(understood)).toEqual([
      '# Policy',
      'We teach this [1] [2]',
      '[1] Since 2020.',
      '[2]',
      'Help (https://help.example/) or mail (office@school.example) or this',
    ]);
  });

  test('boxes to tick keep their tick', async () => {
    const box = (on: number): string =>
      `<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="${String(on)}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run('☐')}</w:sdtContent></w:sdt>`;
    expect(
      first(await word(styled('Title', 'Policy') + `<w:p>${box(1)}${run('yes ')}${box(0)}${run('no')}</w:p>`))[1],
    ).toBe('☑ yes ☐ no');
  });

  test('what Word keeps beside the text is named: comments, tracked changes, shapes, page headers, lost numbers', async () => {
    const comment = wordPart(
      'word/comments.xml',
      'comments',
      `<w:comment w:id="1">${para('Is this right?')}</w:comment>`,
    );
    const shape =
      '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice/></mc:AlternateContent>';
    const numbered = para(
      'Scope',
      '<w:pStyle w:val="heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>',
    );
    const understood = await word(
      styled('Title', 'Policy') +
        numbered +
        `<w:p>${run('All ')}<w:ins w:id="2">${run('new')}</w:ins><w:del w:id="3"><w:r><w:delText>old</w:delText></w:r></w:del><w:r>${shape}</w:r></w:p>`,
      {
        links: [{ id: 'c', type: 'comments', target: 'comments.xml' }],
        more: [
          comment,
          wordPart('word/header1.xml', 'hdr', para('Harbour & Sea')),
          wordPart('word/footer1.xml', 'ftr', para('12')),
        ],
      },
    );
    expect(first(understood)).toEqual(['# Scope', 'All new']);
    expect(understood.notes.map(({ code, params }) => [code, ...Object.values(params)])).toEqual([
      ['comments_left_out', '1'],
      ['changes_accepted'],
      ['shape_left_out', '1'],
      ['page_furniture_left_out', 'Harbour & Sea'],
      ['numbering_lost'],
    ]);
  });

  test('pictures are kept, and those that cannot be are named; nothing is fetched', async () => {
    const png = Buffer.from(DOT, 'base64');
    const pictures = ['dot', 'big', 'gone', 'far', 'near', 'odd']
      .map((name) => `<w:p>${drawing(name, name, name === 'far' ? 'link' : 'embed')}</w:p>`)
      .join('');
    const understood = await word(styled('Title', 'Policy') + pictures, {
      links: [
        { id: 'dot', type: 'image', target: 'media/dot.png' },
        { id: 'big', type: 'image', target: 'media/big.png' },
        { id: 'gone', type: 'image', target: 'media/gone.png' },
        { id: 'far', type: 'image', target: 'file:///etc/passwd', external: true },
        { id: 'near', type: 'image', target: 'http://127.0.0.1:9/x.png', external: true },
        { id: 'odd', type: 'image', target: 'media/odd.png' },
      ],
      more: [
        { name: 'word/media/dot.png', data: png },
        { name: 'word/media/big.png', data: Buffer.concat([png, Buffer.alloc(PICTURE_LIMIT)]), method: 0 },
        { name: 'word/media/odd.png', data: 'not a picture' },
      ],
    });
    expect(first(understood).slice(1)).toEqual([
      '(dot: kept)',
      '(big: missing)',
      '(gone: missing)',
      '(far: missing)',
      '(near: missing)',
      '(odd: missing)',
    ]);
    expect(understood.notes.map(({ params }) => [params['alt'], params['reason']])).toEqual([
      ['big', 'too_large'],
      ['gone', 'unreadable'],
      ['far', 'linked'],
      ['near', 'linked'],
      ['odd', 'other_format'],
    ]);
  });

  test('no more pictures are kept once they are too many', async () => {
    const photo = Buffer.concat([Buffer.from(DOT, 'base64'), Buffer.alloc(290 * 1024)]);
    const understood = await word(styled('Title', 'Policy') + `<w:p>${drawing('p', 'photo')}</w:p>`.repeat(20), {
      links: [{ id: 'p', type: 'image', target: 'media/p.png' }],
      more: [{ name: 'word/media/p.png', data: photo, method: 0 }],
    });
    expect(understood.notes.map(({ params }) => params['reason'])).toEqual(['too_many', 'too_many', 'too_many']);
  });
});

describe('messy Markdown', () => {
  test('raw HTML is shown as text and never trusted; a line break is a line break', () => {
    expect(
      first(markdown('# Policy\n\n<script>alert(1)</script>\n\nText <b onclick="x()">bold</b> one.<br>Two.')),
    ).toEqual(['# Policy', '<script>alert(1)</script>', 'Text <b onclick="x()">bold</b> one.', 'Two.']);
  });

  test('marks, links, code, quotes, rules and references become plain text', () => {
    const text =
      '# Policy\n\n**Bold**, *slanted*, ~~gone~~, `code`, &amp; &#8364; &#x20AC; &unknown; \\*star\\* [Help](https://help.example/) <https://x.example/> [bad](javascript:x)\n\n> Quoted.\n\n---\n\n```\ncode block\n```\n\n[ref]: https://y.example/';
    expect(first(markdown(text))).toEqual([
      '# Policy',
      'Bold, slanted, gone, code, & € € &unknown; *star* Help (https://help.example/) https://x.example/ bad',
      'Quoted.',
      'code block',
      '[ref]: https://y.example/',
    ]);
  });

  test('bold lines as headings, nested and ticked lists, tables, and pictures', () => {
    const text = `# Policy\n\n**1. Scope**\n\n- [ ] I will ask\n- [x] I will tell\n\n1. one\n   - inner\n\n   more\n2. two\n\n| a | b |\n|---|---|\n| c<br>d | \\| |\n\n![dot](data:image/png;base64,${DOT}) ![far](https://x.example/a.png)`;
    const understood = markdown(text);
    expect(first(understood)).toEqual(
      [
        '# 1. Scope',
        '! I will ask',
        '! I will tell',
        '1 one more inner',
        '2 two',
        '| a | b |',
        '| c; d | | |',
        '',
        '(dot: kept)',
        '(far: missing)',
      ].filter((line) => line !== ''),
    );
  });

  test('quotes inside quotes without end are refused', () => {
    expect(() => readMarkdown(`${'>'.repeat(30)} x`)).toThrow('too_long');
  });
});

test('plain text: underlined headings, wrapped paragraphs, bullets over lines, tabs', () => {
  const text =
    'E-safety policy\r\n===============\r\nVersion: 3\r\n\r\nScope\r\n-----\r\nThis policy is for everyone in school, for the staff and for the\r\npupils, and for all who visit us.\r\n\r\n- ask first and\r\n  then wait\r\n- tell\r\n\r\n-----------\r\nWhat\tStaff\r\nPhones\tyes';
  const understood = plain(text);
  expect(understood.documents[0]?.document.fields).toMatchObject({ title: 'E-safety policy', version: '3' });
  expect(first(understood)).toEqual([
    '# Scope',
    'This policy is for everyone in school, for the staff and for the pupils, and for all who visit us.',
    '* ask first and then wait',
    '* tell',
    '| What | Staff |',
    '| Phones | yes |',
  ]);
});
