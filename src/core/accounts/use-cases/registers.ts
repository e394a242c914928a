import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { notFound } from '../../errors';
import { PersonId } from '../../ids';
import { useCase } from '../../use-case';
import { HandOffId } from '../store';
import { returnBy } from './equipment';
import { conflict, personSubject } from './shared';

const DONE = { done: true as const };

/** A person has done what the directory has no way for, and says how anybody can see it. */
export const finishHandOff = useCase({
  name: 'accounts.finishHandOff',
  action: 'account.equip',
  input: z.strictObject({
    handOffId: HandOffId,
    proof: z.string().trim().min(1, 'Say how anybody can see that it is done.').max(300),
  }),
  subject: async ({ handOffId }, work) => {
    const handOff = await work.accounts.handOff(handOffId);
    if (!handOff) throw notFound();
    return { ...(await personSubject(handOff.personId, work)), handOff };
  },
  run: async ({ input, subject, actor }, work) => {
    const { handOff } = subject;
    if (handOff.doneAt !== null) throw conflict('handOffId', 'This is done already.');
    const by = asPerson(actor).person.id;
    await work.accounts.finishHandOff(handOff.id, by, work.now, input.proof);
    await returnBy(handOff, by, work);
    const plan = await work.accounts.plan(handOff.planId);
    // What waited for it goes on at once.
    if (plan?.state === 'running') await work.accounts.setPlan(plan.id, 'running', work.now);
    await work.enqueue('accounts', handOff.id, 0);
    return DONE;
  },
  ledger: { kind: 'account.handed_off', payload: ({ input }) => ({ ...input }) },
});

/** Nothing of this person is deleted until it is released. Whoever works with accounts is told that, and not why. */
export const placeHold = useCase({
  name: 'accounts.placeHold',
  action: 'account.hold',
  input: z.strictObject({ personId: PersonId, reason: z.string().trim().min(1, 'Say why.').max(300) }),
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ input, actor }, work) => {
    await work.accounts.placeHold(input.personId, asPerson(actor).person.id, work.now, input.reason);
    return DONE;
  },
  ledger: {
    kind: 'account.held',
    payload: ({ input }) => ({ person: input.personId, isHeld: true, reason: input.reason }),
  },
});

export const releaseHold = useCase({
  name: 'accounts.releaseHold',
  action: 'account.hold',
  input: z.strictObject({ personId: PersonId }),
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ input, actor }, work) => {
    const released = await work.accounts.releaseHold(input.personId, asPerson(actor).person.id, work.now);
    if (!released) throw notFound('no hold');
    return DONE;
  },
  ledger: { kind: 'account.held', payload: ({ input }) => ({ person: input.personId, isHeld: false }) },
});
