import { SAMPLE_POLICIES } from '../../../src/practice/policies/samples';
import type { PolicyDocument } from '../../../src/core/policies/document';
import { named } from '../../../src/core/policies/named';
import { documentOf } from '../../support/school';
import { fromMarkdown } from './samples';

const section = (heading: string, ...statements: string[]): PolicyDocument['sections'][number] => ({
  anchor: 'as-typed',
  level: 1,
  heading,
  blocks: [
    { kind: 'paragraph', text: 'Read this.' },
    ...statements.map((text) => ({ kind: 'statement' as const, key: '', text })),
  ],
});
const of = (...sections: PolicyDocument['sections']): PolicyDocument => ({ ...documentOf('Agreement'), sections });

test.each(SAMPLE_POLICIES.flatMap((sample) => sample.editions))(
  'what an import has named keeps its names: %s',
  (name) => {
    for (const { document } of fromMarkdown(name).documents) expect(named(document)).toEqual(document);
  },
);

test('corrected words get the names that an import would have given them', () => {
  const { sections } = named(of(section('2. Passwords', 'I will lock my screen.'), section('Phones')));
  expect(sections.map(({ anchor }) => anchor)).toEqual(['passwords', 'phones']);
  const again = named(of(section('Phones', 'I will lock my screen.')));
  expect(again.sections[0]?.blocks[1]).toEqual(sections[0]?.blocks[1]);
});

test('the same words twice have two names', () => {
  const { sections } = named(of(section('Phones', 'I agree.', 'I agree.'), section('Phones', 'I agree.')));
  expect(sections.map(({ anchor }) => anchor)).toEqual(['phones', 'phones-2']);
  const keys = sections.flatMap(({ blocks }) => blocks.flatMap((b) => (b.kind === 'statement' ? [b.key] : [])));
  expect(new Set(keys).size).toBe(3);
});
