import { type Call, ROOT } from './call';
import { type Filter, holds } from './filter';
import { type Fields, textOf } from './properties';
import { contextFor, type Kind, type Query, readQuery } from './query';
import { badRequest, ok, type Answer } from './reply';
import { VIEW, type View } from './replicas';

/** Where a page goes on, and when the reading began. Its form is nobody's business. */
interface Cursor {
  readonly i: number;
  readonly t: number;
  readonly p: string;
}

const pack = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** @throws Refusal 400 for a token that was not given out for this address. */
function unpack(call: Call, token: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Cursor; // looked at below
    if (Number.isInteger(cursor.i) && typeof cursor.t === 'number' && cursor.p === call.path) return cursor;
  } catch {
    // Not one of ours: as any other wrong one.
  }
  throw badRequest('The $skiptoken is invalid.', 'Directory_ExpiredPageToken');
}

export function nextLink(
  call: Call,
  name: '$skiptoken' | '$deltatoken',
  token: string,
  drop: readonly string[] = [],
): string {
  const query = new URLSearchParams(call.query);
  for (const n of ['$skiptoken', '$deltatoken', ...drop]) query.delete(n);
  query.set(name, token);
  return `${ROOT}${call.path}?${query.toString().replaceAll('%24', '$')}`;
}

/** Something that can be listed page by page. */
export interface Source<T> {
  readonly kind: Kind;
  /** As in `$metadata#users`. */
  readonly context: string;
  /** In the order of the list; some of them may turn out not to be seen. */
  readonly ids: (query: Query, view: View) => readonly string[];
  readonly row: (id: string, view: View) => T | undefined;
  readonly value: (row: T, name: string) => unknown;
  readonly shape: (row: T, query: Query) => Fields;
  /** When the row came to be: what comes while pages are read may be missed or doubled. */
  readonly cameAt?: (row: T) => number;
  /** The view of ordinary lists; that of advanced queries is always the slowest. */
  readonly view?: View;
}

const searchHolds = <T>(source: Source<T>, row: T, search: string): boolean =>
  search.split(/ (?:AND|OR) /).some((clause) => {
    const [, name = 'displayName', word = ''] = /^"?(?:(\w+):)?(.*?)"?$/.exec(clause.trim()) ?? [];
    return textOf(source.value(row, name))
      .toLowerCase()
      .split(/[\s@.]+/)
      .some((part) => part.startsWith(word.toLowerCase()));
  });

function fits<T>(source: Source<T>, query: Query, row: T): boolean {
  const filter: Filter | null = query.filter;
  const get = ([name = '', ...rest]: readonly string[]): unknown => {
    const value = source.value(row, propertyOf(source.kind, name));
    return rest.reduce<unknown>((v, n) => (v as Fields | null)?.[n], value);
  };
  if (filter !== null && !holds(filter, get)) return false;
  return query.search === null || searchHolds(source, row, query.search);
}

const propertyOf = (kind: Kind, name: string): string => {
  if (kind.properties.has(name)) return name;
  for (const known of kind.properties.keys()) if (known.toLowerCase() === name.toLowerCase()) return known;
  return name;
};

function sorted<T>(source: Source<T>, query: Query, ids: readonly string[], view: View): readonly string[] {
  const { orderBy } = query;
  if (orderBy === null) return ids;
  const keyed = ids.flatMap((id) => {
    const row = source.row(id, view);
    return row === undefined ? [] : [{ id, key: textOf(source.value(row, orderBy.name)).toLowerCase() }];
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return (orderBy.isDown ? keyed.reverse() : keyed).map(({ id }) => id);
}

/** One page of a list, or the refusal of its query. */
export function page<T>(call: Call, source: Source<T>): Answer {
  const query = readQuery(call, source.kind);
  const view = query.isAdvanced ? VIEW.advanced : (source.view ?? VIEW.list);
  const ids = sorted(source, query, source.ids(query, view), view);
  const token = call.query.get('$skiptoken');
  const skip = Number(call.query.get('$skip') ?? 0);
  const cursor = token === null ? { i: skip, t: call.world.now(), p: call.path } : unpack(call, token);
  const { rows, next } = collect(call, source, { query, view, ids, cursor });
  const select = query.isSelected ? `(${query.select.join(',')})` : '';
  return ok({
    ...contextFor(call, `${source.context}${select}`),
    ...(query.wantsCount && token === null && { '@odata.count': count(source, query, view, ids) }),
    ...(next !== null && { '@odata.nextLink': nextLink(call, '$skiptoken', pack({ ...cursor, i: next }), ['$skip']) }),
    value: rows.map((row) => source.shape(row, query)),
  });
}

interface Reading {
  readonly query: Query;
  readonly view: View;
  readonly ids: readonly string[];
  readonly cursor: Cursor;
}

function collect<T>(
  call: Call,
  source: Source<T>,
  { query, view, ids, cursor }: Reading,
): { rows: T[]; next: number | null } {
  const rows: T[] = [];
  for (let i = cursor.i; i < ids.length; i += 1) {
    const id = ids[i] ?? '';
    const row = source.row(id, view);
    if (row === undefined || !fits(source, query, row)) continue;
    if (rows.length >= query.top) return { rows, next: i };
    const times = timesShown(call, source, row, cursor.t, id);
    for (let n = 0; n < times; n += 1) rows.push(row);
  }
  return { rows, next: null };
}

/** What comes while the pages are read is missed, shown once, or shown twice. */
function timesShown<T>(call: Call, source: Source<T>, row: T, began: number, id: string): number {
  const cameAt = source.cameAt?.(row) ?? 0;
  return cameAt > began ? call.world.chance.between(0, 2, 'page', id) : 1;
}

function count<T>(source: Source<T>, query: Query, view: View, ids: readonly string[]): number {
  let n = 0;
  for (const id of ids) {
    const row = source.row(id, view);
    if (row !== undefined && fits(source, query, row)) n += 1;
  }
  return n;
}

/** How many there are, for `…/$count`: always an advanced query. */
export function countAll<T>(call: Call, source: Source<T>): Answer {
  call.query.set('$count', 'true');
  const query = readQuery(call, source.kind);
  const ids = source.ids(query, VIEW.advanced);
  return { status: 200, bytes: Buffer.from(String(count(source, query, VIEW.advanced, ids))) };
}
