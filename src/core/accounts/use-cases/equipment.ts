import { z } from 'zod';
import { asPerson, entriesOf, scopeOf } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { invalid, notFound, sure } from '../../errors';
import type { PersonId } from '../../ids';
import { schoolDayAt } from '../../people/day';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { type Equipment, EquipmentForm, type EquipmentId, labelOf } from '../equipment';
import { stepKey } from '../step';
import type { HandOff } from '../store';
import type { LentView } from '../views';
import { personSubject } from './shared';

/** Everything that is lent or has come back, what is still out first. */
export const listEquipment = useCase({
  name: 'equipment.list',
  action: 'account.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const rows = await work.accounts.equipment(scopeOf(actor, ['head', 'deputy_head', 'admin', 'ict_manager']));
    const people = await work.people.byIds(rows.map((e) => e.personId));
    return {
      equipment: rows.map((e): LentView => {
        const person = sure(people.get(e.personId), 'a person');
        const hasLeft = person.endsOn !== null && person.endsOn < work.today;
        // Nobody keeps the list of what they have themselves.
        const isOwn = entriesOf(actor).includes(person.id);
        return { ...e, name: fullName(person), hasLeft, isOwn, isDeclared: e.issuedBy === e.personId };
      }),
    };
  },
});

/** Something is lent, or comes back. What was to be taken back from a leaver is done with that. */
export const saveEquipment = useCase({
  name: 'equipment.save',
  action: 'account.equip',
  input: EquipmentForm,
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ input, actor }, work) => {
    const by = asPerson(actor).person.id;
    const { equipmentId, ...rest } = input;
    const before = (await work.accounts.equipmentOf([input.personId])).find((e) => e.id === equipmentId);
    if (equipmentId !== null && !before) throw notFound();
    if (input.returnedOn !== null && input.returnedOn < input.issuedOn)
      throw invalid('returnedOn', 'It came back before it was lent. Correct one of the two days.');
    const row: Equipment = {
      ...rest,
      id: equipmentId ?? work.newId<EquipmentId>(),
      issuedBy: before?.issuedBy ?? by,
      returnedTo: input.returnedOn === null ? null : by,
    };
    await work.accounts.saveEquipment(row);
    if (row.returnedOn !== null) await settleTasks(row, row.returnedOn, by, work);
    return { equipmentId: row.id };
  },
  ledger: {
    kind: 'account.equipped',
    payload: ({ input, output }) => ({ ...input, equipmentId: output.equipmentId }),
  },
});

const takeBack = (about: string): string => stepKey({ do: 'hand_off', task: 'take_back', about });

async function settleTasks(row: Equipment, on: string, by: PersonId, work: Work): Promise<void> {
  const key = takeBack(labelOf(row));
  const tasks = (await work.accounts.handOffsOf([row.personId])).filter((h) => h.key === key && h.doneAt === null);
  for (const task of tasks) await work.accounts.finishHandOff(task.id, by, work.now, on);
}

/** Whoever says that a thing was taken back from a leaver has it. */
export async function returnBy({ task, about, personId }: HandOff, by: PersonId, work: Work): Promise<void> {
  if (task !== 'take_back') return;
  const rows = await work.accounts.equipmentOf([personId]);
  for (const row of rows.filter((e) => e.returnedOn === null && labelOf(e) === about))
    await work.accounts.saveEquipment({ ...row, returnedOn: work.today, returnedTo: by });
}

const AT_ONCE = 200;

/** Laptop and tablet numbers that people gave when they signed are on the list from then on. */
export const takeDeclared = useCase({
  name: 'equipment.takeDeclared',
  action: 'account.work',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const declared = await work.accounts.declared(AT_ONCE);
    const ids: EquipmentId[] = [];
    for (const { personId, kind, number, signedAt } of declared) {
      const id = work.newId<EquipmentId>();
      const lent = { id, personId, kind, number, issuedOn: schoolDayAt(signedAt), issuedBy: personId };
      await work.accounts.saveEquipment({ ...lent, returnedOn: null, returnedTo: null, condition: '' });
      ids.push(id);
    }
    return { ids };
  },
  ledger: {
    kind: 'account.equipped',
    payload: ({ output }) => (output.ids.length > 0 ? { declared: output.ids } : null),
  },
});
