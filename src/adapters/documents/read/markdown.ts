import { Lexer, type Token, type Tokens } from 'marked';
import type { RoughBlock, RoughCell, RoughPicture } from '../../../core/policies/understand-rough';
import { withAddress } from './addresses';
import { type KeepPicture, missingPicture, pictureKeeper } from './pictures';
import { LIMITS, Refused } from './refusals';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
};

/** Character references as the characters they stand for; an unknown one stays as it is written. */
const unescaped = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

/** Inline words as plain text; pictures met on the way go to `pictures`. Raw HTML is text, never markup. */
function inline(tokens: readonly Token[], pictures: Tokens.Image[]): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'br':
          return '\n';
        case 'image':
          // marked types tokens it lets extensions add as Generic; we register none, so the type tells which it is.
          pictures.push(token as Tokens.Image);
          return '';
        case 'link': {
          const link = token as Tokens.Link;
          return withAddress(inline(link.tokens, pictures), link.href);
        }
        case 'html':
          return /^<br\s*\/?>$/iu.test(token.raw.trim()) ? '\n' : token.raw;
        case 'checkbox':
          return '';
        case 'escape':
        case 'codespan':
          return (token as Tokens.Escape).text;
        default: {
          const { tokens: inner, text } = token as Tokens.Text;
          return inner === undefined ? unescaped(text) : inline(inner, pictures);
        }
      }
    })
    .join('');
}

const isBold = (tokens: readonly Token[]): boolean =>
  tokens.length > 0 && tokens.every((token) => token.type === 'strong' || token.raw.trim() === '');

class MarkdownReader {
  readonly #keep: KeepPicture = pictureKeeper();

  #picture(image: Tokens.Image): RoughPicture {
    const alt = inline(image.tokens, []);
    const base64 = /^data:image\/[\w.+-]+;base64,([A-Za-z0-9+/=]*)$/u.exec(image.href)?.[1];
    if (base64 === undefined) return missingPicture(alt, 'linked');
    return this.#keep(alt, Math.floor((base64.length * 3) / 4), () => base64);
  }

  #line(tokens: readonly Token[], make: (text: string) => RoughBlock): RoughBlock[] {
    const pictures: Tokens.Image[] = [];
    const block = make(inline(tokens, pictures));
    return [block, ...pictures.map((picture) => this.#picture(picture))];
  }

  #cell(cell: Tokens.TableCell): RoughCell {
    const blocks = this.#line(cell.tokens, (text) => ({ kind: 'paragraph', text, bold: isBold(cell.tokens) }));
    return { blocks, columns: 1, rows: 1 };
  }

  /** A list's own number is kept as written only at its top: nested lists count by themselves. */
  #list(list: Tokens.List, depth: number): RoughBlock[] {
    const first = list.start === '' ? 1 : list.start;
    return list.items.flatMap((item, index) => {
      const sign = /^\s*\d+([.)])/u.exec(item.raw)?.[1] ?? '.';
      const marker = list.ordered && depth === 0 ? `${String(first + index)}${sign}` : '';
      const own = item.tokens.filter(
        (token) => token.type === 'text' || token.type === 'paragraph' || token.type === 'checkbox',
      );
      const rest = item.tokens.filter((token) => !own.includes(token));
      const inner = own.flatMap((token, place) => [
        ...(place === 0 ? [] : [SPACE]),
        ...((token as Tokens.Text).tokens ?? [token]),
      ]);
      const line = this.#line(inner, (text) => ({
        kind: 'item',
        text,
        bold: isBold(inner),
        ordered: list.ordered,
        depth,
        marker,
      }));
      return [...line, ...this.blocks(rest, depth + 1)];
    });
  }

  blocks(tokens: readonly Token[], depth = 0): RoughBlock[] {
    if (depth > LIMITS.nesting) throw new Refused('too_long');
    return tokens.flatMap((token): RoughBlock[] => {
      // The type tells which token it is, as above.
      switch (token.type) {
        case 'heading': {
          const heading = token as Tokens.Heading;
          return this.#line(heading.tokens, (text) => ({ kind: 'heading', level: heading.depth, text }));
        }
        case 'paragraph':
        case 'text': {
          const inner = (token as Tokens.Text).tokens ?? [token];
          return this.#line(inner, (text) => ({ kind: 'paragraph', text, bold: isBold(inner) }));
        }
        case 'list':
          return this.#list(token as Tokens.List, depth);
        case 'blockquote':
          return this.blocks((token as Tokens.Blockquote).tokens, depth + 1);
        case 'table': {
          const table = token as Tokens.Table;
          const rows = [table.header, ...table.rows].map((row) => row.map((cell) => this.#cell(cell)));
          return [{ kind: 'table', rows, headerRows: 1 }];
        }
        case 'space':
        case 'hr':
          return [];
        default:
          return [{ kind: 'paragraph', text: token.raw.replace(/^(?:`{3,}|~{3,}).*$/gmu, ''), bold: false }];
      }
    });
  }
}

const SPACE: Tokens.Text = { type: 'text', raw: ' ', text: ' ' };

/** Markdown in the common dialect with tables. Addresses of pictures are never fetched. */
export const readMarkdown = (text: string): RoughBlock[] => new MarkdownReader().blocks(new Lexer().lex(text));
