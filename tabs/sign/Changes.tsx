import { sign } from '../../src/texts/en-gb';
import { useSignStyles } from './Sign.styles';
import type { BlockChange, Comparison, SectionChange, Words } from './steps';

const words = sign.changes;
type Run = readonly Words[];

/** What differs between two versions, section by section; what is the same is folded away. */
export function Changes({ changes }: { changes: Comparison }) {
  const styles = useSignStyles();
  const differing = changes.sections.filter((section) => section.change !== 'unchanged');
  const same = changes.sections.filter((section) => section.change === 'unchanged');
  return (
    <>
      <p className={styles.text}>{words.summary(changes.counts.statements)}</p>
      {hasMarks(differing) && (
        <p className={styles.quiet}>
          {words.key.before}
          <ins className={styles.added}>{words.key.added}</ins>
          {words.key.between}
          <del className={styles.removed}>{words.key.removed}</del>
          {words.key.after}
        </p>
      )}
      <ul className={styles.changes}>
        {differing.map((section, i) => (
          <li key={i} className={styles.box}>
            <ChangedSection section={section} />
          </li>
        ))}
      </ul>
      {same.length > 0 && (
        <details className={styles.folded}>
          <summary>{words.same(same.length)}</summary>
          <ul className={styles.list}>
            {same.map((section, i) => (
              <li key={i}>
                <Marked run={section.heading} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The key to the marks is needed only where a sentence has both old and new words. */
const hasMarks = (sections: readonly SectionChange[]): boolean =>
  sections.some(({ heading, blocks }) => isMixed(heading) || blocks.some((block) => block.change === 'reworded'));

const isMixed = (run: Run): boolean => new Set(run.map(({ mark }) => mark)).size > 1;

function ChangedSection({ section }: { section: SectionChange }) {
  const styles = useSignStyles();
  const differing = section.blocks.filter((block) => block.change !== 'unchanged');
  const same = section.blocks.length - differing.length;
  return (
    <>
      <h3 className={styles.strong}>
        {section.change !== 'reworded' && <Kind name={words.kind[section.change]} />} <Marked run={section.heading} />
      </h3>
      {differing.map((block, i) => (
        <ChangedBlock key={i} block={block} />
      ))}
      {same > 0 && section.change === 'reworded' && <p className={styles.quiet}>{words.sameParts(same)}</p>}
    </>
  );
}

function Kind({ name }: { name: string }) {
  return <span className={useSignStyles().mark}>{name}</span>;
}

function ChangedBlock({ block }: { block: BlockChange }) {
  const kind = block.movedFrom === null ? words.kind[block.change] : words.movedFrom(block.movedFrom);
  return (
    <div>
      <Kind name={kind} />
      <ChangedText block={block} />
    </div>
  );
}

function ChangedText({ block }: { block: BlockChange }) {
  const styles = useSignStyles();
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return (
        <p className={styles.text}>
          <Marked run={block.words} />
        </p>
      );
    case 'list':
      return <Lines lines={block.items.filter(isChanged).map((item) => item.words)} />;
    case 'table':
      return <Lines lines={block.rows.filter(isChanged).map((row) => joined(row.cells))} />;
    case 'picture':
      return (
        <p className={styles.text}>
          {block.isReplaced ? words.newPicture : ''} <Marked run={block.alt} />
        </p>
      );
  }
}

const isChanged = (part: { readonly change: string }): boolean => part.change !== 'unchanged';

/** A row of a table as one line. */
const joined = (cells: readonly Run[]): Run =>
  cells.flatMap((cell, i): Run => (i === 0 ? cell : [{ mark: 'same', text: ' · ' }, ...cell]));

function Lines({ lines }: { lines: readonly Run[] }) {
  const styles = useSignStyles();
  return (
    <ul className={styles.list}>
      {lines.map((run, i) => (
        <li key={i}>
          <Marked run={run} />
        </li>
      ))}
    </ul>
  );
}

/** Marked by line, weight and colour for the eye, and by a word for the ear. What is wholly new is named so beside it. */
function Marked({ run }: { run: Run }) {
  const styles = useSignStyles();
  const mixed = isMixed(run);
  return run.map(({ mark, text }, i) => {
    if (mark === 'same') return <span key={i}>{text}</span>;
    const Mark = mark === 'added' ? 'ins' : 'del';
    const looks = mark === 'removed' ? styles.removed : mixed ? styles.added : styles.whole;
    return (
      <Mark key={i} className={looks}>
        {mixed && <span className={styles.hidden}>{mark === 'added' ? words.now : words.was}</span>}
        {text}
      </Mark>
    );
  });
}
