import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

const quiet = { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground2 } as const;
const text = { ...typographyStyles.body1, margin: '0', color: tokens.colorNeutralForeground1 } as const;

/** One column that is no wider than its place, whatever stands in it. */
export const ONE = { gridTemplateColumns: 'minmax(0, 1fr)' } as const;

/** Not printed: whatever is there to be pressed. */
export const ON_SCREEN = { '@media print': { display: 'none' } } as const;

/** What the policy pages share. */
export const useSharedStyles = makeStyles({
  text,
  quiet,
  strong: { ...typographyStyles.body1Strong, margin: '0', color: tokens.colorNeutralForeground1 },
  heading: { ...typographyStyles.subtitle1, margin: '0', color: tokens.colorNeutralForeground1 },
  small: { ...typographyStyles.subtitle2, margin: '0', color: tokens.colorNeutralForeground1 },
  link: {
    ...typographyStyles.body1,
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  list: { listStyleType: 'none', margin: '0', padding: '0' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  stack: { display: 'grid', ...ONE, gap: tokens.spacingVerticalL, minWidth: '0' },
  tight: { display: 'grid', ...ONE, gap: tokens.spacingVerticalS, minWidth: '0' },
  box: {
    display: 'grid',
    ...ONE,
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    minWidth: '0',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  screen: ON_SCREEN,
  /** What takes the focus only to be read out. */
  quietFocus: { ':focus': { outlineStyle: 'none' } },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});
