import { BlobReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** The first day a zip knows: when it was handed out is in the record of custody, not in the file. */
const UNDATED = new Date('1980-01-01T00:00:00Z');

/**
 * One file in an archive that its password opens (AES-256): no mail filter, preview or scanner on the way looks into it.
 * The name inside is made harmless; it is never a path.
 */
export async function lockedArchive(name: string, bytes: Uint8Array, password: string): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  const plain = new BlobReader(new Blob([Uint8Array.from(bytes)]));
  await writer.add(safe(name), plain, { password, encryptionStrength: 3, lastModDate: UNDATED, level: 0 });
  return Buffer.from(await writer.close());
}

const safe = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}.-]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-100) || 'attachment';
