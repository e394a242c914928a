import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folderBlobs } from '../../../src/adapters/blobs/folder';
import { openFile, sealFile } from '../../../src/adapters/vault/file';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-blobs-'));
const blobs = folderBlobs(dir);
const KEY = Buffer.alloc(32, 7);
const PLACE = { tenant: 't', table: 'case_paper', id: 'p' };
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

test('a file is named by what is in it, written once, and read back as it was', async () => {
  const name = await blobs.put(Buffer.from('sealed'));
  expect(name).toBe(createHash('sha256').update('sealed').digest('hex'));
  const file = path.join(dir, name.slice(0, 2), name);
  const before = fs.statSync(file).mtimeMs;
  expect(await blobs.put(Buffer.from('sealed'))).toBe(name);
  expect(fs.statSync(file).mtimeMs).toBe(before);
  expect(fs.statSync(file).mode & 0o777).toBe(0o400);
  expect(Buffer.from(await blobs.get(name)).toString()).toBe('sealed');
  expect(fs.readdirSync(dir).filter((n) => n.startsWith('.'))).toEqual([]);
});

test.each([
  ['altered', 'sealee'],
  ['cut', 'seal'],
])('one that was %s on the disk is refused', async (how, content) => {
  const name = await blobs.put(Buffer.from(`sealed ${how}`));
  const file = path.join(dir, name.slice(0, 2), name);
  fs.chmodSync(file, 0o600);
  fs.writeFileSync(file, content);
  await expect(blobs.get(name)).rejects.toMatchObject({
    code: 'unexpected',
    detail: expect.stringContaining('not what') as string,
  });
});

test.each(['a'.repeat(64), '../../etc/passwd', ''])('%p is no file of ours', async (name) => {
  await expect(blobs.get(name)).rejects.toMatchObject({ code: 'unexpected' });
});

describe('a sealed file', () => {
  const sealed = sealFile(KEY, PLACE, Buffer.from('a letter'));
  test('opens where it belongs', () => expect(openFile(KEY, PLACE, sealed).toString()).toBe('a letter'));
  test.each([
    ['as another paper', KEY, { ...PLACE, id: 'q' }],
    ['in another tenant', KEY, { ...PLACE, tenant: 'u' }],
    ['with the key of another case', Buffer.alloc(32, 8), PLACE],
  ])('does not open %s', (_, key, place) => {
    expect(() => openFile(key, place, sealed)).toThrow(/vault/);
  });
  test('does not open with any byte changed', () => {
    for (const at of sealed.keys()) {
      const bent = Buffer.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(() => openFile(KEY, PLACE, bent)).toThrow();
    }
  });
});
