import type { KeyObject } from 'node:crypto';
import { AppError } from '../errors';
import { fingerprint, publicKeyText } from './note';
import type { StoredEntry } from './store';

const FORMAT = 'lantern/ledger/1';

/** First line of a ledger export. The newest checkpoint travels along, so that a shortened file shows. */
export interface ExportHeader {
  readonly format: typeof FORMAT;
  readonly tenant: string;
  /** The name checkpoints are signed under. */
  readonly name: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  /** How many entries follow. */
  readonly entries: number;
  /** The newest signed checkpoint, empty when there is none yet. */
  readonly checkpoint: string;
}

/** One sealed entry as exported. `salt` and `payload` are both absent once retention removed the content. */
export interface ExportEntry {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly commitment: string;
  readonly link: string;
  readonly salt?: string;
  /** Canonical text, byte for byte as it was committed to. */
  readonly payload?: string;
}

type HeaderInput = Pick<ExportHeader, 'tenant' | 'name' | 'entries' | 'checkpoint'> & { readonly key: KeyObject };

const headerText = (h: Omit<ExportHeader, 'format'>): string =>
  JSON.stringify({
    format: FORMAT,
    tenant: h.tenant,
    name: h.name,
    publicKey: h.publicKey,
    fingerprint: h.fingerprint,
    entries: h.entries,
    checkpoint: h.checkpoint,
  });

/** The first line of an export, without its line end. `key` is the public key. */
export const exportHeader = ({ key, ...rest }: HeaderInput): string =>
  headerText({ ...rest, publicKey: publicKeyText(key), fingerprint: fingerprint(key) });

/**
 * One entry as a line, without its line end. There is exactly one way to write an entry, and the payload stands in it
 * as it was hashed: it is JSON of its own without a line break, so people and other programs can read the line too.
 */
export function exportLine(e: ExportEntry): string {
  const leaf = `"seq":${e.seq},"at":${e.at},"kind":"${e.kind}","commitment":"${e.commitment}","link":"${e.link}"`;
  const content = e.payload === undefined || e.salt === undefined ? '' : `,"salt":"${e.salt}","payload":${e.payload}`;
  return `{${leaf}${content}}`;
}

/** A stored entry as a line. Throws `unexpected` for one that has no number yet: only sealed entries are exported. */
export function exportStored({ seq, link, salt, payload, ...rest }: StoredEntry): string {
  if (seq === null || link === null) throw new AppError('unexpected', { detail: 'ledger: not sealed yet' });
  return exportLine({ ...rest, seq, link, ...(salt !== null && payload !== null && { salt, payload }) });
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // A JSON value that is an object and not null is a record of unknown fields; arrays have none of ours.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a first line. Undefined: not a ledger export. 'changed': it is one, but not as we write it. */
export function readHeader(line: string): ExportHeader | 'changed' | undefined {
  const value = parse(line);
  if (value?.['format'] !== FORMAT) return undefined;
  // Taken as read only after writing it again gives the same line, which a field of another type would not.
  const header = value as unknown as ExportHeader;
  const texts = [header.tenant, header.name, header.publicKey, header.fingerprint, header.checkpoint];
  const isWhole = texts.every((text) => typeof text === 'string') && Number.isSafeInteger(header.entries);
  return isWhole && headerText(header) === line ? header : 'changed';
}

/** Lengths are looked at afterwards: counting inside the expression doubles its time. */
const LINE =
  /^\{"seq":(\d+),"at":(\d+),"kind":"([a-z_.]+)","commitment":"([0-9a-f]+)","link":"([0-9a-f]+)"(?:,"salt":"([0-9a-f]+)","payload":(.+))?\}$/s;

/**
 * Reads a line. Undefined when it is not an entry exactly as {@link exportLine} writes it: no other order, spacing or
 * spelling, and nothing beside. The payload is not parsed: its commitment says whether it is the one that was written.
 */
export function readEntry(line: string): ExportEntry | undefined {
  const [, number = '', time = '', kind = '', commitment = '', link = '', salt, payload] = LINE.exec(line) ?? [];
  const [seq, at] = [Number(number), Number(time)];
  if (String(seq) !== number || String(at) !== time || !Number.isSafeInteger(seq) || !Number.isSafeInteger(at))
    return undefined;
  if (kind.length > 64 || commitment.length !== 64 || link.length !== 64) return undefined;
  if (salt === undefined || payload === undefined) return { seq, at, kind, commitment, link };
  return salt.length === 64 ? { seq, at, kind, commitment, link, salt, payload } : undefined;
}
