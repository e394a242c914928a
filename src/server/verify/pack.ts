import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type ArchiveFile, archive, filesIn } from '../../adapters/documents/write/archive';
import type { Finding } from '../../core/ledger/findings';
import { commitment, contentHash, leafHash } from '../../core/ledger/hash';
import { type Checkpoint, openCheckpoint, openNote, publicKeyText } from '../../core/ledger/note';
import { included } from '../../core/ledger/tree';
import { MAIL_FILE, checkMails } from './pack-mail';

const Hex = z.string().regex(/^[0-9a-f]{64}$/);
const Entry = z.strictObject({
  id: z.guid(),
  number: z.int().positive(),
  at: z.int(),
  by: z.guid().nullable(),
  byName: z.string(),
  salt: z.string().nullable(),
  digest: Hex,
  entry: z.looseObject({ kind: z.string() }),
});
type Entry = z.infer<typeof Entry>;
const Entries = z.strictObject({ format: z.literal('lantern/case/1'), case: z.guid(), entries: z.array(Entry) });
const Recorded = z.strictObject({
  seq: z.int().positive().nullable(),
  at: z.int().nonnegative(),
  kind: z.string().max(60),
  ref: z.string().nullable(),
  commitment: Hex,
  link: Hex.nullable(),
  salt: Hex.nullable(),
  payload: z.string().nullable(),
  proof: z.array(Hex).max(53).nullable(),
});
const Ledger = z.strictObject({
  tenant: z.guid(),
  name: z.string(),
  publicKey: z.string(),
  entries: z.array(Recorded),
  checkpoint: z.string().nullable(),
});
export type PackLedger = z.infer<typeof Ledger>;
/** What a record says of the entries that came with it. */
const Vouches = z.object({
  did: z.object({
    case: z.string(),
    entries: z.array(z.object({ id: z.string(), digest: Hex })).default([]),
    mails: z.array(z.object({ mail: z.string(), custody: Hex })).default([]),
  }),
});

/** What the check of a copy of a case found. */
export interface PackReport {
  readonly ledger: PackLedger;
  readonly caseId: string;
  readonly entries: number;
  /** Entries whose words were taken out, so that they can be counted and not checked. */
  readonly redacted: number;
  /** Numbers of entries that no record in the file vouches for, though nothing says that they are wrong. */
  readonly unvouched: readonly number[];
  readonly mails: number;
  /** Records newer than the newest checkpoint. */
  readonly unsealed: number;
  readonly checkpoint: Checkpoint | undefined;
  readonly problems: readonly Finding[];
}

const found = (code: string, sentence: string): Finding => ({ code, sentence });
const changed = (file: string): Finding => found('file_changed', `${file} was changed: it is not as its hash says.`);
const unreadable = (file: string): Finding => found('file_unreadable', `${file} is not as the service writes it.`);

const FIXED = ['case.pdf', 'entries.json', 'ledger.json', 'HOW-TO-CHECK.txt', 'hashes.txt', 'signature.txt'];
const UNHASHED = ['hashes.txt', 'signature.txt'];

/** Whether the bytes begin as an archive does. */
export const isArchive = (head: Buffer): boolean => head.subarray(0, 2).toString('latin1') === 'PK';

/**
 * Checks a copy of a case: its archive, the hashes of its files and their signature, its entries against their digests,
 * and those against the school's ledger. `keys` are those believed; null where they are the file's own. Answers the
 * findings alone where too little can be read to say more.
 */
export async function checkPack(
  bytes: Buffer,
  trusted: (inside: string) => readonly KeyObject[],
): Promise<PackReport | { readonly problems: readonly Finding[] }> {
  const files = await filesIn(bytes);
  if (!files) return { problems: [found('archive_damaged', 'The archive is damaged: its files cannot be read.')] };
  const texts = new Map(files.map((f) => [f.name, f.content]));
  const hashed = checkHashes(files, texts);
  const ledger = read(texts.get('ledger.json'), Ledger);
  const entries = read(texts.get('entries.json'), Entries);
  const missing = [...(ledger ? [] : [unreadable('ledger.json')]), ...(entries ? [] : [unreadable('entries.json')])];
  if (!ledger || !entries) return { problems: [...hashed, ...missing] };
  const keys = trusted(ledger.publicKey);
  const records = checkRecords(ledger, entries.case, keys);
  const content = checkEntries(entries.entries, records.vouched);
  const mail = checkMails(files, { caseId: entries.case, told: records.told });
  return {
    ledger,
    caseId: entries.case,
    entries: entries.entries.length,
    redacted: entries.entries.filter((e) => e.salt === null).length,
    unvouched: content.unvouched,
    mails: mail.mails,
    unsealed: records.unsealed,
    checkpoint: records.checkpoint,
    problems: [
      ...hashed,
      ...checkSignature(texts, ledger, keys),
      ...records.problems,
      ...content.problems,
      ...checkPapers(files, entries.entries),
      ...mail.problems,
      ...(await checkArchive(bytes, files)),
    ],
  };
}

function read<T>(content: Uint8Array | undefined, schema: z.ZodType<T>): T | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const textOf = (content: Uint8Array | undefined): string => Buffer.from(content ?? []).toString();

/** Every file against its line, every line against its file, and no file that has no business there. */
function checkHashes(files: readonly ArchiveFile[], texts: ReadonlyMap<string, Uint8Array>): Finding[] {
  const lines = textOf(texts.get('hashes.txt')).split('\n').slice(0, -1);
  const said = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const isKnown = (name: string): boolean =>
    FIXED.includes(name) || /^papers\/[^/]+$/.test(name) || MAIL_FILE.test(name);
  return [
    ...FIXED.filter((name) => !texts.has(name)).map((name) => found('file_missing', `${name} is missing.`)),
    ...[...said.keys()]
      .filter((name) => !texts.has(name))
      .map((name) => found('file_missing', `${name} is missing, or hashes.txt was changed.`)),
    ...files
      .filter(({ name }) => !isKnown(name) || (!UNHASHED.includes(name) && !said.has(name)))
      .map(({ name }) => found('file_added', `${name} is not one of the files of this copy.`)),
    ...files
      .filter(({ name, content }) => said.has(name) && said.get(name) !== sha256(content))
      .map(({ name }) => changed(name)),
  ];
}

function checkSignature(
  texts: ReadonlyMap<string, Uint8Array>,
  { name, publicKey }: PackLedger,
  keys: readonly KeyObject[],
): Finding[] {
  const signed = openNote(name, keys, textOf(texts.get('signature.txt')));
  return [
    ...(keys.some((key) => publicKeyText(key) === publicKey)
      ? []
      : [found('key_differs', 'The file names another key than the one you gave.')]),
    ...(signed !== undefined && signed === textOf(texts.get('hashes.txt'))
      ? []
      : [found('signature', 'The hashes are not signed by this key: signature.txt or hashes.txt was changed.')]),
  ];
}

/** The school's records of the case: each as it was written, and in the tree of the signed checkpoint. */
function checkRecords(ledger: PackLedger, caseId: string, keys: readonly KeyObject[]) {
  const { tenant, name, checkpoint: note } = ledger;
  const checkpoint = note === null ? undefined : openCheckpoint(name, keys, note);
  const vouched = new Map<string, string>();
  const told = new Map<string, string[]>();
  const problems: Finding[] = [];
  let unsealed = 0;
  if (note !== null && !checkpoint)
    problems.push(found('checkpoint', 'The checkpoint is not signed by this key, or was changed.'));
  for (const [i, record] of ledger.entries.entries()) {
    const label = record.seq === null ? `Record ${i + 1} of ledger.json` : `Record ${record.seq}`;
    const { salt, payload, seq, proof } = record;
    const isWhole =
      salt === null ||
      payload === null ||
      commitment(Buffer.from(salt, 'hex'), payload).toString('hex') === record.commitment;
    const says = payload === null ? null : read(Buffer.from(payload), Vouches);
    if (!isWhole || record.ref !== caseId || (says && says.did.case !== caseId))
      problems.push(found('record_content', `${label}: its content was changed, or it is another case’s.`));
    for (const { id, digest } of says?.did.entries ?? []) vouched.set(id, digest);
    for (const { mail, custody } of says?.did.mails ?? []) told.set(mail, [...(told.get(mail) ?? []), custody]);
    if (seq === null || proof === null) unsealed += 1;
    else if (!checkpoint || !isIn(tenant, { ...record, seq, proof }, checkpoint))
      problems.push(found('record_proof', `${label} is not in the school’s log as this copy says.`));
  }
  return { checkpoint, vouched, told, unsealed, problems };
}

function isIn(
  tenant: string,
  record: { seq: number; at: number; kind: string; commitment: string; proof: readonly string[] },
  { size, root }: Checkpoint,
): boolean {
  const { seq, at, kind } = record;
  const leaf = leafHash(tenant, seq, at, kind, Buffer.from(record.commitment, 'hex'));
  const proof = record.proof.map((hash) => Buffer.from(hash, 'hex'));
  return included(leaf, seq - 1, size, proof, root);
}

/** Each entry against its digest and that against the records; none left out, none moved. */
function checkEntries(entries: readonly Entry[], vouched: ReadonlyMap<string, string>) {
  const problems: Finding[] = [];
  const unvouched: number[] = [];
  for (const [i, entry] of entries.entries()) {
    const label = `Entry ${entry.number}`;
    if (entry.number !== i + 1) problems.push(found('entry_number', `${label} stands where entry ${i + 1} should.`));
    if (entry.salt !== null && digestOf(entry) !== entry.digest)
      problems.push(found('entry_content', `${label}: its content was changed.`));
    const recorded = vouched.get(entry.id);
    if (recorded === undefined) unvouched.push(entry.number);
    else if (recorded !== entry.digest)
      problems.push(found('entry_digest', `${label} is not the one that the school’s log recorded.`));
  }
  const here = new Set(entries.map((e) => e.id));
  const left = [...vouched.keys()].filter((id) => !here.has(id)).length;
  if (left > 0)
    problems.push(found('entries_missing', `${left} entries that the school’s log recorded are not in this copy.`));
  return { problems, unvouched };
}

/** As the ledger's digests are made; undefined for what has no canonical text. */
function digestOf({ id, at, by, salt, entry }: Entry): string | undefined {
  try {
    return contentHash({ id, at, by, salt, entry });
  } catch {
    return undefined;
  }
}

/** Every file of the papers is one that an entry tells of, byte for byte. */
function checkPapers(files: readonly ArchiveFile[], entries: readonly Entry[]): Finding[] {
  const known = new Set(entries.map((e) => (e.entry.kind === 'paper' ? e.entry['sha256'] : undefined)));
  return files
    .filter(({ name, content }) => name.startsWith('papers/') && !known.has(sha256(content)))
    .map(({ name }) => found('paper', `${name} is not one of the papers of this case as they came.`));
}

/** Nothing hides between the files: these files make this archive and no other. */
async function checkArchive(bytes: Buffer, files: readonly ArchiveFile[]): Promise<Finding[]> {
  const again = await archive(files);
  return again.equals(bytes) ? [] : [found('archive', 'The archive holds more than its files, or was packed anew.')];
}
