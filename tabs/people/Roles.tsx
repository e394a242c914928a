import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { Input as CallInput, Output } from '../../src/api/contract';
import { people as words, register } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { useMe } from '../ui/Me';
import { Page, Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import { usePeopleStyles } from './People.styles';

type Role = Output<'roles.list'>['roles'][number];

/** Who is responsible for what, and (for the head) giving and ending it. */
export function Roles() {
  const load = useCall('roles.list', {});
  const styles = usePeopleStyles();
  return (
    <Page title={register.roles.title} lead={register.roles.lead} back={{ to: '/work/people', name: register.title }}>
      <AsyncView load={load} empty={{ when: (d) => d.roles.length === 0, title: register.roles.none }}>
        {(d) => {
          const mayGive = d.abilities.includes('role.give');
          return (
            <>
              <ul className={styles.list}>
                {d.roles.map((r) => (
                  <OneRole
                    key={`${r.personId} ${r.role} ${r.schoolId ?? ''} ${r.from}`}
                    role={r}
                    mayEnd={mayGive && r.until === null}
                    done={load.reload}
                  />
                ))}
              </ul>
              {mayGive && <GiveRole done={load.reload} />}
            </>
          );
        }}
      </AsyncView>
    </Page>
  );
}

function useSchoolName(): (id: string | null) => string {
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  return (id) => (id === null ? register.roles.trust : (schools.find((s) => s.id === id)?.name ?? ''));
}

function OneRole({ role: r, mayEnd, done }: { role: Role; mayEnd: boolean; done: () => void }) {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = usePeopleStyles();
  const schoolName = useSchoolName();
  const ending = useAction(async () => {
    await api.call('roles.end', { personId: r.personId, role: r.role, schoolId: r.schoolId });
    say(register.roles.ended(r.name));
    done();
  });
  const facts = [
    words.lanternRole[r.role],
    schoolName(r.schoolId),
    ...(r.until ? [register.roles.until(shortDate(r.until))] : []),
  ];
  return (
    <li className={styles.row}>
      <span>
        <span className={styles.name}>{r.name}</span> <span className={styles.quiet}>{facts.join(' · ')}</span>
        {ending.state === 'failed' && <Failure error={ending.error} />}
      </span>
      {mayEnd && (
        <Button
          size="small"
          aria-label={register.roles.endFor(words.lanternRole[r.role], r.name)}
          disabledFocusable={ending.state === 'busy'}
          onClick={() => void ending.run()}
        >
          {register.roles.end}
        </Button>
      )}
    </li>
  );
}

function GiveRole({ done }: { done: () => void }) {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = usePeopleStyles();
  const me = useMe();
  const [typed, setTyped] = useState({ q: '', personId: '', role: 'coordinator', schoolId: '', until: '' });
  const found = useCall('people.list', { q: typed.q, limit: 20 });
  const set = (part: Partial<typeof typed>): void => setTyped({ ...typed, ...part });
  const rows = found.state === 'ready' && typed.q !== '' ? found.data.rows : [];
  const giving = useAction(async () => {
    const { personId, role, schoolId, until } = typed;
    // Chosen from lists the server gave; it checks them again.
    await api.call('roles.give', {
      personId,
      role,
      schoolId: schoolId || null,
      until: until || null,
    } as CallInput<'roles.give'>);
    say(register.roles.given(rows.find((p) => p.id === personId)?.name ?? ''));
    set({ q: '', personId: '' });
    done();
  });
  return (
    <Part heading={register.roles.give}>
      <form
        className={styles.form}
        onSubmit={(e) => {
          e.preventDefault();
          void giving.run();
        }}
      >
        <Field label={register.roles.who} hint={register.roles.whoHint}>
          <Input value={typed.q} onChange={(_, d) => set({ q: d.value, personId: '' })} />
        </Field>
        {rows.length > 0 && (
          <Field label={register.list}>
            <Select value={typed.personId} onChange={(_, d) => set({ personId: d.value })}>
              <option value="" />
              {rows.map((p) => (
                <option key={p.id} value={p.id}>
                  {p.name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label={register.roles.what}>
          <Select value={typed.role} onChange={(_, d) => set({ role: d.value })}>
            {Object.entries(words.lanternRole).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={register.roles.where}>
          <Select value={typed.schoolId} onChange={(_, d) => set({ schoolId: d.value })}>
            <option value="">{register.roles.trust}</option>
            {(me.state === 'ready' ? me.data.schools : []).map((s) => (
              <option key={s.id} value={s.id}>
                {s.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={register.roles.last}>
          <Input type="date" value={typed.until} onChange={(_, d) => set({ until: d.value })} />
        </Field>
        {giving.state === 'failed' && <Failure error={giving.error} />}
        <Button type="submit" appearance="primary" disabledFocusable={typed.personId === '' || giving.state === 'busy'}>
          {register.roles.go}
        </Button>
      </form>
    </Part>
  );
}
