import { createContext, use } from 'react';
import type { Api } from '../api';
import type { Auth } from '../auth';
import type { HostBridge } from '../bridge';
import type { Settings } from '../settings';
import type { LoadCache } from './useLoad';

/** What the page was given to work with. Made once in `app.tsx`; a test gives its own. */
export interface Services {
  readonly settings: Settings;
  readonly host: HostBridge;
  readonly auth: Auth;
  readonly api: Api;
  readonly cache: LoadCache;
}

const Given = createContext<Services | null>(null);

export const ServicesProvider = Given.Provider;

export function useServices(): Services {
  const services = use(Given);
  if (!services) throw new Error('a page stands outside ServicesProvider');
  return services;
}
