import type { Call } from './call';
import type { Group, Person } from './directory';
import type { Fields } from './properties';
import { badRequest, type Refusal } from './reply';
import { changed, type World } from './world';
import { followAttributes } from './dynamic';

/** What the cloud may change although the school's own directory is the master. */
const OURS: ReadonlySet<string> = new Set([
  'usageLocation',
  'otherMails',
  'employeeLeaveDateTime',
  'preferredDataLocation',
]);

const mastered = (): Refusal =>
  badRequest(
    'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  );

interface Master {
  readonly accountEnabled: boolean;
}

const masterKey = (personId: string): string => `master ${personId}`;

/** What the school's own directory says of a person. */
const masterOf = (world: World, person: Person): Master =>
  (world.state.tables.documents.current.get(masterKey(person.id)) as Master | undefined) ?? {
    accountEnabled: person.accountEnabled,
  };

/**
 * Guards a change of a person whose master is the school's own directory.
 * @returns what has to happen after the change: it is undone by the next synchronisation
 * @throws Refusal 400 for what the master alone may change
 */
export function checkSynced({ world }: Call, person: Person, body: Fields): (() => void) | undefined {
  if (person.onPremisesSyncEnabled !== true) return undefined;
  const theirs = Object.keys(body).filter((name) => !OURS.has(name));
  const isDisable = theirs.every((name) => name === 'accountEnabled');
  if (!isDisable || (theirs.length > 0 && world.switches.syncedDisable === 'refuse')) throw mastered();
  if (theirs.length === 0) return undefined;
  world.write('documents', masterKey(person.id), { ...masterOf(world, person) }, 'atOnce');
  return () => world.later(world.within(world.delays.sync, 'sync'), 'sync', { personId: person.id });
}

export function refuseSyncedGroup(group: Group): void {
  if (group.onPremisesSyncEnabled === true) throw mastered();
}

/** One run of the synchronisation for one person: the cloud becomes what the master says. */
export function syncPerson(world: World, { personId }: Readonly<Record<string, unknown>>): void {
  const person = world.state.tables.people.current.get(String(personId));
  if (person?.onPremisesSyncEnabled !== true) return;
  const { accountEnabled } = masterOf(world, person);
  const other = { ...person.other, onPremisesLastSyncDateTime: new Date(world.now()).toISOString() };
  const next = changed(person, { accountEnabled, other });
  world.write('people', person.id, next);
  followAttributes(world, person, next);
}

/** Somebody disables the person where it counts; the next synchronisation brings it here. */
export function disableInMaster(world: World, personId: string): void {
  world.write('documents', masterKey(personId), { accountEnabled: false }, 'atOnce');
  world.later(world.within(world.delays.sync, 'sync'), 'sync', { personId });
}

export function syncEverybody(world: World): void {
  for (const person of [...world.state.tables.people.current.values()])
    if (person.onPremisesSyncEnabled === true) syncPerson(world, { personId: person.id });
}
