import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { policyImport } from '../../../src/texts/en-gb';
import type { Block, TableBlock } from '../types';
import { useEditorStyles } from './Editor.styles';

const words = policyImport.edit;

interface Props {
  readonly block: Block;
  readonly replace: (block: Block) => void;
  readonly turnItem: (item: number) => void;
}

/** The words of a block, to be typed over. */
export function BlockFields({ block, replace, turnItem }: Props) {
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return <Lines label={words.text[block.kind]} value={block.text} set={(text) => replace({ ...block, text })} />;
    case 'list':
      return <Items list={block} replace={replace} turnItem={turnItem} />;
    case 'table':
      return <Cells table={block} replace={replace} />;
    case 'picture':
      return (
        <Field label={words.picture.alt}>
          <Input value={block.alt} onChange={(_, { value }) => replace({ ...block, alt: value })} />
        </Field>
      );
  }
}

function Lines({ label, value, set }: { label: string; value: string; set: (text: string) => void }) {
  return (
    <Field label={label}>
      <Textarea
        rows={Math.min(12, 2 + Math.floor(value.length / 80))}
        resize="vertical"
        value={value}
        onChange={(_, { value: text }) => set(text)}
      />
    </Field>
  );
}

const replaced = <T,>(list: readonly T[], at: number, value: T): T[] => list.map((one, i) => (i === at ? value : one));

function Items({ list, replace, turnItem }: { list: Extract<Block, { kind: 'list' }> } & Omit<Props, 'block'>) {
  const styles = useEditorStyles();
  return (
    <div className={styles.items}>
      {list.items.map((item, i) => (
        // Points have no name but their place; every one of them is held by the list.
        <div key={i}>
          <Lines
            label={words.text.item(i + 1)}
            value={item}
            set={(text) => replace({ ...list, items: replaced(list.items, i, text) })}
          />
          <Button
            size="small"
            appearance="transparent"
            aria-label={words.turn.itemOf(item)}
            onClick={() => turnItem(i)}
          >
            {words.turn.item}
          </Button>
        </div>
      ))}
    </div>
  );
}

function Cells({ table, replace }: { table: TableBlock; replace: (block: Block) => void }) {
  const styles = useEditorStyles();
  const { caption, headers, rows } = table;
  const setRows = (next: string[][]) => replace({ ...table, rows: next });
  return (
    <>
      <Field label={words.table.caption}>
        <Input value={caption} onChange={(_, { value }) => replace({ ...table, caption: value })} />
      </Field>
      <div className={styles.cells}>
        <table className={styles.cellTable}>
          <thead>
            <tr>
              {headers.map((header, c) => (
                <th key={c}>
                  <Input
                    className={styles.cellInput}
                    aria-label={words.table.header(c + 1)}
                    value={header}
                    onChange={(_, { value }) => replace({ ...table, headers: replaced(headers, c, value) })}
                  />
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, c) => (
                  <td key={c}>
                    <Input
                      className={styles.cellInput}
                      aria-label={words.table.cell(r + 1, headers[c] ?? '')}
                      value={cell}
                      onChange={(_, { value }) => setRows(replaced(rows, r, replaced(row, c, value)))}
                    />
                  </td>
                ))}
                <td>
                  <Button
                    size="small"
                    appearance="subtle"
                    aria-label={words.table.removeRow(r + 1)}
                    onClick={() => setRows(rows.toSpliced(r, 1))}
                  >
                    {words.remove}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
