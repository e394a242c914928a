import fc from 'fast-check';
import { AppError } from '../../../src/core/errors';
import { H, nodeHash } from '../../../src/core/ledger/hash';
import {
  appendLeaf,
  emptyFrontier,
  included,
  inclusionProof,
  neededTiles,
  packFrontier,
  rootOf,
  unpackFrontier,
  type SubtreeHash,
  type SubtreeNode,
} from '../../../src/core/ledger/tree';

const numRuns = Number(process.env['RUNS'] ?? 60);
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
/** Leaves of the public RFC 6962 vectors. */
const VECTORS = INPUTS.map((hex) => H(Buffer.of(0), Buffer.from(hex, 'hex')));
const numbered = (count: number) => Array.from({ length: count }, (_, i) => H(`leaf ${i}`));

/** RFC 6962, 2.1, word for word: the second opinion. */
function mth(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return H('');
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}
function path(m: number, leaves: Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  if (m < k) return [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))];
  return [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}

function grow(leaves: Buffer[]) {
  const frontier = emptyFrontier();
  const completed: SubtreeNode[] = [];
  for (const leaf of leaves) appendLeaf(frontier, leaf, completed);
  const kept = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  leaves.forEach((leaf, index) => kept.set(`0/${index}`, leaf));
  const at: SubtreeHash = (level, index) => {
    const hash = kept.get(`${level}/${index}`);
    if (!hash) throw new Error(`${level}/${index} is not kept`);
    return hash;
  };
  return { frontier, completed, at };
}

describe('tree', () => {
  test.each([
    [1, '6e340b9c'],
    [2, 'fac54203'],
    [3, 'aeb6bcfe'],
    [4, 'd37ee418'],
    [5, '4e3bbb1f'],
    [6, '76e67dad'],
    [7, 'ddb89be4'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('the public vectors: the root of the first %i leaves', (count, root) => {
    expect(
      rootOf(grow(VECTORS.slice(0, count)).frontier)
        .toString('hex')
        .slice(0, root.length),
    ).toBe(root);
  });

  test.each([
    [0, 8, ['96a296d2', '5f083f0a', '6b47aaf2']],
    [5, 8, ['bc1a0643', 'ca854ea1', 'd37ee418']],
    [2, 3, ['fac54203']],
    [1, 5, ['6e340b9c', '5f083f0a', 'bc1a0643']],
  ])('the public vectors: the proof of leaf %i in a tree of %i', (index, size, proof) => {
    const { at } = grow(VECTORS.slice(0, size));
    expect(inclusionProof(index, size, at).map((hash) => hash.toString('hex').slice(0, 8))).toEqual(proof);
  });

  test('a tree of nothing has the hash of nothing', () => {
    expect(rootOf(emptyFrontier())).toEqual(H(''));
  });

  test('roots and proofs agree with the RFC for every leaf of every tree up to 64, and nothing else is accepted', () => {
    let accepted = 0;
    // Told apart by hand: a matcher for each of the twenty thousand would take as long as all the rest.
    const astray: string[] = [];
    const leaves = numbered(64);
    const { at } = grow(leaves);
    for (let size = 1; size <= 64; size++) {
      const root = mth(leaves.slice(0, size));
      expect(rootOf(grow(leaves.slice(0, size)).frontier)).toEqual(root);
      for (let index = 0; index < size; index++) {
        const leaf = leaves[index]!;
        const proof = inclusionProof(index, size, at);
        if (included(leaf, index, size, proof, root)) accepted++;
        const isAstray = {
          proof: !Buffer.concat(proof).equals(Buffer.concat(path(index, leaves.slice(0, size)))),
          otherLeaf: included(H('other'), index, size, proof, root),
          longer: included(leaf, index, size, [...proof, root], root),
          shorter: proof.length > 0 && included(leaf, index, size, proof.slice(0, -1), root),
          otherIndex: [index - 1, index + 1, size, 0.5].some((wrong) => included(leaf, wrong, size, proof, root)),
        };
        for (const [what, is] of Object.entries(isAstray)) if (is) astray.push(`${what} of ${index} in ${size}`);
      }
    }
    expect(accepted).toBe(2080);
    expect(astray).toEqual([]);
  });

  test('proofs need only the kept subtrees and the rows named beforehand', () => {
    const leaves = numbered(66_000);
    const { at, frontier, completed } = grow(leaves);
    expect(completed.filter((node) => node.level === 1)).toHaveLength(257);
    expect(completed.filter((node) => node.level === 2)).toEqual([
      { level: 2, index: 0, hash: mth(leaves.slice(0, 65_536)) },
    ]);
    for (const index of [0, 255, 256, 40_000, 65_535, 65_536, 65_999]) {
      const rows = neededTiles(index, 66_000);
      expect(rows.length).toBeLessThanOrEqual(5);
      const only: SubtreeHash = (level, i) => {
        expect(rows).toContainEqual({ level, tile: Math.floor(i / 256) });
        return at(level, i);
      };
      const proof = inclusionProof(index, 66_000, only);
      expect(included(leaves[index]!, index, 66_000, proof, rootOf(frontier))).toBe(true);
    }
  });

  test('a frontier that was put away and taken out goes on as before', () => {
    const leaves = numbered(700);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 700 }), (a, b) => {
        const [first, size] = a < b ? [a, b] : [b, a];
        const { frontier } = grow(leaves.slice(0, first));
        const taken = unpackFrontier(first, packFrontier(frontier));
        for (const leaf of leaves.slice(first, size)) appendLeaf(taken, leaf);
        expect(rootOf(taken)).toEqual(rootOf(grow(leaves.slice(0, size)).frontier));
      }),
      { numRuns: Math.min(numRuns, 100) },
    );
  });

  test.each([
    ['bytes that do not fit the size', () => unpackFrontier(3, Buffer.alloc(32))],
    ['a frontier that lost a hash', () => appendLeaf({ size: 1, peaks: [] }, H('a'))],
    ['a proof of a leaf that is not there', () => inclusionProof(5, 5, () => H('a'))],
    ['a proof of half a leaf', () => inclusionProof(0.5, 5, () => H('a'))],
    ['a proof of a leaf before the first', () => inclusionProof(-1, 5, () => H('a'))],
  ])('%s is refused', (_, act) => {
    expect(act).toThrow(AppError);
  });
});
