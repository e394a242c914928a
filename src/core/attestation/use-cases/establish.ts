import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import { useCase } from '../../use-case';
import type { Absence, Person, RoleHolding, School } from '../../people/person';
import type { Pupil } from '../store';

/** What a tenant begins with. In production that is one school and its first head, as the configuration names them. */
interface Beginning {
  readonly trustName: string;
  readonly schools: readonly School[];
  readonly people: readonly Person[];
  readonly roles: readonly RoleHolding[];
  readonly absences: readonly Absence[];
  readonly pupils: readonly Pupil[];
}

/** Puts the first people in place, once: a tenant that has a head is left as it is. */
export const establish = useCase({
  name: 'tenant.establish',
  action: 'tenant.establish',
  // Made by our own start-up, never by a person: the shape is the compiler's to check.
  input: z.custom<Beginning>((value) => typeof value === 'object' && value !== null),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    if ((await work.people.roles()).some((h) => h.role === 'head')) return { isNew: false };
    await work.people.addSchools(input.schools);
    await work.people.add(input.people);
    for (const role of input.roles) await work.people.giveRole(role, null);
    for (const absence of input.absences) await work.people.recordAbsence(absence);
    await work.attestations.addPupils(input.pupils);
    await work.settings.set('trust_name', input.trustName);
    return { isNew: true };
  },
  ledger: {
    kind: 'people.imported',
    payload: ({ input, output }) => (output.isNew ? { established: true, people: input.people.length } : null),
  },
});
