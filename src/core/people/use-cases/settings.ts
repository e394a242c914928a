import { z } from 'zod';
import { asPerson, holds } from '../../access/actor';
import { COORDINATES, NOTHING, wholeTrust } from '../../access/rules';
import { AppError, invalid } from '../../errors';
import { useCase } from '../../use-case';
import { type SchoolCalendar, calendarProblems, SchoolCalendar as Calendar } from '../calendar';
import { placesChanged } from '../calendar-changes';
import { SETTING_KEYS } from '../store';
import { abilitiesAnywhere } from './me';

export const readCalendar = useCase({
  name: 'calendar.read',
  action: 'calendar.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work): Promise<{ calendar: SchoolCalendar; abilities: string[] }> => ({
    calendar: await work.settings.calendar(),
    abilities: abilitiesAnywhere(asPerson(actor), await work.people.schools()).filter((a) => a === 'calendar.change'),
  }),
});

export const saveCalendar = useCase({
  name: 'calendar.save',
  action: 'calendar.change',
  input: z.strictObject({ calendar: Calendar }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const problems = calendarProblems(input.calendar);
    if (problems.length > 0) throw new AppError('invalid_input', { problems });
    const trust = wholeTrust(await work.people.schools()).schoolId;
    const changed = placesChanged(await work.settings.calendar(), input.calendar);
    // Whoever answers for one school changes that school's days, and neither another's nor those of all.
    if ([...changed].some((place) => !holds(actor, [...COORDINATES, 'admin'], place ?? trust)))
      throw invalid(
        'calendar',
        'Change your own school’s days only. Whoever answers for the whole trust changes the rest.',
      );
    await work.settings.saveCalendar(input.calendar);
    return { done: true as const };
  },
  ledger: { kind: 'calendar.changed', payload: ({ input }) => ({ terms: input.calendar.terms.length }) },
});

const Phone = /^[+\d][\d ()-]{2,24}( ?(ext|x)\.? ?\d{1,6})?$/i;
/** Long enough to write a sentence in, short enough that a report is not left lying. */
const Minutes = /^([1-9]|[1-9]\d|1[01]\d|120)$/;
const Value = z.string().trim().max(200, 'Keep it under 200 letters.');
const Values = z.partialRecord(z.enum(SETTING_KEYS), Value).superRefine((values, context) => {
  for (const [key, value] of Object.entries(values)) {
    const problem = value === '' ? undefined : problemWith(key, value);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: [key], message: problem });
  }
});

function problemWith(key: string, value: string): string | undefined {
  if (key.endsWith('_phone') && !Phone.test(value)) return 'Write a phone number in figures, such as 01632 960 123.';
  if (key.endsWith('_minutes') && !Minutes.test(value)) return 'Write a whole number of minutes from 1 to 120.';
  if (key === 'figures_yearly_only' && !['yes', 'no'].includes(value)) return 'Choose yes or no.';
  return undefined;
}

export const saveSettings = useCase({
  name: 'settings.save',
  action: 'settings.change',
  input: z.strictObject({ values: Values }),
  subject: async (_input, work) => wholeTrust(await work.people.schools()),
  run: async ({ input }, work) => {
    for (const key of SETTING_KEYS) {
      const value = input.values[key];
      if (value !== undefined) await work.settings.set(key, value);
    }
    return { done: true as const };
  },
  ledger: { kind: 'setting.changed', payload: ({ input }) => ({ ...input.values }) },
});
