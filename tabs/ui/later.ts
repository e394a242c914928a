import { type ComponentType, lazy } from 'react';

/** A page in a chunk of its own, fetched when somebody goes there: `later(() => import('./X').then((m) => m.X))`. */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(() => load().then((page) => ({ default: page })));
