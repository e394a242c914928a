import { casePages } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { useCall } from '../ui/useLoad';
import { ChartPicture } from './chart/ChartPicture';
import { useCaseStyles } from './Cases.styles';
import { Heading } from './Heading';
import type { CaseView } from './words';

const words = casePages.chartPart;

/** The flowchart with the way taken so far lit, and what was answered on it. */
export function PathTaken({ view }: { view: CaseView }) {
  const styles = useCaseStyles();
  const steps = view.timeline.flatMap((row) => (row.said ? [{ id: row.id, ...row.said }] : []));
  return (
    <section className={styles.stack}>
      <Heading>{words.heading}</Heading>
      {view.chartVersion === null ? (
        <p className={styles.quiet}>{words.none}</p>
      ) : (
        <Drawn version={view.chartVersion} path={view.path} />
      )}
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

function Drawn({ version, path }: { version: number; path: readonly string[] }) {
  const load = useCall('charts.picture', { id: 'triage', version });
  return <AsyncView load={load}>{(picture) => <ChartPicture picture={picture} path={path} />}</AsyncView>;
}
