import type { Block, Matrix, PolicyDocument, Section, TableBlock } from '../types';

/** Text before the first heading stands in a section that is called like the document: its heading says nothing new. */
export const isTitleAgain = (section: Section, index: number, title: string): boolean =>
  index === 0 && section.heading.trim().toLowerCase() === title.trim().toLowerCase();

/** The sections that a list of contents names. */
export const listedSections = ({ sections }: PolicyDocument, title: string): Section[] =>
  sections.filter((section, i) => !isTitleAgain(section, i, title));

/** The rank of each section's heading below the page's own, without a step left out. */
export function headingRanks({ sections }: PolicyDocument): number[] {
  let last = 1;
  return sections.map(({ level }) => {
    last = Math.min(level + 1, last + 1, 6);
    return last;
  });
}

type Statement = Extract<Block, { kind: 'statement' }>;
export type Piece =
  | Exclude<Block, Statement>
  | { readonly kind: 'statements'; readonly statements: readonly Statement[] };

/** The blocks of a section, with statements that follow one another as one list. */
export function piecesOf(blocks: readonly Block[]): Piece[] {
  const pieces: Piece[] = [];
  for (const block of blocks) {
    const before = pieces.at(-1);
    if (block.kind !== 'statement') pieces.push(block);
    else if (before?.kind === 'statements')
      pieces[pieces.length - 1] = { ...before, statements: [...before.statements, block] };
    else pieces.push({ kind: 'statements', statements: [block] });
  }
  return pieces;
}

/** The matrix that a table was read as: it stands in the same section, and its uses are rows of the table. */
export const matrixOf = (section: Section, table: TableBlock, matrices: readonly Matrix[]): Matrix | undefined =>
  matrices.find(
    ({ anchor, rows }) => anchor === section.anchor && rows.every(({ row }) => table.rows.some((r) => r.includes(row))),
  );
