import type { Day, PersonId, PupilId, SchoolId } from '../ids';
import { contentHash } from '../ledger/hash';
import type { JobRole, Person } from '../people/person';
import type { Scope } from '../access/actor';
import type { Work } from '../ports';

/**
 * Somebody an account is kept for: a person of the register, or a pupil. A pupil is nobody who could act in Lantern, so
 * they are not on the register of people; here their id stands where a person's would, and `staffNumber` is the key by
 * which the directory knows them.
 */
export type AccountHolder = Omit<Person, 'jobRole'> & { readonly jobRole: JobRole | 'pupil' };

export const isPupil = (holder: Pick<AccountHolder, 'jobRole'>): boolean => holder.jobRole === 'pupil';

/** A pupil's id, where accounts ask for whoever they are kept for. Both are random: no person has it. */
export const holderIdOf = (id: PupilId): PersonId => id as string as PersonId;

/** A unique pupil number is a pupil's own in the whole country. */
const UPN = /^[A-Z][0-9]{11}[0-9A-Z]$/;
const LONGEST_KEY = 16;

/**
 * Our key for a pupil in the directory. Admission numbers begin anew at each school and may be a colleague's staff
 * number, so anything but a unique pupil number stands there as a hash of the school and the number.
 */
export function pupilKey({ schoolId, number }: { readonly schoolId: SchoolId; readonly number: string }): string {
  const upn = number.trim().toUpperCase();
  return UPN.test(upn) ? upn : `P${contentHash([schoolId, upn]).slice(0, LONGEST_KEY - 1)}`;
}

/** A pupil of the register with what is known of their account. */
export interface PupilHolder {
  readonly id: PupilId;
  readonly schoolId: SchoolId;
  readonly number: string | null;
  readonly className: string;
  readonly year: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly oid: string | null;
  readonly address: string | null;
}

/** A pupil as somebody an account is kept for. Their class is not said in the directory: it changes each September. */
export const asHolder = (p: PupilHolder): AccountHolder => ({
  id: holderIdOf(p.id),
  oid: p.oid,
  staffNumber: p.number === null ? p.id : pupilKey({ schoolId: p.schoolId, number: p.number }),
  givenName: p.givenName,
  familyName: p.familyName,
  email: p.address,
  schoolId: p.schoolId,
  jobRole: 'pupil',
  department: '',
  managerId: null,
  startsOn: p.startsOn,
  endsOn: p.endsOn,
});

export interface HolderStore {
  /** Pupils of a school, leavers too, by class and name. */
  pupilsAt(schoolId: SchoolId): Promise<PupilHolder[]>;
  pupilsBy(ids: readonly PersonId[]): Promise<PupilHolder[]>;
  /** Their accounts as the directory has them, and the last day of those who leave. */
  savePupils(pupils: readonly Pick<AccountHolder, 'id' | 'oid' | 'email' | 'endsOn'>[]): Promise<void>;
  /** Pupils with an account within the scope. */
  pupilAccounts(scope: Scope): Promise<number>;
  /** Those about whom something is being worked out or waits for an approval. */
  underWay(ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>>;
}

type Stores = Pick<Work, 'accounts' | 'people'>;

export async function holdersBy(
  ids: readonly PersonId[],
  { accounts, people }: Stores,
): Promise<Map<PersonId, AccountHolder>> {
  const found = new Map<PersonId, AccountHolder>(await people.byIds(ids));
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length > 0) for (const p of await accounts.pupilsBy(missing)) found.set(holderIdOf(p.id), asHolder(p));
  return found;
}

/** Null when neither register has them. */
export const holderBy = async (id: PersonId, stores: Stores): Promise<AccountHolder | null> =>
  (await holdersBy([id], stores)).get(id) ?? null;

/** What accounts learn of people goes to the register that has them. */
export async function changeHolders(holders: readonly AccountHolder[], { accounts, people }: Stores): Promise<void> {
  const persons = holders.flatMap((h) => (h.jobRole === 'pupil' ? [] : [{ ...h, jobRole: h.jobRole }]));
  const pupils = holders.filter(isPupil);
  if (persons.length > 0) await people.change(persons);
  if (pupils.length > 0) await accounts.savePupils(pupils);
}
