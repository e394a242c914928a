// A strict reader of the small XML we write ourselves: elements, attributes, text, comments. Anything else is refused.

const NAME = '[A-Za-z][\\w.:-]*';
const TOKEN = new RegExp(
  `<!--[^]*?-->|<\\?xml[^>]*\\?>|<\\/(${NAME})\\s*>|<(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(\\/?)>|([^<]+)`,
  'y',
);
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text) =>
  text.replace(/&(\w*);?/g, (mark, name) => {
    if (!(name in ENTITIES) || !mark.endsWith(';')) throw new Error(`XML: ${mark} is no entity`);
    return ENTITIES[name];
  });
export const escapeXml = (text) =>
  String(text).replace(/[&<>"']/g, (sign) => `&${Object.keys(ENTITIES).find((name) => ENTITIES[name] === sign)};`);

/** The root element: `{ name, attributes, children, text }`. @throws Error saying where it is not well-formed */
export function readXml(source) {
  const top = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(source);
    if (!found) throw new Error(`XML: cannot be read from ${JSON.stringify(source.slice(at, at + 30))}`);
    const [, closing, opening, attributes, isEmpty, text] = found;
    const inside = open.at(-1);
    if (text !== undefined) inside.text += unescaped(text.trim());
    if (closing !== undefined && open.pop().name !== closing) throw new Error(`XML: </${closing}> closes another`);
    if (opening === undefined) continue;
    const element = { name: opening, attributes: attributesOf(attributes), children: [], text: '' };
    inside.children.push(element);
    if (!isEmpty) open.push(element);
  }
  if (open.length !== 1 || top.children.length !== 1 || top.text !== '') throw new Error('XML: there must be one root');
  return top.children[0];
}

function attributesOf(text) {
  const pairs = [...text.matchAll(/([\w.:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value)]);
  const attributes = Object.fromEntries(pairs);
  if (Object.keys(attributes).length !== pairs.length) throw new Error('XML: an attribute stands twice');
  return attributes;
}
