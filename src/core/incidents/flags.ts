import { z } from 'zod';

/**
 * What a report or a case is known to be (`incident-flow.md` section 5), in the order in which flags are always listed.
 * `hold` is not here: it is worked out from whether the case is open, never set by a chart.
 */
export const Flag = z.enum([
  'danger',
  'imagery',
  'imagery_ruled_out',
  'crime',
  'who_asked',
  'alerted',
  'has_text',
  'unfinished',
  'subject_pupil',
  'subject_adult',
  'subject_head',
  'subject_dsl',
  'subject_deputy',
  'subject_ict',
  'subject_chair',
  'subject_self',
  'subject_outside',
  'subject_none',
  'subject_unknown',
  'affected_pupil',
  'affected_staff',
  'affected_other',
  'words_danger',
  'words_imagery',
  'no_recipient',
  'category_suggested',
  'row_police',
  'lado',
  'low_level',
  'care',
  'iwf_due',
  'police_told',
  'agency_hold',
  'dpo',
  'parents_told',
  'parents_later',
  'no_parents',
  'surfaced',
  'repeat',
  'deliberate',
  'two_investigators',
  'change_due',
  'handed_over',
]);
export type Flag = z.infer<typeof Flag>;

/** Worked out from flags wherever a condition asks: `adult_named`, and `adult_possible` (named, or nobody knows who). */
const Derived = z.enum(['adult_named', 'adult_possible']);
type Derived = z.infer<typeof Derived>;

/** What the service can refuse. A chart's node only ever adds to what is forbidden anyway (`capabilities.ts`). */
export const Capability = z.enum([
  'upload',
  'mail_copy',
  'view_content',
  'free_text',
  'interview',
  'contact_subject',
  'investigate',
  'sanction_entry',
  'close',
  'delete',
  'advise_delete',
  'preview',
  'fetch_link',
  'content_scan',
  'verdict',
  'auto_sanction',
  'auto_refer',
  'notify_subject',
  'purge',
  'tell_parents_auto',
]);
export type Capability = z.infer<typeof Capability>;

export type Condition =
  | Flag
  | Derived
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    Flag,
    Derived,
    z.strictObject({ not: Condition }),
    z.strictObject({ all: z.array(Condition).min(1).max(20) }),
    z.strictObject({ any: z.array(Condition).min(1).max(20) }),
  ]),
);

/** The flags that say an adult who works or helps here is named. */
export const NAMES_AN_ADULT: readonly Flag[] = [
  'subject_adult',
  'subject_head',
  'subject_dsl',
  'subject_deputy',
  'subject_ict',
  'subject_chair',
  'subject_self',
];

/** Does it hold for these flags? */
export function holds(condition: Condition, flags: readonly Flag[]): boolean {
  if (typeof condition === 'string') return holdsOne(condition, flags);
  if ('not' in condition) return !holds(condition.not, flags);
  if ('all' in condition) return condition.all.every((part) => holds(part, flags));
  return condition.any.some((part) => holds(part, flags));
}

function holdsOne(flag: Flag | Derived, flags: readonly Flag[]): boolean {
  if (flag === 'adult_named') return NAMES_AN_ADULT.some((name) => flags.includes(name));
  if (flag === 'adult_possible') return holdsOne('adult_named', flags) || flags.includes('subject_unknown');
  return flags.includes(flag);
}

/** Each once, in the order of the list: the same flags are always the same JSON. */
export const inOrder = (flags: Iterable<Flag>): Flag[] => {
  const set = new Set(flags);
  return Flag.options.filter((flag) => set.has(flag));
};

/** All flags a condition depends on; the derived ones as the flags they are worked out from. */
export function mentioned(condition: Condition): Flag[] {
  if (typeof condition === 'string') {
    if (condition === 'adult_named') return [...NAMES_AN_ADULT];
    return condition === 'adult_possible' ? [...NAMES_AN_ADULT, 'subject_unknown'] : [condition];
  }
  const parts = 'not' in condition ? [condition.not] : 'all' in condition ? condition.all : condition.any;
  return parts.flatMap(mentioned);
}
