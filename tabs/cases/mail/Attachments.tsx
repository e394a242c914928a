import { Button, Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { caseMail } from '../../../src/texts/en-gb';
import { FormBox } from '../../ui/FormBox';
import { saveFile } from '../../ui/save';
import { useServices } from '../../ui/services';
import { problem, useFleeting, useForm } from '../../ui/useForm';
import { useCaseStyles } from '../Cases.styles';
import type { CaseId } from '../words';
import type { OpenedMail } from './OpenMail';

const words = caseMail.attachment;
type Attachment = OpenedMail['attachments'][number];

interface Props {
  readonly opened: OpenedMail;
  readonly caseId: CaseId;
  /** One was taken out, which stands among those who handled it. */
  readonly looked: () => void;
}

/** By name alone. One is taken out only with a reason, after a warning, in a locked archive. */
export function Attachments({ opened, caseId, looked }: Props) {
  const styles = useCaseStyles();
  return (
    <section className={styles.section} aria-label={caseMail.attachments}>
      <h5 className={styles.heading}>{caseMail.attachments}</h5>
      <p className={styles.quiet}>{opened.attachments.length === 0 ? caseMail.attachmentsNone : words.hint}</p>
      <ul className={styles.list}>
        {opened.attachments.map((attachment, index) => (
          <One key={`${index} ${attachment.name}`} {...{ attachment, index, opened, caseId, looked }} />
        ))}
      </ul>
    </section>
  );
}

const kb = (bytes: number): string => Math.max(1, Math.round(bytes / 1_024)).toLocaleString('en-GB');

function One({ attachment, index, ...rest }: Props & { readonly attachment: Attachment; readonly index: number }) {
  const styles = useCaseStyles();
  const [state, setState] = useState<'closed' | 'open' | 'taken'>('closed');
  return (
    <li className={styles.section}>
      <span className={styles.title}>{attachment.name}</span>
      <span className={styles.quiet}>{words.about(attachment.type, kb(attachment.size))}</span>
      {state !== 'open' && (
        <span>
          <Button onClick={() => setState('open')}>{words.take(attachment.name)}</Button>
        </span>
      )}
      {state === 'open' && <Take {...rest} index={index} done={(isTaken) => setState(isTaken ? 'taken' : 'closed')} />}
      {state === 'taken' && (
        <p role="status" className={styles.text}>
          {words.password(attachment.password)}
        </p>
      )}
    </li>
  );
}

interface TakeProps extends Props {
  readonly index: number;
  readonly done: (isTaken: boolean) => void;
}

function Take({ opened, caseId, index, looked, done }: TakeProps) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting({ reason: '' });
  const form = useForm({
    values,
    change,
    check: ({ reason }) => (reason.trim().length < 3 ? { reason: words.needReason } : {}),
    send: async ({ reason }) => {
      const params = { caseId, mailId: opened.id, index: String(index), reason: reason.trim() };
      saveFile(await api.download('mailAttachment', params));
      return true;
    },
    done: () => {
      looked();
      done(true);
    },
  });
  return (
    <FormBox form={form} go={words.go} cancel={() => done(false)} isQuiet>
      <p className={styles.title}>{words.warningTitle}</p>
      <p className={styles.text}>{words.warning}</p>
      <Field label={words.reason} hint={words.reasonHint} {...problem(form.problems.reason)}>
        <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}
