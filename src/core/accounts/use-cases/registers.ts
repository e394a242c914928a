import { z } from 'zod';
import { asPerson, scopeOf } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { notFound } from '../../errors';
import { Day, PersonId } from '../../ids';
import { useCase } from '../../use-case';
import { RoleTemplate, Scheme } from '../role-template';
import { type Equipment, EquipmentId, HandOffId } from '../store';
import { conflict, personSubject } from './shared';

const DONE = { done: true as const };

/** How the school keeps accounts, and what each role brings. */
export const readSetUp = useCase({
  name: 'accounts.setUp',
  action: 'account.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => ({ scheme: await work.accounts.scheme(), templates: await work.accounts.templates() }),
});

export const saveScheme = useCase({
  name: 'accounts.saveScheme',
  action: 'account.set_up',
  input: z.strictObject({ scheme: Scheme }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    await work.accounts.saveScheme(input.scheme);
    return DONE;
  },
  ledger: { kind: 'account.set_up', payload: ({ input }) => ({ scheme: { ...input.scheme } }) },
});

export const saveTemplate = useCase({
  name: 'accounts.saveTemplate',
  action: 'account.set_up',
  input: z.strictObject({ template: RoleTemplate }),
  subject: ({ template }) => Promise.resolve({ schoolId: template.schoolId }),
  run: async ({ input }, work) => {
    await work.accounts.saveTemplate(input.template);
    return DONE;
  },
  ledger: { kind: 'account.set_up', payload: ({ input }) => ({ template: { ...input.template } }) },
});

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
    await work.accounts.finishHandOff(handOff.id, asPerson(actor).person.id, work.now, input.proof);
    const plan = await work.accounts.plan(handOff.planId);
    // What waited for it goes on at once.
    if (plan?.state === 'running') await work.accounts.setPlan(plan.id, 'running', work.now);
    await work.enqueue('accounts', handOff.id, 0);
    return DONE;
  },
  ledger: { kind: 'account.handed_off', payload: ({ input }) => ({ ...input }) },
});

export const listEquipment = useCase({
  name: 'equipment.list',
  action: 'account.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => ({
    equipment: await work.accounts.equipment(scopeOf(actor, ['head', 'deputy_head', 'admin', 'ict_manager'])),
  }),
});

/** Something is lent, or comes back. */
export const saveEquipment = useCase({
  name: 'equipment.save',
  action: 'account.equip',
  input: z.strictObject({
    equipmentId: EquipmentId.nullable(),
    personId: PersonId,
    kind: z.enum(['laptop', 'tablet', 'phone', 'camera', 'stick', 'fob', 'key', 'other']),
    number: z.string().trim().min(1, 'Give its number.').max(60),
    issuedOn: Day,
    returnedOn: Day.nullable(),
    condition: z.string().trim().max(300),
  }),
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ input, actor }, work) => {
    const by = asPerson(actor).person.id;
    const { equipmentId, ...rest } = input;
    const before = (await work.accounts.equipmentOf(input.personId)).find((e) => e.id === equipmentId);
    if (equipmentId !== null && !before) throw notFound();
    const row: Equipment = {
      ...rest,
      id: equipmentId ?? work.newId<EquipmentId>(),
      issuedBy: before?.issuedBy ?? by,
      returnedTo: input.returnedOn === null ? null : by,
    };
    await work.accounts.saveEquipment(row);
    return { equipmentId: row.id };
  },
  ledger: {
    kind: 'account.equipped',
    payload: ({ input, output }) => ({ ...input, equipmentId: output.equipmentId }),
  },
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
