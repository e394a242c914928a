import type { Group, Person } from './directory';
import { isLinked } from './edges';
import { type Filter, holds, readFilter } from './filter';
import { memberJoined, memberLeft } from './group-licences';
import { personValue } from './shapes';
import type { World } from './world';

const TESTS: Readonly<Record<string, string>> = { startswith: 'startsWith', contains: 'contains' };
const parsed = new Map<string, Filter>();

/** `user.department -eq "Kitchen"` in the words of a filter. */
const inFilterWords = (rule: string): string =>
  rule
    .replace(/user\.(\w+) -(startsWith|contains) "([^"]*)"/gi, (_, name: string, test: string, value: string) => {
      return `${TESTS[test.toLowerCase()]}(${name},'${value.replaceAll("'", "''")}')`;
    })
    .replace(/user\.(\w+) -(eq|ne) "([^"]*)"/gi, (_, name: string, op: string, value: string) => {
      return `${name} ${op} '${value.replaceAll("'", "''")}'`;
    })
    .replace(/user\.(\w+) -(eq|ne) (true|false|null)/gi, '$1 $2 $3')
    .replace(/-(and|or|not)\b/gi, '$1');

/** @throws Refusal 400 for a rule that is not of the kinds played here */
export function ruleOf(rule: string): Filter {
  const known = parsed.get(rule);
  if (known) return known;
  const filter = readFilter(inFilterWords(rule));
  parsed.set(rule, filter);
  return filter;
}

export const isDynamic = (group: Group): boolean => group.groupTypes.includes('DynamicMembership');

const belongs = (world: World, group: Group, person: Person): boolean =>
  group.membershipRule !== null &&
  holds(ruleOf(group.membershipRule), ([name = '']) => personValue(world, person, name));

const dynamicGroups = (world: World): Group[] => [...world.state.tables.groups.current.values()].filter(isDynamic);

function followLater(world: World, group: Group, person: Person): void {
  const ms = world.within(world.delays.dynamic, 'dynamic', group.id, person.id);
  world.later(ms, 'dynamic', { groupId: group.id, personId: person.id });
}

/** A person changed: groups that go by attributes follow some minutes later. */
export function followAttributes(world: World, before: Person | null, after: Person): void {
  for (const group of dynamicGroups(world)) {
    const was = before !== null && belongs(world, group, before);
    if (was !== belongs(world, group, after)) followLater(world, group, after);
  }
}

/** The rule changed: everybody is looked at anew. */
export function followRule(world: World, group: Group): void {
  for (const person of world.state.tables.people.current.values()) {
    const isIn = isLinked(world.state.edges.members, group.id, person.id);
    if (isIn !== belongs(world, group, person)) followLater(world, group, person);
  }
}

/** Some minutes have passed: membership becomes what the rule says now. */
export function settleDynamic(world: World, data: Readonly<Record<string, unknown>>): void {
  const group = world.state.tables.groups.current.get(String(data.groupId));
  const person = world.state.tables.people.current.get(String(data.personId));
  if (!group || !person || !isDynamic(group)) return;
  const isOn = belongs(world, group, person);
  if (!world.link('members', group.id, person.id, isOn)) return;
  if (isOn) memberJoined(world, group.id, person.id);
  else memberLeft(world, group.id, person.id);
}
