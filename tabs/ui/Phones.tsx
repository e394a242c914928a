import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { home } from '../../src/texts/en-gb';
import type { Me } from './Me';
import { PhoneList } from './PhoneList';

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground1 },
  list: { marginTop: tokens.spacingVerticalS },
});

/** The school's numbers. A missing safeguarding number is said, not left out. */
export function Phones({ phones, lead }: { phones: Me['phones']; lead: string }) {
  const styles = useStyles();
  const known = [
    { who: home.safeguarding, number: phones.safeguarding },
    { who: home.office, number: phones.office },
    { who: home.outOfHours, number: phones.outOfHours },
  ].filter(({ number }) => number !== null);
  return (
    <>
      <p className={styles.text}>{lead}</p>
      {phones.safeguarding === null && <p className={styles.text}>{home.noPhone}</p>}
      {known.length > 0 && (
        <div className={styles.list}>
          <PhoneList label={lead} lines={known} />
        </div>
      )}
    </>
  );
}
