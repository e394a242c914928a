import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocument } from '../../../../src/adapters/documents/read/read';
import { AppError, type ErrorCode } from '../../../../src/core/errors';
import type { RoughBlock } from '../../../../src/core/policies/understand-rough';
import { para, wordFile, wordFiles, wordPart } from '../../../support/fixtures/documents/word';
import { zipOf } from '../../../support/fixtures/documents/zip';
import { documentWorker } from '../../../support/worker';

const worker = documentWorker();
const read = (bytes: Uint8Array | string, fileName: string, workerFile: string = worker): Promise<RoughBlock[]> =>
  readDocument(Buffer.from(bytes), fileName, { workerFile });

/** The refusal that a document gets; its `detail` is the reason for the log. */
async function refused(reading: Promise<unknown>): Promise<AppError> {
  const error: unknown = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`not refused as it should be: ${String(error)}`);
  return error;
}

const texts = (blocks: readonly RoughBlock[]): string[] =>
  blocks.flatMap((block) => ('text' in block ? [block.text] : []));
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const files = wordFiles(para('Text.'));
const replaced = (name: string, data: string): Buffer =>
  zipOf(files.map((file) => (file.name === name ? { ...file, data } : file)));
const documentXml = String(files.find((file) => file.name === 'word/document.xml')?.data);
const flat = (size: number): Buffer => Buffer.alloc(size, 'a');

describe('what is read', () => {
  test.each([
    ['a Word file', wordFile(para('Text.')), 'policy.docx'],
    ['whatever the case of its name', wordFile(para('Text.')), 'POLICY.DOCX '],
    ['Markdown', Buffer.from('Text.'), 'policy.md'],
    ['plain text', Buffer.from('Text.'), 'policy.txt'],
  ])('%s', async (_, bytes, fileName) => {
    expect(texts(await read(bytes, fileName))).toEqual(['Text.']);
  });

  test.each([
    ['UTF-8', Buffer.from('Café £5')],
    ['UTF-8 with its mark', Buffer.from('\ufeffCafé £5')],
    ['UTF-16 from Windows', Buffer.from('\ufeffCafé £5', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('\ufeffCafé £5', 'utf16le').swap16()],
  ])('text in %s', async (_, bytes) => {
    expect(await read(bytes, 'a.txt')).toEqual([{ kind: 'paragraph', text: 'Café £5', bold: false }]);
  });

  test('text from an older Windows program, with a remark that its encoding was guessed', async () => {
    expect(
      await read(Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0x80, 0x35, 0x20, 0x93, 0x9f, 0x94]), 'a.txt'),
    ).toEqual([
      { kind: 'remark', code: 'encoding_guessed', params: { encoding: 'windows-1252' } },
      { kind: 'paragraph', text: 'Café €5 “Ÿ”', bold: false },
    ]);
  });

  test('a Word file that refers to other places, without going there', async () => {
    const bytes = wordFile(para('Text.'), {
      links: [{ id: 't', type: 'attachedTemplate', target: 'http://127.0.0.1:9/x.dotm', external: true }],
    });
    expect(texts(await read(bytes, 'a.docx'))).toEqual(['Text.']);
  });
});

describe('what is refused, with words that say what to do', () => {
  test.each<[string, ErrorCode, string, Uint8Array | string, string]>([
    ['nothing at all', 'unreadable_document', 'empty', '', 'a.docx'],
    ['another kind of file', 'unreadable_document', 'wrong_kind', 'x', 'a.pdf'],
    ['a name without a kind', 'unreadable_document', 'wrong_kind', 'x', 'policy'],
    ['an old Word file by its name', 'unreadable_document', 'old_word', 'x', 'a.doc'],
    [
      'an old Word file by its bytes',
      'unreadable_document',
      'old_word',
      Buffer.concat([OLE, Buffer.from('WordDocument', 'utf16le')]),
      'a.docx',
    ],
    [
      'a file with a password',
      'protected_document',
      'password',
      Buffer.concat([OLE, Buffer.from('EncryptedPackage', 'utf16le')]),
      'a.docx',
    ],
    [
      'a locked archive',
      'protected_document',
      'password',
      zipOf(files.map((file) => ({ ...file, flags: 1 }))),
      'a.docx',
    ],
    [
      'a strongly locked archive',
      'protected_document',
      'password',
      zipOf(files.map((file) => ({ ...file, flags: 0x41 }))),
      'a.docx',
    ],
    ['macros by name', 'macro_document', 'macros', 'x', 'a.docm'],
    [
      'macros by content',
      'macro_document',
      'macros',
      zipOf([...files, { name: 'word/vbaProject.bin', data: 'x' }]),
      'a.docx',
    ],
    [
      'macros by what the file says it is',
      'macro_document',
      'macros',
      wordFile(para('Text.'), { contentType: 'application/vnd.ms-word.document.macroEnabled.main+xml' }),
      'a.docx',
    ],
    ['no archive', 'unreadable_document', 'broken', 'PK, but not really', 'a.docx'],
    ['half an archive', 'unreadable_document', 'broken', wordFile(para('Text.')).subarray(0, 400), 'a.docx'],
    ['an archive of something else', 'unreadable_document', 'broken', zipOf([{ name: 'a.txt', data: 'x' }]), 'a.docx'],
    [
      'an archive that climbs out of its folder',
      'unreadable_document',
      'broken',
      zipOf([...files, { name: '../../evil.txt', data: 'x' }]),
      'a.docx',
    ],
    [
      'an unknown way of packing',
      'unreadable_document',
      'broken',
      zipOf([...files, { name: 'a', data: 'x', method: 99 }]),
      'a.docx',
    ],
    [
      'no list of contents',
      'unreadable_document',
      'broken',
      zipOf(files.filter((file) => !file.name.startsWith('['))),
      'a.docx',
    ],
    ['text that is not XML', 'unreadable_document', 'broken', replaced('word/document.xml', 'not xml'), 'a.docx'],
    ['text without a body', 'unreadable_document', 'broken', replaced('word/document.xml', '<a/>'), 'a.docx'],
    [
      'an external entity',
      'unreadable_document',
      'broken',
      replaced(
        'word/document.xml',
        documentXml.replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
      ),
      'a.docx',
    ],
    [
      'nesting without end',
      'unreadable_document',
      'broken',
      zipOf(
        files.map((file) =>
          file.name === 'word/document.xml'
            ? { ...file, data: documentXml.replace('<w:p>', '<w:p>'.repeat(100_000)), method: 0 }
            : file,
        ),
      ),
      'a.docx',
    ],
    [
      'damaged packing',
      'unreadable_document',
      'broken',
      zipOf([
        ...files.filter((file) => file.name !== 'word/document.xml'),
        { name: 'word/document.xml', data: 'xxxxxxxx', method: 0 },
      ]),
      'a.docx',
    ],
    ['a Word file called text', 'unreadable_document', 'not_text', wordFile(para('Text.')), 'a.txt'],
    ['a PDF called Markdown', 'unreadable_document', 'not_text', '%PDF-1.7', 'a.md'],
    ['bytes that are no text', 'unreadable_document', 'not_text', Buffer.from([0x41, 0, 0x42]), 'a.txt'],
    ['more than 20 MB', 'too_large', 'too_large', flat((20 << 20) + 1), 'a.txt'],
    [
      'an archive that says it unpacks to too much',
      'too_large',
      'unpacks_too_large',
      zipOf([...files, { name: 'a', data: 'x', size: 201 << 20 }]),
      'a.docx',
    ],
    [
      'an archive that unpacks to far more than its size',
      'too_large',
      'unpacks_too_large',
      zipOf([...files, { name: 'a', data: flat(4 << 20) }]),
      'a.docx',
    ],
    [
      'an archive of too many files',
      'too_large',
      'unpacks_too_large',
      zipOf(Array.from({ length: 5001 }, (_, index) => ({ name: String(index), data: '' }))),
      'a.docx',
    ],
    [
      'text that unpacks to more than it says',
      'too_large',
      'unpacks_too_large',
      zipOf(
        files.map((file) => (file.name === 'word/document.xml' ? { ...file, data: flat(8 << 20), size: 1000 } : file)),
      ),
      'a.docx',
    ],
    ['a text of more than two million letters', 'too_large', 'too_long', 'word '.repeat(400_001), 'a.txt'],
    ['a text of more than 20,000 paragraphs', 'too_large', 'too_long', 'x\n\n'.repeat(20_001), 'a.txt'],
    ['a table of more than 20,000 cells', 'too_large', 'too_long', `|a|b|\n|-|-|\n${'|a|b|\n'.repeat(10_000)}`, 'a.md'],
    ['Markdown nested without end', 'too_large', 'too_long', `${'>'.repeat(100)} x`, 'a.md'],
  ])('%s', async (_, code, reason, bytes, fileName) => {
    const error = await refused(read(bytes, fileName));
    expect([error.code, error.detail]).toEqual([code, reason]);
    expect(error.problems).toEqual([{ where: fileName, what: expect.stringMatching(/^[A-Z].{40,}\.$/u) as string }]);
  });

  test('a Word file whose text is as large as we allow is read or refused, and nothing else breaks', async () => {
    const words = para('I will keep my password secret and tell somebody at once if others may know it.');
    const spread = Array.from({ length: 3000 }, (_, index) =>
      wordPart(`word/media/${String(index)}.xml`, 'x', String(Math.sin(index)).repeat(20)),
    );
    const error = await refused(read(wordFile(words.repeat(90_000), { more: spread }), 'a.docx'));
    expect(error.code).toBe('too_large');
    expect(texts(await read(wordFile(words.repeat(500)), 'a.docx'))).toHaveLength(500);
  }, 60_000);
});

describe('the worker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lantern-reader-'));
  const script = (text: string): string => {
    const file = join(folder, `${String(text.length)}.mjs`);
    writeFileSync(file, text);
    return file;
  };

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('is ended when it takes more memory than it may', async () => {
    const hog = script('const all = []; for (;;) all.push(new Array(1000).fill(all.length));');
    expect((await refused(read('x', 'a.txt', hog))).detail).toBe('too_long');
  }, 30_000);

  test('is ended after twenty seconds', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const reading = refused(read('x', 'a.txt', script('for (;;) {}')));
      await Promise.resolve();
      await jest.advanceTimersByTimeAsync(19_999);
      expect(jest.getTimerCount()).toBe(1);
      await jest.advanceTimersByTimeAsync(1);
      expect((await reading).detail).toBe('too_long');
    } finally {
      jest.useRealTimers();
    }
  });

  test.each([
    ['falls over', 'throw new Error("x");'],
    ['ends without an answer', 'process.exit(0);'],
  ])('that %s refuses the document', async (_, text) => {
    expect((await refused(read('x', 'a.txt', script(text)))).detail).toBe('broken');
  });

  test('sees no environment of ours', async () => {
    const tell = script(
      "import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ blocks: Object.keys(process.env) });",
    );
    expect(await read('x', 'a.txt', tell)).toEqual([]);
  });

  test('is given up with the signal, before and while it reads', async () => {
    const giveUp = new AbortController();
    const reading = readDocument(Buffer.from('x'), 'a.txt', {
      workerFile: script('for (;;) { }'),
      signal: giveUp.signal,
    });
    giveUp.abort();
    expect((await refused(reading)).code).toBe('unavailable');
    expect(
      (await refused(readDocument(Buffer.from('x'), 'a.txt', { workerFile: worker, signal: giveUp.signal }))).code,
    ).toBe('unavailable');
  });

  test('leaves a signal alone that is never used', async () => {
    const { signal } = new AbortController();
    expect(texts(await readDocument(Buffer.from('Text.'), 'a.txt', { workerFile: worker, signal }))).toEqual(['Text.']);
  });
});
