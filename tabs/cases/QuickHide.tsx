import { Button } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { casePages } from '../../src/texts/en-gb';
import { useCaseStyles } from './Cases.styles';

const words = casePages.one;
/** Two presses within this time (ms) hide the page. */
const TWICE_MS = 700;

/** Somebody came in: Esc twice, or the button, covers the page and takes it from screen readers too. */
export function QuickHide({ children }: { children: (hide: ReactNode) => ReactNode }) {
  const styles = useCaseStyles();
  const [isHidden, setHidden] = useState(false);
  const last = useRef(0);
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return;
      const now = Date.now();
      if (now - last.current < TWICE_MS) setHidden(true);
      last.current = now;
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, []);
  const hide = (
    <Button title={words.hideHint} onClick={() => setHidden(true)}>
      {words.hide}
    </Button>
  );
  return (
    <>
      <div hidden={isHidden}>{children(hide)}</div>
      {isHidden && (
        <div className={styles.cover} role="dialog" aria-modal="true" aria-label={words.hidden}>
          <Button autoFocus onClick={() => setHidden(false)}>
            {words.show}
          </Button>
        </div>
      )}
    </>
  );
}
