import { makeStyles, shorthands, tokens, typographyStyles } from '@fluentui/react-components';

const line = `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`;

const given = {
  color: tokens.colorNeutralForeground1Selected,
  backgroundColor: tokens.colorNeutralBackground1Selected,
  ...shorthands.borderColor(tokens.colorBrandStroke1),
};

/** The pane is as narrow as 320 px, and on a phone hardly wider. */
export const usePaneStyles = makeStyles({
  pane: {
    boxSizing: 'border-box',
    maxWidth: '34rem',
    marginInline: 'auto',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXXL}`,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
  },
  title: {
    ...typographyStyles.subtitle1,
    margin: '0',
    color: tokens.colorNeutralForeground1,
    ':focus': { outlineStyle: 'none' },
  },
  text: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground1, whiteSpace: 'pre-line' },
  quiet: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground2 },
  small: { ...typographyStyles.caption1, margin: '0', color: tokens.colorNeutralForeground2 },
  group: {
    minWidth: '0',
    margin: '0',
    border: 'none',
    padding: '0',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  question: { ...typographyStyles.body1Strong, padding: '0', margin: '0', color: tokens.colorNeutralForeground1 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
  },
  answer: { minWidth: '0', minHeight: '40px', paddingInline: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  /** What was pressed stays to be seen when it can be pressed no more. */
  given: { ...given, ':hover': given, ':hover:active': given },
  column: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  folded: { display: 'grid' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  /** A way back, which must not draw the eye from the way on. */
  change: {
    minWidth: '0',
    paddingInline: '0',
    fontWeight: tokens.fontWeightRegular,
    textDecorationLine: 'underline',
  },
  /** Instructions: read in full, before anything else can be pressed. */
  stop: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThick} solid ${tokens.colorStatusDangerBorderActive}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  stopText: { ...typographyStyles.subtitle2, fontWeight: tokens.fontWeightRegular, margin: '0' },
  done: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: line,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  problem: { ...typographyStyles.body1Strong, margin: '0', color: tokens.colorStatusDangerForeground1 },
  more: { ...typographyStyles.body1, minHeight: '40px', alignContent: 'center', cursor: 'pointer' },
  list: { listStyleType: 'none', margin: '0', padding: '0', display: 'grid', gap: tokens.spacingVerticalS },
  tick: { minHeight: '32px', '@media (pointer: coarse)': { minHeight: '44px' } },
});
