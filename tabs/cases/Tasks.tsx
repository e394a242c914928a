import { Field, mergeClasses, Textarea } from '@fluentui/react-components';
import type { Output } from '../../src/api/contract';
import { casePages, home } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { daysUntil, dueText } from '../ui/dates';
import { FormBox, Opening } from '../ui/FormBox';
import { useMe } from '../ui/Me';
import { Page, Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useCaseStyles } from './Cases.styles';

const words = casePages.tasks;
type Mine = Output<'tasks.mine'>['tasks'];

/** What somebody was asked to do; the case it belongs to stays unsaid. */
export function Tasks() {
  const me = useMe();
  const load = useCall('tasks.mine', {});
  const hasRoom = me.state === 'ready' && me.data.rooms.includes('cases');
  const back = hasRoom ? { to: '/work/cases', name: casePages.title } : { to: '/home', name: home.title };
  return (
    <Page title={words.title} lead={words.lead} back={back}>
      <AsyncView load={load} empty={{ when: (d) => d.tasks.length === 0, title: words.none }}>
        {({ tasks }) => <List tasks={tasks} done={load.reload} />}
      </AsyncView>
    </Page>
  );
}

interface MyTasksProps {
  readonly tasks: Mine;
  /** One of them is done. */
  readonly done: () => void;
}

/** The same on Home, while there are any. */
export function MyTasks({ tasks, done }: MyTasksProps) {
  const styles = useCaseStyles();
  return (
    <Part heading={words.title}>
      <p className={styles.quiet}>{words.lead}</p>
      <List tasks={tasks} done={done} />
    </Part>
  );
}

function List({ tasks, done }: MyTasksProps) {
  const styles = useCaseStyles();
  return (
    <ul className={styles.list}>
      {tasks.map((task) => (
        <Task key={task.taskId} task={task} done={done} />
      ))}
    </ul>
  );
}

function Task({ task, done }: { task: Mine[number]; done: () => void }) {
  const styles = useCaseStyles();
  const isAsk = task.kind === 'ask';
  const isLate = !isAsk && daysUntil(task.dueOn, Date.now()) < 0;
  return (
    <li className={mergeClasses(styles.card, isLate && styles.urgent)}>
      <span className={styles.title}>{isAsk ? words.ask(task.text) : task.text}</span>
      <span className={isLate ? styles.late : styles.quiet}>
        {isAsk ? words.askUntil : dueText(task.dueOn, Date.now())}
      </span>
      <Opening name={isAsk ? words.accepted : words.done} about={task.text}>
        {(close) => <Finish task={task} close={close} done={done} />}
      </Opening>
    </li>
  );
}

function Finish({ task, close, done }: { task: Mine[number]; close: () => void; done: () => void }) {
  const { api } = useServices();
  const say = useAnnounce();
  const isAsk = task.kind === 'ask';
  const { values, change } = useFleeting({ said: '' });
  const form = useForm({
    values,
    change,
    check: ({ said }) => (said.trim() === '' ? { said: words.need } : {}),
    send: ({ said }) => api.call('tasks.finish', { taskId: task.taskId, said: said.trim() }),
    done: () => {
      say(casePages.one.saved);
      done();
    },
  });
  return (
    <FormBox form={form} go={isAsk ? words.accepted : words.done} cancel={close} isQuiet>
      <Field label={isAsk ? words.acceptedBy : words.said} {...problem(form.problems.said)}>
        <Textarea value={values.said} onChange={(_, { value }) => form.set({ said: value })} />
      </Field>
    </FormBox>
  );
}
