import { type Call, idOf } from './call';
import type { Group } from './directory';
import { GROUP_FILTERS } from './filterable';
import type { Source } from './lists';
import { GROUP_PROPERTIES, type Fields } from './properties';
import type { Kind } from './query';
import { notFound } from './reply';
import { see, type View } from './replicas';
import { DEFAULT_GROUP, groupValue, shaped } from './shapes';
import type { World } from './world';

export const GROUP_KIND: Kind = {
  type: 'group',
  // `members` is no property, but may be selected in delta queries.
  properties: new Map([...GROUP_PROPERTIES, ['members', 'objects'] as const]),
  defaults: DEFAULT_GROUP,
  filters: GROUP_FILTERS,
  orderBy: ['displayName'],
};

export const seeGroup = (world: World, id: string, view: View): Group | undefined =>
  see(world.state.tables.groups, id, view, world.now());

/** The group of `/groups/{group-id}`. @throws Refusal 404 also when this copy does not know it yet */
export function groupOf(call: Call): Group {
  const id = idOf(call, 'group-id');
  const group = seeGroup(call.world, id.toLowerCase(), call.view);
  if (!group) throw notFound(id);
  return group;
}

/** As `groupOf`, but the latest row. */
export function groupToChange(call: Call): Group {
  const { id } = groupOf(call);
  const group = call.world.state.tables.groups.current.get(id);
  if (!group) throw notFound(id);
  return group;
}

export const shapeGroup = (world: World, group: Group, names: readonly string[]): Fields =>
  shaped(names, (name) => groupValue(world, group, name));

export const groupsSource = ({ world }: Call): Source<Group> => ({
  kind: GROUP_KIND,
  context: 'groups',
  ids: () => world.state.tables.groups.order,
  row: (id, view) => seeGroup(world, id, view),
  value: (group, name) => groupValue(world, group, name),
  shape: (group, query) =>
    shapeGroup(
      world,
      group,
      query.select.filter((n) => n !== 'members'),
    ),
});
