import { genesis, leafHasher, linkHash } from './hash';

/** The newest sealed entry: its number and its link of the chain. */
export interface LedgerHead {
  readonly seq: number;
  readonly link: Buffer;
}

/** An entry that waits for its number. `at` is milliseconds. */
interface UnsealedLeaf {
  readonly at: number;
  readonly kind: string;
  readonly commitment: Buffer;
}

/** What sealing gives an entry; `leaf` is its hash in the tree. */
interface SealedLeaf {
  readonly seq: number;
  readonly link: Buffer;
  readonly leaf: Buffer;
}

/** Where a tenant's log starts, before its first entry. */
export const genesisHead = (tenant: string): LedgerHead => ({ seq: 0, link: genesis(tenant) });

/**
 * Numbers waiting entries in the order given and chains them to the head. The answer has one item for each leaf, in
 * the same order. The caller holds the head's lock and writes numbers and head in one transaction.
 */
export function sealLeaves(
  tenant: string,
  head: LedgerHead,
  leaves: readonly UnsealedLeaf[],
): { sealed: SealedLeaf[]; head: LedgerHead } {
  const hashOf = leafHasher(tenant);
  let { seq, link } = head;
  const sealed = leaves.map(({ at, kind, commitment }) => {
    const leaf = hashOf(++seq, at, kind, commitment);
    link = linkHash(link, leaf);
    return { seq, link, leaf };
  });
  return { sealed, head: { seq, link } };
}
