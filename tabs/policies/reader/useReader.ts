import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useServices } from '../../ui/services';
import { useCall } from '../../ui/useLoad';
import { paths } from '../paths';
import { type PolicyView, type VersionId, type VersionRow, policyIdOf, versionIdOf } from '../types';

/** One version of a policy: the one the address asks for, else the one in force. */
export function useReader(policyId: string) {
  const { cache } = useServices();
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const id = policyIdOf(policyId);
  const versionId = params.get('versionId');
  const load = useCall('policies.read', { policyId: id, ...(versionId && { versionId: versionIdOf(versionId) }) });
  const { reload } = load;
  const pick = (chosen: VersionId, view: PolicyView) =>
    navigate(paths.read(id, { versionId: chosen === inForce(view)?.versionId ? undefined : chosen }));
  /** After a step was taken: lists, tasks and this page are asked for again. */
  const changed = useCallback(() => {
    cache.forget('policies.list');
    cache.forget('policies.search');
    cache.forget('policies.ask');
    cache.forget('policies.matrices');
    cache.forget('home.read');
    reload();
  }, [cache, reload]);
  return { load, pick, changed };
}

export const inForce = ({ versions }: Pick<PolicyView, 'versions'>): VersionRow | undefined =>
  versions.find((version) => version.state === 'published');

/** The version on its way, if this person may see it. */
export const onItsWay = ({ versions }: Pick<PolicyView, 'versions'>): VersionRow | undefined =>
  versions.find(({ state }) => state === 'draft' || state === 'approved' || state === 'ratified');

/** What a version is compared with when nobody has chosen: the one in force for a draft, else the one before it. */
export function earlierThan({ version, versions }: Pick<PolicyView, 'version' | 'versions'>): VersionRow | undefined {
  const before = versions.filter(({ number }) => number < version.number).sort((a, b) => b.number - a.number);
  return before.find(({ state }) => state === 'published') ?? before[0];
}

/** The version a link should name; none when it is the one in force, so that the link stays right. */
export const shownVersion = ({ version }: PolicyView) =>
  version.state === 'published' ? undefined : version.versionId;
