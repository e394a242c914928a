// The app package: one template, one file of facts for each environment, and everything that can be checked offline.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { decodePng } from './png.mjs';

const require = createRequire(import.meta.url);
const folder = new URL('../../manifest/', import.meta.url);
const SCHEMA = 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.30/MicrosoftTeams.schema.json';
const ICONS = ['color.png', 'outline.png'];
/** Tabs whose content is Teams' own. */
const RESERVED = ['about', 'conversations'];
/** What the app may ask of a tenant. Anything more needs a reason, and a line here. */
const PERMISSIONS = ['Application TeamsActivity.Send.User', 'Delegated MailboxItem.Read.User'];

function json(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(`${file} is not JSON: ${error.message}`) : error;
  }
}
const template = () => json(new URL('manifest.json', folder));

/** Names of the environments in `manifest/environments`, as `--env` takes them. */
export const environmentNames = () =>
  readdirSync(new URL('environments/', folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();

/** The facts of an environment, by its name or by the path of its file. */
export function readEnvironment(nameOrFile) {
  const isFile = /[\\/]|\.json$/.test(nameOrFile);
  const file = isFile ? nameOrFile : new URL(`environments/${nameOrFile}.json`, folder);
  const name = basename(isFile ? nameOrFile : `${nameOrFile}.json`, '.json');
  return { ...json(file), file: name };
}

export const readIcons = () => Object.fromEntries(ICONS.map((name) => [name, readFileSync(new URL(name, folder))]));

/** The manifest of an environment: the template with every `{{fact}}` in it said. */
export function makeManifest(environment, version) {
  const facts = { ...environment, version };
  const fact = (path) => path.split('.').reduce((value, key) => value?.[key], facts);
  const fill = (value) => {
    if (typeof value === 'string') return value.replace(/\{\{([\w.]+)\}\}/g, (mark, path) => fact(path) ?? mark);
    if (Array.isArray(value)) return value.map(fill);
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fill(part)]));
    return value;
  };
  return fill(template());
}

/**
 * Microsoft's schema, from the installed package and never from the network. Read directly, because the package's own
 * code loads packages it does not name and, before Node 20.19, cannot be loaded at all.
 */
function compiledSchema() {
  const file = require.resolve('@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.schema.json');
  // Some patterns in it use an escape that JavaScript does not know.
  const schema = JSON.parse(readFileSync(file, 'utf8').replace(/\\a/g, '\\u0007').replace(/\\v/g, '\\u000b'));
  const ajv = new Ajv({ allErrors: true, strictTypes: false });
  addFormats(ajv, ['uri', 'email', 'regex']);
  return ajv.compile(schema);
}
const isOfSchema = compiledSchema();

function schemaProblems(manifest) {
  if (manifest.$schema !== SCHEMA) return [`$schema: must be ${SCHEMA}`];
  if (isOfSchema(manifest)) return [];
  const detail = ({ params }) => ('additionalProperty' in params ? ` (${params.additionalProperty})` : '');
  return isOfSchema.errors.map((error) => `schema: ${error.instancePath || '/'} ${error.message}${detail(error)}`);
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
const HOST = /^(?=.{1,253}(:|$))([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d+)?$/;
/** Addresses that nobody outside this machine or building can reach, and names that belong to nobody. */
const NOT_PUBLIC = /^(localhost|.*\.(localhost|local|internal|lan|test)|\d+\.\d+\.\d+\.\d+|[^.]+)(:\d+)?$/;
const EXAMPLE = /(^|\.)example(\.(com|net|org))?(:\d+)?$/;

/** Every text in the manifest with the path that leads to it. */
function* texts(value, path = '') {
  if (typeof value === 'string') yield [path, value];
  else if (value !== null && typeof value === 'object')
    for (const [key, part] of Object.entries(value)) yield* texts(part, path === '' ? key : `${path}.${key}`);
}

const hostOf = (address) => (URL.canParse(address) ? new URL(address).host : '');

function* idProblems(manifest, { kind }) {
  const ids = {
    id: manifest.id,
    'webApplicationInfo.id': manifest.webApplicationInfo?.id,
    'bots.botId': manifest.bots?.[0]?.botId,
  };
  for (const [path, id] of Object.entries(ids)) {
    if (!GUID.test(id ?? '')) yield `${path}: must be a GUID`;
    if (id === NOBODY && kind !== 'template') yield `${path}: is still the placeholder; put your own id`;
  }
  if (ids.id === ids['webApplicationInfo.id'] && ids.id !== NOBODY)
    yield 'id: the Teams app and the Entra registration need ids of their own';
  if (ids['bots.botId'] === ids['webApplicationInfo.id'] && ids.id !== NOBODY)
    yield 'bots.botId: the bot needs a registration of its own, so that its key opens nothing else';
  if (!VERSION.test(manifest.version ?? '')) yield 'version: must be three numbers, such as 1.4.0';
}

function* addressProblems(manifest, { kind, host }) {
  if (!HOST.test(host ?? '')) yield 'host: must be a host name in small letters, with no scheme and no path';
  for (const [path, text] of texts(manifest)) {
    if (/\{\{|\}\}/.test(text)) yield `${path}: ${text} was not filled in`;
    if (path === '$schema') continue;
    if (/^http:/i.test(text)) yield `${path}: must be https`;
    const at = /^(https|api|brk-multihub):/.test(text) ? hostOf(text.replace(/^[\w-]+:/, 'https:')) : '';
    if (kind !== 'practice' && at !== '' && NOT_PUBLIC.test(at)) yield `${path}: ${at} is not a public address`;
    if (kind === 'production' && EXAMPLE.test(at)) yield `${path}: ${at} is still the placeholder`;
  }
  if (JSON.stringify(manifest.validDomains) !== JSON.stringify([host]))
    yield `validDomains: must be the host ${host} and nothing else`;
}

function* tabProblems(manifest, { host }) {
  const wanted = (id) => `https://${host}/tabs/${id}`;
  for (const tab of manifest.staticTabs ?? []) {
    const where = `staticTabs ${tab.entityId}`;
    if (RESERVED.includes(tab.entityId)) {
      if (tab.contentUrl) yield `${where}: is drawn by Teams itself and takes no address`;
      continue;
    }
    for (const key of ['contentUrl', 'websiteUrl'])
      if (tab[key] !== wanted(tab.entityId)) yield `${where}: ${key} must be ${wanted(tab.entityId)}`;
    if (tab.scopes?.join() !== 'personal') yield `${where}: must be personal and nothing else`;
  }
  const ids = (manifest.staticTabs ?? []).map(({ entityId }) => entityId);
  for (const id of ['home', 'policies', 'work', 'about']) if (!ids.includes(id)) yield `staticTabs: ${id} is missing`;
  if (new Set(ids).size !== ids.length) yield 'staticTabs: an entityId stands twice';
  if (ids.includes('conversations') !== (manifest.bots ?? []).length > 0)
    yield 'staticTabs: conversations goes with the bot, and the bot with conversations';
  const [team] = manifest.configurableTabs ?? [];
  if (team?.configurationUrl !== wanted('configure'))
    yield `configurableTabs: configurationUrl must be ${wanted('configure')}`;
}

/** The bot speaks in private, takes no files, and is asked from outside for one thing only. */
function* botProblems(manifest, { botId }) {
  const [bot, ...others] = manifest.bots ?? [];
  if (!bot || others.length > 0) yield 'bots: there must be one';
  if (bot?.botId !== botId) yield 'bots.botId: must be the botId of the environment';
  if (bot?.scopes?.join() !== 'personal') yield 'bots: must be personal and nothing else';
  if (bot?.supportsFiles !== false) yield 'bots: supportsFiles must be false; the chat takes no files';
  if (bot?.isNotificationOnly !== false) yield 'bots: isNotificationOnly must be false; people report by chat';
  const [extension, ...more] = manifest.composeExtensions ?? [];
  if (!extension || more.length > 0) yield 'composeExtensions: there must be one';
  if (extension?.botId !== botId) yield 'composeExtensions.botId: must be the botId of the environment';
  const commands = (extension?.commands ?? []).map((c) => `${c.id} ${c.type} ${c.context} ${c.fetchTask}`);
  if (commands.join() !== 'reportMessage action message true')
    yield 'composeExtensions: must offer reportMessage on messages and nothing else';
}

function* signInProblems(manifest, { host, clientId }) {
  const info = manifest.webApplicationInfo ?? {};
  const resource = `api://${host}/${clientId}`;
  if (info.id !== clientId) yield 'webApplicationInfo.id: must be the clientId of the environment';
  if (info.resource !== resource) yield `webApplicationInfo.resource: must be ${resource}`;
  const [nested] = info.nestedAppAuthInfo ?? [];
  if (nested?.redirectUri !== `brk-multihub://${host}`)
    yield `nestedAppAuthInfo: redirectUri must be brk-multihub://${host}`;
  // The host fetches the token early only if the page then asks for exactly the same.
  if (nested?.scopes?.join() !== `${resource}/access_as_user`)
    yield `nestedAppAuthInfo: scopes must be ${resource}/access_as_user and nothing else`;
  const asked = manifest.authorization?.permissions?.resourceSpecific ?? [];
  for (const { type, name } of asked)
    if (!PERMISSIONS.includes(`${type} ${name}`)) yield `authorization: ${type} ${name} is not on our list`;
  if (!asked.some(({ name }) => name === 'TeamsActivity.Send.User'))
    yield 'authorization: TeamsActivity.Send.User is missing, so no notice could be sent';
  if (!asked.some(({ name }) => name === 'MailboxItem.Read.User'))
    yield 'authorization: MailboxItem.Read.User is missing, so Outlook would tell the pane nothing';
}

/** Beside a mail that is read there is one button, which opens the pane and does nothing by itself. */
function* outlookProblems(manifest, { host, outlookId }) {
  const [mail, ...others] = manifest.extensions ?? [];
  if (!mail || others.length > 0) yield 'extensions: there must be one';
  const runtimes = mail?.runtimes ?? [];
  const [runtime] = runtimes;
  const page = `https://${host}/outlook.html`;
  if (runtimes.length !== 1 || runtime.code?.page !== page) yield `extensions: the one runtime must be ${page}`;
  const actions = runtimes.flatMap(({ actions: all }) => all.map(({ id, type }) => `${id} ${type}`));
  if (actions.join() !== 'openPane openPage') yield 'extensions: must open the pane and do nothing else';
  const used = [...JSON.stringify(mail?.ribbons ?? []).matchAll(/"actionId":"([^"]+)"/g)].map(([, id]) => id);
  if (used.length !== 2 || used.some((id) => id !== 'openPane'))
    yield 'extensions: must have one button on a desk and one on a phone, both for openPane';
  if (mail?.ribbons?.some(({ contexts }) => contexts.join() !== 'mailRead'))
    yield 'extensions: must stand beside mail that is read and nowhere else';
  for (const { requirements } of [mail ?? {}, ...runtimes])
    if (requirements?.capabilities?.map((c) => `${c.name} ${c.minVersion}`).join() !== 'Mailbox 1.5')
      yield 'extensions: must ask for Mailbox 1.5 and no more';
  const hidden = mail?.alternates?.[0]?.hide?.customOfficeAddin?.officeAddinId;
  if (hidden !== outlookId) yield 'extensions: alternates must hide the outlookId, or its button shows twice';
  for (const [path, text] of texts(mail?.ribbons ?? []))
    if (/^https:/.test(text) && !text.startsWith(`https://${host}/icons/`))
      yield `extensions ${path}: must be at ${host}`;
}

function* noticeProblems(manifest) {
  const types = manifest.activities?.activityTypes ?? [];
  if (types.length === 0) yield 'activities: there are none, so no notice could be sent';
  const names = types.map(({ type }) => type);
  if (new Set(names).size !== names.length) yield 'activities: a type stands twice';
  for (const { type, templateText } of types) {
    if (!/^[a-zA-Z]+$/.test(type) || type === 'systemDefault') yield `activities ${type}: is not a name Teams takes`;
    if (/[{}]/.test(templateText)) yield `activities ${type}: a notice shows on lock screens and must carry no content`;
  }
}

function* languageProblems(manifest) {
  if (manifest.localizationInfo?.defaultLanguageTag !== 'en-gb') yield 'localizationInfo: must be en-gb';
}

function isAll({ rgba }, holds) {
  for (let at = 0; at < rgba.length; at += 4)
    if (!holds(rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3])) return false;
  return true;
}

/** Sizes and colours the hosts ask for (Teams: design of the app icon). */
function* iconProblems(manifest, icons) {
  const wanted = [
    ['color', 192, (picture) => (isAll(picture, (_r, _g, _b, a) => a === 255) ? [] : ['must have no clear pixels'])],
    [
      'outline',
      32,
      function* (picture) {
        if (!isAll(picture, (r, g, b, a) => a === 0 || (r === 255 && g === 255 && b === 255))) yield 'must be white';
        if (isAll(picture, (_r, _g, _b, a) => a > 0)) yield 'must be clear around the drawing';
        if (isAll(picture, (_r, _g, _b, a) => a === 0)) yield 'is empty';
      },
    ],
  ];
  for (const [key, size, look] of wanted) {
    const name = manifest.icons?.[key];
    const file = icons[name];
    if (!file) {
      yield `icons.${key}: ${name} is not in the package`;
      continue;
    }
    try {
      const picture = decodePng(file);
      if (picture.width !== size || picture.height !== size) yield `icons.${key}: must be ${size} by ${size} pixels`;
      for (const problem of look(picture)) yield `icons.${key}: ${problem}`;
    } catch (error) {
      yield `icons.${key}: ${name} ${error.message}`;
    }
  }
}

const KINDS = ['practice', 'template', 'production'];

/**
 * Everything wrong with a manifest for its environment, in plain words; empty when there is nothing. Checked offline:
 * Microsoft's schema 1.30, and what the schema does not know. Being accepted by a tenant can only be seen there.
 */
export function validateManifest(manifest, environment, icons) {
  if (!KINDS.includes(environment.kind)) return [`kind: must be one of ${KINDS.join(', ')}`];
  return [
    ...schemaProblems(manifest),
    ...idProblems(manifest, environment),
    ...addressProblems(manifest, environment),
    ...tabProblems(manifest, environment),
    ...botProblems(manifest, environment),
    ...signInProblems(manifest, environment),
    ...noticeProblems(manifest),
    ...outlookProblems(manifest, environment),
    ...languageProblems(manifest),
    ...iconProblems(manifest, icons),
  ];
}
