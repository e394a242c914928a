import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ON_SCREEN, ONE } from '../Policies.styles';

const text = { ...typographyStyles.body2, margin: '0', color: tokens.colorNeutralForeground1 } as const;

export const useCompareStyles = makeStyles({
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalXL,
    ...ON_SCREEN,
  },
  choice: { minWidth: '12rem', flex: '0 1 18rem' },
  sections: {
    display: 'grid',
    ...ONE,
    gap: tokens.spacingVerticalL,
    marginTop: tokens.spacingVerticalXL,
    maxWidth: '52rem',
  },
  blocks: { display: 'grid', ...ONE, gap: tokens.spacingVerticalL },
  block: { display: 'grid', ...ONE, justifyItems: 'start', gap: tokens.spacingVerticalXS, minWidth: '0' },
  wide: { maxWidth: '100%', minWidth: '0' },
  text: { ...text, whiteSpace: 'pre-line' },
  points: { ...text, paddingLeft: '1.5rem', display: 'grid', gap: tokens.spacingVerticalXS },
  kind: {
    ...typographyStyles.caption1Strong,
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForeground2,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandForeground2}`,
  },
  folded: {
    '& > summary': {
      ...typographyStyles.body1,
      cursor: 'pointer',
      paddingBlock: tokens.spacingVerticalXS,
      color: tokens.colorNeutralForeground2,
    },
    '& > summary:focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  unfolded: { display: 'grid', ...ONE, gap: tokens.spacingVerticalM, paddingTop: tokens.spacingVerticalS },
  added: {
    textDecorationLine: 'underline',
    textDecorationThickness: '2px',
    textUnderlineOffset: '3px',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorStatusSuccessForeground1,
  },
  whole: { textDecorationLine: 'none' },
  removed: { color: tokens.colorStatusDangerForeground1 },
});
