import type { HostBridge, ThemeName } from '../bridge';
import { safeStorage } from '../storage';
import type { MailHost } from './mail-host';

/**
 * Outlook as the pages' host: it has no tabs, no links of its own and no Teams token. Signing in is nested where
 * Outlook put its bridge into the page, and a window of its own where it did not.
 */
export function paneHost(page: Window, found: Promise<MailHost | null>): HostBridge {
  const theme = themeStore(page);
  void found.then((mail) => {
    const follow = () => theme.set(mail?.theme() ?? preferred(page));
    follow();
    mail?.themeChanged(follow);
  });
  return {
    framed: true,
    storage: safeStorage(page),
    theme,
    // Null says that there is nobody to ask for a token but Microsoft.
    connect: () => found.then((mail) => (mail && 'nestedAppAuthBridge' in page ? { path: null, frame: 'task' } : null)),
    drawn: () => undefined,
    moved: () => undefined,
    openTab: () => Promise.resolve(false),
    linkTo: (path) => `${page.location.origin}/tabs${path}`,
    share: () => Promise.resolve('refused'),
    teamsToken: () => Promise.reject(new Error('Outlook has no token of Teams')),
    chooseTab: () => undefined,
  };
}

function preferred(page: Window): ThemeName {
  const matches = (query: string): boolean => page.matchMedia?.(query).matches ?? false;
  if (matches('(forced-colors: active)')) return 'contrast';
  return matches('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

function themeStore(page: Window) {
  let theme = preferred(page);
  const listeners = new Set<() => void>();
  return {
    get: () => theme,
    set(next: ThemeName) {
      theme = next;
      for (const changed of listeners) changed();
    },
    subscribe(changed: () => void) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}
