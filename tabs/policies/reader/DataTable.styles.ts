import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

const cell = {
  ...typographyStyles.body1,
  padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  textAlign: 'left',
  verticalAlign: 'top',
  minWidth: '7rem',
  overflowWrap: 'break-word',
} as const;

export const useTableStyles = makeStyles({
  scroller: {
    overflowX: 'auto',
    maxWidth: '100%',
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  table: { borderCollapse: 'collapse', width: '100%', color: tokens.colorNeutralForeground1 },
  caption: {
    ...typographyStyles.body1Strong,
    textAlign: 'left',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground1,
  },
  head: { ...cell, ...typographyStyles.body1Strong, backgroundColor: tokens.colorNeutralBackground3 },
  cell,
  rowName: { ...cell, ...typographyStyles.body1Strong, minWidth: '9rem' },
});
