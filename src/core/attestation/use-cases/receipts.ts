import { z } from 'zod';
import { AttestationId } from '../../ids';
import { notFound, sure } from '../../errors';
import { trustName } from '../../people/names';
import { fullName } from '../../people/person';
import { useCase } from '../../use-case';

/** A signature as its receipt needs it. The receipt itself is made from the ledger's entries by whoever holds the key. */
export const readReceipt = useCase({
  name: 'receipts.read',
  action: 'agreement.read_receipt',
  input: z.strictObject({ attestationId: AttestationId }),
  ledger: null,
  subject: async ({ attestationId }, work) => {
    const attestation = await work.attestations.attestation(attestationId);
    const person = attestation && (await work.people.person(attestation.personId));
    if (!attestation || !person) throw notFound();
    return { schoolId: person.schoolId, ownerId: person.id, managerId: person.managerId, attestation, person };
  },
  run: async ({ subject }, work) => {
    const { attestation, person } = subject;
    const policy = await work.policies.policy(attestation.policyId);
    const school = (await work.people.schools()).find((s) => s.id === person.schoolId);
    return {
      attestation,
      name: fullName(person),
      title: sure(policy, 'a policy').title,
      trustName: await trustName(work),
      school: sure(school, 'a school').name,
    };
  },
});
