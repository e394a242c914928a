import { inflateSync } from 'node:zlib';

/** Larger than any receipt; what unpacks to more is not one of ours. */
const LARGEST = 4 * 2 ** 20;

/**
 * The file our own receipts carry inside (`receipt.json`); null when the PDF has none or another program has written it
 * anew. Signing or annotating a PDF adds to its end and does not matter.
 */
export function attachedFile(pdf: Uint8Array): Buffer | null {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  // Text inside the document cannot pose as this: our strings have no bare line breaks, our pages are compressed.
  const head = /\n\d+ 0 obj\n<<\n\/Type \/EmbeddedFile\n(?:[^>]|>(?!>\nstream\n)){0,2000}>>\nstream\n/.exec(
    bytes.toString('latin1'),
  );
  const length = /\n\/Length (\d+)\n/.exec(head?.[0] ?? '')?.[1];
  if (!head || length === undefined) return null;
  const start = head.index + head[0].length;
  try {
    return inflateSync(bytes.subarray(start, start + Number(length)), { maxOutputLength: LARGEST });
  } catch {
    return null;
  }
}
