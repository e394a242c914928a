import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const useAboutStyles = makeStyles({
  text: {
    ...typographyStyles.body1,
    margin: `0 0 ${tokens.spacingVerticalS}`,
    maxWidth: '40rem',
    color: tokens.colorNeutralForeground1,
  },
  small: {
    ...typographyStyles.body1,
    margin: `${tokens.spacingVerticalXXXL} 0 0`,
    color: tokens.colorNeutralForeground2,
  },
  points: { margin: '0', paddingLeft: '1.25rem' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    margin: `0 0 ${tokens.spacingVerticalM}`,
    '@media (max-width: 400px)': { gridTemplateColumns: '1fr', rowGap: '0' },
  },
  factName: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
  fact: {
    ...typographyStyles.body1Strong,
    margin: '0',
    color: tokens.colorNeutralForeground1,
    '@media (max-width: 400px)': { marginBottom: tokens.spacingVerticalS },
  },
});
