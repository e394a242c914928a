import { mergeClasses } from '@fluentui/react-components';
import type { JSX } from 'react';
import { policies as words } from '../../../src/texts/en-gb';
import { MatrixView } from '../matrix/MatrixView';
import { useSharedStyles } from '../Policies.styles';
import type { PolicyView, Section } from '../types';
import { elementIdOf } from '../useAnchor';
import { CopyLink } from './CopyLink';
import { DataTable } from './DataTable';
import { useReaderStyles } from './Reader.styles';
import { headingRanks, isTitleAgain, matrixOf, type Piece, piecesOf } from './sections';
import { shownVersion } from './useReader';

/** The whole text, section by section. */
export function Text({ view }: { view: PolicyView }) {
  const styles = useReaderStyles();
  const ranks = headingRanks(view.document);
  return (
    <article className={styles.article} aria-label={words.versionOf(view.title, view.version.label)}>
      {view.document.sections.map((section, i) => (
        <SectionText
          key={section.anchor}
          view={view}
          section={section}
          rank={ranks[i] ?? 2}
          isNamed={!isTitleAgain(section, i, view.title)}
        />
      ))}
    </article>
  );
}

interface SectionProps {
  readonly view: PolicyView;
  readonly section: Section;
  readonly rank: number;
  /** False when the heading only repeats the title. */
  readonly isNamed: boolean;
}

function SectionText({ view, section, rank, isNamed }: SectionProps) {
  const styles = useReaderStyles();
  const shared = useSharedStyles();
  // From headingRanks: 2 to 6.
  const Heading = `h${rank}` as keyof Pick<JSX.IntrinsicElements, 'h2' | 'h3' | 'h4' | 'h5' | 'h6'>;
  const looks = rank === 2 ? styles.level1 : rank === 3 ? styles.level2 : styles.level3;
  const id = elementIdOf(section.anchor);
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={mergeClasses(styles.headingRow, !isNamed && shared.hidden)}>
        <Heading id={id} tabIndex={-1} className={mergeClasses(styles.heading, looks)}>
          {section.heading}
        </Heading>
        {isNamed && (
          <CopyLink
            policyId={view.policyId}
            versionId={shownVersion(view)}
            anchor={section.anchor}
            label={section.heading}
            name={words.reader.copySection(section.heading)}
            className={styles.copy}
          >
            {words.reader.copy}
          </CopyLink>
        )}
      </div>
      {/* A version's text does not change while it is read. */}
      {piecesOf(section.blocks).map((piece, i) => (
        <PieceText key={i} piece={piece} section={section} view={view} />
      ))}
    </section>
  );
}

function PieceText({ piece, section, view }: { piece: Piece; section: Section; view: PolicyView }) {
  const styles = useReaderStyles();
  switch (piece.kind) {
    case 'paragraph':
      return <p className={mergeClasses(styles.text, styles.measure)}>{piece.text}</p>;
    case 'statements':
      return (
        <ul className={mergeClasses(styles.statements, styles.measure)} aria-label={words.reader.agree}>
          {piece.statements.map(({ key, text }) => (
            <li key={key}>{text}</li>
          ))}
        </ul>
      );
    case 'list': {
      const List = piece.ordered ? 'ol' : 'ul';
      return (
        <List className={mergeClasses(styles.points, styles.measure)}>
          {piece.items.map((item, i) => (
            <li key={i}>{item}</li>
          ))}
        </List>
      );
    }
    case 'table': {
      const matrix = matrixOf(section, piece, view.matrices);
      const table = <DataTable table={piece} name={piece.caption || section.heading} />;
      return matrix ? <MatrixView matrix={matrix}>{table}</MatrixView> : table;
    }
    case 'picture':
      return piece.data === null ? (
        <p className={styles.quiet}>{words.reader.missing(piece.alt)}</p>
      ) : (
        <img className={styles.picture} src={piece.data} alt={piece.alt} />
      );
  }
}
