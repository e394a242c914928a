import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { policies as words } from '../../../src/texts/en-gb';
import { daysUntil, shortDate } from '../../ui/dates';
import { useMe } from '../../ui/Me';
import { useCall } from '../../ui/useLoad';
import type { Summary } from '../types';

/** How long after the last key a search is sent, in ms. */
export const TYPING_MS = 300;

const GROUPS = ['policy', 'staff', 'pupils', 'others'] as const;
type Group = (typeof GROUPS)[number];

const GROUP_OF: Readonly<Record<NonNullable<Summary['audience']>, Group>> = {
  staff: 'staff',
  ks2: 'pupils',
  ks1: 'pupils',
  reception: 'pupils',
  send: 'pupils',
  parent: 'others',
  community: 'others',
};

const groupOf = ({ kind, audience }: Summary): Group =>
  kind === 'policy' || audience === null ? 'policy' : GROUP_OF[audience];

/** The policies under their headings, in the order the headings are read; headings without any are left out. */
export const grouped = (policies: readonly Summary[]): { group: Group; policies: readonly Summary[] }[] =>
  GROUPS.map((group) => ({ group, policies: policies.filter((policy) => groupOf(policy) === group) })).filter(
    (one) => one.policies.length > 0,
  );

/** "Version 4.0 · published 4 September 2026 · next review 30 November 2027". */
export function factsOf({ inForce }: Summary, now: number): string {
  if (!inForce) return words.list.notPublished;
  const { label, publishedAt, nextReviewOn } = inForce;
  const published = words.list.published(label, shortDate(publishedAt));
  if (nextReviewOn === null) return published;
  const say = daysUntil(nextReviewOn, now) < 0 ? words.list.reviewDue : words.list.review;
  return `${published} · ${say(shortDate(nextReviewOn))}`;
}

/** The search in the address, so that it can be shared; what is typed goes there after a pause. */
export function useSearchBox() {
  const [params, setParams] = useSearchParams();
  const q = params.get('q')?.trim() ?? '';
  const [typed, setTyped] = useState(q);
  const [last, setLast] = useState(q);
  // The address changed by itself: a link, or the way back.
  if (last !== q) {
    setLast(q);
    if (typed.trim() !== q) setTyped(q);
  }
  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = setTimeout(
      () =>
        setParams(
          (before) => {
            before.delete('q');
            if (typed.trim() !== '') before.set('q', typed.trim());
            return before;
          },
          { replace: true },
        ),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, q, setParams]);
  return { q, typed, setTyped };
}

export function usePolicyList() {
  const me = useMe();
  const load = useCall('policies.list', {});
  const mayBringIn = load.state === 'ready' && load.data.draftsFor.length > 0;
  const schools = me.state === 'ready' ? me.data.schools : [];
  const schoolOf = ({ schoolId }: Summary): string | null =>
    schools.find((school) => school.id === schoolId)?.name ?? null;
  return { load, mayBringIn, schoolOf };
}
