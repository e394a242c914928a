import { Field, Input, mergeClasses } from '@fluentui/react-components';
import type { Output } from '../../src/api/contract';
import { accountStops as words } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { longDate, time } from '../ui/dates';
import { FormBox, Opening } from '../ui/FormBox';
import { Part } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';

type Stop = Output<'accounts.list'>['stops'][number];

/** Closings that stand still because there are so many: what tripped, the numbers, and letting them go on. */
export function Stops({ stops, done }: { stops: readonly Stop[]; done: () => void }) {
  const styles = useRoomStyles();
  if (stops.length === 0) return null;
  return (
    <Part heading={words.heading}>
      <ul className={styles.list}>
        {stops.map((stop) => (
          <One key={stop.stopId} stop={stop} done={done} />
        ))}
      </ul>
    </Part>
  );
}

const LIMITS = { too_many_closed: 'closesAnHour', too_large_a_share: 'share', larger_than_usual: 'factor' } as const;

function whyOf({ tripped, traffic, limits }: Stop): string {
  const than = tripped === 'larger_than_usual' ? traffic.usual : traffic.accounts;
  return words.why[tripped](traffic.closing, limits[LIMITS[tripped]], than);
}

function One({ stop, done }: { stop: Stop; done: () => void }) {
  const styles = useRoomStyles();
  return (
    <li className={mergeClasses(styles.card, styles.urgent)}>
      <span className={styles.title}>{words.what(stop.plans.length)}</span>
      <span className={styles.text}>{whyOf(stop)}</span>
      <span className={styles.quiet}>{words.since(`${time(stop.at)}, ${longDate(stop.at)}`)}</span>
      <details>
        <summary className={styles.summary}>{words.names}</summary>
        <ul className={styles.entries}>
          {stop.plans.map(({ planId, name }) => (
            <li key={planId} className={styles.entry}>
              {name}
            </li>
          ))}
        </ul>
      </details>
      {stop.abilities.includes('account.go_on') ? (
        <Opening name={words.open}>{(close) => <GoOn stop={stop} close={close} done={done} />}</Opening>
      ) : (
        <span className={styles.quiet}>{words.own}</span>
      )}
    </li>
  );
}

function GoOn({ stop, close, done }: { stop: Stop; close: () => void; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting({ reason: '' });
  const { stopId, hash, plans } = stop;
  const form = useForm({
    values,
    change,
    check: ({ reason }) => (reason.trim() === '' ? { reason: words.need } : {}),
    send: ({ reason }) => api.call('accounts.goOn', { stopId, hash, reason: reason.trim() }),
    done: () => {
      cache.forget('accounts.');
      say(words.gone);
      done();
    },
  });
  return (
    <FormBox form={form} go={words.go(plans.length)} cancel={close}>
      <Field label={words.reason} hint={words.reasonHint} {...problem(form.problems.reason)}>
        <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}
