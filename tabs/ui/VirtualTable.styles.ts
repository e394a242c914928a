import { makeStyles, tokens } from '@fluentui/react-components';

const POINTED_AT = { backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1 };

export const useTableStyles = makeStyles({
  scroller: {
    overflowX: 'auto',
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  long: { overflowY: 'auto', maxHeight: '70vh' },
  table: { minWidth: '36rem' },
  head: { position: 'sticky', top: '0', zIndex: 1, backgroundColor: tokens.colorNeutralBackground1 },
  body: { position: 'relative' },
  row: {
    display: 'grid',
    alignItems: 'center',
    minHeight: '48px',
    boxSizing: 'border-box',
    // A line is no button: pointed at, it keeps colours on which its links can be read, in high contrast too.
    ':hover': POINTED_AT,
    ':active': POINTED_AT,
  },
  placed: { position: 'absolute', insetInline: '0', top: '0' },
  cell: { minWidth: '0', overflowWrap: 'anywhere' },
});
