/** What a page must know before it can ask for anything. All of it is public. */
export interface Settings {
  /** Application (client) id of Lantern's Entra registration. */
  readonly clientId: string;
  /** Where people sign in, such as `https://login.microsoftonline.com/<tenant id>`. */
  readonly authority: string;
  /** The one scope of our API, such as `api://<host>/<client id>/access_as_user`. */
  readonly scope: string;
  /** Id of the app package in Teams, from which links into Teams are made. */
  readonly teamsAppId: string;
  /** True in the practice tenant, where people are chosen in the practice shell. */
  readonly practice: boolean;
  /** Which Lantern this is, for *About* and for asking for help. */
  readonly version: string;
  /** Further origins that may host the tab, apart by spaces: the practice window's. Empty in production. */
  readonly shell: string;
}

const BLANK: Settings = {
  clientId: '',
  authority: '',
  scope: '',
  teamsAppId: '',
  practice: false,
  version: '',
  shell: '',
};

/**
 * The server writes the settings as JSON into `<meta name="lantern-settings">` of the page: no round trip is spent on
 * them, and they come from the same hand as the scripts.
 */
export function readSettings(page: Document): Settings {
  const written = page.querySelector('meta[name="lantern-settings"]')?.getAttribute('content') ?? '{}';
  // Our own server wrote it; what it leaves out stays blank.
  return { ...BLANK, ...(JSON.parse(written) as Partial<Settings>) };
}
