import type { CampaignId, Day, PersonId, PolicyId, SchoolId, VersionId } from '../../src/core/ids';
import type { Campaign, Obligation } from '../../src/core/attestation/obligations';
import type { Absence, Person, School } from '../../src/core/people/person';

/** Fictional people and dates for tests of the centre. Every builder makes a valid object; a test says what matters. */
const uuid = (kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;

// The casts below only brand well-formed ids and days written in the tests themselves.
export const day = (text: string) => text as Day;
export const personId = (n: number) => uuid(1, n) as PersonId;
export const schoolId = (n: number) => uuid(2, n) as SchoolId;
export const campaignId = (n: number) => uuid(3, n) as CampaignId;
export const versionId = (n: number) => uuid(4, n) as VersionId;
export const policyId = (n: number) => uuid(5, n) as PolicyId;

export const HARBOUR: School = { id: schoolId(1), name: 'Harbour Lane Primary School' };
export const MILL: School = { id: schoolId(2), name: 'St Brannoc’s Mill School' };

export const person = (n: number, over: Partial<Person> = {}): Person => ({
  id: personId(n),
  oid: null,
  staffNumber: `N${String(n).padStart(4, '0')}`,
  givenName: 'Rowan',
  familyName: `Testerly-${n}`,
  email: null,
  schoolId: HARBOUR.id,
  jobRole: 'teaching',
  department: '',
  managerId: null,
  startsOn: day('2020-09-01'),
  endsOn: null,
  ...over,
});

export const absence = (n: number, from: string, until: string | null): Absence => ({
  personId: personId(n),
  from: day(from),
  until: until === null ? null : day(until),
  reason: 'away',
});

/** Opens on the first INSET day of 2026-27 and is due before the autumn half-term. */
export const campaign = (over: Partial<Campaign> = {}): Campaign => ({
  id: campaignId(1),
  policyId: policyId(1),
  versionId: versionId(1),
  title: 'Staff acceptable use agreement',
  trigger: 'yearly',
  audience: { schools: 'all', jobRoles: 'all' },
  opensOn: day('2026-09-01'),
  dueOn: day('2026-10-16'),
  closedOn: null,
  startedBy: null,
  ...over,
});

export const obligation = (n: number, over: Partial<Obligation> = {}): Obligation => ({
  campaignId: campaignId(1),
  personId: personId(n),
  state: 'pending',
  reason: null,
  reviewOn: null,
  dueOn: day('2026-10-16'),
  since: day('2026-09-01'),
  sameAs: null,
  ...over,
});
