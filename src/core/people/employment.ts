import type { Day } from '../ids';
import type { Person } from './person';

/** Employed (or serving) on that day; the first and the last day both count. */
export const isInPost = (person: Pick<Person, 'startsOn' | 'endsOn'>, day: Day): boolean =>
  person.startsOn <= day && (person.endsOn === null || person.endsOn >= day);
