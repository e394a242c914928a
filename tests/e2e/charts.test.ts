import type { Frame, Page } from 'playwright-core';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { watch } from '../support/shell';

jest.setTimeout(300_000);
const started = withBrowser();
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
}, 400_000);
afterAll(() => practice.stop());

const THEMES = ['Light', 'Dark', 'Contrast'] as const;
/** Set to look at the pages as people see them. */
const shots = process.env.CHART_SHOTS;

async function open(who: string, width: number): Promise<{ page: Page; frame: Frame; complaints: string[] }> {
  const page = await started.browser.newPage({ viewport: { width, height: 1_000 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  const { complaints } = watch(page);
  await page.goto(`${practice.url}/#path=${encodeURIComponent('/work/charts')}&person=${who}`);
  await page.frameLocator('main iframe').getByRole('heading', { name: 'Flowcharts' }).waitFor();
  await page.frameLocator('main iframe').getByText('In force: version').waitFor();
  const frame = await (await page.locator('main iframe').elementHandle())?.contentFrame();
  if (!frame) throw new Error('the tab is not there');
  return { page, frame, complaints };
}

test.each([1_280, 390])(
  'the flowcharts are free of known barriers at %i px, drawn and listed, in every theme',
  async (width) => {
    const { page, frame, complaints } = await open('executive-head', width);
    const found: string[] = [];
    for (const theme of THEMES) {
      await page.getByLabel('Theme').selectOption(theme);
      await frame.locator(`[data-theme=${theme.toLowerCase()}]`).waitFor();
      for (const way of ['As a picture', 'As a list']) {
        await frame.getByRole('radio', { name: way }).check();
        found.push(...(await violations(frame)).map((what) => `${theme} ${way}: ${what}`));
        if (shots) await page.screenshot({ path: `${shots}/${width}-${theme}-${way.slice(5)}.png` });
      }
    }
    const over = await frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    await page.close();
    expect({ found, complaints, over }).toEqual({ found: [], complaints: [], over: 0 });
  },
);

test('one person writes a version that is refused, then one that is proved, and cannot publish it themselves', async () => {
  const head = await open('executive-head', 1_280);
  const { page, frame } = head;
  await frame.getByRole('tab', { name: 'How a case is worked' }).click();
  await frame.getByRole('combobox', { name: 'Which step' }).selectOption('T9');
  await frame.getByLabel('What is said').fill('What he did is illegal.');
  await frame.getByRole('button', { name: 'Save draft' }).click();
  await frame.getByRole('button', { name: 'Prove the draft' }).click();
  await frame.getByText('Safety property 16').waitFor();
  if (shots) await frame.getByRole('heading', { name: 'One thing keeps it' }).scrollIntoViewIfNeeded();
  if (shots) await page.screenshot({ path: `${shots}/refused.png` });
  await frame.getByLabel('What is said').fill('Begin support at once; it never waits for an agency.');
  await frame.getByRole('button', { name: 'Save draft' }).click();
  await frame.getByRole('button', { name: 'Prove the draft' }).click();
  await frame.getByText('Every path keeps every safety property').waitFor();
  expect(await frame.getByRole('button', { name: 'Publish this version' }).count()).toBe(0);
  if (shots) await page.screenshot({ path: `${shots}/proved.png`, fullPage: true });
  expect(head.complaints).toEqual([]);
  await page.close();
});
