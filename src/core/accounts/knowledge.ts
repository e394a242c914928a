import { notFound, sure } from '../errors';
import type { PersonId } from '../ids';
import { isInPost } from '../people/employment';
import { type Person, fullName } from '../people/person';
import { type AccountHolder, holdersBy, isPupil } from './holders';
import type { Work } from '../ports';
import { lentOf } from './equipment';
import { type AccountEvent, type AccountKind, type Facts, type Holder, factsOf } from './facts';
import { startOf } from './moments';
import { accountKey, addressesFor } from './names';
import type { RoleTemplate, Scheme } from './role-template';
import type { AccountRequest } from './store';

/** A person, and everything that is known about their account. */
export interface Known {
  readonly person: AccountHolder;
  readonly holder: Holder;
  readonly facts: Facts;
}

const KINDS: Readonly<Partial<Record<AccountHolder['jobRole'], AccountKind>>> = {
  pupil: 'pupil',
  supply: 'supply',
  trainee: 'trainee',
  contractor: 'guest',
};

/** The role somebody already has, by what they are employed as. */
const templateFor = (person: AccountHolder, templates: readonly RoleTemplate[]): RoleTemplate | null =>
  templates.find((t) => t.jobRole === person.jobRole && t.schoolId === person.schoolId) ??
  templates.find((t) => t.jobRole === person.jobRole && t.schoolId === null) ??
  null;

/**
 * Somebody who was here before anything was asked for: nothing about them is decided yet. A pupil may well have no
 * account: then nothing is known of one.
 */
function adopted(person: AccountHolder, templates: readonly RoleTemplate[]): AccountEvent[] {
  if (isPupil(person) && person.oid === null) return [];
  const at = startOf(person.startsOn);
  const joined = {
    as: KINDS[person.jobRole] ?? 'staff',
    template: templateFor(person, templates),
    groups: [],
    endsOn: null,
    onPaper: false,
    sponsorOid: null,
    isAdopted: true,
  } as const;
  return [
    { ...joined, at, kind: 'joined', on: person.startsOn },
    { at, kind: 'signed' },
  ];
}

const isStart = (r: AccountRequest): boolean => r.asked.kind === 'starter' || r.asked.kind === 'pupil';

/**
 * What is known about each of the people. `asked` counts as if it were decided: what would happen if it were approved.
 *
 * @throws AppError `not_found` while the school has not set accounts up.
 */
export async function knowledge(
  ids: readonly PersonId[],
  work: Work,
  asked: readonly AccountRequest[] = [],
): Promise<Map<PersonId, Known>> {
  const { accounts } = work;
  const scheme = await accounts.scheme();
  if (scheme === null) throw notFound('accounts are not set up');
  const [everyone, templates, taken] = [
    await work.people.everyone(),
    await accounts.templates(),
    await accounts.addresses(),
  ];
  const decided = (await accounts.requestsOf(ids)).filter((r) => r.state === 'decided');
  const byPerson = new Map<PersonId, AccountRequest[]>(ids.map((id) => [id, []]));
  for (const r of [...decided, ...asked]) sure(byPerson.get(r.personId), 'whoever was asked about').push(r);
  const handOffs = await accounts.handOffsOf(ids);
  const [held, signatures] = [await accounts.held(ids), await accounts.signatures(ids)];
  const lent = await accounts.equipmentOf(ids);
  const around = { scheme, taken, everyone, today: work.today };
  const known = new Map<PersonId, Known>();
  for (const person of (await holdersBy(ids, work)).values()) {
    const requests = sure(byPerson.get(person.id), 'whoever was asked about');
    const signedAt = signatureOf(person, requests, signatures.get(person.id));
    const events: AccountEvent[] = [
      ...(requests.some(isStart) ? [] : adopted(person, templates)),
      ...requests.flatMap((r) => r.asked.event ?? []),
      ...(signedAt === undefined ? [] : [{ at: signedAt, kind: 'signed' } as const]),
    ];
    const handedOff = handOffs.filter((h) => h.personId === person.id && h.doneAt !== null).map((h) => h.key);
    const has = lentOf(lent.filter((e) => e.personId === person.id));
    const facts = factsOf(events, { isHeld: held.has(person.id), handedOff, lent: has, scheme });
    known.set(person.id, { person, holder: holderOf(person, around), facts });
  }
  return known;
}

/** As `knowledge`, of one. @throws AppError `not_found` also for somebody whom neither register has. */
export async function knownOf(id: PersonId, work: Work): Promise<Known> {
  const known = (await knowledge([id], work)).get(id);
  if (!known) throw notFound();
  return known;
}

interface Around {
  readonly scheme: Scheme;
  readonly taken: ReadonlySet<string>;
  readonly everyone: readonly Person[];
  readonly today: Person['startsOn'];
}

/**
 * A class sheet may be signed before the account is asked for: it counts for that account, but not for the one after a
 * pupil has left and come back.
 */
function signatureOf(
  person: AccountHolder,
  requests: readonly AccountRequest[],
  signedAt: number | undefined,
): number | undefined {
  if (!isPupil(person) || signedAt === undefined) return signedAt;
  const joinedAt = Math.max(0, ...requests.flatMap((r) => (r.asked.kind === 'pupil' ? [r.asked.event.at] : [])));
  const leaving = requests.flatMap((r) => (r.asked.kind === 'leaver' ? [r.asked.event.at] : []));
  const leftAt = Math.max(0, ...leaving.filter((at) => at < joinedAt));
  return signedAt > leftAt ? Math.max(signedAt, joinedAt + 1) : undefined;
}

function holderOf(person: AccountHolder, { scheme, taken, everyone, today }: Around): Holder {
  const key = accountKey(person.staffNumber);
  const name = fullName(person);
  const alike =
    !isPupil(person) &&
    everyone.some(
      (p) => p.id !== person.id && p.schoolId === person.schoolId && isInPost(p, today) && fullName(p) === name,
    );
  const { id, oid, givenName, familyName, department, schoolId, email } = person;
  return {
    ...{ id, key, oid, givenName, familyName, department, schoolId, email },
    isSharedName: alike,
    managerOid: everyone.find((p) => p.id === person.managerId)?.oid ?? null,
    addresses: oid === null ? addressesFor({ ...person, key }, { domain: scheme.domain, taken }).slice(0, 8) : [],
  };
}
