import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

/** Width from which there is room for two columns; below it everything is one column. */
export const ROOMY = '@media (min-width: 640px)';

export const usePageStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '52rem',
    marginInline: 'auto',
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: `${tokens.spacingVerticalXXL} calc(${tokens.spacingVerticalXXXL} * 2)`,
    overflowWrap: 'anywhere',
    [ROOMY]: { paddingInline: tokens.spacingHorizontalXXXL, paddingTop: tokens.spacingVerticalXXXL },
    '@media print': { maxWidth: 'none', padding: '0' },
  },
  wide: { maxWidth: '88rem' },
  back: {
    ...typographyStyles.body1,
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '44px',
    marginBottom: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
    '@media print': { display: 'none' },
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalXXL,
  },
  onScreen: { '@media print': { display: 'none' } },
  words: { flex: '1 1 16rem', minWidth: '0' },
  title: {
    ...typographyStyles.title2,
    margin: '0',
    color: tokens.colorNeutralForeground1,
    ':focus': { outlineStyle: 'none' },
  },
  lead: {
    ...typographyStyles.subtitle2,
    fontWeight: tokens.fontWeightRegular,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground2,
  },
  part: { marginTop: tokens.spacingVerticalXXXL },
  partHeading: {
    ...typographyStyles.subtitle1,
    margin: `0 0 ${tokens.spacingVerticalM}`,
    color: tokens.colorNeutralForeground1,
  },
});
