import { createHash } from 'node:crypto';

/** Chance that can be repeated: the same seed and purpose give the same throws. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number;
  /** @throws RangeError for an empty list. */
  pick<T>(from: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
}

/** Each purpose has throws of its own, so that a change in one place moves nothing elsewhere. */
export function diceFor(seed: number, purpose: string): Dice {
  let state = createHash('sha256').update(`${seed} ${purpose}`).digest().readUInt32LE(0);
  // mulberry32: 32 bits of state are plenty for made-up names and dates.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { next, below, pick: (from) => at(from, below(from.length)), shuffled: (list) => shuffle(list, next) };
}

function at<T>(list: readonly T[], index: number): T {
  if (index >= list.length) throw new RangeError('There is nothing to pick from.');
  // The bound was checked; an entry that is itself undefined is the caller's.
  return list[index] as T;
}

const shuffle = <T>(list: readonly T[], next: () => number): T[] =>
  list
    .map((item) => ({ item, order: next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);

/** The same UUID for the same key, whatever the seed (version 8 of RFC 9562: made from a hash). */
export function uuidOf(key: string): string {
  const hex = createHash('sha256').update(`harbour lights ${key}`).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
