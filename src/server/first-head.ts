import { randomUUID } from 'node:crypto';
import type { ServiceActor } from '../core/access/actor';
import { PersonId, SchoolId } from '../core/ids';
import { schoolDayAt } from '../core/people/day';
import { useCases } from '../core/use-cases';
import type { Production } from './config';
import type { Inside } from './lantern';

/** Puts the school and the first head of the configuration in place, so that somebody can give the other roles. */
export async function firstHead(inside: Inside, p: Production): Promise<void> {
  const service: ServiceActor = { kind: 'service', tenantId: p.tenantId, job: 'start' };
  const school = { id: SchoolId.parse(randomUUID()), name: p.schoolName };
  const [givenName = '', ...rest] = p.firstHead.name.trim().split(/\s+/);
  const today = schoolDayAt(Date.now());
  const person = {
    id: PersonId.parse(randomUUID()),
    oid: p.firstHead.oid,
    staffNumber: 'HEAD',
    givenName,
    familyName: rest.join(' '),
    email: null,
    schoolId: school.id,
    jobRole: 'leadership' as const,
    department: '',
    managerId: null,
    startsOn: today,
    endsOn: null,
  };
  const head = { personId: person.id, role: 'head' as const, schoolId: null, from: today, until: null };
  await inside.perform(useCases['tenant.establish'], service, {
    trustName: p.schoolName,
    schools: [school],
    people: [person],
    roles: [head],
    absences: [],
    pupils: [],
  });
}
