import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { policies as words, policyImport as bring } from '../../src/texts/en-gb';
import { withBrowser } from '../support/browser';
import { item, para, styled, wordFile, wordTable } from '../support/fixtures/documents/word';
import { type Practice, startPractice } from '../support/practice';
import { watch } from '../support/shell';

jest.setTimeout(180_000);
const started = withBrowser();
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
}, 400_000);
afterAll(() => practice.stop());

const contexts: BrowserContext[] = [];
let page: Page;
const complaints: string[][] = [];
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  // The browser itself notes each request that was refused.
  expect(
    complaints
      .splice(0)
      .flat()
      .filter((line) => !/status of (404|422)/.test(line)),
  ).toEqual([]);
});

async function open(person: string, at: string): Promise<FrameLocator> {
  const context = await started.browser.newContext({ viewport: { width: 1_280, height: 1_000 } });
  contexts.push(context);
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  complaints.push(watch(page).complaints);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(at)}&person=${person}`);
  const tab = page.frameLocator('main iframe');
  await tab.getByRole('heading', { level: 1 }).waitFor();
  return tab;
}
const choose = (tab: FrameLocator, name: string, buffer: Buffer) =>
  tab.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

const POLICY = wordFile(
  [
    styled('Title', 'Visitors and phones'),
    styled('heading1', 'What visitors do'),
    para('Visitors are asked at the desk.'),
    item('Phones stay in the bag.'),
    item('Pictures are not taken.'),
    styled('heading1', 'Who to ask'),
    wordTable([
      ['Who', 'Where'],
      ['School office', 'Main entrance'],
    ]),
  ].join(''),
);

test('a school’s own Word file is shown as understood, put right, saved, approved by the head and put in force', async () => {
  const office = await open('coordinator', '/policies/import');
  await choose(office, 'visitors.docx', POLICY);
  await office.getByRole('heading', { name: bring.preview.heading }).waitFor();
  await office.getByLabel(bring.about.title, { exact: true }).fill('Visitors’ phones');
  await office.getByLabel(bring.about.label, { exact: true }).fill('1.0');
  await office.getByRole('button', { name: bring.save.go(1) }).click();
  await office.getByRole('link', { name: bring.save.open('Visitors’ phones') }).click();
  await office.getByRole('heading', { level: 1, name: 'Visitors’ phones' }).waitFor();
  await office.getByRole('table').getByText('Main entrance').waitFor();
  await office.getByText('Phones stay in the bag.').waitFor();
  const at = await office.locator('html').evaluate(() => location.pathname.replace(/^\/tabs/, '') + location.search);

  const teacher = await open('class-teacher', at);
  await expect(teacher.getByRole('heading', { level: 1 }).innerText()).resolves.not.toContain('Visitors');

  const head = await open('executive-head', at);
  await head.getByRole('button', { name: words.steps.approve.open }).click();
  await head.getByLabel(words.steps.approve.substantive).check();
  await head.getByLabel(words.steps.approve.reasonLabel).fill('First version');
  await head.getByRole('button', { name: words.steps.approve.go }).click();
  await head.getByText(words.steps.where.approved).waitFor();
  await head.getByRole('button', { name: words.steps.publish.open }).click();
  await head.getByLabel(words.steps.publish.review, { exact: true }).fill('2030-09-01');
  await head.getByLabel(words.steps.publish.pending).fill('The governors meet in half-term');
  await head.getByRole('button', { name: words.steps.publish.go }).click();
  await head.getByText(words.steps.where.publishedPending).waitFor();

  const reader = await open('class-teacher', at);
  await reader.getByRole('heading', { level: 1, name: 'Visitors’ phones' }).waitFor();
});

test.each([
  ['a broken Word file', 'broken.docx', Buffer.from('PK, but not really')],
  ['a file with a password', 'locked.docx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['another kind of file', 'policy.pdf', Buffer.from('%PDF-1.7')],
])('%s is refused with words, and another can be chosen at once', async (_, name, bytes) => {
  const tab = await open('coordinator', '/policies/import');
  await choose(tab, name, bytes);
  const said = tab.getByRole('alert').first();
  await said.waitFor();
  expect((await said.innerText()).length).toBeGreaterThan(20);
  await choose(tab, 'visitors.docx', POLICY);
  await tab.getByRole('heading', { name: bring.preview.heading }).waitFor();
});
