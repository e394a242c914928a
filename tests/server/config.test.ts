import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig, readKeyRotation } from '../../src/server/config';
import { refusal } from '../support/refusal';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-config-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const secret = (name: string, text: string, mode = 0o600): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text, { mode });
  fs.chmodSync(file, mode);
  return file;
};
const ID = '0a4f0000-0000-4000-8000-00000000000';
const GOOD = {
  LANTERN_TENANT_ID: `${ID}1`,
  LANTERN_CLIENT_ID: `${ID}2`,
  LANTERN_ORIGIN: 'https://lantern.oakfield.example/',
  LANTERN_SCHOOL_NAME: 'Oakfield Primary School',
  LANTERN_FIRST_HEAD_OID: `${ID}3`,
  LANTERN_FIRST_HEAD_NAME: 'Robin Sample',
  LANTERN_LEDGER_NAME: 'oakfield.example',
  LANTERN_SIGNING_KEY_FILE: secret('key.pem', 'a key'),
  LANTERN_TEAMS_APP_ID: `${ID}4`,
  DATABASE_URL: 'postgres://lantern@db.example/lantern',
  LANTERN_ROOT_KEY_FILE: secret('root.key', 'a root key'),
};
type Environment = Record<string, string | undefined>;
const problems = (env: Environment, ...args: string[]) => {
  const error = refusal(() => readConfig(env, args));
  expect(error.code).toBe('invalid_input');
  return error.problems;
};

describe('production', () => {
  test('reads its settings, answers on every address of the machine, and does one job', () => {
    expect(readConfig(GOOD, [])).toMatchObject({
      mode: 'production',
      role: 'web',
      host: '0.0.0.0',
      port: 3978,
      logLevel: 'info',
      databaseUrl: GOOD.DATABASE_URL,
      production: {
        origin: 'https://lantern.oakfield.example',
        signingKey: 'a key',
        rootKey: { text: 'a root key' },
        firstHead: { oid: `${ID}3`, name: 'Robin Sample' },
        anchors: { dir: undefined, teamsWebhook: undefined },
        notices: undefined,
      },
    });
    expect(readConfig({ ...GOOD, PORT: '80', HOST: '10.0.0.1', LOG_LEVEL: 'warn' }, ['--worker'])).toMatchObject({
      role: 'worker',
      host: '10.0.0.1',
      port: 80,
      logLevel: 'warn',
    });
  });

  test.each(Object.keys(GOOD))('%s missing is named', (name) => {
    expect(problems({ ...GOOD, [name]: undefined }).map((p) => p.where)).toEqual([name]);
  });

  test('everything missing is named at once, but for the choice of a root key', () => {
    const names = Object.keys(GOOD).filter((name) => name !== 'LANTERN_ROOT_KEY_FILE');
    expect(problems({}).map((p) => p.where)).toEqual(names);
  });

  test.each([
    ['LANTERN_TENANT_ID', 'oakfield'],
    ['LANTERN_CLIENT_ID', ''],
    ['LANTERN_ORIGIN', 'http://lantern.example'],
    ['LANTERN_ORIGIN', 'lantern.example'],
    ['LANTERN_SCHOOL_NAME', ''],
    ['LANTERN_FIRST_HEAD_OID', 'robin'],
    ['LANTERN_LEDGER_NAME', 'two words'],
    ['LANTERN_LEDGER_NAME', 'a+b'],
    ['LANTERN_TEAMS_APP_ID', 'app'],
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(problems({ ...GOOD, [name]: value }).map((p) => p.where)).toEqual([name]);
  });

  test.each(['PRACTICE_TODAY', 'PRACTICE_ANYTHING', 'KILL_AT', 'KILL_LOG'])('%s is refused', (name) => {
    expect(problems({ ...GOOD, [name]: '1' })).toEqual([
      { where: name, what: 'belongs to the practice tenant and is refused in production' },
    ]);
  });

  test('a key file that is not there, or that others can read', () => {
    const missing = { ...GOOD, LANTERN_SIGNING_KEY_FILE: path.join(folder, 'none') };
    expect(problems(missing)[0]?.what).toContain('not there');
    const open = { ...GOOD, LANTERN_SIGNING_KEY_FILE: secret('open.pem', 'a key', 0o644) };
    expect(problems(open)[0]).toMatchObject({
      where: 'LANTERN_SIGNING_KEY_FILE',
      what: expect.stringContaining('chmod 600') as string,
    });
  });

  test('notices need their registration and its secret together', () => {
    const file = secret('notices', ' a secret\n');
    const both = { ...GOOD, LANTERN_NOTICES_CLIENT_ID: 'c', LANTERN_NOTICES_SECRET_FILE: file };
    expect(readConfig(both, []).production?.notices).toEqual({ clientId: 'c', clientSecret: 'a secret' });
    for (const one of ['LANTERN_NOTICES_CLIENT_ID', 'LANTERN_NOTICES_SECRET_FILE'] as const)
      expect(problems({ ...both, [one]: undefined })[0]?.what).toContain('both or neither');
  });

  test('the root key is a file or a key in Key Vault, and one of the two', () => {
    const keyUrl = 'https://oakfield.vault.azure.net/keys/lantern';
    const vault = { ...GOOD, LANTERN_ROOT_KEY_FILE: undefined, LANTERN_KEY_VAULT_KEY: keyUrl };
    const rootKey = (env: Environment) => readConfig(env, []).production?.rootKey;
    expect(rootKey(vault)).toEqual({ keyUrl, identity: { kind: 'managed', clientId: undefined } });
    const named = { ...vault, LANTERN_KEY_VAULT_CLIENT_ID: 'c' };
    expect(rootKey(named)).toEqual({ keyUrl, identity: { kind: 'managed', clientId: 'c' } });
    const file = secret('vault', ' a secret\n');
    expect(rootKey({ ...named, LANTERN_KEY_VAULT_SECRET_FILE: file })).toEqual({
      keyUrl,
      identity: { kind: 'secret', tenantId: `${ID}1`, clientId: 'c', clientSecret: 'a secret' },
    });
    expect(problems({ ...vault, LANTERN_KEY_VAULT_SECRET_FILE: file })[0]?.where).toBe('LANTERN_KEY_VAULT_CLIENT_ID');
    expect(problems({ ...GOOD, LANTERN_KEY_VAULT_KEY: keyUrl })[0]?.what).toContain('set one of them');
    for (const elsewhere of [
      `${keyUrl}/0123`,
      'https://vault.azure.net.example/keys/x',
      'http://a.vault.azure.net/keys/x',
    ])
      expect(problems({ ...vault, LANTERN_KEY_VAULT_KEY: elsewhere })[0]?.where).toBe('LANTERN_KEY_VAULT_KEY');
  });

  test('no refusal repeats what a setting held', () => {
    const held = 'hunter2-hunter2';
    const said = JSON.stringify(
      problems({ ...GOOD, LANTERN_TENANT_ID: held, LANTERN_ORIGIN: held, LANTERN_LEDGER_NAME: `${held} ${held}` }),
    );
    expect(said).not.toContain(held);
  });
});

describe('the practice tenant', () => {
  test('needs nothing, answers this machine alone, and does every job', () => {
    expect(readConfig({}, ['--practice'])).toMatchObject({
      mode: 'practice',
      role: 'both',
      host: '127.0.0.1',
      port: 3978,
      databaseUrl: undefined,
      production: undefined,
      kill: { at: undefined, log: undefined },
    });
    expect(readConfig({ HOST: '0.0.0.0' }, ['--practice']).host).toBe('127.0.0.1');
    expect(readConfig({ PORT: '0', DATA_DIR: folder, KILL_AT: '7', DATABASE_URL: '' }, ['--practice'])).toMatchObject({
      port: 0,
      dataDir: folder,
      kill: { at: 7 },
      databaseUrl: undefined,
    });
  });

  test('has a directory of its own, or that of another process of this machine', () => {
    const graph = (env: Record<string, string>) => readConfig(env, ['--practice']).practiceGraph;
    expect(graph({})).toEqual({ port: 0, url: undefined, secret: '' });
    expect(graph({ PRACTICE_GRAPH_PORT: '4010' }).port).toBe(4010);
    const elsewhere = { PRACTICE_GRAPH_URL: 'http://127.0.0.1:4010', PRACTICE_GRAPH_SECRET: 's' };
    expect(graph(elsewhere)).toMatchObject({ url: new URL('http://127.0.0.1:4010'), secret: 's' });
    for (const url of ['https://graph.microsoft.com', 'http://10.0.0.1:4010', 'http://127.0.0.1.nip.example:4010'])
      expect(problems({ ...elsewhere, PRACTICE_GRAPH_URL: url }, '--practice')).toMatchObject([
        { where: 'PRACTICE_GRAPH_URL' },
      ]);
    expect(problems({ PRACTICE_GRAPH_URL: elsewhere.PRACTICE_GRAPH_URL }, '--practice')).toMatchObject([
      { where: 'PRACTICE_GRAPH_SECRET' },
    ]);
    expect(problems({ PRACTICE_GRAPH_PORT: '-1' }, '--practice')).toMatchObject([{ where: 'PRACTICE_GRAPH_PORT' }]);
  });

  test.each(Object.keys(GOOD).filter((k) => k.startsWith('LANTERN_')))('%s is refused beside it', (name) => {
    expect(problems({ [name]: 'x' }, '--practice')).toMatchObject([
      { where: name, what: expect.stringContaining('belongs to production') as string },
    ]);
  });
});

describe('changing the root key', () => {
  const FILE = secret('old.key', 'the old key');
  const base = { LANTERN_TENANT_ID: `${ID}1`, LANTERN_ROOT_KEY_FILE: FILE, DATABASE_URL: GOOD.DATABASE_URL };

  test('needs the tenant, the root key in use, and the one that takes its place if there is one', () => {
    const rootKey = { text: 'the old key' };
    expect(readKeyRotation(base)).toMatchObject({ tenantId: `${ID}1`, rootKey, newRootKey: undefined });
    const file = secret('new.key', 'the new key');
    expect(readKeyRotation({ ...base, LANTERN_NEW_ROOT_KEY_FILE: file }).newRootKey).toEqual({ text: 'the new key' });
    const keyUrl = 'https://oakfield.vault.azure.net/keys/root';
    expect(readKeyRotation({ ...base, LANTERN_NEW_KEY_VAULT_KEY: keyUrl }).newRootKey).toMatchObject({ keyUrl });
  });

  test.each<[string, Environment]>([
    ['LANTERN_TENANT_ID', { ...base, LANTERN_TENANT_ID: 'oakfield' }],
    ['LANTERN_ROOT_KEY_FILE', { ...base, LANTERN_ROOT_KEY_FILE: undefined }],
    ['LANTERN_NEW_ROOT_KEY_FILE', { ...base, LANTERN_NEW_ROOT_KEY_FILE: 'nowhere.key' }],
    ['LANTERN_NEW_KEY_VAULT_KEY', { ...base, LANTERN_NEW_KEY_VAULT_KEY: 'https://elsewhere.example/keys/a' }],
  ])('says so when %s is missing or wrong', (where, env) => {
    const error = refusal(() => readKeyRotation(env));
    expect([error.code, error.problems.map((p) => p.where)]).toEqual(['invalid_input', [where]]);
  });
});
