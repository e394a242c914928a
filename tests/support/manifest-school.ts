import type { Environment } from '../../scripts/lib/manifest.mjs';

/** What a school fills in, for tests of its packages. */
export const school: Environment = {
  kind: 'production',
  name: 'Lantern',
  host: 'lantern.alderhill.sch.uk',
  appId: '5f0c8a7e-3b1d-4c62-9a0e-7d6f5e4c3b2a',
  clientId: '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d',
  botId: '1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
  outlookId: '2d3e4f5a-6b7c-4d8e-9f0a-1b2c3d4e5f60',
  developer: {
    name: 'Alder Hill Primary School',
    websiteUrl: 'https://www.alderhill.sch.uk',
    privacyUrl: 'https://www.alderhill.sch.uk/privacy',
    termsOfUseUrl: 'https://www.alderhill.sch.uk/terms',
  },
  file: 'production',
};
