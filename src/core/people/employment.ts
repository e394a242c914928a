import type { Day, PersonId } from '../ids';
import type { Absence, Person, RoleHolding } from './person';

/** Employed (or serving) on that day; the first and the last day both count. */
export const isInPost = (person: Pick<Person, 'startsOn' | 'endsOn'>, day: Day): boolean =>
  person.startsOn <= day && (person.endsOn === null || person.endsOn >= day);

/** A responsibility in force on that day; the first and the last day both count. */
export const isHeld = (holding: Pick<RoleHolding, 'from' | 'until'>, day: Day): boolean =>
  holding.from <= day && (holding.until === null || holding.until >= day);

/** Of several register entries of one human being, the one that counts comes first: in post, signed in with, newest. */
export const countsFirst =
  (today: Day) =>
  (a: Person, b: Person): number =>
    Number(isInPost(b, today)) - Number(isInPost(a, today)) ||
    Number(b.oid !== null) - Number(a.oid !== null) ||
    b.startsOn.localeCompare(a.startsOn) ||
    a.id.localeCompare(b.id);

/** How staff numbers are compared: as people read them, whatever the case or the spaces round them. */
export const staffNumberKey = (staffNumber: string): string => staffNumber.normalize('NFC').trim().toUpperCase();

const covers = (absence: Absence, day: Day): boolean =>
  absence.from <= day && (absence.until === null || absence.until >= day);

/** Everybody who is away on that day, with every absence that says so. */
export function absencesOn(absences: readonly Absence[], day: Day): Map<PersonId, Absence[]> {
  const away = new Map<PersonId, Absence[]>();
  for (const absence of absences) {
    if (covers(absence, day)) away.set(absence.personId, [...(away.get(absence.personId) ?? []), absence]);
  }
  return away;
}

/** The absence that ends last; null when there is none. */
export const longestOf = (absences: readonly Absence[]): Absence | null =>
  absences.reduce<Absence | null>((longest, a) => (longest !== null && !endsLater(a, longest) ? longest : a), null);

const endsLater = (a: Absence, b: Absence): boolean => b.until !== null && (a.until === null || a.until > b.until);

/** The absence of any of these register entries that covers the day; null when the person is at work. */
export const absenceOn = (absences: readonly Absence[], personIds: readonly PersonId[], day: Day): Absence | null =>
  longestOf(absences.filter((absence) => personIds.includes(absence.personId) && covers(absence, day)));

/**
 * Register entries put together that belong to one human being: those with one staff number or one directory account.
 * Each entry stands in exactly one group. Almost everybody stands alone, and is passed over quickly.
 */
export function samePeople(people: readonly Person[]): Person[][] {
  const byNumber = new Map<string, Person[]>();
  const byAccount = new Map<string, Person[]>();
  const groups = new Set<Person[]>();
  for (const person of people) {
    const number = staffNumberKey(person.staffNumber);
    const known = number === '' ? undefined : byNumber.get(number);
    const other = person.oid === null ? undefined : byAccount.get(person.oid);
    const group = known ?? other ?? [];
    if (other !== undefined && other !== group) {
      group.push(...other);
      groups.delete(other);
    }
    group.push(person);
    groups.add(group);
    for (const member of group.length > 1 ? group : [person]) {
      byNumber.set(staffNumberKey(member.staffNumber), group);
      if (member.oid !== null) byAccount.set(member.oid, group);
    }
  }
  return [...groups];
}
