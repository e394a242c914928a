import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { frame } from '../../src/texts/en-gb';

/** Nothing is drawn for this long (ms): most answers come sooner, and a flash unsettles. */
export const PATIENCE_MS = 300;

const useStyles = makeStyles({
  lines: { display: 'grid', gap: tokens.spacingVerticalM, paddingBlock: tokens.spacingVerticalM, maxWidth: '40rem' },
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
    <Skeleton className={styles.lines} aria-label={frame.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <SkeletonItem key={line} size={line === 0 ? 28 : 16} />
      ))}
    </Skeleton>
  );
}
