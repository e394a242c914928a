import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileRootKey, makeKeyFile } from '../../../src/adapters/vault/key-file';
import { TenantId } from '../../../src/core/ids';
import { refusal } from '../../support/refusal';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-key-'));
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));
const [A, B] = ['a', 'b'].map((n) => TenantId.parse(`0a4f0000-0000-4000-8000-0000000000a${n}`)) as [TenantId, TenantId];
const text = (byte: number) => Buffer.alloc(32, byte).toString('base64');

test('a key file is made once, for its owner alone, and is read as it was made', async () => {
  const file = path.join(home, 'keys', 'root.key');
  makeKeyFile(file);
  const made = fs.readFileSync(file, 'utf8');
  makeKeyFile(file);
  expect(fs.readFileSync(file, 'utf8')).toBe(made);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  const { wrapped, by } = await fileRootKey(made).wrap(A, Buffer.from('a key'));
  expect(await fileRootKey(` ${made}\n`).unwrap(A, { wrapped, by })).toEqual(Buffer.from('a key'));
});

test('what it wrapped opens for the same tenant and by the same root key only', async () => {
  const root = fileRootKey(text(1));
  const kept = await root.wrap(A, Buffer.from('a key'));
  await expect(async () => root.unwrap(B, kept)).rejects.toMatchObject({ code: 'unexpected' });
  await expect(fileRootKey(text(2)).unwrap(A, kept)).rejects.toThrow(/made with file \w{8}, this is file \w{8}/);
});

test.each(['', 'short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
  '%j is no root key, and is not repeated',
  (held) => {
    const error = refusal(() => fileRootKey(held));
    expect(error).toMatchObject({ code: 'invalid_input', problems: [{ where: 'LANTERN_ROOT_KEY_FILE' }] });
    expect(error.message).toMatch(/openssl rand/);
  },
);
