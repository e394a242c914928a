/** The width of a piece of text as it will be drawn, in points. */
type Measure = (text: string) => number;

// Nothing to see in them, or, as the marks that turn the reading direction, a way to show a text as another one.
const UNSEEN = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

/** The text as it can be drawn: well-formed, without control characters; tabs and returns are blanks. */
export const drawable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '')
    .replace(/(?!\n)\p{Cc}/gu, ' ');

const letters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });

/** A word too long for a line, cut where letters end. */
function pieces(word: string, width: number, measure: Measure): string[] {
  if (measure(word) <= width) return [word];
  const cut: string[] = [];
  let piece = '';
  for (const { segment } of letters.segment(word)) {
    if (piece !== '' && measure(piece + segment) > width) {
      cut.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...cut, piece];
}

/** The text in lines no wider than `width`. Its own line breaks are kept. */
export function wrap(text: string, width: number, measure: Measure): string[] {
  const blank = measure(' ');
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    let used = 0;
    for (const word of paragraph.split(/[ \u00a0]+/).flatMap((whole) => pieces(whole, width, measure))) {
      const wide = measure(word);
      const fits = line === '' || used + blank + wide <= width;
      if (!fits) lines.push(line);
      used = fits && line !== '' ? used + blank + wide : wide;
      line = fits && line !== '' ? `${line} ${word}` : word;
    }
    return [...lines, line];
  });
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;

export const readsRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/**
 * The words of a line from left to right as they stand on paper: Arabic or Hebrew words that follow one another, with
 * the numbers between them, are in reverse order. (The letters inside a word are turned by the font.)
 */
export function onPaper(line: string): string[] {
  const words = line.split(' ');
  const laid: string[] = [];
  for (let at = 0; at < words.length;) {
    const end = endOfRun(words, at);
    laid.push(...words.slice(at, end).reverse());
    at = end;
  }
  return laid;
}

/** One past the last word that reads together with the word at `at`. */
function endOfRun(words: readonly string[], at: number): number {
  let end = at + 1;
  if (!readsRightToLeft(words[at] ?? '')) return end;
  for (let next = end; next < words.length; next += 1) {
    const word = words[next] ?? '';
    if (readsRightToLeft(word)) end = next + 1;
    else if (LETTER.test(word)) break;
  }
  return end;
}
