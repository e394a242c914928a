import { constants, privateDecrypt } from 'node:crypto';
import type { Actual } from '../../src/core/accounts/account';
import type { Directory, PassAnswer } from '../../src/core/accounts/directory';
import { useCases } from '../../src/core/use-cases';
import { makePasses } from '../../src/server/desk';
import { account, having } from '../core/accounts/builders';
import { askingForPass, askingForPasswords, pageKey, spki } from '../support/account-world';
import { withStore } from '../support/engines';
import { makeWorld } from '../support/world';

const at = withStore('postgres');
const SECRET = 'Hq7-mK2x';

async function desk(o: { seen?: Actual; answer?: PassAnswer | Error; publicKey?: string } = {}) {
  const { school } = await makeWorld(at.store);
  const key = pageKey();
  const failures: unknown[] = [];
  const answer = o.answer ?? { kind: 'made', secret: SECRET, validUntil: school.now() + 3_600_000 };
  const asked: object[] = [];
  // Of the whole directory only this much is asked at a desk.
  const directory = {
    look: () => Promise.resolve(new Map([['S-colleague', o.seen ?? having(account())]])),
    pass: (id: string, how: object) => {
      asked.push({ id, ...how });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as Directory;
  const input = askingForPass(school, o.publicKey ?? spki(key.publicKey));
  const { passId } = await school.perform(useCases['passes.ask'], school.actor('ict'), input);
  const { perform, service } = school;
  await makePasses({ perform, directory, service, onError: (e) => void failures.push(e) });
  const fetched = await perform(useCases['passes.fetch'], school.actor('ict'), { passId });
  return { school, key, asked, failures, fetched };
}

test('the page that asked can open the pass, and it is written down nowhere', async () => {
  const { school, key, fetched, asked } = await desk();
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const sealed = Buffer.from(fetched.sealed ?? '', 'base64');
  expect(privateDecrypt({ key: key.privateKey, padding, oaepHash: 'sha256' }, sealed).toString()).toBe(SECRET);
  expect(asked).toEqual([{ id: account().id, minutes: 60, replaces: false }]);
  const record = (await school.entries()).map((e) => e.payload).join();
  expect(record).not.toContain(SECRET);
  const rows = await at.store.transaction(
    (client) =>
      client.query<{ row: string }>('select t::text as row from account_pass t where t.tenant = $1', [school.tenantId]),
    { settings: { tenant: school.tenantId } },
  );
  expect(rows.rows).toHaveLength(1);
  expect(rows.rows[0]?.row).not.toContain(SECRET);
  expect(rows.rows[0]?.row).not.toContain(fetched.sealed);
}, 60_000);

test.each([
  ['nobody is there', { accounts: [], deleted: null }],
  ['there are two', having(account(), account())],
  ['it holds a directory role', having(account({ isProtected: true }))],
  ['it is shut', having(account({ isOpen: false }))],
])('no pass is made when %s', async (_, seen) => {
  const { fetched, asked } = await desk({ seen });
  expect(fetched).toMatchObject({ state: 'refused', sealed: null });
  expect(asked).toEqual([]);
});

test.each(['held', 'refused', 'unclear'] as const)('what the directory said is told: %s', async (kind) => {
  expect((await desk({ answer: { kind } })).fetched).toMatchObject({ state: kind, sealed: null });
});

test('a key that seals nothing is found before there is a pass; a failure is told as unclear', async () => {
  const { fetched, asked, failures } = await desk({ publicKey: 'A'.repeat(400) });
  expect(fetched.state).toBe('unclear');
  expect(asked).toEqual([]);
  expect(failures).toHaveLength(1);
  expect((await desk({ answer: new Error('gone') })).fetched.state).toBe('unclear');
});

test('first passwords for a class are set one by one, sealed to the page, and written down nowhere', async () => {
  const { school } = await makeWorld(at.store);
  const key = pageKey();
  const { perform, service } = school;
  const input = await askingForPasswords(school, spki(key.publicKey));
  const { passes } = await perform(useCases['passes.askForClass'], school.actor('office'), input);
  const set: string[] = [];
  const directory = {
    look: (refs: readonly { key: string; id: string }[]) =>
      Promise.resolve(new Map(refs.map((ref) => [ref.key, having(account({ id: ref.id }))]))),
    password: (_: string, secret: string) => {
      set.push(secret);
      return Promise.resolve(set.length === 1 ? 'set' : 'unclear');
    },
  } as unknown as Directory;
  await makePasses({ perform, directory, service, onError: () => undefined });
  const asked = { schoolId: input.schoolId, passIds: passes.map((p) => p.passId) };
  const fetched = await perform(useCases['passes.fetchClass'], school.actor('office'), asked);
  expect(fetched.passes.map((p) => p.state).sort()).toEqual(['shown', 'unclear']);
  const sealed = Buffer.from(fetched.passes.find((p) => p.sealed !== null)?.sealed ?? '', 'base64');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const [secret = ''] = set;
  expect(privateDecrypt({ key: key.privateKey, padding, oaepHash: 'sha256' }, sealed).toString()).toBe(secret);
  expect(secret).toMatch(/^[A-Z][a-z]+-[a-z]+-\d{3}$/);
  expect((await school.entries()).map((e) => e.payload).join()).not.toContain(secret);
}, 60_000);
