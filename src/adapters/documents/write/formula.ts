/**
 * What a spreadsheet program may take for a formula: = + - @ (or their full-width forms), also behind blanks and
 * characters that do not show; and a cell that begins with a tab, a line break or NUL.
 */
const FORMULA = /^(?:[\s\p{C}]*[=+\-@＝＋－＠]|[\t\r\n\0])/u;

/** The text with an apostrophe before it where a spreadsheet would run it. Idempotent. */
export const disarm = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text as it was before `disarm`. */
export const rearm = (text: string): string => (text[0] === "'" && FORMULA.test(text.slice(1)) ? text.slice(1) : text);
