import fc from 'fast-check';
import { listEntries } from '../../../../src/adapters/documents/read/archive';
import { runJob, type Job } from '../../../../src/adapters/documents/read/job';
import { readDocument } from '../../../../src/adapters/documents/read/read';
import { Refused } from '../../../../src/adapters/documents/read/refusals';
import { AppError } from '../../../../src/core/errors';
import { PolicyDocument } from '../../../../src/core/policies/document';
import { understand } from '../../../../src/core/policies/understand';
import type { RoughBlock } from '../../../../src/core/policies/understand-rough';
import { DOT } from '../../../support/fixtures/documents/build';
import { bold, drawing, item, para, styled, wordFiles, wordTable } from '../../../support/fixtures/documents/word';
import { type ZipFile, zipOf } from '../../../support/fixtures/documents/zip';
import { documentWorker } from '../../../support/worker';

const numRuns = Number(process.env['RUNS'] ?? 60);

const SEED: ZipFile[] = wordFiles(
  styled('Title', 'Policy') +
    bold('1. Scope') +
    item('I will ask.') +
    wordTable([
      ['What', 'Staff'],
      ['Phones', 'yes'],
    ]) +
    para('Text.') +
    `<w:p>${drawing('p', 'dot')}</w:p>`,
  {
    links: [{ id: 'p', type: 'image', target: 'media/p.png' }],
    more: [{ name: 'word/media/p.png', data: Buffer.from(DOT, 'base64') }],
  },
);
const MARKDOWN = Buffer.from(
  `# Policy\n\n- I will ask\n  - nested\n\n1. one\n\n| a | b |\n|---|---|\n| c | d |\n\n> quote **bold** [link](https://x.example/) ![dot](data:image/png;base64,${DOT}) <b>html</b>\n\n\`\`\`\ncode\n\`\`\`\n`,
);

interface Change {
  readonly at: number;
  readonly kind: 'flip' | 'cut' | 'repeat' | 'insert';
  readonly bytes: Uint8Array;
}

const changes = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('flip', 'cut', 'repeat', 'insert' as const),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      fc.constantFrom('<w:p>', '</w:tbl>', '&#0;', '\ud800', '|', '>', '\n\n').map((text) => Buffer.from(text)),
    ),
  }),
  { minLength: 1, maxLength: 6 },
) as fc.Arbitrary<Change[]>;

const changed = (seed: Uint8Array, list: readonly Change[]): Buffer =>
  list.reduce<Buffer>((bytes, { at, kind, bytes: patch }) => {
    const place = Math.floor(at * bytes.length);
    const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
    switch (kind) {
      case 'flip':
        return Buffer.concat([head, patch, tail.subarray(patch.length)]);
      case 'cut':
        return Buffer.concat([head, tail.subarray(patch.length)]);
      case 'repeat':
        return Buffer.concat([head, tail.subarray(0, 200), tail]);
      case 'insert':
        return Buffer.concat([head, patch, tail]);
    }
  }, Buffer.from(seed));

/** Reads without a worker: what must not happen is that anything but a refusal or a document comes out. */
async function outcome(bytes: Uint8Array, kind: Job['kind']): Promise<'refused' | 'understood'> {
  let blocks: readonly RoughBlock[];
  try {
    const job: Job = kind === 'docx' ? { kind, bytes, entries: await listEntries(bytes) } : { kind, bytes };
    const reply = await runJob(job);
    if ('refused' in reply) return 'refused';
    blocks = reply.blocks;
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    throw error;
  }
  for (const { document } of understand(blocks, 'policy').documents) PolicyDocument.parse(document);
  return 'understood';
}

describe('bytes that somebody has changed are refused or understood', () => {
  test('in the archive of a Word file', async () => {
    const seed = zipOf(SEED);
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        expect(['refused', 'understood']).toContain(await outcome(changed(seed, list), 'docx'));
      }),
      { numRuns },
    );
  });

  test('in the parts of a Word file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SEED.length - 1), changes, async (index, list) => {
        const files = SEED.map((file, place) =>
          place === index ? { ...file, data: changed(Buffer.from(file.data), list) } : file,
        );
        expect(['refused', 'understood']).toContain(await outcome(zipOf(files), 'docx'));
      }),
      { numRuns },
    );
  });

  test.each(['markdown', 'text'] as const)('in %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        expect(['refused', 'understood']).toContain(await outcome(changed(MARKDOWN, list), kind));
      }),
      { numRuns },
    );
  });

  test('also through the worker', async () => {
    const workerFile = documentWorker();
    const seed = zipOf(SEED);
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const result = await readDocument(changed(seed, list), 'a.docx', { workerFile }).catch(
          (error: unknown) => error,
        );
        expect(Array.isArray(result) || result instanceof AppError).toBe(true);
      }),
      { numRuns: Math.ceil(numRuns / 40) },
    );
  }, 120_000);
});

/** Shapes that make careless code slow: what counts is that the time grows with the size and not with its square. */
describe('long and strange texts are understood in little time', () => {
  const LONG = 200_000;
  test.each([
    ['dots', '.'],
    ['spaces', ' x'],
    ['tabs', '\ta'],
    ['dashes', '- '],
    ['commas', ','],
    ['brackets', '['],
    ['short lines', 'x\n'],
    ['promises', 'I will '],
    ['digits with points', '1.'],
  ])('%s', (_, part) => {
    const text = `I ${part.repeat(LONG / part.length)}x`;
    const started = performance.now();
    for (const kind of ['paragraph', 'heading'] as const) {
      const block: RoughBlock = kind === 'heading' ? { kind, level: 1, text } : { kind, text, bold: true };
      understand([block, { kind: 'item', text, bold: false, ordered: false, depth: 0, marker: '' }], 'a.txt');
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('twenty thousand headings, appendices and table cells', () => {
    const blocks = Array.from({ length: 20_000 }, (_, index): RoughBlock => ({
      kind: 'heading',
      level: (index % 5) + 1,
      text: index % 3 === 0 ? `Appendix ${String(index)}` : `Staff agreement ${String(index)}`,
    }));
    const started = performance.now();
    understand(blocks, 'a.txt');
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
