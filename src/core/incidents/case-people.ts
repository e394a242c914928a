import type { PersonId } from '../ids';
import type { LanternRole } from '../people/person';
import { type Person, fullName } from '../people/person';
import type { CaseInHand } from './case-in-hand';
import type { Named } from './case-entries';
import type { Someone } from './case-views';
import type { Doer, Step } from './chart';
import { type Flag, holds } from './flags';
import { outOfReach, routeFor } from './posts';
import type { Routing } from './report';

/** Who may be asked to confirm what one person must not decide alone. */
const SENIOR: readonly LanternRole[] = [
  'head',
  'deputy_head',
  'safeguarding_lead',
  'deputy_safeguarding_lead',
  'chair_of_governors',
  'vice_chair',
  'safeguarding_governor',
];
/** Who decides about adults of the school: the head, or whoever stands above. */
const MANAGERS: readonly LanternRole[] = ['head', 'chair_of_governors', 'vice_chair'];
/** To whom a case may be handed: those of the chains, and the coordinator. */
const OWNERS: readonly LanternRole[] = [...SENIOR, 'coordinator'];

const someone = (p: Person): Someone => ({ id: p.id, name: fullName(p) });

/** Staff whom the case names, whatever for: none of them works it, and an affected one may be told more by the owner. */
export const namedStaff = (c: CaseInHand): PersonId[] =>
  c.state.people.flatMap((p) => (p.who.kind === 'staff' ? [p.who.personId] : []));

async function unconflicted(c: CaseInHand, roles: readonly LanternRole[]): Promise<Person[]> {
  const named = await c.work.people.sameAs(namedStaff(c));
  const people = await c.work.people.holders(roles, c.row.schoolId, c.work.today);
  return people.filter((p) => !c.barred.includes(p.id) && !named.includes(p.id));
}

/** Different, unconflicted and senior: who may be the second person to whoever acts and whoever owns. */
export const secondsFor = async (c: CaseInHand): Promise<Someone[]> =>
  (await unconflicted(c, SENIOR)).filter((p) => !c.isMe(p.id) && p.id !== c.ownerId).map(someone);

/** To whom the owner may hand the case. */
export const heirsFor = async (c: CaseInHand): Promise<Someone[]> =>
  (await unconflicted(c, OWNERS)).filter((p) => p.id !== c.ownerId).map(someone);

/** Decides where an adult of the school may be responsible; elsewhere the owner does. Null: there is nobody to. */
export async function managerOf(c: CaseInHand): Promise<PersonId | null> {
  if (!holds('adult_possible', c.flags)) return c.ownerId;
  const able = [...c.having('manager'), ...(await unconflicted(c, MANAGERS)).map((p) => p.id)];
  const gone = await outOfReach(c.work, able);
  return able.find((id) => !gone.includes(id)) ?? able[0] ?? c.ownerId;
}

/** Who does this step. */
export async function doersOf(c: CaseInHand, by: Doer): Promise<PersonId[]> {
  const owner = c.ownerId === null ? [] : [c.ownerId];
  const pair = c.state.pair?.filter((id) => !c.barred.includes(id)) ?? [];
  const ofOwner = () => owner;
  const of: Record<Doer, () => Promise<PersonId[]> | PersonId[]> = {
    OWNER: ofOwner,
    LAST_PERSON: ofOwner,
    // No case rests on a step of the system's.
    SYSTEM: ofOwner,
    MANAGER: async () => [await managerOf(c)].filter((id) => id !== null),
    SECOND: () => c.having('second').filter((id) => id !== c.ownerId),
    PAIR: () => pair,
    PAIR_OR_OWNER: () => [...pair, ...owner],
  };
  return of[by]();
}

export const doerOf = (step: Step): Doer => step.by ?? 'OWNER';

/** Who made the report, or null where there was none. */
export async function reporterOf(c: CaseInHand): Promise<PersonId | null> {
  const report = c.row.reportId && (await c.work.reports.byId(c.row.reportId));
  return report?.reporterId ?? null;
}

/** The post that somebody named holds, as the flow counts it. */
const POSTS: readonly (readonly [LanternRole, Flag])[] = [
  ['head', 'subject_head'],
  ['safeguarding_lead', 'subject_dsl'],
  ['deputy_safeguarding_lead', 'subject_deputy'],
  ['ict_manager', 'subject_ict'],
  ['chair_of_governors', 'subject_chair'],
];

/** What becomes known when somebody is named as responsible or as hurt. */
export async function factsOf(c: CaseInHand, who: Named, parts: readonly string[]): Promise<Flag[]> {
  const facts: Flag[] = [];
  if (parts.includes('victim'))
    facts.push(who.kind === 'pupil' ? 'affected_pupil' : who.kind === 'staff' ? 'affected_staff' : 'affected_other');
  if (!parts.includes('instigator')) return facts;
  if (who.kind === 'pupil') return [...facts, 'subject_pupil'];
  if (who.kind === 'other') return [...facts, 'subject_outside'];
  const held = (await c.work.people.rolesOf(who.personId, c.work.today)).map((h) => h.role);
  return [...facts, 'subject_adult', ...POSTS.flatMap(([role, flag]) => (held.includes(role) ? [flag] : []))];
}

/** Section 4 with everybody named by now. */
export async function routedNow(
  c: CaseInHand,
  o: { readonly besides?: readonly PersonId[]; readonly also?: readonly PersonId[] } = {},
): Promise<Routing> {
  const staff = (part: 'instigator' | 'victim'): PersonId[] =>
    c.state.people.flatMap((p) => (p.who.kind === 'staff' && p.parts.includes(part) ? [p.who.personId] : []));
  return routeFor(c.work, {
    schoolId: c.row.schoolId,
    flags: c.flags,
    named: staff('instigator'),
    affected: staff('victim'),
    reporterId: await reporterOf(c),
    extraExcluded: [...c.barred, ...(o.besides ?? [])],
    ...(o.also && { also: o.also }),
  });
}

/**
 * Takes the case from an owner who cannot go on with it: kept out by section 4 as it stands today, hurt by it, away,
 * gone, or without a post that may own one. Answers whether somebody has it now who had not before.
 */
export async function relieve(c: CaseInHand): Promise<boolean> {
  const before = c.ownerId;
  // With an office outside: whoever of the school may have it by now takes it.
  if (before === null) return reroute(c, 'away');
  const { excluded, facts } = await routedNow(c, { also: [before] });
  const same = await c.work.people.sameAs([before]);
  const isAmong = (ids: readonly PersonId[]): boolean => ids.some((id) => same.includes(id));
  if (isAmong([...excluded, ...facts.affected])) await reroute(c, 'named');
  else {
    const owners = await c.work.people.holders(OWNERS, c.row.schoolId, c.work.today);
    if (!isAmong(facts.away) && isAmong(owners.map((p) => p.id))) return false;
    if (await reroute(c, 'away', { besides: [before] })) await c.join([{ personId: before, part: 'told' }]);
  }
  return c.ownerId !== before;
}

/**
 * Runs section 4 again with everybody named by now: those it excludes are kept out at once, and the case goes to the
 * first who may have it. Answers false when nobody is left in the school.
 */
export async function reroute(
  c: CaseInHand,
  why: 'conflict' | 'away' | 'named',
  o: { readonly besides?: readonly PersonId[]; readonly to?: PersonId } = {},
): Promise<boolean> {
  const besides = o.besides ?? [];
  const routed = await routedNow(c, { besides });
  const owner = o.to ?? (routed.owner === 'outside_contact' ? null : routed.owner);
  if (owner === null && why !== 'named') return false;
  // Whoever only hands the case on may go on reading it.
  if (why !== 'away') await c.bar(why === 'named' ? routed.excluded : besides);
  await settleMembers(c, owner, routed.told);
  if (owner === c.ownerId) return true;
  c.add({ kind: 'owner', ownerId: owner, why });
  c.set({ ownerId: owner });
  await c.tell([owner], 'case_waiting');
  return true;
}

/** The owner and those told stay; others go, but for the pair and second people, who were asked by name. */
async function settleMembers(c: CaseInHand, owner: PersonId | null, told: readonly PersonId[]): Promise<void> {
  const stays = new Set<PersonId | null>([owner, ...told, ...c.having('second'), ...c.having('investigator')]);
  const known = c.members.flatMap((m) => (m.until === null ? [m.personId] : []));
  const leaving = known.filter((id) => !stays.has(id) || c.barred.includes(id));
  await c.work.cases.leave(c.row.id, leaving);
  await c.work.cases.leave(c.row.id, c.having('manager'), 'manager');
  if (c.ownerId !== null && c.ownerId !== owner) await c.work.cases.leave(c.row.id, [c.ownerId], 'owner');
  await c.join([
    ...(owner ? [{ personId: owner, part: 'owner' as const }] : []),
    ...told.filter((id) => id !== owner).map((personId) => ({ personId, part: 'told' as const })),
  ]);
}
