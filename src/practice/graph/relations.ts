import { type Call, idOf, operation, type Operation, ROOT } from './call';
import type { Person } from './directory';
import { page, type Source } from './lists';
import { referenced } from './members';
import { findPerson, personOf, personToChange, seePerson, shapePerson, USER_KIND } from './people';
import { DEFAULT_USER, isFields } from './properties';
import { refuseProtected } from './protected';
import { contextFor, selectOf, typeFor } from './query';
import { type Answer, badRequest, denied, noContent, notFound, ok } from './reply';
import { allows } from './scopes';
import { deletePerson } from './deleted';
import { personValue } from './shapes';
import { changed } from './world';

const noManager = (person: Person) => notFound(`${person.id}/manager`);

function managerOf(call: Call): Person {
  const person = personOf(call);
  const manager = person.managerId === null ? undefined : seePerson(call.world, person.managerId, call.view);
  if (!manager) throw noManager(person);
  return manager;
}

function getManager(call: Call): Answer {
  const { names } = selectOf(call, USER_KIND, false);
  const manager = managerOf(call);
  return ok({
    ...contextFor(call, 'directoryObjects/$entity'),
    ...typeFor(call, 'user'),
    ...shapePerson(call.world, manager, ['id', ...names]),
  });
}

const getManagerRef = (call: Call): Answer =>
  ok({
    ...contextFor(call, '$ref'),
    '@odata.id': `${ROOT}/directoryObjects/${managerOf(call).id}/Microsoft.DirectoryServices.User`,
  });

const referencedPerson = (call: Call): Person => {
  const found = referenced(call, isFields(call.body) ? call.body['@odata.id'] : undefined);
  if (!('userPrincipalName' in found)) throw badRequest('The reference must be to a user.');
  return found;
};

function putManager(call: Call): Answer {
  const { world } = call;
  const person = personToChange(call);
  const manager = referencedPerson(call);
  if (person.managerId !== manager.id)
    world.write('people', person.id, changed(person, { managerId: manager.id }), 'patch', call.view);
  return noContent;
}

function removeManager(call: Call): Answer {
  const person = personToChange(call);
  if (person.managerId === null) throw noManager(person);
  call.world.write('people', person.id, changed(person, { managerId: null }), 'patch', call.view);
  return noContent;
}

const peopleOf = (call: Call, ids: readonly string[]): Source<Person> => ({
  kind: { ...USER_KIND, expand: [] },
  context: 'directoryObjects',
  ids: () => ids,
  row: (id, view) => seePerson(call.world, id, view),
  value: (person, name) => personValue(call.world, person, name),
  shape: (person, query) => ({
    ...typeFor(call, 'user'),
    ...shapePerson(call.world, person, ['id', ...(query.isSelected ? query.select : DEFAULT_USER)]),
  }),
  view: call.view,
});

const sponsors = (call: Call): Answer => page(call, peopleOf(call, personOf(call).sponsorIds));

/** The index is of the truth; a report whose row still names another manager here is left out. */
function reports(call: Call): Answer {
  const { id } = personOf(call);
  const found = [...(call.world.indexes.reports.get(id) ?? [])];
  return page(
    call,
    peopleOf(
      call,
      found.filter((r) => seePerson(call.world, r, call.view)?.managerId === id),
    ),
  );
}

function addSponsor(call: Call): Answer {
  const { world } = call;
  const person = personToChange(call);
  const sponsor = referencedPerson(call);
  if (person.sponsorIds.includes(sponsor.id))
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'sponsors'.",
    );
  const sponsorIds = [...person.sponsorIds, sponsor.id];
  world.write('people', person.id, changed(person, { sponsorIds }), 'patch', call.view);
  return noContent;
}

function removeSponsor(call: Call): Answer {
  const person = personToChange(call);
  const id = idOf(call, 'directoryObject-id').toLowerCase();
  if (!person.sponsorIds.includes(id)) throw notFound(id);
  const sponsorIds = person.sponsorIds.filter((s) => s !== id);
  call.world.write('people', person.id, changed(person, { sponsorIds }), 'patch', call.view);
  return noContent;
}

/** Without `/$ref` the account referred to goes. */
function accident(call: Call): Answer {
  const sponsorId = call.ids['directoryObject-id'];
  const target = sponsorId === undefined ? managerOf(call) : findPerson(call, sponsorId);
  if (!target) throw notFound(sponsorId ?? '');
  if (!allows(call.token.roles, ['User.DeleteRestore.All', 'User.ReadWrite.All'])) throw denied();
  refuseProtected(call, target.id);
  deletePerson(call.world, target, call.view);
  return { ...noContent, marker: 'accident' };
}

const READ = ['User.Read.All', 'User.ReadWrite.All'];
const WRITE = ['User.ReadWrite.All'];

export const RELATIONS: readonly Operation[] = [
  operation('GET /users/{user-id}/manager', READ, getManager),
  operation('GET /users/{user-id}/manager/$ref', READ, getManagerRef),
  operation('PUT /users/{user-id}/manager/$ref', WRITE, putManager),
  operation('DELETE /users/{user-id}/manager/$ref', WRITE, removeManager),
  operation('DELETE /users/{user-id}/manager', ['User.DeleteRestore.All', ...WRITE], accident),
  operation('GET /users/{user-id}/sponsors', READ, sponsors),
  operation('POST /users/{user-id}/sponsors/$ref', WRITE, addSponsor),
  operation('DELETE /users/{user-id}/sponsors/{directoryObject-id}/$ref', WRITE, removeSponsor),
  operation('DELETE /users/{user-id}/sponsors/{directoryObject-id}', ['User.DeleteRestore.All', ...WRITE], accident),
  operation('GET /users/{user-id}/directReports', ['User.Read.All'], reports),
];
