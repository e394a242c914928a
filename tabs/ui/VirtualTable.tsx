import {
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTableStyles } from './VirtualTable.styles';

/** From this many rows on, only those in sight are drawn. */
export const VIRTUAL_FROM = 200;
const ROW_PX = 48;
/** Rows drawn above and below what is in sight. */
const SPARE = 8;

export interface Column<Row> {
  readonly key: string;
  readonly name: string;
  /** Share of the width, as a CSS grid track such as `2fr` or `8rem`. Default `1fr`. */
  readonly width?: string;
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** What the table holds, said to screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** How many rows there are on the server; default: as many as given. */
  readonly total?: number;
  /** Asked for when the end of the given rows comes into sight and there are more. */
  readonly more?: () => void;
}

/** A list as a table with a fixed head. Long lists draw only what is in sight; all of them scroll by keyboard. */
export function VirtualTable<Row>({ label, columns, rows, rowKey, total = rows.length, more }: Props<Row>) {
  const styles = useTableStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = rows.length >= VIRTUAL_FROM;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: SPARE,
    enabled: isLong,
  });
  const items = virtual.getVirtualItems();
  const shown = isLong ? items : rows.map((_, index) => ({ index, start: 0, size: 0 }));
  useMore({ last: shown.at(-1)?.index ?? -1, given: rows.length, total, more });
  const tracks = { gridTemplateColumns: columns.map((column) => column.width ?? '1fr').join(' ') };
  return (
    <div
      ref={scroller}
      className={mergeClasses(styles.scroller, isLong && styles.long)}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table noNativeElements aria-label={label} aria-rowcount={total + 1} className={styles.table}>
        <TableHeader className={styles.head}>
          <TableRow aria-rowindex={1} className={styles.row} style={tracks}>
            {columns.map((column) => (
              <TableHeaderCell key={column.key}>{column.name}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody className={styles.body} style={isLong ? { height: virtual.getTotalSize() } : {}}>
          {shown.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const place = isLong ? { transform: `translateY(${start}px)`, height: ROW_PX } : {};
            return (
              <TableRow
                key={rowKey(row)}
                aria-rowindex={index + 2}
                className={mergeClasses(styles.row, isLong && styles.placed)}
                style={{ ...tracks, ...place }}
              >
                {columns.map((column) => (
                  <TableCell key={column.key} className={styles.cell}>
                    {column.cell(row)}
                  </TableCell>
                ))}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}

interface Reach {
  readonly last: number;
  readonly given: number;
  readonly total: number;
  readonly more: (() => void) | undefined;
}

function useMore({ last, given, total, more }: Reach): void {
  const ask = useRef(more);
  useEffect(() => {
    ask.current = more;
  });
  useEffect(() => {
    if (given < total && last >= given - 1 - SPARE) ask.current?.();
  }, [last, given, total]);
}
