import { type Account, type Actual, type More, UNREAD } from './account';
import type { Desired } from './desired';
import { type Refusal, keepsData, plan, refusalOf } from './plan';

/** What stands between a person's account and what it should be, and is not ours to change without somebody. */
export const FINDINGS = [
  'two_accounts',
  'protected',
  'synced_account',
  'dynamic_group',
  'synced_group',
  'mail_group',
  'role_group',
  'extra_group',
  'nested_group',
  'inherited_licence',
  'licence_error',
  'owned_group',
  'forwarding',
  'sign_in_method',
  'device',
  'mailbox_not_shared',
  'shared_mailboxes',
  'not_checked',
  'differs',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

export interface Finding {
  readonly kind: FindingKind;
  /** The group, licence or address it is about: with the kind it names the finding. */
  readonly about: string;
  /** What the person who deals with it needs: the rule's text, the group that gives the licence. */
  readonly detail: string;
  /** True when nothing could be read that would prove or disprove it. */
  readonly cannotTell: boolean;
}

export const findingKey = (f: Pick<Finding, 'kind' | 'about'>): string => `${f.kind} ${f.about}`;

const found = (kind: FindingKind, about: string, detail = ''): Finding => ({ kind, about, detail, cannotTell: false });
const unread = (kind: FindingKind, about: string): Finding => ({ kind, about, detail: '', cannotTell: true });

/** Looked at by nobody, because the directory does not show it: said by name rather than passed over. */
export const NEVER_CHECKED = [
  'OneDrive shares',
  'private and shared channels',
  'flows',
  'forms',
  'shared calendars',
  'mailbox forwarding',
] as const;

/**
 * What is left although everything that we can change is as it should be, and what differs without anybody having
 * decided it (drift). Nothing wanted of the person means nothing found.
 */
export function findings(want: Desired, actual: Actual): Finding[] {
  if (want.standing === 'unknown' || want.standing === 'to_come') return [];
  const refusal = refusalOf(want, actual);
  const [account] = actual.accounts;
  if (refusal !== null) return refused(refusal, want, actual);
  const differs = plan(want, actual)
    .filter((s) => s.change.do !== 'hand_off' && s.waitsFor === null)
    .map((s) => found('differs', s.key, s.observed));
  if (account === undefined) return differs;
  const isLeaving = want.leaves === 'everything';
  return [...differs, ...(isLeaving ? residue(account, want) : drift(account, want)), ...licenceErrors(account)];
}

/** Nothing is wrong with a protected person who stays; a protected leaver is an administrator's work. */
function refused(refusal: Refusal, want: Desired, actual: Actual): Finding[] {
  const about = actual.accounts.map((a) => a.address).join(', ');
  return refusal === 'protected' && want.isOpen ? [] : [found(refusal, about)];
}

const licenceErrors = (a: Account): Finding[] =>
  a.licences.flatMap((l) => (l.error === null ? [] : [found('licence_error', l.sku, l.error)]));

const drift = (a: Account, want: Desired): Finding[] =>
  want.leaves === 'nothing'
    ? []
    : a.groups
        .filter((g) => g.kind === 'assigned' && !want.managed.has(g.id) && !want.groups.some((w) => w.id === g.id))
        .map((g) => found('extra_group', g.id, g.name));

/** What a leaver still reaches: each with what the person who ends it has to know. */
function residue(a: Account, want: Desired): Finding[] {
  return [
    ...(a.isSynced ? [found('synced_account', a.address)] : []),
    ...groupsLeft(a),
    ...(keepsData(want) ? [] : a.licences).flatMap((l) =>
      l.viaGroup === null ? [] : [found('inherited_licence', l.sku, l.viaGroup)],
    ),
    ...beside(a, want),
    unread('shared_mailboxes', a.address),
    ...NEVER_CHECKED.map((what) => unread('not_checked', what)),
  ];
}

const GROUP_FINDINGS = {
  dynamic: 'dynamic_group',
  synced: 'synced_group',
  mail: 'mail_group',
  role: 'role_group',
} as const;

const groupsLeft = (a: Account): Finding[] =>
  a.groups.flatMap((g) =>
    g.kind === 'assigned'
      ? []
      : [found(GROUP_FINDINGS[g.kind], g.id, g.rule === null ? g.name : `${g.name}: ${g.rule}`)],
  );

function beside(a: Account, want: Desired): Finding[] {
  const more = a.more ?? UNREAD;
  const each = <T>(list: readonly T[] | null, kind: FindingKind, make: (item: T) => Finding): Finding[] =>
    list === null ? [unread(kind, a.address)] : list.map(make);
  const enabled = more.devices === null ? null : more.devices.filter((d) => d.isEnabled);
  return [
    ...each(more.nested, 'nested_group', (g) => found('nested_group', g.id, g.name)),
    ...each(more.owned, 'owned_group', (g) => found('owned_group', g.id, g.name)),
    ...each(more.forwards, 'forwarding', (address) => found('forwarding', address)),
    ...each(more.methods, 'sign_in_method', (m) => found('sign_in_method', m.id, m.type)),
    ...each(enabled, 'device', (d) => found('device', d.id, d.name)),
    ...(want.as === 'staff' && !want.isHeld ? mailbox(more.mailbox, a.address) : []),
  ];
}

function mailbox(is: More['mailbox'], address: string): Finding[] {
  if (is === null) return [unread('mailbox_not_shared', address)];
  return is === 'own' ? [found('mailbox_not_shared', address)] : [];
}
