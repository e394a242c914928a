import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ONE_COLUMN, useRoomStyles } from '../ui/Room.styles';

/** From here on the story and the next step stand side by side. */
const SIDE_BY_SIDE = '@media (min-width: 900px)';

const useOwnStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  rooms: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, marginBottom: tokens.spacingVerticalL },
  columns: {
    ...ONE_COLUMN,
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    [SIDE_BY_SIDE]: { gridTemplateColumns: 'minmax(0, 3fr) minmax(20rem, 2fr)' },
  },
  /** The step comes first on a phone and to a screen reader, and stands on the right of a wide window. */
  step: {
    ...ONE_COLUMN,
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [SIDE_BY_SIDE]: { gridColumn: '2', gridRow: '1', position: 'sticky', top: tokens.spacingVerticalL },
  },
  main: { minWidth: '0', [SIDE_BY_SIDE]: { gridColumn: '1', gridRow: '1' } },
  tabs: { flexWrap: 'wrap', flex: '1 1 16rem', minWidth: '0' },
  prompt: { ...typographyStyles.subtitle1, margin: '0', fontWeight: tokens.fontWeightSemibold },
  stack: { ...ONE_COLUMN, gap: tokens.spacingVerticalXL, marginTop: tokens.spacingVerticalL },
  entryHead: { display: 'flex', flexWrap: 'wrap', gap: `0 ${tokens.spacingHorizontalM}`, alignItems: 'baseline' },
  words: {
    ...typographyStyles.body1,
    margin: '0',
    whiteSpace: 'pre-wrap',
    borderInlineStartStyle: 'solid',
    borderInlineStartWidth: tokens.strokeWidthThicker,
    borderInlineStartColor: tokens.colorNeutralStroke1,
    paddingInlineStart: tokens.spacingHorizontalM,
  },
  answer: { ...typographyStyles.body1Strong, margin: '0', whiteSpace: 'pre-wrap' },
  phones: { margin: '0', padding: '0', listStyleType: 'none', display: 'grid' },
  cover: {
    position: 'fixed',
    inset: '0',
    zIndex: 1_000,
    display: 'grid',
    placeContent: 'center',
    justifyItems: 'center',
    gap: tokens.spacingVerticalL,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      padding: tokens.spacingHorizontalS,
      borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    },
  },
  hiddenText: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  barCell: { width: '60%' },
  barNumber: { display: 'inline-block', minWidth: '7rem' },
  bar: {
    display: 'inline-block',
    height: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground,
    forcedColorAdjust: 'none',
  },
  scroll: { overflowX: 'auto' },
});

export const useCaseStyles = () => ({ ...useRoomStyles(), ...useOwnStyles() });
