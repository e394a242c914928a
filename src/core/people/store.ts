import type { Scope } from '../access/actor';
import type { Day, PersonId, SchoolId } from '../ids';
import type { SchoolCalendar } from './calendar';
import type { Absence, LanternRole, Person, RoleHolding, School } from './person';

/** The register of people, as use cases read and change it. */
export interface PeopleStore {
  schools(): Promise<School[]>;
  addSchools(schools: readonly School[]): Promise<void>;
  /** Null when nobody with that id is on the register. */
  person(id: PersonId): Promise<Person | null>;
  byIds(ids: readonly PersonId[]): Promise<Map<PersonId, Person>>;
  /** By directory object id, for each of the ids that is known; of two entries with one account, the one that counts. */
  byOids(oids: readonly string[]): Promise<Map<string, Person>>;
  /** Everybody, leavers too: for the staff list and for working out who owes what. */
  everyone(): Promise<Person[]>;
  list(scope: Scope, filter: PeopleFilter): Promise<{ rows: Person[]; total: number }>;
  manages(id: PersonId): Promise<boolean>;
  /** Every entry of the register for the same human beings (one staff number or one account), those given included. */
  sameAs(ids: readonly PersonId[]): Promise<PersonId[]>;
  /** The same entries, with all that stands in them. */
  entriesOf(ids: readonly PersonId[]): Promise<Person[]>;
  add(people: readonly Person[]): Promise<void>;
  change(people: readonly Person[]): Promise<void>;
  absences(): Promise<Absence[]>;
  recordAbsence(absence: Absence): Promise<void>;
  rolesOf(id: PersonId, today: Day): Promise<RoleHolding[]>;
  roles(): Promise<RoleHolding[]>;
  /** Who holds any of the roles for a school today (trust-wide holders too), in the order given. */
  holders(roles: readonly LanternRole[], schoolId: SchoolId | null, today: Day): Promise<Person[]>;
  /** Who holds each of the roles for a school today, the school's own before the trust's. */
  posts<Role extends LanternRole>(
    roles: readonly Role[],
    schoolId: SchoolId,
    today: Day,
  ): Promise<Readonly<Record<Role, readonly PersonId[]>>>;
  giveRole(holding: RoleHolding, givenBy: PersonId | null): Promise<void>;
  /** The holding ends with that day. False when there was none. */
  endRole(holding: Pick<RoleHolding, 'personId' | 'role' | 'schoolId'>, until: Day): Promise<boolean>;
}

export interface PeopleFilter {
  readonly q?: string | undefined;
  readonly schoolId?: SchoolId | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Small facts a school sets for itself, and its calendar. */
export interface SettingsStore {
  calendar(): Promise<SchoolCalendar>;
  saveCalendar(calendar: SchoolCalendar): Promise<void>;
  get(key: SettingKey): Promise<string | null>;
  all(): Promise<Partial<Record<SettingKey, string>>>;
  set(key: SettingKey, value: string): Promise<void>;
}

/**
 * `*_phone` are shown on screens; until they are set the screens say so. `*_minutes` have defaults for as long as a
 * school sets none of its own.
 */
export const SETTING_KEYS = [
  'trust_name',
  'safeguarding_phone',
  'office_phone',
  'out_of_hours_phone',
  'anchor_channel',
  'head_phone',
  'chair_phone',
  'social_care_phone',
  'lado_phone',
  'outside_contact',
  'outside_contact_phone',
  'idle_minutes',
  'idle_reminder_minutes',
  'idle_danger_minutes',
  'acknowledge_p1_minutes',
  'acknowledge_p2_minutes',
  'figures_yearly_only',
] as const;
export type SettingKey = (typeof SETTING_KEYS)[number];
