import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ROOMY } from '../ui/Page.styles';

export const useWorkStyles = makeStyles({
  rooms: {
    listStyleType: 'none',
    margin: '0',
    padding: '0',
    display: 'grid',
    gap: tokens.spacingVerticalM,
    [ROOMY]: { gridTemplateColumns: '1fr 1fr' },
  },
  room: {
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalXXS,
    boxSizing: 'border-box',
    height: '100%',
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  name: { ...typographyStyles.subtitle2, color: tokens.colorNeutralForeground1 },
  what: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
});
