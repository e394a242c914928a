import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { frame } from '../../src/texts/en-gb';

/** Nothing is drawn for this long (ms): most answers come sooner, and a flash unsettles. */
export const PATIENCE_MS = 300;

const useStyles = makeStyles({
  lines: { display: 'grid', gap: tokens.spacingVerticalM, paddingBlock: tokens.spacingVerticalM, maxWidth: '40rem' },
  line: {
    height: '1rem',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    animationName: { from: { opacity: 1 }, '50%': { opacity: 0.5 }, to: { opacity: 1 } },
    animationDuration: '2s',
    animationIterationCount: 'infinite',
    '@media (forced-colors: active)': { border: '1px solid' },
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
  first: { height: '1.75rem', width: '60%' },
});

/** Grey lines where text will be, after a moment. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  const [late, setLate] = useState(false);
  const styles = useStyles();
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return <div aria-busy="true" />;
  return (
    <div className={styles.lines} role="progressbar" aria-label={frame.loading} aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={mergeClasses(styles.line, line === 0 && styles.first)} />
      ))}
    </div>
  );
}
