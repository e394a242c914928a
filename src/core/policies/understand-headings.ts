import type { HeadingPiece, ItemPiece, Piece, Say } from './understand-piece';
import { isContentsHeading } from './understand-front';
import { goesOn } from './understand-lines';
import {
  endsPhrase,
  isLeadIn,
  isPromise,
  isShort,
  leading,
  lineOf,
  LONGEST_HEADING,
  runsOf,
  startsLower,
  wordCount,
} from './understand-piece';

/** How deep a typed number goes: 1 for "3", 2 for "3.2"; 0 without one. */
const numberDepth = (text: string): number =>
  /^\d{1,2}(?:\.\d{1,2}){0,3}(?=[.)]?\s)/u.exec(text)?.[0].split('.').length ?? 0;

const isCapitals = (text: string): boolean => !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 4;

const isAppendixLine = (text: string): boolean =>
  /^(?:\(?[\d.]{1,5}\)?\s+)?(?:appendix|annex)\s+(?:\d{1,2}|[A-Z])\b/iu.test(text);

/** Places for a name or a date are not headings, however they are set. */
const isFormLine = (text: string): boolean =>
  /^(?:signed|signature|date|name|print name|role)\b.{0,12}$/iu.test(text) || /_{3,}|\.{4,}|…{2,}/u.test(text);

const isNumberedHeading = (text: string): boolean =>
  isShort(text) &&
  wordCount(text) <= 10 &&
  !endsPhrase(text) &&
  !startsLower(text) &&
  !isPromise(text) &&
  !isLeadIn(text);

interface Guess {
  readonly text: string;
  /** As numbered; 0 when only its place among the other headings says how deep it is. */
  readonly depth: number;
}

const isChapter = (piece: Piece): boolean =>
  piece.kind === 'item' && /^\d{1,2}\.$/u.test(piece.marker) && isNumberedHeading(piece.text);

/**
 * Adds the lines "1. Introduction", "2. Scope" that stand apart from one another and count on from one; a single such
 * line, or several together, are a list.
 */
function addChapters(pieces: readonly Piece[], guesses: Map<Piece, Guess>): void {
  const isEntry = (piece: Piece | undefined): boolean =>
    piece?.kind === 'item' &&
    piece.ordered &&
    !/\d\.\d/u.test(piece.marker) &&
    !isPromise(piece.text) &&
    !guesses.has(piece);
  const chapters: Piece[] = [];
  pieces.forEach((piece, index) => {
    if (!isChapter(piece) || guesses.has(piece) || isEntry(pieces[index - 1]) || isEntry(pieces[index + 1])) return;
    if (lineOf(piece).startsWith(`${String(chapters.length + 1)}.`)) chapters.push(piece);
  });
  if (chapters.length > 1) for (const piece of chapters) guesses.set(piece, { text: lineOf(piece), depth: 1 });
}

function guessItem(piece: ItemPiece, before: Piece | undefined, next: Piece | undefined): Guess | undefined {
  if (!isNumberedHeading(piece.text)) return undefined;
  const guess = { text: lineOf(piece), depth: numberDepth(`${piece.marker} `) };
  if (piece.typed && guess.depth > 1) return guess;
  const alone = ![before, next].some((beside) => beside?.kind === 'item' && beside.bold);
  if (!piece.ordered || !piece.bold || !alone) return undefined;
  return guess.depth === 0 ? { ...guess, depth: piece.depth + 1 } : guess;
}

function guessLine(text: string, bold: boolean, next: Piece): Guess | undefined {
  if (!isShort(text) || text === '' || isFormLine(text) || isPromise(text) || text.includes('\t')) return undefined;
  const guess = { text, depth: numberDepth(text) };
  if (isAppendixLine(text))
    return endsPhrase(text) || isAppendixLine(next.kind === 'item' ? next.text : lineOf(next))
      ? undefined
      : { text, depth: 1 };
  if (!bold && !isCapitals(text)) return undefined;
  if (isLeadIn(text) || startsLower(text) || /[.,;]$/u.test(text)) return undefined;
  return text.endsWith(':') && (next.kind === 'item' || wordCount(text) > 6) ? undefined : guess;
}

/** The level of a styled heading that stands above all others as the title does; numbers count from below it. */
function titleLevel(pieces: readonly Piece[]): number {
  const [first, ...others] = pieces.filter((piece) => piece.kind === 'heading');
  if (first === undefined || numberDepth(first.text) > 0) return 0;
  return others.every((other) => other.level > first.level) ? first.level : 0;
}

/** Lines of a passage that stands out as a whole are no headings. */
const LONGEST_BOLD_RUN = 3;

/** Which pieces are headings by their number, their looks or their words. */
function guessesIn(pieces: readonly Piece[]): Map<Piece, Guess> {
  const bold = runsOf(pieces, (piece, before) => isBoldLine(piece) && isBoldLine(before));
  const passages = new Set(bold.filter((run) => run.length > LONGEST_BOLD_RUN).flat());
  const guesses = new Map<Piece, Guess>();
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1];
    const guess =
      piece.kind === 'item'
        ? guessItem(piece, pieces[index - 1], next)
        : piece.kind === 'paragraph' && next !== undefined
          ? guessLine(piece.text, piece.bold && !passages.has(piece), next)
          : undefined;
    if (guess !== undefined) guesses.set(piece, guess);
  });
  addChapters(pieces, guesses);
  return guesses;
}

/** Recognises headings that carry no style: numbered, bold or capital short lines that stand before text. */
export function guessHeadings(pieces: readonly Piece[], say: Say): Piece[] {
  const guesses = guessesIn(pieces);
  const base = titleLevel(pieces);
  let above = base;
  let capitals = 0;
  return pieces.map((piece): Piece => {
    if (piece.kind === 'heading') [above, capitals] = [piece.level, 0];
    const guess = guesses.get(piece);
    if (guess === undefined) return piece;
    if (guess.depth > 0) [above, capitals] = [base + guess.depth, 0];
    else if (isCapitals(guess.text)) capitals = 1;
    const level = guess.depth > 0 ? above : above + (isCapitals(guess.text) ? 1 : 1 + capitals);
    say(piece.at, 'heading_guessed', { text: guess.text });
    return { kind: 'heading', at: piece.at, level, text: guess.text };
  });
}

const isBoldLine = (piece: Piece): boolean => piece.kind === 'paragraph' && piece.bold;

/** Levels without gaps: the first heading is 1, and none is more than one deeper than the heading it stands under. */
export function levelled(pieces: readonly Piece[]): Piece[] {
  const open: number[] = [];
  return pieces.map((piece) => {
    if (piece.kind !== 'heading') return piece;
    const level = Math.max(1, piece.level);
    while ((open.at(-1) ?? 0) >= level) open.pop();
    open.push(level);
    return { ...piece, level: Math.min(open.length, 4) };
  });
}

const TITLE_WORDS =
  /\b(?:polic(?:y|ies)|agreement|acceptable use|AUP|procedures?|guidance|code of conduct|strategy|handbook)\b/iu;

const isTitleText = (text: string): boolean => TITLE_WORDS.test(text) && !isAppendixLine(text);

/** A title is looked for among this many pieces from the start. */
const FRONT = 10;

const isTitleLine = (piece: Piece): boolean =>
  numberDepth(lineOf(piece)) === 0 &&
  !isContentsHeading(piece) &&
  (piece.kind === 'heading' ||
    (piece.kind === 'paragraph' &&
      isShort(piece.text) &&
      !/^\(?(?:\d|[a-z][.)])|[.:;,]$/iu.test(piece.text) &&
      !isAppendixLine(lineOf(piece))));

/** What may stand before a title without being read before it. */
const isBeside = (piece: Piece): boolean => piece.kind === 'picture' || piece.kind === 'version';

/** A number with its point or bracket; without one it may belong to a name ("3 Rivers School"). */
const NUMBER = /^(?:\d{1,2}(?:(?:\.\d{1,2})+[.)]?|[.)])\s+(?=\S))+/u;

/** A heading as the name of a document of its own, where its number among other headings means nothing. */
export const withoutNumber = (text: string): string => text.replace(NUMBER, '');

/** The heading or line that names the document: styled as title, alone at the top level, or saying what it is. */
function titleIn(pieces: readonly Piece[]): readonly Piece[] {
  const isTitle = (piece: Piece): boolean => piece.kind === 'heading' && piece.level === 0;
  const front = leading(pieces, (piece) => isBeside(piece) || isTitleLine(piece)).slice(0, FRONT);
  const [title] = runsOf(front, (piece, before) => isTitle(piece) && isTitle(before)).filter((run) =>
    run.some(isTitle),
  );
  if (title !== undefined) return wordCount(title.map(lineOf).join(' ')) > LONGEST_HEADING ? title.slice(0, 1) : title;
  const text = pieces.filter((piece) => !isBeside(piece));
  const [first, second] = text;
  if (first === undefined) return [];
  const others = pieces.filter((piece): piece is HeadingPiece => piece.kind === 'heading' && piece !== first);
  const tops = others.filter(
    (other) => first.kind === 'heading' && other.level <= first.level && !isAppendixLine(other.text),
  );
  const isNumbered = NUMBER.test(lineOf(first)) && others.some((other) => NUMBER.test(other.text));
  if (first.kind === 'heading' && tops.length === 0 && !isNumbered) return [first];
  const named = leading(text.slice(0, 4), isTitleLine).find((piece) => isTitleText(lineOf(piece)));
  if (named !== undefined) return [named];
  return first.kind === 'heading' && second?.kind === 'heading' && !isNumbered ? [first] : [];
}

/** The lines of the text that are its title; none when nothing names the document. A title is never inside a sentence. */
export function titleLines(pieces: readonly Piece[]): readonly Piece[] {
  const lines = titleIn(pieces);
  const start = pieces.findIndex((piece) => lines.includes(piece));
  const [after] = pieces.slice(start + lines.length);
  const isInside = start > 0 && after?.kind === 'paragraph' && goesOn(after, pieces[start - 1]);
  return isInside ? [] : lines;
}
