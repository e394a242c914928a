import { Button, Checkbox, mergeClasses } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Output } from '../../src/api/contract';
import { accountLists, accountPages as words, accountPupils, accounts, work } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { AsyncView } from '../ui/AsyncView';
import { longDate, time } from '../ui/dates';
import { useMe } from '../ui/Me';
import { Notice } from '../ui/Notice';
import { Page, Part } from '../ui/Page';
import { useCall } from '../ui/useLoad';
import { useAccountStyles } from './Accounts.styles';
import { type BatchRow, standingOf } from './Batch';
import { HandOffs } from './HandOffs';
import { Lapses } from './Lapses';
import { Registers } from './Registers';
import { Stops } from './Stops';

type List = Output<'accounts.list'>;
type PlanRow = List['plans'][number];

/** Three doors, and below them everything on its way with who is waited for. */
export function Overview() {
  const styles = useRoomStyles();
  const [params, setParams] = useSearchParams();
  const isAll = params.get('all') === '1';
  const load = useCall('accounts.list', { open: isAll ? '0' : '1' });
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work', name: work.title }} width="wide">
      <AsyncView load={load}>
        {(d) => (
          <>
            <div className={styles.section}>
              {d.silentSince !== null && (
                <Notice title={words.silent.title}>
                  {words.silent.next(`${longDate(d.silentSince)}, ${time(d.silentSince)}`)}
                </Notice>
              )}
              {d.isSetUp ? <Doors /> : <Notice title={words.notSetUp.title}>{words.notSetUp.next}</Notice>}
            </div>
            <Stops stops={d.stops} done={load.reload} />
            <Part heading={words.list.heading}>
              <div className={styles.section}>
                <div className={styles.row}>
                  <span role="status" className={styles.quiet}>
                    {words.list.count(d.total + d.batches.length + d.asking.length)}
                  </span>
                  <Checkbox
                    label={words.list.all}
                    checked={isAll}
                    onChange={(_, { checked }) => setParams(checked === true ? { all: '1' } : {})}
                  />
                  <Button onClick={load.reload}>{words.list.look}</Button>
                </div>
                {d.plans.length + d.batches.length + d.asking.length === 0 && (
                  <Notice title={words.list.none}>{words.list.noneNext}</Notice>
                )}
                <Asking rows={d.asking} reload={load.reload} />
                <Batches rows={d.batches} />
                <PlanRows rows={d.plans} />
              </div>
            </Part>
            <HandOffs rows={d.handOffs} done={load.reload} />
            {d.isSetUp && <Lapses />}
            <Registers />
          </>
        )}
      </AsyncView>
    </Page>
  );
}

const DOORS = { ...words.doors, many: accountLists.door, pupils: accountPupils.door };

function Doors() {
  const styles = useAccountStyles();
  const titles = useRoomStyles();
  const me = useMe();
  const abilities: readonly string[] = me.state === 'ready' ? me.data.abilities : [];
  const doors = [
    ...(abilities.includes('account.request') ? (['starter', 'leaver'] as const) : []),
    ...(abilities.includes('account.request_many') ? (['many', 'pupils'] as const) : []),
    ...(abilities.includes('account.close_at_once') ? (['block'] as const) : []),
  ];
  if (doors.length === 0) return null;
  return (
    <nav aria-label={words.doors.label}>
      <ul className={styles.doors}>
        {doors.map((door) => (
          <li key={door}>
            <Link href={`/work/accounts/${door}`} className={mergeClasses(styles.door, door === 'block' && styles.red)}>
              <strong className={titles.title}>{DOORS[door].name}</strong>
              <span className={titles.quiet}>{DOORS[door].what}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const LOOK_MS = 3_000;

/** Asked for, and not worked out yet: it is there from the first moment on. */
function Asking({ rows, reload }: { rows: List['asking']; reload: () => void }) {
  const styles = useRoomStyles();
  const isAny = rows.length > 0;
  useEffect(() => {
    if (!isAny) return;
    const timer = setInterval(reload, LOOK_MS);
    return () => clearInterval(timer);
  }, [isAny, reload]);
  if (!isAny) return null;
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.requestId} className={styles.card}>
          <span className={styles.title}>{words.plan.title(words.kinds[row.kind], row.name)}</span>
          <span>{accountLists.asking.state}</span>
          <span className={styles.quiet}>{accountLists.asking.since(time(row.at))}</span>
        </li>
      ))}
    </ul>
  );
}

/** Lists on their way, each as one line. */
function Batches({ rows }: { rows: readonly BatchRow[] }) {
  const styles = useRoomStyles();
  if (rows.length === 0) return null;
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.batchId}>
          <Link href={`/work/accounts/batch/${row.batchId}`} className={mergeClasses(styles.card, styles.opens)}>
            <span className={styles.title}>{row.name}</span>
            <span>{standingOf(row)}</span>
            <span className={styles.quiet}>{accountLists.batch.lead(row.byName, longDate(row.at))}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A second person is waited for, until a moment; after it in red. */
export function ConfirmBy({ at }: { at: number }) {
  const styles = useRoomStyles();
  const [now] = useState(Date.now);
  const { confirm } = accountLists;
  if (now > at) return <span className={styles.late}>{confirm.late}</span>;
  return <span>{confirm.until(`${longDate(at)}, ${time(at)}`)}</span>;
}

/** What was asked for, how far it is, and who or what is waited for. */
export function PlanRows({ rows }: { rows: readonly PlanRow[] }) {
  const styles = useRoomStyles();
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.planId}>
          <Link
            href={`/work/accounts/plan/${row.planId}`}
            className={mergeClasses(styles.card, styles.opens, row.isEmergency && styles.urgent)}
          >
            <span className={styles.title}>{words.plan.title(words.kinds[row.kind], row.name)}</span>
            <span>{accounts.plans[row.state]}</span>
            <span className={styles.quiet}>{words.progress(row.done, row.total)}</span>
            {row.confirmBy !== null && <ConfirmBy at={row.confirmBy} />}
            {row.state === 'running' && row.nextAt !== null && (
              <span className={styles.quiet}>{words.nextOn(longDate(row.nextAt))}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
