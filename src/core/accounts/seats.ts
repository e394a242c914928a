import type { RoleTemplate } from './role-template';

/** Licences left as they were last counted: by the group that gives them. A group that is not there was not counted. */
export interface Seats {
  readonly countedAt: number;
  readonly byGroup: Readonly<Record<string, number>>;
}

/** How many more people of the role there are licences for; null when nobody could count them. */
export function seatsLeftFor({ licenceGroups }: RoleTemplate, seats: Seats | null): number | null {
  const left = licenceGroups.flatMap((g) => seats?.byGroup[g.id] ?? []);
  return left.length === 0 ? null : Math.min(...left);
}

/** Counted anew every ten minutes: a count that is older than this (ms) was not to be had. */
const SILENT_MS = 30 * 60_000;

/** When the directory last answered (epoch ms), if it has been silent since for longer than it should; else null. */
export const silentSince = (seats: Seats | null, now: number): number | null =>
  seats !== null && now - seats.countedAt > SILENT_MS ? seats.countedAt : null;
