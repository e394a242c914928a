import type { KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readHeader, type ExportHeader } from '../../core/ledger/export';
import { ledgerFindings, receiptFindings, type Finding } from '../../core/ledger/findings';
import { publicKeyText, readCheckpoint, readPublicKey } from '../../core/ledger/note';
import { readReceipt, verifyReceipt, type Receipt } from '../../core/ledger/receipt';
import { ledgerCheck, readWitness, type Witness } from '../../core/ledger/verify';
import { streamsOf } from './attached';
import { checkPack, isArchive } from './pack';
import { OWN_CHECKPOINT, keyWords, ledgerWords, packWords, plain, receiptWords } from './report';

const USAGE = `Checks a ledger export, a receipt or the copy of a case without the service that made it.

  verify <file> [--key school.pub]... [anchor.txt...]

  <file>       a ledger export (.ndjson), a receipt (.json or .pdf) or the copy of a case (.zip)
  --key        the key the school publishes; more than once after a change of key
  anchor.txt   a checkpoint somebody else kept, or one line with a size and a root from a printed page

Ends with 0 when everything is sound, 1 when something is not, 2 when the file cannot be read.`;

/** What is no verdict on the content: the file is missing, is of another kind, or too large. */
class CannotRead extends Error {}

type Write = (line: string) => void;
type Outcome = 0 | 1 | 2;

const LARGEST_TEXT = 1 << 20;
const LARGEST_PDF = 50 << 20;
const LARGEST_PACK = 1 << 30;
const LARGEST_LINE = 64 << 20;

async function readWhole(file: string, largest: number): Promise<Buffer> {
  const { size } = await stat(file);
  if (size > largest) throw new CannotRead(`${file} is too large to be what it should be.`);
  return readFile(file);
}

const utf8 = () => new TextDecoder('utf-8', { fatal: true });

/** Lines of a file, one at a time, without their ends. The file is never held as a whole. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = utf8();
  let rest = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
    // A read stream without an encoding gives buffers.
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LARGEST_LINE) throw new CannotRead(`${file} has a line too long to be an entry.`);
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

async function readKeys(files: readonly string[]): Promise<KeyObject[]> {
  const keys = [];
  for (const file of files) {
    const key = readPublicKey((await readWhole(file, LARGEST_TEXT)).toString());
    if (!key) throw new CannotRead(`${file} holds no public key of the kind the ledger is signed with (Ed25519).`);
    keys.push(key);
  }
  return keys;
}

const readAnchors = (files: readonly string[]): Promise<Witness[]> =>
  Promise.all(
    files.map(async (file) => {
      const text = utf8().decode(await readWhole(file, LARGEST_TEXT));
      return { label: basename(file), text: text.replaceAll('\r\n', '\n') };
    }),
  );

/** The keys to believe: those the reader gave, or else the one in the file, for the reader to compare. */
function trusted(given: readonly KeyObject[], inside: string): readonly KeyObject[] {
  const own = readPublicKey(inside);
  if (given.length > 0) return given;
  return own ? [own] : [];
}

interface Asked {
  readonly file: string;
  readonly keys: readonly KeyObject[];
  readonly anchors: readonly Witness[];
  readonly write: Write;
}

async function checkLedger(o: Asked, header: ExportHeader, lines: AsyncGenerator<string>): Promise<Outcome> {
  const keys = trusted(o.keys, header.publicKey);
  const own = header.checkpoint === '' ? [] : [{ label: OWN_CHECKPOINT, text: header.checkpoint }];
  const check = ledgerCheck({ tenant: header.tenant, name: header.name, keys }, [...own, ...o.anchors]);
  for await (const line of lines) if (!check.add(line)) break;
  const report = check.finish(header.entries);
  const isNamed = keys.some((key) => publicKeyText(key) === header.publicKey);
  const problems = [...(isNamed ? [] : [ledgerFindings.key()]), ...report.problems];
  for (const line of keyWords(keys, o.keys.length > 0)) o.write(line);
  for (const line of ledgerWords(header, { ...report, problems })) o.write(line);
  return problems.length === 0 ? 0 : 1;
}

/** A receipt and an anchor speak of the same moment only when their sizes are equal. */
function compareAnchor(
  receipt: { readonly ledger: { readonly name: string }; readonly checkpoint?: string | null | undefined },
  keys: readonly KeyObject[],
  witness: Witness,
): Finding | string {
  const seen = readWitness({ name: receipt.ledger.name, keys }, witness);
  if (!seen) return ledgerFindings.anchorUnsigned(witness.label);
  const own = readCheckpoint(receipt.checkpoint ?? '')?.checkpoint;
  if (own?.size !== seen.size)
    return `${witness.label} was made at another time than this file; only a whole export can be compared with it.`;
  if (own.root.toString('base64') !== seen.root) return receiptFindings.anchor(witness.label);
  return `${witness.label} shows the same history as this file.`;
}

function checkReceipt(o: Asked, read: { receipt: Receipt } | { problem: Finding }): Outcome {
  if ('problem' in read) {
    o.write('NOT SOUND.');
    o.write(`  ${plain(read.problem.sentence)}`);
    return 1;
  }
  const keys = trusted(o.keys, read.receipt.ledger.publicKey);
  const compared = o.anchors.map((anchor) => compareAnchor(read.receipt, keys, anchor));
  const notes = compared.filter((x) => typeof x === 'string');
  const findings = [...verifyReceipt(read.receipt, keys), ...compared.filter((x) => typeof x !== 'string')];
  for (const line of keyWords(keys, o.keys.length > 0)) o.write(line);
  for (const line of receiptWords(read.receipt, findings, notes)) o.write(line);
  return findings.length === 0 ? 0 : 1;
}

async function checkPdf(o: Asked): Promise<Outcome> {
  const pdf = await readWhole(o.file, LARGEST_PDF);
  const found = [...new Set(streamsOf(pdf))].flatMap((text) => readReceipt(text) ?? []);
  const [receipt, second] = found;
  if (!receipt)
    throw new CannotRead(
      `${o.file} has no receipt attached. Use the file as it was handed out, or the receipt’s .json file.`,
    );
  if (second)
    throw new CannotRead(`${o.file} has more than one receipt attached, so it is not clear which one is meant.`);
  const outcome = checkReceipt(o, receipt);
  o.write('Only what is listed here is proved: compare it with the printed page.');
  return outcome;
}

async function checkCopy(o: Asked): Promise<Outcome> {
  let keys: readonly KeyObject[] = [];
  const report = await checkPack(await readWhole(o.file, LARGEST_PACK), (inside) => (keys = trusted(o.keys, inside)));
  const problems = [...report.problems];
  const notes: string[] = [];
  if ('ledger' in report) {
    const { ledger } = report;
    const compared = o.anchors.map((anchor) => compareAnchor({ ledger, checkpoint: ledger.checkpoint }, keys, anchor));
    notes.push(...compared.filter((x) => typeof x === 'string'));
    problems.push(...compared.filter((x) => typeof x !== 'string'));
  }
  for (const line of keyWords(keys, o.keys.length > 0)) o.write(line);
  for (const line of packWords(report, problems, notes)) o.write(line);
  return problems.length === 0 ? 0 : 1;
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    return (await handle.read(Buffer.alloc(5), 0, 5, 0)).buffer;
  } finally {
    await handle.close();
  }
}

async function checkFile(o: Asked): Promise<Outcome> {
  const head = await headOf(o.file);
  if (head.toString('latin1') === '%PDF-') return checkPdf(o);
  if (isArchive(head)) return checkCopy(o);
  const lines = linesOf(o.file);
  const first = await lines.next();
  const header = first.done ? undefined : readHeader(first.value);
  if (header === 'changed') {
    o.write('NOT SOUND.');
    o.write(`  ${ledgerFindings.header().sentence}`);
    return 1;
  }
  if (header) return checkLedger(o, header, lines);
  await lines.return(undefined);
  const read = readReceipt(utf8().decode(await readWhole(o.file, LARGEST_TEXT)));
  if (!read) throw new CannotRead(`${o.file} is neither a ledger export, a receipt nor the copy of a case.`);
  return checkReceipt(o, read);
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { key: { type: 'string', multiple: true }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch {
    return undefined;
  }
}

/** System errors have a code, and so do decoding errors; anything else is a fault of ours and rises. */
function whyUnreadable(error: unknown): string {
  if (error instanceof CannotRead) return error.message;
  // Whatever was thrown, asking it for a code is safe.
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'The file is damaged: it is not text throughout.';
  if (typeof code === 'string') return `A file cannot be opened (${code}): ${String(error)}`;
  throw error;
}

/**
 * The verifier's command: checks the file named and writes what it found in plain words, line by line.
 * Answers the exit code: 0 sound, 1 not sound, 2 cannot read.
 */
export async function verifyCommand(args: readonly string[], write: Write): Promise<Outcome> {
  const asked = readArguments([...args]);
  const [file, ...anchors] = asked?.positionals ?? [];
  if (!asked || file === undefined || asked.values.help) {
    write(USAGE);
    return asked?.values.help ? 0 : 2;
  }
  try {
    const [keys, witnesses] = await Promise.all([readKeys(asked.values.key ?? []), readAnchors(anchors)]);
    return await checkFile({ file, keys, anchors: witnesses, write });
  } catch (error) {
    write(`Cannot read. ${whyUnreadable(error)}`);
    return 2;
  }
}
