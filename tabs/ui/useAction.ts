import { useCallback, useRef, useState } from 'react';
import { CallFailed } from '../api';

/** Something a person has set going: a form being sent, a reminder, a download. */
export type Action<A extends unknown[], R> = {
  /** Runs it once: pressed again while busy, nothing more happens. Answers undefined when it failed. */
  readonly run: (...args: A) => Promise<R | undefined>;
} & (
  | { readonly state: 'idle' | 'busy' }
  | { readonly state: 'done'; readonly result: R }
  | { readonly state: 'failed'; readonly error: CallFailed }
);

type Outcome<R> = { state: 'idle' | 'busy' } | { state: 'done'; result: R } | { state: 'failed'; error: CallFailed };

export function useAction<A extends unknown[], R>(act: (...args: A) => Promise<R>): Action<A, R> {
  const [outcome, setOutcome] = useState<Outcome<R>>({ state: 'idle' });
  const busy = useRef(false);
  const run = useCallback(
    async (...args: A): Promise<R | undefined> => {
      if (busy.current) return undefined;
      busy.current = true;
      setOutcome({ state: 'busy' });
      try {
        const result = await act(...args);
        setOutcome({ state: 'done', result });
        return result;
      } catch (error) {
        setOutcome({
          state: 'failed',
          error: error instanceof CallFailed ? error : new CallFailed('unexpected', { cause: error }),
        });
        return undefined;
      } finally {
        busy.current = false;
      }
    },
    [act],
  );
  return { ...outcome, run };
}
