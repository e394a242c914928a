import type { KeyObject } from 'node:crypto';
import { fingerprint, publicKeyText } from './note';

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

/** One sealed entry as exported; `salt` and `payload` are both empty-handed (absent) once retention removed them. */
export interface ExportEntry {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly commitment: string;
  readonly link: string;
  readonly salt?: string;
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

/** One entry as a line, without its line end. There is exactly one way to write an entry. */
export function exportLine(e: ExportEntry): string {
  const leaf = `"seq":${e.seq},"at":${e.at},"kind":"${e.kind}","commitment":"${e.commitment}","link":"${e.link}"`;
  if (e.payload === undefined || e.salt === undefined) return `{${leaf}}`;
  return `{${leaf},"salt":"${e.salt}","payload":${JSON.stringify(e.payload)}}`;
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

const HEX = /^[0-9a-f]{64}$/;
const KIND = /^[a-z_.]{1,64}$/;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isHex = (value: unknown): value is string => typeof value === 'string' && HEX.test(value);

/**
 * Reads a line. Undefined when it is not an entry exactly as {@link exportLine} writes it: no doubled, hidden or
 * unknown field and no other spelling of a value can stand in a line that is read.
 */
export function readEntry(line: string): ExportEntry | undefined {
  const value = parse(line);
  if (!value) return undefined;
  // As above: nothing is believed before the line was written again and compared.
  const e = value as unknown as ExportEntry;
  if (!isCount(e.seq) || !isCount(e.at) || typeof e.kind !== 'string' || !KIND.test(e.kind)) return undefined;
  if (!isHex(e.commitment) || !isHex(e.link)) return undefined;
  if (e.payload !== undefined && !(typeof e.payload === 'string' && isHex(e.salt))) return undefined;
  return exportLine(e) === line ? e : undefined;
}
