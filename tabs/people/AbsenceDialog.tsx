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
import { register } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { Failure } from '../ui/Failure';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import type { Person } from './People';
import { usePeopleStyles } from './People.styles';

/** Somebody is away: nobody reminds them meanwhile. */
export function AbsenceDialog({ person, ...props }: Closing & { person: Person | null }) {
  const [last, setLast] = useState(person);
  if (person && person !== last) setLast(person);
  // Closed and in place, never taken away: a dialog that vanishes leaves the page behind it unreadable.
  return (
    <Dialog open={person !== null} onOpenChange={props.close}>
      <DialogSurface>{last && <AbsenceForm key={last.id} person={last} {...props} />}</DialogSurface>
    </Dialog>
  );
}

interface Closing {
  readonly close: () => void;
  readonly done: () => void;
}

function AbsenceForm({ person, close, done }: Closing & { person: Person }) {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = usePeopleStyles();
  const [typed, setTyped] = useState({ from: '', until: '', reason: '' });
  const sending = useAction(async () => {
    const absence = { personId: person.id, from: typed.from, until: typed.until || null, reason: typed.reason };
    // Days come from date fields; the server checks them.
    await api.call('people.recordAbsence', absence as CallInput<'people.recordAbsence'>);
    say(register.absenceSaved(person.name));
    done();
    close();
  });
  const field = (key: keyof typeof typed, label: string, type: 'date' | 'text', required: boolean) => (
    <Field label={label} required={required} className={styles.wide}>
      <Input type={type} value={typed[key]} onChange={(_, d) => setTyped({ ...typed, [key]: d.value })} />
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
        <DialogTitle>{register.absenceTitle(person.name)}</DialogTitle>
        <DialogContent className={styles.form}>
          <p>{register.absenceWhat}</p>
          {field('from', register.from, 'date', true)}
          {field('until', register.until, 'date', false)}
          {field('reason', register.reason, 'text', true)}
          {sending.state === 'failed' && <Failure error={sending.error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{register.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={sending.state === 'busy'}>
            {sending.state === 'busy' ? register.saving : register.save}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
