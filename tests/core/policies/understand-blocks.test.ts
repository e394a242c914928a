import { PICTURE_LIMIT, type RoughBlock } from '../../../src/core/policies/understand-rough';
import { codes, DOT, first, h, li, ol, p, picture, read, table } from '../../support/fixtures/documents/build';

const policy = (...blocks: RoughBlock[]): string[] => first(read(h(1, 'Policy'), h(2, 'Part'), ...blocks)).slice(1);
const agreement = (...blocks: RoughBlock[]): string[] =>
  first(read(h(1, 'Pupil agreement'), h(2, 'Part'), ...blocks)).slice(1);

describe('promises', () => {
  test.each([
    'I will ask first.',
    "I'll ask first.",
    'I’ll ask first.',
    'I must ask first.',
    'I ask before I click.',
    '“I will ask first.”',
  ])('a bullet that speaks for its signer is a statement in any document: %s', (line) => {
    expect(policy(li(line))).toEqual([`! ${line}`]);
  });

  test('"We…" and "My…" are statements in an agreement, or under a heading that is named one', () => {
    const lines = [li('We listen.'), li('My work is mine.'), li('Our room is quiet.')];
    expect(agreement(...lines)).toEqual(['! We listen.', '! My work is mine.', '! Our room is quiet.']);
    expect(policy(...lines)).toEqual(['* We listen.', '* My work is mine.', '* Our room is quiet.']);
    expect(first(read(h(1, 'Policy'), h(2, 'Roles'), h(3, 'Class agreement'), ...lines))).toContain('! We listen.');
  });

  test('other bullets are lists, and in an agreement a note names the ones beside promises', () => {
    const understood = read(
      h(1, 'Pupil agreement'),
      li('I will ask.'),
      li('Phones'),
      li('Watches'),
      li('I will tell.'),
    );
    expect(first(understood).slice(1)).toEqual(['! I will ask.', '* Phones', '* Watches', '! I will tell.']);
    expect(understood.notes.map(({ code, params }) => [code, params['text']])).toEqual([
      ['bullet_not_statement', 'Phones'],
      ['bullet_not_statement', 'Watches'],
    ]);
    expect(codes(read(h(1, 'Policy'), li('I will ask.'), li('Phones')))).toEqual([]);
  });

  test('lists of bullets and lists that count stay apart', () => {
    expect(policy(li('a'), li('b'), ol('c'), ol('d'))).toEqual(['* a', '* b', '1 c', '2 d']);
  });
});

describe('a lead-in', () => {
  test.each([
    'I will:',
    'I will',
    'I will…',
    'I will not:',
    'I agree that:',
    'I understand that –',
    'When I am online',
    'I promise to:',
    'I know',
  ])('and its bullets become whole statements, if it is one: %s', (lead) => {
    const expected =
      lead === 'When I am online'
        ? ['When I am online', '* ask first']
        : [`! ${lead.replace(/[:… –]+$/u, '')} ask first`];
    expect(policy(p(lead), li('ask first'))).toEqual(expected);
  });

  test('a note says so, and a capital becomes small unless it is more than that', () => {
    const understood = read(
      h(1, 'Policy'),
      p('I will:'),
      li('Ask first'),
      li('PIN numbers keep secret'),
      li('iPads look after'),
      li('A pen bring'),
    );
    expect(first(understood).slice(1)).toEqual([
      '! I will ask first',
      '! I will PIN numbers keep secret',
      '! I will iPads look after',
      '! I will A pen bring',
    ]);
    expect(codes(understood)).toEqual(['lead_in_joined']);
  });

  test('may be the heading', () => {
    expect(policy(h(3, 'I will'), li('ask first'))).toEqual(['## I will', '! I will ask first']);
  });

  test('may be a bullet with others under it', () => {
    expect(policy(li('I will not:'), li('Tell', 1), li('Share', 1), li('I will ask.'))).toEqual([
      '! I will not tell',
      '! I will not share',
      '! I will ask.',
    ]);
  });

  test('keeps what is nested under each of its bullets', () => {
    expect(policy(p('I will:'), li('tell:'), li('a teacher', 1), li('a parent', 1))).toEqual([
      '! I will tell: a teacher; a parent',
    ]);
  });

  test.each([
    ['its bullets are promises themselves', [p('I will:'), li('I will ask.')], ['I will:', '! I will ask.']],
    ['it has no bullets', [p('I will:'), p('Ask.')], ['I will:', 'Ask.']],
    [
      'a table stands between',
      [
        p('I will:'),
        table([
          ['a', 'b'],
          ['c', 'd'],
        ]),
        li('ask'),
      ],
      ['I will:', '| a | b |', '| c | d |', '* ask'],
    ],
    ['it is a whole sentence', [p('I will. Must I'), li('ask')], ['I will. Must I', '* ask']],
    ['it is very long', [p(`I ${'really '.repeat(60)}will:`), li('ask')], [`I ${'really '.repeat(60)}will:`, '* ask']],
    ['it speaks of the school, in a policy', [p('We will:'), li('teach')], ['We will:', '* teach']],
  ])('stays as it is when %s', (_, blocks, expected) => {
    expect(policy(...blocks)).toEqual(expected);
  });

  test('that speaks of us is joined in an agreement', () => {
    expect(agreement(p('We will:'), li('listen'))).toEqual(['! We will listen']);
  });
});

describe('plain sentences', () => {
  test('that promise, one after another in an agreement, are its statements; a note says that this was guessed', () => {
    const understood = read(h(1, 'Pupil agreement'), p('I will ask.'), p('I never share a password'), p('Thank you.'));
    expect(first(understood).slice(1)).toEqual(['! I will ask.', '! I never share a password', 'Thank you.']);
    expect(codes(understood)).toEqual(['statement_guessed', 'statement_guessed']);
  });

  test.each([
    ['alone', [p('I will ask.')]],
    ['with more than one sentence', [p('I will ask. Then I wait.'), p('I will tell. Then I wait.')]],
    ['that are very long', [p(`I will ${'really '.repeat(40)}ask.`), p(`I will ${'truly '.repeat(40)}ask.`)]],
    ['that only lead in', [p('I will:'), p('I must:')]],
    ['that declare something', [p('I have read this.'), p('I have talked about it.')]],
  ])('stay as they are: %s', (_, blocks) => {
    expect(agreement(...blocks)).toEqual(blocks.map((block) => ('text' in block ? block.text.trim() : '')));
  });

  test('stay as they are in a policy', () => {
    expect(policy(p('I will ask.'), p('I will tell.'))).toEqual(['I will ask.', 'I will tell.']);
  });
});

describe('nested entries', () => {
  test('of a list that counts stay in their entry, so that its numbers stay right', () => {
    expect(policy(ol('ask'), li('at home', 1), li('at school', 1), ol('tell'))).toEqual([
      '1 ask at home; at school',
      '2 tell',
    ]);
  });

  test('of a promise stay in it', () => {
    expect(policy(li('I will ask before I use'), li('a phone', 1), li('a watch', 1))).toEqual([
      '! I will ask before I use a phone; a watch',
    ]);
  });
});

describe('pictures', () => {
  const big = `iVBORw0KGgo${'A'.repeat((PICTURE_LIMIT * 4) / 3)}`;

  test.each([
    ['a PNG', DOT, 'data:image/png;base64,'],
    ['a JPEG', '/9j/4AAQSkZJRgABAQ==', 'data:image/jpeg;base64,'],
    ['a GIF', 'R0lGODlhAQABAAAAACw=', 'data:image/gif;base64,'],
  ])('are kept: %s', (_, base64, start) => {
    const [section] = read(h(1, 'Policy'), picture('our school', base64)).documents[0]?.document.sections ?? [];
    expect(section?.blocks).toEqual([{ kind: 'picture', alt: 'our school', data: `${start}${base64}` }]);
  });

  test.each([
    ['linked', picture('our school')],
    ['too_many', { ...picture('our school'), fault: 'too_many' }],
    ['unreadable', { ...picture('our school'), fault: null }],
    ['other_format', picture('our school', 'AAAA')],
    ['other_format', picture('our school', `${DOT}"><script>`)],
    ['too_large', picture('our school', big)],
  ] as [string, RoughBlock][])('are named when they are missing: %s', (reason, block) => {
    const understood = read(h(1, 'Policy'), block);
    expect(first(understood)).toEqual(['# Policy', '(our school: missing)']);
    expect(understood.notes).toEqual([
      { code: 'picture_missing', place: { document: 0, anchor: 'policy' }, params: { alt: 'our school', reason } },
    ]);
  });

  test('without a description are named too, because some readers only hear it', () => {
    expect(codes(read(h(1, 'Policy'), picture('', DOT)))).toEqual(['picture_undescribed']);
  });
});
