// A zip of a few small files: stored as they are and undated, so that the same content is the same bytes everywhere.
import JSZip from 'jszip';

/** The first day a zip knows. */
const UNDATED = new Date('1980-01-01T00:00:00Z');

/** @param {Record<string, Buffer>} files content by name, in the order they shall stand in the archive. */
export function zip(files) {
  const archive = new JSZip();
  for (const [name, content] of Object.entries(files)) archive.file(name, content, { date: UNDATED });
  return archive.generateAsync({ type: 'nodebuffer' });
}
