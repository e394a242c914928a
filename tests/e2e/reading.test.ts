import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { classSheets, policies as words } from '../../src/texts/en-gb';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { watch } from '../support/shell';

jest.setTimeout(180_000);
const started = withBrowser();
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
}, 400_000);
afterAll(() => practice.stop());

let context: BrowserContext;
let page: Page;
let complaints: string[];
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function open(person: string, at: string, width = 1_600): Promise<FrameLocator> {
  context = await started.browser.newContext({ viewport: { width, height: 1_000 } });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  ({ complaints } = watch(page));
  await page.goto(`${practice.url}/#path=${encodeURIComponent(at)}&person=${person}`);
  const tab = page.frameLocator('main iframe');
  await tab.getByRole('heading', { level: 1 }).waitFor();
  return tab;
}

async function api<T>(person: string, at: string): Promise<T> {
  const token = await practice.token(person);
  const answer = await fetch(`${practice.url}${at}`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as T; // the contract's
}

const titled = async (title: string) => {
  const { policies } = await api<Output<'policies.list'>>('class-teacher', '/api/policies');
  const found = policies.find((policy) => policy.title === title);
  if (!found) throw new Error(`${title} is not in force`);
  return `/policies/${found.policyId}`;
};
const focused = (tab: FrameLocator) => tab.locator(':focus');

describe('reading', () => {
  test('a search over all policies leads to the section, with the focus on its heading', async () => {
    const tab = await open('class-teacher', '/policies');
    const box = tab.getByLabel(words.search.label);
    await box.fill('memory stick');
    const hit = tab.getByRole('link', { name: /Personal data/ }).first();
    await hit.click();
    await tab.getByRole('heading', { level: 1, name: 'Staff acceptable use agreement' }).waitFor();
    await expect(focused(tab).innerText()).resolves.toContain('Personal data');
  });

  test('a link to a section opens the policy there', async () => {
    const tab = await open('class-teacher', `${await titled('E-safety policy')}#filtering-and-monitoring`);
    await tab.getByRole('heading', { name: 'Filtering and monitoring' }).waitFor();
    await expect(focused(tab).innerText()).resolves.toContain('Filtering and monitoring');
  });

  test('“Can I…?” answers in the policy’s own words with its place, and says so when nothing is said', async () => {
    const tab = await open('class-teacher', await titled('E-safety policy'));
    const box = tab.getByRole('region', { name: words.ask.heading });
    const ask = async (question: string) => {
      await box.getByLabel(words.ask.label).fill(question);
      await box.getByRole('button', { name: words.ask.go }).click();
    };
    await ask('can I use my phone in lessons');
    const first = box.getByRole('listitem').first();
    await expect(first.innerText()).resolves.toMatch(/Using a mobile phone in lessons\s+For staff: Not allowed/);
    await expect(first.getByRole('link').innerText()).resolves.toMatch(/^E-safety policy, version \S+: Communication/);
    await ask('can I bring my dog in on Friday');
    await box.getByRole('heading', { name: words.ask.none }).waitFor();
    await expect(box.locator('a[href^="mailto:"]').innerText()).resolves.toMatch(/^Write to /);
  });

  test('two versions are read side by side, section by section, with the words marked', async () => {
    const tab = await open('class-teacher', await titled('Staff acceptable use agreement'));
    await tab.getByRole('link', { name: words.reader.changed }).click();
    await tab.getByRole('heading', { level: 1, name: words.compare.title('Staff acceptable use agreement') }).waitFor();
    const changed = tab.locator('section').filter({ has: tab.locator('ins, del') });
    await changed.first().waitFor();
    expect(await changed.count()).toBeGreaterThan(1);
    await tab.locator('details').first().waitFor();
  });

  test.each(['Light', 'Dark'])(
    'on paper, from the %s theme, stand the text and its tables alone, dark on white',
    async (theme) => {
      const tab = await open('class-teacher', `${await titled('E-safety policy')}`);
      await page.getByLabel('Theme').selectOption(theme);
      await tab.getByRole('table').first().waitFor();
      await page.emulateMedia({ media: 'print' });
      for (const control of [words.reader.print, words.reader.changed, words.ask.go])
        await expect(tab.getByText(control, { exact: true }).first().isVisible()).resolves.toBe(false);
      await expect(tab.getByRole('heading', { level: 1 }).isVisible()).resolves.toBe(true);
      const look = await tab
        .getByRole('table')
        .first()
        .evaluate((table) => {
          const { color, overflow } = getComputedStyle(table.parentElement ?? table);
          return { color, overflow, fits: table.scrollWidth <= document.documentElement.clientWidth };
        });
      expect(look).toMatchObject({ color: 'rgb(0, 0, 0)', overflow: 'visible' });
    },
  );
});

describe('a class sheet', () => {
  test('of thirty pupils is entered by keyboard: arrows move, Space ticks, Ctrl+D copies down, and it is kept', async () => {
    const { classes } = await api<Output<'classSheets.list'>>('class-teacher', '/api/class-sheets');
    const biggest = [...classes].sort((a, b) => b.pupils - b.done - (a.pupils - a.done))[0];
    if (!biggest) throw new Error('there is no class');
    const at = `/work/class-sheets/${biggest.schoolId}/${encodeURIComponent(biggest.className)}`;
    const sheet = `/api/schools/${biggest.schoolId}/class-sheets/${encodeURIComponent(biggest.className)}`;
    const tab = await open('class-teacher', at);
    const { rows } = await api<Output<'classSheets.read'>>('class-teacher', sheet);
    const first = rows.findIndex((row) => row.asks.pupilMark && !row.pupilMark);
    const cell = (row: number, column: number) => tab.locator(`[data-cell="${row} ${column}"]`);
    await cell(first, 0).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await expect(cell(first, 1).evaluate((el) => el === document.activeElement)).resolves.toBe(true);
    await cell(first, 1).fill('2026-09-08');
    if (first + 1 < rows.length) {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Control+d');
      await expect(cell(first + 1, 1).inputValue()).resolves.toBe('2026-09-08');
    }
    const save = tab.getByRole('button', { name: /^Save \d+ change/ });
    await save.click();
    await tab.getByRole('button', { name: classSheets.save(0) }).waitFor();
    const kept = await api<Output<'classSheets.read'>>('class-teacher', sheet);
    expect(kept.rows[first]).toMatchObject({ pupilMark: true, parentSignedOn: '2026-09-08' });
  });
});
