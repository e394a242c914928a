import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { AppError, notFound } from '../errors';
import { receiptFindings, type Finding } from './findings';
import { canonical, commitment, contentHash, leafHash } from './hash';
import { openCheckpoint, promiseHolds, publicKeyText, signPromise, type Checkpoint } from './note';
import type { LedgerReader, StoredEntry } from './store';
import { included } from './tree';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** 32 bytes in base64, in the one spelling that has no spare bits set. */
const Base32Bytes = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/);
const Milliseconds = z.int().nonnegative();

/** Who the verified token said was acting: the register's id and the directory's object id. */
const By = z.strictObject({ person: z.guid(), oid: z.string() });
/** Identity is tenant and directory object id; name and role are those shown at the time. */
const Identity = z.strictObject({ tenant: z.guid(), oid: z.string(), name: z.string(), role: z.string() });

/** What a signature binds (`did` of `attestation.signed`): everything as it was shown and answered. */
export const SignedFacts = z.strictObject({
  attestation: z.guid(),
  signer: Identity,
  typedName: z.string(),
  policy: z.strictObject({ id: z.guid(), versionId: z.guid(), title: z.string(), version: z.string() }),
  /** `contentHash` of the whole document shown. */
  text: Sha256,
  statements: z.array(z.string()),
  /** `contentHash` of `statements`. */
  wording: Sha256,
  /** The short check, when there was one. */
  check: z.strictObject({ asked: z.int().nonnegative(), right: z.int().nonnegative() }).nullable(),
  /** Numbers of what the school lent; empty when nothing. */
  devices: z.strictObject({ laptop: z.string(), ipad: z.string() }),
  /** Which issuer vouched for the person, and when (ms) they last proved who they are, if the sign-in said. */
  signIn: z.strictObject({ method: z.string(), at: Milliseconds.nullable() }),
  language: z.string(),
});
export type SignedFacts = z.infer<typeof SignedFacts>;

/** What a countersignature binds (`did` of `attestation.countersigned`): who accepted which signature. */
export const CountersignedFacts = z.strictObject({ attestation: z.guid(), acceptedBy: Identity });
export type CountersignedFacts = z.infer<typeof CountersignedFacts>;

/** In the log under a number (then the receipt has a checkpoint), or promised to be. */
const Placed = z.strictObject({ seq: z.int().positive(), proof: z.array(Base32Bytes).max(53) });
const Promise = z.strictObject({ promise: z.string() });

const recorded = <Kind extends string, Facts extends z.ZodType>(kind: Kind, facts: Facts) =>
  z.strictObject({
    kind: z.literal(kind),
    at: Milliseconds,
    salt: Base32Bytes,
    payload: z.strictObject({ by: By, did: facts }),
    log: z.union([Placed, Promise]),
  });

/** Said on every receipt, so that nobody takes it for more than it is. */
export const RECEIPT_NOTICE =
  'The electronic signature on this receipt is the service’s, not the person’s. It shows that this entry is in the school’s log, not that the reader understood.';

const FORMAT = 'lantern/receipt/1';
const Signed = recorded('attestation.signed', SignedFacts);
const Countersigned = recorded('attestation.countersigned', CountersignedFacts);

/** What a person takes away: proves, years later and without us, what they confirmed. */
export const Receipt = z.strictObject({
  format: z.literal(FORMAT),
  notice: z.literal(RECEIPT_NOTICE),
  ledger: z.strictObject({ tenant: z.guid(), name: z.string(), publicKey: Base32Bytes }),
  signed: Signed,
  countersigned: Countersigned.optional(),
  checkpoint: z.string().optional(),
});
export type Receipt = z.infer<typeof Receipt>;

/** The service's own identity in receipts. `key` is its Ed25519 private key. */
interface ReceiptSigner {
  readonly tenant: string;
  /** The name checkpoints are signed under. */
  readonly name: string;
  readonly key: KeyObject;
}

type Ledger = Pick<LedgerReader, 'entriesFor' | 'newestCheckpoint' | 'proof'>;

/** A proof for what the checkpoint covers, a promise for what it does not yet. */
async function recordedEntry(ledger: Ledger, signer: ReceiptSigner, entry: StoredEntry, size: number) {
  const { seq, at, kind } = entry;
  if (entry.salt === null || entry.payload === null) throw notFound('receipt: its content was removed');
  const salt = Buffer.from(entry.salt, 'hex');
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
  const promised = { name: signer.name, tenant: signer.tenant, kind, at, commitment: commitment(salt, entry.payload) };
  const log =
    seq !== null && seq <= size
      ? { seq, proof: (await ledger.proof(seq, size)).map(base64) }
      : { promise: signPromise(signer.key, promised) };
  return { kind, at, salt: base64(entry.salt), log, payload: JSON.parse(entry.payload) as unknown };
}

/**
 * The receipt of a signature, from the entries that vouch for the attestation. It is a new edition once somebody
 * countersigned, and once the next checkpoint turned a promise into a proof; every edition stays valid.
 * @throws AppError `not_found` without such a signature, or when retention removed its content.
 */
export async function receiptFor(ledger: Ledger, attestation: string, signer: ReceiptSigner): Promise<Receipt> {
  const entries = await ledger.entriesFor(attestation);
  const [signed, countersigned] = ['attestation.signed', 'attestation.countersigned'].map((kind) =>
    entries.find((entry) => entry.kind === kind),
  );
  if (!signed) throw notFound('receipt: no such signature');
  const checkpoint = await ledger.newestCheckpoint();
  const size = checkpoint?.size ?? 0;
  const made = Receipt.safeParse({
    format: FORMAT,
    notice: RECEIPT_NOTICE,
    ledger: { tenant: signer.tenant, name: signer.name, publicKey: publicKeyText(createPublicKey(signer.key)) },
    signed: await recordedEntry(ledger, signer, signed, size),
    ...(countersigned && { countersigned: await recordedEntry(ledger, signer, countersigned, size) }),
    ...(checkpoint && { checkpoint: checkpoint.note }),
  });
  if (made.success) return made.data;
  throw new AppError('unexpected', { detail: `receipt: ${pathOf(made.error)}` });
}

const pathOf = (error: z.ZodError): string => error.issues.map((issue) => issue.path.join('.') || 'receipt').join(', ');

type Recorded = z.infer<typeof Signed> | z.infer<typeof Countersigned>;

function checkEntry(receipt: Receipt, keys: readonly KeyObject[], checkpoint: Checkpoint | undefined, entry: Recorded) {
  const what = entry.kind === 'attestation.signed' ? 'signature' : 'countersignature';
  const content = commitment(Buffer.from(entry.salt, 'base64'), canonical(entry.payload));
  const { name, tenant } = receipt.ledger;
  const { kind, at, log } = entry;
  if ('promise' in log) {
    const holds = promiseHolds(keys, { name, tenant, kind, at, commitment: content }, log.promise);
    return holds ? [] : [receiptFindings.promise(what)];
  }
  if (!checkpoint) return [receiptFindings.proof(what)];
  const leaf = leafHash(tenant, log.seq, at, kind, content);
  const proof = log.proof.map((hash) => Buffer.from(hash, 'base64'));
  return included(leaf, log.seq - 1, checkpoint.size, proof, checkpoint.root) ? [] : [receiptFindings.proof(what)];
}

function checkBindings({ ledger, signed, countersigned }: Receipt): Finding[] {
  const { by, did } = signed.payload;
  const second = countersigned?.payload;
  const people = [{ by, who: did.signer }, ...(second ? [{ by: second.by, who: second.did.acceptedBy }] : [])];
  const isTheirs = people.every(({ by, who }) => who.tenant === ledger.tenant && who.oid === by.oid);
  return [
    ...(isTheirs ? [] : [receiptFindings.person()]),
    ...(contentHash(did.statements) === did.wording ? [] : [receiptFindings.wording()]),
    ...(!second || second.did.attestation === did.attestation ? [] : [receiptFindings.countersignature()]),
  ];
}

/** White space between the parts left out, and each text in its usual spelling: how JSON.stringify would write it. */
const compact = (json: string): string =>
  json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\s+/g, (part) =>
    part.startsWith('"') ? JSON.stringify(JSON.parse(part)) : '',
  );

/** Whether the text says exactly this value: nothing doubled, nothing hidden, nothing that has no canonical text. */
function saysExactly(text: string, value: unknown): boolean {
  try {
    return canonical(value) !== '' && compact(text) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The receipt in a file's text, however it is spaced. `problem` is what keeps one from being read as written: a field
 * that is missing, unknown, doubled or of another form. Undefined: no receipt of ours.
 */
export function readReceipt(text: string): { receipt: Receipt } | { problem: Finding } | undefined {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== FORMAT) return undefined;
  const read = Receipt.safeParse(value);
  if (!read.success) return { problem: receiptFindings.shape(pathOf(read.error)) };
  if (!saysExactly(text, value)) return { problem: receiptFindings.shape('the layout') };
  return { receipt: read.data };
}

/**
 * Everything wrong with a receipt; none when it holds. Keys are those the reader trusts: the school's published one
 * (after a change of key, the older ones too).
 */
export function verifyReceipt(receipt: Receipt, keys: readonly KeyObject[]): Finding[] {
  const { ledger, signed, countersigned, checkpoint: note } = receipt;
  const checkpoint = note === undefined ? undefined : openCheckpoint(ledger.name, keys, note);
  return [
    ...(keys.some((key) => publicKeyText(key) === ledger.publicKey) ? [] : [receiptFindings.key()]),
    ...checkBindings(receipt),
    ...(note !== undefined && !checkpoint ? [receiptFindings.checkpoint()] : []),
    ...[signed, ...(countersigned ? [countersigned] : [])].flatMap((e) => checkEntry(receipt, keys, checkpoint, e)),
  ];
}
