import { contentHash } from '../../src/core/ledger/hash';
import type { CountersignedFacts, SignedFacts } from '../../src/core/ledger/receipt';
import type { LedgerReader, StoredEntry } from '../../src/core/ledger/store';
import { inclusionProof } from '../../src/core/ledger/tree';
import { TENANT, sampleLog, type Act } from './log';

const guid = (n: number) => `ffffffff-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const ATTESTATION = guid(1);
export const STATEMENTS = ['I will keep my password secret.', 'I will lock my screen when I leave it.'];

export const signedFacts: SignedFacts = {
  attestation: ATTESTATION,
  signer: { tenant: TENANT, oid: guid(2), name: 'Róisín Okonkwo-Tănase', role: 'teaching' },
  typedName: 'Róisín Okonkwo-Tănase',
  policy: { id: guid(3), versionId: guid(4), title: 'Staff acceptable use agreement', version: '3.1' },
  text: contentHash({ a: 'document' }),
  statements: STATEMENTS,
  wording: contentHash(STATEMENTS),
  check: { asked: 3, right: 3 },
  devices: { laptop: 'LT-0042', ipad: '' },
  signIn: { method: 'entra', at: 1_788_300_000_000 },
  language: 'en-GB',
};
export const countersignedFacts: CountersignedFacts = {
  attestation: ATTESTATION,
  acceptedBy: { tenant: TENANT, oid: guid(5), name: 'Alun Prys', role: 'leadership' },
};
const by = (n: number, oid: string) => ({ person: guid(n), oid });

interface Options {
  /** Everything recorded about the attestation; a signature when left out. */
  acts?: Act[];
  countersigned?: boolean;
  countersignedFacts?: CountersignedFacts;
  /** How many entries have a number; all of them when left out. */
  sealed?: number;
  /** Size of the newest checkpoint; 0 for none yet. */
  checkpoint?: number;
  removed?: 'salt' | 'payload';
  proof?: string[];
}

/** A ledger of eight entries: the signature is the third, the countersignature the sixth. */
export function receiptLedger(o: Options = {}): Pick<LedgerReader, 'entriesFor' | 'newestCheckpoint' | 'proof'> {
  const signed: Act = { kind: 'attestation.signed', content: { by: by(6, signedFacts.signer.oid), did: signedFacts } };
  const second = o.countersignedFacts ?? countersignedFacts;
  const accepted: Act = {
    kind: 'attestation.countersigned',
    content: { by: by(7, second.acceptedBy.oid), did: second },
  };
  const mine = o.acts ?? [signed, ...(o.countersigned ? [accepted] : [])];
  const filler: Act = { kind: 'notice.sent', content: {} };
  const acts = [filler, filler, mine[0] ?? filler, filler, filler, mine[1] ?? filler, filler, filler];
  const log = sampleLog(acts, 1);
  const size = o.checkpoint ?? 8;
  const stored = ({ seq, ...entry }: (typeof log.entries)[number]): StoredEntry => ({
    seq: seq <= (o.sealed ?? 8) ? seq : null,
    at: entry.at,
    kind: entry.kind,
    ref: ATTESTATION,
    commitment: entry.commitment,
    link: entry.link,
    salt: o.removed === 'salt' ? null : entry.salt!,
    payload: o.removed === 'payload' ? null : entry.payload!,
  });
  return {
    entriesFor: () => Promise.resolve(log.entries.filter((e) => e.kind.startsWith('attestation')).map(stored)),
    newestCheckpoint: () => Promise.resolve(size === 0 ? null : { size, at: 1, note: log.notes.get(size)! }),
    proof: (seq, size) =>
      Promise.resolve(o.proof ?? inclusionProof(seq - 1, size, (_, i) => log.leaves[i]!).map((h) => h.toString('hex'))),
  };
}
