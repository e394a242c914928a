import { Button, Checkbox, mergeClasses } from '@fluentui/react-components';
import { Link, useSearchParams } from 'wouter';
import type { Output } from '../../src/api/contract';
import { accountPages as words, accounts, work } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { useMe } from '../ui/Me';
import { Notice } from '../ui/Notice';
import { Page, Part } from '../ui/Page';
import { useCall } from '../ui/useLoad';
import { useAccountStyles } from './Accounts.styles';
import { HandOffs } from './HandOffs';

type PlanRow = Output<'accounts.list'>['plans'][number];

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
            {d.isSetUp ? <Doors /> : <Notice title={words.notSetUp.title}>{words.notSetUp.next}</Notice>}
            <Part heading={words.list.heading}>
              <div className={styles.row}>
                <span role="status" className={styles.quiet}>
                  {words.list.count(d.total)}
                </span>
                <Checkbox
                  label={words.list.all}
                  checked={isAll}
                  onChange={(_, { checked }) => setParams(checked === true ? { all: '1' } : {})}
                />
                <Button onClick={load.reload}>{words.list.look}</Button>
              </div>
              {d.plans.length === 0 && <Notice title={words.list.none}>{words.list.noneNext}</Notice>}
              <PlanRows rows={d.plans} />
            </Part>
            <HandOffs rows={d.handOffs} done={load.reload} />
          </>
        )}
      </AsyncView>
    </Page>
  );
}

function Doors() {
  const styles = useAccountStyles();
  const titles = useRoomStyles();
  const me = useMe();
  const abilities: readonly string[] = me.state === 'ready' ? me.data.abilities : [];
  const doors = [
    ...(abilities.includes('account.request') ? (['starter', 'leaver'] as const) : []),
    ...(abilities.includes('account.close_at_once') ? (['block'] as const) : []),
  ];
  if (doors.length === 0) return null;
  return (
    <nav aria-label={words.doors.label}>
      <ul className={styles.doors}>
        {doors.map((door) => (
          <li key={door}>
            <Link href={`/work/accounts/${door}`} className={mergeClasses(styles.door, door === 'block' && styles.red)}>
              <strong className={titles.title}>{words.doors[door].name}</strong>
              <span className={titles.quiet}>{words.doors[door].what}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
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
            {row.state === 'running' && row.nextAt !== null && (
              <span className={styles.quiet}>{words.nextOn(longDate(row.nextAt))}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
