import fc from 'fast-check';
import { PolicyDocument, statementsOf } from '../../../src/core/policies/document';
import { understand, type Understanding } from '../../../src/core/policies/understand';
import { clean } from '../../../src/core/policies/understand-piece';
import type { RoughBlock } from '../../../src/core/policies/understand-rough';
import { roughDocument } from '../../support/fixtures/documents/rough';

const numRuns = Number(process.env['RUNS'] ?? 60);

/** Letters and digits of each word, so that a bullet or a comma more or less does not matter. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/u)
    .map((word) => word.replace(/[^\p{L}\p{M}\p{N}]+/gu, ''))
    .filter((word) => word !== '');

/** Every string in a value. The bytes of pictures are no words. */
const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.startsWith('data:') ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** Signs that only mark or count a list entry may go: the list itself says the same. */
const withoutMarks = (line: string): string =>
  line.replace(/^\s*(?:(?:[-–—*+•·o]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s+)+/u, '');

const wordsIn = (block: RoughBlock): string[] => {
  switch (block.kind) {
    case 'picture':
      return wordsOf(clean(block.alt));
    case 'remark':
      return Object.values(block.params).flatMap(wordsOf);
    case 'table':
      return block.rows.flat().flatMap((cell) => cell.blocks.flatMap(wordsIn));
    default:
      return clean(block.text).split('\n').map(withoutMarks).flatMap(wordsOf);
  }
};

const understood = (rough: RoughBlock[]): Understanding => understand(rough, 'policy.docx');

describe('whatever a document looks like', () => {
  test('no word is lost: it stands in a document or in a note', () => {
    fc.assert(
      fc.property(roughDocument, (rough) => {
        const kept = new Set(stringsIn(understood(rough)).flatMap(wordsOf));
        expect([...new Set(rough.flatMap(wordsIn))].filter((word) => !kept.has(word))).toEqual([]);
      }),
      { numRuns },
    );
  });

  test('every document has the shape of a policy document', () => {
    fc.assert(
      fc.property(roughDocument, (rough) => {
        for (const { document, title } of understood(rough).documents) {
          expect(PolicyDocument.parse(document)).toEqual(document);
          expect(document.fields.title).toBe(title);
          expect(title).not.toBe('');
          for (const table of document.sections.flatMap((section) => section.blocks)) {
            if (table.kind !== 'table') continue;
            expect(table.rows.map((row) => row.length)).toEqual(table.rows.map(() => table.headers.length));
          }
        }
      }),
      { numRuns },
    );
  });

  test('anchors and statement keys are unique in each document, and levels have no gaps', () => {
    fc.assert(
      fc.property(roughDocument, (rough) => {
        for (const { document } of understood(rough).documents) {
          const anchors = document.sections.map((section) => section.anchor);
          expect(new Set(anchors).size).toBe(anchors.length);
          const keys = statementsOf(document).map(({ statement }) => statement.key);
          expect(new Set(keys).size).toBe(keys.length);
          document.sections.forEach((section, index) => {
            expect(section.level).toBeLessThanOrEqual((document.sections[index - 1]?.level ?? 0) + 1);
          });
        }
      }),
      { numRuns },
    );
  });

  test('every note names a document and a section that exist', () => {
    fc.assert(
      fc.property(roughDocument, (rough) => {
        const { documents, notes } = understood(rough);
        for (const { place } of notes) {
          const anchors = documents[place.document]?.document.sections.map((section) => section.anchor);
          expect([...(anchors ?? []), '']).toContain(place.anchor);
        }
      }),
      { numRuns },
    );
  });

  test('the same document is understood the same way every time', () => {
    fc.assert(
      fc.property(roughDocument, (rough) => {
        expect(understood(structuredClone(rough))).toEqual(understood(rough));
      }),
      { numRuns },
    );
  });
});
