import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileAnchor } from '../../../src/adapters/anchors/file';
import { H } from '../../../src/core/ledger/hash';
import { checkpointText, openCheckpoint, signNote } from '../../../src/core/ledger/note';
import { KEYS, NAME } from '../../support/log';

const parent = mkdtempSync(join(tmpdir(), 'lantern-anchor-'));
afterAll(() => rmSync(parent, { recursive: true }));
let folders = 0;
const newFolder = () => join(parent, `anchors-${folders++}`, 'inside');
const note = (size: number, root = 'root', at = 1, head = 'head') =>
  signNote(NAME, KEYS.privateKey, checkpointText(NAME, size, H(root), H(head), at));

describe('a folder as anchor', () => {
  test('keeps each checkpoint whole in a file of its own, in order of size', async () => {
    const folder = newFolder();
    const anchor = fileAnchor(folder);
    await anchor.post(note(2500));
    const { reference } = await anchor.post(note(10_000));
    expect(readdirSync(folder)).toEqual(['0000000000002500.txt', reference]);
    const kept = readFileSync(join(folder, reference), 'utf8');
    expect(openCheckpoint(NAME, [KEYS.publicKey], kept)?.size).toBe(10_000);
  });

  test('posting the same state again is harmless and keeps what came first', async () => {
    const folder = newFolder();
    const anchor = fileAnchor(folder);
    const first = await anchor.post(note(5, 'root', 1));
    expect(await anchor.post(note(5, 'root', 2))).toEqual(first);
    expect(readFileSync(join(folder, first.reference), 'utf8')).toBe(note(5, 'root', 1));
  });

  test.each([
    ['another root', note(5, 'other')],
    ['another chain', note(5, 'root', 1, 'other')],
  ])('%s at the same size is another history: refused, and the first is kept', async (_, other) => {
    const folder = newFolder();
    const anchor = fileAnchor(folder);
    const { reference } = await anchor.post(note(5));
    await expect(anchor.post(other)).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(join(folder, reference), 'utf8')).toBe(note(5));
  });

  test('a file somebody damaged is not written over', async () => {
    const folder = newFolder();
    const anchor = fileAnchor(folder);
    const { reference } = await anchor.post(note(5));
    writeFileSync(join(folder, reference), 'damaged');
    await expect(anchor.post(note(5))).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(join(folder, reference), 'utf8')).toBe('damaged');
  });

  test('a draft left by a crash does not stand in the way', async () => {
    const folder = newFolder();
    const anchor = fileAnchor(folder);
    await anchor.post(note(4));
    writeFileSync(join(folder, '0000000000000005.txt.draft'), 'half a no');
    await anchor.post(note(5));
    expect(readdirSync(folder)).toEqual(['0000000000000004.txt', '0000000000000005.txt']);
  });

  test('a folder that cannot be used is said to be out of reach, without its path', async () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    const posting = fileAnchor(join(file, 'inside')).post(note(5));
    await expect(posting).rejects.toMatchObject({
      code: 'unavailable',
      detail: 'anchor: the folder cannot be written (ENOTDIR)',
    });
    const folder = newFolder();
    await fileAnchor(folder).post(note(4));
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    await expect(fileAnchor(folder).post(note(5))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test.each(['hello', '', 'a\n5\nb\n\n— a c\n'])('%j is no checkpoint to keep', async (text) => {
    await expect(fileAnchor(newFolder()).post(text)).rejects.toMatchObject({ code: 'unexpected' });
  });
});
