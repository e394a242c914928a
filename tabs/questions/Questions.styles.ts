import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const useQuestionStyles = makeStyles({
  list: { listStyleType: 'none', margin: '0', padding: '0', display: 'grid', gap: tokens.spacingVerticalL },
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  asked: { ...typographyStyles.subtitle2, margin: '0' },
  quiet: { margin: '0', color: tokens.colorNeutralForeground2 },
  words: {
    margin: '0',
    paddingInlineStart: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  form: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start', '& > :first-child': { width: '100%' } },
});
