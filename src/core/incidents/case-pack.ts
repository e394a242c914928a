import type { CaseId, EntryId } from '../ids';
import type { StoredEntry } from '../ledger/store';
import { type KeptEntry, digestOf } from './case-entries';
import type { CaseInHand } from './case-in-hand';
import type { CaseView } from './case-views';

/** More entries and papers than this leave the house only when a second person has agreed. */
export const EXPORT_ALONE = 25;

export interface Redactions {
  readonly entryIds: readonly EntryId[];
  /** Names and other words to take out wherever they stand. */
  readonly words: readonly string[];
}

/** An entry as it is handed out. With its salt it can be held against the ledger; what was redacted has none. */
export interface PackEntry {
  readonly id: EntryId;
  readonly number: number;
  readonly at: number;
  readonly by: string | null;
  readonly byName: string;
  readonly salt: string | null;
  readonly digest: string;
  readonly entry: unknown;
}

/** A ledger entry of the case, with the hashes that lead from it to the newest checkpoint. */
export interface PackProof extends StoredEntry {
  readonly proof: readonly string[] | null;
}

export interface CasePack {
  readonly caseId: CaseId;
  readonly view: CaseView;
  readonly entries: readonly PackEntry[];
  readonly ledger: { readonly entries: readonly PackProof[]; readonly checkpoint: string | null };
  readonly redactions: { readonly entries: number; readonly words: number };
}

export const REDACTED = '█████';

/** How much a copy of the case holds. */
export const recordsIn = (c: CaseInHand): number => c.entries.length + c.state.papers.length;

/**
 * A copy without the words, wherever they stand, whatever the case of their letters; the original is untouched. Ids and
 * the like hold no words, so that whatever is text may be looked through.
 */
export function redacted<T>(value: T, words: readonly string[]): T {
  const spots = words.map((w) => w.trim()).filter((w) => w !== '');
  if (spots.length === 0) return value;
  const escaped = [...spots].sort((a, b) => b.length - a.length).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'giu');
  const copy = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replace(pattern, REDACTED);
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copy(inner)]));
  };
  // A copy has the shape of what it is a copy of.
  return copy(value) as T;
}

/** The entries as they may be handed out. */
export const packEntries = (
  entries: readonly KeptEntry[],
  nameOf: (id: string | null) => string,
  { entryIds, words }: Redactions,
): PackEntry[] =>
  entries.map(({ id, number, at, by, salt, entry }) => {
    const isOut = entryIds.includes(id);
    const shown = isOut ? { kind: entry.kind, redacted: true } : redacted(entry, words);
    const isWhole = !isOut && JSON.stringify(shown) === JSON.stringify(entry);
    const digest = digestOf({ id, at, by, salt, entry });
    const byName = redacted(nameOf(by), words);
    return { id, number, at, by, byName, salt: isWhole ? salt : null, digest, entry: shown };
  });

/** The view with what was taken out of the entries taken out of it too. */
export const packView = (view: CaseView, { entryIds, words }: Redactions): CaseView => {
  const timeline = view.timeline.map((row) =>
    entryIds.includes(row.id) ? { ...row, said: null, entry: { kind: 'note' as const, text: REDACTED } } : row,
  );
  return redacted({ ...view, timeline }, words);
};

/** The case's own entries of the ledger with their way to the newest checkpoint. */
export async function packProofs(c: CaseInHand): Promise<CasePack['ledger']> {
  const { ledger } = c.work;
  const checkpoint = await ledger.newestCheckpoint();
  const entries: PackProof[] = [];
  for (const entry of await ledger.entriesFor(c.row.id)) {
    const { seq } = entry;
    const isCovered = checkpoint !== null && seq !== null && seq <= checkpoint.size;
    entries.push({ ...entry, proof: isCovered ? await ledger.proof(seq, checkpoint.size) : null });
  }
  return { entries, checkpoint: checkpoint?.note ?? null };
}
