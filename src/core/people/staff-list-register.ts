import { staffNumberKey } from './employment';
import type { Person } from './person';

/** What finding people by staff number needs to know of them. */
type Numbered = Pick<Person, 'id' | 'staffNumber' | 'startsOn' | 'endsOn'>;

/** Spreadsheets turn `0042` into `42`. */
export const looseNumber = (staffNumber: string): string => staffNumberKey(staffNumber).replace(/^0+(?=\d+$)/, '');

/** The register by staff number. Where two entries have one number, the one that lasts longest stands for both. */
export class Register<P extends Numbered> {
  private readonly exact = new Map<string, P>();
  private readonly loose = new Map<string, P | null>();

  constructor(private readonly people: readonly P[]) {
    for (const person of people) {
      const key = staffNumberKey(person.staffNumber);
      const other = this.exact.get(key);
      this.exact.set(key, other && !standsFor(person, other) ? other : person);
    }
    for (const person of this.exact.values()) {
      const key = looseNumber(person.staffNumber);
      this.loose.set(key, this.loose.has(key) ? null : person);
    }
  }

  all(): readonly P[] {
    return this.people;
  }

  has(staffNumber: string): boolean {
    return this.exact.has(staffNumberKey(staffNumber));
  }

  /** The person with the number; or the only one whose number differs by leading noughts. */
  find(staffNumber: string): P | null {
    return this.exact.get(staffNumberKey(staffNumber)) ?? this.loose.get(looseNumber(staffNumber)) ?? null;
  }
}

const rank = ({ endsOn, startsOn, id }: Numbered): string => `${endsOn ?? '9999-12-31'} ${startsOn} ${id}`;
const standsFor = (person: Numbered, other: Numbered): boolean => rank(person) > rank(other);
