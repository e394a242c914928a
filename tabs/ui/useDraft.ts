import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from './services';

/** How long after the last key the draft goes to the server, in ms. */
export const PAUSE_MS = 1_000;

/** Where the typed words are: on the server, on their way, on this device only, or nowhere but the screen. */
export type DraftState = 'saved' | 'saving' | 'device' | 'screen';

interface Held<T> {
  readonly value: T;
  /** The server's clock, epoch ms. */
  readonly savedAt: number;
}

interface Options<T> {
  readonly initial: T;
  /** The server's own draft, when there is one: from this device or another. */
  readonly held?: Held<T> | null;
  /** Keeps the draft on the server. Called after a pause in typing, when the connection returns and on leaving. */
  readonly save?: (value: T) => Promise<{ readonly savedAt: number }>;
}

export interface Draft<T> {
  readonly value: T;
  readonly set: (next: T | ((last: T) => T)) => void;
  readonly state: DraftState;
  /** After sending: the draft has done its work. */
  readonly clear: () => void;
}

/** What the device keeps: the words, and which of the server's drafts they go on from. */
interface Local<T> {
  readonly value: T;
  readonly at: number;
  readonly base: number | null;
  readonly dirty: boolean;
}

/**
 * Words a person types: they survive a reload, a lost connection and, with `save`, a change of device. `key` names
 * what is being written and by whom (`sign.<campaign>.<person>`): another person on this device never sees them.
 */
export function useDraft<T>(key: string, { initial, held = null, save }: Options<T>): Draft<T> {
  const { storage } = useServices().host;
  const [local, setLocal] = useState<Local<T>>(() => newest(read<T>(storage.get(key)), held, initial));
  const [busy, setBusy] = useState(false);
  const [failures, setFailures] = useState(0);
  const current = useRef(local);
  const sender = useRef(save);
  useEffect(() => {
    sender.current = save;
  });
  const keep = useCallback(
    (next: Local<T>) => {
      current.current = next;
      setLocal(next);
      storage.set(key, JSON.stringify(next));
    },
    [key, storage],
  );
  const send = useCallback(async () => {
    const sent = current.current;
    if (!sender.current || !sent.dirty) return;
    setBusy(true);
    try {
      const { savedAt } = await sender.current(sent.value);
      const now = current.current;
      keep({ ...now, base: savedAt, dirty: now.value !== sent.value });
      setFailures(0);
    } catch {
      // The words stay on the device; each pause before the next try is twice as long.
      setFailures((n) => n + 1);
    } finally {
      setBusy(false);
    }
  }, [keep]);
  const set = useCallback(
    (next: T | ((last: T) => T)) => {
      const last = current.current;
      // A T that is itself a function is not something a person types.
      const value = typeof next === 'function' ? (next as (last: T) => T)(last.value) : next;
      if (!Object.is(value, last.value)) keep({ value, at: Date.now(), base: last.base, dirty: true });
    },
    [keep],
  );
  usePauses(send, { local, failures });
  return {
    value: local.value,
    set,
    state: stateOf({ hasServer: save !== undefined, dirty: local.dirty, busy, lasts: storage.lasts }),
    clear: useCallback(() => storage.remove(key), [key, storage]),
  };
}

function stateOf(now: { hasServer: boolean; dirty: boolean; busy: boolean; lasts: boolean }): DraftState {
  if (now.hasServer && !now.dirty) return 'saved';
  if (now.hasServer && now.busy) return 'saving';
  return now.lasts ? 'device' : 'screen';
}

/** Sends after a pause, when the connection is back, and when the page is put away. */
function usePauses(send: () => Promise<void>, now: { local: { readonly dirty: boolean }; failures: number }): void {
  const { local, failures } = now;
  useEffect(() => {
    if (!local.dirty) return;
    const timer = setTimeout(() => void send(), PAUSE_MS * 2 ** Math.min(failures, 6));
    return () => clearTimeout(timer);
  }, [local, failures, send]);
  useEffect(() => {
    const back = () => void send();
    const hidden = () => {
      if (document.visibilityState === 'hidden') void send();
    };
    window.addEventListener('online', back);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('online', back);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, [send]);
}

/** This device's words win, unless another device has saved later ones. */
function newest<T>(local: Local<T> | null, held: Held<T> | null, initial: T): Local<T> {
  const server = held && { value: held.value, at: held.savedAt, base: held.savedAt, dirty: false };
  if (!local) return server ?? { value: initial, at: 0, base: null, dirty: false };
  if (!server) return { ...local, base: null, dirty: true };
  const base = local.base ?? 0;
  if (server.at > base) return local.dirty && local.at >= server.at ? local : server;
  // Less than this device has sent: an answer from before it, or a server put back to a backup. It is sent again.
  return server.at < base ? { ...local, dirty: true } : local;
}

function read<T>(text: string | null): Local<T> | null {
  if (text === null) return null;
  try {
    // Written by this hook under this key; a page that changes its draft's shape changes its key.
    return JSON.parse(text) as Local<T>;
  } catch {
    return null;
  }
}
