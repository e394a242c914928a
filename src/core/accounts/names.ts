import { contentHash } from '../ledger/hash';

/** Letters that do not come apart into a plain letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};
const plainly = (text: string): string =>
  Object.entries(PLAIN).reduce((so, [letter, plain]) => so.replaceAll(letter, plain), text);

/**
 * A name as it stands in an address: small plain letters, figures and single hyphens. Accents go (Siân is `sian`),
 * apostrophes go (O'Brien is `obrien`), parts grow together (van der Berg is `vanderberg`), hyphens stay.
 */
export const addressPart = (name: string): string =>
  plainly(name.toLowerCase())
    .normalize('NFKD')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');

/** The directory allows 64 characters before the @. */
const LONGEST = 64;
const TRIES = 30;

export interface Named {
  readonly givenName: string;
  readonly familyName: string;
}

/**
 * Addresses for a new account, best first: initial and family name, then the whole name, then the whole name with a
 * number. `taken` holds every address anybody has or had, because mail for the old owner would reach the new one.
 * A name without a plain letter gets its key instead.
 */
export function addressesFor(
  person: Named & { readonly key: string },
  o: { readonly domain: string; readonly taken: ReadonlySet<string>; readonly prefix?: string },
): string[] {
  const [given, family] = [addressPart(person.givenName), addressPart(person.familyName)];
  const whole = [given, family].filter((part) => part !== '').join('.') || addressPart(person.key);
  const short = given !== '' && family !== '' ? `${given.charAt(0)}.${family}` : whole;
  const numbered = Array.from({ length: TRIES }, (_, i) => ({ local: whole, suffix: String(i + 2) }));
  const all = [{ local: short, suffix: '' }, { local: whole, suffix: '' }, ...numbered].map(
    ({ local, suffix }) => `${fitting(`${o.prefix ?? ''}${local}`, suffix)}@${o.domain}`,
  );
  return [...new Set(all)].filter((address) => !o.taken.has(address));
}

/** Cut to length before the number, with no full stop or hyphen left at the end. */
const fitting = (local: string, suffix: string): string =>
  local.slice(0, LONGEST - suffix.length).replace(/[.-]+$/, '') + suffix;

const LONGEST_KEY = 16;

/** Our key for a person in the directory: the staff number as it is when it fits, else a shortened hash of it. */
export const accountKey = (staffNumber: string): string => {
  const number = staffNumber.trim();
  return number.length <= LONGEST_KEY ? number : `L${contentHash(number).slice(0, LONGEST_KEY - 1)}`;
};

/** The name shown to colleagues; people of one name in one school are told apart by where they work. */
export const displayNameOf = (person: Named & { readonly department: string }, isSharedName: boolean): string => {
  const name = [person.givenName, person.familyName].filter((part) => part !== '').join(' ');
  return isSharedName && person.department !== '' ? `${name} (${person.department})` : name;
};
