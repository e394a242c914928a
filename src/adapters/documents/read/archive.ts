import { inflateRawSync } from 'node:zlib';
import yauzl from 'yauzl';
import { LIMITS, Refused } from './refusals';

/** One file inside a Word file: where its packed bytes lie. Names are only compared, never used as paths. */
export interface Entry {
  readonly name: string;
  readonly start: number;
  readonly packed: number;
  readonly size: number;
  readonly deflated: boolean;
}

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Old Word files and password-protected new ones share one container; the names inside tell them apart. */
function checkContainer(bytes: Buffer): void {
  if (!bytes.subarray(0, OLE.length).equals(OLE)) return;
  throw new Refused(bytes.includes(Buffer.from('WordDocument', 'utf16le')) ? 'old_word' : 'password');
}

async function collect(bytes: Buffer): Promise<Entry[]> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const entries: Entry[] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (entries.length >= LIMITS.entries || unpacked > LIMITS.unpacked) throw new Refused('unpacks_too_large');
    if (entry.isEncrypted()) throw new Refused('password');
    if (/vbaProject\.bin$/iu.test(entry.fileName)) throw new Refused('macros');
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw new Refused('broken');
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    entries.push({
      name: entry.fileName,
      start: fileDataStart,
      packed: entry.compressedSize,
      size: entry.uncompressedSize,
      deflated: entry.compressionMethod === 8,
    });
  }
  if (unpacked > bytes.length * LIMITS.ratio) throw new Refused('unpacks_too_large');
  return entries;
}

/**
 * The files inside a Word file, from its bytes alone: nothing is unpacked. Refuses what is no Word file, is locked,
 * holds macros or says itself that it unpacks to too much.
 */
export async function listEntries(file: Uint8Array): Promise<Entry[]> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  checkContainer(bytes);
  try {
    const entries = await collect(bytes);
    if (!entries.some((entry) => /^word\/document\d*\.xml$/iu.test(entry.name))) throw new Refused('broken');
    return entries;
  } catch (error) {
    if (error instanceof Refused) throw error;
    const locked = error instanceof Error && /encryption/iu.test(error.message);
    throw new Refused(locked ? 'password' : 'broken', error);
  }
}

/** Unpacks entries one at a time and stops at what each declared, because a declared size may lie. */
export class Archive {
  readonly #bytes: Uint8Array;
  readonly #entries: ReadonlyMap<string, Entry>;
  #left: number = LIMITS.unpacked;

  constructor(bytes: Uint8Array, entries: readonly Entry[]) {
    this.#bytes = bytes;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Declared size in bytes; undefined when there is no such entry. */
  size(name: string): number | undefined {
    return this.#entries.get(name)?.size;
  }

  /** Refuses an entry that is missing, damaged or larger than it says. */
  read(name: string): Uint8Array {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Refused('broken');
    this.#left -= entry.size;
    if (this.#left < 0) throw new Refused('unpacks_too_large');
    const packed = this.#bytes.subarray(entry.start, entry.start + entry.packed);
    if (!entry.deflated) return packed;
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
    } catch (error) {
      // Node's own code for output beyond the limit; everything else is damage.
      const lied = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      throw new Refused(lied ? 'unpacks_too_large' : 'broken', error);
    }
  }

  /** An XML part as text. Word never writes a document type, so one is refused before any parser sees it. */
  readXml(name: string): string {
    if ((this.size(name) ?? 0) > LIMITS.part) throw new Refused('too_long');
    const xml = new TextDecoder('utf-8').decode(this.read(name));
    if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml)) throw new Refused('broken');
    let tags = 0;
    for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) tags++;
    if (tags > LIMITS.tags) throw new Refused('too_long');
    return xml;
  }
}
