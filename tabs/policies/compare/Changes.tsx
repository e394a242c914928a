import type { ReactNode } from 'react';
import { policies } from '../../../src/texts/en-gb';
import { useSharedStyles } from '../Policies.styles';
import { Scroller } from '../reader/DataTable';
import { useTableStyles } from '../reader/DataTable.styles';
import { useCompareStyles } from './Compare.styles';
import {
  type BlockChange,
  type Comparison,
  isMixed,
  runsOf,
  type SectionChange,
  textOf,
  type Words,
} from './changes-of';

const words = policies.compare;

/** Both versions read together: what differs is marked, what is the same is folded away where it stands. */
export function Changes({ comparison }: { comparison: Comparison }) {
  const shared = useSharedStyles();
  const styles = useCompareStyles();
  return (
    <div className={styles.sections}>
      <p className={shared.quiet}>
        {words.key.before}
        <ins className={styles.added}>{words.key.added}</ins>
        {words.key.between}
        <del className={styles.removed}>{words.key.removed}</del>
        {words.key.after}
      </p>
      {runsOf(comparison.sections).map((run, i) =>
        run.isSame ? (
          <Folded key={i} name={words.sameSections(run.parts.length)}>
            {run.parts.map((section) => (
              <SectionText key={section.anchor} section={section} />
            ))}
          </Folded>
        ) : (
          run.parts.map((section, j) => (
            <section key={`${String(i)}.${String(j)}`} className={shared.box} aria-label={textOf(section.heading)}>
              <SectionText section={section} />
            </section>
          ))
        ),
      )}
    </div>
  );
}

function Folded({ name, children }: { name: string; children: ReactNode }) {
  const styles = useCompareStyles();
  return (
    <details className={styles.folded}>
      <summary>{name}</summary>
      <div className={styles.unfolded}>{children}</div>
    </details>
  );
}

function SectionText({ section }: { section: SectionChange }) {
  const shared = useSharedStyles();
  const styles = useCompareStyles();
  const isNamed = section.change === 'added' || section.change === 'removed' || section.change === 'moved';
  return (
    <>
      <div className={shared.row}>
        <h2 className={shared.small}>
          <Marked run={section.heading} />
        </h2>
        {isNamed && <Kind name={words.kind[section.change]} />}
      </div>
      <div className={styles.blocks}>
        {runsOf(section.blocks).map((run, i) =>
          run.isSame && section.change !== 'unchanged' ? (
            <Folded key={i} name={words.sameParts(run.parts.length)}>
              {run.parts.map((block, j) => (
                <BlockText key={j} block={block} />
              ))}
            </Folded>
          ) : (
            run.parts.map((block, j) => (
              <ChangedBlock key={`${String(i)}.${String(j)}`} block={block} within={section} />
            ))
          ),
        )}
      </div>
    </>
  );
}

const Kind = ({ name }: { name: string }) => <span className={useCompareStyles().kind}>{name}</span>;

/** A block with a word for what happened to it, unless that was said of the whole section. */
function ChangedBlock({ block, within }: { block: BlockChange; within: SectionChange }) {
  const styles = useCompareStyles();
  const isSaid = block.change === 'unchanged' || (block.change === within.change && block.change !== 'reworded');
  return (
    <div className={styles.block}>
      {block.movedFrom !== null && <Kind name={words.movedFrom(block.movedFrom)} />}
      {block.movedFrom === null && !isSaid && <Kind name={words.kind[block.change]} />}
      <BlockText block={block} />
    </div>
  );
}

function BlockText({ block }: { block: BlockChange }) {
  const styles = useCompareStyles();
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return (
        <p className={styles.text}>
          <Marked run={block.words} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List className={styles.points}>
          {block.items.map((item, i) => (
            <li key={i}>
              <Marked run={item.words} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <ChangedTable table={block} />;
    case 'picture':
      return (
        <p className={styles.text}>
          {block.isReplaced ? `${words.newPicture} ` : ''}
          <Marked run={block.alt} />
        </p>
      );
  }
}

function ChangedTable({ table }: { table: Extract<BlockChange, { kind: 'table' }> }) {
  const styles = useTableStyles();
  const own = useCompareStyles();
  return (
    <div className={own.wide}>
      <Scroller name={textOf(table.caption)}>
        <table className={styles.table}>
          {table.caption.length > 0 && (
            <caption className={styles.caption}>
              <Marked run={table.caption} />
            </caption>
          )}
          <thead>
            <tr>
              {table.columns.map((column, i) => (
                <th key={i} scope="col" className={styles.head}>
                  <Marked run={column.words} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, r) => (
              <tr key={r}>
                {row.cells.map((cell, c) => (
                  <td key={c} className={styles.cell}>
                    <Marked run={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </div>
  );
}

/**
 * Marked by line, weight and colour for the eye, and by a word for the ear where old and new stand together. What is
 * wholly new is named so beside it.
 */
function Marked({ run }: { run: readonly Words[] }) {
  const styles = useCompareStyles();
  const shared = useSharedStyles();
  const mixed = isMixed(run);
  return run.map(({ mark, text }, i) => {
    if (mark === 'same') return <span key={i}>{text}</span>;
    const Mark = mark === 'added' ? 'ins' : 'del';
    return (
      <Mark key={i} className={mark === 'removed' ? styles.removed : mixed ? styles.added : styles.whole}>
        {mixed && <span className={shared.hidden}>{mark === 'added' ? words.now : words.was}</span>}
        {text}
      </Mark>
    );
  });
}
