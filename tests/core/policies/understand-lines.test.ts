import { b, codes, first, h, li, ol, p, read } from '../../support/fixtures/documents/build';

/** What stands under one heading, without it. */
const body = (...blocks: Parameters<typeof read>): string[] =>
  first(read(h(1, 'Policy'), h(2, 'Part'), ...blocks)).slice(1);

describe('bullets typed by hand', () => {
  test.each([
    '• phones',
    '•phones',
    '· phones',
    '- phones',
    '– phones',
    '* phones',
    'o\tphones',
    '\uf0b7 phones',
    '\uf0fc\tphones',
  ])('are list entries: %j', (line) => {
    expect(body(p(line), p('▪ watches'))).toEqual(['* phones', '* watches']);
  });

  test('may be typed twice, or inside a real list', () => {
    expect(body(p('- - phones'), li('• watches'))).toEqual(['* phones', '* watches']);
  });

  test.each(['-5 degrees', 'o clock', 'or else', '–'])(
    'need room after a sign that may be part of the text: %s',
    (line) => {
      expect(body(p(line))).toEqual([line]);
    },
  );

  test('a tick is a bullet before a promise and keeps its meaning elsewhere', () => {
    expect(body(p('✓ I will ask first'), p('✓ allowed'))).toEqual(['! I will ask first', '✓ allowed']);
  });
});

describe('lines', () => {
  test('cut by the width of a page are one paragraph', () => {
    const text =
      'This policy was copied from a page that was narrow, so that every\nline of it ends where the page ended and not where the sentence\ndid.';
    expect(body(p(text))).toEqual([text.replaceAll('\n', ' ')]);
  });

  test('that are short stand by themselves', () => {
    expect(body(p('The school office\nHarbour Road\n\nFictional Town'))).toEqual([
      'The school office',
      'Harbour Road',
      'Fictional Town',
    ]);
  });

  test('under a bullet belong to it when they are indented, go on in small letters or finish its sentence', () => {
    expect(
      body(
        p(
          '- keep my password secret\n  and tell nobody\n- log out\nwhen I leave\n- ask the\nSchool Office.\nSigned here',
        ),
      ),
    ).toEqual([
      '* keep my password secret and tell nobody',
      '* log out when I leave',
      '* ask the School Office.',
      'Signed here',
    ]);
  });

  test('a bullet broken over two paragraphs is joined again, and the note says where', () => {
    const understood = read(
      h(1, 'Policy'),
      h(2, 'Part'),
      li('keep my password secret and'),
      p('tell nobody.'),
      p('Next.'),
    );
    expect(first(understood)).toEqual(['# Part', '* keep my password secret and tell nobody.', 'Next.']);
    expect(understood.notes).toContainEqual({
      code: 'lines_rejoined',
      place: { document: 0, anchor: 'part' },
      params: { text: 'tell nobody.' },
    });
  });

  test('a long paragraph goes on in small letters; a short line, a new sentence and a tabbed line do not', () => {
    expect(body(p('This sentence was broken by somebody who'), p('copied it.'))).toEqual([
      'This sentence was broken by somebody who copied it.',
    ]);
    expect(body(p('Harbour School'), p('by the sea'))).toEqual(['Harbour School', 'by the sea']);
    expect(body(p('This sentence is quite long and ends here.'), p('then again'))).toHaveLength(2);
    expect(body(p('This sentence was broken by somebody who'), p('a\tb'))).toHaveLength(2);
  });

  test('what nobody can see is left out: control characters, soft hyphens, direction overrides, halves of letters', () => {
    expect(body(p('pass\u00adword\u0007 \u202eabc\u202c x\ud800'))).toEqual(['password abc\u202c x\ufffd']);
  });
});

describe('typed numbers', () => {
  test.each([
    ['1. ask', '2. tell'],
    ['1) ask', '2) tell'],
    ['(1) ask', '(2) tell'],
    ['a) ask', 'b) tell'],
    ['(i) ask', '(ii) tell'],
  ])('that count from one are a list: %s %s', (...lines) => {
    expect(body(...lines.map(p))).toEqual(['1 ask', '2 tell']);
  });

  test('a list that goes on after something else keeps its numbers in the text', () => {
    expect(body(p('1. ask'), p('2. tell'), p('This matters.'), p('3. stop'), p('4. wait'))).toEqual([
      '1 ask',
      '2 tell',
      'This matters.',
      '3. stop',
      '4. wait',
    ]);
  });

  test('a clause keeps its number, because other sentences point to it', () => {
    expect(body(p('3.2 Staff do not share passwords, whatever the reason.'))).toEqual([
      '3.2 Staff do not share passwords, whatever the reason.',
    ]);
  });

  test('a single typed number stays as it is written', () => {
    expect(body(p('1. ask your teacher'))).toEqual(['1. ask your teacher']);
  });

  test('typed numbers that begin again straight after a list are not counted on', () => {
    expect(body(ol('ask'), p('1. tell'), p('2. stop'))).toEqual(['1 ask', '1. tell', '2. stop']);
  });

  test('a real list that begins again goes on', () => {
    expect(body(ol('ask', '1.'), ol('tell', '2.'), ol('stop', '1.'))).toEqual(['1 ask', '2 tell', '3 stop']);
  });

  test('a real list that begins at four keeps its numbers', () => {
    expect(body(ol('ask', '4.'), ol('tell', '5.'))).toEqual(['4. ask', '5. tell']);
  });

  test('what stood under an entry that is no longer one stands by itself', () => {
    expect(body(ol('ask', '4.'), ol('at home', '', 1), ol('at school', '', 1), li('always', 0))).toEqual([
      '4. ask',
      '1 at home',
      '2 at school',
      '* always',
    ]);
  });

  test('numbers inside an entry are kept in its text', () => {
    expect(body(p('1. ask\n  (a) at home\n  (b) at school\n2. tell'))).toEqual([
      '1 ask (a) at home; (b) at school',
      '2 tell',
    ]);
  });

  test('a promise loses its number, because a statement is quoted by itself', () => {
    expect(body(p('4. I will ask first.'), p('5. I will tell.'))).toEqual(['! I will ask first.', '! I will tell.']);
  });
});

test('an empty paragraph, item and heading leave nothing behind', () => {
  expect(first(read(h(1, 'Policy'), h(2, 'Part'), p(' \n '), li(' '), h(2, ' '), p('Text.')))).toEqual([
    '# Part',
    'Text.',
  ]);
});

test('nested bullets follow their bullet, and a note says that they were nested', () => {
  const understood = read(h(1, 'Policy'), li('phones', 2), li('watches', 2), li('smart ones', 4), li('tablets', 0));
  expect(first(understood)).toEqual(['# Policy', '* phones', '* watches', '* smart ones', '* tablets']);
  expect(codes(understood)).toContain('list_flattened');
  expect(codes(read(h(1, 'Policy'), b('x'), li('phones')))).not.toContain('list_flattened');
});
