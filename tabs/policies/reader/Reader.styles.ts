import { makeStaticStyles, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ON_SCREEN, ONE } from '../Policies.styles';

const WIDE = '@media (min-width: 1080px)';
// Media queries are put in order by their text: these two never hold together.
const MIDDLE = '@media (min-width: 760px) and (max-width: 1079.9px)';
const FROM_MIDDLE = '@media (min-width: 760px)';
const text = { ...typographyStyles.body2, margin: '0', color: tokens.colorNeutralForeground1 } as const;
const beside = {
  position: 'sticky',
  top: tokens.spacingVerticalL,
  maxHeight: `calc(100vh - 2 * ${tokens.spacingVerticalL})`,
  overflowY: 'auto',
} as const;

/**
 * On paper: black on white whatever the theme, and nothing cut off that would scroll on a screen. Written as text,
 * because of an object only the outermost rules are kept.
 */
export const usePrintStyles = makeStaticStyles(`
  @page { margin: 18mm; }
  @media print {
    [data-print], [data-print] * {
      color: CanvasText !important;
      background-color: transparent !important;
      overflow: visible !important;
    }
    [data-print] tr, [data-print] li, [data-print] img { break-inside: avoid; }
    [data-print] :is(h2, h3, h4, h5) { break-after: avoid; }
    [data-print] thead { display: table-header-group; }
  }
`);

export const useReaderStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXL,
    [MIDDLE]: {
      gridTemplateColumns: '13rem minmax(0, 1fr)',
      alignItems: 'start',
      gap: `0 ${tokens.spacingHorizontalXXXL}`,
    },
    [WIDE]: {
      gridTemplateColumns: '13rem minmax(0, 1fr) 20rem',
      alignItems: 'start',
      gap: `0 ${tokens.spacingHorizontalXXXL}`,
    },
    '@media print': { display: 'block' },
  },
  unlisted: {
    [MIDDLE]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    [WIDE]: { gridTemplateColumns: 'minmax(0, 1fr) 20rem' },
  },
  above: { display: 'grid', ...ONE, gap: tokens.spacingVerticalL, marginBottom: tokens.spacingVerticalXXL },
  aside: { [FROM_MIDDLE]: beside, ...ON_SCREEN },
  ask: { ...beside, ...ON_SCREEN },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    ...ON_SCREEN,
  },
  picker: { minWidth: '12rem', maxWidth: '100%' },
  about: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})`, ...ON_SCREEN },
  chevron: { marginLeft: tokens.spacingHorizontalS },
  panel: { display: 'none', '@media print': { display: 'block' } },
  open: { display: 'block' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXL}`,
    maxWidth: '44rem',
    margin: '0',
    '@media (max-width: 480px)': { gridTemplateColumns: '1fr', rowGap: '0' },
  },
  factName: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
  fact: {
    ...typographyStyles.body1,
    margin: '0',
    color: tokens.colorNeutralForeground1,
    '@media (max-width: 480px)': { marginBottom: tokens.spacingVerticalS },
  },

  contents: { listStyleType: 'none', margin: '0', padding: '0', display: 'grid' },
  entry: {
    ...typographyStyles.body1,
    display: 'block',
    paddingBlock: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    '@media (pointer: coarse)': { paddingBlock: tokens.spacingVerticalM },
  },
  deeper: { paddingLeft: tokens.spacingHorizontalL },
  contentsName: { ...typographyStyles.body1Strong, margin: '0', color: tokens.colorNeutralForeground1 },
  summary: {
    ...typographyStyles.body1Strong,
    cursor: 'pointer',
    paddingBlock: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground1,
  },

  article: { display: 'grid', ...ONE, gap: tokens.spacingVerticalXXXL, minWidth: '0' },
  section: { display: 'grid', ...ONE, gap: tokens.spacingVerticalM, minWidth: '0' },
  headingRow: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: `0 ${tokens.spacingHorizontalM}`,
    ':hover > button': { opacity: '1' },
    ':focus-within > button': { opacity: '1' },
  },
  heading: {
    margin: '0',
    color: tokens.colorNeutralForeground1,
    scrollMarginTop: tokens.spacingVerticalL,
    ':focus': {
      outlineStyle: 'none',
      boxShadow: `-${tokens.strokeWidthThickest} 0 0 0 ${tokens.colorBrandStroke1}`,
      paddingLeft: tokens.spacingHorizontalS,
    },
  },
  level1: typographyStyles.subtitle1,
  level2: typographyStyles.subtitle2,
  level3: typographyStyles.body1Strong,
  copy: {
    ...typographyStyles.caption1,
    minWidth: '0',
    opacity: '0',
    color: tokens.colorNeutralForeground2,
    ':focus-visible': { opacity: '1' },
    '@media (hover: none)': { opacity: '1' },
    ...ON_SCREEN,
  },
  measure: { maxWidth: '42rem' },
  text: { ...text, textWrap: 'pretty', whiteSpace: 'pre-line' },
  quiet: { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground2 },
  points: { ...text, paddingLeft: '1.5rem', display: 'grid', gap: tokens.spacingVerticalS },
  statements: {
    ...text,
    listStyleType: "'☐  '",
    paddingLeft: '1.5rem',
    display: 'grid',
    gap: tokens.spacingVerticalS,
  },
  picture: { maxWidth: '100%', maxHeight: '24rem', height: 'auto', borderRadius: tokens.borderRadiusMedium },
  paper: { display: 'none', '@media print': { display: 'block' } },
});
