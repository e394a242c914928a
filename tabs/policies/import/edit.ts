import type { Block, PolicyDocument } from '../types';

/** A document while somebody corrects it. Sections and blocks carry a number of their own, so that moving keeps them apart. */
export interface Editing {
  readonly fields: PolicyDocument['fields'];
  readonly sections: readonly EditSection[];
  /** The next free number. */
  readonly next: number;
}
export interface EditSection {
  readonly id: number;
  readonly level: number;
  readonly heading: string;
  /** The name it came with, by which notes point at it; the server names sections anew. */
  readonly anchor: string;
  readonly blocks: readonly EditBlock[];
}
export interface EditBlock {
  readonly id: number;
  readonly block: Block;
}

type Turned = 'statement' | 'paragraph' | 'list';

/** One correction. `id` is a block's unless `section` is said. */
export type Edit =
  | { readonly do: 'fields'; readonly fields: Partial<Editing['fields']> }
  | { readonly do: 'heading'; readonly section: number; readonly heading: string }
  | { readonly do: 'level'; readonly section: number; readonly level: number }
  | {
      readonly do: 'mergeSection' | 'removeSection' | 'addSection';
      readonly section: number;
      readonly heading?: string;
    }
  | { readonly do: 'addText'; readonly section: number }
  | { readonly do: 'replace'; readonly id: number; readonly block: Block }
  | { readonly do: 'turn'; readonly id: number; readonly into: Turned }
  | { readonly do: 'turnItem'; readonly id: number; readonly item: number }
  | { readonly do: 'move'; readonly id: number; readonly by: -1 | 1 }
  | { readonly do: 'remove'; readonly id: number };

export function editingOf(document: PolicyDocument): Editing {
  let next = 1;
  const sections = document.sections.map(({ level, heading, anchor, blocks }) => ({
    id: next++,
    level,
    heading,
    anchor,
    blocks: blocks.map((block) => ({ id: next++, block })),
  }));
  return { fields: document.fields, sections, next };
}

/** What is saved: without empty lines, headings trimmed. Names and keys are the server's to give. */
export const documentOf = ({ fields, sections }: Editing): PolicyDocument => ({
  fields: { ...fields, title: fields.title.trim() },
  sections: sections.map(({ anchor, level, heading, blocks }) => ({
    anchor,
    level,
    heading: heading.trim(),
    blocks: blocks.flatMap(({ block }) => kept(block)),
  })),
});

function kept(block: Block): Block[] {
  switch (block.kind) {
    case 'paragraph':
    case 'statement': {
      const text = block.text.trim();
      return text === '' ? [] : [{ ...block, text }];
    }
    case 'list': {
      const items = block.items.map((item) => item.trim()).filter((item) => item !== '');
      return items.length === 0 ? [] : [{ ...block, items }];
    }
    case 'table':
      return block.rows.length === 0 ? [] : [block];
    case 'picture':
      return [block];
  }
}

export const isEmptyBlock = (block: Block): boolean => kept(block).length === 0;

export interface Counts {
  readonly sections: number;
  readonly statements: number;
  readonly tables: number;
}

export function countsOf({ sections }: Editing): Counts {
  const kinds = sections.flatMap(({ blocks }) => blocks.map(({ block }) => block.kind));
  const count = (kind: Block['kind']) => kinds.filter((one) => one === kind).length;
  return { sections: sections.length, statements: count('statement'), tables: count('table') };
}

/** The document after one correction; the same when there is nothing to do, as at either end of the text. */
export function edited(now: Editing, edit: Edit): Editing {
  switch (edit.do) {
    case 'fields':
      return { ...now, fields: { ...now.fields, ...edit.fields } };
    case 'heading':
      return inSection(now, edit.section, (section) => ({ ...section, heading: edit.heading }));
    case 'level':
      return inSection(now, edit.section, (section) => ({ ...section, level: edit.level }));
    case 'mergeSection':
      return merged(now, edit.section);
    case 'removeSection':
      return { ...now, sections: now.sections.filter(({ id }) => id !== edit.section) };
    case 'addSection':
      return added(now, edit.section, edit.heading ?? '');
    case 'addText':
      return fresh(now, (id) =>
        inSection(now, edit.section, (section) => ({
          ...section,
          blocks: [...section.blocks, { id, block: { kind: 'paragraph', text: '' } }],
        })),
      );
    case 'replace':
      return inPlace(now, edit.id, (one) => [{ ...one, block: edit.block }]);
    case 'turn':
      return turned(now, edit.id, edit.into);
    case 'turnItem':
      return itemTurned(now, edit.id, edit.item);
    case 'move':
      return moved(now, edit.id, edit.by);
    case 'remove':
      return inPlace(now, edit.id, () => []);
  }
}

const fresh = (now: Editing, change: (id: number) => Editing): Editing => ({ ...change(now.next), next: now.next + 1 });

const inSection = (now: Editing, id: number, change: (section: EditSection) => EditSection): Editing => ({
  ...now,
  sections: now.sections.map((section) => (section.id === id ? change(section) : section)),
});

/** Puts other blocks where one stands; each new one but the first gets a number from `now.next` on. */
const inPlace = (now: Editing, id: number, change: (one: EditBlock) => readonly EditBlock[]): Editing => ({
  ...now,
  sections: now.sections.map((section) =>
    section.blocks.some((one) => one.id === id)
      ? { ...section, blocks: section.blocks.flatMap((one) => (one.id === id ? change(one) : [one])) }
      : section,
  ),
});

/** Takes a heading away; its text goes on in the section before. The first section has none before it and keeps its heading. */
function merged(now: Editing, id: number): Editing {
  const at = now.sections.findIndex((section) => section.id === id);
  const [before, section] = [now.sections[at - 1], now.sections[at]];
  if (!before || !section) return now;
  const joined = { ...before, blocks: [...before.blocks, ...section.blocks] };
  return { ...now, sections: now.sections.toSpliced(at - 1, 2, joined) };
}

function added(now: Editing, after: number, heading: string): Editing {
  const at = now.sections.findIndex((section) => section.id === after);
  const level = now.sections[at]?.level ?? 1;
  return fresh(now, (id) => ({
    ...now,
    sections: now.sections.toSpliced(at + 1, 0, { id, level, heading, anchor: `new-${String(id)}`, blocks: [] }),
  }));
}

/** The lines of a block that can be turned; null for tables and pictures. */
function linesOf(block: Block): readonly string[] | null {
  if (block.kind === 'list') return block.items;
  return block.kind === 'paragraph' || block.kind === 'statement' ? [block.text] : null;
}

const lineAs = (into: 'statement' | 'paragraph', text: string): Block =>
  into === 'statement' ? { kind: 'statement', key: '', text } : { kind: 'paragraph', text };

function turned(now: Editing, id: number, into: Turned): Editing {
  const lines = blocksOf(now).flatMap((one) => (one.id === id ? (linesOf(one.block) ?? []) : []));
  if (lines.length === 0) return now;
  if (into === 'list') {
    const list: Block = { kind: 'list', ordered: false, items: [...lines] };
    return joinLists(
      inPlace(now, id, (one) => [{ ...one, block: list }]),
      id,
    );
  }
  const next = now.next + lines.length - 1;
  const blocks = lines.map((text, i) => ({ id: i === 0 ? id : now.next + i - 1, block: lineAs(into, text) }));
  return { ...inPlace(now, id, () => blocks), next };
}

const blocksOf = ({ sections }: Editing): EditBlock[] => sections.flatMap(({ blocks }) => blocks);

/** A new point belongs to the list right before or after it. */
function joinLists(now: Editing, id: number): Editing {
  return {
    ...now,
    sections: now.sections.map((section) => {
      const at = section.blocks.findIndex((one) => one.id === id);
      if (at < 0) return section;
      const near = section.blocks.slice(Math.max(0, at - 1), at + 2).filter(({ block }) => block.kind === 'list');
      const [first] = near;
      if (!first || near.length < 2 || first.block.kind !== 'list') return section;
      const items = near.flatMap(({ block }) => (block.kind === 'list' ? block.items : []));
      const list = { id, block: { ...first.block, items } };
      const start = section.blocks.indexOf(first);
      return { ...section, blocks: section.blocks.toSpliced(start, near.length, list) };
    }),
  };
}

/** One point of a list as a statement; the points before and after it stay lists. */
function itemTurned(now: Editing, id: number, item: number): Editing {
  const list = blocksOf(now).find((one) => one.id === id)?.block;
  const text = list?.kind === 'list' ? list.items[item] : undefined;
  if (list?.kind !== 'list' || text === undefined) return now;
  const part = (items: string[]): Block[] => (items.length === 0 ? [] : [{ ...list, items }]);
  const blocks = [...part(list.items.slice(0, item)), lineAs('statement', text), ...part(list.items.slice(item + 1))];
  const numbered = blocks.map((block, i) => ({ id: i === 0 ? id : now.next + i - 1, block }));
  return { ...inPlace(now, id, () => numbered), next: now.next + blocks.length - 1 };
}

/** One place up or down; at the edge of a section into the next one. */
function moved(now: Editing, id: number, by: -1 | 1): Editing {
  const from = now.sections.findIndex(({ blocks }) => blocks.some((one) => one.id === id));
  const section = now.sections[from];
  const at = section?.blocks.findIndex((one) => one.id === id) ?? -1;
  const one = section?.blocks[at];
  if (!section || !one) return now;
  const rest = section.blocks.toSpliced(at, 1);
  const put = (index: number, blocks: readonly EditBlock[]): Editing['sections'] =>
    now.sections.map((other, i) =>
      i === index ? { ...other, blocks } : i === from ? { ...other, blocks: rest } : other,
    );
  const to = at + by;
  if (to >= 0 && to < section.blocks.length) return { ...now, sections: put(from, rest.toSpliced(to, 0, one)) };
  const neighbour = now.sections[from + by];
  if (!neighbour) return now;
  const blocks = by < 0 ? [...neighbour.blocks, one] : [one, ...neighbour.blocks];
  return { ...now, sections: put(from + by, blocks) };
}

/** Typing goes on in the same place: undoing takes it back as one change. */
export const isSameTyping = (a: Edit | null, b: Edit): boolean => {
  if (a?.do === 'replace' && b.do === 'replace') return a.id === b.id;
  if (a?.do === 'heading' && b.do === 'heading') return a.section === b.section;
  return a?.do === 'fields' && b.do === 'fields';
};

/** What a block says, for naming its buttons. */
export function startOf(block: Block): string {
  const text =
    block.kind === 'table'
      ? block.caption || block.headers.join(', ')
      : block.kind === 'picture'
        ? block.alt
        : (linesOf(block) ?? []).join(' ');
  const words = text.split(/\s+/).slice(0, 8).join(' ');
  return words.length < text.trim().length ? `${words}…` : words;
}
