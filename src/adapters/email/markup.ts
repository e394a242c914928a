import { line, prose } from './harmless';
import { LIMITS } from './limits';

/** Elements that say how text is laid out, and do nothing. */
const ALLOWED = [
  ...['p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'code', 'center'],
  ...['b', 'strong', 'i', 'em', 'u', 's', 'strike', 'small', 'big', 'sub', 'sup', 'q', 'abbr', 'mark', 'ins', 'del'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'],
];
/** Nothing of what is inside these is text that somebody wrote to be read. */
const SILENT = ['script', 'style', 'title', 'iframe', 'noembed', 'noframes'];
const SPAN = /^[1-9]\d?$/;

/** Where an element can lead to, or what it would fetch. */
const LEADING = [
  ...['href', 'src', 'action', 'formaction', 'background', 'poster', 'data', 'cite', 'longdesc', 'xlink:href', 'ping'],
  ...['srcset', 'imagesrcset', 'dynsrc', 'lowsrc', 'manifest', 'archive', 'codebase', 'content', 'style'],
];

export interface Cleaned {
  readonly html: string;
  readonly text: string;
  readonly links: readonly string[];
}

/**
 * Markup of which nothing is left that could fetch, run, lead anywhere or lie over something else: only elements of the
 * list above, with no attribute but the spans of table cells.
 */
export async function clean(markup: string): Promise<Cleaned> {
  const { default: sanitizeHtml } = await import('sanitize-html');
  const links: string[] = [];
  const html = sanitizeHtml(markup.slice(0, LIMITS.characters), {
    allowedTags: ALLOWED,
    allowedAttributes: { td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
    allowedSchemes: [],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nonTextTags: SILENT,
    nestingLimit: LIMITS.tags,
    enforceHtmlBoundary: false,
    transformTags: { td: spansOnly, th: spansOnly },
    onOpenTag: (_name: string, attributes: Readonly<Record<string, string>>) => {
      for (const name of LEADING) if (attributes[name]) links.push(...addressesIn(name, attributes[name]));
    },
  });
  const shown = prose(cut(html), LIMITS.characters);
  return { html: shown, text: textOf(shown), links };
}

/** As much as is handed back, and never half an element. */
function cut(html: string): string {
  const some = html.slice(0, LIMITS.characters);
  const open = some.lastIndexOf('<');
  return open > some.lastIndexOf('>') ? some.slice(0, open) : some;
}

const spansOnly = (tagName: string, attributes: Readonly<Record<string, string>>) => ({
  tagName,
  attribs: Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => /^(col|row)span$/.test(name) && SPAN.test(value)),
  ),
});

/** An attribute is an address, a list of them, a style that names some, or the seconds and address of a refresh. */
function addressesIn(name: string, value: string): string[] {
  if (name === 'style') return [...value.matchAll(/url\(\s*['"]?([^'")]*)/giu)].map(([, to = '']) => to);
  if (name === 'content') return /url\s*=\s*['"]?([^'"]+)/iu.exec(value)?.slice(1) ?? [];
  if (name.endsWith('srcset')) return value.split(',').map((one) => one.trim().split(/\s/u)[0] ?? '');
  return [value];
}

const IN_TEXT = /\b(?:https?|ftp):\/\/[^\s<>"']+/giu;

/** The addresses of a mail as lines of text: what its markup led to first, then what stands in the text itself. */
export function linksOf(led: readonly string[], text: string): string[] {
  const written = [...text.slice(0, LIMITS.characters).matchAll(IN_TEXT)].map(([address]) => address);
  const plain = [...led, ...written].map((address) => line(address.trim(), LIMITS.link));
  // A picture that lies in the mail itself, or a place on the same page, leads nowhere.
  return [...new Set(plain.filter((address) => address !== '' && !/^(cid:|#)/iu.test(address)))].slice(0, LIMITS.links);
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The words of cleaned markup, with a line for each paragraph, row or item. */
function textOf(html: string): string {
  const broken = html
    .replace(/\s*\n\s*/gu, ' ')
    .replace(/<(?:br|hr)\b[^>]*>|<\/(?:p|div|tr|li|h[1-6]|blockquote|pre|table|dt|dd|caption)>/gu, '\n')
    .replace(/<\/t[dh]>/gu, '\t');
  const words = broken
    .replace(/<[^>]*>/gu, '')
    .replace(/&(?:lt|gt|quot|amp);/gu, (entity) => ENTITIES[entity] ?? entity);
  return words
    .replace(/[ \t]+\n/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
