import { AppError } from '../errors';
import { H, nodeHash } from './hash';

/**
 * The right edge of an RFC 6962 tree: the roots of its complete subtrees, largest first. It is all that is needed to
 * add leaves and to name the root, and never holds more than 53 hashes.
 */
export interface Frontier {
  size: number;
  readonly peaks: Buffer[];
}

/** The hash of a complete subtree of 256^level leaves; `index` counts such subtrees from the left, from 0. */
export interface SubtreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

const WIDTH = 256;
/** 256 leaves make one node of the next level: every eighth level of the binary tree is kept. */
const HEIGHT = 8;

export const emptyFrontier = (): Frontier => ({ size: 0, peaks: [] });

/**
 * Adds a leaf in place. Subtrees of 256, 65,536, ... leaves that became complete are pushed to `completed`, so that
 * the caller can keep them and later build proofs without reading the log.
 */
export function appendLeaf(frontier: Frontier, leaf: Buffer, completed?: SubtreeNode[]): void {
  let hash = leaf;
  let index = frontier.size;
  for (let height = 1; index % 2 === 1; height++) {
    const left = frontier.peaks.pop();
    if (!left) throw new AppError('unexpected', { detail: 'ledger: frontier does not fit its size' });
    hash = nodeHash(left, hash);
    index = (index - 1) / 2;
    if (height % HEIGHT === 0) completed?.push({ level: height / HEIGHT, index, hash });
  }
  frontier.peaks.push(hash);
  frontier.size++;
}

/** The root of the tree; of no leaves, SHA-256 of nothing. */
export const rootOf = (frontier: Frontier): Buffer =>
  frontier.peaks.length === 0 ? H() : frontier.peaks.reduceRight((right, left) => nodeHash(left, right));

/** The peaks as bytes, for the store. */
export const packFrontier = (frontier: Frontier): Buffer => Buffer.concat(frontier.peaks);

/** Reads what {@link packFrontier} wrote; refuses bytes that do not fit the size. */
export function unpackFrontier(size: number, bytes: Buffer): Frontier {
  const count = bytes.length / 32;
  const wanted = [...BigInt(size).toString(2)].filter((bit) => bit === '1').length;
  if (count !== wanted) throw new AppError('unexpected', { detail: 'ledger: frontier does not fit its size' });
  return { size, peaks: Array.from({ length: count }, (_, i) => Buffer.from(bytes.subarray(i * 32, i * 32 + 32))) };
}

/** Gives the hash of subtree `index` of `level`; level 0 is the leaves themselves. */
export type SubtreeHash = (level: number, index: number) => Buffer;

/** The largest power of two below `length`: where RFC 6962 splits a tree. `length` is at least 2. */
function split(length: number): number {
  let k = 1;
  while (k * 2 < length) k *= 2;
  return k;
}

function rangeHash(from: number, length: number, at: SubtreeHash): Buffer {
  let level = 0;
  let span = 1;
  while (span * WIDTH <= length) {
    span *= WIDTH;
    level++;
  }
  if (span === length) return at(level, from / span);
  const k = split(length);
  return nodeHash(rangeHash(from, k, at), rangeHash(from + k, length - k, at));
}

/**
 * The hashes that lead from leaf `index` (from 0) to the root of a tree of `size` leaves, nearest first (RFC 6962,
 * 2.1.1). `at` is asked for at most 512 hashes of each level; {@link neededTiles} names them beforehand.
 */
export function inclusionProof(index: number, size: number, at: SubtreeHash): Buffer[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size))
    throw new AppError('unexpected', { detail: 'ledger: no such leaf' });
  const proof: Buffer[] = [];
  let from = 0;
  let length = size;
  while (length > 1) {
    const k = split(length);
    const isLeft = index < from + k;
    proof.unshift(isLeft ? rangeHash(from + k, length - k, at) : rangeHash(from, k, at));
    from = isLeft ? from : from + k;
    length = isLeft ? k : length - k;
  }
  return proof;
}

/** 256 neighbouring hashes of one level: those numbered `tile * 256` to `tile * 256 + 255`. */
export interface Tile {
  readonly level: number;
  readonly tile: number;
}

/** The rows of hashes a proof needs: for each level the one over the leaf and the one at the right edge, no more. */
export function neededTiles(index: number, size: number): Tile[] {
  const tiles = new Map<string, Tile>();
  const unknown = Buffer.alloc(32);
  inclusionProof(index, size, (level, i) => {
    const tile = Math.floor(i / WIDTH);
    tiles.set(`${level}/${tile}`, { level, tile });
    return unknown;
  });
  return [...tiles.values()];
}

/**
 * Whether `leaf` stands at `index` (from 0) of the tree with this root. The proof does not bind the size: take size
 * and root together from one signed checkpoint, and the index from the entry's own number.
 */
export function included(leaf: Buffer, index: number, size: number, proof: readonly Buffer[], root: Buffer): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false;
  const half = (n: number) => Math.floor(n / 2);
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const step of proof) {
    if (last === 0) return false;
    const fromRight = at % 2 === 1 || at === last;
    hash = fromRight ? nodeHash(step, hash) : nodeHash(hash, step);
    while (fromRight && at % 2 === 0 && at !== 0) {
      at = half(at);
      last = half(last);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && hash.equals(root);
}
