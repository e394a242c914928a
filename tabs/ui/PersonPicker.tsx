import { Button, Field, Input } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { frame } from '../../src/texts/en-gb';
import { Failure } from './Failure';
import { problem } from './useForm';
import { useLoad } from './useLoad';
import { useRoomStyles } from './Room.styles';

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

interface Props {
  readonly label: string;
  readonly find: (q: string) => Promise<readonly Found[]>;
  readonly chosen: Found | null;
  readonly choose: (who: Found) => void;
  readonly message?: string | undefined;
}

/** Letters before anybody is looked for. */
const LEAST = 2;

/** Somebody from a list, never typed: a few letters, then one press. */
export function PersonPicker({ label, find, chosen, choose, message }: Props) {
  const styles = useRoomStyles();
  const id = useId();
  const [q, setQ] = useState('');
  const asked = q.trim();
  // An answer to fewer letters that comes late is dropped.
  const found = useLoad<readonly Found[]>(`find ${id} ${asked}`, () =>
    asked.length < LEAST ? Promise.resolve([]) : find(asked),
  );
  return (
    <div className={styles.section}>
      <Field label={label} hint={frame.findHint} {...problem(message)}>
        <Input type="search" autoComplete="off" value={q} onChange={(_, { value }) => setQ(value)} />
      </Field>
      {found.state === 'failed' && <Failure error={found.error} retry={found.reload} />}
      <ul className={styles.list}>
        {(found.state === 'ready' ? found.data : []).slice(0, 8).map((who) => (
          <li key={who.id}>
            <Button
              appearance={chosen?.id === who.id ? 'primary' : 'secondary'}
              aria-pressed={chosen?.id === who.id}
              onClick={() => choose(who)}
            >
              {[who.name, who.detail].filter((part) => part !== '').join(', ')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && <p role="status">{frame.found(chosen.name)}</p>}
    </div>
  );
}
