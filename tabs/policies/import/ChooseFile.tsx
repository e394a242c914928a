import { Button, mergeClasses, ProgressBar } from '@fluentui/react-components';
import { type DragEvent, useId, useRef, useState } from 'react';
import { policyImport } from '../../../src/texts/en-gb';
import { Failure } from '../../ui/Failure';
import type { Action } from '../../ui/useAction';
import { useSharedStyles } from '../Policies.styles';
import { useEditorStyles } from './Editor.styles';

const words = policyImport.choose;
const KINDS = ['.docx', '.md', '.txt'];
const isReadable = (name: string): boolean => KINDS.some((kind) => name.toLowerCase().endsWith(kind));

/** The first step: a file from this computer. */
export function ChooseFile({ reading, read }: { reading: Action<[File], number>; read: (file: File) => void }) {
  const styles = useEditorStyles();
  const shared = useSharedStyles();
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const busy = reading.state === 'busy';
  const take = (file: File | undefined) => {
    if (!file || busy) return;
    setName(file.name);
    setWrong(isReadable(file.name) ? null : words.wrongKind(file.name));
    if (isReadable(file.name)) read(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div className={shared.stack}>
      <div
        className={mergeClasses(styles.drop, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          hidden
          accept={KINDS.join(',')}
          aria-label={words.label}
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file may be chosen again after it was put right.
            event.target.value = '';
          }}
        />
        <div className={shared.row}>
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={busy}
            aria-describedby={hint}
            onClick={() => input.current?.click()}
          >
            {busy ? words.reading(name) : words.button}
          </Button>
          {!busy && <span className={shared.quiet}>{words.drop}</span>}
        </div>
        <p id={hint} className={shared.quiet}>
          {busy ? words.wait : words.hint}
        </p>
        {busy && <ProgressBar aria-label={words.reading(name)} />}
      </div>
      {wrong !== null && (
        <p role="alert" className={shared.text}>
          {wrong}
        </p>
      )}
      {wrong === null && reading.state === 'failed' && <Failure error={reading.error} />}
    </div>
  );
}
