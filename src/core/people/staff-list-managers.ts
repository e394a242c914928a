import type { Person } from './person';
import { headingOf } from './list-columns';
import type { Columns } from './staff-list-columns';
import { type Entry, keyOf } from './staff-list-entries';
import type { Register } from './staff-list-register';
import type { StaffListProblem } from './staff-list-rows';

export interface Managed {
  /** The manager's staff number as the register has it. */
  numberBefore(person: Person): string | null;
  /** The manager's staff number once the list is applied. */
  numberFor(entry: Entry): string | null;
  readonly problems: readonly StaffListProblem[];
}

/**
 * Puts managers to their staff numbers, whether they are in the register or new in this list. A manager nobody knows,
 * or one who would stand in a circle, is named and not used; the rest of that line is.
 */
export function readManagers(
  entries: readonly Entry[],
  { register, others, columns }: { register: Register<Person>; others: Register<Person>; columns: Columns },
): Managed {
  const everybody = [...others.all(), ...register.all()];
  const problems: StaffListProblem[] = [];
  const refuse = ({ line }: Entry, what: string) =>
    problems.push({ line, where: headingOf(columns, 'manager'), what, isKept: true });
  const numberOf = new Map<string, string>(everybody.map((p) => [p.id, p.staffNumber]));
  for (const entry of entries) numberOf.set(entry.key, entry.record.staffNumber);
  const before = new Map<string, string | null>(everybody.map((p) => [p.id, p.managerId]));
  const asked = new Map<string, string | null>();
  for (const entry of entries) {
    if (entry.manager === undefined) continue;
    const manager =
      entry.manager === null ? null : keyOf(register.find(entry.manager) ?? others.find(entry.manager), entry.manager);
    if (manager !== null && !numberOf.has(manager))
      refuse(entry, `Nobody has the staff number ${entry.manager}. The rest of this line was used.`);
    else if (manager !== (before.get(entry.key) ?? null)) asked.set(entry.key, manager);
  }
  for (const entry of takeOutLoops(entries, before, asked))
    refuse(entry, 'Following the managers comes back to this person. The rest of this line was used.');
  const after = new Map([...before, ...asked]);
  const numberFrom = (managers: ReadonlyMap<string, string | null>, key: string) =>
    numberOf.get(managers.get(key) ?? '') ?? null;
  return {
    numberBefore: ({ id }) => numberFrom(before, id),
    numberFor: ({ key }) => numberFrom(after, key),
    problems,
  };
}

/** Takes managers that the list asks for out of `asked` until nobody is above themselves; whose they were. */
function takeOutLoops(
  entries: readonly Entry[],
  before: ReadonlyMap<string, string | null>,
  asked: Map<string, string | null>,
): Entry[] {
  const loop = inManagerLoop(new Map([...before, ...asked]));
  const looping = entries.filter(({ key }) => loop.has(key) && asked.has(key));
  looping.forEach(({ key }) => asked.delete(key));
  return looping.length === 0 ? [] : [...looping, ...takeOutLoops(entries, before, asked)];
}

/** Who stands in a circle when each follows their manager. Takes time in proportion to the number of people. */
function inManagerLoop(managerOf: ReadonlyMap<string, string | null>): Set<string> {
  const loops = new Set<string>();
  const done = new Set<string>();
  for (const start of managerOf.keys()) {
    const path: string[] = [];
    let at: string | null = start;
    while (at !== null && !done.has(at)) {
      done.add(at);
      path.push(at);
      at = managerOf.get(at) ?? null;
    }
    const from = at === null ? -1 : path.indexOf(at);
    if (from >= 0) path.slice(from).forEach((key) => loops.add(key));
  }
  return loops;
}
