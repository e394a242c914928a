import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const useRowStyles = makeStyles({
  rows: { display: 'grid', gap: tokens.spacingVerticalM, border: 'none', margin: '0', padding: '0', minWidth: '0' },
  legend: { ...typographyStyles.subtitle2, padding: '0', marginBottom: tokens.spacingVerticalS },
  row: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 11rem), 1fr))',
    paddingBottom: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  wrong: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  two: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 14rem), 1fr))',
  },
});
