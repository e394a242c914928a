/** Characters that turn text around on a screen, so that `gpj.exe` reads as `exe.jpg`. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Those that only an override does: ordinary marks of right-to-left writing stay in running text. */
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/gu;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\u2028\u2029]/gu;

/** A line of text as it can stand on a screen: what is written, and nothing that steers. */
export const line = (text: string, most = 2_000): string =>
  text
    .replace(/[\t\r\n]+/gu, ' ')
    .replace(CONTROLS, '')
    .replace(TURNING, '')
    .slice(0, most)
    .toWellFormed();

/** Running text as it can stand on a screen. */
export const prose = (text: string, most: number): string =>
  text.slice(0, most).replace(/\r\n?/gu, '\n').replace(CONTROLS, '').replace(OVERRIDES, '').trimEnd().toWellFormed();

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;
const LONGEST_NAME = 120;

/** A file's name that is a name on every computer and never a path. */
export function fileName(given: string | null, index: number): string {
  const last =
    line(given ?? '', 4_000)
      .split(/[/\\]/u)
      .at(-1) ?? '';
  const plain = last.replace(/[<>:"|?*]/gu, '_').replace(/^[.\s]+|[.\s]+$/gu, '');
  if (plain === '') return `attachment-${index + 1}`;
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  if (safe.length <= LONGEST_NAME) return safe;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(safe)?.[0] ?? '';
  return `${safe.slice(0, LONGEST_NAME - ending.length)}${ending}`.toWellFormed();
}

/** A media type, when it is one. */
export const mediaType = (given: string): string =>
  /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/u.test(given) ? given.toLowerCase() : 'application/octet-stream';
