import type { PolicyId, VersionId } from '../ids';
import type { Block, PolicyDocument, Section } from './document';
import type { MatrixRow } from './matrix';
import { matricesOf } from './matrix';
import type { AgreementAudience } from './store';

/** A policy version in force, as the index takes it. `audience` is null for a policy, and whose it is for an agreement. */
export interface CurrentPolicy {
  readonly policyId: PolicyId;
  readonly versionId: VersionId;
  readonly title: string;
  readonly version: string;
  readonly audience: AgreementAudience | null;
  readonly document: PolicyDocument;
}

/** The smallest thing that can be quoted: a promise, a point of a list, a sentence, a row of a table. */
export interface Passage {
  readonly policy: CurrentPolicy;
  readonly section: Section;
  readonly text: string;
  /** Words around it in the same paragraph, which say what it is about. */
  readonly around: string;
  readonly kind: 'rating' | 'statement' | 'item' | 'sentence' | 'row';
  /** Only of a matrix row. */
  readonly rated: MatrixRow | null;
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?]["'’”)]?)\s+(?=["'‘“{]?\p{Lu}|\{)/u);

type Piece = Pick<Passage, 'text' | 'around' | 'kind'>;

/** `rated` names the rows that a matrix of this section has said already. */
function piecesOf(block: Block, rated: ReadonlySet<string>, intro: string): Piece[] {
  switch (block.kind) {
    case 'paragraph':
      return sentencesOf(block.text).map((text) => ({ text, around: block.text, kind: 'sentence' }));
    case 'statement':
      return [{ text: block.text, around: intro, kind: 'statement' }];
    case 'list':
      return block.items.map((text) => ({ text, around: intro, kind: 'item' }));
    case 'table':
      return block.rows
        .filter((row) => !row.some((cell) => rated.has(cell)))
        .map((row) => ({ text: row.filter((cell) => cell !== '').join(': '), around: '', kind: 'row' }));
    case 'picture':
      return [];
  }
}

/** Everything in a section that can be quoted. Rows of a matrix come once for each side, and not again as plain rows. */
export function passagesOf(policy: CurrentPolicy, section: Section): Passage[] {
  const matrices = matricesOf({ ...policy.document, sections: [section] });
  const ratings = matrices.flatMap((matrix) => matrix.rows);
  const named = new Set(ratings.map((rating) => rating.row));
  const [first] = section.blocks;
  const intro = first?.kind === 'paragraph' ? first.text : '';
  const others = section.blocks
    .flatMap((block) => piecesOf(block, named, intro))
    .filter(({ text }) => /\p{L}/u.test(text));
  return [
    ...ratings.map((rated) => ({ policy, section, text: rated.row, around: '', kind: 'rating' as const, rated })),
    ...others.map((piece) => ({ ...piece, policy, section, rated: null })),
  ];
}
