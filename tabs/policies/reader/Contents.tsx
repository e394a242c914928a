import { mergeClasses } from '@fluentui/react-components';
import { policies as words } from '../../../src/texts/en-gb';
import { hashOf } from '../paths';
import type { Section } from '../types';
import { goToAnchor } from '../useAnchor';
import { useWide } from '../useWide';
import { useReaderStyles } from './Reader.styles';

/** The sections by name: beside the text where there is room, else folded above it. */
export function Contents({ sections }: { sections: readonly Section[] }) {
  const styles = useReaderStyles();
  const isBeside = useWide('contents');
  return (
    <nav className={styles.aside} aria-label={words.reader.contents}>
      {isBeside ? (
        <>
          <p className={styles.contentsName}>{words.reader.contents}</p>
          <Entries sections={sections} />
        </>
      ) : (
        <details>
          <summary className={styles.summary}>{words.reader.contents}</summary>
          <Entries sections={sections} />
        </details>
      )}
    </nav>
  );
}

function Entries({ sections }: { sections: readonly Section[] }) {
  const styles = useReaderStyles();
  const top = Math.min(...sections.map(({ level }) => level));
  return (
    <ol className={styles.contents}>
      {sections.map(({ anchor, heading, level }) => (
        <li key={anchor}>
          <a
            href={hashOf(anchor)}
            className={mergeClasses(styles.entry, level > top && styles.deeper)}
            // The address alone does nothing when it already names this section.
            onClick={() => goToAnchor(anchor)}
          >
            {heading}
          </a>
        </li>
      ))}
    </ol>
  );
}
