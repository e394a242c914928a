import fc from 'fast-check';
import { readMarkdown } from '../../../../src/adapters/documents/read/markdown';
import { understand } from '../../../../src/core/policies/understand';
import { asMarkdown } from '../../../support/fixtures/documents/markdown';
import { roughDocument } from '../../../support/fixtures/documents/rough';

const numRuns = Number(process.env['RUNS'] ?? 200);

test('a document that was understood once is understood the same when it comes back as Markdown', () => {
  fc.assert(
    fc.property(roughDocument, (rough) => {
      for (const { document } of understand(rough, 'policy.docx').documents) {
        const again = understand(readMarkdown(asMarkdown(document)), 'policy.md');
        expect(again.documents.map((part) => part.document)).toEqual([document]);
      }
    }),
    { numRuns },
  );
});
