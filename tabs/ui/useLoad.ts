import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { CallName, Input, Output } from '../../src/api/contract';
import { CallFailed } from '../api';
import { useServices } from './services';

/** Data this old (ms) is asked for again when the person comes back, and called stale while offline. */
export const STALE_MS = 60_000;

/** Where a page's data stands. What was there stays on show while newer data is fetched. */
export type Loaded<T> = { readonly reload: () => void } & (
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: CallFailed }
  | {
      readonly state: 'ready';
      readonly data: T;
      /** When it was fetched, epoch ms. */
      readonly at: number;
      /** Older than a minute, and newer could not be had. */
      readonly isStale: boolean;
      /** Newer data is on its way. */
      readonly isRefreshing: boolean;
    }
);

interface Kept {
  readonly data: unknown;
  readonly at: number;
}

/** Answers by key, for as long as the page lives. */
export class LoadCache {
  readonly #kept = new Map<string, Kept>();

  get(key: string): Kept | undefined {
    return this.#kept.get(key);
  }

  set(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
  }

  /** After a change: answers whose key begins so are asked for again next time. */
  forget(prefix: string): void {
    for (const key of this.#kept.keys()) if (key.startsWith(prefix)) this.#kept.delete(key);
  }
}

interface Asking {
  /** The load this belongs to: an answer for an earlier one is dropped. */
  readonly key: string;
  readonly busy: boolean;
  readonly error: CallFailed | null;
}

/** Loads on arrival; again when asked, when the connection returns and when the person comes back to old data. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const { cache } = useServices();
  const [asking, tell] = useReducer((_: Asking, next: Asking) => next, { key, busy: true, error: null });
  const latest = useRef(load);
  const running = useRef<AbortController>(null);
  useEffect(() => {
    latest.current = load;
  });
  const reload = useCallback(() => {
    running.current?.abort();
    const run = new AbortController();
    running.current = run;
    tell({ key, busy: true, error: null });
    latest.current(run.signal).then(
      (data) => {
        if (run.signal.aborted) return;
        cache.set(key, { data, at: Date.now() });
        tell({ key, busy: false, error: null });
      },
      (error: unknown) => {
        if (run.signal.aborted) return;
        tell({
          key,
          busy: false,
          error: error instanceof CallFailed ? error : new CallFailed('unexpected', { cause: error }),
        });
      },
    );
  }, [key, cache]);
  useEffect(() => {
    reload();
    return () => running.current?.abort();
  }, [reload]);
  useReturn(reload, () => Date.now() - (cache.get(key)?.at ?? 0));

  const kept = cache.get(key);
  const now = asking.key === key ? asking : { busy: true, error: null };
  // Signing in again cannot wait, and a thing that is gone must not stay on show.
  const isFinal = now.error !== null && now.error.code !== 'offline' && now.error.code !== 'unavailable';
  if (kept && !isFinal)
    return {
      state: 'ready',
      // What is kept under a key was put there by the same key's load.
      data: kept.data as T,
      at: kept.at,
      isStale: now.error !== null && Date.now() - kept.at > STALE_MS,
      isRefreshing: now.busy,
      reload,
    };
  if (now.error) return { state: 'failed', error: now.error, reload };
  return { state: 'loading', reload };
}

/** Under which an answer is kept: whoever puts a newer one in its place asks here. */
export const keyOfCall = <N extends CallName>(name: N, input: Input<N>): string => `${name} ${JSON.stringify(input)}`;

/** `useLoad` for one call of the API. The same call with the same input is the same data everywhere. */
export function useCall<N extends CallName>(name: N, input: Input<N>): Loaded<Output<N>> {
  const { api } = useServices();
  return useLoad(keyOfCall(name, input), (signal) => api.call(name, input, { signal }));
}

/** Asks again when the connection returns, and when the person comes back to old data (or loses the connection with it). */
function useReturn(reload: () => void, age: () => number): void {
  const known = useRef(age);
  useEffect(() => {
    known.current = age;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const back = () => {
      if (document.visibilityState === 'visible' && known.current() > STALE_MS) reload();
    };
    const lost = () => {
      timer = setTimeout(back, Math.max(0, STALE_MS - known.current()) + 1);
    };
    window.addEventListener('online', reload);
    window.addEventListener('offline', lost);
    document.addEventListener('visibilitychange', back);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', reload);
      window.removeEventListener('offline', lost);
      document.removeEventListener('visibilitychange', back);
    };
  }, [reload]);
}
