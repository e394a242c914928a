import {
  FluentProvider,
  makeStaticStyles,
  makeStyles,
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { HostBridge, ThemeName } from '../bridge';

const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: teamsLightTheme,
  // Its own red is too dim for text on its own grey: 4.2 to 1, where 4.5 is needed.
  dark: { ...teamsDarkTheme, colorStatusDangerForeground1: teamsDarkTheme.colorStatusDangerForeground3 },
  contrast: teamsHighContrastTheme,
};

const useBodyStyles = makeStaticStyles(`
  body { margin: 0; }
  /* What the browser itself draws, such as the calendar of a date, goes by the host's theme and not the machine's. */
  @media screen {
    :root:has([data-theme="light"]) { color-scheme: light; }
    :root:has([data-theme="dark"]), :root:has([data-theme="contrast"]) { color-scheme: dark; }
  }
  /* Fingers need more room than a mouse. Said twice, to weigh more than the control's own class. */
  @media (pointer: coarse) {
    .fui-Button.fui-Button { min-height: 44px; }
  }
  /* A choice with long words is cut at the edge of a phone. */
  .fui-Field, .fui-Field > *, .fui-Select__select { min-width: 0; }
  @media (prefers-reduced-motion: reduce) {
    /* A short duration would do the opposite: all of what changes would move, where only buttons did. */
    *, ::before, ::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition: none !important;
    }
  }
`);
const useStyles = makeStyles({
  root: {
    minHeight: '100vh',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground2,
    '@media print': { backgroundColor: '#ffffff', minHeight: '0' },
  },
});

/** Draws everything inside in the host's theme, and follows when it changes. */
export function ThemeRoot({ host, children }: { host: HostBridge; children: ReactNode }) {
  const name = useSyncExternalStore(host.theme.subscribe, host.theme.get);
  useBodyStyles();
  return (
    <FluentProvider theme={THEMES[name]} className={useStyles().root} data-theme={name}>
      {children}
    </FluentProvider>
  );
}
