/**
 * Chance without state: the same seed and the same words give the same number, in whatever order it is asked.
 * That keeps a restarted server, and a server with one more feature, on the same course.
 */
export interface Chance {
  /** From 0 up to, not including, 1. */
  of(...words: readonly (string | number)[]): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number, ...words: readonly (string | number)[]): number;
  shuffled<T>(list: readonly T[], ...words: readonly (string | number)[]): T[];
  /** A UUID (version 8 of RFC 9562: of our own making). */
  uuid(...words: readonly (string | number)[]): string;
}

/** FNV-1a with a finish that spreads the last characters over all bits. */
function mixed(text: string, start: number): number {
  let h = start;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const hex = (n: number): string => n.toString(16).padStart(8, '0');

export function chanceOf(seed: number): Chance {
  const of: Chance['of'] = (...words) => mixed(`${seed} ${words.join(' ')}`, 0x811c9dc5) / 0x1_0000_0000;
  return {
    of,
    between: (least, most, ...words) => least + Math.floor(of(...words) * (most - least + 1)),
    shuffled: (list, ...words) =>
      list
        .map((item, i) => ({ item, order: of(...words, i) }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item),
    uuid: (...words) => {
      const text = `${seed} ${words.join(' ')}`;
      const [a, b, c, d] = [1, 2, 3, 4].map((n) => hex(mixed(text, Math.imul(n, 0x9e3779b1))));
      return `${a}-${b?.slice(0, 4)}-8${b?.slice(5)}-a${c?.slice(1, 4)}-${c?.slice(4)}${d}`;
    },
  };
}
