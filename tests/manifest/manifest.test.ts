import { NOTICE_KINDS } from '../../src/core/attestation/notices';
import { icons } from '../../scripts/icons.mjs';
import {
  environmentNames,
  makeManifest,
  readEnvironment,
  readIcons,
  validateManifest,
  type Environment,
  type Icons,
  type Manifest,
} from '../../scripts/lib/manifest.mjs';
import { decodePng, encodePng, type Picture } from '../../scripts/lib/png.mjs';
import { school } from '../support/manifest-school';

const good = (environment = school): Manifest => makeManifest(environment, '1.4.0');
const problems = (manifest: Manifest, environment = school, files: Icons = readIcons()) =>
  validateManifest(manifest, environment, files);

test.each(environmentNames())('the committed environment %s is valid', (name) => {
  const environment = readEnvironment(name);
  expect(problems(good(environment), environment)).toEqual([]);
});

test("a school's own environment is valid", () => {
  expect(problems(good())).toEqual([]);
});

test('the facts of the environment stand where they belong', () => {
  const manifest = good();
  expect(manifest).toMatchObject({
    id: school.appId,
    version: '1.4.0',
    developer: school.developer,
    validDomains: ['lantern.alderhill.sch.uk'],
    webApplicationInfo: { id: school.clientId, resource: `api://lantern.alderhill.sch.uk/${school.clientId}` },
  });
  expect(manifest.staticTabs.map(({ entityId }) => entityId)).toEqual([
    'home',
    'policies',
    'work',
    'conversations',
    'about',
  ]);
  expect(manifest.bots.map(({ botId }) => botId)).toEqual([school.botId]);
  expect(manifest.composeExtensions.map(({ botId }) => botId)).toEqual([school.botId]);
});

test('every kind of notice has its activity, and none carries content', () => {
  const named = NOTICE_KINDS.map((kind) => kind.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const { activityTypes } = good().activities;
  expect(activityTypes.map(({ type }) => type).sort()).toEqual(named.sort());
  for (const { templateText } of activityTypes) expect(templateText).not.toMatch(/[{}]/);
});

test('beside a mail stands one button, and the add-in for the Mac is hidden where this one is', () => {
  const [mail] = good().extensions;
  expect(mail?.runtimes.map(({ code }) => code.page)).toEqual(['https://lantern.alderhill.sch.uk/outlook.html']);
  expect(mail?.alternates.map(({ hide }) => hide.customOfficeAddin.officeAddinId)).toEqual([school.outlookId]);
});

type Fault = (manifest: Manifest) => void;
const tab = (manifest: Manifest, id: string) => {
  const found = manifest.staticTabs.find(({ entityId }) => entityId === id);
  if (!found) throw new Error(`no tab ${id}`);
  return found;
};
const bot = (manifest: Manifest, change: Partial<Manifest['bots'][number]>) =>
  void Object.assign(manifest.bots[0] ?? {}, change);
const mailOf = (manifest: Manifest) => {
  const [found] = manifest.extensions;
  if (!found) throw new Error('nothing for Outlook');
  return found;
};
const nested = (manifest: Manifest) => {
  const [found] = manifest.webApplicationInfo.nestedAppAuthInfo;
  if (!found) throw new Error('no nested sign-in');
  return found;
};

test.each<[string, Fault, RegExp]>([
  ['a field the schema does not know', (m) => Object.assign(m, { colour: 'red' }), /^schema: .*colour/],
  ['a name longer than Teams shows', (m) => (m.name.short = 'L'.repeat(31)), /^schema: \/name\/short/],
  [
    'a missing address of the developer',
    (m) => Reflect.deleteProperty(m.developer, 'privacyUrl'),
    /^schema: \/developer/,
  ],
  ['another version of the schema', (m) => (m.$schema = m.$schema.replace('1.30', '1.17')), /^\$schema: must be/],
  ['an id that is none', (m) => (m.id = 'lantern'), /^id: must be a GUID/],
  [
    'the placeholder for an id',
    (m) => (m.id = '00000000-0000-0000-0000-000000000000'),
    /^id: is still the placeholder/,
  ],
  ['one id for app and registration', (m) => (m.id = m.webApplicationInfo.id), /ids of their own/],
  ['a version that is none', (m) => (m.version = '1.4'), /^version: must be three numbers/],
  ['a version with a leading nought', (m) => (m.version = '1.04.0'), /^version: must be three numbers/],
  ['a fact that was not filled in', (m) => (m.name.full = '{{nam}}'), /^name.full: {{nam}} was not filled in/],
  ['an address without encryption', (m) => (m.developer.privacyUrl = 'http://a.sch.uk'), /privacyUrl: must be https/],
  ['localhost', (m) => (m.developer.privacyUrl = 'https://localhost:3978/x'), /localhost:3978 is not a public address/],
  ['an address by number', (m) => (m.developer.privacyUrl = 'https://10.1.2.3/x'), /10.1.2.3 is not a public address/],
  ['a name inside the building', (m) => (m.developer.privacyUrl = 'https://srv01/x'), /srv01 is not a public address/],
  ['an example address', (m) => (m.developer.websiteUrl = 'https://www.school.example'), /school.example is still/],
  ['another domain that may draw', (m) => m.validDomains.push('*.example.org'), /^validDomains: must be the host/],
  ['a tab at another address', (m) => (tab(m, 'home').contentUrl = 'https://evil.co.uk/tabs/home'), /home: contentUrl/],
  ['a tab whose name is not its route', (m) => (tab(m, 'work').entityId = 'cases'), /cases: contentUrl must be/],
  [
    'a tab for the browser elsewhere',
    (m) => (tab(m, 'policies').websiteUrl = 'https://a.co.uk'),
    /policies: websiteUrl/,
  ],
  ['a personal tab in teams', (m) => tab(m, 'home').scopes.push('team'), /home: must be personal/],
  ['a tab left out', (m) => m.staticTabs.shift(), /staticTabs: home is missing/],
  ['a tab twice', (m) => m.staticTabs.push({ ...tab(m, 'home'), name: 'Again' }), /an entityId stands twice/],
  [
    'an address for the tab that Teams draws',
    (m) => (tab(m, 'about').contentUrl = 'https://a.co.uk'),
    /about: is drawn by/,
  ],
  ['a chat tab without a bot', (m) => Reflect.deleteProperty(m, 'bots'), /conversations goes with the bot/],
  [
    'a bot without a chat tab',
    (m) => (m.staticTabs = m.staticTabs.filter(({ entityId }) => entityId !== 'conversations')),
    /conversations goes with the bot/,
  ],
  ['no bot', (m) => m.bots.splice(0), /^bots: there must be one/],
  ['two bots', (m) => m.bots.push(...m.bots.slice(0, 1)), /^(schema|bots: there must be one)/],
  ['another bot', (m) => bot(m, { botId: m.id }), /^bots.botId: must be the botId of the environment/],
  ['a bot with the key of the pages', (m) => bot(m, { botId: m.webApplicationInfo.id }), /a registration of its own/],
  ['a bot in teams', (m) => bot(m, { scopes: ['personal', 'team'] }), /^bots: must be personal/],
  ['a bot that takes files', (m) => bot(m, { supportsFiles: true }), /takes no files/],
  ['a bot that only notifies', (m) => bot(m, { isNotificationOnly: true }), /isNotificationOnly must be false/],
  ['no message action', (m) => m.composeExtensions.splice(0), /^composeExtensions: there must be one/],
  [
    'a message action of another bot',
    (m) => m.composeExtensions.forEach((e) => Object.assign(e, { botId: m.id })),
    /^composeExtensions.botId/,
  ],
  [
    'a message action in the box where one writes',
    (m) => m.composeExtensions.forEach((e) => e.commands.forEach((c) => c.context.push('compose'))),
    /must offer reportMessage on messages/,
  ],
  ['no tab for teams', (m) => m.configurableTabs.pop(), /^configurableTabs: configurationUrl must be/],
  ['another registration', (m) => (m.webApplicationInfo.id = m.id), /webApplicationInfo.id: must be the clientId/],
  [
    'another resource',
    (m) => (m.webApplicationInfo.resource = `api://${m.id}`),
    /webApplicationInfo.resource: must be/,
  ],
  ['a redirect with a path', (m) => (nested(m).redirectUri += '/redirect'), /redirectUri must be brk-multihub/],
  ['scopes the page does not ask for', (m) => nested(m).scopes.unshift('openid'), /scopes must be .*access_as_user/],
  [
    'a permission that is not on our list',
    (m) => m.authorization.permissions.resourceSpecific.push({ name: 'ChatMessage.Read.Chat', type: 'Application' }),
    /authorization: Application ChatMessage.Read.Chat is not on our list/,
  ],
  [
    'no right to send notices',
    (m) => m.authorization.permissions.resourceSpecific.splice(0),
    /TeamsActivity.Send.User is missing/,
  ],
  [
    'no right to know which mail is open',
    (m) => m.authorization.permissions.resourceSpecific.splice(1),
    /MailboxItem.Read.User is missing/,
  ],
  [
    'a right to change mail',
    (m) => m.authorization.permissions.resourceSpecific.push({ name: 'Mailbox.ReadWrite.User', type: 'Delegated' }),
    /Delegated Mailbox.ReadWrite.User is not on our list/,
  ],
  ['no part for Outlook', (m) => m.extensions.splice(0), /^extensions: there must be one/],
  [
    'a pane elsewhere',
    (m) => mailOf(m).runtimes.forEach((r) => (r.code.page = 'https://evil.co.uk/outlook.html')),
    /^extensions: the one runtime must be/,
  ],
  [
    'a button that does something by itself',
    (m) => mailOf(m).runtimes.forEach((r) => r.actions.push({ id: 'onSpam', type: 'executeFunction' })),
    /must open the pane and do nothing else/,
  ],
  ['a button on a desk only', (m) => mailOf(m).ribbons.forEach((r) => (r.tabs = [])), /one on a phone/],
  [
    'a button where mail is written',
    (m) => mailOf(m).ribbons.forEach((r) => r.contexts.push('mailCompose')),
    /beside mail that is read/,
  ],
  [
    'a newer Outlook than is needed',
    (m) => mailOf(m).requirements.capabilities.forEach((c) => (c.minVersion = '1.14')),
    /must ask for Mailbox 1.5/,
  ],
  [
    'two buttons on one Outlook',
    (m) => mailOf(m).alternates.forEach((a) => (a.hide.customOfficeAddin.officeAddinId = m.id)),
    /must hide the outlookId/,
  ],
  ['no kinds of notice', (m) => m.activities.activityTypes.splice(0), /activities: there are none/],
  [
    'a kind of notice twice',
    (m) => m.activities.activityTypes.push(...m.activities.activityTypes.slice(0, 1)),
    /activities: a type stands twice/,
  ],
  [
    'the kind of notice Teams keeps for itself',
    (m) => m.activities.activityTypes.push({ type: 'systemDefault', description: 'x', templateText: 'x' }),
    /systemDefault: is not a name Teams takes/,
  ],
  [
    'a notice with content',
    (m) => m.activities.activityTypes.push({ type: 'said', description: 'x', templateText: '{actor} said {words}' }),
    /said: a notice shows on lock screens/,
  ],
  ['another language', (m) => (m.localizationInfo.defaultLanguageTag = 'en-us'), /^localizationInfo: must be en-gb/],
  ['an icon that is not there', (m) => (m.icons.color = 'colour.png'), /icons.color: colour.png is not in the package/],
])('%s is named', (_, plant, expected) => {
  const manifest = good();
  plant(manifest);
  expect(problems(manifest)).toContainEqual(expect.stringMatching(expected));
});

test.each<[string, Partial<Environment>, RegExp]>([
  ['a kind nobody knows', { kind: 'prod' }, /^kind: must be one of/],
  ['a host with a scheme', { host: 'https://lantern.alderhill.sch.uk' }, /^host: must be a host name/],
  ['a host with a path', { host: 'lantern.alderhill.sch.uk/app' }, /^host: must be a host name/],
  ['a host in capitals', { host: 'Lantern.alderhill.sch.uk' }, /^host: must be a host name/],
  ['an empty host', { host: '' }, /^host: must be a host name/],
  ['the placeholder host', { host: 'lantern.school.example' }, /lantern.school.example is still the placeholder/],
  ['a host on this machine', { host: 'localhost:3978' }, /localhost:3978 is not a public address/],
])('an environment with %s is named', (_, changed, expected) => {
  const environment = { ...school, ...changed };
  expect(problems(good(environment), environment)).toContainEqual(expect.stringMatching(expected));
});

describe('icons', () => {
  const clear = (size: number): Picture => ({ width: size, height: size, rgba: Buffer.alloc(size * size * 4) });
  const filled = (size: number, pixel: readonly number[]): Picture => ({
    ...clear(size),
    rgba: Buffer.from(Array.from({ length: size * size }, () => pixel).flat()),
  });

  test.each(['color.png', 'outline.png'] as const)('%s is the drawing in scripts/icons.mjs', (name) => {
    const file = readIcons()[name];
    if (!file) throw new Error('no icon');
    const [kept, drawn] = [decodePng(file), icons()[name]];
    expect([kept.width, kept.height]).toEqual([drawn.width, drawn.height]);
    expect(kept.rgba.equals(drawn.rgba)).toBe(true);
  });

  test.each<[string, string, Buffer, RegExp]>([
    ['the wrong size', 'color.png', encodePng(filled(96, [1, 2, 3, 255])), /icons.color: must be 192 by 192/],
    ['holes in the colour icon', 'color.png', encodePng(clear(192)), /icons.color: must have no clear pixels/],
    ['colour in the outline', 'outline.png', encodePng(filled(32, [255, 0, 0, 9])), /icons.outline: must be white/],
    [
      'a full outline',
      'outline.png',
      encodePng(filled(32, [255, 255, 255, 255])),
      /icons.outline: must be clear around/,
    ],
    ['an empty outline', 'outline.png', encodePng(clear(32)), /icons.outline: is empty/],
    ['another kind of file', 'color.png', Buffer.from('GIF89a'), /color.png is not a PNG/],
    ['a damaged PNG', 'color.png', encodePng(clear(192)).subarray(0, 20), /color.png is a damaged PNG/],
    [
      'another kind of PNG',
      'color.png',
      Buffer.from(encodePng(clear(192)).toString('latin1').replace('\x08\x06', '\x08\x02'), 'latin1'),
      /color.png is not a PNG with eight bits/,
    ],
  ])('%s is named', (_, name, file, expected) => {
    expect(problems(good(), school, { ...readIcons(), [name]: file })).toContainEqual(expect.stringMatching(expected));
  });
});
