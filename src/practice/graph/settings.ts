/** Least and most, in milliseconds. */
export type Span = readonly [least: number, most: number];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;

/** How long the real service may take: each is drawn from its span. */
export interface Delays {
  readonly create: Span;
  readonly patch: Span;
  readonly list: Span;
  readonly advanced: Span;
  readonly recipient: Span;
  readonly dynamic: Span;
  readonly licence: Span;
  readonly revoke: Span;
  readonly mailbox: Span;
  readonly teams: Span;
  readonly team: Span;
  readonly sync: Span;
  readonly notice: Span;
}

export const REAL_DELAYS: Delays = {
  create: [0, 8 * SECOND],
  patch: [0, 3 * SECOND],
  list: [5 * SECOND, 30 * SECOND],
  advanced: [30 * SECOND, 90 * SECOND],
  recipient: [15 * MINUTE, 40 * MINUTE],
  dynamic: [MINUTE, 10 * MINUTE],
  licence: [MINUTE, 10 * MINUTE],
  revoke: [MINUTE, 5 * MINUTE],
  mailbox: [10 * MINUTE, 30 * MINUTE],
  teams: [10 * MINUTE, 60 * MINUTE],
  team: [MINUTE, 60 * MINUTE],
  sync: [30 * MINUTE, 30 * MINUTE],
  notice: [SECOND, 60 * SECOND],
};

/** Everything at once: for tests of something else. */
export const NO_DELAYS = Object.fromEntries(
  Object.keys(REAL_DELAYS).map((name) => [name, [0, 0] as const]),
) as unknown as Delays; // the keys are those of the real ones

/** Where the behaviour of the real service is not proven: both are here, and the suite runs with each. */
export interface Switches {
  readonly writeQuota: 'bucket' | 'window';
  readonly syncedDisable: 'refuse' | 'undo';
  readonly secondInvitation: 'same' | 'new';
  /** Two fetches of one mail differ in a trace header. */
  readonly mimeTwice: 'equal' | 'different';
  /** Adding 20 members by PATCH with GroupMember.ReadWrite.All alone. */
  readonly patchMembers: 'allowed' | 'refused';
  readonly deletedFilter: 'yes' | 'no';
  /** Directory roles in memberOf for those who may not read the directory. */
  readonly roleHolders: 'hidden' | 'shown';
  /** Wiping a device: only a run that says so may. */
  readonly wipe: 'refused' | 'allowed';
  /** How many objects the tenant may hold. */
  readonly objectQuota: number;
  /** The share of the tenant's writes that another application uses up. */
  readonly neighbour: number;
}

export const DEFAULT_SWITCHES: Switches = {
  writeQuota: 'window',
  syncedDisable: 'undo',
  secondInvitation: 'same',
  mimeTwice: 'equal',
  patchMembers: 'allowed',
  deletedFilter: 'yes',
  roleHolders: 'hidden',
  wipe: 'refused',
  objectQuota: 300_000,
  neighbour: 0,
};
