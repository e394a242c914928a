import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ONE_COLUMN } from '../ui/Room.styles';

export const usePeopleStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  search: { flex: '0 1 20rem' },
  form: { ...ONE_COLUMN, gap: tokens.spacingVerticalM, maxWidth: '36rem', justifyItems: 'start' },
  wide: { width: '100%' },
  list: { ...ONE_COLUMN, listStyleType: 'none', margin: '0', padding: '0', gap: tokens.spacingVerticalS },
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
