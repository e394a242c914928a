import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { AppError, invalid } from '../../errors';
import { PersonId } from '../../ids';
import type { Person } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { type AccountKind } from '../facts';
import { Leaving, Starter, leavingProblems, starterProblems } from '../requests';
import type { RoleTemplate } from '../role-template';
import { reinstate } from '../snapshot';
import { PlanId } from '../store';
import { ask, conflict, personSubject, planSubject } from './shared';

const JOBS: Readonly<Partial<Record<AccountKind, Person['jobRole']>>> = {
  supply: 'supply',
  trainee: 'trainee',
  guest: 'contractor',
};

async function templateOf(id: string, work: Work): Promise<RoleTemplate> {
  const template = (await work.accounts.templates()).find((t) => t.id === id);
  if (!template) throw invalid('templateId', 'Choose a role from the list.');
  return template;
}

/** What is wrong with a starter, while the form is being filled in. Changes nothing. */
export const checkStarter = useCase({
  name: 'accounts.check',
  action: 'account.request',
  input: Starter,
  ledger: null,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input }, work) => ({ problems: await problemsOf(input, work) }),
});

const problemsOf = async (input: Starter, work: Work) =>
  starterProblems(input, {
    people: await work.people.everyone(),
    templates: await work.accounts.templates(),
    today: work.today,
    seatsLeft: null,
  });

/** Somebody new: on the register from now on, and an account asked for. */
export const requestStarter = useCase({
  name: 'accounts.requestStarter',
  action: 'account.request',
  input: Starter,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input, actor }, work) => {
    const problems = await problemsOf(input, work);
    if (problems.length > 0) throw new AppError('invalid_input', { problems });
    const template = await templateOf(input.templateId, work);
    const person: Person = {
      id: work.newId<PersonId>(),
      oid: null,
      staffNumber: input.staffNumber,
      givenName: input.givenName,
      familyName: input.familyName,
      email: input.email,
      schoolId: input.schoolId,
      jobRole: JOBS[input.as] ?? template.jobRole,
      department: input.department,
      managerId: input.managerId,
      startsOn: input.startsOn,
      endsOn: input.endsOn,
    };
    await work.people.add([person]);
    const sponsor = input.sponsorId === null ? null : await work.people.person(input.sponsorId);
    const event = {
      at: work.now,
      kind: 'joined' as const,
      on: input.startsOn,
      as: input.as,
      template,
      groups: [],
      endsOn: input.endsOn,
      onPaper: input.onPaper,
      sponsorOid: sponsor?.oid ?? null,
    };
    const { id } = await ask(person.id, asPerson(actor).person.id, { kind: 'starter', event }, work);
    return { requestId: id, personId: person.id };
  },
  ledger: {
    kind: 'account.requested',
    ref: ({ output }) => output.requestId,
    payload: ({ output }) => ({ kind: 'starter', requestId: output.requestId, person: output.personId }),
  },
});

const Wanted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('leaver'), personId: PersonId, ...Leaving.shape }),
  z.strictObject({
    kind: z.literal('mover'),
    personId: PersonId,
    templateId: z.string(),
    on: Leaving.shape.contractEnd,
  }),
  z.strictObject({ kind: z.literal('reinstate'), personId: PersonId }),
  z.strictObject({ kind: z.literal('restrict'), personId: PersonId }),
  z.strictObject({ kind: z.literal('delete'), personId: PersonId, on: Leaving.shape.contractEnd }),
  z.strictObject({ kind: z.literal('correction'), personId: PersonId }),
]);
type Wanted = z.infer<typeof Wanted>;

/** Something about somebody who is on the register: it happens when another person has approved the plan made of it. */
export const requestChange = useCase({
  name: 'accounts.request',
  action: 'account.request',
  input: Wanted,
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ input, subject, actor }, work) => {
    const asked = await askedFor(input, subject.person, work);
    const { id } = await ask(input.personId, asPerson(actor).person.id, asked, work);
    return { requestId: id };
  },
  ledger: {
    kind: 'account.requested',
    ref: ({ output }) => output.requestId,
    payload: ({ input, output }) => ({ kind: input.kind, requestId: output.requestId, person: input.personId }),
  },
});

async function askedFor(input: Wanted, person: Person, work: Work): Promise<Parameters<typeof ask>[2]> {
  const at = work.now;
  switch (input.kind) {
    case 'leaver': {
      const { lastWorkingDay, contractEnd } = input;
      const problems = leavingProblems({ lastWorkingDay, contractEnd }, person, work.today);
      if (problems.length > 0) throw new AppError('invalid_input', { problems });
      return { kind: 'leaver', event: { at, kind: 'leaving', lastWorkingDay, contractEnd } };
    }
    case 'mover':
      return {
        kind: 'mover',
        event: { at, kind: 'moved', on: input.on, template: await templateOf(input.templateId, work) },
      };
    case 'reinstate': {
      const taken = await work.accounts.newestSnapshot(person.id);
      return {
        kind: 'reinstate',
        event: { at, kind: 'reinstated', snapshot: taken && reinstate(taken, { decidedSince: [] }).snapshot },
      };
    }
    case 'restrict':
      return { kind: 'restrict', event: { at, kind: 'restricted' } };
    case 'delete':
      if ((await work.accounts.held([person.id])).has(person.id))
        throw conflict('personId', 'This account is kept by policy. Nothing may be deleted.');
      return { kind: 'delete', event: { at, kind: 'to_delete', on: input.on } };
    case 'correction':
      return { kind: 'correction', event: null };
  }
}

/** A request that nobody has approved is taken back. */
export const withdraw = useCase({
  name: 'accounts.withdraw',
  action: 'account.request',
  input: z.strictObject({ planId: PlanId, reason: z.string().trim().min(1, 'Say why.').max(300) }),
  subject: ({ planId }, work) => planSubject(planId, work),
  run: async ({ subject }, work) => {
    const { plan } = subject;
    if (plan.state !== 'waiting' && plan.state !== 'changed')
      throw conflict('planId', 'This plan was approved already. Ask for what should happen instead.');
    await work.accounts.setPlan(plan.id, 'withdrawn', null);
    await work.accounts.setRequest(plan.requestId, 'withdrawn');
    return { done: true as const };
  },
  ledger: { kind: 'account.withdrawn', payload: ({ input }) => ({ plan: input.planId, reason: input.reason }) },
});
