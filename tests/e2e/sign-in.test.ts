import type { Page } from 'playwright-core';
import { withBrowser } from '../support/browser';
import { type Provider, logIn, startProvider } from '../support/provider';
import { buildPages, type ShellServer, startShell, watch } from '../support/shell';

jest.setTimeout(90_000);
const started = withBrowser();

let provider: Provider;
let server: ShellServer;
/** How many of the tokens that are shown first are refused. */
let refused = 0;

beforeAll(async () => {
  buildPages();
  server = await startShell({
    check: async (bearer) => ((await provider.check(bearer)) && provider.shown.length > refused ? 'zoe' : null),
    identity: () => provider.origin,
    settings: () => ({
      clientId: 'tab',
      authority: provider.origin,
      scope: 'access_as_user',
      practice: false,
    }),
  });
  provider = await startProvider(`${server.origin}/redirect.html`);
}, 300_000);
afterAll(async () => {
  provider.stop();
  await server.close();
});
beforeEach(() => {
  provider.shown.length = 0;
  refused = 0;
});

async function open(): Promise<{ page: Page; complaints: readonly string[] }> {
  const context = await started.browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const { complaints } = watch(page);
  await page.goto(`${server.origin}/tabs/home`);
  return { page, complaints };
}

/** Signs in through the provider's own window, as a person would. */
async function signIn(page: Page): Promise<void> {
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: /^Sign in/ }).click();
  await logIn(await popup);
  await page.getByRole('heading', { name: /, Zoë$/ }).waitFor();
}

test('in a plain browser the person signs in in a window, and the API is shown a token it can verify', async () => {
  const { page, complaints } = await open();
  await signIn(page);
  expect(provider.shown[0]).toMatchObject({
    oid: '00000000-0000-4000-8000-000000000000',
    tid: '11111111-1111-4111-8111-111111111111',
    client_id: 'tab',
    scope: 'access_as_user',
  });
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('after a reload nobody is asked again', async () => {
  const { page } = await open();
  await signIn(page);
  const before = provider.shown.length;
  await page.reload();
  await page.getByRole('heading', { name: /, Zoë$/ }).waitFor();
  expect(provider.shown.length).toBeGreaterThan(before);
  await page.context().close();
});

test('a token the API refuses is replaced in a hidden frame, without a window', async () => {
  const { page, complaints } = await open();
  await signIn(page);
  const windows: unknown[] = [];
  page.on('popup', (window) => windows.push(window));
  refused = provider.shown.length + 1;
  await page.reload();
  await page.getByRole('heading', { name: /, Zoë$/ }).waitFor();
  expect(provider.shown.length).toBeGreaterThan(refused);
  expect(windows).toEqual([]);
  expect(complaints.filter((line) => !line.includes('401'))).toEqual([]);
  await page.context().close();
});

test('a window that was closed half-way is not the end: the button opens another', async () => {
  const { page } = await open();
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const opened = await popup;
  // Whoever closes it has seen it; our page has to notice, so nobody waits for the browser to tell us.
  await opened.locator('input[name=login]').waitFor();
  await opened.evaluate(() => void setTimeout(() => window.close()));
  await page.getByText(/If you closed it, press “Sign in again”/).waitFor();
  await signIn(page);
  await page.context().close();
});
