// Makes the Word twins of the sample policies from their Markdown, and draws the pictures both carry.
//   node scripts/samples.mjs
// The same Markdown gives the same bytes: the clock and chance that the Word library takes are fixed first.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import { pictureOf } from './lib/pictograms.mjs';

process.env.TZ = 'UTC';
const WRITTEN = Date.UTC(2026, 8, 1, 8);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [WRITTEN] : parts));
  }
  static now() {
    return WRITTEN;
  }
};
let seed = 1;
Math.random = () => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};
const {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} = await import('docx');

const folder = fileURLToPath(new URL('../src/practice/policies', import.meta.url));
const PAGE = 9026; // twips between the margins of an A4 page
const HEADINGS = [HeadingLevel.TITLE, HeadingLevel.HEADING_1, HeadingLevel.HEADING_2];

/** A picture's name stands as its title; what is drawn under that name is put in its address. */
const withPictures = (markdown) =>
  markdown.replace(/\(data:\S* "(\w+)"\)/g, (_, name) => {
    return `(data:image/png;base64,${pictureOf(name).toString('base64')} "${name}")`;
  });

const plain = (text) => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const run = (text, bold = false) => new TextRun({ text: plain(text), bold });

function picture({ text, href }) {
  const data = Buffer.from(href.slice(href.indexOf(',') + 1), 'base64');
  const altText = { name: text, title: text, description: text };
  return new Paragraph({
    children: [new ImageRun({ type: 'png', data, transformation: { width: 120, height: 120 }, altText })],
  });
}

function table(token) {
  const width = Math.floor(PAGE / token.header.length);
  const cell = ({ text }, bold) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      children: [new Paragraph({ children: [run(text, bold)] })],
    });
  const row = (cells, tableHeader) =>
    new TableRow({ tableHeader, cantSplit: true, children: cells.map((one) => cell(one, tableHeader)) });
  return [
    new Table({
      width: { size: PAGE, type: WidthType.DXA },
      columnWidths: token.header.map(() => width),
      rows: [row(token.header, true), ...token.rows.map((cells) => row(cells, false))],
    }),
    new Paragraph({}),
  ];
}

function blocks(token) {
  switch (token.type) {
    case 'heading':
      return [new Paragraph({ heading: HEADINGS[token.depth - 1], children: [run(token.text)] })];
    case 'paragraph':
      return token.tokens.map((inner) =>
        inner.type === 'image'
          ? picture(inner)
          : new Paragraph({ spacing: { after: 120 }, children: [run(inner.text)] }),
      );
    case 'list':
      return token.items.map(
        (item) =>
          new Paragraph({
            numbering: { reference: token.ordered ? 'numbers' : 'points', level: 0 },
            children: [run(item.text)],
          }),
      );
    case 'table':
      return table(token);
    case 'space':
      return [];
    default:
      throw new Error(`${token.type} has no twin in Word: ${token.raw}`);
  }
}

const level = (format, text) => ({
  level: 0,
  format,
  text,
  alignment: AlignmentType.LEFT,
  style: { paragraph: { indent: { left: 567, hanging: 283 }, spacing: { after: 60 } } },
});

function wordOf(markdown) {
  const tokens = marked.lexer(markdown);
  return new Document({
    creator: 'Harbour Lights Trust (made up)',
    lastModifiedBy: 'Harbour Lights Trust (made up)',
    title: tokens.find((token) => token.type === 'heading').text,
    styles: { default: { document: { run: { font: 'Calibri', size: 22 } } } },
    numbering: {
      config: [
        { reference: 'points', levels: [level(LevelFormat.BULLET, '•')] },
        { reference: 'numbers', levels: [level(LevelFormat.DECIMAL, '%1.')] },
      ],
    },
    sections: [{ children: tokens.flatMap(blocks) }],
  });
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
  const file = join(folder, name);
  const markdown = withPictures(readFileSync(file, 'utf8'));
  writeFileSync(file, markdown);
  const bytes = await Packer.toBuffer(wordOf(markdown));
  writeFileSync(file.replace(/\.md$/, '.docx'), bytes);
  process.stdout.write(`${name.replace(/\.md$/, '.docx')} ${bytes.length} bytes\n`);
}
