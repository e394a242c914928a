import type { Day } from '../ids';
import { contentHash } from '../ledger/hash';
import { type Account, type Actual, type GroupRef, type Profile, type SignInMethod, UNREAD } from './account';

/** What a person has to do because the directory offers no way, or none that is ours. */
export const TASKS = [
  'convert_mailbox',
  'close_in_local_directory',
  'change_in_local_directory',
  'end_right',
  'sole_owner',
  'take_back',
  'move_safeguarding_file',
] as const;
export type Task = (typeof TASKS)[number];

/** One change to the directory, in the school's words. Each sets a state rather than toggles it, so it may be repeated. */
export type Change =
  | { readonly do: 'close' }
  | { readonly do: 'end_sessions'; readonly since: number }
  | { readonly do: 'new_password'; readonly since: number }
  | { readonly do: 'remove_method'; readonly method: SignInMethod }
  | { readonly do: 'disable_device'; readonly deviceId: string; readonly name: string }
  | { readonly do: 'set_reply'; readonly text: string }
  | { readonly do: 'hand_off'; readonly task: Task; readonly about: string }
  | { readonly do: 'restore'; readonly accountId: string }
  | {
      readonly do: 'create';
      readonly profile: Profile;
      readonly addresses: readonly string[];
      readonly isOpen: boolean;
      readonly as: string;
      readonly hiredOn: Day | null;
    }
  | { readonly do: 'invite'; readonly email: string; readonly profile: Profile }
  | { readonly do: 'set_profile'; readonly profile: Profile }
  | { readonly do: 'set_manager'; readonly managerId: string }
  | { readonly do: 'set_sponsor'; readonly sponsorId: string }
  | { readonly do: 'leave'; readonly group: GroupRef; readonly why: 'role' | 'gate' | 'licence' }
  | { readonly do: 'join'; readonly group: GroupRef; readonly isSensitive: boolean; readonly givesLicence: boolean }
  | { readonly do: 'open' }
  | { readonly do: 'remove_licence'; readonly sku: string }
  | { readonly do: 'delete'; readonly accountId: string };

export type Doing = Change['do'];

/** Which of our registrations may make the change: each holds the least it needs, and none holds another's. */
export type Registration =
  | 'reader'
  | 'blocker'
  | 'provisioner'
  | 'credentials'
  | 'groups'
  | 'deleter'
  | 'evidence'
  | 'person';

/** Blocks go before starters, and starters before everything slow. */
export const LANES = ['block', 'start', 'slow'] as const;
export type Lane = (typeof LANES)[number];

interface Manner {
  readonly registration: Registration;
  /** How it could be taken back; null when it cannot. */
  readonly undo: Doing | null;
  readonly isRisky: boolean;
}

/**
 * Every kind of change there is, in the order in which the changes of one person happen. Closing comes before ending
 * sessions, or the person signs straight back in; the last membership to go is the one that carries the licence.
 */
const MANNERS = {
  close: { registration: 'blocker', undo: 'open', isRisky: false },
  end_sessions: { registration: 'blocker', undo: null, isRisky: false },
  new_password: { registration: 'blocker', undo: null, isRisky: false },
  remove_method: { registration: 'credentials', undo: null, isRisky: false },
  disable_device: { registration: 'credentials', undo: null, isRisky: false },
  set_reply: { registration: 'evidence', undo: 'set_reply', isRisky: false },
  hand_off: { registration: 'person', undo: null, isRisky: false },
  restore: { registration: 'deleter', undo: 'delete', isRisky: false },
  create: { registration: 'provisioner', undo: 'close', isRisky: false },
  invite: { registration: 'provisioner', undo: 'close', isRisky: false },
  set_profile: { registration: 'provisioner', undo: 'set_profile', isRisky: false },
  set_manager: { registration: 'provisioner', undo: 'set_manager', isRisky: false },
  set_sponsor: { registration: 'provisioner', undo: null, isRisky: false },
  leave: { registration: 'groups', undo: 'join', isRisky: false },
  join: { registration: 'groups', undo: 'leave', isRisky: false },
  open: { registration: 'blocker', undo: 'close', isRisky: false },
  remove_licence: { registration: 'provisioner', undo: null, isRisky: false },
  delete: { registration: 'deleter', undo: 'restore', isRisky: true },
} satisfies Record<Doing, Manner>;

// The table is in execution order, and its keys are all the doings.
const ORDER = Object.keys(MANNERS) as Doing[];
/** Joining comes before the gate and the licence are left, so that a stop in between locks nobody out. */
const LEAVES_AFTER_JOINING = ['gate', 'licence'];

/** One row of a plan. */
export interface Step {
  /** What is done to what: the same for the same change, whoever plans it and whenever. */
  readonly key: string;
  readonly change: Change;
  /** What was seen that makes the change needed. */
  readonly observed: string;
  readonly registration: Registration;
  readonly lane: Lane;
  readonly undo: Doing | null;
  readonly isRisky: boolean;
  /** The step, by key, that has to be done first. */
  readonly waitsFor: string | null;
}

/** What a person has to do by hand. */
export type HandOffStep = Step & { readonly change: Extract<Change, { do: 'hand_off' }> };
export const isHandOff = (step: Step): step is HandOffStep => step.change.do === 'hand_off';

/** The order among one person's steps. */
export const rankOf = (change: Change): number =>
  change.do === 'leave' && LEAVES_AFTER_JOINING.includes(change.why)
    ? ORDER.indexOf('open') + (change.why === 'gate' ? 0.25 : 0.5)
    : ORDER.indexOf(change.do);

const BLOCKS: readonly Doing[] = ['close', 'end_sessions', 'new_password'];
export const isBlock = (change: Change): boolean => BLOCKS.includes(change.do);

const BEGINNINGS: readonly Doing[] = ['restore', 'create', 'invite'];
/** Without it there is no account to do the rest to. */
export const isBeginning = (change: Change): boolean => BEGINNINGS.includes(change.do);

function targetOf(change: Change): string {
  switch (change.do) {
    case 'join':
    case 'leave':
      return change.group.id;
    case 'remove_method':
      return change.method.id;
    case 'disable_device':
      return change.deviceId;
    case 'remove_licence':
      return change.sku;
    case 'hand_off':
      return `${change.task}:${change.about}`;
    default:
      return '';
  }
}

export const stepKey = (change: Change): string =>
  [change.do, targetOf(change)].filter((part) => part !== '').join(' ');

export function makeStep(
  change: Change,
  o: { observed: string; isLeaving: boolean; isRisky?: boolean; waitsFor?: string | null },
): Step {
  const { registration, undo, isRisky } = MANNERS[change.do];
  return {
    key: stepKey(change),
    change,
    observed: o.observed,
    registration,
    lane: isBlock(change) ? 'block' : o.isLeaving ? 'slow' : 'start',
    undo,
    isRisky: isRisky || (o.isRisky ?? false),
    waitsFor: o.waitsFor ?? null,
  };
}

/**
 * What an approval covers: the change itself, not what was seen when it was planned, and not what the directory happens
 * to call a group.
 */
export const stepHash = ({ key, change, isRisky, waitsFor }: Step): string =>
  contentHash({ key, isRisky, waitsFor, change: essence(change) });

/** Which of the addresses is free turns out at the last moment. */
function essence(change: Change): Change | null {
  if (change.do === 'join' || change.do === 'leave') return null;
  return change.do === 'create' ? { ...change, addresses: [] } : change;
}

/** `no` and `cannot_tell` are different: a reader that was refused proves nothing. */
export type Proof = 'yes' | 'no' | 'cannot_tell';

const is = (proved: boolean): Proof => (proved ? 'yes' : 'no');
const none = <T>(list: readonly T[] | null, isIt: (item: T) => boolean): Proof =>
  list === null ? 'cannot_tell' : is(!list.some(isIt));

/** Does what was read prove that the change is made? A success answer never does. */
export function proofOf(change: Change, actual: Actual): Proof {
  if (change.do === 'hand_off') return 'cannot_tell';
  const [account, ...others] = actual.accounts;
  if (change.do === 'delete')
    return is(account === undefined && actual.deleted !== null && actual.deleted.id === change.accountId);
  if (account === undefined || others.length > 0) return 'no';
  return proofIn(change, account);
}

function proofIn(change: Exclude<Change, { do: 'hand_off' | 'delete' }>, a: Account): Proof {
  const more = a.more ?? UNREAD;
  switch (change.do) {
    case 'close':
      return is(!a.isOpen);
    case 'open':
      return is(a.isOpen);
    case 'end_sessions':
      // The directory leaves a guest's sessions to their own organisation.
      return a.isGuest ? 'cannot_tell' : is((a.sessionsFrom ?? 0) >= change.since);
    case 'new_password':
      return is((a.passwordAt ?? 0) >= change.since);
    case 'remove_method':
      return none(more.methods, (m) => m.id === change.method.id);
    case 'disable_device':
      return none(more.devices, (d) => d.id === change.deviceId && d.isEnabled);
    case 'set_reply':
      return more.reply === null ? 'cannot_tell' : is(more.reply === change.text);
    case 'restore':
      return is(a.id === change.accountId);
    case 'create':
    case 'invite':
      return 'yes';
    case 'set_profile':
      return is(sameProfile(a.profile, change.profile));
    case 'set_manager':
      return is(a.managerId === change.managerId);
    case 'set_sponsor':
      return more.sponsorIds === null ? 'cannot_tell' : is(more.sponsorIds.includes(change.sponsorId));
    case 'join':
      return is(a.groups.some((g) => g.id === change.group.id));
    case 'leave':
      return is(!a.groups.some((g) => g.id === change.group.id));
    case 'remove_licence':
      return is(!a.licences.some((l) => l.sku === change.sku && l.viaGroup === null));
  }
}

export const sameProfile = (a: Profile, b: Profile): boolean =>
  a.displayName === b.displayName &&
  a.givenName === b.givenName &&
  a.surname === b.surname &&
  a.department === b.department &&
  a.jobTitle === b.jobTitle;
