import { app, authentication, pages } from '@microsoft/teams-js';
import { type TabChoice, tabOf } from './bridge';
import type { Settings } from './settings';

/** A Teams or Outlook host that has answered. The rest of the pages know it as the `HostBridge` of `bridge.ts`. */
export interface TeamsHost {
  readonly frame: string;
  /** What a deep link carried, as it came. */
  readonly subPage: string | undefined;
  drawn(): void;
  moved(path: string): void;
  openTab(path: string): Promise<boolean>;
  share(place: { path: string; label: string; link: string }): Promise<'shared'>;
  token(ask: boolean): Promise<string>;
  chooseTab(choice: TabChoice | null): void;
}

interface Parts {
  readonly page: Window;
  readonly settings: Settings;
  /** Told each time the host's theme changes, in the host's own names. */
  readonly setTheme: (name: string) => void;
  /** The host's back button: true when we went back ourselves. */
  readonly goBack: () => boolean;
}

/** Resolves when a host has answered; that may be never. The only door to teams-js. */
export async function sayHello({ page, settings, setTheme, goBack }: Parts): Promise<TeamsHost> {
  // From our own server, never from the address: whoever is named here may speak as the host.
  await app.initialize(settings.shell === '' ? undefined : settings.shell.split(' '));
  app.registerOnThemeChangeHandler(setTheme);
  const { app: about, page: place } = await app.getContext();
  setTheme(about.theme);
  if (pages.backStack.isSupported()) pages.backStack.registerBackButtonHandler(goBack);
  return {
    frame: place.frameContext ?? 'content',
    subPage: place.subPageId,
    drawn: () => void app.notifySuccess(),
    moved(path) {
      const address = `${page.location.origin}/tabs${path}`;
      if (pages.isSupported()) pages.setCurrentFrame({ contentUrl: address, websiteUrl: address });
    },
    async openTab(path) {
      if (settings.teamsAppId === '') return false;
      const target = { appId: settings.teamsAppId, pageId: tabOf(path), subPageId: path.slice(1) };
      return pages.navigateToApp(target).then(
        () => true,
        () => false,
      );
    },
    share({ path, label, link }) {
      pages.shareDeepLink({ subPageId: path.slice(1), subPageLabel: label, subPageWebUrl: link });
      return Promise.resolve('shared');
    },
    token: (ask) => authentication.getAuthToken({ silent: !ask }),
    chooseTab: (choice) => setUpTab(page, choice),
  };
}

function setUpTab(page: Window, choice: TabChoice | null): void {
  if (choice) {
    const address = `${page.location.origin}/tabs${choice.path}`;
    const config = {
      contentUrl: `${address}?theme={theme}`,
      websiteUrl: address,
      entityId: choice.path.slice(1),
      suggestedDisplayName: choice.name,
    };
    pages.config.registerOnSaveHandler((event) => {
      pages.config.setConfig(config).then(
        () => event.notifySuccess(),
        (error: unknown) => event.notifyFailure(String(error)),
      );
    });
  }
  pages.config.setValidityState(choice !== null);
}
