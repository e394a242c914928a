import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SignJWT } from 'jose';
import { permissionsOf } from '../../src/adapters/graph/permissions';
import { readConfig } from '../../src/server/config';
import { openDirectory } from '../../src/server/directory';
import { REGISTRATIONS, directoryRegistrations } from '../../src/server/directory-settings';
import { selfSigned } from '../support/certificate';
import { refusal } from '../support/refusal';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-directory-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const NOW = Date.now();
const pair = selfSigned(NOW, { kind: 'rsa', days: 365 });
const PEM = pair.cert + pair.key;
const id = (n: number): string => `0a4f0000-0000-4000-8000-00000000010${n}`;
const NAMES = ['READER', 'BLOCKER', 'PROVISIONER', 'CREDENTIALS', 'GROUPS', 'DELETER', 'MAIL'] as const;
const GOOD: Readonly<Record<string, string>> = {
  LANTERN_DIRECTORY_CERTIFICATES: folder,
  ...Object.fromEntries(NAMES.map((name, i) => [`LANTERN_DIRECTORY_${name}`, id(i)])),
};
const files: Record<string, string> = {};
for (const name of NAMES) files[`${folder}/${name.toLowerCase()}.pem`] = PEM;
const read = (_: string, file: string): string => files[file] ?? 'nothing';
const worker = { role: 'worker', databaseUrl: 'postgres://db', read, now: () => NOW } as const;
const told = (env: Record<string, string | undefined>, o: object = {}) =>
  refusal(() => directoryRegistrations(env, { ...worker, ...o })).problems[0];

describe('the settings of the directory', () => {
  test('name a registration for each kind of work; without any nobody manages accounts', () => {
    expect(directoryRegistrations({}, worker)).toBeUndefined();
    const { registrations } = directoryRegistrations(GOOD, worker) ?? { registrations: {} };
    expect(Object.keys(registrations).sort()).toEqual([...REGISTRATIONS].sort());
    const some = { ...GOOD, LANTERN_DIRECTORY_DELETER: '', LANTERN_DIRECTORY_MAIL: '' };
    expect(Object.keys(directoryRegistrations(some, worker)?.registrations ?? {})).toHaveLength(5);
  });

  test.each([
    ['in a process that is reached from outside', GOOD, { role: 'web' }, /worker alone/],
    ['with the embedded database', GOOD, { databaseUrl: undefined }, /not managed from the embedded database/],
    ['without their certificates', { ...GOOD, LANTERN_DIRECTORY_CERTIFICATES: '' }, {}, /folder with a certificate/],
    ['with a part of them missing', { ...GOOD, LANTERN_DIRECTORY_GROUPS: undefined }, {}, /id of a registration/],
    ['with an id that is none', { ...GOOD, LANTERN_DIRECTORY_MAIL: 'mail' }, {}, /id of a registration/],
    [
      'with one registration under two names',
      { ...GOOD, LANTERN_DIRECTORY_GROUPS: id(0) },
      {},
      /separate registrations/,
    ],
    ['with a certificate that is over', GOOD, { now: () => NOW + 400 * 86_400_000 }, /is over/],
    ['with a file that is no certificate', GOOD, { read: () => 'x' }, /both as PEM/],
  ])('are refused %s', (_, env, o, what) => {
    expect(told(env, o)?.what).toMatch(what);
  });

  test('are refused beside the practice tenant', () => {
    expect(refusal(() => readConfig(GOOD, ['--practice'])).problems[0]?.what).toMatch(/belongs to production/);
  });
});

describe('at the start', () => {
  const made = directoryRegistrations(GOOD, worker)?.registrations ?? {};
  const open = async (
    given: Readonly<Record<string, readonly string[]>>,
    o: { registrations?: typeof made; now?: number } = {},
  ) => {
    const said: string[] = [];
    const registrations = o.registrations ?? made;
    const nameOf = (clientId: string | null) =>
      REGISTRATIONS.find((name) => registrations[name]?.clientId === clientId) ?? 'reader';
    const opened = openDirectory({
      ...{ tenantId: id(9), registrations, redirectUrl: 'https://lantern.example', warn: (w) => said.push(w) },
      now: () => o.now ?? NOW,
      fetch: async (_, init) => {
        const name = nameOf((init?.body as URLSearchParams).get('client_id'));
        const roles = given[name] ?? permissionsOf(name).needed;
        const token = await new SignJWT({ roles }).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
        return Response.json({ access_token: token, expires_in: 3600 });
      },
    });
    return { said, opened: await opened.catch((e: unknown) => e) };
  };

  test('registrations with exactly what they need are opened without a word', async () => {
    const { said, opened } = await open({});
    expect(opened).toHaveProperty('directory');
    expect(said).toEqual([]);
    await (opened as { close: () => Promise<void> }).close();
  });

  test('more than is needed stops the service and says which', async () => {
    const { opened } = await open({
      groups: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All'],
      evidence: ['Mail.Read'],
    });
    expect(opened).toMatchObject({
      code: 'invalid_input',
      problems: [
        { where: 'registration groups', what: expect.stringContaining('Group.ReadWrite.All') as unknown },
        { where: 'registration evidence', what: expect.stringContaining('Mail.Read') as unknown },
      ],
    });
  });

  test('less stops it where nothing could be proved or closed, and is said where something else is refused', async () => {
    const { opened } = await open({ blocker: ['User.Read.All'] });
    expect(opened).toMatchObject({ code: 'invalid_input', problems: [{ where: 'registration blocker' }, {}, {}] });
    const { said, opened: other } = await open({ deleter: [] });
    expect(other).toHaveProperty('directory');
    expect(said).toEqual([
      'The registration deleter lacks User.DeleteRestore.All, needed for deleteUser, restoreUser. That will be refused.',
    ]);
  });

  test('a certificate that ends soon is spoken of; a registration that is not there is not asked for', async () => {
    const { evidence: _, ...registrations } = made;
    const { said } = await open({}, { registrations, now: NOW + 350 * 86_400_000 });
    expect(said).toHaveLength(6);
    expect(said[0]).toMatch(/^The certificate of the registration reader ends on \d{4}-\d\d-\d\d\.$/);
  });
});
