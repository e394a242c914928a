import { makeStaticStyles, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

const text = { ...typographyStyles.body2, margin: '0', color: tokens.colorNeutralForeground1 } as const;
const quiet = { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground2 } as const;
const bare = { listStyleType: 'none', margin: '0', padding: '0', display: 'grid' } as const;
const box = {
  padding: tokens.spacingHorizontalL,
  borderRadius: tokens.borderRadiusXLarge,
  border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  backgroundColor: tokens.colorNeutralBackground1,
} as const;
/** Where a sticky bar would cover half of what is read (a phone on its side, a large zoom). */
const LOW = '@media (max-height: 420px)';

/** What takes the focus comes to rest below the sticky bar, never under it. As text: see `usePrintStyles`. */
export const useScrollStyles = makeStaticStyles(`
  html:has([data-sticky]) { scroll-padding-top: 6rem; scroll-padding-bottom: 2rem; }
  ${LOW} { html:has([data-sticky]) { scroll-padding-top: 0; } }
`);

export const useSignStyles = makeStyles({
  flow: { maxWidth: '40rem' },
  lead: {
    ...typographyStyles.subtitle2,
    fontWeight: tokens.fontWeightRegular,
    margin: `calc(-1 * ${tokens.spacingVerticalL}) 0 ${tokens.spacingVerticalM}`,
    color: tokens.colorNeutralForeground2,
  },
  step: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: '0', margin: '0' },
  heading: {
    ...typographyStyles.subtitle1,
    margin: `${tokens.spacingVerticalL} 0 0`,
    color: tokens.colorNeutralForeground1,
    ':focus': { outlineStyle: 'none' },
  },
  above: { ...quiet },
  text: { ...text, textWrap: 'pretty' },
  quiet,
  strong: { ...typographyStyles.body1Strong, margin: '0', color: tokens.colorNeutralForeground1 },
  list: { ...text, paddingLeft: '1.5rem', display: 'grid', gap: tokens.spacingVerticalS },
  picture: { maxWidth: '100%', height: 'auto', borderRadius: tokens.borderRadiusMedium },
  scroller: { overflowX: 'auto', maxWidth: '100%', borderRadius: tokens.borderRadiusMedium },
  table: {
    ...typographyStyles.body1,
    borderCollapse: 'collapse',
    minWidth: '100%',
    color: tokens.colorNeutralForeground1,
  },
  caption: { ...quiet, textAlign: 'left', paddingBottom: tokens.spacingVerticalS },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'left',
    verticalAlign: 'top',
    overflowWrap: 'normal',
    minWidth: '6rem',
  },
  nav: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalXXL,
  },
  wayOn: { minWidth: '8rem' },

  /** A phone has no arrow keys. */
  forKeys: { '@media (pointer: coarse)': { display: 'none' } },
  ticks: { ...bare, gap: tokens.spacingVerticalM },
  tick: { ...box, display: 'grid', gap: tokens.spacingVerticalXS, padding: tokens.spacingHorizontalS },
  wanting: { border: `${tokens.strokeWidthThick} solid ${tokens.colorStatusDangerBorder2}` },
  tickLabel: { ...typographyStyles.body2, color: tokens.colorNeutralForeground1 },
  under: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    // In line with the words beside the tick.
    paddingLeft: '2.5rem',
  },
  ask: {
    minWidth: '0',
    paddingInline: '0',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'underline',
  },
  problem: { ...typographyStyles.body1Strong, margin: '0', color: tokens.colorStatusDangerForeground1 },
  mark: {
    ...typographyStyles.caption1Strong,
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForeground2,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandForeground2}`,
  },

  box: { ...box, display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalS },
  aside: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderLeft: `${tokens.strokeWidthThickest} solid ${tokens.colorBrandStroke1}`,
  },
  news: { ...quiet, marginTop: tokens.spacingVerticalM },
  quote: {
    ...typographyStyles.body2,
    margin: '0',
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThickest} solid ${tokens.colorBrandStroke1}`,
  },
  dialog: { display: 'grid', gap: tokens.spacingVerticalM },
  words: { ...text, whiteSpace: 'pre-line' },
  declaration: {
    ...typographyStyles.subtitle2,
    fontWeight: tokens.fontWeightRegular,
    margin: '0',
    padding: tokens.spacingHorizontalL,
    borderLeft: `${tokens.strokeWidthThickest} solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  options: { ...bare, gap: tokens.spacingVerticalS },
  option: {
    ...box,
    ...typographyStyles.body2,
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    ':has(input:checked)': { border: `${tokens.strokeWidthThick} solid ${tokens.colorCompoundBrandStroke}` },
    ':has(input:focus-visible)': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: tokens.strokeWidthThick,
    },
  },
  radio: {
    flexShrink: '0',
    width: '1.25rem',
    height: '1.25rem',
    margin: '0.125rem 0 0',
    accentColor: tokens.colorCompoundBrandBackground,
    outlineStyle: 'none',
  },
  legend: { ...text, padding: '0', marginBottom: tokens.spacingVerticalM },
  group: { ...bare, border: 'none', minWidth: '0', gap: tokens.spacingVerticalL },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    margin: '0',
    '@media (max-width: 400px)': { gridTemplateColumns: '1fr', rowGap: '0' },
  },
  factName: quiet,
  fact: {
    ...typographyStyles.body1Strong,
    margin: '0',
    color: tokens.colorNeutralForeground1,
    '@media (max-width: 400px)': { marginBottom: tokens.spacingVerticalS },
  },
  fields: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '24rem' },
  field: { display: 'grid', justifyItems: 'stretch', gap: tokens.spacingVerticalXS },
  offer: { justifySelf: 'start' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },

  bar: {
    position: 'sticky',
    top: '0',
    zIndex: 1,
    display: 'grid',
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalS,
    backgroundColor: tokens.colorNeutralBackground2,
    [LOW]: { position: 'static' },
  },
  barLine: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: `0 ${tokens.spacingHorizontalM}`,
  },
  where: { ...typographyStyles.body1Strong, color: tokens.colorNeutralForeground1 },
  kept: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  stepsList: {
    ...bare,
    gap: tokens.spacingVerticalXXS,
    maxHeight: '50vh',
    overflowY: 'auto',
    paddingBottom: tokens.spacingVerticalS,
  },
  stepsButton: {
    width: '100%',
    justifyContent: 'space-between',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
  },

  changes: { ...bare, gap: tokens.spacingVerticalL },
  added: {
    textDecorationLine: 'underline',
    textDecorationThickness: '2px',
    textUnderlineOffset: '3px',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorStatusSuccessForeground1,
  },
  whole: { textDecorationLine: 'none' },
  removed: { color: tokens.colorStatusDangerForeground1 },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  folded: { ...quiet, '& summary': { cursor: 'pointer', paddingBlock: tokens.spacingVerticalXS } },
});
