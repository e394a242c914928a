import { type BlockChange, type Change, blockChange, changeOf, inPlace, textOf } from './block-changes';
import type { Block, PolicyDocument, Section } from './document';
import { type Line, type Pair, type Recognise, movedAmong, pairUp, readTogether } from './matching';
import { type Gist, type Words, gistOf, likeness, markWords, plainly, saysOtherwise, wordsIn } from './words';

export type { BlockChange, Change, TableRowChange, TextChange } from './block-changes';
export { type Words, textAfter, textBefore } from './words';

export interface SectionChange {
  /** `reworded` when its heading or anything in it differs, `moved` when only its place does. */
  readonly change: Change;
  /** The newer version's deep-link name, or the older one's when the section was removed. */
  readonly anchor: string;
  readonly level: number;
  readonly heading: readonly Words[];
  readonly blocks: readonly BlockChange[];
}

export type ChangeCounts = Readonly<Record<Change, number>>;

/**
 * Two versions read together, in the order of the newer one; what was removed stands where it used to. A block that
 * went to another section is shown there and names the section it came from.
 */
export interface Comparison {
  readonly sections: readonly SectionChange[];
  readonly counts: {
    readonly sections: ChangeCounts;
    readonly statements: ChangeCounts;
    /** Paragraphs, lists, tables and pictures. */
    readonly others: ChangeCounts;
  };
}

interface Item {
  readonly block: Block;
  readonly section: Section;
  readonly gist: Gist;
}

interface Chapter {
  readonly section: Section;
  readonly items: readonly Item[];
  readonly heading: Gist;
  readonly content: Gist;
}

const chaptersOf = (document: PolicyDocument): Chapter[] =>
  document.sections.map((section) => ({
    section,
    items: section.blocks.map((block) => ({ block, section, gist: gistOf(textOf(block)) })),
    heading: gistOf(section.heading),
    content: gistOf(section.blocks.map(textOf).join('\n')),
  }));

const CHAPTER_WAYS: readonly Recognise<Chapter>[] = [
  { by: 'key', key: ({ section }) => section.anchor },
  { by: 'key', key: ({ section }) => wordsIn(section.heading).join(' ') || null },
  { by: 'likeness', score: (a, b) => likeness(a.heading, b.heading), atLeast: 0.5 },
  { by: 'likeness', score: (a, b) => likeness(a.content, b.content), atLeast: 0.5 },
];

const wording = ({ block }: Item): string => `${block.kind} ${plainly(textOf(block))}`;
const likeOfKind = (a: Item, b: Item): number => (a.block.kind === b.block.kind ? likeness(a.gist, b.gist) : 0);

/** Statements by their keys, pictures by themselves. */
function ownKey({ block }: Item): string | null {
  if (block.kind === 'statement') return `statement ${block.key}`;
  return block.kind === 'picture' && block.data !== null ? `picture ${block.data}` : null;
}

const WITHIN_SECTION: readonly Recognise<Item>[] = [
  { by: 'key', key: ownKey },
  { by: 'key', key: wording },
  { by: 'likeness', score: likeOfKind, atLeast: 0.5 },
];

/** A text must say something of its own before its wording is recognised far from where it stood. */
const TELLING_WORDS = 3;
const isTelling = (item: Item): boolean => item.gist.size >= TELLING_WORDS;

const ELSEWHERE: readonly Recognise<Item>[] = [
  { by: 'key', key: ownKey },
  { by: 'key', key: (item) => (isTelling(item) ? wording(item) : null) },
  { by: 'likeness', score: (a, b) => (isTelling(a) && isTelling(b) ? likeOfKind(a, b) : 0), atLeast: 0.7 },
];

/** The counterparts that were found. */
interface Found {
  /** By the newer chapter: pairs within one section. */
  readonly stayed: ReadonlyMap<Chapter, readonly Pair<Item>[]>;
  /** Pairs across sections: by the newer block, where it came from. */
  readonly cameFrom: ReadonlyMap<Item, Item>;
  readonly gone: ReadonlySet<Item>;
}

/**
 * The difference of any two versions. Read the other way round it counts the same, with added and removed exchanged.
 * Spaces and the way quotes and dashes are typed do not count as wording.
 */
export function compareVersions(before: PolicyDocument, after: PolicyDocument): Comparison {
  const [older, newer] = [chaptersOf(before), chaptersOf(after)];
  const chapters = pairUp(older, newer, CHAPTER_WAYS);
  const found = findBlocks(chapters, older, newer);
  const changed = readTogether(chapters, older, newer).map((line) => ({ line, section: sectionChange(line, found) }));
  const unchanged = new Set(
    changed.flatMap(({ line, section }) => (section.change === 'unchanged' ? [line.after] : [])),
  );
  const moved = movedAmong(chapters, older, (pair) => (unchanged.has(pair.after) ? 1 : 0));
  const sections = changed.map(({ line, section }) => ({ ...section, change: inPlace(section.change, line, moved) }));
  const blocks = sections.flatMap((section) => section.blocks);
  return {
    sections,
    counts: {
      sections: countsOf(sections),
      statements: countsOf(blocks.filter((block) => block.kind === 'statement')),
      others: countsOf(blocks.filter((block) => block.kind !== 'statement')),
    },
  };
}

function countsOf(parts: readonly { readonly change: Change }[]): ChangeCounts {
  const counts = { unchanged: 0, reworded: 0, added: 0, removed: 0, moved: 0 };
  for (const part of parts) counts[part.change] += 1;
  return counts;
}

function findBlocks(chapters: readonly Pair<Chapter>[], older: readonly Chapter[], newer: readonly Chapter[]): Found {
  const stayed = new Map(
    chapters.map(({ before, after }) => [after, pairUp(before.items, after.items, WITHIN_SECTION)]),
  );
  const settled = new Set([...stayed.values()].flat().flatMap((pair) => [pair.before, pair.after]));
  const left = (side: readonly Chapter[]) => side.flatMap(({ items }) => items.filter((item) => !settled.has(item)));
  const went = pairUp(left(older), left(newer), ELSEWHERE);
  return {
    stayed,
    cameFrom: new Map(went.map((pair) => [pair.after, pair.before])),
    gone: new Set(went.map((pair) => pair.before)),
  };
}

function sectionChange(line: Line<Chapter>, found: Found): SectionChange {
  const { section } = line.after ?? line.before;
  const heading = markWords(line.before?.section.heading ?? '', line.after?.section.heading ?? '');
  const blocks = blockChanges(line, found);
  const isSame =
    heading.every((run) => run.mark === 'same') &&
    blocks.every((block) => block.change === 'unchanged') &&
    !line.before?.items.some((item) => found.gone.has(item));
  const change = changeOf(line.before, line.after, isSame);
  return { change, anchor: section.anchor, level: section.level, heading, blocks };
}

function blockChanges(line: Line<Chapter>, found: Found): BlockChange[] {
  const pairs = line.after === null ? [] : (found.stayed.get(line.after) ?? []);
  const changes = new Map(pairs.map(({ before, after }) => [after, blockChange(before.block, after.block)]));
  const older = (line.before?.items ?? []).filter((item) => !found.gone.has(item));
  const moved = movedAmong(pairs, older, (pair) => {
    if (changes.get(pair.after)?.change !== 'unchanged') return 0;
    // A statement that stays is better news than a paragraph that does.
    return pair.after.block.kind === 'statement' ? 2 : 1;
  });
  return readTogether(pairs, older, line.after?.items ?? []).map((items) => {
    if (items.after === null) return blockChange(items.before.block, null);
    const stayed = changes.get(items.after);
    if (stayed) return { ...stayed, change: inPlace(stayed.change, items, moved) };
    return arrival(items.after, found.cameFrom.get(items.after) ?? null);
  });
}

/** A block that is new in its section: from another section, or altogether. */
function arrival(item: Item, from: Item | null): BlockChange {
  const change = blockChange(from && from.block, item.block);
  if (from === null) return change;
  return {
    ...change,
    change: change.change === 'unchanged' ? 'moved' : change.change,
    movedFrom: from.section.heading,
  };
}

const textsOf = (block: BlockChange): (readonly Words[])[] => {
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return [block.words];
    case 'list':
      return block.items.map((item) => item.words);
    case 'table':
      return [block.caption, ...block.columns.map((c) => c.words), ...block.rows.flatMap((row) => row.cells)];
    case 'picture':
      return [block.alt];
  }
};

/**
 * Would somebody who signed the older version promise or read something else? True when words were added, removed or
 * replaced anywhere; not for moving, punctuation, capitals or pictures. A proposal only: the approver says which
 * changes re-open signing, and why (domain page, section 2).
 */
export const isSubstantive = (comparison: Comparison): boolean =>
  comparison.sections.some((section) => [section.heading, ...section.blocks.flatMap(textsOf)].some(saysOtherwise));

/** Every statement of either version with how it changed, in reading order, and the section it is shown in. */
export const statementChanges = (
  comparison: Comparison,
): { anchor: string; statement: Extract<BlockChange, { kind: 'statement' }> }[] =>
  comparison.sections.flatMap(({ anchor, blocks }) =>
    blocks.flatMap((statement) => (statement.kind === 'statement' ? [{ anchor, statement }] : [])),
  );
