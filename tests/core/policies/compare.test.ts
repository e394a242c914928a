import fc from 'fast-check';
import {
  type BlockChange,
  type Comparison,
  type Words,
  compareVersions,
  isSubstantive,
  statementChanges,
  textAfter,
  textBefore,
} from '../../../src/core/policies/compare';
import type { Block, PolicyDocument } from '../../../src/core/policies/document';
import { plainly } from '../../../src/core/policies/words';
import { documentOf, list, paragraph, picture, section, statement, table } from '../../support/documents';

const numRuns = Number(process.env.RUNS ?? 60);
const marked = (words: readonly Words[]): string =>
  words.map(({ mark, text }) => (mark === 'same' ? text : mark === 'added' ? `{+${text}+}` : `[-${text}-]`)).join('');

/** One line for each block: what happened to it and its words. */
const told = (comparison: Comparison): string[] =>
  comparison.sections.flatMap((s) => [`# ${s.change} ${marked(s.heading)}`, ...s.blocks.map(tell)]);
function tell(block: BlockChange): string {
  const from = block.movedFrom === null ? '' : ` (from ${block.movedFrom})`;
  return `${block.change}${from} ${block.kind} ${bodyOf(block)}`;
}
function bodyOf(block: BlockChange): string {
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return marked(block.words);
    case 'list':
      return block.items.map((item) => `${item.change}: ${marked(item.words)}`).join(' | ');
    case 'table':
      return [
        marked(block.caption),
        block.columns.map((c) => `${c.change}: ${marked(c.words)}`).join(' | '),
        ...block.rows.map((row) => `${row.change}: ${row.cells.map(marked).join(' | ')}`),
      ].join(' / ');
    case 'picture':
      return `${marked(block.alt)}${block.isReplaced ? ' (replaced)' : ''}`;
  }
}
const between = (before: PolicyDocument, after: PolicyDocument) => told(compareVersions(before, after));
const inOne = (...blocks: Block[]) => documentOf(section('Passwords', ...blocks));

describe('statements', () => {
  const lock = statement('I will lock my screen when I walk away.');
  const secret = statement('I will keep my password secret.');
  const report = statement('I will report a lost laptop to the office.');

  test.each<[string, Block[], Block[], string[]]>([
    [
      'the same stay unchanged',
      [lock, secret],
      [lock, secret],
      [
        '# unchanged Passwords',
        'unchanged statement I will lock my screen when I walk away.',
        'unchanged statement I will keep my password secret.',
      ],
    ],
    [
      'a new one is added in its place',
      [lock],
      [secret, lock],
      [
        '# reworded Passwords',
        'added statement {+I will keep my password secret.+}',
        'unchanged statement I will lock my screen when I walk away.',
      ],
    ],
    [
      'a removed one stands where it used to',
      [lock, secret, report],
      [lock, report],
      [
        '# reworded Passwords',
        'unchanged statement I will lock my screen when I walk away.',
        'removed statement [-I will keep my password secret.-]',
        'unchanged statement I will report a lost laptop to the office.',
      ],
    ],
    [
      'changed words are marked',
      [secret, lock],
      [statement('I will always keep my password secret.'), lock],
      [
        '# reworded Passwords',
        'reworded statement I will {+always +}keep my password secret.',
        'unchanged statement I will lock my screen when I walk away.',
      ],
    ],
    [
      'another promise of the same build is not a rewording',
      [secret],
      [statement('I will return my laptop early.')],
      [
        '# reworded Passwords',
        'removed statement [-I will keep my password secret.-]',
        'added statement {+I will return my laptop early.+}',
      ],
    ],
    [
      'one that only changes places has moved',
      [lock, secret, report],
      [report, lock, secret],
      [
        '# reworded Passwords',
        'moved statement I will report a lost laptop to the office.',
        'unchanged statement I will lock my screen when I walk away.',
        'unchanged statement I will keep my password secret.',
      ],
    ],
    [
      'a key tells it again whatever became of the words',
      [statement('Be good.', 'k1')],
      [statement('Never lie.', 'k1')],
      ['# reworded Passwords', 'reworded statement [-Be good-]{+Never lie+}.'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(between(inOne(...before), inOne(...after))).toEqual(expected);
  });

  test('curly quotes, dashes and spaces are no change of wording', () => {
    const before = inOne(statement('I won’t share “it” –  ever.', 'a'));
    const after = inOne(statement('I won\'t share "it" - ever.', 'b'));
    expect(between(before, after)).toEqual([
      '# unchanged Passwords',
      'unchanged statement I won\'t share "it" - ever.',
    ]);
  });

  test('one that went to another section is shown there with where it came from', () => {
    const rest = statement('I will look after devices.');
    const before = documentOf(section('Screens', lock, statement('Be kind.')), section('Devices', rest));
    const after = documentOf(section('Screens', statement('Be kind.')), section('Devices', rest, lock));
    expect(between(before, after)).toEqual([
      '# reworded Screens',
      'unchanged statement Be kind.',
      '# reworded Devices',
      'unchanged statement I will look after devices.',
      'moved (from Screens) statement I will lock my screen when I walk away.',
    ]);
  });

  test('one that went elsewhere and changed a little is still known', () => {
    const before = documentOf(
      section('Screens', statement('I will lock my screen when I walk away.', 'a')),
      section('Devices'),
    );
    const after = documentOf(
      section('Screens'),
      section('Devices', statement('I will lock my screen before I walk away.', 'b')),
    );
    expect(between(before, after)).toEqual([
      '# reworded Screens',
      '# reworded Devices',
      'reworded (from Screens) statement I will lock my screen [-when-]{+before+} I walk away.',
    ]);
  });

  test('a few common words far away are a coincidence', () => {
    const before = documentOf(
      section('Screens', paragraph('See below.')),
      section('Devices', paragraph('Laptops and tablets.')),
    );
    const after = documentOf(
      section('Screens'),
      section('Devices', paragraph('Laptops and tablets.'), paragraph('See below.')),
    );
    expect(between(before, after)).toEqual([
      '# reworded Screens',
      'removed paragraph [-See below.-]',
      '# reworded Devices',
      'unchanged paragraph Laptops and tablets.',
      'added paragraph {+See below.+}',
    ]);
  });
});

describe('sections', () => {
  const text = (about: string) => paragraph(`This part is about ${about} and nothing else whatever.`);

  test('are known by their deep link, then their heading, then what they say', () => {
    const before = documentOf(
      { ...section('Old title', text('dragons')), anchor: 'x' },
      { ...section('Photographs of pupils'), anchor: 'b1' },
      { ...section('Email'), anchor: 'c1' },
      { ...section('Miscellaneous', text('filters')), anchor: 'd1' },
    );
    const after = documentOf(
      { ...section('New title', text('dragons')), anchor: 'x' },
      { ...section('Photographs of pupils and staff'), anchor: 'b2' },
      { ...section('EMAIL'), anchor: 'c2' },
      { ...section('Web safety', text('filters')), anchor: 'd2' },
    );
    expect(between(before, after)).toEqual([
      '# reworded [-Old-]{+New+} title',
      'unchanged paragraph This part is about dragons and nothing else whatever.',
      '# reworded Photographs of pupils{+ and staff+}',
      '# reworded [-Email-]{+EMAIL+}',
      '# reworded [-Miscellaneous-]{+Web safety+}',
      'unchanged paragraph This part is about filters and nothing else whatever.',
    ]);
  });

  test('appear, go and change places', () => {
    const [a, b, c, d, e] = ['Apples', 'Bridges', 'Clouds', 'Drums', 'Elms'].map((heading) =>
      section(heading, paragraph(`${heading}.`)),
    );
    const comparison = compareVersions(documentOf(a!, b!, e!, c!), documentOf(c!, a!, e!, d!));
    expect(comparison.sections.map((s) => `${s.change} ${s.anchor}`)).toEqual([
      'moved clouds',
      'unchanged apples',
      'removed bridges',
      'unchanged elms',
      'added drums',
    ]);
    expect(comparison.counts.sections).toEqual({ unchanged: 2, reworded: 0, added: 1, removed: 1, moved: 1 });
  });

  test('without words in their headings do not stand for one another', () => {
    const before = documentOf({ ...section('—', paragraph('Apples on a tray.')), anchor: 'a' });
    const after = documentOf({ ...section('…', paragraph('Bridges over water.')), anchor: 'b' });
    expect(
      compareVersions(before, after)
        .sections.map((s) => s.change)
        .sort(),
    ).toEqual(['added', 'removed']);
  });
});

describe('lists, tables and pictures', () => {
  test('a list shows what became of each item', () => {
    const before = inOne(list('red pens', 'blue folders in the cupboard', 'green paper'));
    const after = inOne(list('green paper', 'red pens', 'blue folders in the office cupboard', 'scissors'));
    expect(between(before, after)[1]).toBe(
      'reworded list moved: green paper | unchanged: red pens | reworded: blue folders in the {+office +}cupboard | added: {+scissors+}',
    );
    expect(between(inOne(list('a', 'b')), inOne(list('a', 'b')))[1]).toBe('unchanged list unchanged: a | unchanged: b');
  });

  test('a table is compared by row, each row known by its first cell', () => {
    const before = inOne(table(['Use', 'Staff'], ['Phones', 'no'], ['Email', 'yes'], ['Games', 'no']));
    const after = inOne(table(['Use', 'Staff'], ['Email', 'yes'], ['phones', 'at breaks'], ['Photos', 'ask']));
    expect(between(before, after)[1]).toBe(
      'reworded table  / unchanged: Use | unchanged: Staff / unchanged: Email | yes / ' +
        'removed: [-Games-] | [-no-] / reworded: [-Phones-]{+phones+} | [-no-]{+at breaks+} / added: {+Photos+} | {+ask+}',
    );
  });

  test('a row that only changes places has moved', () => {
    const before = inOne(table(['Use'], ['Phones'], ['Email'], ['Games']));
    const after = inOne(table(['Use'], ['Games'], ['Phones'], ['Email']));
    expect(between(before, after)[1]).toBe(
      'reworded table  / unchanged: Use / moved: Games / unchanged: Phones / unchanged: Email',
    );
  });

  test('columns that are added, moved or taken away keep their cells with their headings', () => {
    const before = inOne(table(['Use', 'Staff', 'Visitors'], ['Phones', 'no', 'ask']));
    const after = inOne(table(['Use', 'Pupils', 'Staff'], ['Phones', 'never', 'no']));
    expect(between(before, after)[1]).toBe(
      'reworded table  / unchanged: Use | added: {+Pupils+} | unchanged: Staff | removed: [-Visitors-] / ' +
        'reworded: Phones | {+never+} | no | [-ask-]',
    );
  });

  test('rows are known by likeness when the first cell has changed or is empty', () => {
    const before = inOne(
      table(['Use', 'Rule'], ['', 'Phones stay in the locker all day'], ['Mail', 'Only the school account']),
    );
    const after = inOne(
      table(['Use', 'Rule'], ['Own', 'Phones stay in a locker all day'], ['Post', 'Only a school account'], []),
    );
    expect(between(before, after)[1]).toContain('reworded: {+Own+} | Phones stay in [-the-]{+a+} locker all day');
    expect(between(before, after)[1]).toContain('reworded: [-Mail-]{+Post+} | Only [-the-]{+a+} school account');
  });

  test('a caption counts, and whole tables come and go', () => {
    const one = { ...table(['Use'], ['Phones']), caption: 'Staff' };
    expect(between(inOne(one), inOne({ ...one, caption: 'Pupils' }))[1]).toContain(
      'reworded table [-Staff-]{+Pupils+}',
    );
    expect(between(inOne(), inOne(one))[1]).toBe('added table {+Staff+} / added: {+Use+} / added: {+Phones+}');
    expect(between(inOne(one), inOne())[1]).toBe('removed table [-Staff-] / removed: [-Use-] / removed: [-Phones-]');
  });

  test('pictures are known by themselves, then by their description', () => {
    const [before, after] = [
      inOne(picture('A padlock', 'data:1'), picture('A shield', 'data:2'), picture('A lamp'), picture('Old')),
      inOne(picture('A closed padlock', 'data:1'), picture('A shield', 'data:3'), picture('A lamp'), picture('New')),
    ];
    expect(between(before, after)).toEqual([
      '# reworded Passwords',
      'reworded picture A {+closed +}padlock',
      'reworded picture A shield (replaced)',
      'unchanged picture A lamp',
      'removed picture [-Old-]',
      'added picture {+New+}',
    ]);
  });

  test('blocks of different kinds never stand for one another', () => {
    const [before, after] = [
      inOne(paragraph('Be kind to everybody online.')),
      inOne(statement('Be kind to everybody online.')),
    ];
    expect(between(before, after).slice(1)).toEqual([
      'removed paragraph [-Be kind to everybody online.-]',
      'added statement {+Be kind to everybody online.+}',
    ]);
    expect(between(inOne(list('Be kind online always')), inOne()).slice(1)).toEqual([
      'removed list removed: [-Be kind online always-]',
    ]);
  });
});

describe('what changed in substance', () => {
  const base = documentOf(
    section(
      'One',
      paragraph('Be kind.'),
      statement('I will tell.'),
      list('a b', 'c d'),
      table(['Use'], ['Phones']),
      picture('Lamp'),
    ),
    section('Two', paragraph('Other things about quite other matters.')),
  );
  const edit = (at: number, block: Block) => {
    const [one, two] = base.sections;
    return documentOf({ ...one!, blocks: one!.blocks.map((b, i) => (i === at ? block : b)) }, two!);
  };
  test.each<[string, PolicyDocument, boolean]>([
    ['nothing', base, false],
    ['capitals and punctuation', edit(0, paragraph('Be KIND!')), false],
    ['the order of sections', documentOf(base.sections[1]!, base.sections[0]!), false],
    ['another picture', edit(4, picture('Lamp', 'data:1')), false],
    ['a word in a paragraph', edit(0, paragraph('Be very kind.')), true],
    ['a statement', edit(1, statement('I will not tell.')), true],
    ['a list item', edit(2, list('a b', 'c d', 'e')), true],
    ['a cell', edit(3, table(['Use'], ['Tablets'])), true],
    ['a description', edit(4, picture('Torch')), true],
    ['a heading', documentOf({ ...base.sections[0]!, heading: 'Uno' }, base.sections[1]!), true],
    ['a section', documentOf(base.sections[0]!), true],
  ])('%s', (_, after, expected) => {
    expect(isSubstantive(compareVersions(base, after))).toBe(expected);
    expect(isSubstantive(compareVersions(after, base))).toBe(expected);
  });

  test('statements are listed with their section and key, the older key when removed', () => {
    const after = edit(1, statement('Quite another promise altogether.', 'new'));
    expect(
      statementChanges(compareVersions(base, after)).map((c) => [c.anchor, c.statement.key, c.statement.change]),
    ).toEqual([
      ['one', 'I will tell.', 'removed'],
      ['one', 'new', 'added'],
    ]);
  });
});

describe('any two versions', () => {
  const text = fc
    .array(
      fc.constantFrom(
        'I',
        'will',
        'not',
        'share',
        'photos',
        'passwords',
        'devices',
        'pupils',
        'report',
        'promptly',
        'kind',
      ),
      { minLength: 1, maxLength: 7 },
    )
    .map((words) => `${words.join(' ')}.`);
  const block: fc.Arbitrary<Block> = fc.oneof(
    text.map((t) => paragraph(t)),
    text.map((t) => statement(t)),
    fc.array(text, { maxLength: 3 }).map((items) => list(...items)),
    fc.array(fc.tuple(text, text), { maxLength: 3 }).map((rows) => table(['Use', 'Rule'], ...rows)),
    text.map((t) => picture(t)),
  );
  const sections = fc.uniqueArray(
    fc.record({
      heading: fc.constantFrom('Phones', 'Email', 'Photos', 'Social media', 'My account', 'Safe data'),
      blocks: fc.array(block, { maxLength: 5 }),
    }),
    { selector: (s) => s.heading, maxLength: 5 },
  );
  const version = sections.map((list) => documentOf(...list.map((s) => section(s.heading, ...s.blocks))));
  /** A later version of a document: blocks dropped, repeated elsewhere, in another order. */
  const pairOfVersions = fc.oneof(
    fc.tuple(version, version),
    fc.tuple(version, fc.array(fc.nat({ max: 5 }), { minLength: 80, maxLength: 80 })).map(([before, dice]) => {
      const left = [...dice];
      const roll = () => left.pop() ?? 1;
      const kept = before.sections.map((s) => ({
        ...s,
        blocks: s.blocks.filter(() => roll() > 0).sort(() => roll() - 2),
      }));
      return [before, documentOf(...kept.filter(() => roll() > 0).sort(() => roll() - 2))] as const;
    }),
  );

  test('read the other way round count the same, with added and removed exchanged', () => {
    fc.assert(
      fc.property(pairOfVersions, ([before, after]) => {
        const there = compareVersions(before, after).counts;
        const back = compareVersions(after, before).counts;
        for (const kind of ['sections', 'statements', 'others'] as const) {
          const { added, removed, ...rest } = back[kind];
          expect(there[kind]).toEqual({ ...rest, added: removed, removed: added });
        }
      }),
      { numRuns },
    );
  });

  test('have every block of either version exactly once, with its words', () => {
    const wordings = (document: PolicyDocument) =>
      document.sections
        .flatMap((s) => s.blocks.flatMap((b) => (b.kind === 'statement' ? [plainly(b.text)] : [])))
        .sort();
    fc.assert(
      fc.property(pairOfVersions, ([before, after]) => {
        const statements = statementChanges(compareVersions(before, after)).map((c) => c.statement);
        const older = statements.filter((s) => s.change !== 'added').map((s) => plainly(textBefore(s.words)));
        const newer = statements.filter((s) => s.change !== 'removed').map((s) => plainly(textAfter(s.words)));
        expect(older.sort()).toEqual(wordings(before));
        expect(newer.sort()).toEqual(wordings(after));
      }),
      { numRuns },
    );
  });

  test('that are one and the same have nothing but unchanged parts', () => {
    fc.assert(
      fc.property(version, (document) => {
        const comparison = compareVersions(document, structuredClone(document));
        expect(told(comparison).every((line) => /^(# )?unchanged/.test(line))).toBe(true);
        expect(isSubstantive(comparison)).toBe(false);
      }),
      { numRuns },
    );
  });

  test('two long documents without a common word are compared at once, part by part', () => {
    const long = (letter: string) =>
      documentOf(
        section(
          'Text',
          ...Array.from({ length: 700 }, (_, i) => paragraph(`${letter}${i} ${letter}x${i} ${letter}y${i}`)),
        ),
      );
    expect(compareVersions(long('a'), long('b')).counts.others).toMatchObject({ added: 700, removed: 700 });
  });
});
