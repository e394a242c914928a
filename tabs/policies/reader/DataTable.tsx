import { type ReactNode, useEffect, useRef, useState } from 'react';
import { policies as words } from '../../../src/texts/en-gb';
import type { TableBlock } from '../types';
import { useTableStyles } from './DataTable.styles';

/** A table of the document, with its header cells. */
export function DataTable({ table, name }: { table: TableBlock; name: string }) {
  const styles = useTableStyles();
  return (
    <Scroller name={name}>
      <table className={styles.table}>
        {table.caption !== '' && <caption className={styles.caption}>{table.caption}</caption>}
        <thead>
          <tr>
            {table.headers.map((header, i) => (
              <th key={i} scope="col" className={styles.head}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, c) => (
                <Cell key={c} isFirst={c === 0 && row.length > 1} text={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** The first cell names its row; an empty one names nothing. */
function Cell({ isFirst, text }: { isFirst: boolean; text: string }) {
  const styles = useTableStyles();
  if (!isFirst || text.trim() === '') return <td className={styles.cell}>{text}</td>;
  return (
    <th scope="row" className={styles.rowName}>
      {text}
    </th>
  );
}

/** Scrolls inside itself, so that the page never does; the keyboard stops at it only when there is something to scroll. */
export function Scroller({ name, children }: { name: string; children: ReactNode }) {
  const styles = useTableStyles();
  const box = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    const measure = () => setCut(scroller.scrollWidth > scroller.clientWidth + 1);
    const watch = new ResizeObserver(measure);
    watch.observe(scroller);
    measure();
    return () => watch.disconnect();
  }, []);
  const reachable = isCut ? { tabIndex: 0, role: 'region', 'aria-label': words.reader.table(name) } : {};
  return (
    <div ref={box} className={styles.scroller} {...reachable}>
      {children}
    </div>
  );
}
