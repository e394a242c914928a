import type { PolicyId, VersionId } from './types';

/** Addresses of these pages inside the app. */
export const paths = {
  list: '/policies',
  allowed: '/policies/what-is-allowed',
  read: (policyId: PolicyId, place: { versionId?: VersionId | undefined; anchor?: string | undefined } = {}): string =>
    `/policies/${policyId}${place.versionId ? `?versionId=${place.versionId}` : ''}${place.anchor ? hashOf(place.anchor) : ''}`,
  compare: (policyId: PolicyId, from: VersionId, to: VersionId): string =>
    `/policies/${policyId}/compare?from=${from}&to=${to}`,
  edit: (policyId: PolicyId, versionId: VersionId): string => `/policies/${policyId}/edit?versionId=${versionId}`,
  bringIn: (policyId?: PolicyId): string => `/policies/import${policyId ? `?policyId=${policyId}` : ''}`,
};

/** The section's part of an address. Anchors may hold letters of any language. */
export const hashOf = (anchor: string): string => `#${encodeURIComponent(anchor)}`;
