import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { AppError, invalid, sure } from '../../errors';
import { PersonId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { type AccountHolder, isPupil } from '../holders';
import { accountKey, addressesFor } from '../names';
import {
  type KnownAround,
  Leaving,
  Starter,
  StarterDraft,
  draftProblems,
  leavingProblems,
  movingProblems,
  starterProblems,
} from '../requests';
import type { RoleTemplate } from '../role-template';
import { seatsLeftFor } from '../seats';
import { reinstate } from '../snapshot';
import { PlanId } from '../store';
import { starting } from './many';
import { ask, conflict, personSubject, planSubject } from './shared';

async function templateOf(id: string, work: Work): Promise<RoleTemplate> {
  const template = (await work.accounts.templates()).find((t) => t.id === id);
  if (!template) throw invalid('templateId', 'Choose a role from the list.');
  return template;
}

/** What can be said of a starter while the form is being filled in, as far as it is. Changes nothing. */
export const checkStarter = useCase({
  name: 'accounts.check',
  action: 'account.request',
  input: StarterDraft,
  ledger: null,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input }, work) => {
    const known = await around(input.templateId, work);
    return { problems: draftProblems(input, known), ...(await addressOf(input, work)), seatsLeft: known.seatsLeft };
  },
});

/** The address they would have today; a colleague's or a leaver's is never given again. */
async function addressOf({ givenName, familyName, staffNumber, as }: StarterDraft, work: Work) {
  const scheme = await work.accounts.scheme();
  if (scheme === null || givenName === undefined || as === 'guest') return { address: null, isUsual: true };
  const named = { givenName, familyName: familyName ?? '', key: accountKey(staffNumber ?? '') };
  const { domain } = scheme;
  const [usual] = addressesFor(named, { domain, taken: new Set() });
  const [address = null] = addressesFor(named, { domain, taken: await work.accounts.addresses() });
  return { address, isUsual: address === usual };
}

async function around(templateId: string | undefined, work: Work): Promise<KnownAround> {
  const templates = await work.accounts.templates();
  const template = templates.find((t) => t.id === templateId);
  return {
    people: await work.people.everyone(),
    templates,
    today: work.today,
    seatsLeft: template ? seatsLeftFor(template, await work.accounts.seats()) : null,
  };
}

/** Somebody new: on the register from now on, and an account asked for. */
export const requestStarter = useCase({
  name: 'accounts.requestStarter',
  action: 'account.request',
  input: Starter,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input, actor }, work) => {
    const problems = starterProblems(input, await around(input.templateId, work));
    if (problems.length > 0) throw new AppError('invalid_input', { problems });
    const template = await templateOf(input.templateId, work);
    const personId = work.newId<PersonId>();
    const [one] = await starting([{ starter: input, personId, template }], work);
    const { id } = await ask(personId, asPerson(actor).person.id, sure(one, 'a starter').asked, work);
    return { requestId: id, personId };
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

async function askedFor(input: Wanted, person: AccountHolder, work: Work): Promise<Parameters<typeof ask>[2]> {
  const at = work.now;
  switch (input.kind) {
    case 'leaver': {
      const { lastWorkingDay, contractEnd } = input;
      const problems = leavingProblems({ lastWorkingDay, contractEnd }, person, work.today);
      if (problems.length > 0) throw new AppError('invalid_input', { problems });
      return { kind: 'leaver', event: { at, kind: 'leaving', lastWorkingDay, contractEnd } };
    }
    case 'mover': {
      if (isPupil(person)) throw invalid('personId', 'A pupil has no role that could change.');
      const template = await templateOf(input.templateId, work);
      const problems = movingProblems({ on: input.on, template }, person, work.today);
      if (problems.length > 0) throw new AppError('invalid_input', { problems });
      return { kind: 'mover', event: { at, kind: 'moved', on: input.on, template } };
    }
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
    await work.accounts.setRequests([plan.requestId], 'withdrawn');
    return { done: true as const };
  },
  ledger: { kind: 'account.withdrawn', payload: ({ input }) => ({ plan: input.planId, reason: input.reason }) },
});
