import { Fragment } from 'react';
import { outlook as words } from '../../src/texts/en-gb';
import type { View } from './flow';
import { usePaneStyles } from './Pane.styles';

/** Numbers to ring, as links a phone can dial. One that the school has not set is said loudly, never left out. */
export function Numbers({ phones, isDanger }: { phones: View['phones']; isDanger: boolean }) {
  const styles = usePaneStyles();
  const lines = [
    ...(isDanger ? [{ who: words.phone.emergency, number: phones.emergency }] : []),
    { who: words.phone.lead, number: phones.lead },
    { who: words.phone.head, number: phones.head },
    { who: words.phone.chair, number: phones.chair },
  ];
  return (
    <div>
      <dl className={styles.phones} aria-label={words.phones}>
        {lines.map(({ who, number }) => (
          <Fragment key={who}>
            <dt className={styles.who}>{who}</dt>
            <dd className={styles.number}>
              {number === null ? (
                <strong className={styles.missing}>{words.notSet}</strong>
              ) : (
                <a className={styles.call} href={`tel:${number.replace(/[^\d+]/g, '')}`}>
                  {number}
                </a>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
      {lines.some(({ number }) => number === null) && <p className={styles.text}>{words.notSetNext}</p>}
    </div>
  );
}
