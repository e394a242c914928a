import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { agreements, people as words } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { useMe } from '../ui/Me';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { type Column, VirtualTable } from '../ui/VirtualTable';
import { useAgreementStyles } from './Agreements.styles';
import type { PersonRow, Summary } from './figures';
import { PersonDialog, type Doing } from './PersonDialog';
import type { Filter, useCompleteness } from './useCompleteness';

type View = ReturnType<typeof useCompleteness>;

/** Everybody asked, with what can be done for each. */
export function PeopleList({ view, summary }: { view: View; summary: Summary }) {
  const styles = useAgreementStyles();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { people } = view;
  const remind = useRemind(view);
  const columns = useColumns({ remind: (row) => void remind.run([row]), setDoing, summary });
  const mayRemind = people.rows.some((r) => r.abilities.includes('agreement.remind'));
  return (
    <>
      <Filters filter={view.filter} set={view.setFilter} summary={summary} />
      <div className={styles.tools}>
        <span role="status">{agreements.count(people.total)}</span>
        {mayRemind && summary.campaign.closedOn === null && (
          <Button disabledFocusable={remind.state === 'busy'} onClick={() => void remind.run('all')}>
            {remind.state === 'busy' ? agreements.reminding : agreements.remindAll}
          </Button>
        )}
        {remind.state === 'done' && <span>{agreements.reminded(remind.result)}</span>}
        {remind.state === 'failed' && <Failure error={remind.error} />}
      </div>
      <AsyncView
        load={people.first}
        empty={{ when: (d) => d.rows.length === 0, title: agreements.nobody, next: agreements.nobodyNext }}
      >
        {() => (
          <VirtualTable
            label={agreements.list}
            columns={columns}
            rows={people.rows}
            rowKey={(row) => row.personId}
            total={people.total}
            more={people.more}
          />
        )}
      </AsyncView>
      <PersonDialog doing={doing} campaignId={view.campaignId} close={() => setDoing(null)} done={view.reload} />
    </>
  );
}

/** The most the server takes in one go. */
const MOST_AT_ONCE = 1_000;

function useRemind(view: View) {
  const { api } = useServices();
  const say = useAnnounce();
  return useAction(async (which: readonly PersonRow[] | 'all') => {
    // Everybody who has not signed within the choice made, also those not scrolled to yet.
    const rows = which === 'all' ? (await view.people.ask(0, { state: 'pending', limit: MOST_AT_ONCE })).rows : which;
    if (rows.length === 0) return 0;
    const { queued } = await api.call('agreements.remind', {
      campaignId: view.campaignId,
      personIds: rows.map((r) => r.personId),
    });
    say(agreements.reminded(queued));
    view.reload();
    return queued;
  });
}

interface Doable {
  readonly remind: (row: PersonRow) => void;
  readonly setDoing: (doing: Doing) => void;
  readonly summary: Summary;
}

function useColumns({ remind, setDoing, summary }: Doable): Column<PersonRow>[] {
  const me = useMe();
  const schools = new Map(me.state === 'ready' ? me.data.schools.map((s) => [s.id, s.name] as const) : []);
  const names = agreements.columns;
  const isOpen = summary.campaign.closedOn === null;
  return [
    { key: 'name', name: names.name, width: 'minmax(9rem, 2fr)', cell: (r) => r.name },
    { key: 'role', name: names.role, width: 'minmax(7rem, 1fr)', cell: (r) => words.jobRole[r.jobRole] },
    { key: 'school', name: names.school, width: 'minmax(9rem, 2fr)', cell: (r) => schools.get(r.schoolId) ?? '' },
    { key: 'state', name: names.state, width: 'minmax(9rem, 1.5fr)', cell: (r) => <State row={r} /> },
    { key: 'due', name: names.due, width: '7rem', cell: (r) => shortDate(r.dueOn) },
    { key: 'reminded', name: names.reminded, width: 'minmax(8rem, 1.5fr)', cell: (r) => reminderOf(r) },
    {
      key: 'actions',
      name: names.actions,
      width: 'minmax(13rem, 2fr)',
      cell: (r) => (isOpen ? <Actions row={r} remind={remind} setDoing={setDoing} /> : null),
    },
  ];
}

const KNOWN: Readonly<Record<string, string>> = agreements.reason;

function State({ row }: { row: PersonRow }) {
  const reason = row.reason ? `: ${KNOWN[row.reason] ?? row.reason}` : '';
  const on = row.signedAt === null ? '' : ` ${shortDate(row.signedAt)}`;
  return <span>{`${agreements.state[row.state]}${on}${reason}`}</span>;
}

function reminderOf(row: PersonRow): string {
  if (!row.lastReminder) return row.state === 'pending' ? agreements.never : '';
  const { at, delivery } = row.lastReminder;
  const how = (agreements.delivery as Readonly<Record<string, string>>)[delivery] ?? delivery;
  return `${shortDate(at)}, ${how}`;
}

function Actions({ row, remind, setDoing }: Omit<Doable, 'summary'> & { row: PersonRow }) {
  const styles = useAgreementStyles();
  const isWaiting = row.state === 'pending' || row.state === 'question';
  const may = (ability: string): boolean => row.abilities.some((a) => a === ability);
  if (!isWaiting && row.state !== 'excused') return null;
  return (
    <span className={styles.actions}>
      {isWaiting && may('agreement.remind') && (
        <Button size="small" aria-label={`${agreements.remind} ${row.name}`} onClick={() => remind(row)}>
          {agreements.remind}
        </Button>
      )}
      {isWaiting && may('agreement.excuse') && (
        <Button
          size="small"
          aria-label={`${agreements.excuse} ${row.name}`}
          onClick={() => setDoing({ what: 'excuse', row })}
        >
          {agreements.excuse}
        </Button>
      )}
      {may('agreement.record_paper') && (
        <Button
          size="small"
          aria-label={`${agreements.paper}: ${row.name}`}
          onClick={() => setDoing({ what: 'paper', row })}
        >
          {agreements.paper}
        </Button>
      )}
    </span>
  );
}

const STATES = ['pending', 'question', 'signed', 'excused', 'left'] as const;

function Filters({ filter, set, summary }: { filter: Filter; set: (next: Filter) => void; summary: Summary }) {
  const choose = (key: keyof Filter) => (_: unknown, data: { value: string }) => set({ ...filter, [key]: data.value });
  const jobs: Readonly<Record<string, string>> = words.jobRole;
  return (
    <div className={useAgreementStyles().tools} role="search">
      <Choice label={agreements.search}>
        <Input type="search" defaultValue={filter.q ?? ''} onChange={choose('q')} />
      </Choice>
      <Choice label={agreements.filterState}>
        <Options
          value={filter.state}
          onChange={choose('state')}
          options={STATES.map((s) => [s, agreements.state[s]])}
        />
      </Choice>
      <Choice label={agreements.filterSchool}>
        <Options
          value={filter.schoolId}
          onChange={choose('schoolId')}
          options={summary.bySchool.map((t) => [t.key, t.label])}
        />
      </Choice>
      <Choice label={agreements.filterRole}>
        <Options
          value={filter.jobRole}
          onChange={choose('jobRole')}
          options={summary.byRole.map((t) => [t.key, jobs[t.key] ?? t.key])}
        />
      </Choice>
      <Choice label={agreements.filterDepartment}>
        <Options
          value={filter.department}
          onChange={choose('department')}
          options={summary.byDepartment.map((t) => [t.key, t.label])}
        />
      </Choice>
    </div>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactElement }) {
  return (
    <Field label={label} className={useAgreementStyles().field}>
      {children}
    </Field>
  );
}

interface OptionsProps {
  readonly value: string | undefined;
  readonly onChange: (event: unknown, data: { value: string }) => void;
  readonly options: readonly (readonly [string, string])[];
}

function Options({ value, onChange, options, ...field }: OptionsProps) {
  return (
    <Select {...field} value={value ?? ''} onChange={onChange}>
      <option value="">{agreements.all}</option>
      {options.map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Select>
  );
}
