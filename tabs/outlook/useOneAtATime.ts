import { useCallback, useEffect, useRef, useState } from 'react';
import { CallFailed } from '../api';

export interface OneAtATime {
  readonly run: (act: () => Promise<void>) => void;
  readonly busy: boolean;
  readonly error: CallFailed | null;
  /** Does again what was done last. */
  readonly retry: () => void;
}

/**
 * What the person has set going, one after the other: a second press waits for the first. What fails can be tried
 * again, and is by itself when the connection is back.
 */
export function useOneAtATime(): OneAtATime {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallFailed | null>(null);
  const last = useRef<() => void>(() => undefined);
  const queue = useRef(Promise.resolve());
  const waiting = useRef(0);
  const run = useCallback((act: () => Promise<void>) => {
    last.current = () => run(act);
    waiting.current += 1;
    setBusy(true);
    setError(null);
    queue.current = queue.current.then(act).then(
      () => setError(null),
      (e: unknown) => setError(e instanceof CallFailed ? e : new CallFailed('unexpected', { cause: e })),
    );
    void queue.current.finally(() => {
      waiting.current -= 1;
      setBusy(waiting.current > 0);
    });
  }, []);
  const retry = useCallback(() => last.current(), []);
  useEffect(() => {
    if (error?.code !== 'offline') return;
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [error, retry]);
  return { run, busy, error, retry };
}
