import { Button, Checkbox, Field } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'wouter';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountDesk as words } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate, time } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Notice } from '../ui/Notice';
import { Page } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { problem } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { usePassStyles } from './Pass.styles';
import { type Outcome, usePass } from './usePass';

type View = Output<'accounts.person'>;
type PersonId = Sent<'accounts.person'>['personId'];
type Shown = Extract<Outcome, { kind: 'shown' }>;

/** A pass for the first sign-in, made at the desk, shown once and printed on a slip. */
export function Pass() {
  const { personId } = useParams<{ personId: string }>();
  // The address's own; the server checks it.
  const load = useCall('accounts.person', { personId: personId as PersonId });
  const name = load.state === 'ready' ? load.data.name : '';
  return (
    <Page title={words.title(name)} lead={words.lead} back={{ to: `/work/accounts/person/${personId}`, name }} isCutOut>
      <AsyncView load={load}>{(view) => <Desk view={view} reload={load.reload} />}</AsyncView>
    </Page>
  );
}

function Desk({ view, reload }: { view: View; reload: () => void }) {
  const styles = usePassStyles();
  const { making, outcome, putAway } = usePass();
  const say = useAnnounce();
  useEffect(() => {
    if (outcome?.kind === 'shown') say(words.shown);
  }, [outcome, say]);
  const { no, last } = view.pass;
  const done = () => {
    putAway();
    reload();
  };
  if (outcome?.kind === 'shown') return <Slip view={view} pass={outcome} putAway={done} />;
  if (no !== null) return <Notice title={words.no[no].title}>{words.no[no].next}</Notice>;
  const isHeld = outcome?.kind === 'none' && outcome.state === 'held';
  return (
    <div className={styles.all}>
      {making.state === 'failed' && <Failure error={making.error} />}
      {outcome?.kind === 'none' && <Notice isProblem title={words.failed[outcome.state]} />}
      <Ask
        warning={isHeld ? words.unknown : last?.isWorking ? warningOf(last) : null}
        isBusy={making.state === 'busy'}
        go={(replaces) => void making.run({ personId: view.personId, replaces })}
      />
    </div>
  );
}

function warningOf({ state, at, byName, validUntil }: NonNullable<View['pass']['last']>): string {
  const until = time(validUntil ?? 0);
  return state === 'lost' ? words.lost(time(at), until) : words.earlier(byName, time(at), until);
}

interface AskProps {
  /** What a new pass would end; null when there is nothing to end. */
  readonly warning: string | null;
  readonly isBusy: boolean;
  readonly go: (replaces: boolean) => void;
}

function Ask({ warning, isBusy, go }: AskProps) {
  const styles = useRoomStyles();
  const [isHere, setHere] = useState(false);
  const [replaces, setReplaces] = useState(false);
  const [isTried, setTried] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const missing = {
    here: isTried && !isHere ? words.hereNeeded : undefined,
    replaces: isTried && warning !== null && !replaces ? words.replacesNeeded : undefined,
  };
  const press = () => {
    setTried(true);
    if (isHere && (warning === null || replaces)) return go(replaces);
    setTimeout(() => box.current?.querySelector<HTMLElement>('input:not(:checked)')?.focus(), 0);
  };
  return (
    <div ref={box} className={styles.form}>
      {warning !== null && <p className={styles.text}>{warning}</p>}
      <Field {...problem(missing.here)}>
        <Checkbox label={words.here} checked={isHere} onChange={(_, { checked }) => setHere(checked === true)} />
      </Field>
      {warning !== null && (
        <Field {...problem(missing.replaces)}>
          <Checkbox
            label={words.replaces}
            checked={replaces}
            onChange={(_, { checked }) => setReplaces(checked === true)}
          />
        </Field>
      )}
      <span>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={press}>
          {words.go}
        </Button>
      </span>
      <p role="status" className={styles.quiet}>
        {isBusy ? words.making : ''}
      </p>
    </div>
  );
}

/** What is handed over: the same on the screen and on paper. */
function Slip({ view, pass, putAway }: { view: View; pass: Shown; putAway: () => void }) {
  const styles = usePassStyles();
  const setUp = useCall('accounts.setUp', {});
  const school = setUp.state === 'ready' ? (setUp.data.scheme?.slip ?? '') : '';
  const until = `${time(pass.validUntil)} · ${longDate(pass.validUntil)}`;
  return (
    <div className={styles.all}>
      <section className={styles.slip} aria-label={words.slip.heading}>
        <h2 className={styles.heading}>{words.slip.heading}</h2>
        <dl className={styles.facts}>
          <Fact term={words.slip.for} value={view.name} />
          <Fact term={words.slip.address} value={view.address ?? ''} />
          <div>
            <dt className={styles.term}>{words.slip.pass}</dt>
            <dd className={styles.secret}>{pass.secret}</dd>
          </div>
        </dl>
        <p className={styles.words}>{words.slip.letters}</p>
        <p className={styles.words}>{words.slip.until(until)}</p>
        {school !== '' && <p className={styles.words}>{school}</p>}
        <p className={styles.words}>{words.slip.secret}</p>
      </section>
      <div className={styles.screen}>
        <p className={styles.words}>{words.once}</p>
        <span>
          <Button appearance="primary" onClick={() => window.print()}>
            {words.print}
          </Button>{' '}
          <Button onClick={putAway}>{words.again}</Button>
        </span>
      </div>
    </div>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  const styles = usePassStyles();
  return (
    <div>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}
