import { Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Input as Sent } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { longDate } from '../ui/dates';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { Endings } from './Endings';
import { FormBox, Opening } from '../ui/FormBox';
import { Heading } from './Heading';
import { type Found, PersonPicker } from '../ui/PersonPicker';
import { Sanctions } from './Sanctions';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.acts;
type Task = CaseView['tasks'][number];
type NewTask = Sent<'cases.act'>;
const WHATS = ['action', 'technical', 'policy_change'] as const;

interface Props {
  readonly view: CaseView;
  readonly act: Act;
}

/** What is to be done, by whom and by when; what the school's table suggests; and how the case ends. */
export function Actions({ view, act }: Props) {
  const styles = useCaseStyles();
  const may = view.abilities.includes('task');
  return (
    <div className={styles.stack}>
      <section className={styles.section}>
        <Heading>{words.heading}</Heading>
        {view.tasks.length === 0 && <p className={styles.quiet}>{words.none}</p>}
        <ul className={styles.list}>
          {view.tasks.map((task) => (
            <li key={task.taskId} className={styles.card}>
              <OneTask task={task} view={view} />
              {may && task.done === null && (
                <Opening name={words.markDone(task.text)}>
                  {(close) => <Finish task={task} act={act} close={close} />}
                </Opening>
              )}
            </li>
          ))}
        </ul>
        {may && <Opening name={words.add}>{(close) => <AddTask view={view} act={act} close={close} />}</Opening>}
      </section>
      <Sanctions view={view} act={act} />
      <Endings view={view} act={act} />
    </div>
  );
}

function OneTask({ task, view }: { task: Task; view: CaseView }) {
  const styles = useCaseStyles();
  const doer = view.members.find((m) => m.id === task.doerId)?.name ?? task.office;
  const state = task.done ? words.doneOn(longDate(task.done.at)) : words.dueOn(longDate(task.dueOn));
  return (
    <>
      <span className={styles.title}>{task.text}</span>
      <span className={styles.quiet}>
        {[words.whats[task.what], doer, state, task.done?.said ?? ''].filter((x) => x !== '').join(' · ')}
      </span>
    </>
  );
}

function Finish({ task, act, close }: { task: Task; act: Act; close: () => void }) {
  const { api } = useServices();
  const { values, change } = useFleeting({ said: '' });
  const form = useForm({
    values,
    change,
    check: () => ({}),
    send: ({ said }) =>
      act(({ caseId }) => api.call('cases.finishAct', { caseId, taskId: task.taskId, said: said.trim() })),
    done: close,
  });
  return (
    <FormBox form={form} go={words.done} cancel={close}>
      <Field label={words.said}>
        <Textarea value={values.said} onChange={(_, { value }) => form.set({ said: value })} />
      </Field>
    </FormBox>
  );
}

interface Writing {
  readonly what: NewTask['what'];
  readonly text: string;
  readonly office: string;
  readonly dueOn: string;
}

function AddTask({ view, act, close }: Props & { close: () => void }) {
  const { api } = useServices();
  const [doer, setDoer] = useState<Found | null>(null);
  const { values, change } = useFleeting<Writing>({ what: 'action', text: '', office: '', dueOn: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.text.trim() === '' && { text: words.need }),
      ...(doer === null && v.office.trim() === '' && { office: words.need }),
      ...(v.dueOn === '' && { dueOn: words.need }),
    }),
    send: ({ what, text, office, dueOn }) =>
      act(({ caseId }) =>
        api.call('cases.act', {
          caseId,
          what,
          text: text.trim(),
          office: office.trim(),
          // The picker's ids are the directory's; the date field writes days as the server reads them.
          doerId: (doer?.id ?? null) as NewTask['doerId'],
          dueOn: dueOn as NewTask['dueOn'],
        }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.save} cancel={close}>
      <Field label={words.what}>
        <Select
          value={values.what}
          onChange={(_, { value }) => form.set({ what: WHATS.find((w) => w === value) ?? 'action' })}
        >
          {WHATS.map((w) => (
            <option key={w} value={w}>
              {words.whats[w]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.text} hint={words.textHint} {...problem(form.problems.text)}>
        <Textarea value={values.text} onChange={(_, { value }) => form.set({ text: value })} />
      </Field>
      <PersonPicker
        label={words.doer}
        find={async (q) => (await api.call('cases.find', { caseId: view.caseId, kind: 'staff', q })).people}
        chosen={doer}
        choose={setDoer}
      />
      <Field label={words.office} {...problem(form.problems.office)}>
        <Input value={values.office} onChange={(_, { value }) => form.set({ office: value })} />
      </Field>
      <Field label={words.due} {...problem(form.problems.dueOn)}>
        <Input type="date" value={values.dueOn} onChange={(_, { value }) => form.set({ dueOn: value })} />
      </Field>
    </FormBox>
  );
}
