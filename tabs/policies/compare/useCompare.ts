import { useSearchParams } from 'wouter';
import { useCall } from '../../ui/useLoad';
import { earlierThan } from '../reader/useReader';
import { policyIdOf, type VersionId, versionIdOf } from '../types';

/** Two versions of one policy: those in the address, else the one in force and the one before it. */
export function useCompare(policyId: string) {
  const [params, setParams] = useSearchParams();
  const load = useCall('policies.read', { policyId: policyIdOf(policyId) });
  const view = load.state === 'ready' ? load.data : null;
  const asked = (name: string): VersionId | undefined => {
    const text = params.get(name) ?? '';
    return text === '' ? undefined : versionIdOf(text);
  };
  const to = asked('to') ?? view?.version.versionId;
  const from = asked('from') ?? (view ? earlierThan(view)?.versionId : undefined);
  const pick = (name: 'from' | 'to', versionId: string) =>
    setParams(
      (before) => {
        if (from) before.set('from', from);
        if (to) before.set('to', to);
        before.set(name, versionId);
        return before;
      },
      { replace: true },
    );
  return { load, from, to, pick };
}
