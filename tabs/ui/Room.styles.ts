import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

/** One column that is never wider than its place, however long a choice or a name in it is. */
export const ONE_COLUMN = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' } as const;

/** What the rooms under *Work* have in common: cards, lists of entries, short forms. */
export const useRoomStyles = makeStyles({
  link: {
    ...typographyStyles.body1Strong,
    display: 'inline-flex',
    alignItems: 'center',
    minHeight: '44px',
    color: tokens.colorBrandForegroundLink,
  },
  list: { ...ONE_COLUMN, listStyleType: 'none', margin: '0', padding: '0', gap: tokens.spacingVerticalM },
  card: {
    ...ONE_COLUMN,
    gap: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
  },
  opens: { ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  urgent: { borderInlineStartWidth: tokens.strokeWidthThickest, borderInlineStartColor: tokens.colorPaletteRedBorder2 },
  title: { ...typographyStyles.subtitle2, margin: '0' },
  quiet: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground2 },
  late: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  text: { ...typographyStyles.body1, margin: '0', whiteSpace: 'pre-wrap' },
  form: { ...ONE_COLUMN, gap: tokens.spacingVerticalM, maxWidth: '40rem' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  section: { ...ONE_COLUMN, gap: tokens.spacingVerticalM },
  heading: { ...typographyStyles.subtitle2, margin: '0' },
  entries: { ...ONE_COLUMN, listStyleType: 'none', margin: '0', padding: '0' },
  entry: {
    ...ONE_COLUMN,
    gap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  summary: { ...typographyStyles.body1, minHeight: '44px', display: 'list-item', alignContent: 'center' },
  ticks: { display: 'grid', border: 'none', margin: '0', padding: '0' },
  legend: { ...typographyStyles.body1, padding: '0' },
  fingerprint: { ...typographyStyles.caption1, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});
