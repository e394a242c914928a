// The add-in-only manifest for Outlook on Mac and phones: filled in and checked against the rules of its schema that
// concern us, without the network. What only Microsoft's own schema knows is seen when it is uploaded.
import { readFileSync } from 'node:fs';
import { decodePng } from './png.mjs';
import { escapeXml, readXml } from './xml.mjs';

const folder = new URL('../../manifest/', import.meta.url);

/** Pixels of each icon in `manifest/icons`. */
export const ICON_SIZES = [16, 25, 32, 48, 50, 64, 75, 80, 96, 128, 144];
/** Icons of a button on a phone: points and how many pixels stand for one. */
const MOBILE = [25, 32, 48].flatMap((size) => [1, 2, 3].map((scale) => [size, scale]));
const BUTTON = [16, 32, 80];

export const readOutlookIcons = () =>
  Object.fromEntries(ICON_SIZES.map((size) => [size, readFileSync(new URL(`icons/${size}.png`, folder))]));

/** The manifest of an environment: the template with every `{{fact}}` in it said. */
export function makeOutlookManifest(environment, version) {
  const facts = { ...environment, version };
  const fact = (path) => path.split('.').reduce((value, key) => value?.[key], facts);
  const template = readFileSync(new URL('outlook.xml', folder), 'utf8');
  return template.replace(/\{\{([\w.]+)\}\}/g, (mark, path) =>
    fact(path) === undefined ? mark : escapeXml(fact(path)),
  );
}

/** What may stand in an element, in the order in which the schema wants it; `!` must be there. */
const ORDER = {
  OfficeApp: [
    ...['Id!', 'Version!', 'ProviderName!', 'DefaultLocale!', 'DisplayName!', 'Description!', 'IconUrl!'],
    ...['HighResolutionIconUrl!', 'SupportUrl!', 'AppDomains', 'Hosts!', 'Requirements!', 'FormSettings!'],
    ...['Permissions!', 'Rule!', 'DisableEntityHighlighting', 'VersionOverrides!'],
  ],
  VersionOverridesV1_0: ['Requirements', 'Hosts', 'Resources', 'VersionOverrides!'],
  VersionOverridesV1_1: ['Requirements!', 'Hosts!', 'Resources!'],
  MailHost: ['DesktopFormFactor!', 'MobileFormFactor!'],
  DesktopFormFactor: ['SupportsSharedFolders', 'FunctionFile!', 'ExtensionPoint!'],
  MobileFormFactor: ['FunctionFile!', 'ExtensionPoint!'],
  MessageReadCommandSurface: ['OfficeTab!'],
  MobileMessageReadCommandSurface: ['Group!'],
  OfficeTab: ['Group!'],
  Group: ['Label!', 'Control!'],
  Button: ['Label!', 'Supertip!', 'Icon!', 'Action!'],
  MobileButton: ['Label!', 'Icon!', 'Action!'],
  Supertip: ['Title!', 'Description!'],
  ShowTaskpane: ['SourceLocation!', 'SupportsPinning'],
  Resources: ['bt:Images!', 'bt:Urls!', 'bt:ShortStrings!', 'bt:LongStrings!'],
};
/** Longest text of each kind of resource. */
const LONGEST = { 'bt:ShortStrings': 125, 'bt:LongStrings': 250, 'bt:Urls': 2_048, 'bt:Images': 2_048 };

function* elements(root) {
  yield root;
  for (const child of root.children) yield* elements(child);
}
const typeOf = ({ name, attributes }) => attributes['xsi:type'] ?? name;
const one = (root, name) => [...elements(root)].find((element) => element.name === name || typeOf(element) === name);

function* orderProblems(root) {
  for (const element of elements(root)) {
    const type = element.name === 'OfficeApp' ? 'OfficeApp' : typeOf(element);
    const wanted = ORDER[type];
    if (!wanted) continue;
    const names = wanted.map((name) => name.replace('!', ''));
    let last = -1;
    for (const { name } of element.children) {
      const at = names.indexOf(name);
      if (at === -1) yield `${type}: ${name} has no place in it`;
      else if (at <= last) yield `${type}: ${name} stands in the wrong place, or twice`;
      else last = at;
    }
    for (const name of wanted.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1)))
      if (!element.children.some((child) => child.name === name)) yield `${type}: ${name} is missing`;
  }
}

function* factProblems(root, { outlookId, host, kind }, unified) {
  const text = (name) => one(root, name)?.text ?? '';
  if (root.name !== 'OfficeApp' || typeOf(root) !== 'MailApp') yield 'OfficeApp: must be a MailApp';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(outlookId ?? '')) yield 'Id: must be a GUID';
  else if (text('Id') !== outlookId) yield 'Id: must be the outlookId of the environment';
  if (kind === 'production' && /^[0-]+$/.test(text('Id'))) yield 'Id: is still the placeholder; put your own id';
  if (kind !== 'template' && [unified.id, unified.webApplicationInfo?.id].includes(text('Id')))
    yield 'Id: this add-in needs an id of its own';
  if (text('Version') !== `${unified.version}.0`)
    yield `Version: must be ${unified.version}.0, as in the other manifest`;
  if (text('Permissions') !== 'ReadItem') yield 'Permissions: must be ReadItem and no more';
  if (text('AppDomain') !== `https://${host}`) yield `AppDomains: must be https://${host} and nothing else`;
  const rule = one(root, 'Rule')?.attributes ?? {};
  if (rule.ItemType !== 'Message' || rule.FormType !== 'Read') yield 'Rule: must be messages that are read';
  const set = one(root, 'Set')?.attributes;
  if (set?.Name !== 'Mailbox' || set.MinVersion !== '1.5') yield 'Requirements: must be Mailbox 1.5';
  const deeper = one(root, 'bt:Sets')?.attributes.DefaultMinVersion;
  if (deeper !== set?.MinVersion) yield 'Requirements: the deeper one must ask for the same as the one above';
}

function* addressProblems(root, { host }) {
  for (const { name, attributes, text } of elements(root))
    for (const value of [...Object.values(attributes), text]) {
      if (/\{\{|\}\}/.test(value)) yield `${name}: ${value} was not filled in`;
      if (
        !/^https?:/.test(value) ||
        value.startsWith('http://schemas.microsoft.com/') ||
        value.startsWith('http://www.w3.org/')
      )
        continue;
      if (!URL.canParse(value) || new URL(value).protocol !== 'https:') yield `${name}: ${value} must be https`;
      else if (name !== 'SupportUrl' && new URL(value).host !== host) yield `${name}: ${value} must be at ${host}`;
    }
  for (const place of ['SourceLocation', 'bt:Url']) {
    const wanted = `https://${host}/outlook.html`;
    if (one(root, place)?.attributes.DefaultValue !== wanted) yield `${place}: must be ${wanted}`;
  }
}

function* resourceProblems(root) {
  const resources = one(root, 'Resources')?.children ?? [];
  const known = new Map(
    resources.flatMap(({ children }) => children.map(({ attributes: a }) => [a.id, a.DefaultValue])),
  );
  const used = [...elements(root)].flatMap(({ attributes }) => attributes.resid ?? []);
  for (const id of new Set(used)) if (!known.has(id)) yield `Resources: ${id} is used and not there`;
  for (const id of known.keys()) {
    if (!used.includes(id)) yield `Resources: ${id} is there and not used`;
    if (!/^[A-Za-z]\w{0,31}$/.test(id ?? '')) yield `Resources: ${id} is no id of at most 32 letters`;
  }
  for (const { name, children } of resources)
    for (const { attributes } of children)
      if ((attributes.DefaultValue ?? '').length > LONGEST[name]) yield `Resources: ${attributes.id} is too long`;
  const ids = [...elements(root)].flatMap(({ name, attributes }) =>
    /^(Group|Control)$/.test(name) ? attributes.id : [],
  );
  if (new Set(ids).size !== ids.length) yield 'a group or button id stands twice';
  yield* iconListProblems(root, known);
}

function* iconListProblems(root, known) {
  const iconsOf = (type) =>
    (one(root, type)?.children.find(({ name }) => name === 'Icon')?.children ?? []).map(({ attributes: a }) => [
      `${a.size}x${a.scale ?? 1}`,
      Number(/\/(\d+)\.png$/.exec(known.get(a.resid) ?? '')?.[1]),
      Number(a.size) * Number(a.scale ?? 1),
    ]);
  const wanted = { Button: BUTTON.map((size) => `${size}x1`), MobileButton: MOBILE.map(([size, n]) => `${size}x${n}`) };
  for (const [type, list] of Object.entries(wanted)) {
    const icons = iconsOf(type);
    if (icons.map(([name]) => name).join() !== list.join()) yield `${type}: icons must be ${list.join(', ')}`;
    for (const [name, file, pixels] of icons) if (file !== pixels) yield `${type}: icon ${name} needs ${pixels} pixels`;
  }
}

function* iconProblems(icons) {
  for (const size of ICON_SIZES) {
    try {
      const { width, height } = decodePng(icons[size]);
      if (width !== size || height !== size) yield `icons/${size}.png: must be ${size} by ${size} pixels`;
    } catch (error) {
      yield `icons/${size}.png: ${error.message}`;
    }
  }
}

/** Everything wrong with it for its environment, in plain words; empty when there is nothing. */
export function validateOutlookManifest(source, environment, unified, icons) {
  let root;
  try {
    root = readXml(source);
  } catch (error) {
    return [error.message];
  }
  return [
    ...orderProblems(root),
    ...factProblems(root, environment, unified),
    ...addressProblems(root, environment),
    ...resourceProblems(root),
    ...iconProblems(icons),
  ].map((problem) => `outlook.xml ${problem}`);
}
