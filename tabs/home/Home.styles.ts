import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

const list = { listStyleType: 'none', margin: '0', padding: '0', display: 'grid' } as const;
const line = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
} as const;

export const useHomeStyles = makeStyles({
  cards: { ...list, gap: tokens.spacingVerticalM },
  card: {
    ...line,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  overdue: {
    borderLeft: `${tokens.strokeWidthThickest} solid ${tokens.colorPaletteDarkOrangeBorderActive}`,
  },
  words: { flex: '1 1 16rem', minWidth: '0' },
  what: { ...typographyStyles.subtitle2, margin: '0', color: tokens.colorNeutralForeground1 },
  due: { ...typographyStyles.body1, margin: `${tokens.spacingVerticalXXS} 0 0`, color: tokens.colorNeutralForeground2 },
  toChat: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  summary: { ...typographyStyles.body1, minHeight: '44px', display: 'list-item', alignContent: 'center' },
  said: { ...typographyStyles.body1, margin: `0 0 ${tokens.spacingVerticalS}`, whiteSpace: 'pre-wrap' },
  quiet: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground2 },
  year: {
    ...typographyStyles.body1Strong,
    margin: `${tokens.spacingVerticalM} 0 0`,
    color: tokens.colorNeutralForeground2,
  },
  signed: { ...list },
  row: {
    ...line,
    gap: `0 ${tokens.spacingHorizontalL}`,
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  name: { ...typographyStyles.body1Strong, margin: '0', color: tokens.colorNeutralForeground1 },
  refused: { ...typographyStyles.body1, margin: '0', flexBasis: '100%', color: tokens.colorStatusDangerForeground1 },
  files: { display: 'flex', flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
});
