const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

export const dates = {
  locale: 'en-GB',
  /** "two", or "14" from eleven on. */
  count: (n: number): string => NUMBERS[n] ?? String(n),
  dueOn: (day: string) => `Due by ${day}`,
  dueToday: 'Due today',
  dueTomorrow: 'Due tomorrow',
  wasDue: (day: string) => `Was due on ${day}`,
};
