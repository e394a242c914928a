import { outlook as words } from '../../src/texts/en-gb';
import { PhoneList } from '../ui/PhoneList';
import type { View } from './flow';
import { usePaneStyles } from './Pane.styles';

/** Numbers to ring. One that the school has not set is said loudly, never left out. */
export function Numbers({ phones, isDanger }: { phones: View['phones']; isDanger: boolean }) {
  const styles = usePaneStyles();
  const lines = [
    ...(isDanger ? [{ who: words.phone.emergency, number: phones.emergency }] : []),
    { who: words.phone.lead, number: phones.lead },
    { who: words.phone.head, number: phones.head },
    { who: words.phone.chair, number: phones.chair },
  ];
  return (
    <div>
      <PhoneList label={words.phones} lines={lines} missing={words.notSet} />
      {lines.some(({ number }) => number === null) && <p className={styles.text}>{words.notSetNext}</p>}
    </div>
  );
}
