import { sure } from '../errors';
import type { PersonId } from '../ids';
import type { Work } from '../ports';
import { fullName } from './person';

/** Names of people, as shown; empty for somebody whom the register no longer has. */
export async function namesOf(
  ids: readonly (PersonId | null)[],
  work: Pick<Work, 'people'>,
): Promise<(id: PersonId) => string> {
  const people = await work.people.byIds(ids.filter((id) => id !== null));
  return (id) => {
    const person = people.get(id);
    return person ? fullName(person) : '';
  };
}

/** What the trust calls itself; a school by itself has only its own name. */
export const trustName = async (work: Pick<Work, 'people' | 'settings'>): Promise<string> =>
  (await work.settings.get('trust_name')) || sure((await work.people.schools())[0], 'a school').name;
