import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

const SIDE_BY_SIDE = '@media (min-width: 900px)';

export const useAccountStyles = makeStyles({
  doors: {
    listStyleType: 'none',
    margin: '0',
    padding: '0',
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 15rem), 1fr))',
  },
  door: {
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    height: '100%',
    minHeight: '44px',
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  red: {
    border: `${tokens.strokeWidthThick} solid ${tokens.colorPaletteRedBorder2}`,
    '& strong': { color: tokens.colorPaletteRedForeground1 },
  },
  sides: {
    display: 'grid',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    [SIDE_BY_SIDE]: { gridTemplateColumns: 'minmax(0, 3fr) minmax(18rem, 2fr)' },
  },
  will: {
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [SIDE_BY_SIDE]: { position: 'sticky', top: tokens.spacingVerticalL },
  },
  sentences: { ...typographyStyles.body1, display: 'grid', gap: tokens.spacingVerticalS, paddingInlineStart: '1.2rem' },
});
