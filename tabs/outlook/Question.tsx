import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { outlook as words } from '../../src/texts/en-gb';
import { Group } from './Choices';
import type { Given, View } from './flow';
import { usePaneStyles } from './Pane.styles';
import type { Pane } from './usePane';

/** Any question, as the chart words it. Mounted anew for each node. */
export function Question({ pane, view }: { pane: Pane; view: View }) {
  const styles = usePaneStyles();
  const { step } = view;
  const [choices, setChoices] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [message, setMessage] = useState<string>();
  const [only] = step.options;
  const send = (given: Given) => pane.answer({ [step.node]: { ...given, ...(step.fields.length > 0 && { fields }) } });
  const sendMany = () => {
    if (choices.length === 0) return setMessage(words.needOne);
    send({ choices });
  };
  if (step.text)
    return (
      <div className={styles.column}>
        <Field label={step.prompt}>
          <Textarea value={text} onChange={(_, d) => setText(d.value)} />
        </Field>
        <Go pane={pane} name={words.next} go={() => text.trim() !== '' && send({ choices: ['text'], text })} />
      </div>
    );
  if (step.multi)
    return (
      <div className={styles.column}>
        <Group
          legend={step.prompt}
          options={step.options}
          chosen={choices}
          set={(next) => {
            setChoices(next);
            setMessage(undefined);
          }}
          message={message}
        />
        <Go pane={pane} name={words.next} go={sendMany} />
      </div>
    );
  return (
    <div className={styles.column}>
      {step.check && <h2 className={styles.question}>{words.check}</h2>}
      <p className={styles.text}>{step.prompt}</p>
      {step.fields.map((field) => (
        <Field key={field.key} label={field.label}>
          {field.kind === 'text' ? (
            <Input
              value={fields[field.key] ?? ''}
              onChange={(_, d) => setFields({ ...fields, [field.key]: d.value })}
            />
          ) : (
            <Select value={fields[field.key] ?? ''} onChange={(_, d) => setFields({ ...fields, [field.key]: d.value })}>
              <option value="" />
              {field.options?.map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ))}
      {step.options.length === 1 && only ? (
        <Go pane={pane} name={only.label} go={() => send({ choices: [only.key] })} />
      ) : (
        step.options.map(({ key, label }) => (
          <Button
            key={key}
            className={styles.answer}
            disabledFocusable={pane.busy}
            onClick={() => send({ choices: [key] })}
          >
            {label}
          </Button>
        ))
      )}
    </div>
  );
}

function Go({ pane, name, go }: { pane: Pane; name: string; go: () => unknown }) {
  return (
    <Button appearance="primary" size="large" disabledFocusable={pane.busy} onClick={go}>
      {name}
    </Button>
  );
}
