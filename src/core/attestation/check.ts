import { invalid } from '../errors';
import { contentHash } from '../ledger/hash';
import { type Comparison, statementChanges, textAfter, textBefore } from '../policies/compare';
import { type PolicyDocument, statementsOf } from '../policies/document';
import { differsInMeaning, plainly } from '../policies/words';
import { alterations } from './alterations';

/** One item of the short check: which of these sentences is in the agreement you have just read? */
export interface CheckItem {
  /** The statement it is about, by its key in the document. */
  readonly statementKey: string;
  readonly options: readonly CheckOption[];
  /** The id of the option that is in the agreement. The check helps to read; it is no examination, and has no score. */
  readonly answer: string;
}

export interface CheckOption {
  readonly id: string;
  readonly text: string;
}

export interface CheckInput {
  /** Names person and version: with it the same items come out each time. */
  readonly seed: string;
  readonly document: PolicyDocument;
  /** What changed since the person last signed; null the first time. */
  readonly changes: Comparison | null;
  /** Sentences once promised in other agreements for the same readers and withdrawn since. */
  readonly withdrawn?: readonly string[];
}

/** At most so many items about what changed. */
const MOST_ITEMS = 5;
/** Items when nothing changed, or for a first reading: enough to show that one has read, not more. */
const KEY_ITEMS = 3;
const WRONG_OPTIONS = 2;

/** A statement that can be asked about. */
interface Candidate {
  readonly key: string;
  readonly anchor: string;
  readonly text: string;
  /** How it used to read, when that meant something else. */
  readonly earlier: string | null;
}

/**
 * The short check before signing: about statements that are new or mean something else since the person last signed,
 * otherwise about a few statements of the agreement, one for each section first. The same person and version always
 * get the same items, so the server can tell what was asked. Wrong options are the earlier wording, what was withdrawn,
 * and promises turned round; none of them stands anywhere in the document.
 *
 * Empty when the document has no statements to ask about.
 */
export function checkItems(input: CheckInput): CheckItem[] {
  const news = newStatements(input);
  const all = statementsOf(input.document).map(({ section, statement }) => ({
    ...statement,
    anchor: section.anchor,
    earlier: null,
  }));
  const picked = news.length > 0 ? pick(news, all, input, MOST_ITEMS) : [];
  const items = picked.length > 0 ? picked : pick(all, all, input, KEY_ITEMS);
  const place = new Map(all.map(({ key }, i) => [key, i]));
  return items.sort((a, b) => Number(place.get(a.statementKey)) - Number(place.get(b.statementKey)));
}

function newStatements({ changes }: CheckInput): Candidate[] {
  return (changes === null ? [] : statementChanges(changes)).flatMap(({ anchor, statement }): Candidate[] => {
    const candidate = { key: statement.key, anchor, text: textAfter(statement.words) };
    const earlier = textBefore(statement.words);
    if (statement.change === 'added') return [{ ...candidate, earlier: null }];
    return statement.change === 'reworded' && differsInMeaning(earlier, candidate.text)
      ? [{ ...candidate, earlier }]
      : [];
  });
}

/** Takes candidates in this person's own order, a section a time, until there are enough items. */
function pick(
  candidates: readonly Candidate[],
  all: readonly Candidate[],
  input: CheckInput,
  most: number,
): CheckItem[] {
  const shuffled = inOwnOrder(candidates, (candidate) => candidate.key, input);
  const firsts = shuffled.filter((c, i) => shuffled.findIndex((other) => other.anchor === c.anchor) === i);
  const wrongs = new WrongSentences(input, all);
  const items: CheckItem[] = [];
  for (const candidate of new Set([...firsts, ...shuffled])) {
    if (items.length === most) break;
    const wrong = wrongs.take(candidate);
    if (wrong.length > 0) items.push(itemOf(candidate, wrong, input));
  }
  return items;
}

function itemOf(candidate: Candidate, wrong: readonly string[], input: CheckInput): CheckItem {
  const texts = inOwnOrder([candidate.text, ...wrong], (text) => `${candidate.key} ${text}`, input);
  const options = texts.map((text, i) => ({ id: 'abc'.charAt(i), text }));
  return { statementKey: candidate.key, options, answer: 'abc'.charAt(texts.indexOf(candidate.text)) };
}

/** An order that looks like chance and is always the same for one seed. */
function inOwnOrder<T>(items: readonly T[], keyOf: (item: T) => string, { seed }: CheckInput): T[] {
  const rank = (item: T) => contentHash([seed, keyOf(item)]);
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ item }) => item);
}

/** Sentences that are not in the agreement, each given out once. */
class WrongSentences {
  private readonly used: Set<string>;
  private readonly removed: readonly string[];

  constructor(
    input: CheckInput,
    private readonly all: readonly Candidate[],
  ) {
    this.used = new Set(sentencesIn(input.document).map(comparable));
    const withdrawn = input.changes === null ? [] : removedFrom(input.changes);
    this.removed = inOwnOrder([...withdrawn, ...(input.withdrawn ?? [])], (text) => text, input);
  }

  /** The most telling first: how it used to read, the promise turned round, what was withdrawn, others turned round. */
  take({ key, text, anchor, earlier }: Candidate): string[] {
    const nearby = this.all.filter((other) => other.anchor === anchor && other.key !== key);
    const sources = [
      ...(earlier === null ? [] : [earlier]),
      ...alterations(text).slice(0, 1),
      ...this.removed.filter((sentence) => isAsLong(sentence, text)),
      ...alterations(text).slice(1),
      ...nearby.flatMap((other) => alterations(other.text).slice(0, 1)),
    ];
    const wrong: string[] = [];
    for (const sentence of sources) {
      if (wrong.length === WRONG_OPTIONS || this.used.has(comparable(sentence))) continue;
      this.used.add(comparable(sentence));
      wrong.push(sentence);
    }
    return wrong;
  }
}

const comparable = (text: string): string => plainly(text).toLowerCase();

/** A short sentence among long ones gives itself away. */
const isAsLong = (sentence: string, other: string): boolean =>
  sentence.length <= 2 * other.length && other.length <= 2 * sentence.length;

const sentencesIn = (document: PolicyDocument): string[] =>
  document.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === 'list') return block.items;
      return block.kind === 'statement' || block.kind === 'paragraph' ? [block.text] : [];
    }),
  );

const removedFrom = (changes: Comparison): string[] =>
  statementChanges(changes).flatMap(({ statement }) =>
    statement.change === 'removed' ? [textBefore(statement.words)] : [],
  );

/**
 * Was it the sentence of the agreement? Either way that sentence comes back, to be read again.
 * @throws AppError `invalid_input` for an option the item does not have.
 */
export function mark(item: CheckItem, optionId: string): { isRight: boolean; statementKey: string; sentence: string } {
  const chosen = item.options.find((option) => option.id === optionId);
  const right = item.options.find((option) => option.id === item.answer);
  if (!chosen || !right) throw invalid('answer', 'Choose one of the sentences shown.');
  return { isRight: chosen === right, statementKey: item.statementKey, sentence: right.text };
}
