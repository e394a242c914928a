import { inflateSync } from 'node:zlib';

/** What a reader finds in one of our PDFs, read from its bytes without the program that wrote it. */
interface PdfText {
  /** Per page, its texts in the order in which they are drawn. */
  readonly pages: readonly (readonly string[])[];
  /** Everything outside the structure trees: document-level entries, as written. */
  readonly catalogue: string;
  /** Structure tags in order of their numbers. */
  readonly tags: readonly string[];
  /** Content of the first file inside. */
  readonly attached: string | undefined;
  /** Texts drawn while no tag and no ornament mark was open. */
  readonly untagged: readonly string[];
}

interface Thing {
  readonly dictionary: string;
  readonly content: string;
}

function objectsOf(pdf: Buffer): Map<string, Thing> {
  const all = pdf.toString('latin1');
  const things = new Map<string, Thing>();
  for (const found of all.matchAll(/\n(\d+) 0 obj\n/g)) {
    const [whole, id = ''] = found;
    const start = found.index + whole.length;
    const body = all.slice(start, all.indexOf('\nendobj', start));
    const at = body.indexOf('>>\nstream\n');
    if (at === -1) things.set(id, { dictionary: body, content: '' });
    else {
      const dictionary = body.slice(0, at);
      const raw = Buffer.from(body.slice(at + 10), 'latin1');
      const isPacked = dictionary.includes('/FlateDecode');
      things.set(id, { dictionary, content: (isPacked ? inflateSync(raw) : raw).toString('latin1') });
    }
  }
  return things;
}

/** From glyph numbers to letters, as the font's own table says. */
function lettersOf(table: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, from = '0', list = ''] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/gs)) {
    const start = Number.parseInt(from, 16);
    [...list.matchAll(/<(.*?)>/g)].forEach(([, codes = ''], index) => {
      const units = codes.split(' ').filter((code) => code !== '');
      letters.set(start + index, units.map((code) => String.fromCharCode(Number.parseInt(code, 16))).join(''));
    });
  }
  return letters;
}

const reference = (dictionary: string, key: string): string =>
  new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(dictionary)?.[1] ?? '';

export function readPdf(pdf: Buffer): PdfText {
  const things = objectsOf(pdf);
  const thing = (id: string): Thing => things.get(id) ?? { dictionary: '', content: '' };
  const untagged: string[] = [];
  const decode = (content: string, fonts: string): string[] => {
    const texts: string[] = [];
    let letters = new Map<number, string>();
    let depth = 0;
    for (const line of content.split('\n')) {
      if (/ B[DM]C$/.test(line)) depth += 1;
      if (line === 'EMC') depth -= 1;
      const font = /\/(F\d+) [\d.]+ Tf/.exec(line)?.[1];
      if (font) letters = lettersOf(thing(reference(thing(reference(fonts, font)).dictionary, 'ToUnicode')).content);
      if (!/T[jJ]/.test(line)) continue;
      const glyphs = [...line.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex).join('');
      const text = (glyphs.match(/.{4}/g) ?? []).map((hex) => letters.get(Number.parseInt(hex, 16)) ?? '?').join('');
      texts.push(text);
      if (depth === 0) untagged.push(text);
    }
    return texts;
  };
  const everything = [...things.values()].map(({ dictionary }) => dictionary);
  const pages = everything
    .filter((dictionary) => dictionary.includes('/Type /Page\n'))
    .map((page) => {
      const fonts = thing(reference(page, 'Resources')).dictionary;
      return decode(thing(reference(page, 'Contents')).content, fonts);
    });
  const total = everything.find((dictionary) => dictionary.includes('/Subtype /Form')) ?? '';
  const form = [...things.values()].find(({ dictionary }) => dictionary === total)?.content ?? '';
  const count = decode(form, total).join('');
  untagged.splice(untagged.lastIndexOf(count), 1);
  return {
    pages: pages.map((texts) => texts.map((text) => text.replace(/ of $/, ` of ${count}`))),
    catalogue: everything
      .filter((dictionary) => /\/Type \/Catalog|\/Marked|\/DisplayDocTitle/.test(dictionary))
      .join('\n'),
    tags: everything.flatMap((dictionary) => /^<<\n\/S \/(\w+)/.exec(dictionary)?.[1] ?? []),
    attached: [...things.values()].find(({ dictionary }) => dictionary.includes('/Type /EmbeddedFile\n'))?.content,
    untagged,
  };
}

/** All of it as one text, with single blanks. */
export const wholeText = ({ pages }: PdfText): string => pages.flat().join(' ').replace(/\s+/g, ' ');
