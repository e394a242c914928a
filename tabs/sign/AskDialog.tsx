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

export interface About {
  /** Null: about the agreement as a whole. */
  readonly statement: Statement | null;
}

interface Props {
  readonly view: Pick<SigningView, 'campaignId' | 'title'>;
  /** What is asked about; null while nobody asks. */
  readonly about: About | null;
  /** Where the device keeps the words until they are sent. */
  readonly draftKey: string;
  readonly close: () => void;
  /** The question is with its owner now. */
  readonly sent: () => void;
}

/**
 * "I have a question", or "I cannot accept this yet". Loaded when somebody opens it, and closed by `about`, never by
 * taking it off the page: Fluent hides the page behind an open dialog, and only one that closes shows it again.
 */
export function AskDialog(props: Props) {
  const { about, close } = props;
  const [last, setLast] = useState(about);
  if (about && about !== last) setLast(about);
  return (
    <Dialog open={about !== null} onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface>{last && <Form key={last.statement?.key} {...props} statement={last.statement} />}</DialogSurface>
    </Dialog>
  );
}

function Form({ view, statement, draftKey, close, sent }: Props & About) {
  const styles = useSignStyles();
  const { api } = useServices();
  const say = useAnnounce();
  const draft = useDraft(`ask.${statement?.key ?? ''}.${draftKey}`, { initial: '' });
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
    say(words.sent);
    sent();
  };
  return (
    <DialogBody>
      <DialogTitle>{words.title}</DialogTitle>
      <DialogContent>
        <div ref={box} className={styles.dialog}>
          <p className={styles.quiet}>{words.lead}</p>
          <p className={styles.strong}>{statement ? words.aboutStatement : words.aboutWhole(view.title)}</p>
          {statement && <blockquote className={styles.quote}>{statement.text}</blockquote>}
          <Field label={words.label} {...(isEmpty && { validationMessage: words.empty })}>
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
  );
}
