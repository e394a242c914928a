import type { VersionFields } from './document';
import { headersOf } from './understand-grid';
import type { ItemPiece, LinePiece, Piece, Say, TablePiece, VersionPiece } from './understand-piece';
import {
  endsPhrase,
  isPromise,
  isShort,
  leading,
  lineOf,
  LONGEST_HEADING,
  runsOf,
  squeeze,
  wordCount,
} from './understand-piece';

type Field = keyof VersionFields;

/** What schools call the lines of their version block. `approved by` alone is settled by its value. */
const LABELS: readonly (readonly [Field | 'approvedBy', RegExp])[] = [
  ['title', /^(?:(?:policy|document) )?(?:title|name)(?: of (?:the )?(?:policy|document))?$/u],
  ['version', /^(?:(?:policy|document) )?(?:version|revision|issue (?:number|no))(?: (?:number|no))?\.?$/u],
  [
    'nextReview',
    /^(?:(?:date (?:of|for) )?(?:the )?next (?:policy )?review(?: date| due)?|review (?:date|due|by)|(?:date )?(?:due for|to be) review(?:ed)?|next review date)$/u,
  ],
  [
    'approvedByHead',
    /^(?:(?:approved|agreed|signed)(?: off)? by (?:the )?)?head(?: ?teacher)?(?:['’]s)?(?: approval)?$/u,
  ],
  [
    'approvedByGovernors',
    /^(?:(?:approved|agreed|ratified|adopted)(?: by)? (?:the )?)?(?:full )?(?:governors|governing (?:body|board)|governors['’] committee|trustees)(?:['’])?(?: approval)?$|^(?:date )?(?:ratified|adopted)(?: on)?$/u,
  ],
  ['approvedBy', /^(?:approved|agreed)(?: by| on)?$/u],
  [
    'date',
    /^(?:(?:policy|issue|effective|publication) )?date(?: (?:of (?:issue|policy|this version)|written|issued|adopted|created))?$|^(?:last )?(?:updated|reviewed|revised)(?: on)?$|^(?:date of )?last (?:update|review)$/u,
  ],
  [
    'author',
    /^(?:(?:policy|document) )?(?:author|owner|lead)(?:\(s\)|s)?$|^(?:written|prepared|drafted) by$|^(?:person|staff|member of staff) responsible$/u,
  ],
];

const labelOf = (text: string): Field | 'approvedBy' | undefined => {
  if (text.length > 60) return undefined;
  const plain = squeeze(text)
    .toLowerCase()
    .replace(/[:\s–-]+$/u, '');
  return LABELS.find(([, label]) => label.test(plain))?.[0];
};

/** `strong` is a label that only a version block has. */
interface Pair {
  readonly strong: boolean;
  readonly field: Field | undefined;
  readonly value: string;
  readonly line: string;
}

/** Dots and lines to write on are no value. */
const valueOf = (text: string): string => {
  const value = squeeze(text);
  return /^[._…\s/-]*$/u.test(value) ? '' : value;
};

function pairOf(label: string, rest: string): Pair {
  const named = labelOf(label);
  const value = valueOf(rest);
  const head = /\bhead/iu.test(value) && !/govern/iu.test(value);
  const isTooLong = named === 'title' && wordCount(value) > LONGEST_HEADING;
  const field = isTooLong
    ? undefined
    : named === 'approvedBy'
      ? head
        ? 'approvedByHead'
        : 'approvedByGovernors'
      : named;
  const strong = named === 'version' || named === 'nextReview' || /approv|ratif|adopt|agreed/iu.test(label);
  return { field, value, line: squeeze(`${label} ${rest}`), strong: strong && field !== undefined };
}

/** `Version: 3`, `Version 3.1` or several such on one line, apart by tabs, bars or wide gaps; none when any part is something else. */
function pairsInLine(text: string): Pair[] {
  if (text.length > 500) return [];
  const bare = /^(version)\s+(v?\d[\w.]{0,9})$/iu.exec(text.trim());
  if (bare?.[1] !== undefined && bare[2] !== undefined) return [pairOf(bare[1], bare[2])];
  const whole = /^([^:\t]{3,45}?)\s*(?::\s*|\t+|\s[–-]\s)(.*)$/u.exec(text.trim());
  if (whole?.[1] !== undefined && whole[2] !== undefined && !/[\t|]| {3}/u.test(whole[2])) {
    const pair = pairOf(whole[1], whole[2]);
    return pair.field === undefined || wordCount(pair.value) > 12 ? [] : [pair];
  }
  const parts = text.split(/\t+|\||\s{3,}/u).filter((part) => part.trim() !== '');
  if (parts.length < 2) return [];
  const pairs = parts.map(pairsInLine);
  return pairs.some((found) => found.length === 0) ? [] : pairs.flat();
}

/** A table of labels beside values, labels above one row of values, or `label: value` in every cell. */
function pairsInTable(table: TablePiece): Pair[] {
  const body = table.rows.slice(table.headerRows).map((row) => row.map((cell) => cell.text));
  const rows = [headersOf(table), ...body];
  const [first, second] = [rows.slice(0, 1).flat(), rows.slice(1, 2).flat()];
  const isLabel = (text: string): boolean => labelOf(text) !== undefined;
  if (rows.length === 2 && first.filter(isLabel).length >= 2 && !second.slice(0, 1).some(isLabel)) {
    return first.map((label, column) => pairOf(label, second.slice(column, column + 1).join('')));
  }
  return rows.flatMap((row) => {
    const texts = row.filter((text, column) => text !== row[column - 1]);
    const inCells = texts.filter((text) => text !== '').map(pairsInLine);
    if (inCells.every((pairs) => pairs.length > 0)) return inCells.flat();
    const even = texts.length % 2 === 0;
    let column = 0;
    const groups = runsOf(texts, (text) => (column++, even ? column % 2 === 1 : !isLabel(text)));
    return groups.map(([label, ...rest]) => pairOf(label, rest.join(' '))).filter((pair) => pair.line !== '');
  });
}

/** Whether lines are a version block and not the place where a form is signed. */
function isBlock(pairs: readonly Pair[], least: number): boolean {
  const filled = pairs.filter((pair) => pair.field !== undefined && pair.value !== '');
  const known = pairs.filter((pair) => pair.field !== undefined);
  return (
    known.length >= least && filled.length > 0 && known.length * 2 >= pairs.length && known.some((pair) => pair.strong)
  );
}

/** The block's fields; what is not understood, or said a second time in other words, is named in a note. */
function versionOf(pairs: readonly Pair[], at: number, caption: string, say: Say): VersionPiece {
  const fields: Partial<VersionFields> = {};
  for (const { field, value, line } of pairs) {
    if (field !== undefined && (fields[field] ?? '') === '') fields[field] = value;
    else if (value !== '') say(at, 'version_line_not_used', { text: line });
  }
  say(at, 'version_read', {
    text: [caption, ...pairs.map((pair) => pair.line)].filter((line) => line !== '').join(' · '),
  });
  return { kind: 'version', at, fields };
}

const pairsOf = (piece: Piece): Pair[] => (piece.kind === 'paragraph' ? pairsInLine(piece.text) : []);

/** Reads version blocks (tables, or lines like `Version: 3`) out of the text. */
export const readVersions = (pieces: readonly Piece[], say: Say): Piece[] =>
  runsOf(pieces, (piece, before) => pairsOf(piece).length > 0 && pairsOf(before).length > 0).flatMap((run) => {
    const [first] = run;
    const [pairs, caption] = first.kind === 'table' ? [pairsInTable(first), first.caption] : [run.flatMap(pairsOf), ''];
    return isBlock(pairs, first.kind === 'table' ? 2 : 1) ? [versionOf(pairs, first.at, caption, say)] : run;
  });

/** A line as the heading it is or points to; empty when no heading would read so. */
function entryKey(piece: Piece): string {
  const line = squeeze(piece.kind === 'item' ? piece.text : lineOf(piece));
  if (!isShort(line) || endsPhrase(line) || isPromise(line)) return '';
  const entry = line.toLowerCase().replace(/^[\d.]+\)?\s+/u, '');
  return entry.replace(/[\s.…]*\d*$/u, '');
}

/** A line that opens a table of contents. */
export const isContentsHeading = (piece: Piece): boolean =>
  /^(?:\d{1,2}\.? )?(?:table of )?contents(?: page)?:?$/iu.test(
    piece.kind === 'item' ? squeeze(piece.text) : piece.kind === 'table' ? '' : lineOf(piece),
  );

const hasLeader = (text: string): boolean => /(?:\.{3}|…)[\s.]*\d{1,3}$/u.test(text.slice(-60));
const hasPage = (piece: Piece): boolean =>
  hasLeader(lineOf(piece)) || (isLine(piece) && /(?:\t| {3})\s*\d{1,3}$/u.test(piece.text.slice(-60)));

const isLine = (piece: Piece): piece is LinePiece | ItemPiece => piece.kind === 'paragraph' || piece.kind === 'item';

const isEntryOutright = (piece: Piece): boolean =>
  (piece.kind === 'paragraph' && piece.contents) ||
  (isLine(piece) && hasLeader(lineOf(piece)) && !/^table\s*:/iu.test(lineOf(piece)));

/** The pieces whose wording, read as a heading's, comes again further down. */
function namedLater(pieces: readonly Piece[]): Set<Piece> {
  const below = new Set<string>();
  return new Set(
    pieces.toReversed().filter((piece) => {
      const key = entryKey(piece);
      const isNamed = below.has(key);
      below.add(key);
      return isNamed;
    }),
  );
}

/** How many of the lines under "Contents" belong to it: the list ends where the text itself begins. */
function contentsLength(lines: readonly Piece[], named: ReadonlySet<Piece>): number {
  const seen = new Set<string>();
  let certain = 0;
  for (const line of leading(lines, isLine)) {
    const key = entryKey(line);
    const isNamed = hasPage(line) || named.has(line);
    if (key === '' || seen.has(key) || (line.kind !== 'item' && !isNamed)) break;
    seen.add(key);
    if (isNamed) certain++;
  }
  return certain * 2 > seen.size ? seen.size : 0;
}

const LONGEST_CONTENTS = 200;

/**
 * Leaves tables of contents out: the reader makes its own. A line belongs to one when the writer's program says so,
 * when it leads to a page number by dots, or when it stands under "Contents" among lines that name pages or headings.
 */
export function leaveOutContents(pieces: readonly Piece[], say: Say): Piece[] {
  const named = namedLater(pieces);
  const out = new Set(pieces.filter(isEntryOutright));
  for (const [index, piece] of pieces.entries()) {
    if (!isContentsHeading(piece)) continue;
    const lines = pieces.slice(index + 1, index + 1 + LONGEST_CONTENTS);
    for (const line of lines.slice(0, contentsLength(lines, named))) out.add(line);
    if (lines.slice(0, 1).some((next) => out.has(next))) out.add(piece);
  }
  const left = pieces.filter((piece) => out.has(piece));
  for (const { at } of left.slice(0, 1)) say(at, 'contents_left_out', { text: left.map(lineOf).join(' · ') });
  return pieces.filter((piece) => !out.has(piece));
}
