/** Teams' names of its themes. */
export const THEMES = ['default', 'dark', 'contrast'] as const;
export type ShellTheme = (typeof THEMES)[number];

/** Things that happen in real schools, switched on by hand. */
export const OPTIONS = ['noNested', 'consent', 'phone', 'oldOutlook', 'blocked'] as const;
export type Option = (typeof OPTIONS)[number];

/** What the window shows. All of it stands in the address, so that a view can be sent to somebody or loaded again. */
export interface ShellState {
  /** Where in Lantern, such as `/policies/…`. */
  readonly path: string;
  /** Id of the person one is; empty for the first of the list. */
  readonly person: string;
  readonly theme: ShellTheme;
  readonly activity: boolean;
  readonly options: ReadonlySet<Option>;
}

const START: ShellState = { path: '/home', person: '', theme: 'default', activity: false, options: new Set() };

const isOneOf = <T extends string>(list: readonly T[], word: string | null): word is T =>
  // A list of T's asked about any word.
  (list as readonly string[]).includes(word ?? '');

/** Reads the part of the address after `#`. What makes no sense is left at its start value. */
export function parseState(hash: string): ShellState {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const path = given.get('path') ?? '';
  const theme = given.get('theme');
  return {
    path: /^\/[\w-]/.test(path) ? path : START.path,
    person: given.get('person') ?? START.person,
    theme: isOneOf(THEMES, theme) ? theme : START.theme,
    activity: given.get('activity') === '1',
    options: new Set(OPTIONS.filter((option) => given.get(option) === '1')),
  };
}

export function formatState(state: ShellState): string {
  const out = new URLSearchParams({ path: state.path });
  if (state.person !== '') out.set('person', state.person);
  if (state.theme !== START.theme) out.set('theme', state.theme);
  if (state.activity) out.set('activity', '1');
  for (const option of state.options) out.set(option, '1');
  return `#${out.toString()}`;
}

/** Where the window works like Outlook; what follows it in a path is the folder and the mail. */
export const OUTLOOK = '/outlook';
export const isOutlook = (path: string): boolean => path === OUTLOOK || path.startsWith(`${OUTLOOK}/`);

export const TABS = ['home', 'policies', 'work', 'chat', 'about'] as const;
export type Tab = (typeof TABS)[number];

/** The static tab a path belongs to; what has no tab of its own (signing) starts from Home. */
export function tabOf(path: string): Tab {
  const first = /^\/(\w+)/.exec(path)?.[1] ?? null;
  return isOneOf(TABS, first) ? first : 'home';
}

/** The `subEntityId` a deep link hands the tab: nothing when the tab itself is meant. */
export const subPageOf = (path: string): string => (path === `/${tabOf(path)}` ? '' : path.slice(1));

/** Where a link leads inside Lantern: a page's own address, a notice's link, or a link into Teams. Null when outside. */
export function pathOfLink(link: string, origin: string): string | null {
  const url = new URL(link, origin);
  if (url.hostname === 'teams.microsoft.com') return pathOfTeamsLink(url);
  if (url.origin !== origin) return null;
  if (url.pathname === '/') return parseState(url.hash).path;
  return url.pathname.replace(/^\/tabs(?=\/|$)/, '') + url.search + url.hash;
}

function pathOfTeamsLink(url: URL): string | null {
  const page = /^\/l\/entity\/[^/]+\/([^/]+)/.exec(url.pathname)?.[1];
  if (page === undefined) return null;
  const sub = subEntity(url.searchParams.get('context'));
  return `/${sub === '' ? page : sub}`;
}

function subEntity(context: string | null): string {
  try {
    const given: unknown = JSON.parse(context ?? '{}');
    const sub = (given as { subEntityId?: unknown } | null)?.subEntityId;
    return typeof sub === 'string' ? sub : '';
  } catch {
    return '';
  }
}
