import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    justifyItems: 'start',
    maxWidth: '40rem',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { ...typographyStyles.subtitle2, margin: '0', color: tokens.colorNeutralForeground1 },
  text: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** A problem is read out at once; anything else when the reader comes to it. */
  readonly isProblem?: boolean;
  /** Buttons or links below the words. */
  readonly actions?: ReactNode;
}

/** A quiet box with something to say: an empty list, a problem, an invitation to sign in. */
export function Notice({ title, children, isProblem = false, actions }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.box} {...(isProblem && { role: 'alert' })}>
      <p className={styles.title}>
        <strong>{title}</strong>
      </p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions}
    </div>
  );
}
