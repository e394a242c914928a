import { makeStyles, tokens } from '@fluentui/react-components';

export const useMailStyles = makeStyles({
  /** The mail brings its own colours, for a white ground. */
  frame: {
    width: '100%',
    height: '24rem',
    boxSizing: 'border-box',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: '#ffffff',
    colorScheme: 'light',
  },
  claims: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    '@media (min-width: 900px)': { gridTemplateColumns: '1fr 1fr' },
  },
});
