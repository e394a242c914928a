import { Button } from '@fluentui/react-components';
import { Link, useLocation } from 'wouter';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountLists } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate, shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Opening } from '../ui/FormBox';
import { Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';

type Lapse = NonNullable<Output<'accounts.person'>['lapse']>;
type PersonId = Sent<'accounts.person'>['personId'];
const words = accountLists.lapses;

/** Named here at once; the agreement's own page has everybody. */
const MOST = 50;

/** Whose yearly signature has lapsed: a number while reminders run, names when somebody has to decide. */
export function Lapses() {
  const styles = useRoomStyles();
  const load = useCall('accounts.lapses', {});
  return (
    <AsyncView load={load}>
      {({ warned, escalated }) =>
        warned + escalated.length === 0 ? null : (
          <Part heading={words.heading}>
            {warned > 0 && <p className={styles.text}>{words.warned(warned)}</p>}
            {escalated.length > 0 && (
              <details>
                <summary className={styles.summary}>{words.escalated(escalated.length)}</summary>
                <ul className={styles.entries}>
                  {escalated.slice(0, MOST).map((row) => (
                    <li key={row.personId} className={styles.entry}>
                      <Link href={`/work/accounts/person/${row.personId}`} className={styles.link}>
                        {row.name}
                      </Link>
                      <span className={styles.quiet}>{words.signed(shortDate(row.signedOn))}</span>
                    </li>
                  ))}
                </ul>
                {escalated.length > MOST && <p className={styles.quiet}>{words.more(escalated.length - MOST)}</p>}
              </details>
            )}
          </Part>
        )
      }
    </AsyncView>
  );
}

interface LapseNoteProps {
  readonly lapse: Lapse;
  readonly personId: PersonId;
  readonly mayAsk: boolean;
}

/** On the person's own page: what the lapse means, and the one thing a person may decide. */
export function LapseNote({ lapse, personId, mayAsk }: LapseNoteProps) {
  const styles = useRoomStyles();
  return (
    <Part heading={words.heading}>
      <p className={styles.text}>{words[lapse.stage](longDate(lapse.signedOn))}</p>
      {lapse.stage === 'escalate' && mayAsk && (
        <Opening name={words.restrict}>{(close) => <Restrict personId={personId} close={close} />}</Opening>
      )}
    </Part>
  );
}

function Restrict({ personId, close }: { personId: PersonId; close: () => void }) {
  const styles = useRoomStyles();
  const { api, cache } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const asking = useAction(() => api.call('accounts.request', { kind: 'restrict', personId }));
  const go = async (): Promise<void> => {
    if ((await asking.run()) === undefined) return;
    cache.forget('accounts.');
    say(words.sent);
    navigate('/work/accounts');
  };
  return (
    <div className={styles.section}>
      <p className={styles.text}>{words.restrictHint}</p>
      {asking.state === 'failed' && <Failure error={asking.error} />}
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={asking.state === 'busy'} onClick={() => void go()}>
          {words.go}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </div>
  );
}
