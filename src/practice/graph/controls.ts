import type { Group, Method, Person } from './directory';
import { catchUp } from './due';
import { changeWorld } from './effects';
import type { Fault, Faults } from './faults';
import type { TrafficLog } from './log';
import type { Mailbox, Message } from './mail-rows';
import { sharedIdOf } from './mailboxes';
import { disableInMaster, syncEverybody } from './sync';
import type { Notice } from './teams-rows';
import type { World } from './world';

/** What the tests and the practice page may see and do behind Graph's back. Always the truth, never a lagging copy. */
export interface Controls {
  /** Moves time on, and does all that falls due on the way. */
  advance(ms: number): void;
  now(): number;
  /** Everything in the directory. */
  state(): {
    readonly people: readonly Person[];
    readonly groups: readonly (Group & { readonly members: readonly string[]; readonly owners: readonly string[] })[];
    readonly deleted: readonly { readonly person: Person; readonly at: number }[];
  };
  person(id: string):
    | (Person & {
        readonly groups: readonly string[];
        readonly methods: readonly Method[];
        readonly tokensCutOffAt: number | null;
      })
    | undefined;
  mailbox(id: string): (Mailbox & { readonly messages: readonly Message[] }) | undefined;
  /** One that several people share, by its address. @throws RangeError when there is none */
  sharedMailbox(address: string): Mailbox & { readonly messages: readonly Message[] };
  /** A person did in Exchange what Graph cannot. */
  convertToShared(id: string): void;
  /** Puts a mailbox under hold, or takes it off. */
  hold(id: string, isHeld: boolean): void;
  /** Somebody disables the person in the school's own directory; the next synchronisation brings it here. */
  adDisable(id: string): void;
  syncNow(): void;
  /** The notices that arrived. */
  delivered(): readonly Notice[];
  /** How many passes were handed out: the passes themselves are told once and never again. */
  passesHandedOut(): number;
  /** @throws Error when an account went because somebody forgot `/$ref` */
  expectNoAccidents(): void;
  fault(fault: Fault): void;
  clearFaults(): void;
}

interface Behind {
  readonly world: World;
  readonly faults: Faults;
  readonly withdrawn: Set<string>;
  readonly log: TrafficLog;
}

/** Faults that change the world need no call to strike. */
const WORLDLY: ReadonlySet<string> = new Set(['seats', 'policy', 'consent', 'clock-skew']);

export function makeControls(behind: Behind): Controls {
  const { world, log } = behind;
  return {
    ...faultControls(behind),
    ...mailControls(world),
    advance: (ms) => {
      if (world.clock.advance) world.clock.advance(ms);
      else world.state.ahead += ms;
      catchUp(world);
    },
    now: () => world.now(),
    state: () => stateOf(world),
    person: (id) => personOf(world, id),
    adDisable: (id) => disableInMaster(world, id),
    syncNow: () => syncEverybody(world),
    delivered: () => {
      catchUp(world);
      return [...world.state.tables.notices.current.values()];
    },
    passesHandedOut: () => world.state.counts.passes ?? 0,
    expectNoAccidents: () => {
      if (log.accidents > 0) throw new Error(`${log.accidents} account(s) were deleted by a call without /$ref`);
    },
  };
}

const faultControls = ({ world, faults, withdrawn }: Behind): Pick<Controls, 'fault' | 'clearFaults'> => ({
  fault: (fault) => {
    const [kind = '', value = ''] = fault.effect.split(/:(.*)/s);
    const struck = { name: fault.effect, kind, value, fault, n: 0 };
    if (fault.match === undefined && WORLDLY.has(kind)) changeWorld(world, struck, withdrawn);
    else faults.add(fault);
  },
  clearFaults: () => {
    faults.clear();
    withdrawn.clear();
  },
});

function mailControls(world: World): Pick<Controls, 'mailbox' | 'sharedMailbox' | 'convertToShared' | 'hold'> {
  const { mailboxes, messages } = world.state.tables;
  const change = (id: string, changes: Partial<Mailbox>): void => {
    const mailbox = mailboxes.current.get(id);
    if (!mailbox) throw new RangeError(`There is no mailbox ${id}.`);
    world.write('mailboxes', id, { ...mailbox, ...changes }, 'atOnce');
  };
  const look: Controls['mailbox'] = (id) => {
    catchUp(world);
    const mailbox = mailboxes.current.get(id);
    const inside = [...(world.indexes.messages.get(id) ?? [])].flatMap((m) => messages.current.get(m) ?? []);
    return mailbox && { ...mailbox, messages: inside };
  };
  return {
    mailbox: look,
    sharedMailbox: (address) => {
      const found = look(sharedIdOf(address));
      if (!found) throw new RangeError(`There is no shared mailbox ${address}.`);
      return found;
    },
    convertToShared: (id) => change(id, { purpose: 'shared' }),
    hold: (id, isHeld) => change(id, { isHeld }),
  };
}

function stateOf(world: World): ReturnType<Controls['state']> {
  catchUp(world);
  const { tables, edges } = world.state;
  return {
    people: [...tables.people.current.values()],
    groups: [...tables.groups.current.values()].map((group) => ({
      ...group,
      members: [...(edges.members.out.get(group.id) ?? [])],
      owners: [...(edges.owners.out.get(group.id) ?? [])],
    })),
    deleted: [...tables.deleted.current.values()],
  };
}

function personOf(world: World, id: string): ReturnType<Controls['person']> {
  catchUp(world);
  const { tables, edges } = world.state;
  const person = tables.people.current.get(id);
  if (!person) return undefined;
  const methods = [...(world.indexes.methods.get(id) ?? [])].flatMap((m) => tables.methods.current.get(m) ?? []);
  const groups = [...(edges.members.back.get(id) ?? [])];
  return { ...person, groups, methods, tokensCutOffAt: world.state.cutOff[id] ?? null };
}
