import type { Method, Operation } from './call';
import { badRequest, Refusal } from './reply';

export interface Address {
  readonly version: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** The path as asked, without version and query. */
  readonly path: string;
}

/** `users('id')` and `delta()` are other ways to write `users/id` and `delta`. */
function piecesOf(part: string): string[] {
  const keyed = /^([^(]+)\((?:'((?:[^']|'')*)'|%27(.*)%27)\)$/.exec(part);
  if (keyed) return [keyed[1] ?? '', (keyed[2] ?? keyed[3] ?? '').replaceAll("''", "'")];
  return [part.replace(/\(\)$/, '')];
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    throw badRequest('The request URI is not valid.', 'BadRequest');
  }
}

/** @param url path and query, beginning with the version */
export function addressOf(url: string): Address {
  const [path = '', search = ''] = url.split(/\?(.*)/s);
  const parts = path.split('/').filter((part) => part !== '');
  const [version = '', ...rest] = parts;
  const segments = rest.flatMap(piecesOf).map(decoded);
  return { version, segments, query: new URLSearchParams(search), path: path.replace(/^\/+[^/]+/, '') };
}

/** Documented short ways, brought to one: `/me`, messages below a folder, type names with and without `microsoft`. */
function canonical(segments: readonly string[], personId: string | null): string[] {
  let s = segments.map((x) => x.replace(/^graph\./, 'microsoft.graph.'));
  if (s[0]?.toLowerCase() === 'me') {
    if (personId === null)
      throw badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest');
    s = ['users', personId, ...s.slice(1)];
  }
  const isMail = s[2]?.toLowerCase() === 'mailfolders' && s[4]?.toLowerCase() === 'messages';
  return isMail && s.length > 5 && s[5] !== 'delta' ? [s[0] ?? '', s[1] ?? '', ...s.slice(4)] : s;
}

export interface Found {
  readonly operation: Operation;
  readonly ids: Readonly<Record<string, string>>;
}

export type Router = (method: Method, segments: readonly string[], personId: string | null) => Found;

interface Route {
  readonly parts: readonly string[];
  readonly places: number;
  readonly operations: Map<Method, Operation>;
}

const isPlace = (part: string): boolean => part.startsWith('{');

const fits = (route: Route, segments: readonly string[]): boolean =>
  route.parts.every((part, i) => {
    const segment = segments[i] ?? '';
    return isPlace(part) ? segment !== '' && !segment.startsWith('$') : part.toLowerCase() === segment.toLowerCase();
  });

/** Finds the operation of an address. @throws Refusal 400 for a segment nobody knows, 405 for the wrong verb */
export function makeRouter(operations: readonly Operation[]): Router {
  const byTemplate = new Map<string, Route>();
  for (const operation of operations) {
    const parts = operation.template.split('/').slice(1);
    const route = byTemplate.get(operation.template) ?? {
      parts,
      places: parts.filter(isPlace).length,
      operations: new Map(),
    };
    route.operations.set(operation.method, operation);
    byTemplate.set(operation.template, route);
  }
  const routes = [...byTemplate.values()].sort((a, b) => a.places - b.places);
  return (method, asked, personId) => {
    const segments = canonical(asked, personId);
    const fitting = routes.filter((route) => route.parts.length === segments.length && fits(route, segments));
    const route = fitting.find((r) => r.operations.has(method));
    const operation = route?.operations.get(method);
    if (!route || !operation) throw fitting.length > 0 ? wrongVerb() : unknownSegment(routes, segments);
    return { operation, ids: idsIn(route, segments) };
  };
}

const wrongVerb = (): Refusal =>
  new Refusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');

function unknownSegment(routes: readonly Route[], segments: readonly string[]): Refusal {
  const isKnown = (n: number): boolean =>
    routes.some((r) => r.parts.length >= n && fits({ ...r, parts: r.parts.slice(0, n) }, segments.slice(0, n)));
  const n = segments.findIndex((_, i) => !isKnown(i + 1));
  const segment = segments[n] ?? segments.at(-1) ?? '';
  return badRequest(`Resource not found for the segment '${segment}'.`, 'BadRequest');
}

const idsIn = (route: Route, segments: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(route.parts.flatMap((part, i) => (isPlace(part) ? [[part.slice(1, -1), segments[i] ?? '']] : [])));
