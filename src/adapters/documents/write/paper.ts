import { Sheet, TEXT_WIDTH, lineHeight, type About, type Look } from './sheet';

/** The few looks our documents have. */
export const LOOKS = {
  title: { face: 'bold', size: 19, ink: 'accent' },
  heading: { face: 'bold', size: 12, ink: 'accent' },
  text: { face: 'body', size: 9.5, ink: 'text' },
  label: { face: 'bold', size: 9.5, ink: 'text' },
  small: { face: 'body', size: 8, ink: 'soft' },
  cell: { face: 'body', size: 8, ink: 'text' },
  head: { face: 'bold', size: 8, ink: 'soft' },
  mono: { face: 'mono', size: 7.5, ink: 'text' },
} as const satisfies Record<string, Look>;

/** Lines of one cell before it is cut: a row never fills a page. */
const CELL_LINES = 30;
const LABEL_WIDTH = 136;

export interface TableColumn {
  readonly heading: string;
  /** In points. */
  readonly width: number;
  /** Numbers stand at the right of their column. */
  readonly isNumber?: boolean;
}

interface Placed {
  readonly text: string;
  readonly lines: readonly string[];
  readonly look: Look;
  readonly x: number;
}

const heightOf = (cells: readonly Pick<Placed, 'lines' | 'look'>[]): number =>
  Math.max(...cells.map(({ lines, look }) => lines.length * lineHeight(look)));

const cut = (lines: string[]): string[] =>
  lines.length <= CELL_LINES ? lines : [...lines.slice(0, CELL_LINES - 1), '…'];

/** Blocks of a document, one under the other: headings, paragraphs, lists, facts, tables and one kind of picture. */
export class Paper {
  readonly sheet: Sheet;

  constructor(about: About) {
    this.sheet = new Sheet(about);
  }

  title(text: string): void {
    this.block('H1', text, LOOKS.title, 6);
  }

  heading(text: string): void {
    this.sheet.y += 12;
    this.sheet.keep(72);
    this.block('H2', text, LOOKS.heading, 5);
  }

  paragraph(text: string, look: Look = LOOKS.text): void {
    this.block('P', text, look, 5);
  }

  list(items: readonly string[]): void {
    const { sheet } = this;
    const list = sheet.tag(sheet.root, 'L');
    for (const item of items) {
      const lines = sheet.broken(item, TEXT_WIDTH - 14, LOOKS.text);
      sheet.keep(Math.min(lines.length, 3) * lineHeight(LOOKS.text));
      const entry = sheet.tag(list, 'LI');
      sheet.tag(entry, 'Lbl', () => sheet.place(['•'], 3, sheet.y, LOOKS.text));
      sheet.tag(entry, 'LBody', () => sheet.write(lines, 14, LOOKS.text), { text: item });
      entry.end();
      sheet.y += 3;
    }
    list.end();
  }

  /** Names and their values, one under the other. */
  facts(facts: readonly (readonly [name: string, value: string, look?: Look])[]): void {
    const { sheet } = this;
    const table = sheet.tag(sheet.root, 'Table');
    for (const [name, value, look = LOOKS.text] of facts) {
      const label = { lines: sheet.broken(name, LABEL_WIDTH - 12, LOOKS.label), look: LOOKS.label, x: 0 };
      const said = { lines: cut(sheet.broken(value, TEXT_WIDTH - LABEL_WIDTH, look)), look, x: LABEL_WIDTH };
      sheet.keep(heightOf([label, said]));
      const row = sheet.tag(table, 'TR');
      sheet.tag(row, 'TH', () => sheet.place(label.lines, 0, sheet.y, label.look), { scope: 'Row', text: name });
      // A smaller value stands on the same line as its name.
      const drop = (label.look.size - look.size) * 0.9;
      sheet.tag(row, 'TD', () => sheet.place(said.lines, said.x, sheet.y + drop, look), { text: value });
      row.end();
      sheet.y += heightOf([label, said]) + 3;
    }
    table.end();
  }

  /** A table whose headings stand again on every page it runs over. Add its rows, then end it. */
  table(columns: readonly TableColumn[]): { row(cells: readonly string[]): void; end(): void } {
    const { sheet } = this;
    const headings = this.placed(
      columns,
      columns.map(({ heading }) => heading),
      LOOKS.head,
    );
    sheet.keep(heightOf(headings) + 48);
    const table = sheet.tag(sheet.root, 'Table');
    this.row(headings, table, 'TH');
    return {
      row: (texts) => {
        const cells = this.placed(columns, texts, LOOKS.cell);
        if (sheet.keep(heightOf(cells) + 7)) this.row(headings);
        this.row(cells, table, 'TD');
      },
      end: () => {
        table.end();
        sheet.y += 6;
      },
    };
  }

  /** Parts of a whole as one bar; `inWords` says the same to those who cannot see it. */
  bar(parts: readonly { readonly count: number; readonly colour: string }[], inWords: string): void {
    const { sheet } = this;
    const whole = Math.max(
      1,
      parts.reduce((sum, { count }) => sum + count, 0),
    );
    sheet.keep(20);
    const draw = () => {
      let x = 0;
      for (const { count, colour } of parts) {
        const width = (TEXT_WIDTH * count) / whole;
        sheet.box(x, width, 11, colour);
        x += width;
      }
    };
    sheet.tag(sheet.root, 'Figure', draw, { alt: inWords });
    sheet.y += 18;
  }

  private block(tag: string, text: string, look: Look, below: number): void {
    const { sheet } = this;
    const lines = sheet.broken(text, TEXT_WIDTH, look);
    sheet.keep(lineHeight(look));
    sheet.tag(sheet.root, tag, () => sheet.write(lines, 0, look), { text });
    sheet.y += below;
  }

  private placed(columns: readonly TableColumn[], texts: readonly string[], look: Look): Placed[] {
    const { sheet } = this;
    let left = 0;
    return columns.map(({ width, isNumber }, index) => {
      const room = width - 8;
      const text = texts[index] ?? '';
      const lines = cut(sheet.broken(text, room, look));
      const indent = isNumber ? room - Math.max(...lines.map((line) => sheet.width(line, look))) : 0;
      const x = left + indent;
      left += width;
      return { text, lines, look, x };
    });
  }

  /** One row and the rule under it; without a table to belong to it is for the eye alone. */
  private row(cells: readonly Placed[], table?: PDFKit.PDFStructureElement, tag = 'TD'): void {
    const { sheet } = this;
    const drawers = cells.map(
      ({ lines, x, look }) =>
        () =>
          sheet.place(lines, x, sheet.y + 3, look),
    );
    if (table) {
      const row = sheet.tag(table, 'TR');
      for (const draw of drawers) sheet.tag(row, tag, draw, tag === 'TH' ? { scope: 'Column' } : {});
      row.end();
    } else sheet.ornament(() => drawers.forEach((draw) => draw()));
    sheet.y += heightOf(cells) + 6;
    sheet.rule();
    sheet.y += 1;
  }
}
