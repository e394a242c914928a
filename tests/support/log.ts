import { createHash, generateKeyPairSync } from 'node:crypto';
import { makeEntry, type LedgerKind } from '../../src/core/ledger/entries';
import { exportLine, type ExportEntry } from '../../src/core/ledger/export';
import { checkpointText, signNote } from '../../src/core/ledger/note';
import { genesisHead, sealLeaves } from '../../src/core/ledger/seal';
import { appendLeaf, emptyFrontier, rootOf } from '../../src/core/ledger/tree';

/** An invented school's log. Random bytes come from a counter, so that a failing test can be run again. */
export const TENANT = '0a4f0000-0000-4000-8000-0000000000aa';
export const NAME = 'ledger.oakfield.example';
export const KEYS = generateKeyPairSync('ed25519');
export const TRUST = { tenant: TENANT, name: NAME, keys: [KEYS.publicKey] };

export const saltOf = (n: number | string): Buffer => createHash('sha256').update(`salt ${n}`).digest();

export interface Act {
  readonly kind: LedgerKind;
  readonly content: unknown;
  /** ms; one second after the act before it when left out. */
  readonly at?: number;
}

const START = Date.UTC(2026, 8, 1);
const anAct = (n: number): Act => ({
  kind: n % 3 === 0 ? 'policy.published' : 'attestation.signed',
  content: {
    by: { person: `person ${n}` },
    did: { name: 'Zoë Ní Bhriain 😀', words: 'I will keep my password secret.' },
  },
});

/** A sealed log with a signed checkpoint after each `every` entries. */
export function sampleLog(acts: number | readonly Act[], every = 1000, key = KEYS.privateKey) {
  const list = typeof acts === 'number' ? Array.from({ length: acts }, (_, i) => anAct(i + 1)) : acts;
  const made = list.map((act, i) => makeEntry(act.kind, act.content, act.at ?? START + i * 1000, saltOf(i)));
  const { sealed } = sealLeaves(TENANT, genesisHead(TENANT), made);
  const frontier = emptyFrontier();
  const notes = new Map<number, string>();
  const entries = made.map((entry, i): ExportEntry => {
    const { seq, link, leaf } = sealed[i]!;
    appendLeaf(frontier, leaf);
    if (seq % every === 0)
      notes.set(seq, signNote(NAME, key, checkpointText(NAME, seq, rootOf(frontier), link, entry.at + 500)));
    return {
      seq,
      at: entry.at,
      kind: entry.kind,
      commitment: entry.commitment.toString('hex'),
      link: link.toString('hex'),
      salt: entry.salt.toString('hex'),
      payload: entry.payload,
    };
  });
  return { entries, notes, leaves: sealed.map((x) => x.leaf), root: rootOf(frontier) };
}

export const withoutContent = ({ salt: _, payload: __, ...rest }: ExportEntry): ExportEntry => rest;
export const linesOf = (entries: readonly ExportEntry[]): string[] => entries.map(exportLine);
