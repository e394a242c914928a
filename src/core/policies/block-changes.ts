import type { Block, Table } from './document';
import { type Line, type Recognise, movedAmong, pairUp, readTogether } from './matching';
import { type Gist, type Words, gistOf, likeness, markWords, plainly } from './words';

/** `moved`: the same wording in another place. `reworded`: anything inside differs, in place or moved. */
export const CHANGES = ['unchanged', 'reworded', 'added', 'removed', 'moved'] as const;
export type Change = (typeof CHANGES)[number];

interface Changed {
  readonly change: Change;
  /** Heading of the section it used to stand in, when that was another one. */
  readonly movedFrom: string | null;
}

/** A line of text with its changed words marked. */
export interface TextChange {
  readonly change: Change;
  readonly words: readonly Words[];
}

export interface TableRowChange {
  readonly change: Change;
  /** One for each of the table's `columns`. */
  readonly cells: readonly (readonly Words[])[];
}

export type BlockChange =
  | (Changed & { readonly kind: 'paragraph'; readonly words: readonly Words[] })
  /** `key` is the newer version's, or the older one's when the statement was removed. */
  | (Changed & { readonly kind: 'statement'; readonly key: string; readonly words: readonly Words[] })
  | (Changed & { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly TextChange[] })
  | (Changed & {
      readonly kind: 'table';
      readonly caption: readonly Words[];
      readonly columns: readonly TextChange[];
      readonly rows: readonly TableRowChange[];
    })
  /** Only the description is compared word by word; `isReplaced` says that the picture itself differs. */
  | (Changed & { readonly kind: 'picture'; readonly alt: readonly Words[]; readonly isReplaced: boolean });

/** How a thing with an older and a newer side changed, where it stands. */
export const changeOf = (before: unknown, after: unknown, isSame: boolean): Change => {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  return isSame ? 'unchanged' : 'reworded';
};

/** All the words of a block, for recognising it elsewhere. */
export function textOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return block.text;
    case 'list':
      return block.items.join('\n');
    case 'table':
      return [block.caption, ...block.headers, ...block.rows.flat()].join('\n');
    case 'picture':
      return block.alt;
  }
}

const of = <K extends Block['kind']>(kind: K, block: Block | null): Extract<Block, { kind: K }> | null =>
  // The comparison with `kind` is what makes it that member of the union.
  block?.kind === kind ? (block as Extract<Block, { kind: K }>) : null;

/**
 * One block as it changed where it stands. At least one side is a block, and two blocks are of one kind.
 */
export function blockChange(before: Block | null, after: Block): BlockChange;
export function blockChange(before: Block, after: null): BlockChange;
export function blockChange(before: Block | null, after: Block | null): BlockChange {
  // The signatures above rule out two nulls.
  const shown = (after ?? before) as Block;
  switch (shown.kind) {
    case 'paragraph':
      return { kind: 'paragraph', movedFrom: null, ...textChange(textIn(before), textIn(after)) };
    case 'statement':
      return { kind: 'statement', movedFrom: null, key: shown.key, ...textChange(textIn(before), textIn(after)) };
    case 'list':
      return listChange(of('list', before)?.items ?? null, of('list', after)?.items ?? null, shown.ordered);
    case 'table':
      return tableChange(of('table', before), of('table', after));
    case 'picture':
      return pictureChange(of('picture', before), of('picture', after));
  }
}

const textIn = (block: Block | null): string | null => block && textOf(block);

const isSameText = (before: string | null, after: string | null): boolean =>
  plainly(before ?? '') === plainly(after ?? '');

const textChange = (before: string | null, after: string | null): TextChange => ({
  change: changeOf(before, after, isSameText(before, after)),
  words: markWords(before ?? '', after ?? ''),
});

/** A text in a list of texts, by which it is recognised in the other version. */
interface Placed {
  readonly text: string;
  readonly at: number;
  readonly gist: Gist;
}
const placed = (texts: readonly string[]): Placed[] => texts.map((text, at) => ({ text, at, gist: gistOf(text) }));

const TEXT_WAYS: readonly Recognise<Placed>[] = [
  { by: 'key', key: (t) => plainly(t.text) },
  { by: 'likeness', score: (a, b) => likeness(a.gist, b.gist), atLeast: 0.5 },
];

function textChanges(before: readonly string[], after: readonly string[]): (TextChange & { line: Line<Placed> })[] {
  const [older, newer] = [placed(before), placed(after)];
  const pairs = pairUp(older, newer, TEXT_WAYS);
  const moved = movedAmong(pairs, older, (pair) => (isSameText(pair.before.text, pair.after.text) ? 1 : 0));
  return readTogether(pairs, older, newer).map((line) => {
    const { change, words } = textChange(line.before?.text ?? null, line.after?.text ?? null);
    return { change: inPlace(change, line, moved), words, line };
  });
}

/** What did not change in itself may still have changed places. */
export const inPlace = <T>(change: Change, line: Line<T>, moved: ReadonlySet<T | null>): Change =>
  change === 'unchanged' && moved.has(line.after) ? 'moved' : change;

const isUnchanged = (part: { readonly change: Change }): boolean => part.change === 'unchanged';

function listChange(before: readonly string[] | null, after: readonly string[] | null, ordered: boolean): BlockChange {
  const items = textChanges(before ?? [], after ?? []).map(({ change, words }) => ({ change, words }));
  const change = changeOf(before, after, items.every(isUnchanged));
  return { kind: 'list', movedFrom: null, change, ordered, items };
}

const NO_TABLE: Omit<Table, 'kind'> = { caption: '', headers: [], rows: [] };

function tableChange(before: Table | null, after: Table | null): BlockChange {
  const [older, newer] = [before ?? NO_TABLE, after ?? NO_TABLE];
  const columns = textChanges(older.headers, newer.headers);
  const rows = rowChanges(
    older.rows,
    newer.rows,
    columns.map((column) => column.line),
  );
  const isSame = isSameText(older.caption, newer.caption) && [...columns, ...rows].every(isUnchanged);
  return {
    kind: 'table',
    movedFrom: null,
    change: changeOf(before, after, isSame),
    caption: markWords(older.caption, newer.caption),
    columns: columns.map(({ change, words }) => ({ change, words })),
    rows,
  };
}

interface Row {
  readonly cells: readonly string[];
  readonly gist: Gist;
}

/** A row is known by its first cell (what it is about) once no row is the same throughout. */
const ROW_WAYS: readonly Recognise<Row>[] = [
  { by: 'key', key: ({ cells }) => cells.map(plainly).join('\n') },
  { by: 'key', key: ({ cells }) => cells.slice(0, 1).map(plainly).join('').toLowerCase() || null },
  { by: 'likeness', score: (a, b) => likeness(a.gist, b.gist), atLeast: 0.5 },
];

function rowChanges(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
  columns: readonly Line<Placed>[],
): TableRowChange[] {
  const known = (rows: readonly (readonly string[])[]) =>
    rows.map((cells): Row => ({ cells, gist: gistOf(cells.join('\n')) }));
  const [older, newer] = [known(before), known(after)];
  const cellsOf = (line: Line<Row>) =>
    columns.map((column) => [cell(line.before, column.before), cell(line.after, column.after)] as const);
  const isSame = (line: Line<Row>) => cellsOf(line).every(([b, a]) => isSameText(b, a));
  const pairs = pairUp(older, newer, ROW_WAYS);
  const moved = movedAmong(pairs, older, (pair) => (isSame(pair) ? 1 : 0));
  return readTogether(pairs, older, newer).map((line) => ({
    change: inPlace(changeOf(line.before, line.after, isSame(line)), line, moved),
    cells: cellsOf(line).map(([b, a]) => markWords(b, a)),
  }));
}

const cell = (row: Row | null, column: Placed | null): string =>
  (row === null || column === null ? undefined : row.cells[column.at]) ?? '';

type Picture = Extract<Block, { kind: 'picture' }>;

function pictureChange(before: Picture | null, after: Picture | null): BlockChange {
  const isReplaced = before !== null && after !== null && before.data !== after.data;
  const alt = textChange(before?.alt ?? null, after?.alt ?? null);
  const change = isReplaced ? 'reworded' : alt.change;
  return { kind: 'picture', movedFrom: null, change, alt: alt.words, isReplaced };
}
