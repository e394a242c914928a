import { CONNECT_MS, createHost, tabOf, themeOf } from '../../tabs/bridge';
import type * as Teams from '../../tabs/host';
import { fakeServices } from '../support/page';

const settings = { ...fakeServices().settings, teamsAppId: '33333333-3333-4333-8333-333333333333' };

/** A window as far as the bridge looks at it. */
function browser(part: Record<string, unknown> = {}): Window {
  const self: Record<string, unknown> = {
    location: { origin: 'https://lantern.example', search: '' },
    sessionStorage: window.sessionStorage,
    navigator: {},
    ...part,
  };
  self['parent'] ??= self;
  return self as unknown as Window;
}

test.each([
  ['default', 'light'],
  ['dark', 'dark'],
  ['contrast', 'contrast'],
  ['glass', 'light'],
  [undefined, 'light'],
])('the host’s theme %s is drawn as %s', (given, drawn) => {
  expect(themeOf(given)).toBe(drawn);
});

test.each([
  ['/home', 'home'],
  ['/sign/1', 'home'],
  ['/policies/1#phones', 'policies'],
  ['/work/class-sheets', 'work'],
  ['/about', 'about'],
  ['/', 'home'],
])('%s belongs to the tab %s', (path, tab) => {
  expect(tabOf(path)).toBe(tab);
});

test('outside a frame nothing is initialised, and there is no host to answer', async () => {
  const host = createHost(browser(), settings);
  expect(host.framed).toBe(false);
  await expect(host.connect()).resolves.toBeNull();
  await expect(host.openTab('/policies')).resolves.toBe(false);
  await expect(host.teamsToken(false)).rejects.toThrow('not inside Teams');
});

test('the theme in the address comes before the browser’s own wish', () => {
  const matchMedia = () => ({ matches: true, addEventListener: () => undefined });
  const at = (search: string) =>
    createHost(browser({ matchMedia, location: { origin: 'https://lantern.example', search } }), settings).theme.get();
  expect(at('?theme=contrast')).toBe('contrast');
  expect(at('')).toBe('dark');
});

test('a link leads into Teams, with the web page for those who have none', () => {
  const link = new URL(createHost(browser(), settings).linkTo('/policies/p1#phones', 'Phones & tablets'));
  expect(link.origin + link.pathname).toBe(
    'https://teams.microsoft.com/l/entity/33333333-3333-4333-8333-333333333333/policies',
  );
  expect(Object.fromEntries(link.searchParams)).toEqual({
    webUrl: 'https://lantern.example/tabs/policies/p1#phones',
    label: 'Phones & tablets',
    context: '{"subEntityId":"policies/p1#phones"}',
  });
});

test('in the practice school a link leads to the practice window, and without a package to the page', () => {
  const link = (part: object) => createHost(browser(), { ...settings, ...part }).linkTo('/sign/c 1');
  expect(link({ practice: true })).toBe('https://lantern.example/#path=%2Fsign%2Fc+1');
  expect(link({ teamsAppId: '' })).toBe('https://lantern.example/tabs/sign/c 1');
});

test('sharing in a browser copies the link, and says so when the browser refuses', async () => {
  const writeText = jest.fn(() => Promise.resolve());
  const sharing = (navigator: object) => createHost(browser({ navigator }), settings).share('/policies', 'P');
  await expect(sharing({ clipboard: { writeText } })).resolves.toBe('copied');
  expect(writeText).toHaveBeenCalledWith(expect.stringContaining('teams.microsoft.com'));
  await expect(sharing({ clipboard: { writeText: () => Promise.reject(new Error('no')) } })).resolves.toBe('refused');
  await expect(sharing({})).resolves.toBe('refused');
});

test('storage keeps words in the browser, and in memory when the browser refuses', () => {
  const ours = createHost(browser(), settings).storage;
  ours.set('a', '1');
  expect([ours.lasts, ours.get('a'), window.sessionStorage.getItem('lantern.a')]).toEqual([true, '1', '1']);
  ours.remove('a');
  expect(ours.get('a')).toBeNull();

  const blocked = browser();
  Object.defineProperty(blocked, 'sessionStorage', {
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  const memory = createHost(blocked, settings).storage;
  memory.set('a', '2');
  expect([memory.lasts, memory.get('a')]).toEqual([false, '2']);
});

describe('in a frame', () => {
  /** The Teams half, answering as a test says. */
  function framed(sayHello: () => Promise<Partial<Teams.TeamsHost>>) {
    const page = browser({ parent: {} });
    // Only what the bridge asks for is there.
    const load = () => Promise.resolve({ sayHello } as unknown as typeof Teams);
    return createHost(page, settings, load);
  }
  const teams = (part: Partial<Teams.TeamsHost> = {}) => framed(() => Promise.resolve({ frame: 'content', ...part }));

  test.each([
    ['policies/p1#phones', '/policies/p1#phones'],
    ['sign/c1', '/sign/c1'],
    ['', null],
    [undefined, null],
    ['/evil.example', null],
    ['https://evil.example', null],
    ['javascript:alert(1)', null],
  ])('the deep link %j leads to %j', async (subPage, path) => {
    await expect(teams({ subPage }).connect()).resolves.toEqual({ frame: 'content', path });
  });

  test('a host that never answers is given up after a while, and nothing is asked of it', async () => {
    jest.useFakeTimers();
    try {
      const host = framed(() => new Promise(() => undefined));
      const said = host.connect();
      await jest.advanceTimersByTimeAsync(CONNECT_MS);
      await expect(said).resolves.toBeNull();
      await expect(host.teamsToken(false)).rejects.toThrow('no Teams host answered');
      await expect(host.openTab('/policies')).resolves.toBe(false);
      await expect(host.share('/policies', 'P')).resolves.toBe('refused');
      host.moved('/about');
      host.drawn();
    } finally {
      jest.useRealTimers();
    }
  });

  test('a host that refuses is as good as none', async () => {
    await expect(framed(() => Promise.reject(new Error('no'))).connect()).resolves.toBeNull();
  });

  test('once it has answered, the host is told where the person goes and asked for tokens and tabs', async () => {
    const drawn = jest.fn();
    const moved = jest.fn();
    const token = jest.fn(() => Promise.resolve('t'));
    const openTab = jest.fn(() => Promise.resolve(true));
    const host = teams({ drawn, moved, token, openTab });
    host.drawn();
    await host.connect();
    host.moved('/about');
    expect(drawn).toHaveBeenCalledTimes(1);
    expect(moved).toHaveBeenCalledWith('/about');
    await expect(host.teamsToken(true)).resolves.toBe('t');
    expect(token).toHaveBeenCalledWith(true);
    await expect(host.openTab('/policies')).resolves.toBe(true);
  });
});
