import type { Group } from './directory';
import { isLinked } from './edges';
import type { World } from './world';

/** The team behind a group hears of its members up to an hour later. */
export function followGroup(world: World, group: Group, personId: string, isOn: boolean): void {
  if (!group.hasTeam) return;
  world.later(world.within(world.delays.team, 'team', personId), 'teamMember', { teamId: group.id, personId, isOn });
}

export function settleTeam(world: World, data: Readonly<Record<string, unknown>>): void {
  const team = world.state.tables.teams.current.get(String(data.teamId));
  const personId = String(data.personId);
  if (!team) return;
  const isIn = isLinked(world.state.edges.members, team.id, personId);
  const others = team.members.filter((m) => m.personId !== personId);
  const known = team.members.find((m) => m.personId === personId);
  const id = Buffer.from(`${team.id}##${personId}`).toString('base64');
  const one = known ?? { id, personId, roles: [] };
  world.write('teams', team.id, { ...team, members: isIn ? [...others, one] : others }, 'atOnce');
}
