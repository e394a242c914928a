import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const useCanIStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM },
  go: { justifySelf: 'start' },
  found: { marginTop: tokens.spacingVerticalM },
  cards: { listStyleType: 'none', margin: '0', padding: '0', display: 'grid', gap: tokens.spacingVerticalL },
  card: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXS },
  sheet: { height: 'auto', maxHeight: '85vh' },
  body: { paddingBottom: tokens.spacingVerticalXXL },
  quote: {
    ...typographyStyles.body1,
    margin: '0',
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThickest} solid ${tokens.colorBrandStroke1}`,
    color: tokens.colorNeutralForeground1,
  },
});
