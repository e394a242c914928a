import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

/** The words say it; the colour only helps the eye down the column. */
export const useMatrixStyles = makeStyles({
  chosen: {
    fontWeight: tokens.fontWeightSemibold,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`,
  },
  use: { fontWeight: tokens.fontWeightRegular },
  rating: typographyStyles.body1Strong,
  yes: { color: tokens.colorStatusSuccessForeground1 },
  sometimes: { color: tokens.colorStatusWarningForeground3 },
  no: { color: tokens.colorStatusDangerForeground1 },
});
