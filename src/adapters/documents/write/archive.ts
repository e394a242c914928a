import JSZip from 'jszip';

export interface ArchiveFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The first day a zip knows: the same content is the same archive, whenever it is made. */
const UNDATED = new Date('1980-01-01T00:00:00Z');

/** The files as one zip, in their order. The same files are the same bytes, so that any other byte can be told. */
export function archive(files: readonly ArchiveFile[]): Promise<Buffer> {
  const zip = new JSZip();
  for (const { name, content } of files) zip.file(name, content, { date: UNDATED, createFolders: false });
  return zip.generateAsync({ type: 'nodebuffer', platform: 'DOS' });
}

/** The files of a zip in their order; undefined where it is none, or is damaged. */
export async function filesIn(bytes: Buffer): Promise<ArchiveFile[] | undefined> {
  try {
    const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
    const files: ArchiveFile[] = [];
    for (const file of Object.values(zip.files))
      files.push({ name: file.name, content: await file.async('nodebuffer') });
    return files;
  } catch {
    return undefined;
  }
}
