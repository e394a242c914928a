import { type Account, type Actual, NO_ACCOUNT, type Profile } from './account';
import type { Change, Step } from './step';

/** An account nobody has seen yet: what it will be like as far as anybody can know. */
const fresh = (o: Pick<Account, 'id' | 'address' | 'profile' | 'isOpen' | 'isGuest'>): Account => ({
  id: o.id,
  address: o.address,
  profile: o.profile,
  isOpen: o.isOpen,
  isGuest: o.isGuest,
  isSynced: false,
  isProtected: false,
  sessionsFrom: null,
  passwordAt: null,
  managerId: null,
  groups: [],
  licences: [],
  more: null,
});

const NAMELESS: Profile = { displayName: '', givenName: null, surname: null, department: null, jobTitle: null };

/** What anybody's account is assumed to be like by whoever closes it without looking. */
export const assumedOpen = (id: string): Account =>
  fresh({ id, address: '', profile: NAMELESS, isOpen: true, isGuest: false });

/** Stands for an id that the directory has yet to give. */
export const TO_BE_GIVEN = 'to-be-given';

/**
 * What the directory would look like after these steps, if each had its effect and nothing else happened: for showing a
 * plan of several dates before the first has come. Hand-offs change nothing that can be foreseen.
 */
export const foreseen = (actual: Actual, steps: readonly Step[]): Actual =>
  steps.reduce((state, step) => afterChange(state, step.change), actual);

function afterChange(actual: Actual, change: Change): Actual {
  switch (change.do) {
    case 'create': {
      const address = change.addresses[0] ?? '';
      return { ...actual, accounts: [fresh({ ...change, id: TO_BE_GIVEN, address, isGuest: false })] };
    }
    case 'invite': {
      const profile = { ...NAMELESS, displayName: change.profile.displayName };
      const guest = { id: TO_BE_GIVEN, address: change.email, profile, isOpen: true, isGuest: true };
      return { ...actual, accounts: [fresh(guest)] };
    }
    case 'restore': {
      const back = { id: change.accountId, address: '', profile: NAMELESS, isOpen: false, isGuest: false };
      return { accounts: [fresh(back)], deleted: null };
    }
    case 'delete':
      return { ...NO_ACCOUNT, deleted: { id: change.accountId, address: actual.accounts[0]?.address ?? '' } };
    default:
      return { ...actual, accounts: actual.accounts.map((a) => ({ ...a, ...changed(a, change) })) };
  }
}

type ToAccount = Exclude<Change, { do: 'create' | 'invite' | 'restore' | 'delete' }>;

function changed(a: Account, change: ToAccount): Partial<Account> {
  switch (change.do) {
    case 'close':
      return { isOpen: false };
    case 'open':
      return { isOpen: true };
    case 'end_sessions':
      return { sessionsFrom: change.since };
    case 'new_password':
      return { passwordAt: change.since };
    case 'set_profile':
      return { profile: change.profile };
    case 'set_manager':
      return { managerId: change.managerId };
    case 'join':
      return {
        groups: [...a.groups, { ...change.group, kind: 'assigned', rule: null, givesLicence: change.givesLicence }],
      };
    case 'leave':
      return {
        groups: a.groups.filter((g) => g.id !== change.group.id),
        licences: a.licences.filter((l) => l.viaGroup !== change.group.id),
      };
    case 'remove_licence':
      return { licences: a.licences.filter((l) => l.sku !== change.sku || l.viaGroup !== null) };
    case 'hand_off':
      return {};
    default:
      return a.more === null ? {} : { more: { ...a.more, ...besides(a.more, change) } };
  }
}

type ToMore = Extract<ToAccount, { do: 'remove_method' | 'disable_device' | 'set_reply' | 'set_sponsor' }>;

function besides(more: NonNullable<Account['more']>, change: ToMore): Partial<NonNullable<Account['more']>> {
  switch (change.do) {
    case 'remove_method':
      return { methods: (more.methods ?? []).filter((m) => m.id !== change.method.id) };
    case 'disable_device':
      return { devices: (more.devices ?? []).map((d) => (d.id === change.deviceId ? { ...d, isEnabled: false } : d)) };
    case 'set_reply':
      return { reply: change.text };
    case 'set_sponsor':
      return { sponsorIds: [...(more.sponsorIds ?? []), change.sponsorId] };
  }
}
