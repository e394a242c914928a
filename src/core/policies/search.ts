import MiniSearch from 'minisearch';
import type { PolicyId, VersionId } from '../ids';
import type { CurrentPolicy, Passage } from './passages';
import { passagesOf } from './passages';
import { EVERYDAY, termsOf, wordsOf } from './terms';

/** A section that a search found. `snippet` stands word for word in the section; "…" marks where it was cut. */
export interface SearchHit {
  readonly policyId: PolicyId;
  readonly versionId: VersionId;
  readonly title: string;
  readonly version: string;
  readonly anchor: string;
  readonly heading: string;
  readonly snippet: string;
}

/** A passage with the terms it can be found by. */
export interface IndexedPassage {
  readonly passage: Passage;
  readonly terms: ReadonlySet<string>;
  /** Terms of the section's heading. */
  readonly heading: ReadonlySet<string>;
  /** Terms of the words around it. */
  readonly around: ReadonlySet<string>;
  /** Terms of everything in its section. */
  readonly section: ReadonlySet<string>;
}

/** All policies in force, ready to be searched and asked. Plain data of one moment: build a new one when one changes. */
export interface PolicyIndex {
  readonly sections: MiniSearch<IndexedSection>;
  readonly passages: readonly IndexedPassage[];
  /** In how many passages a term stands. */
  readonly counts: ReadonlyMap<string, number>;
  /** Every word of the policies, for putting slips of the finger right. */
  readonly known: ReadonlySet<string>;
}

interface IndexedSection {
  readonly id: number;
  readonly heading: string;
  readonly title: string;
  readonly text: string;
  readonly hit: Omit<SearchHit, 'snippet'>;
  readonly passages: readonly IndexedPassage[];
}

function indexedOf(passages: readonly Passage[]): IndexedPassage[] {
  const section = new Set(passages.flatMap(({ text }) => termsOf(text)));
  return passages.map((passage) => ({
    passage,
    terms: new Set(termsOf(passage.text)),
    heading: new Set(termsOf(passage.section.heading)),
    around: new Set(termsOf(passage.around)),
    section,
  }));
}

function countTerms(passages: readonly IndexedPassage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { terms, heading, around } of passages) {
    for (const term of new Set([...terms, ...heading, ...around])) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

function sectionsOf(policy: CurrentPolicy): Omit<IndexedSection, 'id'>[] {
  const { policyId, versionId, title, version } = policy;
  return policy.document.sections.map((section) => {
    const passages = indexedOf(passagesOf(policy, section));
    const { anchor, heading } = section;
    const text = passages.map(({ passage }) => passage.text).join('\n');
    return { heading, title, text, hit: { policyId, versionId, title, version, anchor, heading }, passages };
  });
}

/** Shorter terms are taken as typed. */
const MAY_SLIP_FROM = 5;

/** Takes the policies in force, each once. */
export function buildIndex(policies: readonly CurrentPolicy[]): PolicyIndex {
  const entries = policies.flatMap(sectionsOf).map((section, id) => ({ ...section, id }));
  const passages = entries.flatMap((section) => section.passages);
  const sections = new MiniSearch<IndexedSection>({
    fields: ['heading', 'title', 'text'],
    storeFields: ['hit', 'passages'],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: {
      boost: { heading: 3, title: 1.5 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length >= MAY_SLIP_FROM ? 0.25 : false),
      weights: { prefix: 0.4, fuzzy: 0.2 },
    },
  });
  sections.addAll(entries);
  const words = passages.flatMap(({ passage }) => wordsOf(`${passage.text} ${passage.section.heading}`));
  const known = new Set([...words, ...EVERYDAY]);
  return { sections, passages, counts: countTerms(passages), known };
}

const LONGEST_SNIPPET = 200;

/** The beginning of a passage, or the part around the first of the found terms, cut at words. */
function cut(text: string, found: ReadonlySet<string>): string {
  if (text.length <= LONGEST_SNIPPET) return text;
  const words = text.split(' ');
  const first = words.findIndex((word) => termsOf(word).some((term) => found.has(term)));
  const before = Math.max(0, first - 5);
  const kept = words.slice(before);
  while (kept.join(' ').length > LONGEST_SNIPPET) kept.pop();
  return `${before > 0 ? '… ' : ''}${kept.join(' ')}${before + kept.length < words.length ? ' …' : ''}`;
}

/** The passage of a section in which most of the found terms stand. */
function snippetOf(passages: readonly IndexedPassage[], found: ReadonlySet<string>): string {
  const told = passages.map(({ passage, terms }) => ({
    text: passage.text,
    matches: [...terms].filter((term) => found.has(term)).length,
  }));
  const best = told.sort((a, b) => b.matches - a.matches)[0];
  return best === undefined ? '' : cut(best.text, found);
}

/** The sections that fit the words best, best first. Spelling may slip, words may be half typed, and synonyms count. */
export function find(index: PolicyIndex, query: string, limit: number): SearchHit[] {
  return index.sections
    .search(query)
    .slice(0, limit)
    .map((result) => {
      // minisearch hands stored fields back without their type; both were stored by buildIndex.
      const { hit, passages } = result as unknown as Pick<IndexedSection, 'hit' | 'passages'>;
      return { ...hit, snippet: snippetOf(passages, new Set(result.terms)) };
    });
}
