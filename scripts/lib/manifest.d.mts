export interface Environment {
  kind: string;
  name: string;
  host: string;
  appId: string;
  clientId: string;
  botId: string;
  outlookId: string;
  developer: { name: string; websiteUrl: string; privacyUrl: string; termsOfUseUrl: string };
  file: string;
}

interface Tab {
  entityId: string;
  name?: string;
  contentUrl?: string;
  websiteUrl?: string;
  scopes: string[];
}

/** As much of a manifest as its tests touch. */
export interface Manifest {
  $schema: string;
  id: string;
  version: string;
  developer: Environment['developer'];
  name: { short: string; full: string };
  icons: { color: string; outline: string };
  staticTabs: Tab[];
  configurableTabs: { configurationUrl: string; scopes: string[] }[];
  bots: { botId: string; scopes: string[]; supportsFiles: boolean; isNotificationOnly: boolean }[];
  composeExtensions: {
    botId: string;
    commands: { id: string; type: string; title: string; context: string[]; fetchTask: boolean }[];
  }[];
  activities: { activityTypes: { type: string; description: string; templateText: string }[] };
  validDomains: string[];
  localizationInfo: { defaultLanguageTag: string };
  webApplicationInfo: { id: string; resource: string; nestedAppAuthInfo: { redirectUri: string; scopes: string[] }[] };
  extensions: {
    requirements: { capabilities: { name: string; minVersion: string }[] };
    runtimes: { code: { page: string }; actions: { id: string; type: string }[] }[];
    ribbons: { contexts: string[]; tabs: { groups: { controls: { actionId: string }[] }[] }[] }[];
    alternates: { hide: { customOfficeAddin: { officeAddinId: string } } }[];
  }[];
  authorization: { permissions: { resourceSpecific: { name: string; type: string }[] } };
}

export type Icons = Record<string, Buffer>;

export function environmentNames(): string[];
export function readEnvironment(nameOrFile: string): Environment;
export function readIcons(): Icons;
export function makeManifest(environment: Environment, version: string): Manifest;
export function validateManifest(manifest: Manifest, environment: Environment, icons: Icons): string[];
