import type { KeyboardEvent } from 'react';
import { classSheets } from '../../src/texts/en-gb';
import { useSheetStyles } from './ClassSheets.styles';
import type { Change, Row, useSheet } from './useSheet';

type Sheet = ReturnType<typeof useSheet>;

const USES = Object.keys(classSheets.uses) as (keyof typeof classSheets.uses)[];
const NEXT_CHOICE = { '': 'yes', yes: 'no', no: '' } as const;
type Choice = keyof typeof NEXT_CHOICE;

/** Arrow keys go from cell to cell as in a spreadsheet; Ctrl+D copies the cell above. */
export function Grid({ sheet, label }: { sheet: Sheet; label: string }) {
  const styles = useSheetStyles();
  const names = classSheets.columns;
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={label} onKeyDown={(e) => move(e, sheet)}>
      <table className={styles.grid}>
        <caption>
          {sheet.rows[0] && classSheets.agreement(sheet.rows[0].agreementTitle, sheet.rows[0].versionLabel)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{names.name}</th>
            <th scope="col">{names.pupil}</th>
            <th scope="col">{names.parent}</th>
            <th scope="col">{names.gone}</th>
            {USES.map((use) => (
              <th key={use} scope="col">
                {classSheets.uses[use]}
              </th>
            ))}
            <th scope="col">{names.paper}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row, i) => (
            <Line key={row.pupilId} row={row} at={i} change={(part) => sheet.change(row.pupilId, part)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row, at, change }: { row: Row; at: number; change: (part: Change) => void }) {
  const styles = useSheetStyles();
  const names = classSheets.columns;
  const cell = (column: number, name: string) => ({
    'data-cell': `${at} ${column}`,
    'aria-label': classSheets.cell(name, row.name),
  });
  return (
    <tr>
      <th scope="row">
        {row.name}
        {row.isOverdue && <span className={styles.late}>{classSheets.overdue}</span>}
      </th>
      <td>
        {row.asks.pupilMark ? (
          <input
            type="checkbox"
            className={styles.tick}
            {...cell(0, names.pupil)}
            checked={row.pupilMark}
            onChange={(e) => change({ pupilMark: e.target.checked })}
          />
        ) : (
          <NotAsked />
        )}
      </td>
      <td>
        {row.asks.parentDate ? (
          <input
            type="date"
            className={styles.text}
            {...cell(1, names.parent)}
            value={row.parentSignedOn ?? ''}
            onChange={(e) => change({ parentSignedOn: (e.target.value || null) as Row['parentSignedOn'] })}
          />
        ) : (
          <NotAsked />
        )}
      </td>
      <td>
        {row.asks.goneThrough ? (
          <input
            className={styles.text}
            {...cell(2, names.gone)}
            value={row.goneThroughWith}
            onChange={(e) => change({ goneThroughWith: e.target.value })}
          />
        ) : (
          <NotAsked />
        )}
      </td>
      {USES.map((use, k) => (
        <td key={use}>
          <Consent
            cell={cell(3 + k, classSheets.uses[use])}
            value={choiceOf(row, use)}
            set={(next) => change({ consent: withChoice(row, use, next) })}
          />
        </td>
      ))}
      <td>
        <input
          className={styles.text}
          {...cell(3 + USES.length, names.paper)}
          value={row.paperKept}
          onChange={(e) => change({ paperKept: e.target.value })}
        />
      </td>
    </tr>
  );
}

const NotAsked = () => <span aria-label={classSheets.notAsked}>{classSheets.open}</span>;

const choiceOf = (row: Row, use: keyof Row['consent']): Choice => {
  const given = row.consent[use];
  if (given === undefined) return '';
  return given ? 'yes' : 'no';
};

function withChoice(row: Row, use: keyof Row['consent'], next: Choice): Row['consent'] {
  const { [use]: _, ...others } = row.consent;
  return next === '' ? others : { ...others, [use]: next === 'yes' };
}

interface ConsentProps {
  readonly cell: Readonly<Record<string, string>>;
  readonly value: Choice;
  readonly set: (next: Choice) => void;
}

/** Yes, no or not asked: Space goes round. */
function Consent({ cell, value, set }: ConsentProps) {
  const styles = useSheetStyles();
  return (
    <select
      {...cell}
      className={styles.text}
      style={{ width: 'auto' }}
      value={value}
      onChange={(e) => set(e.target.value as Choice)}
      onKeyDown={(e) => {
        if (e.key !== ' ') return;
        e.preventDefault();
        set(NEXT_CHOICE[value]);
      }}
    >
      <option value="">{classSheets.open}</option>
      <option value="yes">{classSheets.yes}</option>
      <option value="no">{classSheets.no}</option>
    </select>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const LAST = 3 + USES.length;

function move(e: KeyboardEvent<HTMLElement>, sheet: Sheet): void {
  const from = (e.target as HTMLElement).dataset['cell'];
  if (from === undefined) return;
  const [row = 0, column = 0] = from.split(' ').map(Number);
  if (e.key === 'd' && e.ctrlKey) return copyDown(e, sheet, row, column);
  const step = STEPS[e.key];
  // Inside words and dates, left and right belong to the text.
  const isText =
    (e.target as HTMLInputElement).type !== 'checkbox' && step?.[0] === 0 && !(e.target instanceof HTMLSelectElement);
  if (!step || isText) return;
  e.preventDefault();
  const [down, across] = step;
  for (
    let r = row + down, c = column + across;
    r >= 0 && r < sheet.rows.length && c >= 0 && c <= LAST;
    r += down, c += across
  ) {
    const next = e.currentTarget.querySelector<HTMLElement>(`[data-cell="${r} ${c}"]`);
    if (next) return next.focus();
  }
}

function copyDown(e: KeyboardEvent<HTMLElement>, sheet: Sheet, at: number, column: number): void {
  e.preventDefault();
  const above = sheet.rows[at - 1];
  const row = sheet.rows[at];
  if (!above || !row) return;
  const parts: Readonly<Record<number, Change>> = {
    0: { pupilMark: above.pupilMark },
    1: { parentSignedOn: above.parentSignedOn },
    2: { goneThroughWith: above.goneThroughWith },
    [LAST]: { paperKept: above.paperKept },
  };
  const use = USES[column - 3];
  sheet.change(row.pupilId, parts[column] ?? (use ? { consent: withChoice(row, use, choiceOf(above, use)) } : {}));
}
