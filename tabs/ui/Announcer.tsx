import { makeStyles } from '@fluentui/react-components';
import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';

const Say = createContext<(words: string) => void>(() => undefined);

const useStyles = makeStyles({
  region: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** As long as it takes to be read out; what stayed longer would be met again by whoever reads on through the page. */
const SAID_MS = 10_000;

/** Holds the one polite live region: results are said to those who cannot see them appear. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ words: '', turn: 0 });
  const say = useCallback((words: string) => setSaid((last) => ({ words, turn: last.turn + 1 })), []);
  useEffect(() => {
    if (said.words === '') return;
    const gone = setTimeout(() => setSaid(({ turn }) => ({ words: '', turn })), SAID_MS);
    return () => clearTimeout(gone);
  }, [said]);
  return (
    <Say.Provider value={say}>
      {children}
      {/* A new element each time: the same words twice are said twice. */}
      <div className={useStyles().region} role="status" aria-live="polite">
        <span key={said.turn}>{said.words}</span>
      </div>
    </Say.Provider>
  );
}

/** Says something through the live region, such as "Saved" or "12 rows". */
export const useAnnounce = (): ((words: string) => void) => use(Say);
