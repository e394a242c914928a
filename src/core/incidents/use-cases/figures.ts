import { z } from 'zod';
import type { Actor } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { invalid } from '../../errors';
import { Day } from '../../ids';
import { schoolYearOf } from '../../people/calendar';
import { addDays, instantOf } from '../../people/day';
import type { LanternRole } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import type { Figures } from '../case-views';
import { figuresOf } from '../figures';
import { tablesNow } from '../sanctions';
import { schoolsOf } from './case-change';

const READERS: readonly LanternRole[] = [
  'head',
  'deputy_head',
  'safeguarding_lead',
  'deputy_safeguarding_lead',
  'chair_of_governors',
  'vice_chair',
  'safeguarding_governor',
  'clerk',
];

const Input = z.strictObject({
  /** School year such as `2026-27`; the present one when left out. */
  year: z
    .string()
    .regex(/^\d{4}-\d{2}$/, 'Write a school year such as 2026-27.')
    .optional(),
});

async function figures(year: string | undefined, actor: Actor, work: Work): Promise<Figures> {
  const first = Day.safeParse(`${year?.slice(0, 4)}-09-01`);
  const wanted = schoolYearOf(first.success ? first.data : work.today);
  if (year !== undefined && wanted.label !== year) throw invalid('year', 'Write a school year such as 2026-27.');
  const [from, until] = [instantOf(wanted.from, 0), instantOf(addDays(wanted.until, 1), 0)];
  const rows = await work.cases.figures(schoolsOf(actor, READERS), from, until);
  const yearlyOnly = (await work.settings.get('figures_yearly_only')) === 'yes';
  const tables = await tablesNow(work);
  return figuresOf(rows, wanted, await work.settings.calendar(), { yearlyOnly, tables });
}

/** Numbers of one school year for governors and leads. */
export const readFigures = useCase({
  name: 'figures.read',
  action: 'figures.read',
  input: Input,
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: ({ input, actor }, work) => figures(input.year, actor, work),
});

/** The same, taken out of the house. */
export const exportFigures = useCase({
  name: 'figures.export',
  action: 'figures.export',
  input: Input,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => ({
    figures: await figures(input.year, actor, work),
    trustName: await work.settings.get('trust_name'),
    asOf: work.now,
  }),
  ledger: { kind: 'record.exported', payload: ({ output }) => ({ figures: output.figures.year }) },
});
