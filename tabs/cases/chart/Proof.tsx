import type { Output } from '../../../src/api/contract';
import { charts } from '../../../src/texts/en-gb';
import { useChartStyles } from './Chart.styles';

const words = charts.proof;

/** What the proof found: nothing, or each thing with the way that shows it. */
export function Proof({ proof }: { proof: Output<'charts.prove'> }) {
  const styles = useChartStyles();
  const found = proof.problems.length + proof.breaches.length;
  return (
    <section className={styles.card} aria-label={words.heading} role="status">
      <h3 className={styles.heading}>{found === 0 ? words.clean : words.found(found)}</h3>
      {found > 0 && (
        <ul className={styles.list}>
          {proof.problems.map(({ where, what }, i) => (
            <li key={`p${i}`} className={styles.item}>
              <span className={styles.strong}>{`${words.edit}: ${where}`}</span>
              <span className={styles.text}>{what}</span>
            </li>
          ))}
          {proof.breaches.map(({ property, what, path }, i) => (
            <li key={`b${i}`} className={styles.item}>
              <span className={styles.strong}>{words.property(property)}</span>
              <span className={styles.text}>{what}</span>
              <span className={styles.quiet}>{words.path(path.join(' → '))}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
