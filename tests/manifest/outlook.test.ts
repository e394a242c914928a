import { outlookIcons } from '../../scripts/icons.mjs';
import { environmentNames, makeManifest, readEnvironment, type Environment } from '../../scripts/lib/manifest.mjs';
import {
  ICON_SIZES,
  makeOutlookManifest,
  readOutlookIcons,
  validateOutlookManifest,
} from '../../scripts/lib/outlook-manifest.mjs';
import { decodePng } from '../../scripts/lib/png.mjs';
import { school as anySchool } from '../support/manifest-school';

const school: Environment = { ...anySchool, developer: { ...anySchool.developer, name: 'St Mary & St John' } };

const problems = (source: string, environment = school) =>
  validateOutlookManifest(source, environment, makeManifest(environment, '1.4.0'), readOutlookIcons());
const good = (environment = school) => makeOutlookManifest(environment, '1.4.0');

test.each(environmentNames())('the add-in of the committed environment %s is valid', (name) => {
  const environment = readEnvironment(name);
  expect(problems(good(environment), environment)).toEqual([]);
});

test('the add-in of a school is valid, whatever signs stand in its name', () => {
  expect(problems(good())).toEqual([]);
  expect(good()).toContain('<ProviderName>St Mary &amp; St John</ProviderName>');
});

test('id, version, host and page agree with the unified manifest', () => {
  const source = good();
  const unified = makeManifest(school, '1.4.0');
  expect(unified.extensions[0]?.alternates[0]?.hide.customOfficeAddin.officeAddinId).toBe(school.outlookId);
  expect(source).toContain(`<Id>${school.outlookId}</Id>`);
  expect(source).toContain(`<Version>${unified.version}.0</Version>`);
  const pages = [...source.matchAll(/https:\/\/[^"<]+\.html/g)].map(([page]) => page);
  expect(new Set(pages)).toEqual(new Set([unified.extensions[0]?.runtimes[0]?.code.page]));
});

const swap = (from: string | RegExp, to: string) => (source: string) => {
  const next = source.replace(from, to);
  if (next === source) throw new Error(`nothing to swap: ${String(from)}`);
  return next;
};

test.each<[string, (source: string) => string, RegExp]>([
  ['what is not XML', swap('</Hosts>', '</Host>'), /XML: <\/Host> closes another/],
  ['an element cut off', swap('</OfficeApp>', ''), /XML: there must be one root/],
  ['an entity nobody knows', swap('&amp; St', '&nbsp; St'), /XML: &nbsp; is no entity/],
  ['a tag that is none', swap('<Hosts>', '< Hosts>'), /XML: cannot be read/],
  ['an attribute twice', swap('<Host Name="Mailbox"/>', '<Host Name="a" Name="b"/>'), /attribute stands twice/],
  ['another kind of add-in', swap('"MailApp"', '"TaskPaneApp"'), /OfficeApp: must be a MailApp/],
  ['an id of another environment', swap(school.outlookId, school.appId), /Id: must be the outlookId/],
  ['another version', swap('1.4.0.0', '1.3.0.0'), /Version: must be 1.4.0.0/],
  ['an element that is not there', swap(/<SupportUrl[^>]*>/, ''), /OfficeApp: SupportUrl is missing/],
  ['an element in the wrong place', swap(/(<Version>.*<\/Version>)\s*(<Prov.*Name>)/, '$2$1'), /Version stands in the/],
  ['an element that does not belong', swap('<Hosts>', '<Dictionary/><Hosts>'), /Dictionary has no place in it/],
  ['a right to change mail', swap('ReadItem', 'ReadWriteMailbox'), /Permissions: must be ReadItem/],
  ['a newer Outlook than is needed', swap('MinVersion="1.5"', 'MinVersion="1.14"'), /must be Mailbox 1.5/],
  ['a looser wish deeper down', swap('DefaultMinVersion="1.5"', 'DefaultMinVersion="1.3"'), /deeper one must ask/],
  ['mail that is written', swap('FormType="Read"', 'FormType="Edit"'), /Rule: must be messages that are read/],
  ['another domain', swap(/<AppDomain>.*<\/AppDomain>/, '<AppDomain>https://a.uk</AppDomain>'), /AppDomains: must be/],
  [
    'an address without encryption',
    swap('https://lantern.alderhill.sch.uk/icons/16', 'http://x.uk/16'),
    /must be https/,
  ],
  ['an icon elsewhere', swap('https://lantern.alderhill.sch.uk/icons/16', 'https://x.uk/16'), /must be at lantern/],
  ['a pane elsewhere', swap('/outlook.html', '/tabs/home'), /SourceLocation: must be .*outlook.html/],
  ['a fact that was not filled in', swap('St Mary', '{{nam}}'), /\{\{nam\}\}.* was not filled in/],
  [
    'a resource that is not there',
    swap('<bt:Image id="icon75"', '<bt:Image id="icon76"'),
    /icon75 is used and not there/,
  ],
  ['a resource nobody uses', swap('<bt:Image id="icon75"', '<bt:Image id="icon76"'), /icon76 is there and not used/],
  ['an id too long', swap(/flagTip/g, 'f'.repeat(33)), /is no id of at most 32/],
  ['a text too long', swap('DefaultValue="Tell', `DefaultValue="${'T'.repeat(250)}`), /flagTip is too long/],
  ['an id twice', swap('"lanternMobileFlag"', '"lanternFlag"'), /button id stands twice/],
  [
    'no button on a phone',
    swap(/<MobileFormFactor>[^]*<\/MobileFormFactor>/, ''),
    /MailHost: MobileFormFactor is missing/,
  ],
  ['an icon missing on a phone', swap(/<bt:Image size="48" scale="3".*/, ''), /MobileButton: icons must be 25x1/],
  ['a small icon for a sharp screen', swap('scale="3" resid="icon75"', 'scale="3" resid="icon25"'), /25x3 needs 75/],
])('%s is named', (_, plant, expected) => {
  expect(problems(plant(good()))).toContainEqual(expect.stringMatching(expected));
});

test.each<[string, Partial<Environment>, RegExp]>([
  ['no id for Outlook', { outlookId: 'none' }, /Id: must be a GUID/],
  ['the id of the app for Outlook too', { outlookId: school.appId }, /needs an id of its own/],
  ['the placeholder', { outlookId: '00000000-0000-0000-0000-000000000000' }, /Id: is still the placeholder/],
])('an environment with %s is named', (_, changed, expected) => {
  const environment = { ...school, ...changed };
  expect(problems(good(environment), environment)).toContainEqual(expect.stringMatching(expected));
});

test('each icon is the drawing of scripts/icons.mjs, in its own size', () => {
  const drawn = outlookIcons();
  for (const size of ICON_SIZES) {
    const kept = decodePng(readOutlookIcons()[size] ?? Buffer.alloc(0));
    expect([kept.width, kept.height]).toEqual([size, size]);
    expect(kept.rgba.equals(drawn[String(size)]?.rgba ?? Buffer.alloc(0))).toBe(true);
  }
});

test('an icon that is damaged or of another size is named', () => {
  const icons = readOutlookIcons();
  const planted = { ...icons, 16: icons[32] ?? Buffer.alloc(0), 25: Buffer.from('GIF89a') };
  const found = validateOutlookManifest(good(), school, makeManifest(school, '1.4.0'), planted);
  expect(found).toContainEqual(expect.stringMatching(/icons\/16.png: must be 16 by 16/));
  expect(found).toContainEqual(expect.stringMatching(/icons\/25.png: /));
});
