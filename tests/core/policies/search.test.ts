import fc from 'fast-check';
import { PolicyId, VersionId } from '../../../src/core/ids';
import type { Block, Section } from '../../../src/core/policies/document';
import type { CurrentPolicy } from '../../../src/core/policies/passages';
import { buildIndex, find } from '../../../src/core/policies/search';
import { EVERYDAY, corrected, slipsBetween, stem, termsOf } from '../../../src/core/policies/terms';
import { samplePolicies } from './samples';

const NO_FIELDS = {
  title: '',
  version: '',
  date: '',
  author: '',
  approvedByHead: '',
  approvedByGovernors: '',
  nextReview: '',
};
const section = (heading: string, ...blocks: Block[]): Section => ({
  anchor: heading.toLowerCase().replace(/ /g, '-'),
  level: 1,
  heading,
  blocks,
});
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const policy = (title: string, ...sections: Section[]): CurrentPolicy => ({
  policyId: PolicyId.parse('00000000-0000-4000-8000-000000000001'),
  versionId: VersionId.parse('00000000-0000-4000-8000-000000000002'),
  title,
  version: '1.0',
  audience: null,
  document: { fields: NO_FIELDS, sections },
});

const samples = buildIndex(samplePolicies());
const headings = (query: string): string[] => find(samples, query, 3).map((hit) => hit.heading);

describe('find', () => {
  it('gives the section with its policy, version and a snippet from its text', () => {
    const index = buildIndex([policy('Phones', section('In lessons', paragraph('Put your phone away.')))]);
    expect(find(index, 'phone', 5)).toEqual([
      {
        policyId: '00000000-0000-4000-8000-000000000001',
        versionId: '00000000-0000-4000-8000-000000000002',
        title: 'Phones',
        version: '1.0',
        anchor: 'in-lessons',
        heading: 'In lessons',
        snippet: 'Put your phone away.',
      },
    ]);
  });

  it.each([
    ['passwords', 'Passwords'],
    ['pasword', 'Passwords'],
    ['photgraph consent', 'Photos and video'],
    ['usb stick', 'Personal data'],
    ['chatgpt', 'New technology and AI'],
    ['whatsapp', 'Email and messages'],
    ['backup', 'Devices, data and backup'],
    ['filtering', 'Filtering and monitoring'],
    ['nudes', 'Pictures of under-18s'],
    ['lado', 'Who to contact'],
  ])('%s finds %s among the first three', (query, heading) => {
    expect(headings(query)).toContain(heading);
  });

  it('understands a word that is only half typed', () => {
    expect(headings('passw')).toContain('Passwords');
  });

  it('finds a section by its heading when its text says nothing', () => {
    const index = buildIndex([policy('Phones', section('Insurance', { kind: 'picture', alt: 'A car', data: null }))]);
    expect(find(index, 'insurance', 5).map((hit) => hit.snippet)).toEqual(['']);
  });

  it('gives no more than asked for, and nothing for words that say nothing', () => {
    expect(find(samples, 'pupils', 2)).toHaveLength(2);
    expect(find(samples, 'the of and', 5)).toEqual([]);
    expect(find(samples, '', 5)).toEqual([]);
  });

  it('cuts a long snippet at words around what was found', () => {
    const before = 'Many words stand here in front of it. '.repeat(8).trim();
    const text = `${before.replace(/\./g, ',')} then a gopher appears, ${'and more follows, '.repeat(20)}the end.`;
    const [middle] = find(buildIndex([policy('Long', section('One', paragraph(text)))]), 'gopher', 1);
    expect(middle?.snippet).toMatch(/^… .*\bgopher\b.* …$/);
    expect(middle!.snippet.length).toBeLessThanOrEqual(206);
    expect(text).toContain(middle!.snippet.slice(2, -2));
    const [start] = find(
      buildIndex([policy('Long', section('Gopher', paragraph(text.replace('gopher', 'goat'))))]),
      'gopher',
      1,
    );
    expect(start?.snippet).toMatch(/^Many words .* …$/);
    const [end] = find(
      buildIndex([policy('Long', section('One', paragraph(`${before.replace(/\./g, ',')} a gopher.`)))]),
      'gopher',
      1,
    );
    expect(end?.snippet).toMatch(/^… .*a gopher\.$/);
  });

  it('whatever is typed, every snippet stands in its section', () => {
    const texts = new Map(
      samplePolicies().flatMap(({ policyId, document }) =>
        document.sections.map((s) => [`${policyId} ${s.anchor}`, JSON.stringify(s.blocks)] as const),
      ),
    );
    const words = fc.constantFrom(
      'phone',
      'photos',
      'emial',
      'AI',
      'can',
      'parents',
      '🙂',
      'x'.repeat(50),
      'social media',
      'ring',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), (typed) => {
        for (const hit of find(samples, typed.join(' '), 5)) {
          const parts = hit.snippet.replace(/^… | …$/g, '').split(': ');
          for (const part of parts)
            expect(texts.get(`${hit.policyId} ${hit.anchor}`)).toContain(JSON.stringify(part).slice(1, -1));
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });
});

test('no everyday word stands for two things', () => {
  expect(EVERYDAY.filter((word, at) => EVERYDAY.indexOf(word) < at)).toEqual([]);
});

describe('terms', () => {
  it.each([
    ['photos', 'photographing'],
    ['organize', 'organising'],
    ['stories', 'story'],
    ['classes', 'class'],
    ['planned', 'planning'],
    ['e-mail', 'emails'],
    ["can't tell", 'cant tell'],
    ['WhatsApp', 'texting'],
    ['Zoë', 'Zoe'],
    ['my iPhone', 'a mobile phone'],
  ])('%s and %s are the same', (one, other) => {
    expect(termsOf(one)).toEqual(termsOf(other));
  });

  it.each([
    ['policy', 'police'],
    ['care', 'car'],
    ['sign', 'sing'],
  ])('%s and %s are not', (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });

  it('"IT" is a department in a sentence and a shout in capitals', () => {
    expect(termsOf('ring IT')).toContain('ict');
    expect(termsOf('IS IT OK')).toEqual([]);
  });

  it.each([
    ['pasword', 'password'],
    ['passwrod', 'password'],
    ['emial', 'email'],
    ['recieve', 'receive'],
    ['gates', 'gates'],
    ['dog', 'dog'],
    ['phone', 'phone'],
    ['zebra', 'zebra'],
  ])('%s is read as %s', (typed, meant) => {
    expect(corrected(typed, new Set(['password', 'email', 'receive', 'games', 'phone', 'dot']))).toBe(meant);
  });

  it('a paste without a space is one word, and does not keep everybody else waiting', () => {
    const paste = 'ä'.repeat(150_000);
    const since = Date.now();
    expect(termsOf(paste)).toEqual(['a'.repeat(150_000)]);
    expect(stem(`${paste}nned`)).toBe(`${paste}n`);
    // Gone through again from each letter it takes a minute, otherwise a fraction of a second.
    expect(Date.now() - since).toBeLessThan(10_000);
  });

  it('of two known words the nearer was meant', () => {
    expect(corrected('passsword', new Set(['passwords', 'password']))).toBe('password');
  });

  it.each([
    ['', '', 0],
    ['phone', 'phone', 0],
    ['phone', 'phnoe', 1],
    ['phone', 'phon', 1],
    ['phone', 'phones', 1],
    ['phone', 'bhone', 1],
    ['phone', '', 5],
    ['ca', 'abc', 3],
  ])('between "%s" and "%s" lie %d slips', (one, other, slips) => {
    expect(slipsBetween(one, other)).toBe(slips);
    expect(slipsBetween(other, one)).toBe(slips);
  });
});
