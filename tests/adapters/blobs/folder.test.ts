import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folderBlobs } from '../../../src/adapters/blobs/folder';
import { isFull } from '../../../src/adapters/blobs/spool';
import { openFile, sealFile } from '../../../src/adapters/vault/file';
import { AppError } from '../../../src/core/errors';

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

test('pieces are kept as one file, and read back in pieces', async () => {
  async function* pieces() {
    for (const word of ['one ', 'two ', 'three']) yield await Promise.resolve(Buffer.from(word));
  }
  const name = await blobs.putStream(pieces());
  expect(name).toBe(createHash('sha256').update('one two three').digest('hex'));
  expect(await blobs.put(Buffer.from('one two three'))).toBe(name);
  expect(Buffer.from(await blobs.get(name)).toString()).toBe('one two three');
});

test('pieces that break off leave nothing behind, and say why themselves', async () => {
  async function* pieces() {
    yield await Promise.resolve(Buffer.from('half'));
    throw new RangeError('gone away');
  }
  await expect(blobs.putStream(pieces())).rejects.toThrow('gone away');
  expect(fs.readdirSync(dir).filter((n) => n.startsWith('.'))).toEqual([]);
});

describe('a disk', () => {
  const openedOnce = (handle: object) => jest.spyOn(fs.promises, 'open').mockResolvedValueOnce(handle as never);
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  const handle = (more: object) => ({
    writeFile: () => Promise.resolve(),
    sync: () => Promise.resolve(),
    close: () => Promise.resolve(),
    ...more,
  });
  test.each([
    ['that is full while writing', { writeFile: failing('ENOSPC') }, true],
    ['that is full at the end', { sync: failing('EDQUOT') }, true],
    ['that fails', { writeFile: failing('EIO') }, false],
  ])('%s is told apart', async (_, more, full) => {
    openedOnce(handle(more));
    const error: unknown = await blobs.put(Buffer.from('x')).catch((e: unknown) => e);
    expect([error instanceof AppError && error.code, isFull(error)]).toEqual(['unavailable', full]);
    expect(isFull('no error')).toBe(false);
  });
});

describe('a sealed file', () => {
  const sealed = sealFile(KEY, PLACE, Buffer.from('a letter'));
  test('opens where it belongs', async () =>
    expect((await openFile(KEY, PLACE, await sealed)).toString()).toBe('a letter'));
  test.each([
    ['as another paper', KEY, { ...PLACE, id: 'q' }],
    ['in another tenant', KEY, { ...PLACE, tenant: 'u' }],
    ['with the key of another case', Buffer.alloc(32, 8), PLACE],
  ])('does not open %s', async (_, key, place) => {
    await expect(openFile(key, place, await sealed)).rejects.toThrow(/vault/);
  });
  test('does not open with any byte changed', async () => {
    for (const at of (await sealed).keys()) {
      const bent = Buffer.from(await sealed);
      bent[at] = (bent[at] ?? 0) ^ 1;
      await expect(openFile(KEY, PLACE, bent)).rejects.toThrow(/vault/);
    }
  });
});
