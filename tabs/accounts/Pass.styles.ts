import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const usePassStyles = makeStyles({
  slip: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    // Slips of a class are cut apart: none runs over the edge of a sheet.
    breakInside: 'avoid',
    maxWidth: '32rem',
    padding: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThick} dashed ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    '@media print': { border: '1px dashed #000000', color: '#000000', backgroundColor: '#ffffff' },
  },
  /** Slips of a class: two beside each other on paper, each row as high as its higher one, so that the cuts are straight. */
  sheet: {
    display: 'grid',
    gap: tokens.spacingVerticalXL,
    '@media print': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: tokens.spacingHorizontalS },
  },
  inSheet: {
    alignContent: 'start',
    '@media print': { maxWidth: 'none', padding: tokens.spacingHorizontalL, gap: tokens.spacingVerticalS },
  },
  /** The longest there is stays in one line: nobody wonders where it goes on. */
  inOneLine: {
    '@media print': {
      fontSize: tokens.fontSizeBase600,
      lineHeight: tokens.lineHeightBase600,
      whiteSpace: 'nowrap',
    },
  },
  heading: { ...typographyStyles.subtitle1, margin: '0' },
  facts: { display: 'grid', gap: tokens.spacingVerticalS, margin: '0' },
  term: { ...typographyStyles.body1 },
  value: { ...typographyStyles.subtitle2, margin: '0', overflowWrap: 'anywhere' },
  secret: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    margin: '0',
    overflowWrap: 'anywhere',
  },
  words: { ...typographyStyles.body1, margin: '0', whiteSpace: 'pre-wrap' },
  screen: { display: 'grid', gap: tokens.spacingVerticalL, '@media print': { display: 'none' } },
  all: { display: 'grid', gap: tokens.spacingVerticalXL },
});
