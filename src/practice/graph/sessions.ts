import { type Call, operation, type Operation } from './call';
import type { Person } from './directory';
import { personToChange } from './people';
import { refuseProtected } from './protected';
import { contextFor } from './query';
import { type Answer, ok } from './reply';
import { changed, type World } from './world';

/** The password itself is kept nowhere: nobody signs in here. */
export const passwordChanged = (world: World, person: Person): Person =>
  changed(person, { lastPasswordChangeDateTime: new Date(world.now()).toISOString() });

/** Ends sessions some minutes from now. Those of other organisations' people go on, whatever the answer says. */
function revoke(call: Call): Answer {
  const { world } = call;
  const person = personToChange(call);
  refuseProtected(call, person.id);
  if (person.userType !== 'Guest') {
    const at = world.now();
    const since = { signInSessionsValidFromDateTime: new Date(at).toISOString() };
    world.write('people', person.id, changed(person, since), 'patch', call.view);
    world.later(world.within(world.delays.revoke, 'revoke'), 'revoke', { personId: person.id, at });
  }
  return ok({ ...contextFor(call, 'Edm.Boolean'), value: true });
}

/** From now on tokens from before are refused. */
export function cutOff(world: World, { personId, at }: Readonly<Record<string, unknown>>): void {
  world.state.cutOff[String(personId)] = Number(at);
}

export const SESSIONS: readonly Operation[] = [
  operation('POST /users/{user-id}/revokeSignInSessions', ['User.RevokeSessions.All', 'User.ReadWrite.All'], revoke),
];
