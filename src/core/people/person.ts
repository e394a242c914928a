import { z } from 'zod';
import type { Day, PersonId, SchoolId } from '../ids';

/** What a person is employed (or serves) as. Lantern roles such as head or coordinator are given separately. */
export const JobRole = z.enum([
  'teaching',
  'support',
  'office',
  'site',
  'leadership',
  'supply',
  'trainee',
  'contractor',
  'governor',
  'volunteer',
]);
export type JobRole = z.infer<typeof JobRole>;

/** Responsibilities held inside Lantern, given by the head, with dates. A directory group never grants one. */
export const LanternRole = z.enum([
  'head',
  'deputy_head',
  'safeguarding_lead',
  'deputy_safeguarding_lead',
  'coordinator',
  'chair_of_governors',
  'vice_chair',
  'safeguarding_governor',
  'clerk',
  'admin',
  'ict_manager',
]);
export type LanternRole = z.infer<typeof LanternRole>;

/** One responsibility of one person; `schoolId` null means the whole trust. */
export interface RoleHolding {
  readonly personId: PersonId;
  readonly role: LanternRole;
  readonly schoolId: SchoolId | null;
  readonly from: Day;
  readonly until: Day | null;
}

export interface School {
  readonly id: SchoolId;
  readonly name: string;
}

/** A person as the register knows them. `oid` is null until the directory account is known. */
export interface Person {
  readonly id: PersonId;
  readonly oid: string | null;
  /** The school's own number for the person: the key by which a list finds them again. */
  readonly staffNumber: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Only to tell two people of one name apart; mostly not known, and never shown. */
  readonly bornOn?: Day | null;
  readonly email: string | null;
  readonly schoolId: SchoolId;
  readonly jobRole: JobRole;
  readonly department: string;
  readonly managerId: PersonId | null;
  readonly startsOn: Day;
  /** Last day of employment or service; null while open-ended. */
  readonly endsOn: Day | null;
}

/** The name as shown: given name first; people with one name have only that. */
export const fullName = (p: Pick<Person, 'givenName' | 'familyName'>): string =>
  [p.givenName, p.familyName].filter((part) => part !== '').join(' ');

/** A stretch away from work during which nothing is chased (sick leave, maternity, sabbatical). */
export interface Absence {
  readonly personId: PersonId;
  readonly from: Day;
  readonly until: Day | null;
  readonly reason: string;
}
