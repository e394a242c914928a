import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { Link, Route, Switch, useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import type { Output } from '../../src/api/contract';
import { people as words, register, work } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { useMe } from '../ui/Me';
import { Page } from '../ui/Page';
import { useCall } from '../ui/useLoad';
import { type Column, VirtualTable } from '../ui/VirtualTable';
import { AbsenceDialog } from './AbsenceDialog';
import { ImportList } from './ImportList';
import { usePeopleStyles } from './People.styles';
import { Roles } from './Roles';

export type Person = Output<'people.list'>['rows'][number];

/** The room of people: the list, bringing a list in, and responsibilities. */
export function People() {
  return (
    <Switch>
      <Route path="/work/people" component={Everybody} />
      <Route path="/work/people/import" component={ImportList} />
      <Route path="/work/people/roles" component={Roles} />
    </Switch>
  );
}

const PAGE = 500;

function Everybody() {
  const q = new URLSearchParams(useSearch()).get('q') ?? '';
  const load = useCall('people.list', { ...(q !== '' && { q }), limit: PAGE });
  const styles = usePeopleStyles();
  const me = useMe();
  const [away, setAway] = useState<Person | null>(null);
  const may = (ability: string): boolean => me.state === 'ready' && me.data.abilities.some((a) => a === ability);
  const find = (typed: string): void =>
    navigate(`${location.pathname}${typed ? `?q=${encodeURIComponent(typed)}` : ''}`, { replace: true });
  const columns = useColumns(may('people.record_absence') ? setAway : null);
  return (
    <Page
      title={register.title}
      lead={register.lead}
      width="wide"
      back={{ to: '/work', name: work.title }}
      action={may('people.import') && <Go to="/work/people/import" name={register.bringIn} isPrimary />}
    >
      <div className={styles.tools}>
        <Field label={register.search} className={styles.search}>
          <Input type="search" defaultValue={q} onChange={(_, d) => find(d.value)} />
        </Field>
        {may('role.read') && <Go to="/work/people/roles" name={register.toRoles} />}
      </div>
      <AsyncView
        load={load}
        empty={{ when: (d) => d.rows.length === 0, title: register.noneTitle, next: register.noneNext }}
      >
        {(d) => (
          <>
            <span role="status">{register.count(d.total)}</span>
            <VirtualTable
              label={register.list}
              columns={columns}
              rows={d.rows}
              rowKey={(r) => r.id}
              total={d.rows.length}
            />
          </>
        )}
      </AsyncView>
      <AbsenceDialog person={away} close={() => setAway(null)} done={load.reload} />
    </Page>
  );
}

function Go({ to, name, isPrimary = false }: { to: string; name: string; isPrimary?: boolean }) {
  return (
    <Link href={to} asChild>
      <Button as="a" appearance={isPrimary ? 'primary' : 'secondary'}>
        {name}
      </Button>
    </Link>
  );
}

function useColumns(record: ((person: Person) => void) | null): Column<Person>[] {
  const me = useMe();
  const schools = new Map(me.state === 'ready' ? me.data.schools.map((s) => [s.id, s.name] as const) : []);
  const names = register.columns;
  const jobOf = (p: Person): string =>
    [words.jobRole[p.jobRole], ...p.roles.map((role) => words.lanternRole[role])].join(', ');
  return [
    { key: 'name', name: names.name, width: 'minmax(9rem, 2fr)', cell: (p) => p.name },
    { key: 'job', name: names.job, width: 'minmax(9rem, 2fr)', cell: jobOf },
    { key: 'school', name: names.school, width: 'minmax(9rem, 2fr)', cell: (p) => schools.get(p.schoolId) ?? '' },
    { key: 'manager', name: names.manager, width: 'minmax(8rem, 1.5fr)', cell: (p) => p.managerName ?? '' },
    { key: 'from', name: names.from, width: '7rem', cell: (p) => shortDate(p.startsOn) },
    { key: 'until', name: names.until, width: '7rem', cell: (p) => (p.endsOn ? shortDate(p.endsOn) : '') },
    {
      key: 'away',
      name: names.away,
      width: '8rem',
      cell: (p) => (p.isAway ? register.away(p.awayUntil && shortDate(p.awayUntil)) : ''),
    },
    ...(record
      ? [
          {
            key: 'does',
            name: names.does,
            width: '10rem',
            cell: (p: Person) => (
              <Button size="small" aria-label={`${register.absence}: ${p.name}`} onClick={() => record(p)}>
                {register.absence}
              </Button>
            ),
          },
        ]
      : []),
  ];
}
