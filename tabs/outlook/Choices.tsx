import { Button, Checkbox, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { outlook as words } from '../../src/texts/en-gb';
import { usePaneStyles } from './Pane.styles';

const THREE = ['yes', 'not_sure', 'no'] as const;

interface ThreeProps {
  readonly question: string;
  /** What was pressed, while it waits for the question before it. */
  readonly chosen: string | undefined;
  readonly disabled: boolean;
  readonly choose: (key: (typeof THREE)[number]) => void;
}

/** A question of safety: three answers of the same weight, none of them suggested. */
export function YesOrNo({ question, chosen, disabled, choose }: ThreeProps) {
  const styles = usePaneStyles();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.question}>{question}</legend>
      <div className={styles.row}>
        {THREE.map((key) => (
          <Button
            key={key}
            className={mergeClasses(styles.answer, disabled && chosen === key && styles.given)}
            appearance={chosen === key ? 'primary' : 'secondary'}
            aria-pressed={chosen === key}
            disabledFocusable={disabled}
            onClick={() => choose(key)}
          >
            {words.answers[key]}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

interface TicksProps<Key extends string> {
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly { readonly key: Key; readonly label: string }[];
  /** Seldom wanted: behind one press, with its own line. */
  readonly folded?: { readonly name: string; readonly options: TicksProps<Key>['options'] };
  readonly chosen: readonly Key[];
  readonly set: (chosen: readonly Key[]) => void;
  readonly message?: string | undefined;
  /** Stands between the legend and the ticks. */
  readonly children?: ReactNode;
}

/** A short group of ticks. */
export function Group<Key extends string>(props: TicksProps<Key>) {
  const { legend, hint, options, folded, chosen, set, message, children } = props;
  const styles = usePaneStyles();
  const tick = ({ key, label }: { readonly key: Key; readonly label: string }) => (
    <Checkbox
      key={key}
      className={styles.tick}
      label={label}
      checked={chosen.includes(key)}
      onChange={(_, { checked }) => set(checked === true ? [...chosen, key] : chosen.filter((k) => k !== key))}
    />
  );
  return (
    <fieldset className={styles.group} aria-invalid={message !== undefined}>
      <legend className={styles.question}>{legend}</legend>
      {hint !== undefined && <p className={styles.small}>{hint}</p>}
      {children}
      {options.map(tick)}
      {folded && (
        <details open={folded.options.some(({ key }) => chosen.includes(key)) || undefined}>
          <summary className={styles.more}>{folded.name}</summary>
          <div className={styles.folded}>{folded.options.map(tick)}</div>
        </details>
      )}
      {message !== undefined && (
        <p role="alert" className={styles.problem}>
          {message}
        </p>
      )}
    </fieldset>
  );
}
