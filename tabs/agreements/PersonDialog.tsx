import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Input as CallInput } from '../../src/api/contract';
import { agreements } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { Failure } from '../ui/Failure';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useAgreementStyles } from './Agreements.styles';
import type { PersonRow } from './figures';

export interface Doing {
  readonly what: 'excuse' | 'paper';
  readonly row: PersonRow;
}

interface Props {
  /** Null while nothing is asked: the dialog stays in place and closed, so that the page behind it is readable again. */
  readonly doing: Doing | null;
  readonly campaignId: CallInput<'agreements.excuse'>['campaignId'];
  readonly close: () => void;
  readonly done: () => void;
}

/** Excusing somebody, or recording their paper: what it does is said before the button that does it. */
export function PersonDialog({ doing, ...props }: Props) {
  const [last, setLast] = useState(doing);
  if (doing && doing !== last) setLast(doing);
  return (
    <Dialog open={doing !== null} onOpenChange={props.close}>
      <DialogSurface>
        {last && <PersonForm key={`${last.what} ${last.row.personId}`} {...props} doing={last} />}
      </DialogSurface>
    </Dialog>
  );
}

function PersonForm({ doing: { what, row }, campaignId, close, done }: Props & { doing: Doing }) {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = useAgreementStyles();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const value = (key: string): string => typed[key] ?? '';
  const sending = useAction(async () => {
    const who = { campaignId, personId: row.personId };
    // Days come from date fields; the server checks them.
    const on = (key: string) => (value(key) || null) as CallInput<'agreements.excuse'>['reviewOn'];
    if (what === 'excuse')
      await api.call('agreements.excuse', { ...who, reason: value('reason'), reviewOn: on('review') });
    else
      await api.call('agreements.recordPaper', {
        ...who,
        signedOn: on('signedOn') as CallInput<'agreements.recordPaper'>['signedOn'],
        keptWhere: value('kept'),
        laptop: value('laptop'),
        ipad: value('ipad'),
      });
    say(what === 'excuse' ? agreements.excused(row.name) : agreements.recorded(row.name));
    done();
    close();
  });
  const field = (key: string, label: string, more: { type?: 'date'; hint?: string; required?: boolean } = {}) => (
    <Field label={label} {...(more.hint !== undefined && { hint: more.hint })} required={more.required ?? false}>
      <Input
        type={more.type ?? 'text'}
        value={value(key)}
        onChange={(_, d) => setTyped({ ...typed, [key]: d.value })}
      />
    </Field>
  );
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        void sending.run();
      }}
    >
      <DialogBody>
        <DialogTitle>
          {what === 'excuse' ? agreements.excuseTitle(row.name) : agreements.paperTitle(row.name)}
        </DialogTitle>
        <DialogContent className={styles.form}>
          <p>{what === 'excuse' ? agreements.excuseWhat : agreements.paperWhat}</p>
          {what === 'excuse' ? (
            <>
              {field('reason', agreements.reasonLabel, { hint: agreements.reasonHint, required: true })}
              {field('review', agreements.review, { type: 'date', hint: agreements.reviewHint })}
            </>
          ) : (
            <>
              {field('signedOn', agreements.signedOn, { type: 'date', required: true })}
              {field('kept', agreements.kept, { required: true })}
              {field('laptop', agreements.laptop)}
              {field('ipad', agreements.ipad)}
            </>
          )}
          {sending.state === 'failed' && <Failure error={sending.error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{agreements.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={sending.state === 'busy'}>
            {sending.state === 'busy'
              ? agreements.saving
              : what === 'excuse'
                ? agreements.excuseGo
                : agreements.paperGo}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
