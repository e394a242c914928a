import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  bar: {
    ...typographyStyles.body1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    marginBottom: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusWarningBorder1}`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  words: { flex: '1 1 16rem' },
});

interface Props {
  /** Said first, in bold. */
  readonly title?: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Something to know about what stands below: it is old, or there is a newer one. A tenth of Fluent's bar in bytes. */
export function Bar({ title, children, action }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.bar} role="status">
      <div className={styles.words}>
        {title !== undefined && <strong>{title} </strong>}
        {children}
      </div>
      {action}
    </div>
  );
}
