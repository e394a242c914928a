import { Button, Checkbox, Field, Input, Select } from '@fluentui/react-components';
import { useRowStyles } from './Rows.styles';

type Value = string | boolean;
export type Row = Readonly<Record<string, Value>>;

interface Column {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'tick' | 'choice';
  readonly options?: readonly { readonly value: string; readonly name: string }[];
}

interface Props {
  readonly legend: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly set: (rows: readonly Row[]) => void;
  readonly blank: Row;
  readonly add: string;
  readonly remove: string;
  readonly message: string | undefined;
}

/** A short list of lines that are typed in: each with its fields, one button to add and one to take out. */
export function Rows({ legend, columns, rows, set, blank, add, remove, message }: Props) {
  const styles = useRowStyles();
  const change = (at: number, key: string, value: Value) =>
    set(rows.map((row, i) => (i === at ? { ...row, [key]: value } : row)));
  return (
    <fieldset className={styles.rows} aria-invalid={message !== undefined}>
      <legend className={styles.legend}>{legend}</legend>
      {rows.map((row, at) => (
        // Lines have no name of their own; they are neither sorted nor moved.
        <div key={at} className={styles.row}>
          {columns.map((column) => (
            <Cell
              key={column.key}
              column={column}
              value={row[column.key] ?? ''}
              set={(v) => change(at, column.key, v)}
            />
          ))}
          <Button onClick={() => set(rows.filter((_, i) => i !== at))}>{remove}</Button>
        </div>
      ))}
      {message !== undefined && (
        <span role="alert" className={styles.wrong}>
          {message}
        </span>
      )}
      <span>
        <Button onClick={() => set([...rows, blank])}>{add}</Button>
      </span>
    </fieldset>
  );
}

function Cell({ column, value, set }: { column: Column; value: Value; set: (value: Value) => void }) {
  const { label, kind, options = [] } = column;
  if (kind === 'tick')
    return <Checkbox label={label} checked={value === true} onChange={(_, { checked }) => set(checked === true)} />;
  return (
    <Field label={label}>
      {kind === 'text' ? (
        <Input value={String(value)} onChange={(_, data) => set(data.value)} />
      ) : (
        <Select value={String(value)} onChange={(_, data) => set(data.value)}>
          {options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
