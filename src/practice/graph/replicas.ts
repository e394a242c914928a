/**
 * What is written is not at once what is read. Three copies of the directory, the lists and the advanced queries each
 * learn of a change at a moment of their own; until then they go on telling what was before.
 */

/** Who looks: copy 0, 1 or 2, a list, an advanced query, the truth, or (a fault) what was before the last change. */
export const VIEW = { list: 3, advanced: 4, truth: 5, old: 6 } as const;
export type View = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** The moments at which views 0 to 4 learn of a change. Empty: all at once. */
export type Seen = readonly number[];

interface Version<T> {
  readonly value: T | null;
  readonly seen: Seen;
}

interface Recent<T> {
  base: T | null;
  versions: Version<T>[];
}

/** Rows by id. `order` is the order of lists: it never changes, so that a page can go on where the last one ended. */
export interface Table<T> {
  readonly current: Map<string, T>;
  readonly order: string[];
  readonly known: Set<string>;
  readonly recent: Map<string, Recent<T>>;
  readonly previous: Map<string, T | null>;
}

export const emptyTable = <T>(): Table<T> => ({
  current: new Map(),
  order: [],
  known: new Set(),
  recent: new Map(),
  previous: new Map(),
});

const isSettled = (seen: Seen, now: number): boolean => seen.every((at) => at <= now);

/** The row as this view sees it now. */
export function see<T>(table: Table<T>, id: string, view: View, now: number): T | undefined {
  const current = table.current.get(id);
  if (view === VIEW.truth) return current;
  if (view === VIEW.old) return (table.previous.has(id) ? table.previous.get(id) : current) ?? undefined;
  const recent = table.recent.get(id);
  if (recent === undefined) return current;
  return newestSeen(recent, view, now) ?? undefined;
}

function newestSeen<T>(recent: Recent<T>, view: number, now: number): T | null {
  for (let i = recent.versions.length - 1; i >= 0; i -= 1) {
    const version = recent.versions[i];
    if (version !== undefined && (version.seen[view] ?? 0) <= now) return version.value;
  }
  return recent.base;
}

function remember<T>(recent: Recent<T> | undefined, before: T | null, next: Version<T>, now: number): Recent<T> | null {
  if (isSettled(next.seen, now)) return null;
  const kept: Recent<T> = recent ?? { base: before, versions: [] };
  while (kept.versions[0] && isSettled(kept.versions[0].seen, now)) kept.base = kept.versions.shift()?.value ?? null;
  kept.versions.push(next);
  return kept;
}

/** @param value null removes the row. */
export function put<T>(table: Table<T>, id: string, value: T | null, seen: Seen, now: number): void {
  const before = table.current.get(id) ?? null;
  const recent = remember(table.recent.get(id), before, { value, seen }, now);
  if (recent === null) table.recent.delete(id);
  else table.recent.set(id, recent);
  table.previous.set(id, before);
  set(table, id, value);
}

/** As if it had always been so: nothing lags and nothing was before. */
export function set<T>(table: Table<T>, id: string, value: T | null): void {
  if (value === null) table.current.delete(id);
  else table.current.set(id, value);
  if (value === null || table.known.has(id)) return;
  table.known.add(id);
  table.order.push(id);
}

/** The rows of which not every view knows the latest yet. */
export function unsettled<T>(table: Table<T>, now: number): string[] {
  for (const [id, { versions }] of table.recent)
    if (versions.every(({ seen }) => isSettled(seen, now))) table.recent.delete(id);
  return [...table.recent.keys()];
}

/** Everything that is kept about one row, for putting it back as if nothing had happened. */
export interface Mark<T> {
  readonly current: T | null;
  readonly recent: Recent<T> | null;
  readonly previous: T | null | undefined;
}

export function markOf<T>(table: Table<T>, id: string): Mark<T> {
  const recent = table.recent.get(id);
  return {
    current: table.current.get(id) ?? null,
    recent: recent ? { base: recent.base, versions: [...recent.versions] } : null,
    previous: table.previous.get(id),
  };
}

export function putBack<T>(table: Table<T>, id: string, mark: Mark<T>): void {
  set(table, id, mark.current);
  if (mark.recent) table.recent.set(id, mark.recent);
  else table.recent.delete(id);
  if (mark.previous === undefined) table.previous.delete(id);
  else table.previous.set(id, mark.previous);
}
