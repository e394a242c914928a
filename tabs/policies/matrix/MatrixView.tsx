import { mergeClasses, ToggleButton } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { policies } from '../../../src/texts/en-gb';
import { Scroller } from '../reader/DataTable';
import { useTableStyles } from '../reader/DataTable.styles';
import { useReaderStyles } from '../reader/Reader.styles';
import { useSharedStyles } from '../Policies.styles';
import type { Matrix } from '../types';
import { type Cell, columnsOf, toneOf, usesOf } from './matrix';
import { useMatrixStyles } from './MatrixView.styles';

const words = policies.matrix;
type View = keyof typeof words.views;

/** What the address asks to see of every matrix, so that a view can be shared. */
export function useMatrixView(offered: readonly View[]): readonly [View, (view: View) => void] {
  const [params, setParams] = useSearchParams();
  const asked = params.get('for');
  const view = offered.find((one) => one === asked) ?? 'both';
  const choose = (next: View) =>
    setParams(
      (before) => {
        before.delete('for');
        if (next !== 'both') before.set('for', next);
        return before;
      },
      { replace: true },
    );
  return [view, choose];
}

const ALL: readonly View[] = ['both', 'staff', 'pupils', 'document'];

/** A matrix that can be read for staff, for pupils, or as the document's own table (`children`), which is what is printed. */
export function MatrixView({ matrix, children }: { matrix: Matrix; children: ReactNode }) {
  const shared = useSharedStyles();
  const reader = useReaderStyles();
  const [view, choose] = useMatrixView(ALL);
  return (
    <div className={shared.tight}>
      <ViewChoice offered={ALL} view={view} choose={choose} />
      {view !== 'document' && (
        <div className={shared.screen}>
          <MatrixTable matrix={matrix} view={view} />
        </div>
      )}
      <div className={view === 'document' ? undefined : reader.paper}>{children}</div>
    </div>
  );
}

interface ChoiceProps {
  readonly offered: readonly View[];
  readonly view: View;
  readonly choose: (view: View) => void;
}

export function ViewChoice({ offered, view, choose }: ChoiceProps) {
  const shared = useSharedStyles();
  const styles = useMatrixStyles();
  return (
    <div className={mergeClasses(shared.row, shared.screen)} role="group" aria-label={words.show}>
      <span className={shared.quiet} aria-hidden="true">
        {words.show}
      </span>
      {offered.map((one) => (
        <ToggleButton
          key={one}
          size="small"
          checked={one === view}
          {...(one === view && { className: styles.chosen })}
          onClick={() => choose(one)}
        >
          {words.views[one]}
        </ToggleButton>
      ))}
    </div>
  );
}

/** One row for each use, and what the school says of it in the school's own words. */
export function MatrixTable({ matrix, view }: { matrix: Matrix; view: Exclude<View, 'document'> }) {
  const styles = useTableStyles();
  const own = useMatrixStyles();
  const columns = columnsOf(matrix, view);
  return (
    <Scroller name={matrix.heading}>
      <table className={styles.table} aria-label={matrix.heading}>
        <thead>
          <tr>
            <th scope="col" className={styles.head}>
              {words.use}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={styles.head}>
                {column === 'both' ? words.everyone : words.views[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {usesOf(matrix).map(({ use, cells }) => (
            <tr key={use}>
              <th scope="row" className={mergeClasses(styles.rowName, own.use)}>
                {use}
              </th>
              {columns.map((column) => (
                <RatingCell key={column} cell={cells[column === 'both' ? 'staff' : column]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function RatingCell({ cell }: { cell: Cell | undefined }) {
  const table = useTableStyles();
  const styles = useMatrixStyles();
  if (!cell) return <td className={table.cell}>{words.unsaid}</td>;
  const tone = toneOf(cell.rating);
  return <td className={mergeClasses(table.cell, styles.rating, tone !== null && styles[tone])}>{cell.label}</td>;
}
