import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { importJWK, type JWK, jwtVerify } from 'jose';
import type { Page } from 'playwright-core';
import { withBrowser } from '../support/browser';
import { selfSigned } from '../support/certificate';
import { buildPages, type ShellServer, startShell, watch } from '../support/shell';

jest.setTimeout(90_000);
const started = withBrowser();

interface Identity {
  readonly origin: string;
  readonly jwk: JWK;
}

let provider: ChildProcess;
let identity: Identity;
let server: ShellServer;
/** Every token the API was shown, with its claims; those before `from` are refused. */
let shown: { claims: Record<string, unknown>; isGood: boolean }[] = [];
let from = 0;

/** The API's check, pinned to the provider's key: signature, issuer, audience, time. */
async function check(bearer: string): Promise<string | null> {
  const key = await importJWK(identity.jwk, 'RS256');
  const { payload } = await jwtVerify(bearer, key, { issuer: identity.origin, audience: 'api://lantern.example' });
  const isGood = shown.length >= from;
  shown.push({ claims: payload, isGood });
  return isGood ? 'zoe' : null;
}

beforeAll(async () => {
  buildPages();
  server = await startShell({
    check: (bearer) => check(bearer).catch(() => null),
    identity: () => identity.origin,
    settings: () => ({
      clientId: 'tab',
      authority: identity.origin,
      scope: 'access_as_user',
      practice: false,
    }),
  });
  provider = fork(path.join(__dirname, '../support/identity-server.cjs'), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  provider.send({ ...selfSigned(), redirectUri: `${server.origin}/redirect.html` });
  [identity] = (await once(provider, 'message')) as [Identity]; // what the server of this test sends
}, 300_000);
afterAll(async () => {
  provider.disconnect();
  await server.close();
});
beforeEach(() => {
  shown = [];
  from = 0;
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
  const window = await popup;
  await window.locator('input[name=login]').fill('zoe');
  await window.locator('input[name=password]').fill('anything');
  await window.getByRole('button', { name: /sign.?in/i }).click();
  await window.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: /, Zoë$/ }).waitFor();
}

test('in a plain browser the person signs in in a window, and the API is shown a token it can verify', async () => {
  const { page, complaints } = await open();
  await signIn(page);
  expect(shown[0]?.claims).toMatchObject({
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
  const before = shown.length;
  await page.reload();
  await page.getByRole('heading', { name: /, Zoë$/ }).waitFor();
  expect(shown.length).toBeGreaterThan(before);
  await page.context().close();
});

test('a token the API refuses is replaced in a hidden frame, without a window', async () => {
  const { page, complaints } = await open();
  await signIn(page);
  const windows: unknown[] = [];
  page.on('popup', (window) => windows.push(window));
  from = shown.length + 1;
  await page.reload();
  await page.getByRole('heading', { name: /, Zoë$/ }).waitFor();
  expect(shown.some((one) => !one.isGood)).toBe(true);
  expect(windows).toEqual([]);
  expect(complaints.filter((line) => !line.includes('401'))).toEqual([]);
  await page.context().close();
});

test('a window that was closed half-way is not the end: the button opens another', async () => {
  const { page } = await open();
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await (await popup).close();
  await page.getByText(/If you closed it, press “Sign in again”/).waitFor();
  await signIn(page);
  await page.context().close();
});
