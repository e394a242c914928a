import type { Block } from './document';
import { headersOf, tableOf } from './understand-grid';
import type { ItemPiece, LinePiece, Piece, PicturePiece, Run, Say, TablePiece } from './understand-piece';
import { isLeadIn, isPromise, lineOf, runsOf, squeeze, wordCount } from './understand-piece';
import { LONGEST_CAPTION, PICTURE_LIMIT } from './understand-rough';

/** What stands under a heading. */
type BodyPiece = LinePiece | ItemPiece | TablePiece | PicturePiece;

/** What the blocks of a section need to know of their document. `agreement` widens what counts as a promise. */
interface BlockContext {
  readonly heading: string;
  readonly agreement: boolean;
  readonly key: (text: string) => string;
  readonly say: Say;
}

const PICTURE_TYPES: readonly (readonly [string, RegExp])[] = [
  ['image/png', /^iVBORw0KGgo/u],
  ['image/jpeg', /^\/9j\//u],
  ['image/gif', /^R0lGOD/u],
];

/** The picture as a data: address, or why it is missing. The kind is told by the bytes, not by what they are called. */
function pictureData({ base64, fault }: PicturePiece): { data: string | null; reason: string } {
  if (base64 === null) return { data: null, reason: fault ?? 'unreadable' };
  if ((base64.length * 3) / 4 > PICTURE_LIMIT + 2) return { data: null, reason: 'too_large' };
  const type = PICTURE_TYPES.find(([, start]) => start.test(base64))?.[0];
  const whole = /^[A-Za-z0-9+/]+={0,2}$/u.test(base64);
  return type !== undefined && whole
    ? { data: `data:${type};base64,${base64}`, reason: '' }
    : { data: null, reason: 'other_format' };
}

function pictureBlock(picture: PicturePiece, context: BlockContext): Block {
  const alt = squeeze(picture.alt);
  const { data, reason } = pictureData(picture);
  if (data === null) context.say(picture.at, 'picture_missing', { alt, reason });
  else if (alt === '') context.say(picture.at, 'picture_undescribed');
  return { kind: 'picture', alt, data };
}

/** "Table 3 Who may use what", or "Table: Who may use what" as Markdown writers put it. */
const CAPTION = /^table(?:\s+(?:\d{1,2}|[A-Z])\b|\s*:)/iu;
const NAMED = /^table\s*:\s*/iu;

const isCaption = (piece: Piece | undefined): piece is LinePiece =>
  piece?.kind === 'paragraph' &&
  CAPTION.test(lineOf(piece)) &&
  wordCount(piece.text) <= (NAMED.test(lineOf(piece)) ? 2 * LONGEST_CAPTION + 1 : LONGEST_CAPTION);

const promises = (text: string, agreement: boolean): boolean =>
  isPromise(text) || (agreement && /^["'‘“]?(?:We|My|Our)\b/u.test(text));

/** A single sentence that promises something in so many words, outside any list. */
const isPlainPromise = (piece: Piece): piece is LinePiece =>
  piece.kind === 'paragraph' &&
  /^["'‘“]?I(?:['’]ll\b|\s+(?:will|must|shall|promise|agree|won['’]t|do not|don['’]t|never|always|only)\b)/u.test(
    piece.text,
  ) &&
  wordCount(piece.text) <= 40 &&
  !isLeadIn(piece.text) &&
  !/[.!?]\s/u.test(piece.text.trim());

/** Runs of plain promises in an agreement are its statements, though nobody made a list of them. */
const withPlainPromises = (pieces: readonly BodyPiece[], context: BlockContext): BodyPiece[] =>
  runsOf(pieces, (piece, before) => isPlainPromise(piece) && isPlainPromise(before)).flatMap((run) => {
    if (run.length < 2 || !context.agreement) return run;
    return run.filter(isPlainPromise).map((line): ItemPiece => {
      context.say(line.at, 'statement_guessed', { text: squeeze(line.text) });
      return {
        kind: 'item',
        at: line.at,
        text: line.text,
        bold: false,
        ordered: false,
        depth: 0,
        marker: '',
        typed: false,
      };
    });
  });

/** "I will" and "Keep my password secret" make one sentence. */
function joined(lead: string, text: string): string {
  const start = lead.replace(/[\s:;…–—-]+$/u, '');
  const rest = text.replace(/^\p{Lu}(?=\p{Ll}+\p{P}*(?:\s|$))/u, (letter) => letter.toLowerCase());
  return `${start} ${rest}`;
}

/** Whether items are the ends of sentences that `lead` begins. */
const leads = (lead: string | undefined, items: readonly ItemPiece[], agreement: boolean): lead is string =>
  lead !== undefined &&
  isLeadIn(lead) &&
  promises(lead, agreement) &&
  items.length > 0 &&
  !items.some((item) => promises(item.text, true));

interface Entry {
  readonly item: ItemPiece;
  readonly under: ItemPiece[];
}

/** The top entries of a run with what is nested under each. */
function entriesOf(items: readonly ItemPiece[]): Entry[] {
  const top = Math.min(...items.map((item) => item.depth));
  const entries: Entry[] = [];
  for (const item of items) {
    const entry = entries.at(-1);
    if (entry !== undefined && item.depth > top) entry.under.push(item);
    else entries.push({ item, under: [] });
  }
  return entries;
}

const withUnder = ({ item, under }: Entry): string =>
  [squeeze(item.text), under.map((inner) => squeeze(inner.text)).join('; ')].filter((text) => text !== '').join(' ');

/** The lines of one entry: a promise or a counted entry keeps what is nested under it, a bullet lets it follow. */
function linesOf(entry: Entry, context: BlockContext): string[] {
  const { item, under } = entry;
  const text = squeeze(item.text);
  if (under.length === 0) return [text];
  if (leads(text, under, context.agreement)) {
    context.say(item.at, 'lead_in_joined', { text });
    return under.map((inner) => joined(text, squeeze(inner.text)));
  }
  context.say(item.at, 'list_flattened', { text });
  if (item.ordered || promises(text, context.agreement)) return [withUnder(entry)];
  return [text, ...under.map((inner) => squeeze(inner.text))];
}

/** A run of list entries as statements and lists. */
function runBlocks(items: readonly ItemPiece[], lead: string | undefined, context: BlockContext): Block[] {
  const entries = entriesOf(items);
  const joins = leads(
    lead,
    entries.map((entry) => entry.item),
    context.agreement,
  );
  const lines = entries.flatMap((entry) => {
    const own = joins ? [joined(lead, withUnder(entry))] : linesOf(entry, context);
    return own.map((text) => ({
      text,
      at: entry.item.at,
      ordered: entry.item.ordered,
      promise: promises(text, context.agreement),
    }));
  });
  const mixed = context.agreement && lines.some((line) => line.promise);
  const runs = runsOf(lines, (line, before) => !line.promise && !before.promise && line.ordered === before.ordered);
  return runs.flatMap((run): Block[] =>
    run.some((line) => line.promise)
      ? run.map((line) => ({ kind: 'statement', key: context.key(line.text), text: line.text }))
      : [list(run, mixed, context)],
  );
}

function list(
  run: readonly { text: string; at: number; ordered: boolean }[],
  mixed: boolean,
  context: BlockContext,
): Block {
  if (mixed) for (const line of run) context.say(line.at, 'bullet_not_statement', { text: line.text });
  return { kind: 'list', ordered: run.some((line) => line.ordered), items: run.map((line) => line.text) };
}

/** A line before a table may be its caption, and one before bullets their beginning: then it is no paragraph. */
function lineBlocks(line: LinePiece, next: Run<BodyPiece> | undefined, context: BlockContext): Block[] {
  const text = lineOf(line);
  if (isCaption(line) && next?.[0].kind === 'table') return [];
  const entries = entriesOf(next?.filter((piece) => piece.kind === 'item') ?? []).map((entry) => entry.item);
  if (!leads(text, entries, context.agreement)) return [{ kind: 'paragraph', text }];
  context.say(line.at, 'lead_in_joined', { text });
  return [];
}

function tableBlock(table: TablePiece, above: Piece | undefined, context: BlockContext): Block {
  const caption = isCaption(above) ? lineOf(above).replace(NAMED, '') : '';
  if (table.header === 'guessed') context.say(table.at, 'table_header_guessed', { text: headersOf(table).join(' · ') });
  return { ...tableOf(table), caption: squeeze(`${caption} ${table.caption}`) };
}

/** The blocks of one section. */
export function blocksOf(section: readonly BodyPiece[], context: BlockContext): Block[] {
  const pieces = withPlainPromises(section, context);
  const runs = runsOf(pieces, (piece, before) => piece.kind === 'item' && before.kind === 'item');
  return runs.flatMap((run, index): Block[] => {
    const [first] = run;
    const above = runs[index - 1]?.[0];
    switch (first.kind) {
      case 'item': {
        const lead = above === undefined ? context.heading : above.kind === 'paragraph' ? lineOf(above) : undefined;
        const items = run.filter((piece) => piece.kind === 'item');
        return runBlocks(items, lead, context);
      }
      case 'paragraph':
        return lineBlocks(first, runs[index + 1], context);
      case 'table':
        return [tableBlock(first, above, context)];
      case 'picture':
        return [pictureBlock(first, context)];
    }
  });
}
