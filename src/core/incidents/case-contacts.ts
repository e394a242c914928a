import type { SettingKey } from '../people/store';
import type { Contact } from './case-views';
import type { Flag } from './flags';
import type { ReportWords } from './report-words';

type Key = Contact['key'];
type Settings = Readonly<Partial<Record<SettingKey, string>>>;

/** Everybody a case may have to be rung to, the ones the country shares with their number. */
const ALL: Readonly<
  Record<
    Key,
    {
      /** A number, or the name of the setting that holds it. */
      readonly number: string;
      readonly not?: Flag;
    }
  >
> = {
  emergency: { number: '999' },
  police: { number: '101' },
  lado: { number: 'lado_phone' },
  social_care: { number: 'social_care_phone' },
  outside: { number: 'outside_contact_phone' },
  lead: { number: 'safeguarding_phone', not: 'subject_dsl' },
  head: { number: 'head_phone', not: 'subject_head' },
  chair: { number: 'chair_phone', not: 'subject_chair' },
};
// The keys of the table above are all there are.
const KEYS = Object.keys(ALL) as Key[];

/** Whom a step is about comes first. */
const FIRST: Readonly<Record<string, readonly Key[]>> = {
  T1b: ['social_care', 'lado', 'outside'],
  T6a: ['lado'],
  T6b: ['lado'],
  T8a: ['social_care'],
  T9e: ['outside'],
  T11c: ['police', 'lado', 'social_care'],
  T13a: ['police'],
};
/** Calls that are due at T10, by what is known. */
const DUE: readonly (readonly [Flag, Key])[] = [
  ['danger', 'emergency'],
  ['crime', 'police'],
  ['lado', 'lado'],
  ['care', 'social_care'],
];

/** Whom to ring, the ones for this step first. Nobody is sent to a person the case is about. */
export function contactsFor(
  node: string,
  flags: readonly Flag[],
  { set, words }: { readonly set: Settings; readonly words: Pick<ReportWords, 'contacts'> },
): Contact[] {
  const due = node === 'T10' ? DUE.flatMap(([flag, key]) => (flags.includes(flag) ? [key] : [])) : [];
  const order = [...new Set([...due, ...(FIRST[node] ?? []), ...KEYS])];
  return order.flatMap((key) => {
    const { number, not } = ALL[key];
    if (not !== undefined && flags.includes(not)) return [];
    const isFixed = /^\d+$/.test(number);
    const name = key === 'outside' && set.outside_contact ? set.outside_contact : words.contacts[key];
    // What is not a number is the name of the setting that holds it.
    return [{ key, label: name, number: isFixed ? number : set[number as SettingKey] || null }];
  });
}
