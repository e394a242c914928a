import path from 'node:path';
import type { Browser } from 'playwright-core';
import { budget, LIMITS } from '../../scripts/budget.mjs';
import { launchBrowser } from '../support/browser';
import { id, signingAnswers } from '../support/made-up';
import { buildPages, type ShellServer, startShell } from '../support/shell';
import { type BenchResult, median, passes } from './paired';

const TARGET = 1.8;
const PAIRS = 7;
/** A school laptop against the machine this runs on. */
const CPU = 4;
/** A school's line on a bad morning: 10 Mbit/s and 50 ms. */
const LINE = { offline: false, latency: 50, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };

interface Visit {
  readonly address: string;
  readonly line?: typeof LINE;
}

/** First contentful paint in ms of a cold visit: a new profile, nothing kept. */
async function firstPaint(browser: Browser, { address, line }: Visit): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  if (line) await cdp.send('Network.emulateNetworkConditions', line);
  await page.goto(address, { waitUntil: 'commit' });
  const paint = await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    null,
    {
      polling: 50,
    },
  );
  const ms = await paint.jsonValue();
  await context.close();
  return ms ?? 0;
}

/** From opening the tab in the practice window to the first button one can press, handshake and sign-in included. */
async function usable(browser: Browser, server: ShellServer): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  await page.goto(`${server.origin}/#path=/sign/${id(7)}`);
  const tab = page.frameLocator('main iframe');
  const button = tab.getByRole('main').getByRole('button').first();
  await button.waitFor({ timeout: 60_000 });
  const ms = await button.evaluate(() => performance.now());
  await context.close();
  return ms;
}

interface Pairs {
  readonly floor: Visit;
  readonly ours: Visit;
  readonly count: number;
}

/** Visits turn and turn about; the first pair warms up and is dropped. */
async function pairs(browser: Browser, { floor, ours, count }: Pairs) {
  const ratios: number[] = [];
  const took = { floor: [] as number[], ours: [] as number[] };
  for (let k = -1; k < count; k++) {
    const visits = k % 2 === 0 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const);
    const ms = { floor: 0, ours: 0 };
    for (const who of visits) ms[who] = await firstPaint(browser, who === 'ours' ? ours : floor);
    if (k < 0) continue;
    ratios.push(ms.ours / ms.floor);
    took.floor.push(ms.floor);
    took.ours.push(ms.ours);
  }
  return { ratio: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios), took };
}

const figures = (ms: readonly number[]) => ({
  perSecond: ms.map((one) => 1_000 / one),
  p50: median(ms),
  p99: Math.max(...ms),
  rssMb: 0,
});

/**
 * B3: how soon the signing page paints on a slow machine, cold, against an empty Fluent page of the same build; and how
 * much of it is downloaded first.
 */
export async function run(o: { slices?: number } = {}): Promise<BenchResult> {
  buildPages();
  const server = await startShell({ answers: signingAnswers() });
  // Nothing leaves the machine: every other name is unknown.
  const browser = await launchBrowser({ args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'] });
  const floor = { address: `${server.origin}/floor.html` };
  const ours = { address: `${server.origin}/tabs/sign/${id(7)}` };
  const count = o.slices ?? PAIRS;
  try {
    const blank = await pairs(browser, { floor, ours: floor, count: Math.min(3, count) });
    const r = await pairs(browser, { floor, ours, count });
    const slow = await pairs(browser, { floor: { ...floor, line: LINE }, ours: { ...ours, line: LINE }, count });
    const usableMs = await usable(browser, server);
    const bytes = budget(path.join(__dirname, '../../dist/pages'));
    return {
      id: 'B3',
      name: 'signing page/first paint, 4x CPU, cold',
      op: '<=',
      target: TARGET,
      ratio: r.ratio,
      min: r.min,
      max: r.max,
      pass: passes(r.ratio, '<=', TARGET) && passes(slow.ratio, '<=', TARGET) && bytes.problems.length === 0,
      floor: figures(r.took.floor),
      ours: figures(r.took.ours),
      nullRatio: blank.ratio,
      checks: {
        ratioOnSlowLine: Number(slow.ratio.toFixed(2)),
        usableMs: Math.round(usableMs),
        brotliKb: Number(bytes.app.toFixed(1)),
        brotliLimitKb: LIMITS.firstLoadKb,
        timesFloorBytes: Number((bytes.app / bytes.floor).toFixed(2)),
      },
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
