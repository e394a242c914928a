import { Button, Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { casePages as words } from '../../src/texts/en-gb';
import { FormBox } from '../ui/FormBox';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { detailsOf, titleOf } from './entry-words';
import type { Act } from './useCase';
import { type CaseView, moment, type TimelineRow } from './words';

/** The report chart's "what happened, in your own words": what a reader wants first. */
const OWN_WORDS = 'R7';

/** What was reported, and everything since, newest last; writing is always one key away. */
export function Story({ view, act }: { view: CaseView; act: Act }) {
  const styles = useCaseStyles();
  return (
    <div className={styles.stack}>
      {view.report && <Report report={view.report} />}
      {view.timeline.length === 0 ? (
        <p className={styles.quiet}>{words.story.none}</p>
      ) : (
        <ol className={styles.entries}>
          {view.timeline.map((row) => (
            <One key={row.id} row={row} view={view} act={act} />
          ))}
        </ol>
      )}
      {view.abilities.includes('note') && <Write act={act} />}
    </div>
  );
}

function Report({ report }: { report: NonNullable<CaseView['report']> }) {
  const styles = useCaseStyles();
  const own = report.answers.filter(({ node }) => node === OWN_WORDS);
  return (
    <section className={styles.section} aria-label={words.story.reporterWords}>
      <h3 className={styles.heading}>{words.story.reporterWords}</h3>
      {report.sentAt !== null && (
        <p className={styles.quiet}>{words.story.reportedBy(report.reporterName, moment(report.sentAt))}</p>
      )}
      {report.isUnfinished && <p className={styles.quiet}>{words.story.unfinished}</p>}
      {own.map(({ node, answer }) => (
        <p key={node} className={styles.words}>
          {answer}
        </p>
      ))}
      <details>
        <summary className={styles.link}>{words.story.allAnswers}</summary>
        <dl className={styles.section}>
          {report.answers.map(({ node, question, answer }) => (
            <div key={node}>
              <dt className={styles.quiet}>{question}</dt>
              <dd className={styles.answer}>{answer}</dd>
            </div>
          ))}
        </dl>
      </details>
      {report.additions.length > 0 && (
        <>
          <h4 className={styles.heading}>{words.story.additions}</h4>
          {report.additions.map(({ at, text }) => (
            <div key={at}>
              <p className={styles.quiet}>{moment(at)}</p>
              <p className={styles.words}>{text}</p>
            </div>
          ))}
        </>
      )}
    </section>
  );
}

function One({ row, view, act }: { row: TimelineRow; view: CaseView; act: Act }) {
  const styles = useCaseStyles();
  const [isCorrecting, setCorrecting] = useState(false);
  const details = detailsOf(row, view);
  const mayCorrect = view.abilities.includes('note') && row.byId !== null && row.entry.kind !== 'correction';
  return (
    <li className={styles.entry} id={`entry-${row.number}`}>
      <div className={styles.entryHead}>
        <strong>{`${row.number}. ${titleOf(row, view)}`}</strong>
        <span className={styles.quiet}>{[moment(row.at), row.byName ?? words.story.service].join(' · ')}</span>
      </div>
      {details.map((line, n) => (
        <p key={n} className={styles.text}>
          {line}
        </p>
      ))}
      {mayCorrect && !isCorrecting && (
        <span>
          <Button size="small" appearance="subtle" onClick={() => setCorrecting(true)}>
            {words.story.correct}
          </Button>
        </span>
      )}
      {isCorrecting && <Correct of={row} act={act} close={() => setCorrecting(false)} />}
    </li>
  );
}

function Write({ act }: { act: Act }) {
  const { api } = useServices();
  const { values, change, clear } = useFleeting({ text: '' });
  const form = useForm({
    values,
    change,
    check: ({ text }) => (text.trim() === '' ? { text: words.step.required } : {}),
    send: ({ text }) => act((at) => api.call('cases.note', { caseId: at.caseId, text })),
    done: clear,
  });
  return (
    <FormBox form={form} go={words.story.save} isQuiet>
      <Field label={words.story.write} hint={words.story.hint} {...problem(form.problems.text)}>
        <Textarea
          value={values.text}
          rows={4}
          resize="vertical"
          onChange={(_, { value }) => form.set({ text: value })}
        />
      </Field>
    </FormBox>
  );
}

function Correct({ of, act, close }: { of: TimelineRow; act: Act; close: () => void }) {
  const { api } = useServices();
  const { values, change } = useFleeting({ text: '', reason: '' });
  const form = useForm({
    values,
    change,
    check: ({ text, reason }) => ({
      ...(text.trim() === '' && { text: words.step.required }),
      ...(reason.trim() === '' && { reason: words.step.needReason }),
    }),
    send: ({ text, reason }) =>
      act((at) => api.call('cases.correct', { caseId: at.caseId, entryId: of.id, text, reason })),
    done: close,
  });
  return (
    <FormBox form={form} go={words.story.correctGo} cancel={close}>
      <Field label={words.story.correction} {...problem(form.problems.text)}>
        <Textarea value={values.text} resize="vertical" onChange={(_, { value }) => form.set({ text: value })} />
      </Field>
      <Field label={words.story.correctionWhy} {...problem(form.problems.reason)}>
        <Textarea value={values.reason} resize="vertical" onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}
