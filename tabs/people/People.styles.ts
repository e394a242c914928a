import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const usePeopleStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  search: { flex: '0 1 20rem' },
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '36rem', justifyItems: 'start' },
  wide: { width: '100%' },
  list: { listStyleType: 'none', margin: '0', padding: '0', display: 'grid', gap: tokens.spacingVerticalS },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    justifyContent: 'space-between',
    alignItems: 'center',
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  name: { ...typographyStyles.body1Strong },
  quiet: { color: tokens.colorNeutralForeground2 },
});
