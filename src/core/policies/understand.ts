import type { PolicyDocument, Section, VersionFields } from './document';
import { blocksOf } from './understand-blocks';
import { leaveOutContents, readVersions } from './understand-front';
import { gridOf, joinTables, tablesFromTabs, unwrapLayout } from './understand-grid';
import { guessHeadings, levelled, titleLines, withoutNumber } from './understand-headings';
import { nestItems, rejoinLines, settleNumbers, splitLines } from './understand-lines';
import type { Part } from './understand-parts';
import { anchorMaker, asksAgreement, isAppendix, kindOf, splitParts, statementKeyMaker } from './understand-parts';
import type { Piece, Run, Say } from './understand-piece';
import { clean, lineOf, LONGEST_HEADING, runsOf, squeeze, wordCount } from './understand-piece';
import type { NoteCode, RoughBlock } from './understand-rough';

/**
 * What was guessed, lost or missing in an import. `place` is the document (by position in the understanding) and the
 * section it is about; an empty anchor means the document as a whole. `params` hold the words concerned.
 */
export interface Note {
  readonly code: NoteCode;
  readonly place: { readonly document: number; readonly anchor: string };
  readonly params: Readonly<Record<string, string>>;
}

/** The first document is the policy (or agreement) itself; appendices and agreements found inside it follow. */
export interface Understanding {
  readonly documents: readonly {
    readonly title: string;
    readonly document: PolicyDocument;
    readonly kind: 'policy' | 'agreement';
  }[];
  readonly notes: readonly Note[];
}

interface Said {
  readonly at: number;
  readonly code: NoteCode;
  readonly params: Readonly<Record<string, string>>;
}

interface Place {
  readonly at: number;
  readonly document: number;
  readonly anchor: string;
}

/** Word knows nine levels of lists. */
const DEEPEST_LIST = 8;

function piecesOf(block: RoughBlock, at: number, say: Say): Piece[] {
  switch (block.kind) {
    case 'remark':
      say(at, block.code, block.params);
      return [];
    case 'picture':
      return [{ ...block, alt: clean(block.alt), at }];
    case 'table':
      return [gridOf(block, at, (cell) => cell.blocks.flatMap((inner) => piecesOf(inner, at, say)))];
    case 'heading':
      return headingOrLine(squeeze(clean(block.text)), block.level, at, say);
    case 'paragraph': {
      const text = clean(block.text);
      return text.trim() === ''
        ? []
        : [{ kind: 'paragraph', at, text, bold: block.bold, contents: block.contents === true }];
    }
    case 'item': {
      const text = clean(block.text);
      const depth = Math.min(block.depth, DEEPEST_LIST);
      return text.trim() === '' ? [] : [{ ...block, at, text, depth, marker: squeeze(block.marker), typed: false }];
    }
  }
}

function headingOrLine(text: string, level: number, at: number, say: Say): Piece[] {
  if (text === '') return [];
  if (wordCount(text) <= LONGEST_HEADING) return [{ kind: 'heading', at, level, text }];
  say(at, 'heading_demoted', { text });
  return [{ kind: 'paragraph', at, text, bold: false, contents: false }];
}

const NO_FIELDS: VersionFields = {
  title: '',
  version: '',
  date: '',
  author: '',
  approvedByHead: '',
  approvedByGovernors: '',
  nextReview: '',
};

/** The version block's fields, the first that says each; an appendix without one shares its policy's. */
function fieldsOf(pieces: readonly Piece[], shared: VersionFields): VersionFields {
  const found = pieces.flatMap((piece) => (piece.kind === 'version' ? [piece.fields] : []));
  const said = found.reverse().reduce<Partial<VersionFields>>((all, fields) => ({ ...all, ...fields }), {});
  return found.length === 0 ? shared : { ...NO_FIELDS, ...said };
}

function fromFileName(fileName: string): string {
  const stem = clean(fileName)
    .replace(/\.[^.]*$/u, '')
    .replace(/[_-]+/gu, ' ');
  const words = squeeze(stem).slice(0, 120).split(' ').slice(0, LONGEST_HEADING);
  return withoutNumber(words.join(' ').trim()) || 'Policy';
}

/** Whether a heading has nothing under it but the version block ("Document control"), and goes with it. */
const isVersionSection = ([heading, ...under]: Run<Piece>): boolean =>
  heading.kind === 'heading' &&
  under.length > 0 &&
  under.every((piece) => piece.kind === 'version') &&
  /\b(?:version|document (?:control|history|details)|control sheet)\b/iu.test(heading.text);

const bySection = (pieces: readonly Piece[]): Run<Piece>[] => runsOf(pieces, (piece) => piece.kind !== 'heading');

const withoutVersionHeadings = (pieces: readonly Piece[], say: Say): Piece[] =>
  bySection(pieces).flatMap((section) => {
    const [heading, ...under] = section;
    if (!isVersionSection(section)) return section;
    say(heading.at, 'version_read', { text: lineOf(heading) });
    return under;
  });

/** The sections of a part. Text before the first heading stands under the title. */
function sectionsOf(part: Part, document: number, say: Say, places: Place[]): Section[] {
  const anchor = anchorMaker();
  const key = statementKeyMaker();
  places.push({ at: part.at, document, anchor: '' });
  return bySection(levelled(part.pieces)).flatMap((group): Section[] => {
    const [first] = group;
    const [heading, level] = first.kind === 'heading' ? [first.text, first.level] : [part.title, 1];
    const pieces = group.filter((piece) => piece.kind !== 'heading' && piece.kind !== 'version');
    if (pieces.length === 0 && first.kind !== 'heading') return [];
    const section = { anchor: anchor(heading), level, heading };
    places.push(...group.map(({ at }) => ({ at, document, anchor: section.anchor })));
    const agreement = asksAgreement(part.title, heading);
    return [{ ...section, blocks: blocksOf(pieces, { heading, agreement, key, say }) }];
  });
}

type Understood = Understanding['documents'][number];

function documentOf(part: Part, fields: VersionFields, sections: Section[], say: Say): Understood {
  const blocks = sections.flatMap((section) => section.blocks);
  const statements = blocks.filter((block) => block.kind === 'statement').length;
  const kind = kindOf(part.title, statements, blocks.length);
  if (kind === 'agreement' && statements === 0)
    say(part.pieces[0]?.at ?? 0, 'agreement_without_statements', { title: part.title });
  return { title: part.title, document: { fields: { ...fields, title: part.title }, sections }, kind };
}

/** Everything that can be told without knowing which document a piece belongs to. */
function readPieces(rough: readonly RoughBlock[], say: Say): Piece[] {
  const placed = rough.flatMap((block, at) => piecesOf(block, at, say));
  const lines = splitLines(unwrapLayout(placed, say));
  const read = readVersions(lines, say);
  const versions = read.filter((piece) => piece.kind === 'version');
  const text = leaveOutContents(
    read.filter((piece) => piece.kind !== 'version'),
    say,
  );
  const whole = rejoinLines(joinTables(tablesFromTabs(text, say), say), say);
  // What stood on both sides of a version block is read as if it had never been there.
  return [...settleNumbers(guessHeadings(nestItems(whole), say)), ...versions].toSorted((a, b) => a.at - b.at);
}

/**
 * Reads a school's document as Lantern understands policies. Never refuses: what cannot be told is guessed or left
 * out, and a note says so with the words concerned, so that no word is lost. `fileName` gives the title when nothing
 * in the document does.
 */
export function understand(rough: readonly RoughBlock[], fileName: string): Understanding {
  const said: Said[] = [];
  const say: Say = (at, code, params = {}) => void said.push({ at, code, params });
  const pieces = readPieces(rough, say);
  if (pieces.length === 0) say(0, 'nothing_found');
  const { title, rest } = titled(pieces, fileName, say);
  const places: Place[] = [];
  const parts = splitParts({ at: 0, title, pieces: withoutVersionHeadings(rest, say) }, say);
  const shared = fieldsOf(parts[0].pieces, NO_FIELDS);
  const documents = parts.map((part, index) =>
    documentOf(part, fieldsOf(part.pieces, shared), sectionsOf(part, index, say, places), say),
  );
  return { documents, notes: notesAt(said, places) };
}

/** Whether two titles are one, said at greater length in one place. */
const isSameTitle = (one: string, other: string): boolean =>
  one.toLowerCase().includes(other.toLowerCase()) || other.toLowerCase().includes(one.toLowerCase());

/**
 * The title that the version block says, else the one that stands in the text, else the file's name. A heading that
 * only looked like the title stays where it is.
 */
function titled(pieces: readonly Piece[], fileName: string, say: Say): { title: string; rest: readonly Piece[] } {
  const lines = titleLines(pieces);
  const found = squeeze(lines.map(lineOf).join(' '));
  const [own = []] = runsOf(pieces, (piece) => piece.kind !== 'heading' || !isAppendix(piece.text));
  const said = withoutNumber(fieldsOf(own, NO_FIELDS).title);
  if (said !== '' && !isSameTitle(said, found)) return { title: said, rest: pieces };
  const title = said === '' ? withoutNumber(found) : said;
  if (title === '') {
    say(0, 'title_from_file_name', { title: fromFileName(fileName) });
    return { title: fromFileName(fileName), rest: pieces };
  }
  for (const line of lines.filter((piece) => piece.kind === 'paragraph'))
    say(line.at, 'title_guessed', { text: found });
  if (found !== '' && found !== title) say(0, 'other_title', { text: found });
  return { title, rest: pieces.filter((piece) => !lines.includes(piece)) };
}

/** Puts each note at the section that holds, or last held before it, the place it speaks of. */
function notesAt(said: readonly Said[], places: readonly Place[]): Note[] {
  const sorted = places.toSorted((a, b) => a.at - b.at);
  const ordered = said.toSorted((a, b) => a.at - b.at);
  let next = 0;
  let place = { document: 0, anchor: '' };
  return ordered.map(({ at, code, params }) => {
    for (let reached = sorted[next]; reached !== undefined && reached.at <= at; reached = sorted[++next]) {
      place = { document: reached.document, anchor: reached.anchor };
    }
    return { code, place, params };
  });
}
