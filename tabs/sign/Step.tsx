import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { sign as words } from '../../src/texts/en-gb';
import { useSignStyles } from './Sign.styles';
import type { Flow } from './useFlow';

interface Props {
  readonly flow: Flow;
  readonly heading: string;
  /** What the one primary button says. */
  readonly action?: string;
  /** What it does, and Enter in a field with it. */
  readonly onAction?: () => void;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/** One step of the way: a heading that takes the focus, what there is to do, and the way on and back. */
export function StepFrame({
  flow,
  heading,
  action = words.next,
  onAction = flow.next,
  isBusy = false,
  children,
}: Props) {
  const styles = useSignStyles();
  return (
    <form
      className={styles.step}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onAction();
      }}
    >
      <h2 tabIndex={-1} className={styles.heading}>
        {heading}
      </h2>
      {children}
      <div className={styles.nav}>
        <Button type="submit" appearance="primary" size="large" disabledFocusable={isBusy} className={styles.wayOn}>
          {action}
        </Button>
        {flow.place > 0 && (
          <Button size="large" disabled={isBusy} onClick={() => flow.go(flow.place - 1)}>
            {words.back}
          </Button>
        )}
      </div>
    </form>
  );
}
