import { type Call, idOf, operation, type Operation } from './call';
import type { Deleted, LicenceState, Person } from './directory';
import { followAttributes } from './dynamic';
import { DELETED_FILTERS } from './filterable';
import { violation } from './group-licences';
import { page, type Source } from './lists';
import { checkUnique } from './names';
import { shapePerson, USER_KIND } from './people';
import { DEFAULT_USER, type Fields } from './properties';
import { refuseProtected } from './protected';
import { licencesChanged } from './provisioning';
import { contextFor, type Kind, selectOf, typeFor } from './query';
import { type Answer, denied, noContent, notFound, ok } from './reply';
import { see, type View } from './replicas';
import { allows } from './scopes';
import { DAY } from './settings';
import { personValue } from './shapes';
import { changed, type World } from './world';

const KEPT_DAYS = 30;

/** Takes a person out of the directory: groups and licences are gone, the rest is kept for thirty days. */
export function deletePerson(world: World, person: Person, by: View): void {
  const { members, owners } = world.state.edges;
  for (const group of [...(members.back.get(person.id) ?? [])]) world.link('members', group, person.id, false);
  for (const group of [...(owners.back.get(person.id) ?? [])]) world.link('owners', group, person.id, false);
  const bare = changed(person, { licences: person.licences.filter((l) => l.assignedByGroup === null) });
  world.write('deleted', person.id, { person: bare, at: world.now() }, 'patch', by);
  world.write('people', person.id, null, 'create', by);
  licencesChanged(world, person, changed(person, { licences: [] }));
  world.later(KEPT_DAYS * DAY, 'purge', { personId: person.id });
}

/** After thirty days nothing is left. */
export function purge(world: World, { personId }: Readonly<Record<string, unknown>>): void {
  const row = world.state.tables.deleted.current.get(String(personId));
  if (!row || row.at + KEPT_DAYS * DAY > world.now()) return;
  world.write('deleted', row.person.id, null, 'atOnce');
  world.write('mailboxes', row.person.id, null, 'atOnce');
}

/** The name stays reserved for nobody: that of the deleted carries the object id in front. */
const nameOf = ({ person }: Deleted): string => person.id.replaceAll('-', '') + person.userPrincipalName;

function value(world: World, row: Deleted, name: string): unknown {
  if (name === 'userPrincipalName') return nameOf(row);
  if (name === 'deletedDateTime') return new Date(row.at).toISOString();
  return personValue(world, row.person, name);
}

const KIND: Kind = { ...USER_KIND, filters: DELETED_FILTERS, expand: [] };
const NO_FILTERS: Kind = { ...KIND, filters: new Map() };
const SHOWN = [...DEFAULT_USER, 'deletedDateTime'];

const shape = (call: Call, row: Deleted, names: readonly string[]): Fields => ({
  ...typeFor(call, 'user'),
  ...Object.fromEntries(['id', ...names].map((name) => [name, value(call.world, row, name)])),
});

const deletedPeople = (call: Call): Source<Deleted> => ({
  kind: call.world.switches.deletedFilter === 'yes' ? KIND : NO_FILTERS,
  context: 'directory/deletedItems',
  ids: () => call.world.state.tables.deleted.order,
  row: (id, view) => see(call.world.state.tables.deleted, id, view, call.world.now()),
  value: (row, name) => value(call.world, row, name),
  shape: (row, query) => shape(call, row, query.isSelected ? query.select : SHOWN),
});

function rowOf(call: Call): Deleted {
  const id = idOf(call, 'directoryObject-id');
  const row = see(call.world.state.tables.deleted, id.toLowerCase(), call.view, call.world.now());
  if (!row) throw notFound(id);
  return row;
}

function get(call: Call): Answer {
  const { names, isSelected } = selectOf(call, KIND, false);
  return ok({
    ...contextFor(call, 'directoryObjects/$entity'),
    ...shape(call, rowOf(call), isSelected ? names : SHOWN),
  });
}

function restore(call: Call): Answer {
  const { world } = call;
  const { person } = rowOf(call);
  refuseProtected(call, person.id);
  checkUnique(world, person);
  const back = changed(person, { licences: licencesLeft(world, person) });
  world.write('deleted', person.id, null, 'patch', call.view);
  world.write('people', person.id, back, 'create', call.view);
  licencesChanged(world, changed(person, { licences: [] }), back);
  followAttributes(world, null, back);
  return ok({
    ...contextFor(call, 'directoryObjects/$entity'),
    ...typeFor(call, 'user'),
    ...shapePerson(world, back, DEFAULT_USER),
  });
}

/** Direct licences come back only where there is a seat. */
function licencesLeft(world: World, person: Person): readonly LicenceState[] {
  return person.licences.flatMap((licence) => {
    const sku = world.state.tables.skus.current.get(licence.skuId);
    if (!sku || violation(world, changed(person, { licences: [] }), sku) !== null) return [];
    return [{ ...licence, lastUpdatedDateTime: new Date(world.now()).toISOString() }];
  });
}

/** For good, at once: only the registration for it may, and Lantern never asks. */
function destroy(call: Call): Answer {
  const { person } = rowOf(call);
  if (!allows(call.token.roles, ['User.DeleteRestore.All'])) throw denied();
  refuseProtected(call, person.id);
  call.world.write('deleted', person.id, null, 'patch', call.view);
  return noContent;
}

const READ = ['User.Read.All', 'User.ReadWrite.All', 'User.DeleteRestore.All', 'Directory.Read.All'];
const list = (call: Call): Answer => page(call, deletedPeople(call));

export const DELETED: readonly Operation[] = [
  operation('GET /directory/deletedItems', READ, list),
  operation('GET /directory/deletedItems/microsoft.graph.user', READ, list),
  operation('GET /directory/deletedItems/{directoryObject-id}', READ, get),
  operation('DELETE /directory/deletedItems/{directoryObject-id}', ['User.DeleteRestore.All'], destroy),
  operation('POST /directory/deletedItems/{directoryObject-id}/restore', ['User.DeleteRestore.All'], restore),
];
