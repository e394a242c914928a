import type { ReactNode } from 'react';
import { useCaseStyles } from './Cases.styles';

export function Heading({ children }: { children: ReactNode }) {
  return <h3 className={useCaseStyles().heading}>{children}</h3>;
}
