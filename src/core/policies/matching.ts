/** One thing of the older list and its counterpart in the newer. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** One line of two lists read together; null where one of them has nothing. */
export type Line<T> = { readonly before: T | null; readonly after: T } | { readonly before: T; readonly after: null };

/** A way of recognising a counterpart, tried on whatever earlier ways left over. */
export type Recognise<T> =
  /** Things with the same key are the same; the first goes with the first. A null key recognises nothing. */
  | { readonly by: 'key'; readonly key: (item: T) => string | null }
  /** Of all pairs at least so alike, the most alike go together first. `score` must not care about order. */
  | { readonly by: 'likeness'; readonly score: (a: T, b: T) => number; readonly atLeast: number };

/** A bound on work: lists that differ this much have nothing to recognise one another by. */
const MOST_COMPARISONS = 250_000;

/**
 * Finds counterparts, in the newer order. The same pairs come out whichever list is called the older. Things are told
 * apart by identity, so each must be an object of its own.
 */
export function pairUp<T extends object>(
  before: readonly T[],
  after: readonly T[],
  ways: readonly Recognise<T>[],
): Pair<T>[] {
  const found = new Map<T, Pair<T>>();
  const [leftBefore, leftAfter] = [new Set(before), new Set(after)];
  for (const way of ways) {
    const pairs = way.by === 'key' ? byKey(leftBefore, leftAfter, way.key) : byLikeness(leftBefore, leftAfter, way);
    for (const pair of pairs) {
      found.set(pair.after, pair);
      leftBefore.delete(pair.before);
      leftAfter.delete(pair.after);
    }
  }
  return after.flatMap((item) => found.get(item) ?? []);
}

function byKey<T>(from: Iterable<T>, to: Iterable<T>, keyOf: (item: T) => string | null): Pair<T>[] {
  const waiting = new Map<string | null, T[]>();
  for (const item of from) waiting.set(keyOf(item), [...(waiting.get(keyOf(item)) ?? []), item]);
  waiting.delete(null);
  return [...to].flatMap((after) => {
    const before = waiting.get(keyOf(after))?.shift();
    return before === undefined ? [] : [{ before, after }];
  });
}

function byLikeness<T>(
  from: ReadonlySet<T>,
  to: ReadonlySet<T>,
  way: { score: (a: T, b: T) => number; atLeast: number },
): Pair<T>[] {
  if (from.size * to.size > MOST_COMPARISONS) return [];
  const [older, newer] = [[...from], [...to]];
  const candidates = older.flatMap((before, i) =>
    newer.flatMap((after, j) => {
      const score = way.score(before, after);
      return score >= way.atLeast ? [{ before, after, score, distance: Math.abs(i - j), places: i + j }] : [];
    }),
  );
  // Equal scores fall to the nearest place, then the earliest: no two rivals compare equal, whichever list is older.
  candidates.sort((a, b) => b.score - a.score || a.distance - b.distance || a.places - b.places);
  const taken = new Set<T>();
  return candidates.flatMap(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) return [];
    taken.add(before).add(after);
    return [{ before, after }];
  });
}

/**
 * Which counterparts (of the newer list) have changed places: as few as possible, and of those rather the ones that
 * are worth least (0 to 2) in their place. `pairs` are in the newer order.
 */
export function movedAmong<T>(
  pairs: readonly Pair<T>[],
  before: readonly T[],
  worth: (pair: Pair<T>) => 0 | 1 | 2,
): Set<T> {
  const placeOf = new Map(before.map((item, place) => [item, place]));
  // So small that many of the lesser never outweigh one of the greater.
  const small = 1 / (pairs.length + 1);
  const extra = [0, small * small, small] as const;
  // Runs of pairs whose older places rise too. The heaviest stayed, all others moved.
  const runs: Run<T>[] = [];
  for (const pair of pairs) {
    const place = Number(placeOf.get(pair.before));
    const previous = heaviest(runs.filter((run) => run.place < place));
    runs.push({ place, pair, previous, weight: 1 + extra[worth(pair)] + (previous?.weight ?? 0) });
  }
  const moved = new Set(pairs.map((pair) => pair.after));
  for (let run = heaviest(runs); run !== null; run = run.previous) moved.delete(run.pair.after);
  return moved;
}

/** A run of pairs in rising order, by its last. */
interface Run<T> {
  readonly place: number;
  readonly weight: number;
  readonly pair: Pair<T>;
  readonly previous: Run<T> | null;
}

const heaviest = <T>(runs: readonly Run<T>[]): Run<T> | null =>
  runs.reduce<Run<T> | null>((best, run) => (best !== null && best.weight >= run.weight ? best : run), null);

/** Both lists in one: the newer in its order, and what was removed after whatever it used to follow. */
export function readTogether<T>(pairs: readonly Pair<T>[], before: readonly T[], after: readonly T[]): Line<T>[] {
  const newerOf = new Map(pairs.map((pair) => [pair.before, pair.after]));
  const olderOf = new Map(pairs.map((pair) => [pair.after, pair.before]));
  const removedAfter = new Map<T | null, Line<T>[]>([[null, []]]);
  for (const item of after) removedAfter.set(item, []);
  let following: T | null = null;
  for (const item of before) {
    following = newerOf.get(item) ?? following;
    if (!newerOf.has(item)) removedAfter.get(following)?.push({ before: item, after: null });
  }
  return [...removedAfter].flatMap(([item, removed]) =>
    item === null ? removed : [{ before: olderOf.get(item) ?? null, after: item }, ...removed],
  );
}
