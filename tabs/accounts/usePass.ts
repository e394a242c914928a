import { useEffect, useRef, useState } from 'react';
import type { Input as Sent, Output } from '../../src/api/contract';
import type { Api } from '../api';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { pageKey, pause } from './sealing';

type PersonId = Sent<'passes.ask'>['personId'];
type State = Output<'passes.fetch'>['state'];

/** What came of it: the pass, open on this page alone, or why there is none. */
export type Outcome =
  | { readonly kind: 'shown'; readonly secret: string; readonly validUntil: number }
  | { readonly kind: 'none'; readonly state: Exclude<State, 'asked' | 'making' | 'ready' | 'shown'> };

const LOOK_MS = 700;
const LOOKS = 130;
const FAILED: readonly State[] = ['held', 'refused', 'unclear', 'late', 'lost'];

const isFailure = (state: State): state is Extract<Outcome, { kind: 'none' }>['state'] => FAILED.includes(state);

async function make(api: Api, asked: { personId: PersonId; replaces: boolean }, signal: AbortSignal): Promise<Outcome> {
  const { publicKey, open } = await pageKey();
  const { passId } = await api.call('passes.ask', { ...asked, publicKey, isHere: true });
  for (let look = 0; look < LOOKS && !signal.aborted; look += 1) {
    const { state, sealed, validUntil } = await api.call('passes.fetch', { passId }, { signal });
    if (sealed !== null) {
      return { kind: 'shown', secret: await open(sealed), validUntil: validUntil ?? 0 };
    }
    if (isFailure(state)) return { kind: 'none', state };
    await pause(LOOK_MS, signal);
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
