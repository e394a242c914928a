import { Checkbox, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Input as Sent } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { longDate } from '../ui/dates';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useCaseStyles } from './Cases.styles';
import { FormBox, Opening } from '../ui/FormBox';
import { Heading } from './Heading';
import { SecondPerson } from './SecondPerson';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.acts;
type Record_ = Sent<'cases.record'>['record'];
type Outcome = Extract<Record_, { kind: 'outcome' }>;
type DayOf = Extract<Record_, { kind: 'monitoring' }>['until'];

interface Props {
  readonly view: CaseView;
  readonly act: Act;
}
type Opened = Props & { readonly close: () => void };

/** What has to be there before a case is closed: debrief, watching, links, outcome, and a second look. */
export function Endings({ view, act }: Props) {
  const styles = useCaseStyles();
  const may = (ability: CaseView['abilities'][number]): boolean => view.abilities.includes(ability);
  const { outcome } = view;
  return (
    <>
      <section className={styles.section}>
        <Heading>{words.debrief.heading}</Heading>
        {may('record') && (
          <Opening name={words.debrief.go}>{(close) => <Debrief view={view} act={act} close={close} />}</Opening>
        )}
      </section>
      <section className={styles.section}>
        <Heading>{words.monitoring.heading}</Heading>
        <p className={styles.text}>
          {view.monitoringUntil === null
            ? words.monitoring.none
            : words.monitoring.until(longDate(view.monitoringUntil))}
        </p>
        {may('record') && (
          <Opening name={words.monitoring.go}>{(close) => <Watch view={view} act={act} close={close} />}</Opening>
        )}
      </section>
      <section className={styles.section}>
        <Heading>{words.links.heading}</Heading>
        <p className={styles.text}>
          {view.links.length === 0
            ? words.links.none
            : view.links.map((l) => `${l.reference} (${words.links.whys[l.why]})`).join(', ')}
        </p>
        {may('link') && (
          <Opening name={words.links.go}>{(close) => <LinkTo view={view} act={act} close={close} />}</Opening>
        )}
      </section>
      <section className={styles.section}>
        <Heading>{words.outcome.heading}</Heading>
        <p className={styles.text}>
          {outcome
            ? [words.outcome.outcomes[outcome.outcome], words.outcome.classes[outcome.retention], outcome.reason].join(
                ' · ',
              )
            : words.outcome.none}
        </p>
        {may('record') && (
          <Opening name={words.outcome.go}>{(close) => <OutcomeForm view={view} act={act} close={close} />}</Opening>
        )}
      </section>
      <section className={styles.section}>
        <Heading>{words.close.heading}</Heading>
        {view.missing.length > 0 && (
          <>
            <p className={styles.quiet}>{words.close.missing}</p>
            <ul>
              {view.missing.map((what) => (
                <li key={what}>{words.close.lacks[what]}</li>
              ))}
            </ul>
          </>
        )}
        {may('ask_second') && (
          <Opening name={words.close.askSecond}>{(close) => <AskSecond view={view} act={act} close={close} />}</Opening>
        )}
      </section>
    </>
  );
}

function Debrief({ act, close }: Opened) {
  const { api } = useServices();
  const { values, change } = useFleeting({ on: '', text: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.on === '' && { on: words.debrief.need }),
      ...(v.text.trim() === '' && { text: words.debrief.need }),
    }),
    send: ({ on, text }) =>
      act(({ caseId }) =>
        api.call('cases.record', { caseId, record: { kind: 'debrief', on: on as DayOf, text: text.trim() } }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.debrief.go} cancel={close}>
      <Field label={words.debrief.day} {...problem(form.problems.on)}>
        <Input type="date" value={values.on} onChange={(_, { value }) => form.set({ on: value })} />
      </Field>
      <Field label={words.debrief.text} {...problem(form.problems.text)}>
        <Textarea value={values.text} resize="vertical" onChange={(_, { value }) => form.set({ text: value })} />
      </Field>
    </FormBox>
  );
}

function Watch({ act, close }: Opened) {
  const { api } = useServices();
  const { values, change } = useFleeting({ until: '' });
  const form = useForm({
    values,
    change,
    check: ({ until }) => (until === '' ? { until: casePages.step.required } : {}),
    send: ({ until }) =>
      act(({ caseId }) => api.call('cases.record', { caseId, record: { kind: 'monitoring', until: until as DayOf } })),
    done: close,
  });
  return (
    <FormBox form={form} go={words.monitoring.go} cancel={close}>
      <Field label={words.monitoring.day} {...problem(form.problems.until)}>
        <Input type="date" value={values.until} onChange={(_, { value }) => form.set({ until: value })} />
      </Field>
    </FormBox>
  );
}

const WHYS = ['same', 'again', 'related'] as const;

/** Only cases that are open to whoever links can be chosen. */
function LinkTo({ view, act, close }: Opened) {
  const { api } = useServices();
  const others = useCall('cases.list', { view: 'open', limit: 200 });
  const rows = others.state === 'ready' ? others.data.rows.filter((r) => r.caseId !== view.caseId) : [];
  const { values, change } = useFleeting<{ other: string; why: (typeof WHYS)[number] }>({ other: '', why: 'related' });
  const other = rows.find((r) => r.caseId === values.other);
  const form = useForm({
    values,
    change,
    check: () => (other ? {} : { other: words.links.need }),
    send: async ({ why }) =>
      other && act(({ caseId }) => api.call('cases.link', { caseId, otherId: other.caseId, why })),
    done: close,
  });
  return (
    <FormBox form={form} go={words.links.go} cancel={close}>
      <Field label={words.links.reference} {...problem(form.problems.other)}>
        <Select value={values.other} onChange={(_, { value }) => form.set({ other: value })}>
          <option value="">{words.links.pick}</option>
          {rows.map((r) => (
            <option key={r.caseId} value={r.caseId}>
              {r.reference}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.links.why}>
        <Select
          value={values.why}
          onChange={(_, { value }) => form.set({ why: WHYS.find((w) => w === value) ?? 'related' })}
        >
          {WHYS.map((w) => (
            <option key={w} value={w}>
              {words.links.whys[w]}
            </option>
          ))}
        </Select>
      </Field>
    </FormBox>
  );
}

const OUTCOMES = Object.keys(words.outcome.outcomes) as Outcome['outcome'][];
const CLASSES = Object.keys(words.outcome.classes) as Outcome['retention'][];

function OutcomeForm({ act, close }: Opened) {
  const { api } = useServices();
  const { values, change } = useFleeting({ outcome: '', retention: '', keepHold: false, reason: '' });
  const outcome = OUTCOMES.find((o) => o === values.outcome);
  const retention = CLASSES.find((c) => c === values.retention);
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(!outcome && { outcome: words.outcome.need }),
      ...(!retention && { retention: words.outcome.need }),
      ...(v.reason.trim().length < 3 && { reason: words.outcome.need }),
    }),
    send: async ({ keepHold, reason }) =>
      outcome &&
      retention &&
      act(({ caseId }) =>
        api.call('cases.record', {
          caseId,
          record: { kind: 'outcome', outcome, retention, keepHold, reason: reason.trim() },
        }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.outcome.go} cancel={close}>
      <Field label={words.outcome.outcome} {...problem(form.problems.outcome)}>
        <Select value={values.outcome} onChange={(_, { value }) => form.set({ outcome: value })}>
          <option value="">{casePages.step.choose}</option>
          {OUTCOMES.map((o) => (
            <option key={o} value={o}>
              {words.outcome.outcomes[o]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.outcome.retention} {...problem(form.problems.retention)}>
        <Select value={values.retention} onChange={(_, { value }) => form.set({ retention: value })}>
          <option value="">{casePages.step.choose}</option>
          {CLASSES.map((c) => (
            <option key={c} value={c}>
              {words.outcome.classes[c]}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox
        label={words.outcome.hold}
        checked={values.keepHold}
        onChange={(_, { checked }) => form.set({ keepHold: checked === true })}
      />
      <Field label={words.outcome.reason} {...problem(form.problems.reason)}>
        <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}

function AskSecond({ view, act, close }: Opened) {
  const { api } = useServices();
  const [id, setId] = useState('');
  const second = view.seconds.find((s) => s.id === id);
  const form = useForm({
    values: { id },
    change: (part) => setId(part.id ?? ''),
    check: () => (second ? {} : { id: casePages.step.needSecond }),
    send: async () => second && act(({ caseId }) => api.call('cases.askSecond', { caseId, personId: second.id })),
    done: close,
  });
  return (
    <FormBox form={form} go={casePages.step.ask} cancel={close}>
      <SecondPerson seconds={view.seconds} value={id} set={(id) => form.set({ id })} message={form.problems.id} />
    </FormBox>
  );
}
