import { useEffect, useRef, useState } from 'react';
import type { Input as Sent, Output } from '../../src/api/contract';
import type { Api } from '../api';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';

type PersonId = Sent<'passes.ask'>['personId'];
type State = Output<'passes.fetch'>['state'];

/** What came of it: the pass, open on this page alone, or why there is none. */
export type Outcome =
  | { readonly kind: 'shown'; readonly secret: string; readonly validUntil: number }
  | { readonly kind: 'none'; readonly state: Exclude<State, 'asked' | 'making' | 'ready' | 'shown'> };

const SEALING = { name: 'RSA-OAEP', hash: 'SHA-256' } as const;
const LOOK_MS = 700;
const LOOKS = 130;
const FAILED: readonly State[] = ['held', 'refused', 'unclear', 'late', 'lost'];

const isFailure = (state: State): state is Extract<Outcome, { kind: 'none' }>['state'] => FAILED.includes(state);

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** A key of this page: the half that opens what comes back can be used here and taken nowhere. */
const pageKey = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ ...SEALING, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, false, [
    'encrypt',
    'decrypt',
  ]);

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

async function make(api: Api, asked: { personId: PersonId; replaces: boolean }, signal: AbortSignal): Promise<Outcome> {
  const key = await pageKey();
  const publicKey = base64(await crypto.subtle.exportKey('spki', key.publicKey));
  const { passId } = await api.call('passes.ask', { ...asked, publicKey, isHere: true });
  for (let look = 0; look < LOOKS && !signal.aborted; look += 1) {
    const { state, sealed, validUntil } = await api.call('passes.fetch', { passId }, { signal });
    if (sealed !== null) {
      const opened = await crypto.subtle.decrypt(SEALING, key.privateKey, bytesOf(sealed));
      return { kind: 'shown', secret: new TextDecoder().decode(opened), validUntil: validUntil ?? 0 };
    }
    if (isFailure(state)) return { kind: 'none', state };
    await pause(signal);
  }
  return { kind: 'none', state: 'unclear' };
}

/** Asks for a pass and waits for it. It is held by this page and gone with it. */
export function usePass() {
  const { api, cache } = useServices();
  const leaving = useRef<AbortController>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const making = useAction(async (asked: { personId: PersonId; replaces: boolean }) => {
    const here = new AbortController();
    leaving.current = here;
    setOutcome(null);
    const result = await make(api, asked, here.signal);
    cache.forget('accounts.');
    setOutcome(result);
    return true;
  });
  return { making, outcome, putAway: () => setOutcome(null) };
}
