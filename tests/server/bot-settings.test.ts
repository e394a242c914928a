import { botRegistration } from '../../src/server/bot-settings';
import { readConfig } from '../../src/server/config';
import { refusal } from '../support/refusal';

const APP = '0a4f0000-0000-4000-8000-000000000005';
const read = (setting: string, file: string) => `${setting} in ${file}\n`;
const of = (env: Record<string, string>) => botRegistration(env, read);

test('without any of its settings there is no bot', () => {
  expect(of({ LANTERN_TENANT_ID: APP, LANTERN_BOT_APP_ID: '' })).toBeUndefined();
});

test.each([
  [{ LANTERN_BOT_SECRET_FILE: 's' }, { kind: 'secret', secret: 'LANTERN_BOT_SECRET_FILE in s' }],
  [{ LANTERN_BOT_MANAGED_IDENTITY: 'yes' }, { kind: 'managed_identity' }],
  [
    { LANTERN_BOT_CERTIFICATE_FILE: 'c', LANTERN_BOT_KEY_FILE: 'k' },
    {
      kind: 'certificate',
      certificate: 'LANTERN_BOT_CERTIFICATE_FILE in c\n',
      key: 'LANTERN_BOT_KEY_FILE in k\n',
    },
  ],
])('with %j the bot proves itself so', (env, credentials) => {
  expect(of({ LANTERN_BOT_APP_ID: APP, ...env })).toEqual({
    appId: APP,
    credentials,
    serviceHosts: ['smba.trafficmanager.net'],
  });
});

test('the hosts of the connector may be named', () => {
  const env = {
    LANTERN_BOT_APP_ID: APP,
    LANTERN_BOT_SECRET_FILE: 's',
    LANTERN_BOT_SERVICE_HOSTS: 'a.example, b.example',
  };
  expect(of(env)?.serviceHosts).toEqual(['a.example', 'b.example']);
});

test.each<[string, Record<string, string>, string]>([
  ['no id', { LANTERN_BOT_SECRET_FILE: 's' }, 'LANTERN_BOT_APP_ID'],
  ['an id that is none', { LANTERN_BOT_APP_ID: 'lantern', LANTERN_BOT_SECRET_FILE: 's' }, 'LANTERN_BOT_APP_ID'],
  ['no proof', { LANTERN_BOT_APP_ID: APP }, 'LANTERN_BOT_CERTIFICATE_FILE'],
  [
    'two proofs',
    { LANTERN_BOT_APP_ID: APP, LANTERN_BOT_SECRET_FILE: 's', LANTERN_BOT_MANAGED_IDENTITY: 'yes' },
    'LANTERN_BOT_CERTIFICATE_FILE',
  ],
  [
    'a certificate without its key',
    { LANTERN_BOT_APP_ID: APP, LANTERN_BOT_CERTIFICATE_FILE: 'c' },
    'LANTERN_BOT_KEY_FILE',
  ],
  ['a key without its certificate', { LANTERN_BOT_APP_ID: APP, LANTERN_BOT_KEY_FILE: 'k' }, 'LANTERN_BOT_KEY_FILE'],
  [
    'an address in place of a host',
    { LANTERN_BOT_APP_ID: APP, LANTERN_BOT_SECRET_FILE: 's', LANTERN_BOT_SERVICE_HOSTS: 'https://a.example/' },
    'LANTERN_BOT_SERVICE_HOSTS',
  ],
])('%s is refused by name', (_, env, where) => {
  expect(refusal(() => of(env)).problems.map((p) => p.where)).toEqual([where]);
});

test('the practice tenant never stands beside a real bot', () => {
  const error = refusal(() => readConfig({ LANTERN_BOT_SECRET_FILE: 's' }, ['--practice']));
  expect(error.problems.map((p) => p.where)).toEqual(['LANTERN_BOT_SECRET_FILE']);
});
