import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const useListStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXXL,
    '@media (min-width: 1080px)': {
      gridTemplateColumns: 'minmax(0, 1fr) 22rem',
      alignItems: 'start',
      gap: `0 ${tokens.spacingHorizontalXXXL}`,
    },
  },
  main: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXXL, minWidth: '0' },
  group: { display: 'grid', gap: tokens.spacingVerticalS },
  policy: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  name: {
    ...typographyStyles.subtitle2,
    justifySelf: 'start',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
    '@media (pointer: coarse)': { paddingBlock: tokens.spacingVerticalS },
  },
  search: { width: '100%', maxWidth: '36rem' },
  hit: { display: 'grid', gap: tokens.spacingVerticalXXS, paddingBlock: tokens.spacingVerticalM },
});
