import { contentHash } from '../ledger/hash';
import { type Account, type Actual, type GroupRef, type Membership, UNREAD } from './account';
import type { Desired } from './desired';
import { type Change, type Step, makeStep, rankOf, sameProfile, stepHash, stepKey } from './step';

/** Why nothing may be changed although something differs: a person has to look first. */
export type Refusal = 'two_accounts' | 'protected';

/** @returns null when the account may be changed. */
export function refusalOf(want: Desired, actual: Actual): Refusal | null {
  const [account, ...others] = actual.accounts;
  if (others.length > 0) return 'two_accounts';
  const ids = [account?.id, actual.deleted?.id];
  return account?.isProtected || ids.some((id) => id !== undefined && want.protectedIds.includes(id))
    ? 'protected'
    : null;
}

/**
 * What has to change so that the account is as it should be: ordered, each row with what it relies on, how it is
 * proved and taken back. Applying it and planning again gives no rows. Protected accounts give none at all.
 */
export function plan(want: Desired, actual: Actual): Step[] {
  if (want.leaves === 'nothing' && want.standing !== 'suspended') return [];
  if (refusalOf(want, actual) !== null) return [];
  const [account] = actual.accounts;
  const steps = account ? changesTo(account, want) : beginning(want, actual);
  return steps.sort((a, b) => rankOf(a.change) - rankOf(b.change) || a.key.localeCompare(b.key));
}

/** The name of a plan for its approval: any change of what it would do gives another. */
export const planHash = (steps: readonly Step[]): string => contentHash(steps.map(stepHash));

/** Nobody is there yet: somebody deleted lately is had back, a guest is invited, everybody else gets a new account. */
function beginning(want: Desired, actual: Actual): Step[] {
  if (!want.exists || want.standing === 'closed' || want.standing === 'suspended') return [];
  const row = (change: Change, observed: string): Step => makeStep(change, { observed, isLeaving: false });
  const first = firstStep(want, actual, row);
  return [
    first,
    ...(want.managerOid === null ? [] : [row({ do: 'set_manager', managerId: want.managerOid }, 'no account')]),
    ...(want.sponsorOid === null ? [] : [row({ do: 'set_sponsor', sponsorId: want.sponsorOid }, 'no account')]),
    ...want.groups.map((g) => joining(g, 'no account')),
  ];
}

function firstStep(want: Desired, { deleted }: Actual, row: (change: Change, observed: string) => Step): Step {
  const { profile, isOpen, as, hiredOn, holder } = want;
  if (deleted) return row({ do: 'restore', accountId: deleted.id }, 'deleted within 30 days');
  if (as === 'guest') return row({ do: 'invite', email: holder.email ?? '', profile }, 'no account');
  return row({ do: 'create', profile, addresses: holder.addresses, isOpen, as, hiredOn }, 'no account');
}

const joining = ({ id, name, isSensitive, givesLicence }: Desired['groups'][number], observed: string): Step =>
  makeStep(
    { do: 'join', group: { id, name }, isSensitive, givesLicence },
    { observed, isLeaving: false, isRisky: isSensitive },
  );

function changesTo(account: Account, want: Desired): Step[] {
  const isLeaving = want.leaves === 'everything';
  const row = (change: Change, observed: string, isRisky = false): Step =>
    makeStep(change, { observed, isLeaving, isRisky });
  if (want.standing === 'deleted' && isBare(account, want))
    return [row({ do: 'delete', accountId: account.id }, account.address)];
  return [
    ...door(account, want, row),
    ...(isLeaving ? leaving(account, want, row) : belonging(account, want, row)),
    ...memberships(account, want, row),
  ];
}

type Row = (change: Change, observed: string, isRisky?: boolean) => Step;

const stamp = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString());

/** Open or shut, and since when nobody can be inside. */
function door(a: Account, want: Desired, row: Row): Step[] {
  const steps: Step[] = [];
  const { shutSince } = want;
  if (a.isOpen && !want.isOpen) steps.push(row({ do: 'close' }, 'open'));
  if (!a.isOpen && want.isOpen) steps.push(row({ do: 'open' }, 'closed'));
  if (shutSince === null) return steps;
  if (!a.isGuest && (a.sessionsFrom ?? 0) < shutSince)
    steps.push(row({ do: 'end_sessions', since: shutSince }, stamp(a.sessionsFrom)));
  if (!a.isGuest && !want.isOpen && (a.passwordAt ?? 0) < shutSince)
    steps.push(row({ do: 'new_password', since: shutSince }, stamp(a.passwordAt)));
  if (a.isSynced && !want.isOpen && a.isOpen)
    steps.push(row({ do: 'hand_off', task: 'close_in_local_directory', about: a.address }, 'kept in step with it'));
  return steps;
}

/** What somebody who stays is called and answers to. The local directory's people are changed there. */
function belonging(a: Account, want: Desired, row: Row): Step[] {
  if (want.standing === 'suspended') return [];
  const steps: Step[] = [];
  const differs = !sameProfile(a.profile, want.profile);
  if (differs && !a.isSynced) steps.push(row({ do: 'set_profile', profile: want.profile }, a.profile.displayName));
  if (differs && a.isSynced)
    steps.push(...task({ task: 'change_in_local_directory', about: want.profile.displayName }, want, row));
  if (want.managerOid !== null && a.managerId !== want.managerOid)
    steps.push(row({ do: 'set_manager', managerId: want.managerOid }, a.managerId ?? 'nobody'));
  const sponsors = (a.more ?? UNREAD).sponsorIds;
  if (want.sponsorOid !== null && sponsors !== null && !sponsors.includes(want.sponsorOid))
    steps.push(row({ do: 'set_sponsor', sponsorId: want.sponsorOid }, 'not among the sponsors'));
  return [...steps, ...byHand(want, row)];
}

/** What ends outside the directory. Equipment is on its own list: back is what that says. */
const byHand = (want: Desired, row: Row): Step[] => [
  ...want.rightsByHand.flatMap((about) => task({ task: 'end_right', about }, want, row)),
  ...want.toReturn.map((about) => row({ do: 'hand_off', task: 'take_back', about }, 'lent')),
];

/** A hand-off is asked for until a person has done it. */
function task(o: Omit<Extract<Change, { do: 'hand_off' }>, 'do'>, want: Desired, row: Row): Step[] {
  const change = { do: 'hand_off', ...o } as const;
  return want.handedOff.includes(stepKey(change)) ? [] : [row(change, 'not done')];
}

/** What a leaver has beside the account. Under a hold the mailbox is not touched. */
function leaving(a: Account, want: Desired, row: Row): Step[] {
  const more = a.more ?? UNREAD;
  return [
    ...(more.methods ?? []).map((method) => row({ do: 'remove_method', method }, method.type)),
    ...(more.devices ?? [])
      .filter((d) => d.isEnabled)
      .map((d) => row({ do: 'disable_device', deviceId: d.id, name: d.name }, 'enabled')),
    ...(want.reply !== null && more.reply !== null && more.mailbox === 'own' && more.reply !== want.reply
      ? [row({ do: 'set_reply', text: want.reply }, more.reply === '' ? 'no reply' : 'another reply')]
      : []),
    ...(needsConversion(a, want) ? task({ task: 'convert_mailbox', about: a.address }, want, row) : []),
    ...(more.owned ?? [])
      .filter((g) => g.owners === 1)
      .flatMap((g) => task({ task: 'sole_owner', about: g.name }, want, row)),
    ...(want.as === 'pupil' ? task(fileOf(a), want, row) : []),
    ...byHand(want, row),
  ];
}

/** The lead sends a pupil's safeguarding file to the next school, or says that there is none. */
const fileOf = ({ address }: Pick<Account, 'address'>) => ({ task: 'move_safeguarding_file', about: address }) as const;
/** The key of that task: done, a pupil's account may go. */
export const fileKey = (address: string): string => stepKey({ do: 'hand_off', ...fileOf({ address }) });

const needsConversion = (a: Account, want: Desired): boolean =>
  want.as === 'staff' && !want.isHeld && (a.more ?? UNREAD).mailbox === 'own';

function memberships(a: Account, want: Desired, row: Row): Step[] {
  if (want.leaves === 'nothing') return [];
  const wanted = new Map(want.groups.map((g) => [g.id, g]));
  const has = new Set(a.groups.map((g) => g.id));
  const joins = want.groups.filter((g) => !has.has(g.id)).map((g) => joining(g, 'not a member'));
  const toLeave = a.groups.filter((g) => !wanted.has(g.id) && mayLeave(g, want));
  return [...joins, ...toLeave.map((g) => quitting(g, a, want, row)), ...directLicences(a, want, row)];
}

const mayLeave = (g: Membership, want: Desired): boolean =>
  g.kind === 'assigned' &&
  (want.leaves === 'everything' || want.managed.has(g.id)) &&
  !(keepsData(want) && want.leaves === 'everything' && g.givesLicence);

/** Data goes with the licence: it stays under a hold, and a pupil's work until the account itself goes. */
export const keepsData = (want: Desired): boolean => want.isHeld || (want.as === 'pupil' && want.standing === 'closed');

function quitting(g: Membership, a: Account, want: Desired, row: Row): Step {
  const why = g.givesLicence ? 'licence' : g.id === want.pendingId ? 'gate' : 'role';
  const group: GroupRef = { id: g.id, name: g.name };
  return { ...row({ do: 'leave', group, why }, 'a member'), waitsFor: g.givesLicence ? mailboxFirst(a, want) : null };
}

/** Data goes with the licence: the mailbox has to be safe before. */
function mailboxFirst(a: Account, want: Desired): string | null {
  const key = stepKey({ do: 'hand_off', task: 'convert_mailbox', about: a.address });
  return want.leaves === 'everything' && needsConversion(a, want) && !want.handedOff.includes(key) ? key : null;
}

const directLicences = (a: Account, want: Desired, row: Row): Step[] =>
  want.leaves !== 'everything' || keepsData(want)
    ? []
    : a.licences
        .filter((l) => l.viaGroup === null)
        .map((l) => ({
          ...row({ do: 'remove_licence', sku: l.sku }, 'given directly'),
          waitsFor: mailboxFirst(a, want),
        }));

/** Nothing is left that leaving would have taken: only then is an account deleted. */
const isBare = (a: Account, want: Desired): boolean =>
  !a.isOpen && a.groups.every((g) => !mayLeave(g, want)) && a.licences.every((l) => l.viaGroup !== null);
