import type { Day } from '../../../core/ids';
import { addDays } from '../../../core/people/day';
import { fullName, type Person as Member } from '../../../core/people/person';
import { pupilKey } from '../../../core/accounts/holders';
import type { Pupil } from '../../../core/attestation/store';
import { uuidOf } from '../../trust/dice';
import { addressPart } from '../../trust/names';
import type { PracticeTrust } from '../../trust/trust';
import type { LicenceState, Person } from '../directory';
import { newMailbox } from '../provisioning';
import type { World } from '../world';
import { licence, person, plant, plantEdge } from './plant';
import { PUPIL_DOMAIN, SKUS, STAFF_DOMAIN } from './tenant';

export const groupIdOf = (key: string): string => uuidOf(`directory group ${key}`);

/** The groups that carry licences. */
export const LICENCE_GROUPS = { staff: groupIdOf('licence staff'), pupils: groupIdOf('licence pupils') } as const;

/** A letter more or less is enough for Graph to refuse a name: what cannot be written is written plainly. */
const principalName = (email: string | null, fallback: string): string =>
  email?.endsWith(`@${STAFF_DOMAIN}`) ? email : `${fallback}@${STAFF_DOMAIN}`;

/** Accounts were made on the first day; those of people yet to come, not later than yesterday. */
function createdOn(startsOn: Day, { story }: PracticeTrust): string {
  const day = startsOn < story.today ? startsOn : addDays(story.today, -1);
  return `${day}T07:00:00.000Z`;
}

/** The account of somebody on the register, as the office would have made it. */
export function accountOf(member: Member, trust: PracticeTrust, oid: string): Person {
  const managerOid = trust.people.find((p) => p.id === member.managerId)?.oid ?? null;
  const school = trust.schools.find((s) => s.id === member.schoolId)?.name ?? null;
  const hasLeft = member.endsOn !== null && member.endsOn < trust.story.today;
  const upn = principalName(member.email, `${addressPart(member.givenName)}.${addressPart(member.familyName)}`);
  return person({
    id: oid,
    displayName: fullName(member),
    userPrincipalName: upn,
    accountEnabled: !hasLeft,
    employeeId: member.staffNumber,
    managerId: managerOid,
    createdDateTime: createdOn(member.startsOn, trust),
    licences: hasLeft ? [] : [licence(SKUS.staff, LICENCE_GROUPS.staff)],
    other: {
      givenName: member.givenName,
      surname: member.familyName === '' ? null : member.familyName,
      jobTitle: JOB_TITLES[member.jobRole],
      department: member.department,
      companyName: school,
      employeeType: member.jobRole,
      employeeHireDate: `${member.startsOn}T00:00:00Z`,
      ...(member.endsOn !== null && { employeeLeaveDateTime: `${member.endsOn}T00:00:00Z` }),
      preferredLanguage: 'en-GB',
      businessPhones: [],
    },
  });
}

const JOB_TITLES: Readonly<Record<Member['jobRole'], string>> = {
  teaching: 'Teacher',
  support: 'Teaching assistant',
  office: 'Office',
  site: 'Site and kitchen',
  leadership: 'Leadership',
  supply: 'Supply teacher',
  trainee: 'Trainee teacher',
  contractor: 'Visiting staff',
  governor: 'Governor',
  volunteer: 'Volunteer',
};

export const pupilAccountIdOf = (pupilId: string): string => uuidOf(`account pupil ${pupilId}`);

/** A child's account: a number instead of a name that would tell who it is. */
export function pupilAccount(pupil: Pupil, n: number, trust: PracticeTrust): Person {
  const school = trust.schools.find((s) => s.id === pupil.schoolId)?.name ?? null;
  const number = String(n).padStart(5, '0');
  const isOn = pupil.endsOn === null;
  return person({
    id: pupilAccountIdOf(pupil.id),
    displayName: `${pupil.givenName} ${pupil.familyName}`,
    userPrincipalName: `${addressPart(pupil.givenName)}${number}@${PUPIL_DOMAIN}`,
    accountEnabled: isOn,
    employeeId: pupil.number === null ? `P${number}` : pupilKey({ schoolId: pupil.schoolId, number: pupil.number }),
    createdDateTime: createdOn(pupil.startsOn, trust),
    licences: isOn ? [licence(SKUS.pupil, LICENCE_GROUPS.pupils)] : [],
    other: {
      givenName: pupil.givenName,
      surname: pupil.familyName,
      jobTitle: 'Pupil',
      department: pupil.className,
      companyName: school,
      employeeType: 'pupil',
      businessPhones: [],
    },
  });
}

const isActive = (l: LicenceState): boolean => l.state === 'Active';

/** Puts a person there with everything that follows from their licences. */
export function plantPerson(world: World, row: Person): void {
  plant(world, 'people', row.id, row);
  if (row.licences.some(isActive)) plant(world, 'mailboxes', row.id, newMailbox(row.id));
  for (const { assignedByGroup } of row.licences)
    if (assignedByGroup !== null) plantEdge(world, 'members', assignedByGroup, row.id);
}

export function plantPupils(world: World, trust: PracticeTrust, pupils: readonly Pupil[]): void {
  pupils.forEach((pupil, i) => {
    plantPerson(world, pupilAccount(pupil, i + 1, trust));
    plantEdge(world, 'members', groupIdOf(`intake ${trust.story.year - pupil.year}`), pupilAccountIdOf(pupil.id));
  });
}
