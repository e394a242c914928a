import type { ItemPiece, LinePiece, Piece, Say } from './understand-piece';
import { endsPhrase, isPromise, lineOf, runsOf, squeeze, startsLower } from './understand-piece';

/** Signs that people type as bullets, and those of Word's symbol fonts. A dash or an `o` needs room after it. */
const BULLET = /^(?:[•·●▪■◦○‣⁃∙➢➤►▶❑❖\uf0a7\uf0b7\uf0d8\uf0fc]\s*|[-–—*+]\s+|o(?:\t\s*| {2,}))(?=\S)/u;
/** A tick or an empty box is a bullet only before a promise: elsewhere ("✓ allowed") it means something. */
const TICK = /^[✓✔☐☑□]\s*(?=(?:I|We|My|Our)\b)/u;
const CLAUSE = /^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\)?\s+(?=\S)/u;
const NUMBER = /^(\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\)|(?:\d{1,2}|[a-z])\.)\s+(?=\S)/u;

/** The text without the bullets typed before it; undefined when there are none. */
function unbulleted(text: string): string | undefined {
  let rest = text;
  for (let match = BULLET.exec(rest) ?? TICK.exec(rest); match !== null; match = BULLET.exec(rest) ?? TICK.exec(rest)) {
    rest = rest.slice(match[0].length);
  }
  return rest === text ? undefined : rest;
}

/** One line of text as a bullet, as a typed number or as plain text. */
function lineAs(line: string, from: LinePiece): Piece {
  const text = line.trim();
  const item = { kind: 'item', at: from.at, bold: from.bold, depth: /^(?: {2,}|\t)/u.test(line) ? 1 : 0 } as const;
  const bullet = unbulleted(text);
  if (bullet !== undefined) return { ...item, text: bullet, ordered: false, marker: '', typed: true };
  const number = CLAUSE.exec(text) ?? NUMBER.exec(text);
  if (number === null) return { ...from, text };
  const marker = number[0].trim();
  return { ...item, text: text.slice(number[0].length), ordered: true, marker, typed: true };
}

/** Whether lines were cut by width and not by meaning: all but the last are long and about as long as the longest. */
function isWrapped(lines: readonly string[]): boolean {
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  return longest >= 45 && lines.slice(0, -1).every((line) => line.length >= longest * 0.6 && !line.includes('\t'));
}

/** Whether a line without a bullet belongs to the bullet above it. */
const hangsOn = (line: string, above: string): boolean =>
  /^\s/u.test(line) || startsLower(line) || !endsPhrase(above.trim());

/** A paragraph with line breaks inside as the lines, bullets and whole paragraphs that it stands for. */
function splitLine(piece: LinePiece): Piece[] {
  if (piece.contents) return [{ ...piece, text: piece.text.replace(/\n/gu, ' ') }];
  const groups: { item: ItemPiece | undefined; lines: string[] }[] = [];
  let above = '';
  for (const line of piece.text.split('\n').filter((text) => text.trim() !== '')) {
    const as = lineAs(line, piece);
    const group = groups.at(-1);
    if (as.kind === 'item') groups.push({ item: as, lines: [as.text] });
    else if (group !== undefined && (group.item === undefined || hangsOn(line, above))) group.lines.push(line);
    else groups.push({ item: undefined, lines: [line] });
    above = line;
  }
  return groups.flatMap(({ item, lines }): Piece[] => {
    if (item !== undefined) return [{ ...item, text: squeeze(lines.join(' ')) }];
    if (isWrapped(lines)) return [{ ...piece, text: lines.map((line) => line.trim()).join(' ') }];
    return lines.map((line) => ({ ...piece, text: line.trim() }));
  });
}

/** Splits paragraphs into their lines and turns typed bullets and numbers into items. */
export const splitLines = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece): Piece[] => {
    if (piece.kind === 'paragraph') return splitLine(piece);
    if (piece.kind !== 'item') return [piece];
    const text = squeeze(piece.text);
    return [{ ...piece, text: unbulleted(text) ?? text }];
  });

/** Whether a line without a bullet only goes on with the sentence before it. */
export function goesOn(piece: LinePiece, before: Piece | undefined): before is ItemPiece | LinePiece {
  if (before?.kind !== 'item' && before?.kind !== 'paragraph') return false;
  if (piece.text.includes('\t') || endsPhrase(before.text)) return false;
  return startsLower(piece.text) && (before.kind === 'item' || before.text.length >= 30);
}

/** Rejoins a sentence or list entry that was broken into several paragraphs. */
export function rejoinLines(pieces: readonly Piece[], say: Say): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const before = out.at(-1);
    if (piece.kind !== 'paragraph' || !goesOn(piece, before)) {
      out.push(piece);
      continue;
    }
    say(piece.at, 'lines_rejoined', { text: piece.text });
    out.splice(-1, 1, { ...before, text: `${before.text} ${piece.text}` });
  }
  return out;
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
const COUNTS: readonly ((index: number) => string | undefined)[] = [
  (index) => String(index + 1),
  (index) => String.fromCharCode('a'.charCodeAt(0) + index),
  (index) => ROMAN[index],
];

/** Depths without gaps, counted from the entries that a run of items really has. */
export const nestItems = (pieces: readonly Piece[]): Piece[] =>
  runsOf(pieces, (piece, before) => piece.kind === 'item' && before.kind === 'item').flatMap((run) => {
    const open: number[] = [];
    return run.map((piece) => {
      if (piece.kind !== 'item') return piece;
      while ((open.at(-1) ?? -1) >= piece.depth) open.pop();
      open.push(piece.depth);
      return { ...piece, depth: open.length - 1 };
    });
  });

/**
 * Whether an entry is the one at `index` of a list. Programs that count by themselves leave the marker empty. A promise
 * becomes a statement and is no list's entry.
 */
const countsAs = ({ ordered, marker, text }: ItemPiece, index: number): boolean => {
  const plain = marker.replace(/[().]/gu, '');
  return ordered && !isPromise(text) && (plain === '' || COUNTS.some((count) => count(index) === plain));
};

/**
 * Typed numbers that no list would give again: they do not count on, stand alone, or begin again straight after a
 * list. A list that the program itself begins again goes on instead.
 */
function uncounted(entries: readonly ItemPiece[]): Set<ItemPiece> {
  const out = new Set<ItemPiece>();
  let open: ItemPiece[] = [];
  const isList = (): boolean => open.length > 1 || open.some((item) => !item.typed);
  const close = (next: ItemPiece[]): void => {
    if (!isList()) for (const item of open) out.add(item);
    open = next;
  };
  for (const item of entries) {
    const begins = countsAs(item, 0);
    if (open.length > 0 && (countsAs(item, open.length) || (begins && !item.typed && isList()))) {
      open.push(item);
      continue;
    }
    const stays = begins && !(item.typed && isList());
    if (!stays && item.ordered && item.marker !== '' && !isPromise(item.text)) out.add(item);
    close(stays ? [item] : []);
  }
  close([]);
  return out;
}

/** Depths again, when what stood under an entry that is no longer one has nothing left to stand under. */
function promoted(items: readonly ItemPiece[], restored: ReadonlySet<ItemPiece>): ItemPiece[] {
  let under = false;
  return items.map((item) => {
    if (item.depth === 0) under = restored.has(item);
    return item.depth > 0 && under ? { ...item, depth: item.depth - 1 } : item;
  });
}

function settleRun(run: readonly ItemPiece[]): Piece[] {
  let items = run;
  for (;;) {
    const restored = uncounted(items.filter((item) => item.depth === 0));
    const next = promoted(items, restored);
    if (next.some((item, index) => item !== items[index])) {
      items = next;
      continue;
    }
    return items.map((item): Piece => {
      const text = lineOf(item);
      if (restored.has(item)) return { kind: 'paragraph', at: item.at, text, bold: item.bold, contents: false };
      return { ...item, text: item.depth === 0 || isPromise(item.text) ? item.text : text, marker: '' };
    });
  }
}

/**
 * Keeps typed numbers only as a list that counts the same; a number that a list would change (a clause "3.2", a list
 * that goes on at 4) stays in the text, because other sentences may point to it.
 */
export const settleNumbers = (pieces: readonly Piece[]): Piece[] =>
  runsOf(nestItems(pieces), (piece, before) => piece.kind === 'item' && before.kind === 'item').flatMap((run) => {
    const items = run.filter((piece) => piece.kind === 'item');
    return items.length > 0 ? settleRun(items) : run;
  });
