import { Button, Checkbox, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { charts } from '../../../src/texts/en-gb';
import { useChartStyles } from './Chart.styles';
import { type Audience, type ChartView, type ChartWork, type Row, withNewRow, withRow } from './useChart';

const words = charts.edit.table;
const AUDIENCES: readonly Audience[] = ['pupils', 'staff'];
const LONGEST = 200;

/** The school's table, row by row: what a row is called, what it suggests, and how people say it. */
export function TableRows({ view, writing }: { view: ChartView; writing: ChartWork }) {
  const styles = useChartStyles();
  const { chart, set } = writing;
  const tables = chart.tables ?? view.tables;
  const [audience, setAudience] = useState<Audience>('pupils');
  const { rows } = tables[audience];
  const [chosen, choose] = useState('');
  const row = rows.find(({ id }) => id === chosen) ?? rows[0];
  const change = (next: Row | null): void => {
    if (row) set(withRow(chart, tables, { audience, id: row.id }, next));
  };
  return (
    <div className={styles.card}>
      <h3 className={styles.heading}>{words.heading}</h3>
      <p className={styles.quiet}>{words.lead}</p>
      <div className={styles.clocks}>
        <Field label={words.which}>
          <Select
            value={audience}
            // The list holds the two tables and nothing else.
            onChange={(_, { value }) => setAudience(value as Audience)}
          >
            {AUDIENCES.map((one) => (
              <option key={one} value={one}>
                {words.audiences[one]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.row}>
          <Select value={row?.id ?? ''} onChange={(_, { value }) => choose(value)}>
            {rows.map(({ id, category }) => (
              <option key={id} value={id}>
                {category}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {row && <RowFields key={`${audience} ${row.id}`} row={row} columns={tables[audience].columns} change={change} />}
      <div className={styles.row}>
        <Button
          onClick={() => {
            const added = withNewRow(chart, tables, audience);
            set(added.chart);
            choose(added.id);
          }}
        >
          {words.add}
        </Button>
        {row && rows.length > 1 && <Button onClick={() => change(null)}>{words.remove}</Button>}
      </div>
    </div>
  );
}

function RowFields({
  row,
  columns,
  change,
}: {
  row: Row;
  columns: ChartView['tables'][Audience]['columns'];
  change: (row: Row) => void;
}) {
  const styles = useChartStyles();
  const [said, setSaid] = useState(row.keywords.join('\n'));
  const tick = (id: string, isOn: boolean): void => {
    const ticked = columns.flatMap((c) => ((c.id === id ? isOn : row.ticked.includes(c.id)) ? [c.id] : []));
    change({ ...row, ticked });
  };
  return (
    <>
      <Field label={words.category}>
        <Input
          value={row.category}
          maxLength={LONGEST}
          onChange={(_, { value }) => change({ ...row, category: value })}
        />
      </Field>
      <fieldset className={styles.fieldset}>
        <legend>{words.suggests}</legend>
        {columns.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={label}
            checked={row.ticked.includes(id)}
            onChange={(_, { checked }) => tick(id, checked === true)}
          />
        ))}
      </fieldset>
      <Field label={words.said} hint={words.saidHint}>
        <Textarea
          rows={4}
          resize="vertical"
          value={said}
          onChange={(_, { value }) => {
            setSaid(value);
            const keywords = value.split('\n').map((line) => line.trim());
            change({ ...row, keywords: keywords.filter((line) => line.length > 1) });
          }}
        />
      </Field>
    </>
  );
}
