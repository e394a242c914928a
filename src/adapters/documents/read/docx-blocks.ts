import type { RoughBlock, RoughCell, RoughPicture } from '../../../core/policies/understand-rough';
import { withAddress } from './addresses';
import { LIMITS, Refused } from './refusals';

/** A node of mammoth's document, as its pinned version makes it; only the fields that we read. */
export interface WordNode {
  readonly type: string;
  readonly children?: readonly WordNode[];
  readonly value?: string;
  readonly styleId?: string | null;
  readonly styleName?: string | null;
  readonly numbering?: { readonly isOrdered: boolean; readonly level: string } | null;
  readonly isBold?: boolean;
  readonly isUnderline?: boolean;
  readonly isAllCaps?: boolean;
  readonly fontSize?: number | null;
  readonly href?: string;
  readonly checked?: boolean;
  readonly isHeader?: boolean;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly altText?: string | null;
  readAsBase64String?(): Promise<string>;
}

export interface WordDocument extends WordNode {
  readonly notes: { resolve(reference: WordNode): { readonly body: readonly WordNode[] } | null };
  readonly comments: readonly unknown[];
}

const childrenOf = (node: WordNode): readonly WordNode[] => node.children ?? [];

/** A node and everything under it, in reading order. */
export function* nodesOf(node: WordNode): Generator<WordNode> {
  const stack: WordNode[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
    stack.push(...childrenOf(next).toReversed());
  }
}

/** The size of most of the document's letters, in points; 0 where the document leaves it to its styles. */
function bodySize(document: WordDocument): number {
  const letters = new Map<number, number>();
  for (const node of nodesOf(document)) {
    if (node.type !== 'run') continue;
    const length = childrenOf(node).reduce((sum, child) => sum + (child.value?.length ?? 0), 0);
    letters.set(node.fontSize ?? 0, (letters.get(node.fontSize ?? 0) ?? 0) + length);
  }
  return [...letters].reduce((most, size) => (size[1] > most[1] ? size : most), [0, 0])[0];
}

/** Word's own list styles, for documents that lost the numbering these stand for; no level means no list. */
const listStyle = (style: string): { isOrdered: boolean; level: string } => ({
  isOrdered: style.startsWith('list number'),
  level: /^list (?:number|bullet)/u.test(style) ? '0' : '',
});

class WordReader {
  readonly #document: WordDocument;
  readonly #pictures: ReadonlyMap<WordNode, RoughPicture>;
  readonly #bodySize: number;
  #notes = 0;
  #lostNumbers = false;

  constructor(document: WordDocument, pictures: ReadonlyMap<WordNode, RoughPicture>) {
    this.#document = document;
    this.#pictures = pictures;
    this.#bodySize = bodySize(document);
  }

  read(): RoughBlock[] {
    const blocks = this.#blocks(childrenOf(this.#document), 0);
    return this.#lostNumbers ? [{ kind: 'remark', code: 'numbering_lost', params: {} }, ...blocks] : blocks;
  }

  #blocks(nodes: readonly WordNode[], depth: number): RoughBlock[] {
    if (depth > LIMITS.nesting) throw new Refused('too_long');
    return nodes.flatMap((node) => (node.type === 'table' ? [this.#table(node, depth)] : this.#paragraph(node)));
  }

  #table(table: WordNode, depth: number): RoughBlock {
    const rows = childrenOf(table).filter((row) => row.type === 'tableRow');
    const body = rows.findIndex((row) => row.isHeader !== true);
    return {
      kind: 'table',
      headerRows: body < 0 ? rows.length : body,
      rows: rows.map((row) =>
        childrenOf(row).map((cell): RoughCell => ({
          blocks: this.#blocks(childrenOf(cell), depth + 1),
          columns: cell.colSpan ?? 1,
          rows: cell.rowSpan ?? 1,
        })),
      ),
    };
  }

  #paragraph(node: WordNode): RoughBlock[] {
    const notes: RoughBlock[] = [];
    const text = this.#inline(node, notes);
    const pictures = [...nodesOf(node)].flatMap((inner) => this.#pictures.get(inner) ?? []);
    return [this.#line(node, text), ...pictures, ...notes];
  }

  #line(node: WordNode, text: string): RoughBlock {
    const style = (node.styleName ?? node.styleId ?? '').toLowerCase();
    const bold = this.#standsOut(node);
    if (style === 'title') return { kind: 'heading', level: 0, text };
    if (style.startsWith('toc')) return { kind: 'paragraph', text, bold: false, contents: true };
    const level = /heading[\s_-]*([1-9])/u.exec(style)?.[1];
    if (level !== undefined) {
      this.#lostNumbers ||= node.numbering?.isOrdered === true;
      return { kind: 'heading', level: Number(level), text };
    }
    const { isOrdered, level: depth } = node.numbering ?? listStyle(style);
    if (depth === '') return { kind: 'paragraph', text, bold };
    return { kind: 'item', text, bold, ordered: isOrdered, depth: Number(depth), marker: '' };
  }

  /** Whether every word of a paragraph is bold, underlined, in capitals or larger than the body of the document. */
  #standsOut(paragraph: WordNode): boolean {
    const runs = [...nodesOf(paragraph)].filter(
      (node) => node.type === 'run' && childrenOf(node).some((child) => (child.value ?? '').trim() !== ''),
    );
    return (
      runs.length > 0 &&
      runs.every(
        (run) =>
          run.isBold === true ||
          run.isUnderline === true ||
          run.isAllCaps === true ||
          run.styleName === 'Strong' ||
          (run.fontSize ?? this.#bodySize) > this.#bodySize + 1,
      )
    );
  }

  #inline(node: WordNode, notes: RoughBlock[]): string {
    switch (node.type) {
      case 'text':
        return node.value ?? '';
      case 'tab':
        return '\t';
      case 'break':
        return '\n';
      case 'checkbox':
        return node.checked === true ? '☑ ' : '☐ ';
      case 'noteReference':
        return this.#note(node, notes);
      case 'hyperlink':
        return withAddress(this.#within(node, notes), node.href ?? '');
      default:
        return this.#within(node, notes);
    }
  }

  #within(node: WordNode, notes: RoughBlock[]): string {
    return childrenOf(node)
      .map((child) => this.#inline(child, notes))
      .join('');
  }

  /** A footnote stands under the paragraph that refers to it. */
  #note(reference: WordNode, notes: RoughBlock[]): string {
    const mark = `[${String(++this.#notes)}]`;
    const body = this.#document.notes.resolve(reference)?.body ?? [];
    const text = body.map((paragraph) => this.#within(paragraph, [])).join(' ');
    notes.push({ kind: 'paragraph', text: `${mark} ${text.trim()}`, bold: false });
    return ` ${mark}`;
  }
}

/** Mammoth's document as rough blocks, with the pictures that were kept. */
export const blocksOfWord = (document: WordDocument, pictures: ReadonlyMap<WordNode, RoughPicture>): RoughBlock[] =>
  new WordReader(document, pictures).read();
