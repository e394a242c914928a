import type { Day, PersonId, SchoolId } from '../ids';
import { canonical } from '../ledger/hash';
import type { GroupRef } from './account';
import type { RoleTemplate, Scheme } from './role-template';
import type { Snapshot } from './snapshot';

export const ACCOUNT_KINDS = ['staff', 'supply', 'trainee', 'guest', 'pupil'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Who the account is for, as the register has them today. */
export interface Holder {
  readonly id: PersonId;
  readonly key: string;
  readonly oid: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly department: string;
  readonly schoolId: SchoolId;
  /** Another person of the school has the same name. */
  readonly isSharedName: boolean;
  /** The line manager's account. */
  readonly managerOid: string | null;
  /** Where a guest is invited. */
  readonly email: string | null;
  /** Addresses that may be given: unused, and never used before. */
  readonly addresses: readonly string[];
}

/** Something that was decided or happened. `at` is when; facts do not depend on the order in which they are heard. */
export type AccountEvent = { readonly at: number } & (
  | {
      readonly kind: 'joined';
      readonly on: Day;
      readonly as: AccountKind;
      readonly template: RoleTemplate | null;
      /** Groups outside a role, such as a pupil's cohort. */
      readonly groups: readonly GroupRef[];
      readonly endsOn: Day | null;
      /** The agreement is signed on paper: the account stays shut until the paper is recorded. */
      readonly onPaper: boolean;
      readonly sponsorOid: string | null;
      /** Was here before Lantern: nothing is changed until somebody decides something. */
      readonly isAdopted?: boolean;
    }
  | { readonly kind: 'moved'; readonly on: Day; readonly template: RoleTemplate }
  | { readonly kind: 'leaving'; readonly lastWorkingDay: Day; readonly contractEnd: Day }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'reinstated'; readonly snapshot: Snapshot | null }
  | { readonly kind: 'signed' }
  | { readonly kind: 'restricted' }
  | { readonly kind: 'to_delete'; readonly on: Day }
);

/** Employment from one joining to the next. A second joining is a rehire: signatures before it do not count. */
export interface Stint {
  readonly isAdopted: boolean;
  readonly as: AccountKind;
  readonly joinedAt: number;
  readonly from: Day;
  readonly roles: readonly { readonly from: Day; readonly template: RoleTemplate }[];
  readonly groups: readonly GroupRef[];
  readonly onPaper: boolean;
  readonly sponsorOid: string | null;
  readonly lastWorkingDay: Day | null;
  readonly contractEnd: Day | null;
  /** When leaving was decided: an end entered late closes what was begun until then. */
  readonly leavingAt: number;
}

/** What is known about a person's account. */
export interface Facts {
  readonly stint: Stint | null;
  readonly signedAt: number | null;
  readonly restrictedAt: number | null;
  readonly blockedAt: number | null;
  readonly deleteOn: Day | null;
  /** What a mistake took away and a decision gave back. */
  readonly reinstated: Snapshot | null;
  /** An open case or a hold stands, or nobody can say: then nothing is lost. */
  readonly isHeld: boolean;
  /** Hand-offs that a person has done and answers for. */
  readonly handedOff: readonly string[];
  /** What the school has lent the person and not had back, by name. */
  readonly lent: readonly string[];
  readonly scheme: Scheme;
}

const NOTHING_KNOWN = {
  stint: null,
  signedAt: null,
  restrictedAt: null,
  blockedAt: null,
  deleteOn: null,
  reinstated: null,
} as const;

type Known = Omit<Facts, 'isHeld' | 'handedOff' | 'lent' | 'scheme'>;

/** Events in the one order that does not depend on how they were heard. */
const inOrder = (events: readonly AccountEvent[]): AccountEvent[] =>
  [...events].sort((a, b) => a.at - b.at || (canonical(a) < canonical(b) ? -1 : 1));

/** What the events add up to. `isHeld` null means that nobody can say whether a hold stands: that counts as held. */
export function factsOf(
  events: readonly AccountEvent[],
  o: {
    readonly isHeld: boolean | null;
    readonly handedOff: readonly string[];
    readonly lent?: readonly string[];
    readonly scheme: Scheme;
  },
): Facts {
  const known = inOrder(events).reduce<Known>(after, NOTHING_KNOWN);
  return { ...known, isHeld: o.isHeld ?? true, handedOff: o.handedOff, lent: o.lent ?? [], scheme: o.scheme };
}

function after(known: Known, e: AccountEvent): Known {
  switch (e.kind) {
    case 'joined':
      return { ...NOTHING_KNOWN, blockedAt: known.blockedAt, stint: stintOf(e) };
    case 'moved':
      return withStint(known, (s) => ({
        isAdopted: false,
        roles: byDay([...s.roles, { from: e.on, template: e.template }]),
      }));
    case 'leaving':
      return withStint(known, (s) => ({
        lastWorkingDay: s.as === 'pupil' ? null : e.lastWorkingDay,
        contractEnd: e.contractEnd,
        leavingAt: toTheSecond(e.at),
      }));
    case 'blocked':
      return { ...known, blockedAt: toTheSecond(e.at) };
    case 'reinstated':
      return {
        ...withStint(known, () => ({ lastWorkingDay: null, contractEnd: null })),
        blockedAt: null,
        deleteOn: null,
        reinstated: e.snapshot,
      };
    case 'signed':
      return { ...known, signedAt: e.at, restrictedAt: null };
    case 'restricted':
      return { ...known, restrictedAt: toTheSecond(e.at) };
    case 'to_delete':
      return { ...known, deleteOn: e.on };
  }
}

/** The directory keeps such moments in whole seconds. */
const toTheSecond = (at: number): number => Math.floor(at / 1000) * 1000;

const stintOf = (e: Extract<AccountEvent, { kind: 'joined' }>): Stint => ({
  isAdopted: e.isAdopted ?? false,
  as: e.as,
  joinedAt: e.at,
  from: e.on,
  roles: e.template ? [{ from: e.on, template: e.template }] : [],
  groups: e.groups,
  onPaper: e.onPaper,
  sponsorOid: e.sponsorOid,
  // A pupil's place ends on one day: there is no work that ends before it.
  lastWorkingDay: e.as === 'pupil' ? null : e.endsOn,
  contractEnd: e.endsOn,
  leavingAt: 0,
});

/** Of two decisions for one day the later stands. */
const byDay = (roles: Stint['roles']): Stint['roles'] => [...roles].sort((a, b) => a.from.localeCompare(b.from));

/** Nothing can happen to an employment nobody has heard of. */
const withStint = (known: Known, change: (stint: Stint) => Partial<Stint>): Known =>
  known.stint ? { ...known, stint: { ...known.stint, ...change(known.stint) } } : known;
