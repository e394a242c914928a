import type { AccountRef, Actual } from './account';
import type { Change, Lane } from './step';

/** How much is read: `account` for planning and proving, `everything` before somebody leaves. */
export type Depth = 'account' | 'everything';

/** One change on its way to the directory. */
export interface Order {
  /** Random and our own: the request carries it, so that the directory's own log can be searched for it. */
  readonly id: string;
  readonly key: string;
  readonly ref: AccountRef;
  readonly change: Change;
  readonly lane: Lane;
  /** Sent before with an answer nobody has: a create is then looked for with patience, and not repeated blindly. */
  readonly isRepeat: boolean;
}

/**
 * What came back. `sent` is the directory's word and proves nothing yet; `unclear` may or may not have happened;
 * `refused` does not happen as things stand; `later` says when it may be asked again.
 */
export type Outcome =
  | { readonly kind: 'sent'; readonly accountId: string | null }
  | { readonly kind: 'unclear'; readonly notBefore: number | null }
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  | { readonly kind: 'later'; readonly notBefore: number };

export const REFUSALS = [
  'no_permission',
  'not_connected',
  'owned_elsewhere',
  'no_seats',
  'address_taken',
  'bad_name',
  'not_there',
  'is_default',
  'not_supported',
  'other',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** A change as the directory is asked for it, for whoever keeps the directory. */
export interface DirectoryCall {
  readonly method: string;
  readonly path: string;
  /** JSON without secrets; null when there is none. */
  readonly body: string | null;
  /** Least permission that it takes. */
  readonly permissions: readonly string[];
  readonly registration: string;
}

/** The tenant as far as a form needs it. */
export interface Overview {
  readonly domains: readonly string[];
  readonly seats: readonly { readonly sku: string; readonly name: string; readonly left: number }[];
  /** Licences left by the group that gives them; groups that give none, or that nobody may read, are missing. */
  readonly byGroup: Readonly<Record<string, number>>;
}

/**
 * What came of asking for a pass for the first sign-in. `made`: to be shown once, and kept by nobody. `held`: one works
 * already. `refused`: the tenant gives none. `unclear`: nobody can say whether it was made.
 */
export type PassAnswer =
  | { readonly kind: 'made'; readonly secret: string; readonly validUntil: number }
  | { readonly kind: 'held' | 'refused' | 'unclear' };

/** The directory of accounts, in the school's words. Everything that only a network knows is behind it. */
export interface Directory {
  /** @returns what is there under each key; people who could not be read are missing from the answer. */
  look(refs: readonly AccountRef[], depth: Depth): Promise<ReadonlyMap<string, Actual>>;
  /** @returns an outcome for each order, by its id. */
  apply(orders: readonly Order[]): Promise<ReadonlyMap<string, Outcome>>;
  /** @throws AppError `unavailable` when it does not answer. */
  overview(groupIds: readonly string[]): Promise<Overview>;
  /** Makes a pass. While one works already only if `replaces`, because each new one ends the last. */
  pass(accountId: string, o: { readonly minutes: number; readonly replaces: boolean }): Promise<PassAnswer>;
  /** Sets a first password, to be changed at the next sign-in. `unclear`: it may have been set. */
  password(accountId: string, secret: string): Promise<'set' | 'refused' | 'unclear'>;
  /** Accounts that changed since `link` (null: all), page by page. The last page has the next link. */
  changes(link: string | null): AsyncIterable<ChangePage>;
}

export interface ChangePage {
  readonly accounts: readonly Changed[];
  /** Object ids that are gone. */
  readonly gone: readonly string[];
  readonly next: string | null;
}

/** An account as a list of changes tells of it. */
export interface Changed {
  readonly id: string;
  readonly key: string | null;
  readonly address: string;
  readonly isOpen: boolean;
  readonly displayName: string;
}
