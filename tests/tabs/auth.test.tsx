import type * as Library from '@azure/msal-browser';
import { createAuth, SignInNeeded } from '../../tabs/auth';
import type { HostBridge } from '../../tabs/bridge';
import { fakeHost, fakeServices } from '../support/page';

const { settings } = fakeServices();
const inTeams = (part: Partial<HostBridge> = {}): HostBridge =>
  fakeHost({ framed: true, connect: () => Promise.resolve({ path: null, frame: 'content' }), ...part });

/** A token whose only claim is when it ends, in seconds from now. */
const tokenEnding = (inSeconds: number, name = 't'): string =>
  `${name}.${btoa(JSON.stringify({ exp: Math.floor(Date.now() / 1_000) + inSeconds }))}.s`;

interface Script {
  silent?: (request: { forceRefresh?: boolean }) => Promise<string>;
  popup?: () => Promise<string>;
}

function msal(script: Script) {
  const calls: string[] = [];
  const token = async (kind: string, made: Promise<string> | undefined) => {
    calls.push(kind);
    return { accessToken: (await made) ?? 'none', account: {} };
  };
  const refused = () => Promise.reject(new Error('no_account_error'));
  const client = {
    getActiveAccount: () => null,
    getAllAccounts: () => [],
    setActiveAccount: () => undefined,
    acquireTokenSilent: (request: { forceRefresh?: boolean }) => token('silent', (script.silent ?? refused)(request)),
    acquireTokenPopup: () => token('popup', (script.popup ?? refused)()),
  };
  const library = { createNestablePublicClientApplication: () => Promise.resolve(client) } as unknown as typeof Library; // the one member used
  return { calls, load: () => Promise.resolve(library) };
}

afterEach(() => {
  delete (globalThis as { nestedAppAuthBridge?: unknown }).nestedAppAuthBridge;
});
const withBridge = () => Object.assign(globalThis, { nestedAppAuthBridge: {} });

test('where the host offers nested sign-in, the token comes from there and Teams is not asked', async () => {
  withBridge();
  const teamsToken = jest.fn();
  const { load } = msal({ silent: () => Promise.resolve('nested') });
  await expect(createAuth({ settings, host: inTeams({ teamsToken }), load }).token()).resolves.toBe('nested');
  expect(teamsToken).not.toHaveBeenCalled();
});

test('an older Teams without it gives its own token, quietly, and MSAL is not even loaded', async () => {
  const load = jest.fn();
  const teamsToken = jest.fn(() => Promise.resolve('teams'));
  await expect(createAuth({ settings, host: inTeams({ teamsToken }), load }).token()).resolves.toBe('teams');
  expect(teamsToken).toHaveBeenCalledWith(false);
  expect(load).not.toHaveBeenCalled();
});

test('nested sign-in that fails falls back to Teams’ own token', async () => {
  withBridge();
  const { load } = msal({});
  const host = inTeams({ teamsToken: () => Promise.resolve('teams') });
  await expect(createAuth({ settings, host, load }).token()).resolves.toBe('teams');
});

test('when nothing works quietly the person is needed, and a click opens the window', async () => {
  withBridge();
  const { load, calls } = msal({ popup: () => Promise.resolve(tokenEnding(3_600, 'popup')) });
  const auth = createAuth({ settings, host: inTeams(), load });
  await expect(auth.token()).rejects.toMatchObject({ name: 'SignInNeeded', reason: 'ask' });
  await auth.signIn();
  expect(calls).toEqual(['silent', 'popup']);
  await expect(auth.token()).resolves.toMatch(/^popup/);
});

test('in Teams without nested sign-in the click asks Teams first, which may show its own question', async () => {
  const teamsToken = jest.fn((ask: boolean) =>
    ask ? Promise.resolve(tokenEnding(3_600, 'yes')) : Promise.reject(new Error('consent')),
  );
  const { load, calls } = msal({});
  const auth = createAuth({ settings, host: inTeams({ teamsToken }), load });
  await expect(auth.token()).rejects.toBeInstanceOf(SignInNeeded);
  await auth.signIn();
  await expect(auth.token()).resolves.toMatch(/^yes/);
  expect(calls).toEqual([]);
});

test('a frame whose host never answered tries MSAL as a plain browser does', async () => {
  const host = fakeHost({ framed: true });
  const { load } = msal({ silent: () => Promise.resolve('browser') });
  await expect(createAuth({ settings, host, load }).token()).resolves.toBe('browser');
});

test('the practice school outside its window sends people to the window', async () => {
  const auth = createAuth({ settings: { ...settings, practice: true }, host: fakeHost(), load: jest.fn() });
  await expect(auth.token()).rejects.toMatchObject({ reason: 'practice' });
});

test('a token is kept until five minutes before its end', async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  try {
    let n = 0;
    const { load } = msal({ silent: () => Promise.resolve(tokenEnding(600, `n${++n}`)) });
    const auth = createAuth({ settings, host: fakeHost(), load });
    await expect(auth.token()).resolves.toMatch(/^n1/);
    jest.setSystemTime(Date.now() + 299_000);
    await expect(auth.token()).resolves.toMatch(/^n1/);
    jest.setSystemTime(Date.now() + 2_000);
    await expect(auth.token()).resolves.toMatch(/^n2/);
  } finally {
    jest.useRealTimers();
  }
});

test('questions at the same moment share one answer, and "fresh" asks the provider anew', async () => {
  const silent = jest.fn((_: { forceRefresh?: boolean }) => Promise.resolve(tokenEnding(3_600)));
  const { load } = msal({ silent });
  const auth = createAuth({ settings, host: fakeHost(), load });
  await Promise.all([auth.token(), auth.token(), auth.token()]);
  expect(silent).toHaveBeenCalledTimes(1);
  await auth.token({ fresh: true });
  expect(silent.mock.calls.map(([request]) => request.forceRefresh)).toEqual([false, true]);
});

test('a library that did not arrive is fetched again next time', async () => {
  const { load } = msal({ silent: () => Promise.resolve('later') });
  const flaky = jest.fn().mockRejectedValueOnce(new Error('ChunkLoadError')).mockImplementation(load);
  const auth = createAuth({ settings, host: fakeHost(), load: flaky });
  await expect(auth.token()).rejects.toBeInstanceOf(SignInNeeded);
  await expect(auth.token()).resolves.toBe('later');
});
