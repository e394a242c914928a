import PDFDocument from 'pdfkit';
import { fontFiles, type Face } from './fonts';
import { drawable, onPaper, readsRightToLeft, wrap } from './lines';

const PAGE = { height: 841.89, width: 595.28, side: 48, top: 56, bottom: 68, foot: 794 };
/** The width of the text, in points. */
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.side;
const INK = { text: '#1f2933', soft: '#52606d', rule: '#cbd2d9', accent: '#17424f' };

/** How a piece of text looks. `size` in points. */
export interface Look {
  readonly face: Face;
  readonly size: number;
  readonly ink: keyof typeof INK;
}
const MARK: Look = { face: 'bold', size: 30, ink: 'soft' };
const FOOT: Look = { face: 'body', size: 8, ink: 'soft' };

export const lineHeight = (look: Look): number => look.size * 1.38;

/** What a document says about itself. */
export interface About {
  readonly title: string;
  /** Named at the foot of every page. */
  readonly foot: string;
  /** Stands across every page, so that a copy says whose it is. */
  readonly mark?: string;
  /** Epoch milliseconds. The same document made from the same facts is the same, byte for byte. */
  readonly made: number;
}

type Tag = PDFKit.PDFStructureElement;

/** What pdfkit keeps for itself, used for the letters a font lacks and for the number of pages. */
interface Inside {
  readonly _font: {
    readonly id: string;
    readonly ascender: number;
    readonly font: { hasGlyphForCodePoint(code: number): boolean };
    encode(text: string): [glyphs: string[], positions: unknown];
    ref(): unknown;
  };
  readonly page: { readonly xobjects: Record<string, unknown> };
  ref(data: object): { readonly data: Record<string, unknown>; end(content: string): void };
}

/** pdfkit repeats the title as XML without escaping it. */
const forInformation = (text: string): string =>
  drawable(text)
    .replace(/&/g, 'and')
    .replace(/[<>\s\ufffe\uffff]+/g, ' ');

/**
 * An A4 document written from top to bottom, for the eye, the screen reader and the search box: every text has its tag
 * and ornaments are marked as such. `y` is where the next thing goes. Finished pages leave by `read`.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Tag;
  y = PAGE.top;
  /** True once a letter was drawn as a box because the fonts lack it. */
  hasBoxes = false;
  private readonly inside: Inside;
  private readonly total: ReturnType<Inside['ref']>;
  private pages = 0;

  constructor(private readonly about: About) {
    const producer = { Creator: 'Lantern', Producer: 'Lantern', CreationDate: new Date(about.made) };
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      lang: 'en-GB',
      tagged: true,
      displayTitle: true,
      autoFirstPage: false,
      // None to begin with: a font opened by its file is opened anew each time it is asked for by name.
      font: '',
      info: { Title: forInformation(about.title), ...producer },
    });
    // See `Inside`: the types say nothing of these.
    this.inside = this.doc as unknown as Inside;
    for (const [face, file] of Object.entries(fontFiles())) this.doc.registerFont(face, file);
    // A small drawing shown on every page and made last, when the number of pages is known.
    this.total = this.inside.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -4, 60, 12], Resources: {} });
    this.doc.on('pageAdded', () => {
      if (about.mark !== undefined) this.drawMark(about.mark);
      this.drawFoot();
    });
    this.doc.addPage();
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /**
   * A tag inside another, with what is drawn for it. Without `draw` it stays open for tags of its own: end it. `text`
   * is what stands there, in reading order; on paper words from right to left stand in another one.
   */
  tag(parent: Tag, type: string, draw?: () => void, about: { alt?: string; scope?: string; text?: string } = {}): Tag {
    const { text = '', ...options } = about;
    const actual = readsRightToLeft(text) ? { actual: drawable(text) } : {};
    const tag = this.doc.struct(type, { ...options, ...actual }, draw ? [draw] : undefined);
    parent.add(tag);
    return tag;
  }

  /** The text in lines of at most `width` points. */
  broken(text: string, width: number, look: Look): string[] {
    this.use(look);
    return wrap(drawable(text), width, (part) => this.doc.widthOfString(part));
  }

  width(text: string, look: Look): number {
    this.use(look);
    return this.doc.widthOfString(text);
  }

  /** Draws the lines from `y` on, `x` points into the text, over as many pages as it takes. */
  write(lines: readonly string[], x: number, look: Look): void {
    for (const line of lines) {
      this.keep(lineHeight(look));
      this.drawLine(line, x, this.y, look);
      this.y += lineHeight(look);
    }
  }

  /** Draws the lines at a height, without moving on. They must fit on the page. */
  place(lines: readonly string[], x: number, y: number, look: Look): void {
    lines.forEach((line, index) => this.drawLine(line, x, y + index * lineHeight(look), look));
  }

  /** Turns the page when less room than that is left on it, and says whether it did. */
  keep(height: number): boolean {
    if (this.y + height <= PAGE.height - PAGE.bottom || this.y === PAGE.top) return false;
    this.doc.continueOnNewPage();
    return true;
  }

  /** What is for the eye alone. */
  ornament(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  rule(): void {
    const { side } = PAGE;
    this.ornament(() => this.doc.rect(side, this.y, TEXT_WIDTH, 0.5).fill(INK.rule));
  }

  box(x: number, width: number, height: number, colour: string): void {
    this.doc.rect(PAGE.side + x, this.y, width, height).fill(colour);
  }

  /** Puts a file into the document, to be read back from it. */
  attach(name: string, content: Buffer, type: string, description: string): void {
    const made = new Date(this.about.made);
    const dates = { creationDate: made, modifiedDate: made };
    // `relationship` is missing in the types.
    const options = { name, type, description, ...dates, relationship: 'Data' };
    this.doc.file(content, options);
  }

  /** The bytes finished since the last call; null when there are none. */
  read(): Buffer | null {
    // pdfkit writes bytes, never text or objects.
    return this.doc.read() as Buffer | null;
  }

  end(): void {
    this.use(FOOT);
    const { _font: font } = this.inside;
    const [glyphs] = font.encode(String(this.pages));
    this.total.data['Resources'] = { Font: { [font.id]: font.ref() } };
    const shade = [1, 3, 5].map((at) => (Number.parseInt(INK[FOOT.ink].slice(at, at + 2), 16) / 255).toFixed(3));
    this.total.end(`BT ${shade.join(' ')} rg /${font.id} ${FOOT.size} Tf 0 0 Td <${glyphs.join('')}> Tj ET`);
    this.root.end();
    this.doc.end();
  }

  private use(look: Look): void {
    this.doc.font(look.face).fontSize(look.size).fillColor(INK[look.ink]);
  }

  private drawLine(line: string, x: number, y: number, look: Look): void {
    this.use(look);
    this.hasBoxes ||= [...line].some(
      (letter) => !this.inside._font.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    );
    let at = PAGE.side + x;
    if (!readsRightToLeft(line)) {
      this.doc.text(line, at, y, { lineBreak: false });
      return;
    }
    for (const word of onPaper(line)) {
      this.doc.text(word, at, y, { lineBreak: false });
      at += this.doc.widthOfString(`${word} `);
    }
  }

  private drawMark(mark: string): void {
    const [line = ''] = this.broken(mark, PAGE.height - 4 * PAGE.side, MARK);
    const middle: [number, number] = [PAGE.width / 2, PAGE.height / 2];
    this.ornament(() => {
      this.doc.save().rotate(-52, { origin: middle }).opacity(0.14);
      this.drawLine(line, middle[0] - PAGE.side - this.width(line, MARK) / 2, middle[1], MARK);
      this.doc.restore();
    });
  }

  private drawFoot(): void {
    this.pages += 1;
    this.y = PAGE.top;
    const [foot = ''] = this.broken(this.about.foot, TEXT_WIDTH - 110, FOOT);
    const count = `Page ${this.pages} of `;
    const x = TEXT_WIDTH - 60;
    const y = PAGE.foot;
    this.ornament(() => {
      this.drawLine(foot, 0, y, FOOT);
      this.drawLine(count, x, y, FOOT);
      this.inside.page.xobjects['Total'] = this.total;
      const baseline = y + (this.inside._font.ascender / 1000) * FOOT.size;
      const left = PAGE.side + x + this.doc.widthOfString(count);
      this.doc.save();
      this.doc.transform(1, 0, 0, -1, left, baseline);
      this.doc.addContent('/Total Do');
      this.doc.restore();
    });
  }
}
