import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { Fragment } from 'react';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'fit-content(10rem) auto',
    justifyContent: 'start',
    alignItems: 'center',
    gap: `0 ${tokens.spacingHorizontalL}`,
    margin: '0',
  },
  who: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
  number: { margin: '0' },
  call: {
    ...typographyStyles.body1Strong,
    display: 'inline-flex',
    alignItems: 'center',
    minHeight: '44px',
    // A number in two lines is hard to dial.
    whiteSpace: 'nowrap',
    color: tokens.colorBrandForegroundLink,
  },
  missing: { ...typographyStyles.body1Strong, color: tokens.colorStatusDangerForeground1 },
});

interface Props {
  readonly label: string;
  /** `number` null: the school has not set it, which `missing` says. */
  readonly lines: readonly { readonly who: string; readonly number: string | null }[];
  readonly missing?: string;
}

/** Who to call, as links a phone can dial. */
export function PhoneList({ label, lines, missing }: Props) {
  const styles = useStyles();
  return (
    <dl className={styles.list} aria-label={label}>
      {lines.map(({ who, number }) => (
        <Fragment key={who}>
          <dt className={styles.who}>{who}</dt>
          <dd className={styles.number}>
            {number === null ? (
              <strong className={styles.missing}>{missing}</strong>
            ) : (
              <a className={styles.call} href={`tel:${number.replace(/[^\d+]/g, '')}`}>
                {number}
              </a>
            )}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
