import type { PolicyDocument } from './document';
import { anchorMaker, statementKeyMaker } from './understand-parts';

/**
 * The document with every link name and statement key made from its wording, just as an import makes them: a person's
 * corrections change words, and the names follow. What is already named so comes back equal.
 */
export function named(document: PolicyDocument): PolicyDocument {
  const anchor = anchorMaker();
  const key = statementKeyMaker();
  return {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      anchor: anchor(section.heading),
      blocks: section.blocks.map((block) => (block.kind === 'statement' ? { ...block, key: key(block.text) } : block)),
    })),
  };
}
