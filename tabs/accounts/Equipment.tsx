import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountPages, accountRegisters } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { FormBox, Opening } from '../ui/FormBox';
import { Notice } from '../ui/Notice';
import { Page, Part } from '../ui/Page';
import { type Found, PersonPicker } from '../ui/PersonPicker';
import { useRoomStyles } from '../ui/Room.styles';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useFindPeople } from './Leaver';

const words = accountRegisters.equipment;
type Lent = Output<'equipment.list'>['equipment'][number];
type Saved = Sent<'equipment.save'>;
type Day = Saved['issuedOn'];
const KINDS = ['laptop', 'tablet', 'phone', 'camera', 'stick', 'fob', 'key', 'other'] as const;

/** London's calendar day; the server checks what is sent. */
const today = (): Day => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(Date.now()) as Day; // written as a Day is

/** What is lent to whom, what came back, and lending something. */
export function Equipment() {
  const styles = useRoomStyles();
  const load = useCall('equipment.list', {});
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/accounts', name: accountPages.title }}>
      <AsyncView load={load}>
        {({ equipment }) => (
          <div className={styles.section}>
            <Opening name={words.lend}>{(close) => <Lend close={close} done={load.reload} />}</Opening>
            <Out rows={equipment.filter((e) => e.returnedOn === null)} done={load.reload} />
            <Back rows={equipment.filter((e) => e.returnedOn !== null)} />
          </div>
        )}
      </AsyncView>
    </Page>
  );
}

/** More than that is looked for by a few letters. */
const MOST = 25;

function Out({ rows, done }: { rows: readonly Lent[]; done: () => void }) {
  const styles = useRoomStyles();
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  if (rows.length === 0) return <Notice title={words.none}>{words.noneNext}</Notice>;
  const found = rows.filter((row) => `${row.name} ${row.number}`.toLowerCase().includes(q.trim().toLowerCase()));
  return (
    <div className={styles.section}>
      <Field label={words.find}>
        <Input type="search" value={q} onChange={(_, { value }) => setParams(value === '' ? {} : { q: value })} />
      </Field>
      <span role="status" className={styles.quiet}>
        {found.length > MOST ? words.first(MOST, found.length) : words.count(found.length)}
      </span>
      <ul className={styles.list}>
        {found.slice(0, MOST).map((row) => (
          <li key={row.id} className={styles.card}>
            <Name row={row} />
            <span className={styles.quiet}>
              {row.isDeclared ? words.declared(shortDate(row.issuedOn)) : words.since(shortDate(row.issuedOn))}
            </span>
            {row.condition !== '' && <span className={styles.quiet}>{row.condition}</span>}
            {row.hasLeft && <span className={styles.late}>{words.hasLeft}</span>}
            {row.isOwn ? (
              <span className={styles.quiet}>{words.own}</span>
            ) : (
              <Opening name={words.take} about={thing(row)}>
                {(close) => <TakeBack row={row} close={close} done={done} />}
              </Opening>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const thing = ({ kind, number }: Lent): string => `${words.kinds[kind]} ${number}`;

function Name({ row }: { row: Lent }) {
  const styles = useRoomStyles();
  return (
    <>
      <span className={styles.title}>{thing(row)}</span>
      <Link href={`/work/accounts/person/${row.personId}`} className={styles.link}>
        {row.name}
      </Link>
    </>
  );
}

const SHOWN_AT_ONCE = 20;

function Back({ rows }: { rows: readonly Lent[] }) {
  const styles = useRoomStyles();
  const [isOpen, setOpen] = useState(false);
  if (rows.length === 0) return null;
  if (!isOpen && rows.length > SHOWN_AT_ONCE)
    return (
      <span>
        <Button onClick={() => setOpen(true)}>{words.showBack(rows.length)}</Button>
      </span>
    );
  return (
    <Part heading={words.back}>
      <ul className={styles.entries}>
        {rows.map((row) => (
          <li key={row.id} className={styles.entry}>
            <span>{`${words.kinds[row.kind]} ${row.number} · ${row.name}`}</span>
            <span className={styles.quiet}>
              {[words.returned(shortDate(row.returnedOn ?? '')), row.condition].filter((x) => x !== '').join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function TakeBack({ row, close, done }: { row: Lent; close: () => void; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting({ condition: '' });
  const { id: equipmentId, personId, kind, number, issuedOn } = row;
  const form = useForm({
    values,
    change,
    check: () => ({}),
    send: ({ condition }) =>
      api.call('equipment.save', {
        ...{ equipmentId, personId, kind, number, issuedOn, returnedOn: today() },
        condition: condition.trim(),
      }),
    done: () => {
      cache.forget('accounts.');
      say(words.taken);
      done();
    },
  });
  return (
    <FormBox form={form} go={words.take} cancel={close} isQuiet>
      <Field label={words.condition}>
        <Input value={values.condition} onChange={(_, { value }) => form.set({ condition: value })} />
      </Field>
    </FormBox>
  );
}

interface Lending {
  readonly who: Found | null;
  readonly kind: (typeof KINDS)[number];
  readonly number: string;
  readonly on: string;
}

function Lend({ close, done }: { close: () => void; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const find = useFindPeople();
  const { values, change } = useFleeting<Lending>({ who: null, kind: 'laptop', number: '', on: today() });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.who === null && { who: accountPages.need }),
      ...(v.number.trim() === '' && { number: accountPages.need }),
      ...(v.on === '' && { on: accountPages.need }),
    }),
    // The picker's ids are the register's, and the browser gives days as the contract wants them.
    send: (v) =>
      api.call('equipment.save', {
        ...{ equipmentId: null, personId: v.who?.id as Saved['personId'], kind: v.kind, number: v.number.trim() },
        ...{ issuedOn: v.on as Day, returnedOn: null, condition: '' },
      }),
    done: () => {
      close();
      cache.forget('accounts.');
      say(words.lent);
      done();
    },
  });
  return (
    <FormBox form={form} go={words.go} cancel={close}>
      <PersonPicker
        label={words.who}
        find={find}
        chosen={values.who}
        choose={(who) => form.set({ who })}
        message={form.problems.who}
      />
      <Field label={words.kind}>
        <Select
          value={values.kind}
          onChange={(_, { value }) => form.set({ kind: KINDS.find((k) => k === value) ?? 'other' })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {words.kinds[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.number} {...problem(form.problems.number)}>
        <Input value={values.number} onChange={(_, { value }) => form.set({ number: value })} />
      </Field>
      <Field label={words.on} {...problem(form.problems.on)}>
        <Input type="date" value={values.on} onChange={(_, { value }) => form.set({ on: value })} />
      </Field>
    </FormBox>
  );
}
