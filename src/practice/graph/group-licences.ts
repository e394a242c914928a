import type { LicenceState, Person, Sku } from './directory';
import { isLinked } from './edges';
import { seatsOf } from './indexes';
import { licencesChanged } from './provisioning';
import { VIEW, type View } from './replicas';
import { changed, type World } from './world';

/** Why a licence cannot be had; null when it can. The words are Graph's. */
export function violation(world: World, person: Person, sku: Sku): string | null {
  const held = seatsOf(person);
  if (person.usageLocation === null) return 'ProhibitedInUsageLocationViolation';
  if (sku.excludes.some((id) => held.has(id))) return 'MutuallyExclusiveViolation';
  if (sku.needs.length > 0 && !hasPlans(world, held, sku.needs)) return 'DependencyViolation';
  if (!held.has(sku.skuId) && (world.indexes.seats.get(sku.skuId) ?? 0) >= sku.enabled) return 'CountViolation';
  return null;
}

function hasPlans(world: World, held: ReadonlySet<string>, needs: readonly string[]): boolean {
  const plans = [...held].flatMap((id) => world.state.tables.skus.current.get(id)?.plans ?? []);
  return needs.every((need) => plans.some((plan) => plan.servicePlanId === need));
}

/** Somebody joined: the licences of the group come some minutes later, if they come. */
export function memberJoined(world: World, groupId: string, personId: string): void {
  if ((world.state.tables.groups.current.get(groupId)?.licences.length ?? 0) === 0) return;
  world.later(world.within(world.delays.licence, 'join', personId), 'groupLicence', { groupId, personId });
}

export function memberLeft(world: World, groupId: string, personId: string): void {
  const person = world.state.tables.people.current.get(personId);
  if (!person?.licences.some((l) => l.assignedByGroup === groupId)) return;
  world.later(world.within(world.delays.licence, 'leave', personId), 'leaveLicence', { groupId, personId });
}

type Data = Readonly<Record<string, unknown>>;

/** Works out the licences of one group for one person, as the service does in its own time. */
export function settleLicences(world: World, { groupId, personId }: Data): void {
  const group = world.state.tables.groups.current.get(String(groupId));
  const person = world.state.tables.people.current.get(String(personId));
  if (!group || !person || !isLinked(world.state.edges.members, group.id, person.id)) return;
  const at = new Date(world.now()).toISOString();
  let next = withoutGroup(person, group.id);
  for (const { skuId, disabledPlans } of group.licences) {
    const sku = world.state.tables.skus.current.get(skuId);
    // Looked at without this group's own licences, but a seat that the person has already stays theirs.
    const error = sku === undefined ? 'Other' : violation(world, keepSeat(person, next, skuId), sku);
    const state = error === null ? 'Active' : 'Error';
    const was = person.licences.find((l) => l.assignedByGroup === group.id && l.skuId === skuId && l.state === state);
    const lastUpdatedDateTime = was?.lastUpdatedDateTime ?? at;
    const one: LicenceState = {
      skuId,
      disabledPlans,
      assignedByGroup: group.id,
      state,
      error: error ?? 'None',
      lastUpdatedDateTime,
    };
    next = changed(next, { licences: [...next.licences, one] });
  }
  saveLicences(world, person, next);
}

const withoutGroup = (person: Person, groupId: string): Person =>
  changed(person, { licences: person.licences.filter((l) => l.assignedByGroup !== groupId) });

const keepSeat = (was: Person, now: Person, skuId: string): Person =>
  changed(now, {
    licences: [...now.licences, ...was.licences.filter((l) => l.skuId === skuId && l.state === 'Active')],
  });

/** Left the group some minutes ago: its licences go. */
export function dropLicences(world: World, { groupId, personId }: Data): void {
  const person = world.state.tables.people.current.get(String(personId));
  if (!person || isLinked(world.state.edges.members, String(groupId), person.id)) return;
  saveLicences(world, person, withoutGroup(person, String(groupId)));
}

/** Writes the person, and has mailbox and Teams follow. */
export function saveLicences(world: World, before: Person, after: Person, by: View = VIEW.truth): void {
  world.write('people', after.id, after, 'patch', by);
  licencesChanged(world, before, after);
}
