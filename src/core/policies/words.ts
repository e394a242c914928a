import { diffArrays, diffChars } from 'diff';

/** A run of words that stands in both texts, or in one of them only. */
export interface Words {
  readonly mark: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The older of two texts, put together again from its marked words. */
export const textBefore = (words: readonly Words[]): string => joined(words, 'added');
/** The newer one. */
export const textAfter = (words: readonly Words[]): string => joined(words, 'removed');

const joined = (words: readonly Words[], without: Words['mark']): string =>
  words.flatMap((run) => (run.mark === without ? [] : [run.text])).join('');

/** Text as people read it: how spaces, quotes and dashes are typed makes no difference to the wording. */
export const plainly = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[‘’ʼ]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/[‐‑–—]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();

const WORD = /[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*/gu;
const TOKEN = /\s+|[\p{L}\p{M}\p{N}]+(?:['‘’ʼ‐‑–—-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/** The words alone, in order: case and punctuation make no difference. */
export const wordsIn = (text: string): string[] => plainly(text).toLowerCase().match(WORD) ?? [];

/** A bound on work: beyond so many changed words two texts are shown whole, one after the other. */
const MOST_CHANGES = 2000;

/** Both texts in one, word by word. Taking out `added` gives the older, taking out `removed` the newer. */
export function markWords(before: string, after: string): Words[] {
  if (plainly(before) === plainly(after)) return after === '' ? [] : [{ mark: 'same', text: after }];
  const runs = diffArrays(before.match(TOKEN) ?? [], after.match(TOKEN) ?? [], {
    comparator: (a, b) => a === b || (plainly(a) === plainly(b) && plainly(a) !== '') || (isSpace(a) && isSpace(b)),
    maxEditLength: MOST_CHANGES,
  });
  if (!runs)
    return grouped([
      { mark: 'removed', text: before },
      { mark: 'added', text: after },
    ]);
  return grouped(
    runs.map((run) => ({ mark: run.added ? 'added' : run.removed ? 'removed' : 'same', text: run.value.join('') })),
  );
}

const isSpace = (token: string): boolean => token.trim() === '';

/** A lone space between two replaced words belongs to the replacement, so that a phrase reads as one change. */
function grouped(runs: readonly Words[]): Words[] {
  const out: Words[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed !== '') out.push({ mark: 'removed', text: removed });
    if (added !== '') out.push({ mark: 'added', text: added });
    [removed, added] = ['', ''];
  };
  runs.forEach((run, i) => {
    const joins = run.mark === 'same' && isSpace(run.text) && removed !== '' && added !== '' && i < runs.length - 1;
    if (!joins && run.mark === 'same') flush();
    if (!joins && run.mark === 'same') out.push(run);
    if (joins || run.mark === 'removed') removed += run.text;
    if (joins || run.mark === 'added') added += run.text;
  });
  flush();
  return out;
}

/** True when the words themselves differ, not only case, punctuation or spacing. */
export const saysOtherwise = (words: readonly Words[]): boolean =>
  wordsIn(textBefore(words)).join(' ') !== wordsIn(textAfter(words)).join(' ');

// Words that every promise is made of and that say nothing about its subject.
const COMMON = new Set(
  (
    'a an and any are as at be before but by can do does for from have how i if in is it its may me must my no not of on ' +
    'only or our shall should so than that the their them these they this to use using was we what when which who will ' +
    'with without you your'
  ).split(' '),
);

/** What a text is about: its telling words, cut to their beginnings so that `photo` and `photos` agree, counted. */
export interface Gist {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

export function gistOf(text: string): Gist {
  const all = wordsIn(text);
  const telling = all.filter((word) => !COMMON.has(word));
  const used = telling.length > 0 ? telling : all;
  const counts = new Map<string, number>();
  for (const word of used) counts.set(word.slice(0, 5), (counts.get(word.slice(0, 5)) ?? 0) + 1);
  return { counts, size: used.length };
}

/** How much two texts are about the same, 0 to 1 (Dice's coefficient); the same either way round. */
export function likeness(a: Gist, b: Gist): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const [word, count] of a.counts) shared += Math.min(count, b.counts.get(word) ?? 0);
  return (2 * shared) / (a.size + b.size);
}

/**
 * True when two wordings promise different things as far as words can tell: not for order, case, punctuation, or a
 * word spelled or inflected another way ("organise", "organised").
 */
export function differsInMeaning(before: string, after: string): boolean {
  const gone = without(wordsIn(before), wordsIn(after));
  const come = without(wordsIn(after), wordsIn(before));
  return without(gone, come, isVariant).length > 0 || without(come, gone, isVariant).length > 0;
}

/** What is left of the first list when each word of the second has taken its like away. */
function without(
  list: readonly string[],
  taken: readonly string[],
  isLike: (a: string, b: string) => boolean = (a, b) => a === b,
): string[] {
  const left = [...list];
  for (const word of taken) {
    const at = left.findIndex((other) => isLike(word, other));
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

const LONG_WORD = 5;
const FEW_LETTERS = 3;

// Short words differ by little and mean much: "can" and "can't", "now" and "not".
const isVariant = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= LONG_WORD &&
  a.charAt(0) === b.charAt(0) &&
  diffChars(a, b).reduce((letters, run) => letters + (run.added || run.removed ? run.count : 0), 0) <= FEW_LETTERS;
