import type { Frame, FrameLocator, Page } from 'playwright-core';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { id, PEOPLE, signingAnswers } from '../support/made-up';
import { buildPages, type ShellServer, startShell, watch } from '../support/shell';

jest.setTimeout(60_000);
const started = withBrowser();
let server: ShellServer;
beforeAll(async () => {
  buildPages();
  server = await startShell({ answers: signingAnswers() });
}, 300_000);
afterAll(() => server.close());

let complaints: string[];
let page: Page;
afterEach(async () => {
  await page.context().close();
  // No script error, and nothing the security policy had to stop.
  expect(complaints).toEqual([]);
});

interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly touch?: boolean;
  /** Nothing is kept for frames. Chrome with a window does so by itself; its headless kind lets them keep everything. */
  readonly keepsNothing?: boolean;
}

/** Opens the practice window at a view, and answers with the tab inside it. */
async function open(
  hash: string,
  { width = 1_280, height = 800, touch = false, keepsNothing = false }: Look = {},
): Promise<FrameLocator> {
  const context = await started.browser.newContext({ viewport: { width, height }, hasTouch: touch, isMobile: touch });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  ({ complaints } = watch(page));
  await page.addInitScript(() => {
    const calls: { func: string; args: unknown[] }[] = [];
    Object.assign(window, { calls });
    window.addEventListener('shell:call', (event) =>
      calls.push((event as CustomEvent<{ func: string; args: unknown[] }>).detail),
    );
  });
  if (keepsNothing) await page.addInitScript(keepNothing);
  await page.goto(`${server.origin}/#${hash}`);
  return page.frameLocator('main iframe');
}

function keepNothing(): void {
  if (window === window.top) return;
  const denied = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
    Object.defineProperty(window, name, { get: denied });
}

interface Called {
  readonly calls: { func: string; args: unknown[] }[];
}
/** What the tab asked of the window so far, by name. */
const calls = () => page.evaluate(() => (window as unknown as Called).calls.map((call) => call.func));
const h1 = (tab: FrameLocator, name: string | RegExp) => tab.getByRole('heading', { level: 1, name }).waitFor();
const greeting = (tab: FrameLocator, name = 'Zoë') => h1(tab, new RegExp(`^Good .*, ${name}$`));
/** A frame just made has no address yet. */
const pathOf = (frame: Frame) => (URL.canParse(frame.url()) ? new URL(frame.url()).pathname : '');
/** The tab's frame, once it has gone where it was going. */
async function inner(path: string): Promise<Frame> {
  const isThere = (frame: Frame) => frame.parentFrame() !== null && pathOf(frame) === path;
  return page.frames().find(isThere) ?? page.waitForEvent('framenavigated', isThere);
}
const address = () => new URLSearchParams(new URL(page.url()).hash.slice(1));

test('the tab says hello, learns where it is, signs the person in by nested sign-in, and says it stands', async () => {
  const tab = await open('path=/home');
  await greeting(tab);
  await tab.getByText('Two things need you.').waitFor();
  const asked = await calls();
  expect(asked.slice(0, 3)).toEqual(['initialize', 'registerHandler', 'getContext']);
  expect(asked).toContain('nestedAppAuth.execute');
  expect(asked).toContain('appInitialization.success');
  expect(asked).not.toContain('authentication.getAuthToken');
});

test('a shared view opens the tab it belongs to and hands it the deep link', async () => {
  const path = `/sign/${id(7)}`;
  await open(`path=${encodeURIComponent(path)}`);
  await inner(`/tabs${path}`);
  await page.getByRole('navigation', { name: 'Lantern pages' }).getByRole('button', { name: 'Home' }).waitFor();
  expect(await page.locator('.tabs [aria-current]').innerText()).toBe('Home');
  await page.reload();
  await inner(`/tabs${path}`);
});

test('the theme changes in three steps without loading the page again', async () => {
  const tab = await open('path=/home');
  await greeting(tab);
  const grounds: string[] = [];
  const schemes: string[] = [];
  for (const [name, theme] of [
    ['Light', 'light'],
    ['Dark', 'dark'],
    ['Contrast', 'contrast'],
  ] as const) {
    await page.getByLabel('Theme').selectOption(name);
    const root = tab.locator(`[data-theme=${theme}]`);
    grounds.push(
      await root.evaluate((element) => getComputedStyle(element).getPropertyValue('--colorNeutralBackground1')),
    );
    schemes.push(await root.evaluate((element) => getComputedStyle(element).colorScheme));
  }
  expect(grounds).toEqual(['#ffffff', '#292929', '#000000']);
  // What the browser draws itself goes along, whatever the machine's own theme is.
  expect(schemes).toEqual(['light', 'dark', 'dark']);
  expect((await calls()).filter((func) => func === 'initialize')).toHaveLength(1);
});

test('Work is shown to those with a part in it, and to nobody else', async () => {
  const tabs = () => page.locator('.tabs button:visible').allInnerTexts();
  await greeting(await open('path=/home&person=zoe'));
  expect(await tabs()).toEqual(['Home', 'Policies', 'Chat', 'About']);
  await page.context().close();
  await greeting(await open('path=/home&person=tahira'), 'Tahira');
  await page.getByRole('button', { name: 'Work' }).click();
  await h1(page.frameLocator('main iframe'), 'Work');
  expect(await tabs()).toEqual(['Home', 'Policies', 'Work', 'Chat', 'About']);
});

test('a notice in the activity feed leads into the tab', async () => {
  const tab = await open('path=/about');
  await h1(tab, 'About Lantern');
  await page.getByRole('button', { name: /Activity.*1 notice/ }).click();
  await page
    .getByRole('link', { name: /Please read and sign: Staff Acceptable Use Agreement.*Due by 4 September/ })
    .click();
  await inner(`/tabs/sign/${id(7)}`);
  expect(address().get('path')).toBe(`/sign/${id(7)}`);
});

test('where the tab goes by itself the address follows, and the window’s back button comes back', async () => {
  const tab = await open('path=/home');
  await tab.getByRole('link', { name: /^Read and sign/ }).click();
  await inner(`/tabs/sign/${id(7)}`);
  await page.waitForURL((url) => url.hash.includes(encodeURIComponent(`/sign/${id(7)}`)));
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await inner('/tabs/home');
  await greeting(tab);
});

test.each([
  ['navigateToApp', 'pages.navigateToApp', [{ appId: 'x', pageId: 'policies', subPageId: '' }], '/tabs/policies'],
  ['a move inside the app', 'pages.currentApp.navigateTo', [{ pageId: 'about' }], '/tabs/about'],
  [
    'a deep link',
    'executeDeepLink',
    [`https://teams.microsoft.com/l/entity/x/work?context=${encodeURIComponent('{"subEntityId":"work/people"}')}`],
    '/tabs/work/people',
  ],
] as const)('%s really goes there', async (_, func, args, path) => {
  await greeting(await open('path=/home'));
  const frame = await inner('/tabs/home');
  await frame.evaluate((message) => window.parent.postMessage({ id: 900, ...message }, '*'), { func, args });
  await inner(path);
});

test('a dialog of the page opens, speaks the protocol itself, and hands its result back', async () => {
  await greeting(await open('path=/home'));
  const frame = await inner('/tabs/home');
  const result = frame.evaluate(
    () =>
      new Promise((resolve) => {
        window.addEventListener('message', ({ data }: MessageEvent<{ id?: number; args?: unknown }>) => {
          if (data.id === 901) resolve(data.args);
        });
        const args = [{ url: '/tabs/about?theme=default', title: 'A closer look', width: 400, height: 400 }];
        window.parent.postMessage({ id: 901, func: 'tasks.startTask', args }, '*');
      }),
  );
  const dialog = page.getByRole('dialog', { name: 'A closer look' });
  await dialog.waitFor();
  await dialog.frameLocator('iframe').getByRole('heading', { level: 1, name: 'About Lantern' }).waitFor();
  const task = page.frames().find((one) => one.url().includes('/tabs/about'));
  await task?.evaluate(() =>
    window.parent.postMessage({ id: 1, func: 'tasks.completeTask', args: [{ chosen: 7 }, []] }, '*'),
  );
  await expect(result).resolves.toEqual([null, { chosen: 7 }]);
  await dialog.waitFor({ state: 'detached' });
});

describe('signing in', () => {
  test('an older Teams without nested sign-in gives its own token, and MSAL is never fetched', async () => {
    const fetched = async (options: string) => {
      await greeting(await open(`path=/home${options}`));
      const frame = await inner('/tabs/home');
      const names = await frame.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
      return new Set(names.filter((name) => name.endsWith('.js')));
    };
    const withNested = await fetched('');
    await page.context().close();
    const without = await fetched('&noNested=1');
    const asked = await calls();
    expect(asked).toContain('authentication.getAuthToken');
    expect(asked).not.toContain('nestedAppAuth.execute');
    expect([...withNested].filter((name) => !without.has(name))).toHaveLength(1);
  });

  test.each([
    ['with nested sign-in', 'consent=1'],
    ['in an older Teams', 'consent=1&noNested=1'],
  ])('until the school has agreed the page shows a button, and the person is asked: %s', async (_, options) => {
    const tab = await open(`path=/home&${options}`);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    const question = page.getByRole('dialog', { name: 'Lantern would like to sign you in' });
    await question.getByRole('button', { name: 'Allow' }).click();
    await greeting(tab);
  });

  test('"not now" leaves the button and says what to do', async () => {
    const tab = await open('path=/home&consent=1');
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Not now' }).click();
    await tab.getByText(/That did not work/).waitFor();
    await tab.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  test('a token the server no longer takes is replaced without a word', async () => {
    const tab = await open('path=/home');
    await greeting(tab);
    server.revoke();
    const before = server.asked.length;
    await page.getByRole('button', { name: 'About' }).click();
    await tab.getByText('Harbour and Hill Trust').waitFor();
    // Refused, then asked again with a fresh token.
    expect(server.asked.slice(before).filter((asked) => asked === 'GET /api/me').length).toBeGreaterThanOrEqual(2);
    complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes('401')));
  });

  test('becoming somebody else signs that person in, by keyboard alone', async () => {
    const tab = await open('path=/home&person=zoe');
    await greeting(tab);
    await page.getByRole('button', { name: /Change person/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox').pressSequentially('coord');
    await page.getByText('1 person').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await greeting(tab, 'Tahira');
    expect(address().get('person')).toBe('tahira');
  });

  test('somebody the school does not know is told so', async () => {
    const tab = await open('path=/home&person=stranger');
    await tab.getByText('We cannot find this page').waitFor();
    complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes('404')));
  });

  test('outside its window the practice page shows the way into it', async () => {
    await open('path=/about');
    await page.goto(`${server.origin}/tabs/about`);
    await page.getByRole('link', { name: 'Open the practice Teams' }).click();
    await h1(page.frameLocator('main iframe'), 'About Lantern');
  });
});

test('a browser that keeps nothing for embedded pages still shows everything', async () => {
  const tab = await open('path=/home&blocked=1', { keepsNothing: true });
  await greeting(tab);
  const frame = await inner('/tabs/home');
  const reading = frame.evaluate(() => window.sessionStorage.length);
  await expect(reading).rejects.toThrow('Access is denied');
  expect(await calls()).toContain('nestedAppAuth.execute');
  await tab.getByRole('link', { name: /^Read and sign/ }).click();
  await inner(`/tabs/sign/${id(7)}`);
});

test('phone width draws the tab 375 pixels wide', async () => {
  const tab = await open('path=/home&phone=1');
  await greeting(tab);
  expect((await page.locator('main iframe').boundingBox())?.width).toBe(375);
});

describe('for everybody', () => {
  test.each(['default', 'dark', 'contrast'])('axe finds nothing in the %s theme', async (theme) => {
    const found: string[] = [];
    for (const path of ['/home', '/about', '/work']) {
      const tab = await open(`path=${path}&theme=${theme}&person=tahira&activity=1`);
      await tab.getByRole('heading', { level: 1 }).waitFor();
      await tab
        .getByText(/Who to call|Agreements I have signed|Work/)
        .first()
        .waitFor();
      found.push(...(await violations(page)), ...(await violations(await inner(`/tabs${path}`))));
      if (path !== '/work') await page.context().close();
    }
    await page.getByRole('button', { name: /Change person/ }).click();
    found.push(...(await violations(page)));
    expect(found).toEqual([]);
  });

  test.each([
    ['a phone', { width: 320, height: 640 }],
    ['400 % zoom on a laptop', { width: 320, height: 256 }],
  ])('on %s nothing has to be scrolled sideways', async (_, look) => {
    for (const path of ['/home', '/about']) {
      const tab = await open(`path=${path}&person=tahira`, look);
      await tab.getByRole('heading', { level: 2 }).first().waitFor();
      const frame = await inner(`/tabs${path}`);
      for (const where of [page, frame])
        expect(
          await where.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThanOrEqual(0);
      if (path === '/home') await page.context().close();
    }
  });

  test('with Windows’ own contrast colours axe finds nothing either', async () => {
    const tab = await open('path=/home&person=tahira');
    await page.emulateMedia({ forcedColors: 'active' });
    await greeting(tab, 'Tahira');
    expect([...(await violations(page)), ...(await violations(await inner('/tabs/home')))]).toEqual([]);
  });

  test('who asked for less motion gets none', async () => {
    const tab = await open('path=/home');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await greeting(tab);
    // Neither what Fluent sets in motion nor what only has another colour or width now.
    for (const element of [tab.getByRole('link', { name: /^Read and sign/ }), tab.getByRole('heading', { level: 1 })]) {
      const moving = await element.evaluate((at) => {
        at.style.cssText = 'color: rgb(1, 2, 3); background-color: rgb(1, 2, 3); width: 50px';
        return at.getAnimations().length;
      });
      expect(moving).toBe(0);
    }
  });

  test('on a touch screen nothing one presses is smaller than a fingertip', async () => {
    const tab = await open('path=/home&person=tahira', { width: 390, height: 844, touch: true });
    await tab.getByRole('link', { name: '01632 960 123' }).waitFor();
    for (const where of [page, await inner('/tabs/home')]) {
      const small = await where.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('a[href], button, select, input')]
          .filter((element) => element.checkVisibility())
          .map((element) => ({ name: element.innerText || element.ariaLabel, box: element.getBoundingClientRect() }))
          .filter(({ box }) => Math.round(box.height) < 44 || Math.round(box.width) < 44)
          .map(({ name, box }) => `${name ?? ''}: ${box.width} x ${box.height}`),
      );
      expect(small).toEqual([]);
    }
  });

  test('Home is worked by keyboard: the focus is seen, and follows to the next page’s heading', async () => {
    const tab = await open('path=/home');
    const link = tab.getByRole('link', { name: /^Read and sign/ });
    await link.focus();
    await page.keyboard.press('Enter');
    const frame = await inner(`/tabs/sign/${id(7)}`);
    await frame.waitForFunction(() => document.activeElement?.tagName === 'H1');
  });

  test('the list of people is announced and every person of the school can be found', async () => {
    await greeting(await open('path=/home'));
    await page.getByRole('button', { name: /Change person/ }).click();
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(PEOPLE.length);
    await page.getByRole('searchbox').fill('nobody at all');
    await page.getByText('Nobody matches. Try fewer letters.').waitFor();
    // The first Escape empties the field.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('a host on another origin', () => {
  /** A page of another site that frames the tab and answers `initialize` and `getContext`, and nothing else. */
  const strangeHost = (port: number) => `<!doctype html><html lang="en"><title>Host</title>
    <iframe title="tab" width="800" height="600" src="http://localhost:${port}/tabs/home"></iframe>
    <script>
      const runtime = JSON.stringify({ apiVersion: 4, supports: { pages: {} } });
      const replies = {
        initialize: ['content', 'web', '2.1.2', runtime],
        getContext: [{ theme: 'dark', entityId: 'home', subEntityId: 'about' }],
      };
      addEventListener('message', ({ data, source, origin }) => {
        const args = replies[data.func];
        if (args) source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
      });
    </script></html>`;

  async function openStrange(shell: (port: number) => string) {
    const strange = await startShell({
      ancestors: (port) => `http://127.0.0.1:${port}`,
      settings: (port) => ({ practice: false, shell: shell(port) }),
      pages: { '/strange': strangeHost },
    });
    page = await started.browser.newPage();
    page.setDefaultTimeout(15_000);
    ({ complaints } = watch(page));
    await page.goto(strange.origin.replace('localhost', '127.0.0.1') + '/strange');
    return { tab: page.frameLocator('iframe'), close: () => strange.close() };
  }

  test('that our server names is believed: its theme and its deep link arrive', async () => {
    const { tab, close } = await openStrange((port) => `http://127.0.0.1:${port}`);
    await tab.locator('[data-theme=dark]').waitFor();
    await inner('/tabs/about');
    await close();
  });

  test.each([
    ['that nobody named', () => ''],
    ['named without a scheme', (port: number) => `127.0.0.1:${port}`],
  ])('%s is never believed, and the page still says something useful', async (_, shell) => {
    const { tab, close } = await openStrange(shell);
    await tab.getByText('Please sign in').waitFor();
    expect(await tab.locator('[data-theme]').getAttribute('data-theme')).toBe('light');
    await inner('/tabs/home');
    await close();
  });
});
