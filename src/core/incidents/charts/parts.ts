import type { Deadline, Option, Step, Tell } from '../chart';

/** A way on from a node. */
export const to = (
  next: string,
  key: string,
  label: string,
  more: Omit<Option, 'key' | 'label' | 'next'> = {},
): Option => ({
  key,
  label,
  next,
  ...more,
});

type More = Omit<Option, 'key' | 'label' | 'next'>;

/** Yes and not sure, which on a safety question are the same, and no. */
export const yesOrNo = (yes: string, no: string, ofYes: More = {}, ofNo: More = {}): Option[] => [
  to(yes, 'yes', 'Yes', ofYes),
  to(yes, 'not_sure', 'Not sure', ofYes),
  to(no, 'no', 'No', ofNo),
];

const PLAIN = { multi: false, tells: [], forbids: [] } as const satisfies Partial<Step>;

type Said = Pick<Step, 'prompt' | 'options'> & Partial<Step>;

export const question = (step: Said): Step => ({ kind: 'question', ...PLAIN, ...step });
export const action = (step: Said): Step => ({ kind: 'action', ...PLAIN, ...step });
/** Shown, then left by one button. */
export const instruction = (next: string, step: Omit<Said, 'options'>, key = 'continue', label = 'Continue'): Step => ({
  kind: 'instruction',
  ...PLAIN,
  ...step,
  options: [to(next, key, label)],
});

export const NOW: Deadline = { clock: 'now' };
export const SAME_DAY: Deadline = { clock: 'same_day' };
/** Priority as the flags have it: P1 and P2 in minutes on any day, all else within the school day. */
export const BY_PRIORITY: Deadline = {
  clock: 'p3_acknowledged',
  sooner: [
    { when: 'danger', clock: 'p1_acknowledged' },
    { when: { any: ['imagery', 'crime', 'adult_named'] }, clock: 'p2_acknowledged' },
  ],
};

export const notice = (who: Tell['who'], more: Partial<Tell> = {}): Tell => ({ who, how: 'notice', ...more });
