import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { frame } from '../../src/texts/en-gb';
import { Failure } from './Failure';
import type { Form } from './useForm';
import { useRoomStyles } from './Room.styles';

interface Props {
  readonly form: Pick<Form<never>, 'box' | 'busy' | 'submit'> & { readonly sending: Form<never>['sending'] };
  readonly go: string;
  /** Absent where the form always stands open. */
  readonly cancel?: () => void;
  /** The page's one primary button is another. */
  readonly isQuiet?: boolean;
  readonly children: ReactNode;
}

/** Fields, what went wrong, and the button that says what happens. */
export function FormBox({ form, go, cancel, isQuiet = false, children }: Props) {
  const styles = useRoomStyles();
  return (
    <div ref={form.box} className={styles.form}>
      {children}
      {form.sending.state === 'failed' && <Failure error={form.sending.error} />}
      <div className={styles.row}>
        <Button
          appearance={isQuiet ? 'secondary' : 'primary'}
          disabledFocusable={form.busy}
          onClick={() => void form.submit()}
        >
          {form.busy ? frame.saving : go}
        </Button>
        {cancel && <Button onClick={cancel}>{frame.cancel}</Button>}
      </div>
    </div>
  );
}

interface OpeningProps {
  readonly name: string;
  /** What it is about, for whoever hears the button by itself: in a list each has the same name. */
  readonly about?: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a form in its place. */
export function Opening({ name, about, children }: OpeningProps) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return children(() => setOpen(false));
  return (
    <span>
      <Button {...(about !== undefined && { 'aria-label': `${name}: ${about}` })} onClick={() => setOpen(true)}>
        {name}
      </Button>
    </span>
  );
}
