import { Button, mergeClasses, Select, Tab, TabList } from '@fluentui/react-components';
import { Link } from 'wouter';
import { casePages as words, work } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { useMe } from '../ui/Me';
import { Page } from '../ui/Page';
import { pathOfRoom } from '../work/rooms';
import { useCaseStyles } from './Cases.styles';
import { useCaseList, VIEWS } from './useCaseList';
import { clockOf, type CaseRow, whatItIs } from './words';

/** Which cases there are, what comes next in each, and when. No name of anybody in them. */
export function CaseList() {
  const styles = useCaseStyles();
  const list = useCaseList();
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work', name: work.title }} width="wide">
      <Rooms />
      <div className={styles.tools}>
        <TabList
          className={styles.tabs}
          selectedValue={list.filter.view}
          onTabSelect={(_, { value }) => list.setFilter({ view: VIEWS.find((v) => v === value) ?? 'open' })}
        >
          {VIEWS.map((view) => (
            <Tab key={view} value={view}>
              {list.counts ? words.viewWithCount(words.views[view], list.counts[view]) : words.views[view]}
            </Tab>
          ))}
        </TabList>
        <SchoolChoice value={list.filter.schoolId ?? ''} set={(schoolId) => list.setFilter({ schoolId })} />
      </div>
      <AsyncView
        load={list.first}
        empty={{ when: (d) => d.rows.length === 0, title: words.noneTitle, next: words.noneNext }}
      >
        {(d) => (
          <div className={styles.section}>
            <p role="status" className={styles.quiet}>
              {words.count(d.total)}
            </p>
            <ul className={styles.list}>
              {list.rows.map((row) => (
                <Row key={row.caseId} row={row} now={d.asOf} />
              ))}
            </ul>
            {list.rows.length < d.total && (
              <p>
                <Button disabledFocusable={list.isBusy} onClick={list.more}>
                  {words.more}
                </Button>
              </p>
            )}
          </div>
        )}
      </AsyncView>
    </Page>
  );
}

function Rooms() {
  const styles = useCaseStyles();
  const me = useMe();
  const rooms: readonly string[] = me.state === 'ready' ? me.data.rooms : [];
  const links = [
    rooms.includes('case_figures') && { to: pathOfRoom('case_figures'), name: words.rooms.figures },
    rooms.includes('low_level') && { to: pathOfRoom('low_level'), name: words.rooms.lowLevel },
    rooms.includes('charts') && { to: '/work/charts', name: words.rooms.charts },
    { to: '/work/cases/tasks', name: words.rooms.tasks },
  ].filter((link) => link !== false);
  return (
    <nav aria-label={words.rooms.label} className={styles.rooms}>
      {links.map(({ to, name }) => (
        <Link key={to} href={to} className={styles.link}>
          {name}
        </Link>
      ))}
    </nav>
  );
}

function SchoolChoice({ value, set }: { value: string; set: (schoolId: string) => void }) {
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  if (schools.length < 2) return null;
  return (
    <Select aria-label={words.school} value={value} onChange={(_, d) => set(d.value)}>
      <option value="">{words.allSchools}</option>
      {schools.map((school) => (
        <option key={school.id} value={school.id}>
          {school.name}
        </option>
      ))}
    </Select>
  );
}

function Row({ row, now }: { row: CaseRow; now: number }) {
  const styles = useCaseStyles();
  const clock = clockOf(row.dueAt, now);
  const who = [words.priority[row.priority], row.ownerName ?? '', words.standing[row.state]].filter((x) => x !== '');
  return (
    <li>
      <Link
        href={`/work/cases/case/${row.caseId}`}
        className={mergeClasses(styles.card, styles.opens, row.priority < 3 && styles.urgent)}
      >
        <span className={styles.title}>{`${row.reference} · ${whatItIs(row.flags)}`}</span>
        {row.step !== '' && <span>{row.step}</span>}
        <span className={mergeClasses(styles.quiet, clock.isLate && styles.late)}>{clock.text}</span>
        <span className={styles.quiet}>{who.join(' · ')}</span>
      </Link>
    </li>
  );
}
