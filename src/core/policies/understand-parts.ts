import { createHash } from 'node:crypto';
import type { HeadingPiece, Piece, Say } from './understand-piece';
import { isLeadIn, isPromise, lineOf, LONGEST_HEADING, wordCount } from './understand-piece';
import { levelled, withoutNumber } from './understand-headings';

/** One document of an import: the policy itself, or an appendix or agreement that was found inside it. */
export interface Part {
  /** Where it begins in the rough input. */
  readonly at: number;
  readonly title: string;
  readonly pieces: readonly Piece[];
}

/** Titles that only an agreement has, and titles that many policies share with their agreement. */
const AGREEMENT = /\b(?:agreements?|AUPs?|AUAs?|pledge|promises?)\b/iu;
const PERHAPS = /\b(?:acceptable use|code of conduct|rules)\b/iu;

/** Whether "We…" and "My…" bullets under this title, or under this heading, are promises. */
export const asksAgreement = (title: string, heading: string): boolean =>
  AGREEMENT.test(title) || PERHAPS.test(title) || AGREEMENT.test(heading);

/** What a part is, from its title and how many of its blocks are promises. */
export function kindOf(title: string, statements: number, blocks: number): 'policy' | 'agreement' {
  if (AGREEMENT.test(title) && (statements > 0 || !/\bpolicy\b/iu.test(title))) return 'agreement';
  if (PERHAPS.test(title) && statements > 0) return 'agreement';
  return statements > 2 && statements * 2 >= blocks ? 'agreement' : 'policy';
}

export const isAppendix = (text: string): boolean => /^(?:\(?[\d.]{1,5}\)?\s+)?(?:appendix|annex)\b/iu.test(text);
const isLabel = (text: string): boolean => /^(?:appendix|annex)\s*[\w.]{0,4}\s*[:.–-]?$/iu.test(text);
const isAppendices = (text: string): boolean => /^(?:\d{1,2}\.?\s+)?(?:appendices|annexes)\b/iu.test(text);
/** "Staff acceptable use agreement", but not the last section of one ("Agreement"). */
const namesAgreement = (text: string): boolean =>
  (AGREEMENT.test(text) || PERHAPS.test(text)) && !/^(?:[\d.]+\s+)?(?:the |my |our )?\w+$/iu.test(text);

const hasPromise = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    (piece) => (piece.kind === 'item' && isPromise(piece.text)) || (piece.kind !== 'item' && isLeadIn(lineOf(piece))),
  );

interface Extent {
  readonly heading: HeadingPiece;
  readonly start: number;
  readonly end: number;
  readonly code: 'appendix_kept_apart' | 'agreement_kept_apart';
}

function headingAfter(pieces: readonly Piece[], start: number, stops: (other: HeadingPiece) => boolean): number {
  for (let index = start + 1; index < pieces.length; index++) {
    const piece = pieces[index];
    if (piece?.kind === 'heading' && stops(piece)) return index;
  }
  return pieces.length;
}

/** Where the first part that is to be kept apart begins and ends; undefined when there is none. */
function nextExtent(title: string, pieces: readonly Piece[]): Extent | undefined {
  let container = 0;
  for (const [start, heading] of pieces.entries()) {
    if (heading.kind !== 'heading' || heading.text === title) continue;
    if (heading.level <= container) container = 0;
    const endAt = (stops: (other: HeadingPiece) => boolean): number => headingAfter(pieces, start, stops);
    if (isAppendices(heading.text)) {
      container = heading.level;
      continue;
    }
    if (container > 0 && heading.level === container + 1) {
      return { heading, start, end: endAt((other) => other.level <= heading.level), code: 'appendix_kept_apart' };
    }
    if (isAppendix(heading.text)) {
      const end = endAt(
        (other) => other.level < heading.level || (other.level === heading.level && isAppendix(other.text)),
      );
      return { heading, start, end, code: 'appendix_kept_apart' };
    }
    if (heading.level > 1 || AGREEMENT.test(title) || !namesAgreement(heading.text)) continue;
    const end = endAt((other) => other.level <= heading.level);
    if (hasPromise(pieces.slice(start + 1, end))) return { heading, start, end, code: 'agreement_kept_apart' };
  }
  return undefined;
}

/** A part whose heading is only "Appendix 2" takes its name from the heading that follows at once. */
function partOf(heading: HeadingPiece, inner: readonly Piece[]): Part {
  const [first] = inner;
  const { at } = heading;
  const title = withoutNumber(heading.text);
  if (!isLabel(heading.text) || first?.kind !== 'heading') return { at, title, pieces: inner };
  if (wordCount(first.text) + 2 > LONGEST_HEADING) return { at, title, pieces: inner };
  return { at, title: `${heading.text.replace(/[\s:.–-]+$/u, '')}: ${first.text}`, pieces: inner.slice(1) };
}

/** More parts than any policy has; what comes after them stays where it is. */
const MOST_PARTS = 40;

/** Takes appendices and agreements out of a document, also out of one another, until each stands by itself. */
export function splitParts(whole: Part, say: Say): [Part, ...Part[]] {
  let left = MOST_PARTS;
  const split = (part: Part): [Part, ...Part[]] => {
    const apart: Part[] = [];
    let pieces = levelled(part.pieces);
    for (
      let extent = nextExtent(part.title, pieces);
      extent !== undefined && left > 0;
      extent = nextExtent(part.title, pieces)
    ) {
      left--;
      const inside = partOf(extent.heading, pieces.slice(extent.start + 1, extent.end));
      say(extent.heading.at, extent.code, { title: inside.title, text: extent.heading.text });
      apart.push(...split(inside));
      pieces = levelled([...pieces.slice(0, extent.start), ...pieces.slice(extent.end)]);
    }
    return [{ ...part, pieces }, ...apart];
  };
  return split(whole);
}

/** Gives each name once: the same name again gets the next free number. */
function onlyOnce(): (name: string) => string {
  const used = new Set<string>();
  const counts = new Map<string, number>();
  return (name) => {
    let unique = name;
    for (let count = (counts.get(name) ?? 1) + 1; used.has(unique); count++) {
      unique = `${name}-${String(count)}`;
      counts.set(name, count);
    }
    used.add(unique);
    return unique;
  };
}

/**
 * Names sections for deep links, one maker per document. Numbers in front are left out, so that a link survives a new
 * section before it.
 */
export function anchorMaker(): (heading: string) => string {
  const once = onlyOnce();
  return (heading) => {
    const words = heading
      .normalize('NFKC')
      .toLowerCase()
      .replace(/^[\d.\s)]+(?=\p{L})/u, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu);
    return once(words === null ? 'section' : words.join('-').slice(0, 80));
  };
}

/**
 * Keys of statements, one maker per document: made from the wording alone (letter case, spaces, quotes, dashes and a
 * closing mark do not count), so an unchanged statement keeps its key when it moves or its neighbours change. The same
 * wording twice in one document is counted.
 */
export function statementKeyMaker(): (text: string) => string {
  const once = onlyOnce();
  return (text) => {
    const wording = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‘’‛`]/gu, "'")
      .replace(/[“”]/gu, '"')
      .replace(/[‐‑–—]/gu, '-')
      .replace(/\s+/gu, ' ')
      .trim();
    const end = wording.slice(-40).replace(/(?:[.,;:!]| and| or)+$/u, '');
    return once(
      createHash('sha256')
        .update(wording.slice(0, -40) + end)
        .digest('hex')
        .slice(0, 16),
    );
  };
}
