/** A sealed or still unsealed entry as stored. `payload` and `salt` are null once retention has removed the content. */
export interface StoredEntry {
  readonly seq: number | null;
  readonly at: number;
  readonly kind: string;
  readonly ref: string | null;
  /** Hex. */
  readonly commitment: string;
  /** Hex; null until sealed. */
  readonly link: string | null;
  /** Hex. */
  readonly salt: string | null;
  readonly payload: string | null;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly at: number;
  /** The signed note (C2SP). */
  readonly note: string;
}

export interface StoredAnchor {
  readonly size: number;
  readonly channel: string;
  readonly reference: string;
  readonly at: number;
}

/** Reading the ledger inside a unit of work. */
export interface LedgerReader {
  entriesFor(ref: string): Promise<StoredEntry[]>;
  /** Entries `from` to `to`, both included, in order of seq. */
  entries(from: number, to: number): Promise<StoredEntry[]>;
  size(): Promise<number>;
  /** The hashes (hex, nearest first) that lead from entry `seq` to the root of the tree of `size` entries. */
  proof(seq: number, size: number): Promise<string[]>;
  newestCheckpoint(): Promise<StoredCheckpoint | null>;
  /** The oldest checkpoint that covers the entry. */
  checkpointCovering(seq: number): Promise<StoredCheckpoint | null>;
  anchors(): Promise<StoredAnchor[]>;
}
