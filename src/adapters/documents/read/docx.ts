import mammoth from 'mammoth';
import type { RoughBlock, RoughPicture } from '../../../core/policies/understand-rough';
import { PICTURE_LIMIT } from '../../../core/policies/understand-rough';
import { Archive, type Entry } from './archive';
import { blocksOfWord, nodesOf, type WordDocument, type WordNode } from './docx-blocks';
import { missingPicture, pictureKeeper } from './pictures';
import { Refused } from './refusals';

/** The part of mammoth's own archive that its reader asks for. */
interface MammothFile {
  exists(name: string): boolean;
  read(name: string, encoding?: string): Promise<string>;
}

const isAddress = (name: string): boolean => /[a-z]+:\/\//iu.test(name);

/** Lets mammoth see our archive in place of its own, so that every byte it gets has passed our limits. */
const mammothFile = (archive: Archive): MammothFile => ({
  exists: (name) => archive.size(name) !== undefined,
  read: (name, encoding) =>
    new Promise((resolve) => {
      resolve(encoding === undefined || encoding === 'base64' ? pictureAt(archive, name) : archive.readXml(name));
    }),
});

function pictureAt(archive: Archive, name: string): string {
  if (isAddress(name)) throw new Error('linked, not fetched');
  if ((archive.size(name) ?? 0) > PICTURE_LIMIT) throw new Refused('too_large');
  return Buffer.from(archive.read(name)).toString('base64');
}

/**
 * Mammoth's document before it becomes HTML: it still knows styles, numbering, merged cells and header rows. The
 * conversion itself gets an empty document.
 */
async function documentIn(archive: Archive): Promise<WordDocument> {
  let found: WordDocument | undefined;
  // mammoth 1.13.0 (pinned) takes `file` beside `path` and `buffer`; its type names only the latter two.
  const input = { file: mammothFile(archive) } as unknown as Parameters<typeof mammoth.convertToHtml>[0];
  await mammoth.convertToHtml(input, {
    externalFileAccess: false,
    includeEmbeddedStyleMap: false,
    transformDocument: (document: WordDocument) => {
      found = document;
      return { ...document, children: [], comments: [] };
    },
  });
  if (found === undefined) throw new Refused('broken');
  return found;
}

const faultOf = (error: unknown): NonNullable<RoughPicture['fault']> => {
  if (!(error instanceof Refused)) return 'linked';
  return error.reason === 'too_large' ? 'too_large' : 'unreadable';
};

/** The document's pictures in reading order. Linked ones are never fetched. */
async function picturesIn(nodes: readonly WordNode[]): Promise<Map<WordNode, RoughPicture>> {
  const keep = pictureKeeper();
  const pictures = new Map<WordNode, RoughPicture>();
  for (const node of nodes) {
    if (node.readAsBase64String === undefined) continue;
    const alt = node.altText ?? '';
    try {
      const base64 = await node.readAsBase64String();
      pictures.set(
        node,
        keep(alt, Math.floor((base64.length * 3) / 4), () => base64),
      );
    } catch (error) {
      pictures.set(node, missingPicture(alt, faultOf(error)));
    }
  }
  return pictures;
}

const XML_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The words of an XML part, straight from its text marks; mammoth does not read page headers and footers. */
const wordsIn = (xml: string): string =>
  [...xml.matchAll(/<w:t(?:\s[^<>]*)?>([^<]*)</gu)]
    .map(([, text = '']) => text.replace(/&(amp|lt|gt|quot|apos);/gu, (_, name: string) => XML_ENTITIES[name] ?? ''))
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim();

const remark = (
  code: Extract<RoughBlock, { kind: 'remark' }>['code'],
  params: Record<string, string> = {},
): RoughBlock => ({
  kind: 'remark',
  code,
  params,
});

/** What Word keeps beside the text itself and a policy does not: comments, tracked changes, shapes, page headers. */
function remarksOn(archive: Archive, document: WordDocument): RoughBlock[] {
  const names = archive.names();
  const body = names
    .filter((name) => /^word\/document\d*\.xml$/iu.test(name))
    .map((name) => archive.readXml(name))
    .join('');
  const count = (pattern: RegExp): number => body.match(pattern)?.length ?? 0;
  const margins = names
    .filter((name) => /^word\/(?:header|footer)\d*\.xml$/u.test(name))
    .map((name) => wordsIn(archive.readXml(name)));
  const blocks: RoughBlock[] = [];
  if (document.comments.length > 0)
    blocks.push(remark('comments_left_out', { count: String(document.comments.length) }));
  if (count(/<w:(?:ins|del|moveFrom|moveTo)\s/gu) > 0) blocks.push(remark('changes_accepted'));
  const shapes = count(/<mc:AlternateContent[\s>]/gu) - count(/<mc:Fallback[\s/>]/gu) + count(/<m:oMath[\s>]/gu);
  if (shapes > 0) blocks.push(remark('shape_left_out', { count: String(shapes) }));
  for (const text of new Set(margins))
    if (/\p{L}/u.test(text)) blocks.push(remark('page_furniture_left_out', { text }));
  return blocks;
}

/** Macros may hide behind the name .docx; the list of contents still says what the file is. */
function checkContentTypes(archive: Archive): void {
  if (archive.size('[Content_Types].xml') === undefined) throw new Refused('broken');
  if (/macroEnabled/iu.test(archive.readXml('[Content_Types].xml'))) throw new Refused('macros');
}

/** Reads a Word file whose entries have been listed and found acceptable. */
export async function readDocx(bytes: Uint8Array, entries: readonly Entry[]): Promise<RoughBlock[]> {
  const archive = new Archive(bytes, entries);
  checkContentTypes(archive);
  const document = await documentIn(archive);
  const pictures = await picturesIn([...nodesOf(document)]);
  return [...remarksOn(archive, document), ...blocksOfWord(document, pictures)];
}
