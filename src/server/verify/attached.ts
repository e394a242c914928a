import { inflateSync } from 'node:zlib';

/** Larger than any receipt; what unpacks to more is not one, and is not unpacked further. */
const LARGEST = 1 << 20;

function unpack(packed: Buffer): string | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: LARGEST }).toString();
  } catch {
    return undefined;
  }
}

/**
 * The texts of a PDF's streams, unpacked where they are packed: attachments are among them. Knows only as much of the
 * format as is needed to find them, so a PDF that was encrypted or written anew by another program may give none.
 */
export function* streamsOf(pdf: Buffer): Generator<string> {
  for (let at = pdf.indexOf('stream'); at >= 0; at = pdf.indexOf('stream', at + 6)) {
    if (pdf.toString('latin1', at - 3, at) === 'end') continue;
    const start = at + (pdf[at + 6] === 0x0d ? 8 : 7);
    const end = Math.min(pdf.length, Math.max(start, pdf.indexOf('endstream', start)));
    if (end - start > LARGEST) continue;
    yield unpack(pdf.subarray(start)) ?? pdf.toString('utf8', start, end);
  }
}
