import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folderBlobs } from '../../../src/adapters/blobs/folder';
import { keepSealed, openSealed } from '../../../src/adapters/blobs/sealed';
import { openPieces, sealPieces, whole } from '../../../src/adapters/vault/pieces';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-sealed-'));
const blobs = folderBlobs(dir);
const lock = { key: Buffer.alloc(32, 7), place: { tenant: 't', table: 'mail_item', id: 'm' } };
const PIECE = 64 << 10;
const HEAD = 37;
const SEALED = PIECE + 16;
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

async function* inPieces(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const seal = (bytes: Buffer) => whole(sealPieces(lock.key, lock.place, inPieces(bytes, 10_000)));
const open = (sealed: Buffer) => whole(openPieces(lock.key, lock.place, inPieces(sealed, 9_999)));

describe('a file that is sealed while it comes', () => {
  test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])(
    'of %i bytes opens as it was',
    async (size) => {
      const bytes = randomBytes(size);
      const kept = await keepSealed(blobs, lock, inPieces(bytes, 7_777));
      expect([kept.size, kept.sha256]).toEqual([size, sha256(bytes)]);
      expect(sha256(await whole(openSealed(blobs, lock, kept)))).toBe(sha256(bytes));
      expect(await whole(await blobs.getStream(kept.blob))).toHaveLength(
        HEAD + size + 16 * Math.max(1, Math.ceil(size / PIECE)),
      );
    },
  );
  test('is another file each time, so that nobody sees that two cases hold the same', async () => {
    const [a, b] = [
      await keepSealed(blobs, lock, inPieces(Buffer.from('same'), 4)),
      await keepSealed(blobs, lock, inPieces(Buffer.from('same'), 4)),
    ];
    expect([a.sha256 === b.sha256, a.blob === b.blob]).toEqual([true, false]);
  });
  test('is not what was taken in when the record says another hash or size', async () => {
    const kept = await keepSealed(blobs, lock, inPieces(Buffer.from('words'), 5));
    for (const wrong of [{ sha256: sha256(Buffer.from('other')) }, { size: 4 }])
      await expect(whole(openSealed(blobs, lock, { ...kept, ...wrong }))).rejects.toMatchObject({ code: 'unexpected' });
  });
  test('gives nothing of a piece that is not genuine', async () => {
    const sealed = await seal(randomBytes(2 * PIECE));
    sealed[HEAD + SEALED + 5] = (sealed[HEAD + SEALED + 5] ?? 0) ^ 1;
    const seen: number[] = [];
    const read = async () => {
      for await (const piece of openPieces(lock.key, lock.place, inPieces(sealed, 50_000))) seen.push(piece.length);
    };
    await expect(read()).rejects.toMatchObject({ code: 'unexpected' });
    expect(seen).toEqual([PIECE]);
  });
});

describe('a sealed file does not open', () => {
  const bytes = randomBytes(3 * PIECE + 100);
  const part = (sealed: Buffer, n: number) => sealed.subarray(HEAD + n * SEALED, HEAD + (n + 1) * SEALED);
  const changed: readonly [string, (s: Buffer) => Buffer][] = [
    ['cut off within a piece', (s) => s.subarray(0, s.length - 1)],
    ['cut off between two pieces', (s) => s.subarray(0, HEAD + 2 * SEALED)],
    ['cut off after its head', (s) => s.subarray(0, HEAD)],
    ['cut off within its head', (s) => s.subarray(0, HEAD - 1)],
    ['empty', () => Buffer.alloc(0)],
    ['with a byte more', (s) => Buffer.concat([s, Buffer.of(0)])],
    ['with another file behind it', (s) => Buffer.concat([s, s])],
    [
      'with two pieces swapped',
      (s) => Buffer.concat([s.subarray(0, HEAD), part(s, 1), part(s, 0), s.subarray(HEAD + 2 * SEALED)]),
    ],
    ['with a piece left out', (s) => Buffer.concat([s.subarray(0, HEAD), s.subarray(HEAD + SEALED)])],
    ['with a piece twice', (s) => Buffer.concat([s.subarray(0, HEAD + SEALED), s.subarray(HEAD)])],
  ];
  test.each(changed)('%s', async (_, change) => {
    await expect(open(change(await seal(bytes)))).rejects.toMatchObject({ code: 'unexpected' });
  });
  test('with a piece of another file in it', async () => {
    const [a, b] = [await seal(bytes), await seal(bytes)];
    const mixed = Buffer.concat([a.subarray(0, HEAD), part(b, 0), a.subarray(HEAD + SEALED)]);
    await expect(open(mixed)).rejects.toMatchObject({ code: 'unexpected' });
  });
  test('with any bit of its head, of a tag or of its last piece turned', async () => {
    const sealed = await seal(randomBytes(PIECE + 20));
    const places = [...Array.from({ length: HEAD }, (_, i) => i), HEAD, HEAD + PIECE, HEAD + SEALED - 1];
    for (const at of [...places, ...Array.from({ length: 36 }, (_, i) => sealed.length - 1 - i)]) {
      const bent = Buffer.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ 0x10;
      await expect(open(bent)).rejects.toMatchObject({ code: 'unexpected' });
    }
  });
  test('in another place or with another key', async () => {
    const sealed = await seal(bytes);
    for (const [key, place] of [
      [Buffer.alloc(32, 8), lock.place],
      [lock.key, { ...lock.place, id: 'other' }],
      [lock.key, { ...lock.place, table: 'case_paper' }],
      [lock.key, { ...lock.place, tenant: 'other' }],
    ] as const)
      await expect(whole(openPieces(key, place, inPieces(sealed, 9_999)))).rejects.toMatchObject({
        code: 'unexpected',
      });
  });
});

test('a blob that was altered on the disk is named, whatever else is wrong', async () => {
  const kept = await keepSealed(blobs, lock, inPieces(Buffer.from('words'), 5));
  const file = path.join(dir, kept.blob.slice(0, 2), kept.blob);
  fs.chmodSync(file, 0o600);
  fs.appendFileSync(file, 'x');
  await expect(whole(await blobs.getStream(kept.blob))).rejects.toMatchObject({
    detail: expect.stringContaining('not what was written') as string,
  });
});
