import { Refused } from './refusals';

/** Text, and the encoding's name when it had to be guessed. */
interface Decoded {
  readonly text: string;
  readonly guessed: string | undefined;
}

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Word files, PDFs and rich text that were only given another name. */
const isOtherFormat = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) ||
  startsWith(bytes, 0x25, 0x50, 0x44, 0x46) ||
  startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66) ||
  startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

/** What older Windows programs put at 0x80 to 0x9f. Node's own decoder reads these bytes as control characters. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The code page of older Windows programs, which gives every byte a meaning. */
const fromWindows = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/gu, (sign) => WINDOWS.charAt(sign.charCodeAt(0) - 0x80));

function decoded(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, 0xff, 0xfe)) return { text: new TextDecoder('utf-16le').decode(bytes), guessed: undefined };
  if (startsWith(bytes, 0xfe, 0xff)) return { text: new TextDecoder('utf-16be').decode(bytes), guessed: undefined };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: undefined };
  } catch {
    return { text: fromWindows(bytes), guessed: 'windows-1252' };
  }
}

/** Reads a text file's bytes: UTF-8 or UTF-16 with their marks, UTF-8 without, else the old Windows code page. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (isOtherFormat(bytes)) throw new Refused('not_text');
  const result = decoded(bytes);
  if (result.text.includes('\0')) throw new Refused('not_text');
  return result;
}
