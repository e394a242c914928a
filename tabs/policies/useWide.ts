import { useCallback, useSyncExternalStore } from 'react';

const ROOM = {
  /** For the page and a panel on its right. */
  panel: '(min-width: 1080px)',
  /** For the text and its contents on the left. */
  contents: '(min-width: 760px)',
};

/** Whether something stands beside the page; otherwise it has a place of its own in the reading order. */
export function useWide(what: keyof typeof ROOM = 'panel'): boolean {
  const query = ROOM[what];
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia?.(query);
      list?.addEventListener('change', changed);
      return () => list?.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia?.(query).matches ?? false);
}
