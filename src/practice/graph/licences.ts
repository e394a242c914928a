import { type Call, operation, type Operation } from './call';
import type { LicenceState, Person } from './directory';
import { groupToChange } from './group-access';
import { memberJoined, saveLicences, violation } from './group-licences';
import { personOf, personToChange, shapePerson } from './people';
import { DEFAULT_USER, isFields } from './properties';
import { contextFor } from './query';
import { type Answer, badRequest, ok } from './reply';
import { changed, type World } from './world';

interface Asked {
  readonly add: readonly { readonly skuId: string; readonly disabledPlans: readonly string[] }[];
  readonly remove: readonly string[];
}

/** @throws Refusal 400 unless both lists are there and say something sensible */
function askedOf(call: Call): Asked {
  const body = isFields(call.body) ? call.body : {};
  const { addLicenses, removeLicenses } = body;
  if (!Array.isArray(addLicenses) || !Array.isArray(removeLicenses))
    throw badRequest("'addLicenses' and 'removeLicenses' must both be given.");
  const add = addLicenses.map((given: unknown) => {
    if (!isFields(given) || typeof given.skuId !== 'string') throw badRequest("A licence needs its 'skuId'.");
    const plans: unknown[] = Array.isArray(given.disabledPlans) ? given.disabledPlans : [];
    return { skuId: given.skuId.toLowerCase(), disabledPlans: plans.map(String) };
  });
  const remove = removeLicenses.map((sku: unknown) => String(sku).toLowerCase());
  if (add.length === 0 && remove.length === 0) throw badRequest('There are no licences to add or to remove.');
  const unknown = [...add.map((a) => a.skuId), ...remove].find((sku) => !call.world.state.tables.skus.current.has(sku));
  if (unknown !== undefined) throw badRequest(`License ${unknown} does not correspond to a valid company License.`);
  const both = add.find((a) => remove.includes(a.skuId));
  if (both) throw badRequest(`License ${both.skuId} is both added and removed.`);
  return { add, remove };
}

const WORDS: Readonly<Record<string, string>> = {
  ProhibitedInUsageLocationViolation: 'License assignment cannot be done for user with invalid usage location.',
  MutuallyExclusiveViolation: 'License assignment failed because service plans are mutually exclusive.',
  DependencyViolation: 'License assignment failed because a service plan depends on another that is not assigned.',
};

function assign(call: Call): Answer {
  const { world } = call;
  const { add, remove } = askedOf(call);
  const before = personToChange(call);
  let person = before;
  for (const sku of remove) person = without(person, sku);
  for (const { skuId, disabledPlans } of add) {
    const sku = world.state.tables.skus.current.get(skuId);
    const error = sku && violation(world, person, sku);
    if (error === 'CountViolation')
      throw badRequest(`Subscription with SKU ${skuId} does not have any available licenses.`);
    if (error) throw badRequest(WORDS[error] ?? error);
    const kept = person.licences.filter((l) => l.skuId !== skuId || l.assignedByGroup !== null);
    person = changed(person, { licences: [...kept, direct(world, skuId, disabledPlans)] });
  }
  saveLicences(world, before, person, call.view);
  return ok({ ...contextFor(call, 'users/$entity'), ...shapePerson(world, person, DEFAULT_USER) });
}

const direct = (world: World, skuId: string, disabledPlans: readonly string[]): LicenceState => ({
  skuId,
  disabledPlans,
  assignedByGroup: null,
  state: 'Active',
  error: 'None',
  lastUpdatedDateTime: new Date(world.now()).toISOString(),
});

function without(person: Person, skuId: string): Person {
  const held = person.licences.filter((l) => l.skuId === skuId);
  if (held.length === 0) throw badRequest('User does not have a corresponding license.');
  if (held.every((l) => l.assignedByGroup !== null))
    throw badRequest(
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    );
  return changed(person, { licences: person.licences.filter((l) => l.skuId !== skuId || l.assignedByGroup !== null) });
}

/** Has the service try again, in its own time. */
function reprocess(call: Call): Answer {
  const { world } = call;
  const person = personToChange(call);
  const groups = new Set(person.licences.flatMap((l) => (l.assignedByGroup === null ? [] : [l.assignedByGroup])));
  for (const groupId of groups) memberJoined(world, groupId, person.id);
  return ok({ ...contextFor(call, 'users/$entity'), ...shapePerson(world, person, DEFAULT_USER) });
}

function assignToGroup(call: Call): Answer {
  const { world } = call;
  const { add, remove } = askedOf(call);
  const group = groupToChange(call);
  const gone = [...remove, ...add.map((a) => a.skuId)];
  const licences = [...group.licences.filter((l) => !gone.includes(l.skuId)), ...add];
  world.write('groups', group.id, { ...group, licences }, 'patch', call.view);
  for (const personId of world.state.edges.members.out.get(group.id) ?? []) {
    const ms = world.within(world.delays.licence, 'group', personId);
    world.later(ms, 'groupLicence', { groupId: group.id, personId });
  }
  return { status: 202, body: { ...contextFor(call, 'groups/$entity'), id: group.id, displayName: group.displayName } };
}

function details(call: Call): Answer {
  const { world } = call;
  const skus = new Set(
    personOf(call)
      .licences.filter((l) => l.state === 'Active')
      .map((l) => l.skuId),
  );
  const value = [...skus].flatMap((id) => {
    const sku = world.state.tables.skus.current.get(id);
    if (!sku) return [];
    const servicePlans = sku.plans.map(({ servicePlanId, servicePlanName }) => ({
      servicePlanId,
      servicePlanName,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    }));
    return [{ id: sku.id, skuId: id, skuPartNumber: sku.skuPartNumber, servicePlans }];
  });
  return ok({ ...contextFor(call, `users('${call.ids['user-id']}')/licenseDetails`), value });
}

const WRITE = ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'];

export const LICENCES: readonly Operation[] = [
  operation('POST /users/{user-id}/assignLicense', WRITE, assign),
  operation(
    'POST /users/{user-id}/reprocessLicenseAssignment',
    ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All'],
    reprocess,
  ),
  operation(
    'POST /groups/{group-id}/assignLicense',
    ['LicenseAssignment.ReadWrite.All', 'Group.ReadWrite.All'],
    assignToGroup,
  ),
  operation('GET /users/{user-id}/licenseDetails', ['LicenseAssignment.Read.All', 'User.Read.All'], details),
];
