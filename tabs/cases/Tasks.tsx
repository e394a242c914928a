import { Field, Textarea } from '@fluentui/react-components';
import type { Output } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from '../ui/FormBox';

const words = casePages.tasks;

/** What somebody was asked to do; the case it belongs to stays unsaid. */
export function Tasks() {
  const styles = useCaseStyles();
  const load = useCall('tasks.mine', {});
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/cases', name: casePages.title }}>
      <AsyncView load={load} empty={{ when: (d) => d.tasks.length === 0, title: words.none }}>
        {({ tasks }) => (
          <ul className={styles.list}>
            {tasks.map((task) => (
              <Task key={task.taskId} task={task} done={load.reload} />
            ))}
          </ul>
        )}
      </AsyncView>
    </Page>
  );
}

function Task({ task, done }: { task: Output<'tasks.mine'>['tasks'][number]; done: () => void }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const say = useAnnounce();
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
    <li className={styles.card}>
      <span className={styles.title}>{task.kind === 'ask' ? words.ask(task.text) : task.text}</span>
      <span className={styles.quiet}>
        {task.kind === 'ask' ? words.askUntil : casePages.acts.dueOn(longDate(task.dueOn))}
      </span>
      <FormBox form={form} go={task.kind === 'ask' ? words.accepted : words.done}>
        <Field label={task.kind === 'ask' ? words.acceptedBy : words.said} {...problem(form.problems.said)}>
          <Textarea value={values.said} onChange={(_, { value }) => form.set({ said: value })} />
        </Field>
      </FormBox>
    </li>
  );
}
