import { useCallback, useState } from 'react';
import type { Output } from '../../src/api/contract';
import { useServices } from '../ui/services';
import { useLoad } from '../ui/useLoad';
import type { Draft, SigningView } from './steps';

export type Signed = Output<'agreements.sign'>;

/** One agreement as it stands for me, and the ways it changes. */
export function useSigning(campaignId: string) {
  const { api, cache } = useServices();
  // From our own links; the server refuses any other.
  const id = campaignId as SigningView['campaignId'];
  const key = `agreements.signing ${id}`;
  const load = useLoad(key, (signal) => api.call('agreements.signing', { campaignId: id }, { signal }));
  const [signed, setSigned] = useState<Signed | null>(null);
  const { reload } = load;

  /** Keeps the draft, here too: whoever comes back before newer data does must find the latest. */
  const save = useCallback(
    async (draft: Draft) => {
      const { savedAt } = await api.call('agreements.saveDraft', { campaignId: id, draft });
      const kept = cache.get(key);
      // Put there by `load` above.
      if (kept) cache.set(key, { ...kept, data: { ...(kept.data as SigningView), draft: { draft, savedAt } } });
      return { savedAt };
    },
    [api, cache, id, key],
  );
  const finish = useCallback(
    (result: Signed) => {
      setSigned(result);
      cache.forget('home.read');
      reload();
    },
    [cache, reload],
  );
  return { load, signed, save, finish };
}
