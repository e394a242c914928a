import type { Call } from './call';
import { GROUP_KIND, groupsSource } from './group-access';
import { nextLink, type Source } from './lists';
import { everybody, USER_KIND } from './people';
import type { Fields } from './properties';
import { type Kind, checkOptions, contextFor, type Query, selectOf } from './query';
import { type Answer, badRequest, ok, Refusal, unsupported } from './reply';
import { see, VIEW } from './replicas';
import { DAY } from './settings';
import type { Change } from './state';
import type { World } from './world';

/** First round: position `i` of the list. Later rounds: the changes from `since` to `until`, position `i` of those. */
interface Cursor {
  readonly round: 'first' | 'later';
  readonly i: number;
  readonly since: number;
  readonly until: number;
  /** When the round was begun: later pages of it see no more than its first one. */
  readonly asOf: number;
  readonly at: number;
  readonly select: string;
  readonly p: string;
}

const LINK_DAYS = 7;
const PAGE = 200;
/** Members of a big group come in several pieces. */
const PIECE = 500;

const pack = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

const expired = (): Refusal =>
  new Refusal(410, 'syncStateNotFound', 'The sync state generation is not found. Read everything again.');

function unpack(call: Call, token: string): Cursor {
  let cursor: Partial<Cursor> = {};
  try {
    cursor = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Cursor>; // looked at below
  } catch {
    // Not one of ours: refused as unknown below.
  }
  if (cursor.p !== call.path || typeof cursor.at !== 'number')
    throw badRequest('Badly formed token.', 'Directory_InvalidToken');
  if (call.world.now() > cursor.at + LINK_DAYS * DAY) throw expired();
  return cursor as Cursor; // made by `pack`: it names its path
}

interface Delta<T> {
  readonly table: 'people' | 'groups';
  readonly kind: Kind;
  readonly source: Source<T>;
  readonly members: boolean;
}

/** How far every change is visible to everybody: a reader who starts there misses nothing and hears some things twice. */
function settledUpTo(world: World, asOf: number, until: number): number {
  const { changes } = world.state;
  let n = until;
  for (let i = until - 1; i >= 0 && (changes[i]?.at ?? 0) > asOf - DAY; i -= 1)
    if ((changes[i]?.visible ?? 0) > asOf) n = i;
  return n;
}

function delta<T>(call: Call, d: Delta<T>): Answer {
  checkOptions(call);
  for (const name of ['$orderby', '$search', '$count', '$expand'])
    if (call.query.has(name)) throw unsupported(`'${name}' is not supported with delta.`);
  const filter = call.query.get('$filter');
  if (filter !== null && !/^\s*id eq '[^']+'(\s+or\s+id eq '[^']+')*\s*$/.test(filter))
    throw unsupported('Delta filters by id only.');
  const token = call.query.get('$skiptoken') ?? call.query.get('$deltatoken');
  const cursor = token === null || token === 'latest' ? firstCursor(call, token) : begun(call, unpack(call, token));
  if (cursor.select !== '') call.query.set('$select', cursor.select);
  const items = cursor.round === 'first' ? firstRound(call, d, cursor) : laterRound(call, d, cursor);
  return pageOf(call, d, cursor, items);
}

function firstCursor(call: Call, token: 'latest' | null): Cursor {
  const { world, path } = call;
  const all = world.state.changes.length;
  const since = settledUpTo(world, world.now(), all);
  const now = world.now();
  const select = call.query.get('$select') ?? '';
  return { round: token === null ? 'first' : 'later', i: 0, since, until: all, asOf: now, at: now, select, p: path };
}

/** A delta link is followed for the first time: the round reaches up to now. */
const begun = (call: Call, cursor: Cursor): Cursor =>
  cursor.until > 0 || cursor.asOf > 0
    ? cursor
    : { ...cursor, until: call.world.state.changes.length, asOf: call.world.now() };

function pageOf<T>(call: Call, d: Delta<T>, cursor: Cursor, { items, next }: Items): Answer {
  const drop = ['$filter', '$top', '$select'];
  const keepsFilter = call.query.has('$filter') ? ['$top', '$select'] : drop;
  const link =
    next === null
      ? { '@odata.deltaLink': nextLink(call, '$deltatoken', pack(nextRound(call, cursor)), keepsFilter) }
      : { '@odata.nextLink': nextLink(call, '$skiptoken', pack({ ...cursor, i: next }), keepsFilter) };
  return ok({ ...contextFor(call, d.source.context), ...link, value: items });
}

function nextRound(call: Call, cursor: Cursor): Cursor {
  const { world } = call;
  const since = cursor.round === 'first' ? cursor.since : settledUpTo(world, cursor.asOf, cursor.until);
  return { ...cursor, round: 'later', i: 0, since, until: 0, asOf: 0, at: world.now() };
}

interface Items {
  readonly items: readonly Fields[];
  readonly next: number | null;
}

const queryOf = (call: Call, kind: Kind): Query => {
  const { names, isSelected } = selectOf(call, kind, true);
  const none = { filter: null, search: null, orderBy: null, wantsCount: false, isAdvanced: false, expand: [] };
  return { ...none, select: [...new Set(['id', ...names])].filter((n) => n !== 'members'), isSelected, top: PAGE };
};

const wanted = (call: Call): ReadonlySet<string> | null => {
  const filter = call.query.get('$filter');
  return filter === null ? null : new Set([...filter.matchAll(/'([^']+)'/g)].map((m) => m[1] ?? ''));
};

/** Everything there is, a page at a time. */
function firstRound<T>(call: Call, d: Delta<T>, cursor: Cursor): Items {
  const query = queryOf(call, d.kind);
  const only = wanted(call);
  const ids = call.world.state.tables[d.table].order;
  const items: Fields[] = [];
  for (let i = cursor.i; i < ids.length; i += 1) {
    const id = ids[i] ?? '';
    const row = only === null || only.has(id) ? d.source.row(id, VIEW.list) : undefined;
    if (row === undefined) continue;
    if (items.length >= PAGE) return { items, next: i };
    items.push(...withMembers(call, d, id, d.source.shape(row, query)));
  }
  return { items, next: null };
}

function withMembers<T>(call: Call, d: Delta<T>, id: string, item: Fields): Fields[] {
  if (!d.members) return [item];
  const members = [...(call.world.state.edges.members.out.get(id) ?? [])].map(memberItem);
  if (members.length === 0) return [item];
  return Array.from({ length: Math.ceil(members.length / PIECE) }, (_, n) => ({
    ...(n === 0 ? item : { id }),
    'members@delta': members.slice(n * PIECE, (n + 1) * PIECE),
  }));
}

const memberItem = (id: string): Fields => ({ '@odata.type': '#microsoft.graph.user', id });

/** Only what changed and is visible by now: in any order, some of it again. */
function laterRound<T>(call: Call, d: Delta<T>, cursor: Cursor): Items {
  const { world } = call;
  const { until, asOf } = cursor;
  const only = wanted(call);
  const byId = new Map<string, Change[]>();
  for (const change of world.state.changes.slice(cursor.since, until)) {
    if (change.table !== d.table || change.visible > asOf || (only && !only.has(change.id))) continue;
    const known = byId.get(change.id);
    if (known) known.push(change);
    else byId.set(change.id, [change]);
  }
  const query = queryOf(call, d.kind);
  const items = [...byId].flatMap(([id, changes]) => itemOf(call, d, { id, changes, query }));
  const mixed = world.chance.shuffled(items, 'delta', cursor.since, until);
  return {
    items: mixed.slice(cursor.i, cursor.i + PAGE),
    next: cursor.i + PAGE < mixed.length ? cursor.i + PAGE : null,
  };
}

interface Changed {
  readonly id: string;
  readonly changes: readonly Change[];
  readonly query: Query;
}

function itemOf<T>(call: Call, d: Delta<T>, { id, changes, query }: Changed): Fields[] {
  const { world } = call;
  const row = d.source.row(id, VIEW.list);
  if (row === undefined) {
    const isKept = see(world.state.tables.deleted, id, VIEW.list, world.now()) !== undefined;
    return [{ id, '@removed': { reason: isKept ? 'changed' : 'deleted' } }];
  }
  const isNew = changes.some((c) => c.names === null && c.member === null && c.isOn);
  const touched = new Set(changes.flatMap((c) => c.names ?? []));
  const names = query.select.filter((name) => name === 'id' || isNew || touched.has(name));
  const members = d.members ? changes.filter((c) => c.member !== null) : [];
  if (names.length === 1 && members.length === 0) return [];
  const last = new Map(members.map((c) => [c.member ?? '', c.isOn]));
  const delta = [...last].map(([m, isOn]) => ({
    ...memberItem(m),
    ...(!isOn && { '@removed': { reason: 'deleted' } }),
  }));
  return [{ ...d.source.shape(row, { ...query, select: names }), ...(delta.length > 0 && { 'members@delta': delta }) }];
}

export const personDelta = (call: Call): Answer =>
  delta(call, { table: 'people', kind: USER_KIND, source: everybody(call), members: false });

export function groupDelta(call: Call): Answer {
  const select = call.query.get('$select');
  const members = select === null || select.split(',').includes('members');
  return delta(call, { table: 'groups', kind: GROUP_KIND, source: groupsSource(call), members });
}
