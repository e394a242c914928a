import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { Fragment } from 'react';
import { home } from '../../src/texts/en-gb';
import type { Me } from './Me';

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground1 },
  list: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: `0 ${tokens.spacingHorizontalL}`,
    margin: `${tokens.spacingVerticalS} 0 0`,
    '@media (max-width: 400px)': { gridTemplateColumns: '1fr' },
  },
  who: { ...typographyStyles.body1, alignSelf: 'center', color: tokens.colorNeutralForeground2 },
  number: { margin: '0' },
  call: {
    ...typographyStyles.body1Strong,
    display: 'inline-flex',
    alignItems: 'center',
    minHeight: '44px',
    color: tokens.colorBrandForegroundLink,
  },
});

/** Who to call, as links a phone can dial. A missing safeguarding number is said, not left out. */
export function Phones({ phones, lead }: { phones: Me['phones']; lead: string }) {
  const styles = useStyles();
  const known = [
    { who: home.safeguarding, number: phones.safeguarding },
    { who: home.office, number: phones.office },
    { who: home.outOfHours, number: phones.outOfHours },
  ].flatMap(({ who, number }) => (number === null ? [] : [{ who, number }]));
  return (
    <>
      <p className={styles.text}>{lead}</p>
      {phones.safeguarding === null && <p className={styles.text}>{home.noPhone}</p>}
      {known.length > 0 && (
        <dl className={styles.list}>
          {known.map(({ who, number }) => (
            <Fragment key={who}>
              <dt className={styles.who}>{who}</dt>
              <dd className={styles.number}>
                <a className={styles.call} href={`tel:${number.replace(/[^\d+]/g, '')}`}>
                  {number}
                </a>
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
    </>
  );
}
