import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ONE_COLUMN } from '../ui/Room.styles';

export const useSettingsStyles = makeStyles({
  list: { listStyleType: 'none', margin: '0', padding: '0' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  ready: { color: tokens.colorPaletteGreenForeground1 },
  missing: { ...typographyStyles.body1Strong, color: tokens.colorPaletteDarkOrangeForeground1 },
  name: { ...typographyStyles.body1Strong },
  quiet: { color: tokens.colorNeutralForeground2 },
  form: { ...ONE_COLUMN, gap: tokens.spacingVerticalM, maxWidth: '36rem', justifyItems: 'start' },
  wide: { width: '100%' },
  lines: { ...ONE_COLUMN, gap: tokens.spacingVerticalS },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'end' },
});
