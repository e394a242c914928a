import { useEffect } from 'react';
import { useLocationProperty } from 'wouter/use-browser-location';

/** Not the anchor itself: a section may be called "root". */
export const elementIdOf = (anchor: string): string => `at-${anchor}`;

/** Brings a section to the top and puts the focus on its heading. */
export function goToAnchor(anchor: string): void {
  const place = document.getElementById(elementIdOf(anchor));
  place?.scrollIntoView();
  place?.focus({ preventScroll: true });
}

const anchorIn = (hash: string): string => {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    // A mistyped address names no section.
    return '';
  }
};

/**
 * Follows the section that the address names, on arrival and whenever it changes. For the component around the page's
 * frame: what is inside takes the focus first.
 */
export function useAnchor(isReady: boolean): void {
  const hash = useLocationProperty(
    () => location.hash,
    () => '',
  );
  useEffect(() => {
    if (isReady && hash.length > 1) goToAnchor(anchorIn(hash));
  }, [isReady, hash]);
}
