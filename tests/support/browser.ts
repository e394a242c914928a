import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Browser, type LaunchOptions, chromium } from 'playwright-core';

const FINDER = path.join(__dirname, '../../scripts/lib/browser.mjs');
/** It says nothing to the network of its own accord, and finds nobody there but this machine. */
const QUIET = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chrome, Chromium or Edge of this computer (`CHROME_PATH`, the usual places, or installed where it may be).
 * Fails, saying what to install, when there is none. The caller closes it.
 */
export function launchBrowser(o: LaunchOptions = {}): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ ...o, executablePath: browserPath(), args: [...QUIET, ...asRoot, ...(o.args ?? [])] });
}

const browserPath = (): string =>
  process.env.CHROME_PATH ??
  execFileSync(process.execPath, [FINDER], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** One browser for the file or `describe` it is called in. */
export function withBrowser(): { readonly browser: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(() => browser?.close());
  return {
    get browser() {
      if (!browser) throw new Error('the browser is there inside tests and hooks only');
      return browser;
    },
  };
}
