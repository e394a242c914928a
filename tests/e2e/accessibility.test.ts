import type { Frame, Page } from 'playwright-core';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { findPlaces, isAt, PAGES, routes } from '../support/every-page';
import { type Practice, startPractice } from '../support/practice';
import { watch } from '../support/shell';

jest.setTimeout(120_000);
const started = withBrowser();
let practice: Practice;
let places: Readonly<Record<string, string>>;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  practice = await startPractice();
  places = await findPlaces(practice);
  // One window for all of them, as people keep Teams open: what was fetched once is there.
  page = await started.browser.newPage({ viewport: { width: 1_280, height: 900 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  ({ complaints } = watch(page));
}, 400_000);
afterAll(() => practice.stop());

const addressOf = (place: string): string => places[place] ?? place;
const THEMES = ['Light', 'Dark', 'Contrast'] as const;

async function visit(who: string, place: string): Promise<Frame> {
  complaints.length = 0;
  await page.setViewportSize({ width: 1_280, height: 900 });
  const hash = `#${new URLSearchParams({ path: addressOf(place), person: who }).toString()}`;
  if (page.url().startsWith(practice.url)) {
    const before = await page.locator('main iframe').elementHandle();
    await page.evaluate((to) => void (location.hash = to), hash);
    await before?.waitForElementState('hidden');
  } else await page.goto(`${practice.url}/${hash}`);
  const inside = page.frameLocator('main iframe');
  await inside.getByRole('heading', { level: 1 }).waitFor();
  // A page is there when nothing says that it is still on its way.
  await inside.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  const frame = await (await page.locator('main iframe').elementHandle())?.contentFrame();
  if (!frame) throw new Error('the tab is not there');
  return frame;
}

/** How many pixels a page is wider than its window, once it has had time to draw itself for that width. */
async function widerThanWindow(frame: Frame): Promise<number> {
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await frame.waitForFunction(fits, undefined, { timeout: 2_000 }).catch(() => {});
  return frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

test.each(PAGES)(
  '%s: %s is free of known barriers in every theme, fits a phone, and errs nowhere',
  async (who, _, place) => {
    const frame = await visit(who, place);
    const found: string[] = [];
    for (const theme of THEMES) {
      await page.getByLabel('Theme').selectOption(theme);
      await frame.locator(`[data-theme=${theme.toLowerCase()}]`).waitFor();
      // A theme is a set of colours: what else there is to find is found in the first.
      const looked = await violations(frame, { coloursAlone: theme !== THEMES[0] });
      found.push(...looked.map((what) => `${theme}: ${what}`));
    }
    await page.setViewportSize({ width: 320, height: 900 });
    await frame.waitForFunction((width) => innerWidth <= width, 320);
    const over = await widerThanWindow(frame);
    expect({ found, over, complaints }).toEqual({ found: [], over: 0, complaints: [] });
  },
);

test('no page is left out', () => {
  const visited = PAGES.map(([, , place]) => addressOf(place));
  expect(routes().filter((route) => !visited.some((address) => isAt(route, address)))).toEqual([]);
});
