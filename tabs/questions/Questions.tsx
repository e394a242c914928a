import { Button, Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Output } from '../../src/api/contract';
import { questions, work } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import { useQuestionStyles } from './Questions.styles';

type Question = Output<'questions.list'>['questions'][number];

/** Questions that wait for an answer, oldest first. */
export function Questions() {
  const load = useCall('questions.list', {});
  const styles = useQuestionStyles();
  return (
    <Page title={questions.title} lead={questions.lead} back={{ to: '/work', name: work.title }}>
      <AsyncView
        load={load}
        empty={{ when: (d) => d.questions.length === 0, title: questions.noneTitle, next: questions.noneNext }}
      >
        {(d) => (
          <ul className={styles.list}>
            {d.questions.map((q) => (
              <OneQuestion key={q.questionId} question={q} done={load.reload} />
            ))}
          </ul>
        )}
      </AsyncView>
    </Page>
  );
}

function OneQuestion({ question: q, done }: { question: Question; done: () => void }) {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = useQuestionStyles();
  const [text, setText] = useState('');
  const sending = useAction(async () => {
    await api.call('questions.answer', { questionId: q.questionId, text });
    say(questions.sent(q.askedBy));
    done();
  });
  return (
    <li className={styles.card}>
      <h2 className={styles.asked}>{questions.asked(q.askedBy, longDate(q.askedAt))}</h2>
      <p className={styles.quiet}>{[q.title, questions.owner(q.ownerName)].join(' · ')}</p>
      <blockquote className={styles.words}>{q.text}</blockquote>
      <p className={styles.quiet}>{q.statement === null ? questions.whole : `${questions.about}: “${q.statement}”`}</p>
      <form
        className={styles.form}
        onSubmit={(e) => {
          e.preventDefault();
          void sending.run();
        }}
      >
        <Field label={questions.answer} hint={questions.hint}>
          <Textarea value={text} resize="vertical" onChange={(_, d) => setText(d.value)} />
        </Field>
        {sending.state === 'failed' && <Failure error={sending.error} />}
        <Button type="submit" appearance="primary" disabledFocusable={sending.state === 'busy' || text.trim() === ''}>
          {sending.state === 'busy' ? questions.sending : questions.send(q.askedBy)}
        </Button>
      </form>
    </li>
  );
}
