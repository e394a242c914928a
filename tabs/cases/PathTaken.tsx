import { casePages } from '../../src/texts/en-gb';
import { useCaseStyles } from './Cases.styles';
import { Heading } from './Heading';
import type { CaseView } from './words';

const words = casePages.chartPart;

/** The flowchart with the way taken so far. */
export function PathTaken({ view }: { view: CaseView }) {
  const styles = useCaseStyles();
  const steps = view.timeline.flatMap((row) => (row.said ? [{ id: row.id, ...row.said }] : []));
  return (
    <section className={styles.stack}>
      <Heading>{words.heading}</Heading>
      {view.chartVersion === null && <p className={styles.quiet}>{words.none}</p>}
      <ol className={styles.entries}>
        {steps.map(({ id, question, answers }) => (
          <li key={id} className={styles.entry}>
            <span className={styles.quiet}>{question}</span>
            <strong>{answers.join(', ')}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}
