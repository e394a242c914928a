import { Button, Field, Input, ProgressBar } from '@fluentui/react-components';
import { useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountLists, accountPages, accounts } from '../../src/texts/en-gb';
import { FormBox, Opening } from '../ui/FormBox';
import { useRoomStyles } from '../ui/Room.styles';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Page, Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { VirtualTable } from '../ui/VirtualTable';

type View = Output<'accounts.batch'>;
export type BatchRow = View['row'];
type BatchId = Sent<'accounts.batch'>['batchId'];
const words = accountLists.batch;

/** Shown at once: those that need somebody come first. */
const MOST = 200;
const LOOK_MS = 3_000;

/** A list on its way: how far it is, what would change, and the one approval for all of it. */
export function Batch() {
  const styles = useRoomStyles();
  const { batchId } = useParams<{ batchId: string }>();
  // The address's own; the server checks it.
  const load = useCall('accounts.batch', { batchId: batchId as BatchId, limit: MOST });
  const view = load.state === 'ready' ? load.data : null;
  const isMoving = view !== null && view.row.counts.asked + view.row.counts.running > 0;
  const { reload } = load;
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(reload, LOOK_MS);
    return () => clearInterval(timer);
  }, [isMoving, reload]);
  return (
    <Page
      title={view?.row.name ?? accountLists.many.title}
      {...(view && { lead: words.lead(view.row.byName, longDate(view.row.at)) })}
      back={{ to: '/work/accounts', name: accountPages.title }}
      width="wide"
    >
      <AsyncView load={load}>
        {(d) => (
          <div className={styles.section}>
            <Progress row={d.row} />
            <Decision view={d} reload={reload} />
            <People view={d} />
          </div>
        )}
      </AsyncView>
    </Page>
  );
}

const PARTS = ['stuck', 'waiting', 'asked', 'running', 'settled'] as const;

/** Each part of a list that has somebody in it, most urgent first. */
export const standingOf = ({ counts }: Pick<BatchRow, 'counts'>): string =>
  PARTS.filter((part) => counts[part] > 0)
    .map((part) => words.part(counts[part], words.parts[part]))
    .join(', ');

function Progress({ row }: { row: BatchRow }) {
  const styles = useRoomStyles();
  const { counts, leftMs } = row;
  const isBegun = counts.running + counts.settled > 0;
  const going = PARTS.reduce((sum, part) => sum + counts[part], 0);
  // The bar says how many are done.
  const others = standingOf({ counts: { ...counts, settled: isBegun ? 0 : counts.settled } });
  return (
    <div className={styles.section}>
      {isBegun && (
        <ProgressBar
          aria-label={words.progress(counts.settled, going)}
          value={counts.settled / going}
          thickness="large"
        />
      )}
      <p role="status" className={styles.text}>
        {[
          ...(isBegun ? [`${words.progress(counts.settled, going)}.`] : []),
          ...(leftMs === null ? [] : [words.left(Math.round(leftMs / 60_000))]),
        ].join(' ')}
      </p>
      {others !== '' && <p className={styles.quiet}>{others}</p>}
      {counts.total > going && <p className={styles.quiet}>{words.over(counts.total - going)}</p>}
    </div>
  );
}

function Decision({ view, reload }: { view: View; reload: () => void }) {
  const styles = useRoomStyles();
  const { counts, batchId } = view.row;
  if (counts.asked > 0) return <p className={styles.text}>{words.soon}</p>;
  if (counts.waiting === 0) return null;
  return (
    <div className={styles.section}>
      {view.toApprove > 0 ? (
        <>
          <Part heading={words.heading}>
            <ul className={styles.entries}>
              {view.changes.map(({ do: what, n }) => (
                <li key={what} className={styles.entry}>
                  {words.change(accounts.changes[what], n)}
                </li>
              ))}
            </ul>
          </Part>
          <Approve view={view} done={reload} />
        </>
      ) : (
        <p className={styles.text}>{view.isOwn ? words.own : words.nothing}</p>
      )}
      {view.isOwn && (
        <Opening name={words.withdraw}>
          {(close) => <Withdraw batchId={batchId} close={close} reload={reload} />}
        </Opening>
      )}
    </div>
  );
}

/** Bound to the hash of all that is shown: a list that changed meanwhile says so and is looked at again. */
function Approve({ view, done }: { view: View; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const approving = useAction(() => api.call('accounts.approveBatch', { batchId: view.row.batchId, hash: view.hash }));
  const go = async (): Promise<void> => {
    const answer = await approving.run();
    if (answer === undefined) return;
    cache.forget('accounts.list');
    say(words.approved(answer.approved, answer.begun));
    done();
  };
  const isBusy = approving.state === 'busy';
  return (
    <>
      {approving.state === 'failed' && <Failure error={approving.error} retry={done} />}
      <span>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void go()}>
          {isBusy ? words.approving : words.approve(view.toApprove)}
        </Button>
      </span>
    </>
  );
}

function Withdraw({ batchId, close, reload }: { batchId: BatchId; close: () => void; reload: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting({ reason: '' });
  const form = useForm({
    values,
    change,
    check: ({ reason }) => (reason.trim() === '' ? { reason: accountPages.need } : {}),
    send: async ({ reason }) => {
      const { withdrawn } = await api.call('accounts.withdrawBatch', { batchId, reason: reason.trim() });
      say(words.withdrawn(withdrawn));
      return withdrawn;
    },
    done: () => {
      cache.forget('accounts.list');
      close();
      reload();
    },
  });
  return (
    <FormBox form={form} go={words.withdraw} cancel={close}>
      <Field label={words.reason} {...problem(form.problems.reason)}>
        <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}

function People({ view }: { view: View }) {
  const styles = useRoomStyles();
  if (view.rows.length === 0) return null;
  return (
    <Part heading={words.people}>
      {view.rows.length === MOST && view.row.counts.total > MOST && (
        <p className={styles.quiet}>{words.first(MOST, view.row.counts.total)}</p>
      )}
      <VirtualTable
        label={words.people}
        rows={view.rows}
        rowKey={(row) => row.planId}
        columns={[
          {
            key: 'name',
            name: words.columns.name,
            width: '2fr',
            cell: (row) => (
              <Link href={`/work/accounts/plan/${row.planId}`} className={styles.link}>
                {row.name}
              </Link>
            ),
          },
          { key: 'kind', name: words.columns.kind, cell: (row) => accountPages.kinds[row.kind] },
          { key: 'state', name: words.columns.state, width: '2fr', cell: (row) => accounts.plans[row.state] },
        ]}
      />
    </Part>
  );
}
