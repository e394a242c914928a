import type { FrameLocator, Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { accountLists, accountPupils as words } from '../../src/texts/en-gb';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { apiOf } from '../support/reporting';

jest.setTimeout(300_000);
const started = withBrowser();
let practice: Practice;
let schoolId = '';
const api = apiOf(() => practice);
const CLASS = '3 Fern';
/** Short, long and with letters that no address has: their slips look alike all the same. */
const NAMES = [
  'Fern Firstday',
  'Maximiliana-Rose Featherstonehaugh-Cholmondeley',
  'Sián O’Brien',
  'Łukasz Wiśniewski',
  'Ada Newcome',
  'Bo Newcome',
];
const tick = () => fetch(`${practice.url}/practice/tick`, { method: 'POST' });

/** The office brings in a list with a few new pupils of Year 3. */
async function bringIn(): Promise<void> {
  const me = await api<Output<'me.read'>>('office-manager', 'GET', '/api/me');
  schoolId = me.person.schoolId;
  const school = me.schools.find((s) => s.id === schoolId)?.name ?? '';
  const lines = NAMES.map((name, i) => `Z000${i + 1},${name.replace(' ', ',')},${school},${CLASS},3\n`);
  const list = `Admission number,First name,Family name,School,Class,Year\n${lines.join('')}`;
  const upload = async (path: string) => {
    const token = await practice.token('office-manager');
    const answer = await fetch(`${practice.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: list,
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { hash: string };
  };
  const query = 'fileName=pupils.csv&complete=0';
  const { hash } = await upload(`/api/uploads/pupil-list?${query}`);
  await upload(`/api/uploads/pupil-list/apply?${query}&hash=${hash}`);
}

beforeAll(async () => {
  practice = await startPractice();
  await bringIn();
}, 600_000);
afterAll(() => practice.stop());

async function open(person: string, path: string, width = 1_280): Promise<{ page: Page; tab: FrameLocator }> {
  const context = await started.browser.newContext({ viewport: { width, height: 1_000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(path)}&person=${person}`);
  return { page, tab: page.frameLocator('main iframe') };
}

async function isSound(page: Page): Promise<void> {
  const frame = page.frames().find((f) => f.url().includes('/tabs'));
  if (!frame) throw new Error('no page in the shell');
  expect(await violations(frame)).toEqual([]);
}

test('while no account is made, nobody is offered a first password', async () => {
  const { page, tab } = await open('office-manager', `/work/accounts/pupils/passwords?school=${schoolId}`);
  await tab.getByText(words.passwords.none).waitFor();
  await isSound(page);
  await page.context().close();
});

test('the office asks for what the register says, and what each year group is called is shown', async () => {
  const { page, tab } = await open('office-manager', `/work/accounts/pupils?school=${schoolId}`);
  await tab.getByRole('heading', { name: words.years.heading }).waitFor();
  await tab.getByText(/-intake: Year 3 this school year/).waitFor();
  await isSound(page);
  await tab.getByRole('button', { name: /^Ask for (this|these) / }).click();
  await tab.getByText(accountLists.batch.soon).or(tab.getByText(accountLists.batch.own)).first().waitFor();
  await tick();
  await tab.getByText(accountLists.batch.own).waitFor();
  await page.context().close();
});

test('another person approves the list, and each of its pupils has an account', async () => {
  const { page, tab } = await open('executive-head', '/work/accounts');
  await tab.getByRole('link', { name: /^Pupils of / }).click();
  await tab.getByRole('button', { name: accountLists.batch.approve(NAMES.length) }).click();
  const done = tab.getByText(accountLists.batch.progress(NAMES.length, NAMES.length)).first();
  // Another worker may have been at it already; the page looks again by itself.
  for (let ticks = 0; ticks < 20 && !(await done.isVisible()); ticks++) {
    await tick();
    await done.waitFor({ timeout: 4_000 }).catch(() => undefined);
  }
  await done.waitFor();
  await isSound(page);
  // Whoever points at a line can read it.
  await page.getByLabel('Theme').selectOption('Contrast');
  await tab.locator('[data-theme=contrast]').waitFor();
  await tab.getByRole('link', { name: NAMES[0] ?? '' }).hover();
  await isSound(page);
  await page.context().close();
});

/** The class has signed on paper: the accounts open. */
async function sign(): Promise<void> {
  const sheet = `/api/schools/${schoolId}/class-sheets/${encodeURIComponent(CLASS)}`;
  const { rows } = await api<Output<'classSheets.read'>>('office-manager', 'GET', sheet);
  const marks = { pupilMark: true, parentSignedOn: new Date().toISOString().slice(0, 10), goneThroughWith: '' };
  const entries = rows.map(({ pupilId, versionId }) => ({
    ...{ pupilId, versionId },
    ...{ ...marks, consent: {}, paperKept: 'Office' },
  }));
  await api('office-manager', 'POST', sheet, { entries });
  await tick();
}

/** Where a slip stands on the sheet, and how it looks there. */
interface OnPaper {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly ink: string;
  readonly paper: string;
  readonly break: string;
  /** How many lines the password takes. */
  readonly lines: number;
}
const ON_PAPER = `[...document.querySelectorAll('section')].map((s) => {
  const { left, top, bottom } = s.getBoundingClientRect();
  const { color, backgroundColor, breakInside } = getComputedStyle(s);
  const secret = s.querySelector('div:last-child > dd');
  const lines = Math.round(secret.getBoundingClientRect().height / parseFloat(getComputedStyle(secret).lineHeight));
  return { left, top, bottom, ink: color, paper: backgroundColor, break: breakInside, lines };
})`;

test('the first passwords of a class are made, shown once, and printed as slips and nothing else', async () => {
  await sign();
  const { page, tab } = await open('office-manager', `/work/accounts/pupils/passwords?school=${schoolId}`);
  await tab.getByLabel(words.passwords.class).selectOption(CLASS);
  await tab.getByRole('button', { name: words.passwords.go(NAMES.length) }).click();
  await tick();
  await tab.getByText(words.passwords.once).waitFor();
  await isSound(page);
  // The dark theme stays on the screen.
  await page.getByLabel('Theme').selectOption('dark');
  await page.emulateMedia({ media: 'print' });
  const slips = await tab.getByRole('region').allInnerTexts();
  for (const name of NAMES) {
    const [slip = '', ...others] = slips.filter((text) => text.includes(name));
    expect(others).toEqual([]);
    expect(slip).toMatch(/@harbourlights\.example/);
    expect(slip.match(/[A-Z][a-z]+-[a-z]+-\d{3}/g)).toHaveLength(1);
  }
  // What is said to whoever listens is not to be seen, on paper or off it.
  const paper = await tab.locator('body').innerText();
  const said = words.passwords.shown(NAMES.length);
  expect(paper.split(/\s+/)).toEqual(`${slips.join(' ')} ${said}`.split(/\s+/));
  const frame = page.frames().find((f) => f.url().includes('/tabs'));
  const seen = await frame?.evaluate<OnPaper[]>(ON_PAPER);
  expect(seen).toHaveLength(NAMES.length);
  const look = { ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)', break: 'avoid', lines: 1 };
  expect(seen).toEqual(seen?.map((s) => ({ ...s, ...look })));
  // Two beside each other, cut straight.
  const [first, second] = seen ?? [];
  expect(second).toMatchObject({ top: first?.top, bottom: first?.bottom });
  expect(second?.left).toBeGreaterThan(first?.left ?? 0);
  await page.emulateMedia({ media: 'screen' });
  await tab.getByRole('button', { name: words.passwords.again }).click();
  await tab
    .getByText(/Given on/)
    .first()
    .waitFor();
  expect(await tab.getByText(/[A-Z][a-z]+-[a-z]+-\d{3}/).count()).toBe(0);
  await page.context().close();
});
