import { z } from 'zod';
import { type Actor, scopeOf } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { AppError, notFound } from '../../errors';
import { Day, PersonId, SchoolId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { absenceOn, isHeld } from '../employment';
import { namesOf } from '../names';
import { fullName } from '../person';
import { type StaffListPlan, applyStaffList, planStaffList, staffListHash } from '../staff-list';
import type { PersonRow } from '../views';

const READERS = [
  'head',
  'deputy_head',
  'coordinator',
  'safeguarding_lead',
  'deputy_safeguarding_lead',
  'admin',
  'ict_manager',
] as const;
const LARGEST_PAGE = 500;

export const listPeople = useCase({
  name: 'people.list',
  action: 'people.read',
  input: z.strictObject({
    q: z.string().max(100).optional(),
    schoolId: SchoolId.optional(),
    limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(100),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const { rows, total } = await work.people.list(scopeOf(actor, READERS), input);
    const nameOf = await namesOf(
      rows.map((p) => p.managerId),
      work,
    );
    const absences = await work.people.absences();
    const roles = await work.people.roles();
    return {
      total,
      rows: rows.map((p): PersonRow => {
        const away = absenceOn(absences, [p.id], work.today);
        return {
          id: p.id,
          name: fullName(p),
          staffNumber: p.staffNumber,
          email: p.email,
          schoolId: p.schoolId,
          jobRole: p.jobRole,
          department: p.department,
          managerName: p.managerId && nameOf(p.managerId),
          startsOn: p.startsOn,
          endsOn: p.endsOn,
          isAway: away !== null,
          awayUntil: away?.until ?? null,
          roles: roles.filter((h) => h.personId === p.id && isHeld(h, work.today)).map((h) => h.role),
        };
      }),
    };
  },
});

export const recordAbsence = useCase({
  name: 'people.recordAbsence',
  action: 'people.record_absence',
  input: z
    .strictObject({
      personId: PersonId,
      from: Day,
      until: Day.nullable(),
      reason: z.string().trim().min(1, 'Say in a word or two why.').max(200, 'Keep the reason short.'),
    })
    .refine((a) => a.until === null || a.until >= a.from, {
      path: ['until'],
      message: 'The last day is before the first.',
    }),
  subject: async ({ personId }, work) => {
    const person = await work.people.person(personId);
    if (!person) throw notFound();
    return { schoolId: person.schoolId, ownerId: person.id };
  },
  run: async ({ input }, work) => {
    await work.people.recordAbsence(input);
    return { done: true as const };
  },
  ledger: {
    kind: 'people.imported',
    payload: ({ input }) => ({ absence: input.personId, from: input.from, until: input.until }),
  },
});

/** A staff list, decoded to rows by the adapter that reads files. */
const StaffList = z.strictObject({
  rows: z.array(z.strictObject({ line: z.number(), cells: z.array(z.string()) })),
  isComplete: z.boolean(),
});

/** May this person bring in a staff list? Reading the file itself happens outside the transaction. */
export const mayImportPeople = useCase({
  name: 'people.mayImport',
  action: 'people.import',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: () => Promise.resolve({ done: true as const }),
});

export const previewList = useCase({
  name: 'people.previewList',
  action: 'people.import',
  input: StaffList,
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const { plan } = await planned(input, actor, work);
    return { ...plan, hash: staffListHash(plan) };
  },
});

export const applyList = useCase({
  name: 'people.applyList',
  action: 'people.import',
  input: StaffList.extend({ hash: z.string() }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const { plan, existing } = await planned(input, actor, work);
    // What is applied is exactly what was shown: the register may have moved on since.
    if (staffListHash(plan) !== input.hash)
      throw new AppError('conflict', {
        problems: [{ where: 'list', what: 'The register has changed since you looked. Look at the changes again.' }],
      });
    const { added, changed } = applyStaffList(plan, existing, () => work.newId<PersonId>());
    await work.people.add(added);
    await work.people.change(changed);
    return { added: plan.adds.length, changed: plan.changes.length, left: plan.leaves.length };
  },
  ledger: {
    kind: 'people.imported',
    payload: ({ input, output }) => ({ list: input.hash, ...output }),
  },
});

/** Whoever works for one school brings in that school's people only: the others are neither seen nor touched. */
async function planned(
  input: z.infer<typeof StaffList>,
  actor: Actor,
  work: Work,
): Promise<{ plan: StaffListPlan; existing: Awaited<ReturnType<Work['people']['everyone']>> }> {
  const scope = scopeOf(actor, ['head', 'deputy_head', 'admin']);
  const isMine = (schoolId: SchoolId): boolean =>
    scope.kind === 'trust' || (scope.kind === 'schools' && scope.schoolIds.includes(schoolId));
  const everyone = await work.people.everyone();
  const existing = everyone.filter((p) => isMine(p.schoolId));
  // Neither a staff number nor an account of another school's people can be taken over by a list.
  const others = everyone.filter((p) => !isMine(p.schoolId));
  const schools = (await work.people.schools()).filter((s) => isMine(s.id));
  const plan = planStaffList({
    rows: input.rows,
    existing,
    others,
    schools,
    today: work.today,
    isComplete: input.isComplete,
  });
  return { plan, existing: everyone };
}
