import { makeStyles, tokens } from '@fluentui/react-components';

export const useTimelineStyles = makeStyles({
  way: { listStyleType: 'none', margin: '0', padding: '0', display: 'grid' },
  step: {
    display: 'grid',
    position: 'relative',
    gap: tokens.spacingVerticalXXS,
    paddingInlineStart: tokens.spacingHorizontalXXXL,
    paddingBottom: tokens.spacingVerticalL,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '0',
      top: '4px',
      width: '12px',
      height: '12px',
      boxSizing: 'border-box',
      borderRadius: tokens.borderRadiusCircular,
      border: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStrokeAccessible}`,
      backgroundColor: tokens.colorNeutralBackground1,
    },
    ':not(:last-child)::after': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '5px',
      top: '18px',
      bottom: '-2px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStrokeAccessible,
    },
  },
  done: { '::before': { backgroundColor: tokens.colorNeutralStrokeAccessible } },
  next: { '::before': { border: `4px solid ${tokens.colorCompoundBrandBackground}` } },
});
