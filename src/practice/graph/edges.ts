import { emptyTable, put, see, type Seen, set, type Table, type View, VIEW } from './replicas';

/** Who belongs to what: both directions, with the same lag as rows. A lagging edge is kept as a row of `lag`. */
export interface Edges {
  readonly out: Map<string, Set<string>>;
  readonly back: Map<string, Set<string>>;
  readonly lag: Table<true>;
  /** Edges that ever changed, by either end: a view may still see one that is gone. */
  readonly touched: Map<string, Set<string>>;
}

export const noEdges = (): Edges => ({ out: new Map(), back: new Map(), lag: emptyTable(), touched: new Map() });

const keyOf = (from: string, to: string): string => `${from} ${to}`;

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const found = map.get(key);
  if (found) found.add(value);
  else map.set(key, new Set([value]));
}

export const isLinked = (edges: Edges, from: string, to: string): boolean => edges.out.get(from)?.has(to) ?? false;

/** Sets or removes one edge in both directions, as if it had always been so. */
export function setEdge(edges: Edges, from: string, to: string, isOn: boolean): void {
  if (isOn) {
    add(edges.out, from, to);
    add(edges.back, to, from);
  } else {
    edges.out.get(from)?.delete(to);
    edges.back.get(to)?.delete(from);
  }
}

/** @returns whether anything changed. */
export function link(edges: Edges, from: string, to: string, isOn: boolean, seen: Seen, now: number): boolean {
  const was = isLinked(edges, from, to);
  if (was === isOn) return false;
  const key = keyOf(from, to);
  if (!edges.lag.known.has(key)) set(edges.lag, key, was ? true : null);
  put(edges.lag, key, isOn ? true : null, seen, now);
  add(edges.touched, from, key);
  add(edges.touched, to, key);
  setEdge(edges, from, to, isOn);
  return true;
}

export function seesEdge(edges: Edges, from: string, to: string, view: View, now: number): boolean {
  const key = keyOf(from, to);
  const hasChanged = edges.touched.get(from)?.has(key) ?? false;
  if (!hasChanged || view === VIEW.truth) return isLinked(edges, from, to);
  return see(edges.lag, key, view, now) === true;
}

/** The other ends, as the view sees them: `out` from the left end, `back` from the right. */
export function ends(edges: Edges, side: 'out' | 'back', id: string, view: View, now: number): string[] {
  const found = new Set(edges[side].get(id) ?? []);
  if (view === VIEW.truth) return [...found];
  for (const key of edges.touched.get(id) ?? []) {
    const [from = '', to = ''] = key.split(' ');
    if ((side === 'out' ? from : to) !== id) continue;
    const other = side === 'out' ? to : from;
    if (see(edges.lag, key, view, now) === true) found.add(other);
    else found.delete(other);
  }
  return [...found];
}
