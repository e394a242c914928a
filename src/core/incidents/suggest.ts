import { termsOf } from '../policies/terms';
import type { SanctionTable } from './sanctions';
import { SAYINGS } from './sayings';

export interface Suggestion {
  readonly rowId: string;
  readonly category: string;
}

interface Phrase {
  readonly plain: string;
  readonly terms: readonly string[];
}

interface Index {
  readonly rows: readonly { readonly row: SanctionTable['rows'][number]; readonly phrases: readonly Phrase[] }[];
  /** How telling a term is: one that stands in few phrases tells more. */
  readonly worth: ReadonlyMap<string, number>;
}

const MOST = 3;
/** How much of a phrase has to be said before it counts. */
const ENOUGH = 0.55;
/** What lies so far below the best is no suggestion beside it. */
const BESIDE = 0.35;

/** Who is in every story tells little about which story it is. */
const EVERYWHERE = new Set(termsOf('pupil parent class staff teacher lesson work own report again'));
const LITTLE = 0.25;

const plainly = (text: string): string => {
  const words = text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[’']/g, '')
    .matchAll(/[\p{L}\p{N}]+/gu);
  return ` ${[...words].join(' ')} `;
};

function indexOf(table: SanctionTable): Index {
  const rows = table.rows.map((row) => ({
    row,
    phrases: [...row.keywords, ...(SAYINGS[row.id]?.split(' | ') ?? [])].map((phrase) => ({
      plain: plainly(phrase),
      terms: [...new Set(termsOf(phrase))],
    })),
  }));
  const counts = new Map<string, number>();
  for (const { phrases } of rows)
    for (const term of new Set(phrases.flatMap((p) => p.terms))) counts.set(term, (counts.get(term) ?? 0) + 1);
  const worth = new Map(
    [...counts].map(([term, n]) => [term, Math.log(1 + rows.length / n) * (EVERYWHERE.has(term) ? LITTLE : 1)]),
  );
  return { rows, worth };
}

/** Made once for each table, the shipped ones among them. */
const INDEXES = new WeakMap<SanctionTable, Index>();

function indexFor(table: SanctionTable): Index {
  const index = INDEXES.get(table) ?? indexOf(table);
  INDEXES.set(table, index);
  return index;
}

const SENTENCE = /[^.!?;\n]+/g;

/**
 * Rows of the table that a story sounds like, best first, at most three; none when nothing fits. A hint for people: it
 * decides nothing, and a row says nothing about what is lawful. A whole phrase counts most, then all or most of its
 * words within one sentence, however they are bent.
 */
export function suggest(text: string, table: SanctionTable): Suggestion[] {
  const { rows, worth } = indexFor(table);
  const plain = plainly(text);
  const sentences = [...text.matchAll(SENTENCE)].map(([s]) => new Set(termsOf(s)));
  const scored = rows
    .map(({ row, phrases }) => ({ row, score: scoreOf(phrases, { plain, sentences, worth }) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  return scored
    .filter(({ score }) => score >= best * BESIDE)
    .slice(0, MOST)
    .map(({ row }) => ({ rowId: row.id, category: row.category }));
}

interface Said {
  readonly plain: string;
  readonly sentences: readonly ReadonlySet<string>[];
  readonly worth: ReadonlyMap<string, number>;
}

/** The best phrase of a row counts in full, each further one a little. */
function scoreOf(phrases: readonly Phrase[], said: Said): number {
  const scores = phrases.map((p) => Math.max(0, ...said.sentences.map((s) => fit(p, s, said)))).sort((a, b) => b - a);
  return scores.reduce((sum, score, i) => sum + score / (i + 1) ** 2, 0);
}

function fit({ plain, terms }: Phrase, sentence: ReadonlySet<string>, said: Said): number {
  const worthOf = (list: readonly string[]): number => list.reduce((sum, t) => sum + said.worth.get(t)!, 0);
  const all = worthOf(terms);
  if (said.plain.includes(plain)) return all + 2;
  const heard = terms.filter((t) => sentence.has(t));
  // One word of several is chance, and so is one that everybody uses.
  if (heard.length < Math.min(2, terms.length) || heard.every((t) => EVERYWHERE.has(t))) return 0;
  const share = worthOf(heard) / all;
  return share >= ENOUGH ? worthOf(heard) * share ** 2 : 0;
}
