import type { Day } from '../ids';
import { schoolDayAt, addDays } from '../people/day';
import type { GroupRef, Profile } from './account';
import type { AccountKind, Facts, Holder, Stint } from './facts';
import { contractEndsAt, startOf, workEndsAt } from './moments';
import { displayNameOf } from './names';

/**
 * Where a person stands. `pending` reaches the signing page and nothing else; `winding_down` has stopped working and is
 * still employed; `suspended` was closed at once, and nothing but the door has changed.
 */
export const STANDINGS = [
  'unknown',
  'to_come',
  'pending',
  'waiting',
  'working',
  'restricted',
  'winding_down',
  'suspended',
  'closed',
  'deleted',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** How an account should be at a moment. */
export interface Desired {
  readonly standing: Standing;
  readonly holder: Holder;
  readonly as: AccountKind;
  readonly exists: boolean;
  readonly isOpen: boolean;
  /** Sessions and password have to be newer than this. */
  readonly shutSince: number | null;
  readonly profile: Profile;
  readonly managerOid: string | null;
  readonly sponsorOid: string | null;
  readonly hiredOn: Day | null;
  readonly groups: readonly Wanted[];
  /** Groups the account is to leave: those of roles and of the gate that it should not have, all, or none. */
  readonly leaves: 'others' | 'everything' | 'nothing';
  /** Every group that a role, the gate or a cohort knows: `others` means these and no more. */
  readonly managed: ReadonlySet<string>;
  /** Licences, mailbox and the account itself stay: a case or a hold stands. */
  readonly isHeld: boolean;
  readonly reply: string | null;
  readonly rightsByHand: readonly string[];
  /** What has to come back: from the last working day on. */
  readonly toReturn: readonly string[];
  readonly handedOff: readonly string[];
  readonly protectedIds: readonly string[];
  readonly pendingId: string;
}

export interface Wanted extends GroupRef {
  readonly isSensitive: boolean;
  readonly givesLicence: boolean;
}

/**
 * Where the person stands at `now` (epoch ms), by the facts alone. A pupil signs on paper before using systems
 * (`school-practice.md` section 2, "before access"): their account is made shut, and opens on the first day when the
 * class sheet says that the form is signed. It is shut again where somebody decides to restrict it; there is no page on
 * which a child would sign.
 */
export function standingAt(facts: Facts, now: number): Standing {
  const { stint } = facts;
  if (stint === null) return 'unknown';
  if (stint.contractEnd !== null && now >= contractEndsAt(stint.contractEnd))
    return facts.deleteOn !== null && now >= startOf(facts.deleteOn) && !facts.isHeld ? 'deleted' : 'closed';
  if (facts.blockedAt !== null) return 'suspended';
  if (now < startOf(addDays(stint.from, -facts.scheme.leadDays))) return 'to_come';
  if (facts.signedAt === null) return stint.onPaper ? 'waiting' : 'pending';
  const isPupil = stint.as === 'pupil';
  if (facts.restrictedAt !== null) return isPupil ? 'waiting' : 'restricted';
  if (now < startOf(stint.from)) return isPupil ? 'waiting' : 'pending';
  return stint.lastWorkingDay !== null && now >= workEndsAt(stint.lastWorkingDay) ? 'winding_down' : 'working';
}

/** What a standing allows: is the door open, and which groups does the person keep. */
const ALLOWS: Readonly<
  Record<Standing, { isOpen: boolean; gate: 'pending' | 'signed' | null; role: boolean; leaves: Desired['leaves'] }>
> = {
  unknown: { isOpen: false, gate: null, role: false, leaves: 'nothing' },
  to_come: { isOpen: false, gate: null, role: false, leaves: 'nothing' },
  pending: { isOpen: true, gate: 'pending', role: false, leaves: 'others' },
  waiting: { isOpen: false, gate: 'pending', role: false, leaves: 'others' },
  working: { isOpen: true, gate: 'signed', role: true, leaves: 'others' },
  restricted: { isOpen: true, gate: 'pending', role: false, leaves: 'others' },
  winding_down: { isOpen: true, gate: 'signed', role: false, leaves: 'others' },
  suspended: { isOpen: false, gate: null, role: false, leaves: 'nothing' },
  closed: { isOpen: false, gate: null, role: false, leaves: 'everything' },
  deleted: { isOpen: false, gate: null, role: false, leaves: 'everything' },
};

/** Of somebody who was here before Lantern nothing is changed before a decision says so. */
const LEFT_ALONE: readonly Standing[] = ['pending', 'waiting', 'working', 'winding_down'];
const AS_IT_IS: (typeof ALLOWS)[Standing] = { isOpen: true, gate: null, role: false, leaves: 'nothing' };

/** How the person's account should be at `now` (epoch ms). */
export function desired(holder: Holder, facts: Facts, now: number): Desired {
  const { stint, scheme } = facts;
  const standing = standingAt(facts, now);
  const allows = stint?.isAdopted && LEFT_ALONE.includes(standing) ? AS_IT_IS : ALLOWS[standing];
  const today = schoolDayAt(now);
  const template = stint ? roleOn(stint, today) : undefined;
  const isLeaving = standing === 'closed' || standing === 'deleted';
  return {
    standing,
    holder,
    as: stint?.as ?? 'staff',
    exists: !['unknown', 'to_come', 'deleted'].includes(standing),
    isOpen: allows.isOpen,
    shutSince: shutSince(facts, standing),
    profile: profileOf(holder, template?.label ?? ''),
    managerOid: stint && ['staff', 'supply', 'trainee'].includes(stint.as) ? holder.managerOid : null,
    sponsorOid: stint?.sponsorOid ?? null,
    hiredOn: stint?.from ?? null,
    groups: stint === null || allows.leaves !== 'others' ? [] : wanted(stint, facts, allows, today),
    leaves: allows.leaves,
    managed: managedGroups(facts),
    isHeld: facts.isHeld,
    reply: isLeaving && stint?.as === 'staff' && !facts.isHeld ? scheme.leaverReply : null,
    toReturn: isLeaving || standing === 'winding_down' ? facts.lent : [],
    rightsByHand: stint && (isLeaving || standing === 'winding_down') ? rightsEnding(stint, standing) : [],
    handedOff: facts.handedOff,
    protectedIds: scheme.protectedIds,
    pendingId: scheme.pendingGroup.id,
  };
}

/** The role in force, or the first one for somebody who is still to come. */
const roleOn = (stint: Stint, today: Day) =>
  (stint.roles.filter((r) => r.from <= today).at(-1) ?? stint.roles[0])?.template;

function shutSince(facts: Facts, standing: Standing): number | null {
  if (standing === 'suspended') return facts.blockedAt;
  if (standing === 'restricted') return facts.restrictedAt;
  const { stint } = facts;
  const end = stint?.contractEnd ?? null;
  const isOver = standing === 'closed' || standing === 'deleted';
  return stint !== null && end !== null && isOver ? Math.max(contractEndsAt(end), stint.leavingAt) : null;
}

const profileOf = (holder: Holder, jobTitle: string): Profile => ({
  displayName: displayNameOf(holder, holder.isSharedName),
  givenName: holder.givenName || null,
  surname: holder.familyName || null,
  department: holder.department || null,
  jobTitle: jobTitle || null,
});

const plain = (g: GroupRef, givesLicence: boolean): Wanted => ({
  id: g.id,
  name: g.name,
  isSensitive: false,
  givesLicence,
});

function wanted(stint: Stint, facts: Facts, allows: (typeof ALLOWS)[Standing], today: Day): Wanted[] {
  const { scheme, reinstated } = facts;
  const template = roleOn(stint, today);
  const licences = (template?.licenceGroups ?? pupilLicences(stint, facts)).map((g) => plain(g, true));
  // The gate's groups open what somebody signs on: nothing that a pupil would use.
  const gate =
    stint.as === 'pupil' ? [] : [plain(allows.gate === 'signed' ? scheme.signedGroup : scheme.pendingGroup, false)];
  const role = (template?.groups ?? []).map((g): Wanted => ({ ...g, givesLicence: false }));
  const own = [...stint.groups, ...(reinstated?.groups ?? [])].map((g) => plain(g, false));
  const all = [...licences, ...gate, ...(allows.role ? [...role, ...own] : [])];
  // What was given back and is a gate is decided by the gate.
  const other = allows.gate === 'signed' ? scheme.pendingGroup.id : scheme.signedGroup.id;
  return [...new Map(all.map((g) => [g.id, g])).values()].filter((g) => g.id !== other);
}

const pupilLicences = (stint: Stint, { scheme }: Facts): GroupRef[] =>
  stint.as === 'pupil' && scheme.pupilLicence ? [scheme.pupilLicence] : [];

function managedGroups({ stint, scheme, reinstated }: Facts): ReadonlySet<string> {
  const templates = (stint?.roles ?? []).flatMap((r) => [...r.template.groups, ...r.template.licenceGroups]);
  const own = [...(stint?.groups ?? []), ...(reinstated?.groups ?? []), ...scheme.cohorts.map((c) => c.group)];
  return new Set([...templates, ...own, scheme.pendingGroup, scheme.signedGroup].map((g) => g.id));
}

/** Rights outside the directory that end now: those of work on the last working day, the others with the contract. */
function rightsEnding(stint: Stint, standing: Standing): string[] {
  const rights = stint.roles.flatMap((r) => r.template.rights).filter((r) => r.isByHand);
  const ending = rights.filter((r) => standing !== 'winding_down' || r.endsWithWork);
  return [...new Set(ending.map((r) => r.system))];
}

/** The instants, later than `now`, at which something about the account is due by the facts as they are. */
export function momentsOf(facts: Facts, now: number): number[] {
  const { stint, scheme } = facts;
  if (stint === null) return [];
  const days = [
    startOf(addDays(stint.from, -scheme.leadDays)),
    startOf(stint.from),
    ...stint.roles.map((r) => startOf(r.from)),
    ...(stint.lastWorkingDay === null ? [] : [workEndsAt(stint.lastWorkingDay)]),
    ...(stint.contractEnd === null ? [] : [contractEndsAt(stint.contractEnd)]),
    ...(facts.deleteOn === null ? [] : [startOf(facts.deleteOn)]),
  ];
  return [...new Set(days)].filter((at) => at > now).sort((a, b) => a - b);
}
