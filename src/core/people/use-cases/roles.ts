import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { NOTHING, abilities } from '../../access/rules';
import { AppError, invalid, notFound } from '../../errors';
import { Day, PersonId, SchoolId } from '../../ids';
import { useCase } from '../../use-case';
import { addDays } from '../day';
import { namesOf } from '../names';
import { LanternRole } from '../person';
import type { RoleRow } from '../views';

export const listRoles = useCase({
  name: 'roles.list',
  action: 'role.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const holdings = await work.people.roles();
    const nameOf = await namesOf(
      holdings.map((h) => h.personId),
      work,
    );
    const schools = [null, ...(await work.people.schools()).map((s) => s.id)];
    return {
      roles: holdings.map((h): RoleRow => ({ ...h, name: nameOf(h.personId) })),
      abilities: schools.some((schoolId) => abilities(actor, ['role.give'], { schoolId }).length > 0)
        ? ['role.give']
        : [],
    };
  },
});

const Holding = z.strictObject({ personId: PersonId, role: LanternRole, schoolId: SchoolId.nullable() });

export const giveRole = useCase({
  name: 'roles.give',
  action: 'role.give',
  input: Holding.extend({ until: Day.nullable() }),
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input, actor }, work) => {
    if (!(await work.people.person(input.personId))) throw notFound();
    if (input.until !== null && input.until < work.today)
      throw invalid('until', 'Choose a last day that is still to come.');
    const { personId, role, schoolId, until } = input;
    const by = asPerson(actor).person.id;
    await work.people.giveRole({ personId, role, schoolId, from: work.today, until }, by);
    return { done: true as const };
  },
  ledger: { kind: 'role.given', payload: ({ input }) => ({ ...input }) },
});

export const endRole = useCase({
  name: 'roles.end',
  action: 'role.give',
  input: Holding,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input }, work) => {
    const heads = (await work.people.holders(['head'], null, work.today)).filter((p) => p.id !== input.personId);
    // A trust without a head could give no role ever again.
    if (input.role === 'head' && input.schoolId === null && heads.length === 0)
      throw new AppError('conflict', {
        problems: [{ where: 'role', what: 'Somebody has to be head. Give the role to the next head first.' }],
      });
    if (!(await work.people.endRole(input, addDays(work.today, -1)))) throw notFound();
    return { done: true as const };
  },
  ledger: { kind: 'role.ended', payload: ({ input }) => ({ ...input }) },
});
