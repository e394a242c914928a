import { sign as words } from '../../src/texts/en-gb';
import { useSignStyles } from './Sign.styles';
import type { Block, Statement } from './steps';

type Text = Exclude<Block, Statement>;

/** The text of a section: everything that is read and not ticked. */
export function Blocks({ blocks, heading }: { blocks: readonly Text[]; heading: string }) {
  // A published text does not change while it stands on the page.
  return blocks.map((block, i) => <TextBlock key={i} block={block} heading={heading} />);
}

function TextBlock({ block, heading }: { block: Text; heading: string }) {
  const styles = useSignStyles();
  switch (block.kind) {
    case 'paragraph':
      return <p className={styles.text}>{block.text}</p>;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List className={styles.list}>
          {block.items.map((item, i) => (
            <li key={i}>{item}</li>
          ))}
        </List>
      );
    }
    case 'table':
      return <Table table={block} name={block.caption || heading} />;
    case 'picture':
      return block.data === null ? (
        <p className={styles.quiet}>{words.section.missingPicture(block.alt)}</p>
      ) : (
        <img className={styles.picture} src={block.data} alt={block.alt} />
      );
  }
}

/** Scrolls inside itself, so that the page never does. */
function Table({ table, name }: { table: Extract<Text, { kind: 'table' }>; name: string }) {
  const styles = useSignStyles();
  return (
    <div className={styles.scroller} role="region" aria-label={`${words.section.table}: ${name}`} tabIndex={0}>
      <table className={styles.table}>
        {table.caption !== '' && <caption className={styles.caption}>{table.caption}</caption>}
        <thead>
          <tr>
            {table.headers.map((header, i) => (
              <th key={i} scope="col" className={styles.cell}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, c) => (
                <td key={c} className={styles.cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
