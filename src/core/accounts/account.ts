/** What the directory says about a person, as fields of the account that we may set. */
export interface Profile {
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly department: string | null;
  readonly jobTitle: string | null;
}

export interface GroupRef {
  /** The group's object id. */
  readonly id: string;
  readonly name: string;
}

/**
 * Who decides about a membership: `assigned` means that we may. `role` groups carry directory rights and are an
 * administrator's; `mail` groups are Exchange's, `synced` ones the local directory's, `dynamic` ones follow a rule.
 */
export type GroupKind = 'assigned' | 'dynamic' | 'synced' | 'mail' | 'role';

export interface Membership extends GroupRef {
  readonly kind: GroupKind;
  /** The text of a dynamic group's rule. */
  readonly rule: string | null;
  /** True when the group gives a licence: it is left last. */
  readonly givesLicence: boolean;
}

export interface Licence {
  readonly sku: string;
  /** The group that gives it; null when it was given to the person directly. */
  readonly viaGroup: string | null;
  /** The directory's own word for what is wrong with it; null when it works. */
  readonly error: string | null;
}

export interface SignInMethod {
  readonly id: string;
  /** As the directory names it, such as `phoneMethods`: the collection it is removed from. */
  readonly type: string;
}

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
}

/**
 * An account as it was read. What only a full look reads is null when nobody looked or the reader was refused: that is
 * "cannot tell", never "nothing there".
 */
export interface Account {
  readonly id: string;
  /** Name for signing in; also where mail goes. Never changed, never given to another person. */
  readonly address: string;
  readonly profile: Profile;
  readonly isOpen: boolean;
  readonly isGuest: boolean;
  /** The local directory is master: it takes its attributes from there. */
  readonly isSynced: boolean;
  /** Holds a directory role: only an administrator may touch it. */
  readonly isProtected: boolean;
  /** Sessions begun before this instant are over; null when nobody ended any. */
  readonly sessionsFrom: number | null;
  readonly passwordAt: number | null;
  readonly managerId: string | null;
  readonly groups: readonly Membership[];
  readonly licences: readonly Licence[];
  readonly more: More | null;
}

/** What a leaver's account has beside itself. */
export interface More {
  readonly sponsorIds: readonly string[] | null;
  readonly methods: readonly SignInMethod[] | null;
  readonly devices: readonly Device[] | null;
  /** Groups and teams the person owns. `owners` counts them all. */
  readonly owned: readonly (GroupRef & { readonly owners: number })[] | null;
  /** Where mail is sent on by the person's own rules. */
  readonly forwards: readonly string[] | null;
  readonly mailbox: 'own' | 'shared' | 'none' | null;
  /** The automatic reply in force; '' when there is none. */
  readonly reply: string | null;
  /** Groups reached through another group. */
  readonly nested: readonly GroupRef[] | null;
}

/** Nobody looked, or the reader was refused. */
export const UNREAD: More = {
  sponsorIds: null,
  methods: null,
  devices: null,
  owned: null,
  forwards: null,
  mailbox: null,
  reply: null,
  nested: null,
};

/** Everything the directory has under one of our keys. More than one account is somebody's mistake: nothing is done. */
export interface Actual {
  readonly accounts: readonly Account[];
  /** Deleted within the last 30 days, and still to be had back. */
  readonly deleted: { readonly id: string; readonly address: string } | null;
}

export const NO_ACCOUNT: Actual = { accounts: [], deleted: null };

/** Our key in the directory, and the account once it is known. */
export interface AccountRef {
  readonly key: string;
  readonly id: string | null;
}
