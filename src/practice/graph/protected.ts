import type { Call } from './call';
import { denied } from './reply';
import type { World } from './world';

/** Holders of a directory role and members of role-assignable groups: out of reach for applications. */
export function isProtected(world: World, personId: string): boolean {
  const { roleHolders, members } = world.state.edges;
  if ((roleHolders.back.get(personId)?.size ?? 0) > 0) return true;
  const { groups } = world.state.tables;
  return [...(members.back.get(personId) ?? [])].some((id) => groups.current.get(id)?.isAssignableToRole === true);
}

/** @throws Refusal 403 when the person may be changed only by a person with a role of their own */
export function refuseProtected({ world, token }: Call, personId: string): void {
  if (token.personId === null && isProtected(world, personId)) throw denied();
}
