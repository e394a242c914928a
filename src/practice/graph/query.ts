import { type Call, contextOf } from './call';
import { type Filter, readFilter } from './filter';
import { checkFilter, type Filterable } from './filterable';
import { meant } from './properties';
import { badRequest, Refusal, unsupported } from './reply';

type Properties = Parameters<typeof meant>[0];

/** A type of thing that can be listed. */
export interface Kind {
  /** As in `microsoft.graph.user`. */
  readonly type: string;
  readonly properties: Properties;
  readonly defaults: readonly string[];
  readonly filters: Filterable;
  /** Properties that a list does not give (501). */
  readonly single?: ReadonlySet<string>;
  readonly orderBy?: readonly string[];
  readonly expand?: readonly string[];
  /** Not the directory: other page sizes, `$skip`, and no advanced queries. */
  readonly isMail?: true;
}

/** What a query asks for. */
export interface Query {
  readonly select: readonly string[];
  readonly isSelected: boolean;
  readonly filter: Filter | null;
  readonly search: string | null;
  readonly orderBy: { readonly name: string; readonly isDown: boolean } | null;
  readonly top: number;
  readonly wantsCount: boolean;
  readonly isAdvanced: boolean;
  readonly expand: readonly string[];
}

const OPTIONS: ReadonlySet<string> = new Set([
  '$select',
  '$filter',
  '$expand',
  '$top',
  '$search',
  '$count',
  '$orderby',
  '$skiptoken',
  '$deltatoken',
  '$format',
]);
const PAGE = 100;
const MOST = 999;

export const isEventual = (call: Call): boolean => call.headers.consistencylevel?.toLowerCase() === 'eventual';
const hasNoMetadata = (call: Call): boolean => /odata\.metadata=none/i.test(call.headers.accept ?? '');

/** The context line of an answer, unless the caller wants none. */
export function contextFor(call: Call, what: string): Readonly<Record<string, string>> {
  return hasNoMetadata(call) ? {} : { '@odata.context': contextOf(what) };
}

/** The type of one thing among things of several types. */
export const typeFor = (call: Call, type: string): Readonly<Record<string, string>> =>
  hasNoMetadata(call) ? {} : { '@odata.type': `#microsoft.graph.${type}` };

/** @throws Refusal 400 for an option that Graph does not have or does not take here. */
export function checkOptions(call: Call, kind?: Kind): void {
  for (const name of call.query.keys()) {
    if (name === '$skip' && kind?.isMail) continue;
    if (name === '$skip') throw unsupported("'$skip' is not supported by the service.");
    if (!OPTIONS.has(name)) throw badRequest(`Unrecognized query argument specified: '${name}'.`);
  }
}

export function selectOf(call: Call, kind: Kind, isList: boolean): { names: readonly string[]; isSelected: boolean } {
  const asked = call.query.get('$select');
  if (asked === null || asked === '') return { names: kind.defaults, isSelected: false };
  const names = asked.split(',').map((given) => {
    const plain = given.trim().split('/')[0] ?? '';
    const name = meant(kind.properties, plain);
    if (name === undefined)
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${plain}' on type 'microsoft.graph.${kind.type}'.`,
        'BadRequest',
      );
    if (isList && kind.single?.has(name)) throw new Refusal(501, 'NotImplemented', `'${name}' comes one at a time.`);
    return name;
  });
  return { names: [...new Set(names)], isSelected: true };
}

function topOf(call: Call, kind: Kind): number {
  const asked = call.query.get('$top');
  if (asked === null) return kind.isMail ? 10 : PAGE;
  const top = Number(asked);
  const most = kind.isMail ? 1000 : MOST;
  if (!Number.isInteger(top) || top < 1 || top > most)
    throw unsupported(`Invalid page size specified: '${asked}'. Must be between 1 and ${most} inclusive.`);
  return top;
}

function orderOf(call: Call, kind: Kind): Query['orderBy'] {
  const asked = call.query.get('$orderby');
  if (asked === null) return null;
  const [given = '', way = 'asc'] = asked.trim().split(/\s+/);
  const name = meant(kind.properties, given);
  if (name === undefined || !kind.orderBy?.includes(name) || !['asc', 'desc'].includes(way))
    throw unsupported(`Unsupported sort property '${given}' for '${kind.type}'.`);
  return { name, isDown: way === 'desc' };
}

function expandOf(call: Call, kind: Kind): string[] {
  const asked = call.query.get('$expand');
  if (asked === null) return [];
  const names = asked.split(/,(?![^(]*\))/).map((x) => x.trim().replace(/\(.*$/s, ''));
  const wrong = names.find((name) => !kind.expand?.includes(name));
  if (wrong !== undefined) throw unsupported(`Could not expand '${wrong}' here.`);
  return names;
}

/**
 * The query of a list.
 * @throws Refusal 400 when it is not one Graph answers, or an advanced one that does not say so
 */
export function readQuery(call: Call, kind: Kind): Query {
  checkOptions(call, kind);
  const { names, isSelected } = selectOf(call, kind, true);
  const text = call.query.get('$filter');
  if (text?.trim() === '') throw badRequest('Invalid filter clause: it is empty.', 'BadRequest');
  const filter = text === null ? null : readFilter(text);
  const known = (name: string): boolean => meant(kind.properties, name) !== undefined;
  const search = call.query.get('$search');
  const orderBy = orderOf(call, kind);
  const wantsCount = call.query.get('$count') === 'true';
  const isNegative = filter !== null && checkFilter(filter, kind.filters, known);
  const isHard = !kind.isMail && (isNegative || (filter !== null && orderBy !== null));
  const isAdvanced = !kind.isMail && (isHard || search !== null || wantsCount);
  if (isAdvanced && !isEventual(call))
    throw unsupported("An advanced query needs the header 'ConsistencyLevel: eventual' and '$count=true'.");
  if (isHard && !wantsCount) throw unsupported("This filter needs '$count=true' as well.");
  const expand = expandOf(call, kind);
  return { select: names, isSelected, filter, search, orderBy, top: topOf(call, kind), wantsCount, isAdvanced, expand };
}
