import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { sign } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { Failure } from '../ui/Failure';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useDraft } from '../ui/useDraft';
import { useSignStyles } from './Sign.styles';
import type { SigningView, Statement } from './steps';

const words = sign.question;
/** As many letters as the server takes. */
const LONGEST = 2_000;

export interface AskDialogProps {
  readonly view: Pick<SigningView, 'campaignId' | 'title'>;
  /** Null: about the agreement as a whole. */
  readonly statement: Statement | null;
  /** Where the device keeps the words until they are sent. */
  readonly draftKey: string;
  readonly close: () => void;
  /** The question is with its owner now. */
  readonly sent: () => void;
}

/** "I have a question", or "I cannot accept this yet". Loaded when somebody opens it. */
export function AskDialog({ view, statement, draftKey, close, sent }: AskDialogProps) {
  const styles = useSignStyles();
  const { api } = useServices();
  const say = useAnnounce();
  const draft = useDraft(draftKey, { initial: '' });
  const [isEmpty, setEmpty] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const sending = useAction(() =>
    api.call('agreements.ask', {
      campaignId: view.campaignId,
      statementKey: statement?.key ?? null,
      text: draft.value.trim(),
    }),
  );
  const busy = sending.state === 'busy';
  const send = async () => {
    const nothing = draft.value.trim() === '';
    setEmpty(nothing);
    if (nothing) return box.current?.querySelector('textarea')?.focus();
    if (!(await sending.run())) return;
    draft.set('');
    draft.clear();
    say(words.sentPlain);
    sent();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !busy && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent>
            <div ref={box} className={styles.dialog}>
              <p className={styles.quiet}>{words.lead}</p>
              <p className={styles.strong}>{statement ? words.aboutStatement : words.aboutWhole(view.title)}</p>
              {statement && <blockquote className={styles.aside}>{statement.text}</blockquote>}
              <Field label={words.label} hint={words.hint} {...(isEmpty && { validationMessage: words.empty })}>
                <Textarea
                  rows={4}
                  resize="vertical"
                  value={draft.value}
                  maxLength={LONGEST}
                  disabled={busy}
                  onChange={(_, { value }) => {
                    draft.set(value);
                    setEmpty(false);
                  }}
                />
              </Field>
              {sending.state === 'failed' && <Failure error={sending.error} />}
            </div>
          </DialogContent>
          <DialogActions>
            <Button disabled={busy} onClick={close}>
              {words.cancel}
            </Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void send()}>
              {busy ? words.sending : words.send}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
