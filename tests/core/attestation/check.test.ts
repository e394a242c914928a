import fc from 'fast-check';
import { alterations } from '../../../src/core/attestation/alterations';
import { type CheckInput, checkItems, mark } from '../../../src/core/attestation/check';
import { compareVersions } from '../../../src/core/policies/compare';
import { type PolicyDocument, statementsOf } from '../../../src/core/policies/document';
import { documentOf, list, paragraph, section, statement, table } from '../../support/documents';
import { refusal } from '../../support/refusal';

const numRuns = Number(process.env.RUNS ?? 60);
const items = (document: PolicyDocument, before: PolicyDocument | null = null, over: Partial<CheckInput> = {}) =>
  checkItems({ seed: 'one', document, changes: before && compareVersions(before, document), ...over });
const wrongOf = (item: ReturnType<typeof items>[number]) =>
  item.options
    .filter((o) => o.id !== item.answer)
    .map((o) => o.text)
    .sort();

describe('turning a promise round', () => {
  test.each([
    [
      'I will tell the office at once.',
      ['I will tell the office by the end of term.', 'I do not have to tell the office at once.'],
    ],
    [
      'I will report it on the same day.',
      ['I will report it by the end of term.', 'I do not have to report it on the same day.'],
    ],
    [
      'I will ask before I install anything.',
      ['I will ask after I install anything.', 'I do not have to ask before I install anything.'],
    ],
    [
      'I will use it only if the head agrees.',
      ['I will use it whether or not the head agrees.', 'I do not have to use it only if the head agrees.'],
    ],
    ['I will not record a call unless all agree.', ['I will not record a call, even if all agree.']],
    ['I will not share my password.', ['I may share my password.']],
    ['I will not only look but act.', []],
    ['I will never leave it in a car.', ['I may sometimes leave it in a car.']],
    ['I will only use my own login.', ['I will usually use my own login.']],
    ['I will always lock my screen.', ['I will, when I have time, lock my screen.']],
    ['Staff must not take photos.', ['Staff may take photos.']],
    ['Staff must never take photos.', ['Staff may sometimes take photos.']],
    ['Staff must lock screens.', ['Staff need not lock screens.']],
    ['I do not share my password.', ['I may share my password.']],
    ['Do not share it.', ['You may share it.']],
    ['I never share it.', ['I sometimes share it.']],
    ['Never share it.', ['You may sometimes share it.']],
    ['I always lock it.', ['I usually lock it.']],
    ['Always lock it.', ['When there is time, lock it.']],
    ['Phones are not allowed.', ['Phones are allowed.']],
    ['Email is allowed.', ['Email is not allowed.']],
    ['I agree to follow this.', ['I may choose whether to follow this.']],
    ['I know that use is logged.', []],
  ])('“%s”', (sentence, expected) => {
    expect(alterations(sentence)).toEqual(expected);
  });
});

describe('the check after a change', () => {
  const lock = statement('I will lock my screen.');
  const lost = (when: string) => statement(`I will report a lost laptop ${when}.`);

  test('asks about what means something else now, with the earlier wording among the choices', () => {
    const before = documentOf(section('Screens', lock), section('Loss', lost('within two days')));
    const after = documentOf(section('Screens', lock), section('Loss', lost('at once')));
    const [item, ...more] = items(after, before);
    expect(more).toEqual([]);
    expect(item?.statementKey).toBe('I will report a lost laptop at once.');
    expect(wrongOf(item!)).toEqual([
      'I will report a lost laptop by the end of term.',
      'I will report a lost laptop within two days.',
    ]);
  });

  test('asks about new statements, and offers withdrawn ones of about the same length', () => {
    const before = documentOf(
      section('Screens', statement('I will write a diary.'), statement(`I will ${'very '.repeat(30)}much.`)),
    );
    const after = documentOf(section('Screens', lock));
    const [item] = items(after, before);
    expect(wrongOf(item!)).toEqual(['I do not have to lock my screen.', 'I will write a diary.']);
  });

  test('offers what other agreements withdrew', () => {
    const after = documentOf(section('Screens', statement('I know the rules.')));
    const [item] = items(after, documentOf(), { withdrawn: ['I know the codes.'] });
    expect(wrongOf(item!)).toEqual(['I know the codes.']);
  });

  test('does not ask about a spelling', () => {
    const before = documentOf(section('A', statement('I will organize photos.'), lock));
    const after = documentOf(section('A', statement('I will organise photos.'), lock));
    expect(items(after, before)).toEqual(items(after));
  });

  test('falls back on the agreement when nothing changed, or nothing that can be asked about', () => {
    const same = documentOf(section('A', lock));
    expect(items(same, same).map((i) => i.statementKey)).toEqual([lock.key]);
    const after = documentOf(section('A', lock), section('B', statement('Kindness matters.')));
    expect(items(after, same).map((i) => i.statementKey)).toEqual([lock.key]);
  });

  test('never asks more than five things', () => {
    const many = Array.from({ length: 12 }, (_, i) => section(`S${i}`, statement(`I will do thing ${i}.`)));
    expect(items(documentOf(...many), documentOf())).toHaveLength(5);
  });
});

describe('the check of a first reading', () => {
  const text = documentOf(
    ...['Phones', 'Email', 'Photos', 'Data'].map((about) =>
      section(
        about,
        statement(`I will look after ${about} well.`),
        statement(`I will tell somebody about ${about} at once.`),
      ),
    ),
  );

  test('asks three things from different sections, in the order of the text', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const asked = items(text, null, { seed }).map((i) => i.statementKey);
        const places = statementsOf(text).map(({ statement: s }) => s.key);
        expect(asked).toHaveLength(3);
        expect(asked.map((key) => places.indexOf(key))).toEqual(
          asked.map((key) => places.indexOf(key)).sort((a, b) => a - b),
        );
        expect(new Set(asked.map((key) => Math.floor(places.indexOf(key) / 2))).size).toBe(3);
      }),
      { numRuns },
    );
  });

  test('takes wrong choices from neighbours when a sentence cannot be turned round itself', () => {
    const [known, honest] = [statement('I know the rules.'), statement('I will not lie.')];
    const [item] = items(documentOf(section('A', known, honest)), documentOf(section('A', honest)));
    expect(wrongOf(item!)).toEqual(['I may lie.']);
  });

  test('is empty for a text without promises, or without any that can be got wrong', () => {
    expect(items(documentOf())).toEqual([]);
    expect(items(documentOf(section('A', paragraph('Be kind.'), statement('Kindness matters.'))))).toEqual([]);
  });

  test('never offers as wrong what stands anywhere in the text', () => {
    const document = documentOf(
      section(
        'A',
        statement('I will not lie.'),
        paragraph('I may lie.'),
        list('I do not have to wait'),
        table(['I may wait.']),
      ),
      section('B', statement('I will wait')),
    );
    expect(items(document)).toEqual([]);
  });
});

describe('any check', () => {
  const promise = fc
    .tuple(
      fc.constantFrom('I will', 'I will not', 'I will always', 'I must', 'We'),
      fc.constantFrom('share', 'keep', 'send', 'tell'),
      fc.constantFrom('photos', 'passwords', 'names'),
      fc.constantFrom('', ' at once', ' before I go'),
    )
    .map(([who, act, what, when]) => `${who} ${act} ${what}${when}.`);
  const version = fc
    .array(fc.uniqueArray(promise, { maxLength: 5 }), { maxLength: 5 })
    .map((parts) => documentOf(...parts.map((texts, i) => section(`Part ${i}`, ...texts.map((t) => statement(t))))));

  test('has one true choice and one or two others that stand nowhere in the text, and repeats none', () => {
    fc.assert(
      fc.property(fc.option(version), version, fc.string(), (before, after, seed) => {
        const made = items(after, before, { seed });
        const sentences = new Set(statementsOf(after).map(({ statement: s }) => s.text));
        for (const item of made) {
          const right = item.options.filter((o) => sentences.has(o.text));
          expect(right.map((o) => o.id)).toEqual([item.answer]);
          expect(item.statementKey).toBe(right[0]?.text);
          expect(item.options.length === 2 || item.options.length === 3).toBe(true);
          expect(new Set(item.options.map((o) => o.id)).size).toBe(item.options.length);
        }
        const wrong = made.flatMap(wrongOf);
        expect(new Set(wrong).size).toBe(wrong.length);
        expect(made.length).toBeLessThanOrEqual(5);
      }),
      { numRuns },
    );
  });

  test('is the same for the same person and version, and differs between people', () => {
    const text = documentOf(section('A', ...Array.from({ length: 20 }, (_, i) => statement(`I will do thing ${i}.`))));
    expect(items(text, null, { seed: 'a' })).toEqual(items(text, null, { seed: 'a' }));
    const kinds = new Set(['a', 'b', 'c', 'd'].map((seed) => JSON.stringify(items(text, null, { seed }))));
    expect(kinds.size).toBeGreaterThan(1);
  });
});

describe('marking', () => {
  const [item] = items(documentOf(section('A', statement('I will not lie.'))));

  test('says whether it was the sentence, and gives that sentence back either way', () => {
    for (const option of item!.options) {
      expect(mark(item!, option.id)).toEqual({
        isRight: option.text === 'I will not lie.',
        statementKey: 'I will not lie.',
        sentence: 'I will not lie.',
      });
    }
  });

  test('refuses a choice the item does not have, and an item nobody made', () => {
    expect(refusal(() => mark(item!, 'z'))).toMatchObject({ code: 'invalid_input', problems: [{ where: 'answer' }] });
    expect(refusal(() => mark({ ...item!, answer: 'z' }, 'a')).code).toBe('invalid_input');
  });
});
