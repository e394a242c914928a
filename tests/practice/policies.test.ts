import type { Block, PolicyDocument } from '../../src/core/policies/document';
import { statementsOf } from '../../src/core/policies/document';
import { matricesOf } from '../../src/core/policies/matrix';
import { SAMPLE_POLICIES, withBlanksFilled } from '../../src/practice/policies/samples';
import { fromMarkdown, fromWord, sampleText } from '../core/policies/samples';

const EDITIONS = SAMPLE_POLICIES.flatMap(({ audience, editions }) => editions.map((name) => ({ name, audience })));
const AGREEMENTS = EDITIONS.filter(({ audience }) => audience !== null);
const documentOf = (name: string): PolicyDocument => fromMarkdown(name).documents[0]!.document;
const promisesOf = (name: string): string[] => statementsOf(documentOf(name)).map(({ statement }) => statement.text);
const headingsOf = (name: string): string[] => documentOf(name).sections.map((section) => section.heading);

const linesOf = (block: Block): string[] => {
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return [block.text];
    case 'list':
      return block.items;
    case 'table':
      return block.rows.flat();
    case 'picture':
      return [block.alt];
  }
};
const proseOf = (name: string): string[] =>
  documentOf(name)
    .sections.flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'table' || block.kind === 'picture' ? [] : linesOf(block)));
const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+/).filter((part) => /\p{L}/u.test(part));

const syllablesIn = (word: string): number =>
  Math.max(1, (word.replace(/(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$/, '').match(/[aeiouy]+/g) ?? []).length);

/** Flesch–Kincaid: the school year (United States) in which a text is read with ease; the age is about five more. */
function gradeOf(lines: readonly string[]): number {
  const sentences = lines.flatMap(sentencesOf);
  const words = sentences.flatMap((sentence) => sentence.toLowerCase().match(/[a-z']+/g) ?? []);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59;
}

describe('every sample policy', () => {
  it.each(EDITIONS)('$name says its version, dates, author and approvals', ({ name }) => {
    const { fields } = documentOf(name);
    expect(Object.values(fields)).not.toContain('');
    expect(fields.version).toMatch(/^\d+\.\d$/);
  });

  it.each(EDITIONS)('$name is understood without a guess, as what it is', ({ name, audience }) => {
    const { documents, notes } = fromMarkdown(name);
    expect(documents.map((one) => one.kind)).toEqual([audience === null ? 'policy' : 'agreement']);
    expect(notes.map((note) => note.code)).toEqual(['version_read']);
  });

  it.each(EDITIONS)('$name says the same in Word', async ({ name }) => {
    expect((await fromWord(name)).documents).toEqual(fromMarkdown(name).documents);
  });

  it.each(EDITIONS)('$name has a block to sign or to note the date in', ({ name }) => {
    const tables = documentOf(name).sections.flatMap((section) => section.blocks.filter((b) => b.kind === 'table'));
    const cells = tables.flatMap((table) => [...table.headers, ...table.rows.flat()]);
    expect(cells.some((cell) => /sign|gone through by/i.test(cell))).toBe(true);
    expect(cells.some((cell) => /^date/i.test(cell))).toBe(true);
  });

  it.each(EDITIONS)('$name has no blank that the made-up trust cannot fill in', ({ name }) => {
    expect(withBlanksFilled(sampleText(name))).not.toMatch(/[{}]/);
  });

  it.each(EDITIONS)('$name names no real place, product, faith or person', ({ name }) => {
    const REAL =
      /\b(?:luton|cambridge\w*|bedford\w*|herts|hertford\w*|microsoft|google|apple|facebook|instagram|whatsapp|tiktok|snapchat|youtube|twitter|chatgpt|ipads?|chromebooks?|zoom|church|catholic|christian|mr|mrs|miss|dr)\b/i;
    expect(sampleText(name).replace(/\(data:\S+/g, '')).not.toMatch(REAL);
  });

  it.each(EDITIONS)('$name uses the words of today', ({ name }) => {
    expect(sampleText(name)).not.toMatch(
      /\b(?:LSCB|designated person|Data Protection Act 1998|child protection officer)\b/i,
    );
  });

  it.each(EDITIONS)('$name never tells anyone to delete what may be evidence', ({ name }) => {
    const OWN_WORK = 'I will change or delete only my own work, unless my teacher tells me to.';
    const telling = proseOf(name)
      .flatMap(sentencesOf)
      .filter((sentence) => /\b(?:delet|eras|wip|destroy|get rid)/i.test(sentence))
      .filter((sentence) => !/\b(?:not|never|nobody|nothing)\b/i.test(sentence));
    expect(telling.filter((sentence) => sentence !== OWN_WORK)).toEqual([]);
  });

  it.each(EDITIONS)('$name gives no verdict about the law', ({ name }) => {
    expect(sampleText(name)).not.toMatch(
      /\b(?:is|are|be) (?:illegal|unlawful|a crime|criminal)\b|\b(?:is|are) against the law\b/i,
    );
  });
});

describe('every promise', () => {
  it.each(AGREEMENTS)('of $name is one short sentence in the first person', ({ name }) => {
    for (const promise of promisesOf(name)) {
      expect(promise).toMatch(/^I [^.!?]+\.$/);
      expect(promise.split(' ').length).toBeLessThanOrEqual(32);
    }
  });

  it.each(AGREEMENTS)('of $name can be quoted by itself and stands there once', ({ name }) => {
    const promises = promisesOf(name);
    expect(
      promises.filter((promise) =>
        /\bsuch (?:a|an)\b|\b(?:keep to|share|send|answer|using) (?:it|them)\b/.test(promise),
      ),
    ).toEqual([]);
    expect(new Set(promises).size).toBe(promises.length);
  });

  it('of the staff agreement fits a signing of some minutes', () => {
    expect(promisesOf('staff-aup').length).toBeGreaterThanOrEqual(55);
    expect(promisesOf('staff-aup').length).toBeLessThanOrEqual(70);
    const sections = documentOf('staff-aup').sections.filter((s) => s.blocks.some((b) => b.kind === 'statement'));
    expect(sections.length).toBeGreaterThanOrEqual(18);
    expect(sections.length).toBeLessThanOrEqual(20);
  });
});

/** What the signer reads: not the note under the title, and not what stands around the signatures. */
const readBySigner = (name: string): string[] =>
  documentOf(name)
    .sections.slice(1)
    .filter((section) => !/^(?:Signing|For the adult|Signatures)$/.test(section.heading))
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'table' || block.kind === 'picture' ? [] : linesOf(block)));

// Ages 13 to 14 for adults, 8 to 9 in Key Stage 2, 6 to 7 below it.
it.each([
  ['e-safety-policy', 9],
  ['staff-aup', 8],
  ['staff-aup-v3', 8],
  ['staff-aup-v2', 8],
  ['community-agreement', 8],
  ['parent-agreement', 8],
  ['ks2-aup', 4],
  ['ks1-aup', 2],
  ['reception-aup', 2],
  ['send-aup', 2],
] as const)('%s is read with ease in school year %d (United States)', (name, most) => {
  expect(gradeOf(readBySigner(name))).toBeLessThanOrEqual(most);
});

it('the pictures of the youngest have words for those who cannot see them', () => {
  const pictures = ['reception-aup', 'send-aup'].map((name) =>
    documentOf(name).sections.flatMap((section) => section.blocks.filter((block) => block.kind === 'picture')),
  );
  expect(pictures.map((all) => all.length)).toEqual([4, 8]);
  for (const { alt, data } of pictures.flat()) {
    expect(alt).toMatch(/^An? .{8,}|^Two .{8,}/);
    expect(data).toMatch(/^data:image\/png;base64,/);
  }
});

it('the e-safety policy holds both matrices whole', () => {
  const [communication, actions, ...more] = matricesOf(documentOf('e-safety-policy'));
  expect(more).toEqual([]);
  expect([communication?.kind, actions?.kind]).toEqual(['communication', 'actions']);
  expect([communication?.rows.length, actions?.rows.length]).toEqual([2 * 12, 2 * 21]);
  expect([...communication!.rows, ...actions!.rows].filter((row) => row.rating === null)).toEqual([]);
});

it('the e-safety policy lists every agreement of the set', () => {
  const titles = SAMPLE_POLICIES.filter(({ audience }) => audience !== null).map(
    ({ editions }) => documentOf(editions[editions.length - 1]!).fields.title,
  );
  const appendices = documentOf('e-safety-policy').sections.find((section) => section.heading === 'Appendices')!;
  expect(appendices.blocks.flatMap(linesOf)).toEqual(expect.arrayContaining(titles));
});

it('the staff agreement differs from last year in places that matter', () => {
  const [before, after] = [promisesOf('staff-aup-v3'), promisesOf('staff-aup')];
  const added = after.filter((promise) => !before.includes(promise));
  const removed = before.filter((promise) => !after.includes(promise));
  expect(headingsOf('staff-aup').filter((h) => !headingsOf('staff-aup-v3').includes(h))).toEqual([
    'New tools, including AI',
  ]);
  expect(removed).toContain(
    'I will keep a written list of the websites that I use with my class and hand it in each term.',
  );
  expect(removed.filter((promise) => /password/.test(promise))).toHaveLength(2);
  expect(added.length).toBeGreaterThanOrEqual(8);
  expect(added.length).toBeLessThanOrEqual(20);
});
