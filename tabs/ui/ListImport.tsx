import { Button, Checkbox, Field } from '@fluentui/react-components';
import { useState } from 'react';
import { Failure } from './Failure';
import { type ListLine, ListLines } from './ListLines';
import { Part } from './Page';
import { useRoomStyles } from './Room.styles';
import { saveFile } from './save';
import { useAction } from './useAction';

interface ListWords {
  readonly file: string;
  readonly look: string;
  readonly reading: string;
  readonly line: (n: number) => string;
  readonly more: (n: number) => string;
  readonly ignored: (columns: string) => string;
  readonly go: (n: number) => string;
  readonly going: string;
  readonly nothing: string;
}

/** What a list would do. */
interface Found {
  readonly sentence: string;
  /** Lines of one kind each; empty ones are not shown. */
  readonly parts: readonly { readonly heading: string; readonly hint?: string; readonly items: readonly ListLine[] }[];
  readonly ignoredColumns: readonly string[];
  /** How many things would be done. */
  readonly total: number;
}

interface Props<Plan> {
  readonly words: ListWords;
  /** A tick that goes with the list, and what it says; changing it makes the list be looked at anew. */
  readonly tick?: string;
  /** Says what the list would do, and does nothing. */
  readonly look: (file: File, isTicked: boolean) => Promise<Plan>;
  readonly show: (plan: Plan) => Found;
  /** Does exactly what was shown. */
  readonly send: (plan: Plan, file: File, isTicked: boolean) => Promise<void>;
}

/** A list from a file in two steps: look at what it would do, then do exactly that. */
export function ListImport<Plan>({ words, tick, look, show, send }: Props<Plan>) {
  const styles = useRoomStyles();
  const [file, setFile] = useState<File | null>(null);
  const [isTicked, setTicked] = useState(false);
  const [plan, setPlan] = useState<Plan | null>(null);
  const looking = useAction(async () => {
    if (file) setPlan(await look(file, isTicked));
  });
  return (
    <div className={styles.section}>
      <div className={styles.form}>
        <Field label={words.file}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,text/csv,.txt"
              onChange={(e) => {
                setFile(e.target.files?.[0] ?? null);
                setPlan(null);
              }}
            />
          )}
        </Field>
        {tick !== undefined && (
          <Checkbox
            label={tick}
            checked={isTicked}
            onChange={(_, { checked }) => {
              setTicked(checked === true);
              setPlan(null);
            }}
          />
        )}
        {plan === null && (
          <span>
            <Button
              appearance="primary"
              disabledFocusable={!file || looking.state === 'busy'}
              onClick={() => void looking.run()}
            >
              {looking.state === 'busy' ? words.reading : words.look}
            </Button>
          </span>
        )}
      </div>
      {looking.state === 'failed' && <Failure error={looking.error} />}
      {plan !== null && file && (
        <ListPreview words={words} found={show(plan)} send={() => send(plan, file, isTicked)} />
      )}
    </div>
  );
}

/** What would be done, kind by kind, and the button that does exactly that. */
export function ListPreview({
  words,
  found,
  send,
}: {
  words: Omit<ListWords, 'file' | 'look' | 'reading'>;
  found: Found;
  send: () => Promise<void>;
}) {
  const styles = useRoomStyles();
  const sending = useAction(send);
  const { sentence, parts, ignoredColumns, total } = found;
  return (
    <>
      <p role="status" className={styles.text}>
        {sentence}
      </p>
      {parts
        .filter(({ items }) => items.length > 0)
        .map(({ heading, hint, items }) => (
          <Part key={heading} heading={heading}>
            {hint !== undefined && <p className={styles.quiet}>{hint}</p>}
            <ListLines items={items} words={words} />
          </Part>
        ))}
      {ignoredColumns.length > 0 && <p className={styles.quiet}>{words.ignored(ignoredColumns.join(', '))}</p>}
      {sending.state === 'failed' && <Failure error={sending.error} />}
      {total === 0 ? (
        <p className={styles.text}>{words.nothing}</p>
      ) : (
        <span>
          <Button appearance="primary" disabledFocusable={sending.state === 'busy'} onClick={() => void sending.run()}>
            {sending.state === 'busy' ? words.going : words.go(total)}
          </Button>
        </span>
      )}
    </>
  );
}

/** An empty list with the right columns, to be filled in. */
export function EmptyList({
  label,
  download,
}: {
  label: string;
  download: () => Promise<Parameters<typeof saveFile>[0]>;
}) {
  const saving = useAction(async () => saveFile(await download()));
  return (
    <>
      <span>
        <Button disabledFocusable={saving.state === 'busy'} onClick={() => void saving.run()}>
          {label}
        </Button>
      </span>
      {saving.state === 'failed' && <Failure error={saving.error} />}
    </>
  );
}
