import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { AppError } from '../../errors';
import { useCase } from '../../use-case';
import { type SchoolCalendar, calendarProblems, SchoolCalendar as Calendar } from '../calendar';
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
    abilities: abilitiesAnywhere(asPerson(actor)).filter((a) => a === 'calendar.change'),
  }),
});

export const saveCalendar = useCase({
  name: 'calendar.save',
  action: 'calendar.change',
  input: z.strictObject({ calendar: Calendar }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const problems = calendarProblems(input.calendar);
    if (problems.length > 0) throw new AppError('invalid_input', { problems });
    await work.settings.saveCalendar(input.calendar);
    return { done: true as const };
  },
  ledger: { kind: 'calendar.changed', payload: ({ input }) => ({ terms: input.calendar.terms.length }) },
});

const Phone = /^[+\d][\d ()-]{2,24}( ?(ext|x)\.? ?\d{1,6})?$/i;
const Value = z.string().trim().max(200, 'Keep it under 200 letters.');
const Values = z.partialRecord(z.enum(SETTING_KEYS), Value).superRefine((values, context) => {
  for (const [key, value] of Object.entries(values))
    if (key.endsWith('_phone') && value !== '' && !Phone.test(value))
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'Write a phone number in figures, such as 01632 960 123.',
      });
});

export const saveSettings = useCase({
  name: 'settings.save',
  action: 'settings.change',
  input: z.strictObject({ values: Values }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    for (const key of SETTING_KEYS) {
      const value = input.values[key];
      if (value !== undefined) await work.settings.set(key, value);
    }
    return { done: true as const };
  },
  ledger: { kind: 'setting.changed', payload: ({ input }) => ({ ...input.values }) },
});
