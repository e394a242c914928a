import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { casePages } from '../../src/texts/en-gb';
import { Failure } from '../ui/Failure';
import { useAction } from '../ui/useAction';
import { problem } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';

const words = casePages.parties;

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

/** Somebody from a list, never typed: a few letters, then one press. */
export function PersonPicker({ label, find, chosen, choose, message }: Props) {
  const styles = useCaseStyles();
  const [q, setQ] = useState('');
  const finding = useAction(find);
  const look = (text: string) => {
    setQ(text);
    if (text.trim().length >= 2) void finding.run(text.trim());
  };
  const found = finding.state === 'done' && q.trim().length >= 2 ? finding.result : [];
  return (
    <div className={styles.section}>
      <Field label={label} hint={words.searchHint} {...problem(message)}>
        <Input type="search" autoComplete="off" value={q} onChange={(_, { value }) => look(value)} />
      </Field>
      {finding.state === 'failed' && <Failure error={finding.error} />}
      <ul className={styles.list}>
        {found.slice(0, 8).map((who) => (
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
      {chosen && <p role="status">{words.chosen(chosen.name)}</p>}
    </div>
  );
}
