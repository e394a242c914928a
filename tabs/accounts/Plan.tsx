import { Button, Field, Input, mergeClasses } from '@fluentui/react-components';
import { Link, useLocation, useParams } from 'wouter';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountPages as words, accounts } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { FormBox, Opening } from '../ui/FormBox';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Page, Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { ConfirmBy } from './Overview';
import { Timeline } from './Timeline';

type View = Output<'accounts.plan'>;
type Step = View['stages'][number]['steps'][number];
type PlanId = Sent<'accounts.plan'>['planId'];
const BACK = { to: '/work/accounts', name: words.title };
const t = words.plan;

/** Exactly what will be changed and when, who decides, and how each change stands. */
export function Plan() {
  const { planId } = useParams<{ planId: string }>();
  // The address's own; the server checks it.
  const load = useCall('accounts.plan', { planId: planId as PlanId });
  const view = load.state === 'ready' ? load.data : null;
  const title = view ? t.title(words.kinds[view.row.kind], view.row.name) : words.title;
  return (
    <Page title={title} {...(view && { lead: accounts.plans[view.row.state] })} back={BACK}>
      <AsyncView load={load}>
        {(d) => (
          <>
            <Decision view={d} reload={load.reload} />
            <Timeline moments={d.timeline} />
            {d.stages.map((stage) => (
              <Part key={String(stage.at)} heading={whenOf(stage.at)}>
                <Steps steps={stage.steps} />
              </Part>
            ))}
          </>
        )}
      </AsyncView>
    </Page>
  );
}

const whenOf = (at: View['stages'][number]['at']): string => {
  if (at === null) return t.when.now;
  return at === 'signed' ? t.when.signed : t.from(longDate(at));
};

function Decision({ view, reload }: { view: View; reload: () => void }) {
  const styles = useRoomStyles();
  const { row } = view;
  const isOpen = row.state === 'waiting';
  const mayConfirm = row.isEmergency && view.abilities.includes('account.confirm') && view.approvers.length === 0;
  const mayApprove = isOpen && !row.isEmergency && view.abilities.includes('account.approve');
  return (
    <div className={styles.section}>
      <p className={styles.text}>{t.asked(view.authorName)}</p>
      {view.approvers.map((a) => (
        <p key={a.name} className={styles.text}>
          {t.approvedBy(a.name, longDate(a.at))}
        </p>
      ))}
      {row.confirmBy !== null && (
        <p className={styles.text}>
          <ConfirmBy at={row.confirmBy} />
        </p>
      )}
      {isOpen && <p className={styles.text}>{t.waits(Math.max(1, view.needed - view.approvers.length))}</p>}
      {isOpen && !mayApprove && <p className={styles.quiet}>{t.own}</p>}
      {row.state === 'running' && (
        <p role="status" className={styles.text}>
          {words.progress(row.done, row.total)}
        </p>
      )}
      {(mayApprove || mayConfirm) && (
        <Approve view={view} name={mayConfirm ? 'confirmClose' : 'approve'} done={reload} />
      )}
      <div className={styles.row}>
        <Button onClick={reload}>{t.again}</Button>
        {isOpen && view.abilities.includes('account.request') && (
          <Opening name={t.withdraw}>{(close) => <Withdraw planId={row.planId} close={close} />}</Opening>
        )}
        <Link href={`/work/accounts/person/${row.personId}`} className={styles.link}>
          {t.person}
        </Link>
      </div>
    </div>
  );
}

/** Bound to the hash of what is on the screen: a plan that changed meanwhile says so and is looked at again. */
function Approve({ view, name, done }: { view: View; name: 'approve' | 'confirmClose'; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const approving = useAction(() => api.call(`accounts.${name}`, { planId: view.row.planId, hash: view.hash }));
  const go = async (): Promise<void> => {
    const answer = await approving.run();
    if (answer === undefined) return;
    cache.forget('accounts.list');
    say(answer.isApproved ? t.approved : t.more);
    done();
  };
  return (
    <>
      {approving.state === 'failed' && <Failure error={approving.error} retry={done} />}
      <span>
        <Button appearance="primary" disabledFocusable={approving.state === 'busy'} onClick={() => void go()}>
          {name === 'approve' ? t.go : t.confirm}
        </Button>
      </span>
    </>
  );
}

function Withdraw({ planId, close }: { planId: PlanId; close: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const { values, change } = useFleeting({ reason: '' });
  const form = useForm({
    values,
    change,
    check: ({ reason }) => (reason.trim() === '' ? { reason: words.need } : {}),
    send: ({ reason }) => api.call('accounts.withdraw', { planId, reason: reason.trim() }),
    done: () => {
      cache.forget('accounts.');
      say(t.withdrawn);
      navigate('/work/accounts');
    },
  });
  return (
    <FormBox form={form} go={t.withdraw} cancel={close}>
      <Field label={t.reason} {...problem(form.problems.reason)}>
        <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  const styles = useRoomStyles();
  return (
    <>
      <ul className={styles.entries}>
        {steps.map((step) => (
          <li key={step.key} className={styles.entry}>
            <span>{sentenceOf(step)}</span>
            {step.state !== null && (
              <span className={styles.quiet}>
                {[accounts.states[step.state], step.code === null ? '' : accounts.refusals[step.code]].join(' ').trim()}
              </span>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary className={styles.summary}>{t.exact}</summary>
        <ul className={styles.entries}>
          {steps.map((step) => (
            <li key={step.key} className={styles.entry}>
              {step.calls.length === 0 && <code className={styles.fingerprint}>{JSON.stringify(step.change)}</code>}
              {step.calls.map((call) => (
                <Call key={call.path} call={call} />
              ))}
              <span className={styles.quiet}>
                {[t.by(step.registration), step.orderId === null ? '' : t.request(step.orderId)].join(' ').trim()}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** One request as the directory gets it, with the least permission that it takes. */
function Call({ call }: { call: Step['calls'][number] }) {
  const styles = useRoomStyles();
  return (
    <>
      <code className={styles.fingerprint}>{`${call.method} ${call.path}`}</code>
      {call.body !== null && <pre className={mergeClasses(styles.text, styles.fingerprint)}>{call.body}</pre>}
      <span className={styles.quiet}>{t.permission(call.permissions.join(', '))}</span>
    </>
  );
}

function sentenceOf({ change }: Step): string {
  const what = accounts.changes[change.do];
  if (change.do === 'join' || change.do === 'leave') return `${what}: ${change.group.name}`;
  if (change.do === 'hand_off') return `${what}: ${accounts.tasks[change.task]} ${change.about}`.trim();
  if (change.do === 'create') return `${what}: ${change.addresses[0] ?? change.profile.displayName}`;
  return what;
}
