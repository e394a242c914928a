import { Button, Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Output } from '../../src/api/contract';
import { home } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { longDate, shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useHomeStyles } from './Home.styles';

const words = home.reports;
type Report = Output<'reports.mine'>['reports'][number];

/** What I reported: my own words, the receipt, and a way to add to it. Nothing of what became of it. */
export function MyReports() {
  const styles = useHomeStyles();
  const load = useCall('reports.mine', {});
  if (load.state !== 'ready' || load.data.reports.length === 0) return null;
  return (
    <Part heading={words.heading}>
      <ul className={styles.signed}>
        {load.data.reports.map((report) => (
          <One key={report.reportId} report={report} done={load.reload} />
        ))}
      </ul>
    </Part>
  );
}

function One({ report, done }: { report: Report; done: () => void }) {
  const styles = useHomeStyles();
  const [isAdding, setAdding] = useState(false);
  const { number, to, sentAt } = report.receipt;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{words.sent(number, to, longDate(sentAt))}</p>
        {report.state === 'unfinished' && <p className={styles.due}>{words.unfinished}</p>}
        <details>
          <summary className={styles.summary}>{words.mine}</summary>
          <dl>
            {report.said.map(({ node, question, answer }) => (
              <div key={node}>
                <dt className={styles.due}>{question}</dt>
                <dd className={styles.said}>{answer}</dd>
              </div>
            ))}
            {report.added.map(({ at, text }) => (
              <div key={at}>
                <dt className={styles.due}>{words.addedOn(shortDate(at))}</dt>
                <dd className={styles.said}>{text}</dd>
              </div>
            ))}
          </dl>
        </details>
        {isAdding && <Add report={report} close={() => setAdding(false)} done={done} />}
      </div>
      {!isAdding && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
    </li>
  );
}

function Add({ report, close, done }: { report: Report; close: () => void; done: () => void }) {
  const { api } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting({ text: '' });
  const form = useForm({
    values,
    change,
    check: ({ text }) => (text.trim() === '' ? { text: words.need } : {}),
    send: ({ text }) => api.call('reports.add', { reportId: report.reportId, text: text.trim() }),
    done: () => {
      say(words.added);
      done();
      close();
    },
  });
  return (
    <div ref={form.box}>
      <Field label={words.addLabel} {...problem(form.problems.text)}>
        <Textarea value={values.text} resize="vertical" onChange={(_, { value }) => form.set({ text: value })} />
      </Field>
      {form.sending.state === 'failed' && <Failure error={form.sending.error} />}
      <Button appearance="primary" disabledFocusable={form.busy} onClick={() => void form.submit()}>
        {form.busy ? words.sending : words.send}
      </Button>
      <Button onClick={close}>{words.cancel}</Button>
    </div>
  );
}
