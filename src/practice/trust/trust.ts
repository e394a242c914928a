import type { Pupil } from '../../core/attestation/store';
import type { Day, PersonId, TenantId } from '../../core/ids';
import { laterOf } from '../../core/people/day';
import {
  type Absence,
  fullName,
  type LanternRole,
  type Person,
  type RoleHolding,
  type School,
} from '../../core/people/person';
import { PERSONA_PARTS, SPECIALS } from './cast';
import { personIdOf, schoolIdOf, TENANT_ID } from './keys';
import { absencesOf } from './movements';
import { peopleOf } from './people';
import { pupilsOf } from './pupils';
import { SCHOOL_PLANS, type SchoolKey } from './staffing';
import { dayIn, type Story, storyOf } from './story';

/** Somebody a visitor of the practice tenant may be. */
export interface Persona {
  /** A word that stays the same, such as `class-teacher`. */
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly school: string;
  readonly oid: string;
  readonly personId: PersonId;
}

export interface PracticeTrust {
  readonly story: Story;
  readonly tenantId: TenantId;
  readonly trustName: string;
  readonly schools: readonly School[];
  readonly people: readonly Person[];
  readonly roles: readonly RoleHolding[];
  readonly absences: readonly Absence[];
  readonly pupils: readonly Pupil[];
  readonly personas: readonly Persona[];
  /** Whom the practice directory gives a particular difficulty to. */
  readonly specials: Readonly<Record<keyof typeof SPECIALS, PersonId>>;
}

/**
 * The fictional trust that fills the practice tenant: nobody in it is real. The same seed and day give the same bytes;
 * ids, the people with a part and everybody's post are the same for every seed.
 */
export function practiceTrust(o: { readonly seed?: number; readonly today: Day }): PracticeTrust {
  const story = storyOf(o.seed ?? 7, o.today);
  const schools = SCHOOL_PLANS.map(({ key, name }) => ({ id: schoolIdOf(key), name }));
  const people = peopleOf(story);
  return {
    story,
    tenantId: TENANT_ID,
    trustName: 'Harbour Lights Trust',
    schools,
    people,
    roles: rolesOf(people, story),
    absences: absencesOf(story),
    pupils: pupilsOf(story),
    personas: personasOf(people, schools),
    specials: SPECIALS,
  };
}

/** The executive head is the one the configuration names as the first head; she gave the other roles. */
const TRUST_ROLES: readonly (readonly [LanternRole, string])[] = [
  ['head', 'lh.executive.1'],
  ['coordinator', 'lh.ks2-teaching.2'],
  ['ict_manager', 'lh.ict.1'],
  ['chair_of_governors', 'lh.gov.1'],
  ['vice_chair', 'lh.gov.2'],
  ['safeguarding_governor', 'qs.gov.1'],
  ['clerk', 'nf.gov.1'],
];

const SCHOOL_ROLES: readonly (readonly [LanternRole, string])[] = [
  ['head', 'leadership.1'],
  ['deputy_head', 'leadership.2'],
  ['safeguarding_lead', 'leadership.3'],
  ['deputy_safeguarding_lead', 'leadership.2'],
  ['deputy_safeguarding_lead', 'inclusion-teaching.1'],
  ['coordinator', 'ks1-teaching.2'],
  ['admin', 'office.1'],
  ['admin', 'office.2'],
];

function rolesOf(people: readonly Person[], story: Story): RoleHolding[] {
  const startOf = new Map(people.map((p) => [p.id, p.startsOn]));
  const holding = (role: LanternRole, key: string, school: SchoolKey | null): RoleHolding => {
    const personId = personIdOf(key);
    const given = dayIn(story.year - 2, '09-01');
    const from = laterOf(startOf.get(personId) ?? given, given);
    return { personId, role, schoolId: school === null ? null : schoolIdOf(school), from, until: null };
  };
  return [
    ...TRUST_ROLES.map(([role, key]) => holding(role, key, null)),
    ...SCHOOL_PLANS.flatMap(({ key: school }) =>
      SCHOOL_ROLES.map(([role, key]) => holding(role, `${school}.${key}`, school)),
    ),
  ];
}

function personasOf(people: readonly Person[], schools: readonly School[]): Persona[] {
  return PERSONA_PARTS.flatMap(({ id, role, key }) => {
    const personId = personIdOf(key);
    const person = people.find((p) => p.id === personId);
    const school = schools.find((s) => s.id === person?.schoolId)?.name;
    if (!person?.oid || school === undefined) return [];
    return [{ id, name: fullName(person), role, school, oid: person.oid, personId }];
  });
}
