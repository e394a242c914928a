import type { Person } from '../people/person';

/** Letters that do not come apart into a plain letter and an accent. */
const PLAIN_LETTERS = Object.entries({ ø: 'o', œ: 'oe', æ: 'ae', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' });

/** The parts of a name as a tired person may type them: no accents, capitals, apostrophes or hyphens. */
const partsOf = (name: string): string[] =>
  PLAIN_LETTERS.reduce(
    (text, [letter, plain]) => text.replaceAll(letter, plain),
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M}'‘’ʼʻ´`]/gu, ''),
  )
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');

/** Middle names the register does not have, or a title: more than that is another name. */
const MOST_EXTRA_PARTS = 2;

/**
 * Does the typed name stand for the person? First and family name must be there, in any order, with or without accents
 * and capitals; middle names may be left out, shortened to a letter or added. Names without letters must be the same.
 */
export function isNameOf(typed: string, { givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>): boolean {
  const left = partsOf(typed);
  const [first, middle] = [partsOf(givenName).slice(0, 1), partsOf(givenName).slice(1)];
  const needed = [...first, ...partsOf(familyName)];
  if (needed.length === 0)
    return typed.trim().normalize('NFC') === `${givenName} ${familyName}`.trim().normalize('NFC');
  const together = left.join('');
  const written = [...first, ...middle].join('');
  const family = partsOf(familyName).join('');
  if (together === written + family || together === family + written) return true;
  for (const part of needed) {
    const at = left.indexOf(part);
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return (
    left.filter((part) => !middle.some((name) => name === part || name.charAt(0) === part)).length <= MOST_EXTRA_PARTS
  );
}
