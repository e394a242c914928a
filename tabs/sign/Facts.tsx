import { Fragment } from 'react';
import { useSignStyles } from './Sign.styles';

/** Names and values, side by side where there is room. */
export function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  const styles = useSignStyles();
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={styles.factName}>{name}</dt>
          <dd className={styles.fact}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
