import { Button } from '@fluentui/react-components';
import { outlook as words } from '../../src/texts/en-gb';
import { longDate } from '../ui/dates';
import type { View } from './flow';
import { Numbers } from './Numbers';
import { usePaneStyles } from './Pane.styles';
import type { MyMail } from './useMail';
import type { Pane } from './usePane';

/** After sending: what to do, the receipt, who knows, and what became of each mail. */
export function End({ pane, view }: { pane: Pane; view: View }) {
  const styles = usePaneStyles();
  if (view.state === 'dropped')
    return (
      <div className={styles.done}>
        <p className={styles.text}>{view.step.prompt}</p>
        <span>
          <Button onClick={pane.reopen}>{words.anew}</Button>
        </span>
      </div>
    );
  const isUrgent = view.step.node !== 'D2';
  return (
    <div className={styles.done} role="status">
      <Standing mails={pane.mails} isOff={pane.isOff} />
      <p className={styles.text}>{view.step.prompt}</p>
      {lacking(view).map((line) => (
        <p key={line} className={styles.text}>
          {line}
        </p>
      ))}
      {isUrgent && <Numbers phones={view.phones} isDanger={false} />}
      <p className={styles.small}>{words.another}</p>
    </div>
  );
}

/** Who knows and the receipt, where the chart's own words do not say them. */
function lacking({ receipt, step: { prompt } }: View): string[] {
  if (receipt === null) return [];
  const { number, to } = receipt;
  return [
    ...(to === '' || prompt.includes(to) ? [] : [words.knows(to)]),
    ...(prompt.includes(number) ? [] : [words.receipt(number)]),
  ];
}

interface Keeping {
  readonly mails: readonly MyMail[];
  readonly isOff: boolean;
}

/** What I flagged before, and how it stands. By whom is said only because it was me. */
export function Already({ mails, isOff }: Keeping) {
  const styles = usePaneStyles();
  const [first] = mails;
  return (
    <div className={styles.done}>
      <h2 className={styles.question}>{words.already.title}</h2>
      {first && <p className={styles.text}>{words.already.on(longDate(first.flaggedAt))}</p>}
      <Standing mails={mails} isOff={isOff} />
    </div>
  );
}

function Standing({ mails, isOff }: Keeping) {
  const styles = usePaneStyles();
  const isKept = mails.length > 0 && mails.every((mail) => mail.state === 'kept');
  return (
    <>
      <p className={styles.question}>{isKept ? words.kept : words.leave}</p>
      <ul className={styles.list}>
        {mails.map((mail) => (
          <li key={mail.id}>
            <p className={styles.text}>{stateOf(mail)}</p>
            {mail.trouble !== null && <p className={styles.quiet}>{words.trouble[mail.trouble]}</p>}
          </li>
        ))}
      </ul>
      {isOff && <p className={styles.text}>{words.off}</p>}
    </>
  );
}

/** Once sent, whatever has not been asked for yet is being kept. */
function stateOf({ state, supplied, trouble }: MyMail): string {
  if (state === 'kept' && supplied) return words.states.supplied;
  if (state === 'taking' && trouble !== null) return words.states.not_taken;
  return words.states[state === 'waiting' ? 'taking' : state];
}
