import { contentHash } from '../ledger/hash';
import { type Account, type GroupRef, type Membership, UNREAD } from './account';

/** What an account was like before the first change: taken before anything is done, kept as long as the case. */
export interface Snapshot {
  readonly accountId: string;
  readonly takenAt: number;
  readonly address: string;
  readonly isOpen: boolean;
  readonly managerId: string | null;
  /** Groups a person was put into: these can be given back. */
  readonly groups: readonly GroupRef[];
  /** Groups that somebody or something else decides about. */
  readonly others: readonly (GroupRef & { readonly kind: Membership['kind']; readonly rule: string | null })[];
  readonly licences: readonly { readonly sku: string; readonly viaGroup: string | null }[];
  readonly methods: readonly string[];
  readonly devices: readonly string[];
}

export function snapshotOf(account: Account, takenAt: number): Snapshot {
  const { id: accountId, address, isOpen, managerId, groups, licences } = account;
  const more = account.more ?? UNREAD;
  const name = ({ id, name }: GroupRef): GroupRef => ({ id, name });
  return {
    accountId,
    takenAt,
    address,
    isOpen,
    managerId,
    groups: groups.filter((g) => g.kind === 'assigned').map(name),
    others: groups.filter((g) => g.kind !== 'assigned').map((g) => ({ ...name(g), kind: g.kind, rule: g.rule })),
    licences: licences.map(({ sku, viaGroup }) => ({ sku, viaGroup })),
    methods: (more.methods ?? []).map((m) => m.type),
    devices: (more.devices ?? []).map((d) => d.name),
  };
}

/** How a snapshot is recognised when it is read again. */
export const snapshotHash = (s: Snapshot): string => contentHash(s);

/** What no reinstatement brings back, said before anybody approves it. */
export interface Lost {
  readonly what: 'password' | 'sessions' | 'methods' | 'devices' | 'group' | 'licence';
  readonly name: string;
}

/**
 * What taking a mistake back means: the groups to give back, and what cannot return. A group that a person of the
 * school has decided about since (`decidedSince`) is left as it was decided, and shown.
 */
export function reinstate(
  snapshot: Snapshot,
  o: { readonly decidedSince: readonly string[] },
): { readonly snapshot: Snapshot; readonly conflicts: readonly GroupRef[]; readonly lost: readonly Lost[] } {
  const isDecided = (g: GroupRef): boolean => o.decidedSince.includes(g.id);
  const byGroup = new Set(snapshot.groups.map((g) => g.id));
  return {
    snapshot: { ...snapshot, groups: snapshot.groups.filter((g) => !isDecided(g)) },
    conflicts: snapshot.groups.filter(isDecided),
    lost: [
      { what: 'password', name: '' },
      { what: 'sessions', name: '' },
      ...snapshot.methods.map((name): Lost => ({ what: 'methods', name })),
      ...snapshot.devices.map((name): Lost => ({ what: 'devices', name })),
      ...snapshot.others.map((g): Lost => ({ what: 'group', name: g.name })),
      ...snapshot.licences
        .filter((l) => l.viaGroup === null || !byGroup.has(l.viaGroup))
        .map((l): Lost => ({ what: 'licence', name: l.sku })),
    ],
  };
}
