import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode, RefObject } from 'react';
import { policies } from '../../../src/texts/en-gb';
import { Failure } from '../../ui/Failure';
import type { Action } from '../../ui/useAction';
import { useSharedStyles } from '../Policies.styles';

const words = policies.steps;

interface Props {
  readonly title: string;
  /** What happens when it is done, in one or two sentences. */
  readonly consequence: string;
  /** The button says the consequence. */
  readonly go: string;
  readonly form: {
    readonly box: RefObject<HTMLDivElement | null>;
    readonly busy: boolean;
    readonly submit: () => Promise<void>;
    readonly sending: Action<never[], unknown>;
  };
  readonly close: () => void;
  readonly children: ReactNode;
}

/** One step of a version: what it means, what must be said with it, and the button that does it. */
export function StepDialog({ title, consequence, go, form, close, children }: Props) {
  const shared = useSharedStyles();
  const { box, busy, submit, sending } = form;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !busy && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <div ref={box} className={shared.stack}>
              <p className={shared.text}>{consequence}</p>
              {children}
              {sending.state === 'failed' && <Failure error={sending.error} />}
            </div>
          </DialogContent>
          <DialogActions>
            <Button disabled={busy} onClick={close}>
              {words.cancel}
            </Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void submit()}>
              {busy ? words.busy : go}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
