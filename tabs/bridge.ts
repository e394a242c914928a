import type * as Teams from './host';
import type { Settings } from './settings';
import { type SafeStorage, safeStorage } from './storage';

export type ThemeName = 'light' | 'dark' | 'contrast';

/** What the host says of itself. For drawing and for finding the page: never for deciding who somebody is. */
export interface HostContext {
  /** The path a deep link asked for, such as `/policies/…#phones`; null when none did. */
  readonly path: string | null;
  /** Where the page is drawn: `content`, `settings` (tab set-up), `task` (dialog). */
  readonly frame: string;
}

/** A tab that a person is putting into a team. */
export interface TabChoice {
  readonly path: string;
  readonly name: string;
}

/**
 * Where a page runs: a Teams or Outlook frame, or a plain browser window. Pages know only this.
 * Nothing here waits before drawing: the page is drawn first and the host asked afterwards.
 */
export interface HostBridge {
  /** True when another window draws us; whether it speaks the Teams protocol is known after `connect`. */
  readonly framed: boolean;
  readonly storage: SafeStorage;
  readonly theme: { readonly get: () => ThemeName; readonly subscribe: (changed: () => void) => () => void };
  /** Null when no host answered. Safe to call often; never rejects. */
  connect(): Promise<HostContext | null>;
  /** The first page stands: the host takes its own loading picture away. */
  drawn(): void;
  /** The person went to another page: the host's "copy link" and back button follow. */
  moved(path: string): void;
  /** Opens one of the app's tabs in the host. False when there is none to switch: go there inside the page. */
  openTab(path: string): Promise<boolean>;
  /** An address that brings another person to the same place. */
  linkTo(path: string, label?: string): string;
  /** Gives the person the link: the host's own sheet, or the clipboard. */
  share(path: string, label: string): Promise<'shared' | 'copied' | 'refused'>;
  /** Teams' own token for our API. `ask` lets Teams show its consent question: only after a click. Rejects without Teams. */
  teamsToken(ask: boolean): Promise<string>;
  /** On the set-up page of a team tab: what `save` will keep, or null while nothing is chosen. */
  chooseTab(choice: TabChoice | null): void;
}

/** How long a host may take to say hello before the page goes on as if in a plain browser, in ms. */
export const CONNECT_MS = 5_000;

const THEMES: Readonly<Record<string, ThemeName>> = {
  default: 'light',
  light: 'light',
  dark: 'dark',
  contrast: 'contrast',
};

/** Teams' names and ours; an unknown name is light. */
export const themeOf = (name: string | null | undefined): ThemeName => THEMES[name ?? ''] ?? 'light';

/** The chat with the bot, to `openTab`: it is a tab of the app but no page of ours. */
export const CHAT = '/chat';

/** The static tab a path belongs to, as the manifest names them (`entityId`). Signing starts from Home. */
export function tabOf(path: string): 'home' | 'policies' | 'work' | 'conversations' | 'about' {
  const first = /^\/(\w+)/.exec(path)?.[1];
  if (path === CHAT) return 'conversations';
  return first === 'policies' || first === 'work' || first === 'about' ? first : 'home';
}

/** Teams' half, in a chunk of its own that is fetched while the page is drawn: a plain browser never needs it. */
const loadTeams = (): Promise<typeof Teams> => import('./host');

export function createHost(page: Window, settings: Settings, load = loadTeams): HostBridge {
  const theme = themeStore(firstTheme(page));
  const linkTo = (path: string, label = '') => deepLink(page.location.origin, settings, { path, label });
  const plain = { storage: safeStorage(page), linkTo, theme: { get: theme.get, subscribe: theme.subscribe } };
  if (page.parent !== page || 'nativeInterface' in page)
    return { ...plain, ...framedHost({ page, settings, setTheme: theme.set, linkTo, loaded: load() }) };
  page.matchMedia?.('(prefers-color-scheme: dark)').addEventListener('change', () => theme.set(firstTheme(page)));
  return { ...plain, ...browserHost(page, linkTo) };
}

type Speaking = Omit<HostBridge, 'storage' | 'theme' | 'linkTo'>;

function browserHost(page: Window, linkTo: HostBridge['linkTo']): Speaking {
  return {
    framed: false,
    connect: () => Promise.resolve(null),
    drawn: () => undefined,
    moved: () => undefined,
    openTab: () => Promise.resolve(false),
    share: (path, label) => copy(page, linkTo(path, label)),
    teamsToken: () => Promise.reject(new Error('not inside Teams')),
    chooseTab: () => undefined,
  };
}

interface Framed {
  readonly page: Window;
  readonly settings: Settings;
  readonly setTheme: (theme: ThemeName) => void;
  readonly linkTo: HostBridge['linkTo'];
  readonly loaded: Promise<typeof Teams>;
}

function framedHost({ page, settings, setTheme, linkTo, loaded }: Framed): Speaking {
  let said: Promise<HostContext | null> | undefined;
  let teams: Teams.TeamsHost | undefined;
  const trail: string[] = [];
  const hello = async (): Promise<HostContext> => {
    const { sayHello } = await loaded;
    teams = await sayHello({
      page,
      settings,
      setTheme: (name) => setTheme(themeOf(name)),
      goBack: () => goBack(page, trail),
    });
    return { path: pathOf(teams.subPage), frame: teams.frame };
  };
  const connect = () => (said ??= within(CONNECT_MS, hello()));
  return {
    framed: true,
    connect,
    drawn: () => void connect().then(() => teams?.drawn()),
    moved(path) {
      follow(trail, path);
      teams?.moved(path);
    },
    openTab: (path) => teams?.openTab(path) ?? Promise.resolve(false),
    share: (path, label) => teams?.share({ path, label, link: linkTo(path, label) }) ?? copy(page, linkTo(path, label)),
    teamsToken: (ask) => teams?.token(ask) ?? Promise.reject(new Error('no Teams host answered')),
    chooseTab: (choice) => void connect().then(() => teams?.chooseTab(choice)),
  };
}

/** Null when the host has not answered in time; a host that answers later still sets the theme. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([answer.catch(() => null), late]).finally(() => clearTimeout(timer));
}

/** A deep link carries a path without its leading slash. Anything that could leave the app is not a path. */
function pathOf(subPage: string | undefined): string | null {
  if (subPage === undefined || subPage === '' || !/^[\w-]+([/?#][\w=&.%+-]*)*$/.test(subPage)) return null;
  return `/${subPage}`;
}

function follow(trail: string[], path: string): void {
  if (trail.at(-1) === path) return;
  if (trail.at(-2) === path) trail.pop();
  else trail.push(path);
}

/** True when we went back ourselves; false leaves it to the host. */
function goBack(page: Window, trail: readonly string[]): boolean {
  if (trail.length < 2) return false;
  page.history.back();
  return true;
}

function deepLink(origin: string, settings: Settings, place: { path: string; label: string }): string {
  if (settings.practice) return `${origin}/#${new URLSearchParams({ path: place.path }).toString()}`;
  const web = `${origin}/tabs${place.path}`;
  if (settings.teamsAppId === '') return web;
  const link = new URL(`https://teams.microsoft.com/l/entity/${settings.teamsAppId}/${tabOf(place.path)}`);
  link.searchParams.set('webUrl', web);
  if (place.label !== '') link.searchParams.set('label', place.label);
  link.searchParams.set('context', JSON.stringify({ subEntityId: place.path.slice(1) }));
  return link.href;
}

const copy = (page: Window, text: string): Promise<'copied' | 'refused'> =>
  Promise.resolve(page.navigator.clipboard?.writeText(text)).then(
    () => (page.navigator.clipboard ? 'copied' : 'refused'),
    () => 'refused',
  );

/** The address says the theme (the manifest asks Teams to put it there), else the browser's own wish counts. */
function firstTheme(page: Window): ThemeName {
  const asked = new URLSearchParams(page.location.search).get('theme');
  if (asked !== null) return themeOf(asked);
  return page.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function themeStore(first: ThemeName) {
  let theme = first;
  const listeners = new Set<() => void>();
  return {
    get: () => theme,
    set: (next: ThemeName) => {
      if (next === theme) return;
      theme = next;
      for (const changed of listeners) changed();
    },
    subscribe: (changed: () => void) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}
