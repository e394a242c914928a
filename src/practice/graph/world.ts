import { type Chance, chanceOf } from './chance';
import type { Clock } from './clock';
import type { Person } from './directory';
import { isLinked, link, type Edges, setEdge } from './edges';
import { type Indexes, indexesOf, reindex } from './indexes';
import { markOf, type Mark, put, putBack, type Seen, set, type Table, type View, VIEW } from './replicas';
import type { Delays, Span, Switches } from './settings';
import { emptyState, type DueKind, type EdgeName, type Row, type State, type TableName } from './state';

/** A change that can be taken back as if it had not been (`mark`), or undone by another one (`before`). */
type Trace =
  | { readonly table: TableName; readonly id: string; readonly mark: Mark<unknown>; readonly before: unknown }
  | { readonly edge: EdgeName; readonly from: string; readonly to: string; readonly before: boolean };

export interface Journal {
  readonly traces: Trace[];
  readonly changes: number;
  readonly due: number;
}

/** How soon a change is seen: a new row, a changed one, a membership; or at once. */
export type Pace = 'create' | 'patch' | 'member' | 'atOnce';

/** The practice tenant at work: what it holds, its time and its chance. The only place where anything changes. */
export interface World {
  readonly seed: number;
  readonly tenantId: string;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly delays: Delays;
  readonly haste: number;
  readonly switches: Switches;
  readonly state: State;
  readonly indexes: Indexes;
  /** While something that was due is done, the moment at which it was due. */
  moment: number | null;
  journal: Journal | null;
  now(): number;
  /** A length of time from the span, by chance but always the same. */
  within(span: Span, ...words: readonly (string | number)[]): number;
  seen(pace: Pace, by: View): Seen;
  write<N extends TableName>(table: N, id: string, value: Row<N> | null, pace?: Pace, by?: View): void;
  link(edge: EdgeName, from: string, to: string, isOn: boolean, pace?: Pace, by?: View): boolean;
  /** Has something happen later. */
  later(ms: number, kind: DueKind, data: Readonly<Record<string, unknown>>): void;
  /** The next number of a kind: for ids and for chance. */
  next(kind: string): number;
}

export interface WorldOptions {
  readonly seed: number;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly delays: Delays;
  readonly haste: number;
  readonly switches: Switches;
  readonly state?: State;
}

export function makeWorld(o: WorldOptions): World {
  const state = o.state ?? emptyState();
  const world: World = {
    ...o,
    state,
    chance: chanceOf(o.seed),
    indexes: indexesOf(state),
    moment: null,
    journal: null,
    now: () => world.moment ?? o.clock.now() + state.ahead,
    within: ([least, most], ...words) =>
      Math.round((least + world.chance.of('within', ...words, world.next('within')) * (most - least)) / o.haste),
    seen: (pace, by) => seenOf(world, pace, by),
    write: (table, id, value, pace = 'patch', by = VIEW.truth) => write(world, table, id, value, pace, by),
    link: (edge, from, to, isOn, pace = 'member', by = VIEW.truth) => linkIn(world, { edge, from, to, isOn, pace, by }),
    later: (ms, kind, data) => schedule(world, world.now() + Math.max(0, ms), kind, data),
    next: (kind) => {
      const n = (state.counts[kind] ?? 0) + 1;
      state.counts[kind] = n;
      return n;
    },
  };
  return world;
}

/** The copy that took the write knows it at once; the others, the lists and the advanced queries later. */
function seenOf(world: World, pace: Pace, by: View): Seen {
  if (pace === 'atOnce') return [];
  const now = world.now();
  const { delays } = world;
  const span = pace === 'patch' ? delays.patch : delays.create;
  const copies = [0, 1, 2].map((copy) => now + (copy === by ? 0 : world.within(span, 'copy', copy)));
  return [...copies, now + world.within(delays.list, 'list'), now + world.within(delays.advanced, 'advanced')];
}

function write<N extends TableName>(
  world: World,
  name: N,
  id: string,
  value: Row<N> | null,
  pace: Pace,
  by: View,
): void {
  // The name chose both the table and the row: TypeScript cannot follow that through the union.
  const table = world.state.tables[name] as unknown as Table<Row<N>>;
  const before = table.current.get(id) ?? null;
  world.journal?.traces.push({ table: name, id, mark: markOf(table, id), before });
  const seen = world.seen(pace, by);
  put(table, id, value, seen, world.now());
  reindex(world.indexes, name, before, value);
  if (name === 'people' || name === 'groups') noteChange(world, name, id, before, value, seen);
}

type Fields = Readonly<Record<string, unknown>>;

/** Delta queries tell of what is written here. */
function noteChange(world: World, table: 'people' | 'groups', id: string, a: unknown, b: unknown, seen: Seen): void {
  const names = a === null || b === null ? null : changedNames(a as Fields, b as Fields);
  if (names?.length === 0) return;
  const visible = seen[VIEW.list] ?? world.now();
  world.state.changes.push({ at: world.now(), visible, table, id, names, member: null, isOn: b !== null });
}

function changedNames(before: Fields, after: Fields): string[] {
  const own = Object.keys(after).filter((n) => n !== 'other' && !Object.is(before[n], after[n]));
  const [was, is] = [before.other as Fields, after.other as Fields];
  const more = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((n) => !Object.is(was[n], is[n]));
  return [...own.flatMap((n) => (n === 'licences' ? ['assignedLicenses', 'licenseAssignmentStates'] : [n])), ...more];
}

interface Linking {
  readonly edge: EdgeName;
  readonly from: string;
  readonly to: string;
  readonly isOn: boolean;
  readonly pace: Pace;
  readonly by: View;
}

function linkIn(world: World, { edge, from, to, isOn, pace, by }: Linking): boolean {
  const edges: Edges = world.state.edges[edge];
  const before = isLinked(edges, from, to);
  const seen = world.seen(pace, by);
  if (!link(edges, from, to, isOn, seen, world.now())) return false;
  world.journal?.traces.push({ edge, from, to, before });
  const visible = seen[VIEW.list] ?? world.now();
  if (edge === 'members')
    world.state.changes.push({ at: world.now(), visible, table: 'groups', id: from, names: [], member: to, isOn });
  return true;
}

function schedule(world: World, at: number, kind: DueKind, data: Fields): void {
  const { due } = world.state;
  let low = 0;
  let high = due.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((due[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  due.splice(low, 0, { at, n: world.next('due'), kind, data });
}

/** Begins to remember what changes. */
export function openJournal(world: World): Journal {
  world.journal = { traces: [], changes: world.state.changes.length, due: world.state.counts.due ?? 0 };
  return world.journal;
}

/** Takes everything back, as if it had never been. */
export function takeBack(world: World, journal: Journal): void {
  world.journal = null;
  for (const trace of [...journal.traces].reverse()) {
    if ('edge' in trace) unlink(world.state.edges[trace.edge], trace);
    else restoreRow(world, trace);
  }
  world.state.changes.length = journal.changes;
  world.state.due = world.state.due.filter((d) => d.n <= journal.due);
}

function unlink(edges: Edges, { from, to, before }: { from: string; to: string; before: boolean }): void {
  setEdge(edges, from, to, before);
  edges.lag.recent.delete(`${from} ${to}`);
  set(edges.lag, `${from} ${to}`, before ? true : null);
}

function restoreRow(world: World, { table: name, id, mark }: Extract<Trace, { table: TableName }>): void {
  const table = world.state.tables[name] as unknown as Table<unknown>;
  reindex(world.indexes, name, table.current.get(id) ?? null, mark.current);
  putBack(table, id, mark);
}

/** Another person of the same row, for a change of some of its fields. */
export const changed = (person: Person, change: Partial<Person>): Person => ({ ...person, ...change });
