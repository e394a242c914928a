// As a default import: webpack takes a named `createRequire` for its own and would look for the fonts at build time.
import nodeModule from 'node:module';

/** DejaVu draws Latin with every accent, Greek, Cyrillic, Arabic and Hebrew; what it lacks is drawn as a box. */
const FILES = { body: 'DejaVuSansCondensed', bold: 'DejaVuSansCondensed-Bold', mono: 'DejaVuSansMono' } as const;
export type Face = keyof typeof FILES;
export const FACES: readonly Face[] = ['body', 'bold', 'mono'];

/** Where the face lies on this machine, found beside the running file as Node finds a package. */
export const fontFile = (face: Face): string =>
  nodeModule.createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${FILES[face]}.ttf`);
