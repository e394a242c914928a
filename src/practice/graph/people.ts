import type { Call } from './call';
import type { Person } from './directory';
import type { Filter } from './filter';
import { USER_FILTERS } from './filterable';
import { INDEXED, type IndexedName } from './indexes';
import type { Source } from './lists';
import { DEFAULT_USER, type Fields, ONE_PERSON_ONLY, USER_PROPERTIES } from './properties';
import type { Kind, Query } from './query';
import { notFound } from './reply';
import { see, unsettled, type View } from './replicas';
import { personValue, shaped } from './shapes';
import type { World } from './world';

export const USER_KIND: Kind = {
  type: 'user',
  properties: USER_PROPERTIES,
  defaults: DEFAULT_USER,
  filters: USER_FILTERS,
  single: ONE_PERSON_ONLY,
  orderBy: ['displayName', 'userPrincipalName', 'createdDateTime'],
  expand: ['manager'],
};

export const seePerson = (world: World, id: string, view: View): Person | undefined =>
  see(world.state.tables.people, id, view, world.now());

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The person an address names, by object id or by user principal name, as the answering copy knows them. */
export function findPerson(call: Call, id: string): Person | undefined {
  if (GUID.test(id)) return seePerson(call.world, id.toLowerCase(), call.view);
  const named = call.world.indexes.people.userPrincipalName.get(id.toLowerCase());
  for (const found of named ?? []) {
    const person = seePerson(call.world, found, call.view);
    if (person) return person;
  }
  return undefined;
}

/** The person of `/users/{user-id}`. @throws Refusal 404 also when this copy does not know them yet. */
export function personOf(call: Call, name = 'user-id'): Person {
  const id = call.ids[name] ?? '';
  const person = findPerson(call, id);
  if (!person) throw notFound(id);
  return person;
}

/** As `personOf`, but the row to be changed: the latest one. */
export function personToChange(call: Call): Person {
  const { id } = personOf(call);
  const person = call.world.state.tables.people.current.get(id);
  if (!person) throw notFound(id);
  return person;
}

export const shapePerson = (world: World, person: Person, names: readonly string[]): Fields =>
  shaped(names, (name) => personValue(world, person, name));

/** Ids that an equality of the filter leaves over, or null when all have to be looked at. */
function candidates(world: World, filter: Filter): Set<string> | null {
  const { people } = world.indexes;
  const lookUp = (path: readonly string[], values: readonly unknown[]): Set<string> | null => {
    const name = [...INDEXED, 'id'].find((n) => n.toLowerCase() === path[0]?.toLowerCase());
    if (name === undefined || values.some((v) => typeof v !== 'string')) return null;
    const small = values.map((v) => String(v).toLowerCase());
    if (name === 'id') return new Set(small);
    return new Set(small.flatMap((v) => [...(people[name as IndexedName].get(v) ?? [])]));
  };
  switch (filter.op) {
    case 'eq':
      return lookUp(filter.path, [filter.value]);
    case 'in':
      return lookUp(filter.path, filter.values);
    case 'and':
      return candidates(world, filter.left) ?? candidates(world, filter.right);
    case 'or':
      return eitherOf(candidates(world, filter.left), candidates(world, filter.right));
    case 'any': {
      const isPlain = filter.path[0] === 'proxyAddresses' && filter.of?.op === 'eq';
      return isPlain && filter.of?.op === 'eq' ? lookUp(filter.path, [filter.of.value]) : null;
    }
    default:
      return null;
  }
}

const eitherOf = (a: Set<string> | null, b: Set<string> | null): Set<string> | null =>
  a && b ? new Set([...a, ...b]) : null;

/** Those to look at for a query: by an index where there is one, with everybody who has just changed. */
function idsFor(world: World, query: Query): readonly string[] {
  const { people } = world.state.tables;
  const few = query.filter === null ? null : candidates(world, query.filter);
  return few === null ? people.order : [...new Set([...few, ...unsettled(people, world.now())])];
}

/** Everybody, for lists. */
export const everybody = (
  { world }: Call,
  extra: (person: Person, query: Query) => Fields = () => ({}),
): Source<Person> => ({
  kind: USER_KIND,
  context: 'users',
  ids: (query) => idsFor(world, query),
  row: (id, view) => seePerson(world, id, view),
  value: (person, name) => personValue(world, person, name),
  shape: (person, query) => ({ ...shapePerson(world, person, query.select), ...extra(person, query) }),
  cameAt: (person) => Date.parse(person.createdDateTime),
});
