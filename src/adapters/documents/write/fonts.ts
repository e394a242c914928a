// As a default import: webpack takes a named `createRequire` for its own and would look for the fonts at build time.
import nodeModule from 'node:module';

/** DejaVu draws Latin with every accent, Greek, Cyrillic, Arabic and Hebrew; what it lacks is drawn as a box. */
export type Face = 'body' | 'bold' | 'mono';

/** Where the faces lie on this machine, found beside the running file as Node finds a package. */
export function fontFiles(): Record<Face, string> {
  const require = nodeModule.createRequire(import.meta.url);
  return {
    body: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
    bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
    mono: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
  };
}
