import { randomUUID } from 'node:crypto';
import type { PersonActor } from '../../src/core/access/actor';
import { CaseId, type PersonId, ReportId } from '../../src/core/ids';
import type { CaseAnswer, CaseView } from '../../src/core/incidents/case-views';
import type { Flag } from '../../src/core/incidents/flags';
import { openCase } from '../../src/core/incidents/open-case';
import { routeFor } from '../../src/core/incidents/posts';
import type { Subject } from '../../src/core/access/rules';
import type { UseCase } from '../../src/core/use-case';
import type { LanternRole } from '../../src/core/people/person';
import { useCases } from '../../src/core/use-cases';
import type { Store } from '../../src/adapters/store/engine';
import { type Role, type SchoolFixture, TODAY, makeSchool } from './school';

/** Posts of school a that the little school does not fill. */
const MORE: Partial<Record<Role, LanternRole>> = {
  manager: 'deputy_safeguarding_lead',
  elsewhere: 'chair_of_governors',
  clerk: 'vice_chair',
};

export interface Incident {
  readonly school: SchoolFixture;
  /** Somebody who signed in just now, with the posts of this page. */
  as(role: Role): PersonActor;
  id(role: Role): PersonId;
  /** A case as a report of a teacher makes one; owner and all others as section 4 has it. */
  open(o?: {
    flags?: readonly Flag[];
    reporter?: Role;
    named?: readonly Role[];
    affected?: readonly Role[];
    sealed?: boolean;
    category?: string;
  }): Promise<CaseId>;
  read(role: Role, caseId: CaseId): Promise<CaseView>;
  /** Answers where the case stands, as the one whose step it is. */
  answer(
    caseId: CaseId,
    role: Role,
    choice: string | string[],
    o?: { fields?: Record<string, string>; reason?: string; second?: Role },
  ): Promise<CaseView>;
  /** Answers one after the other, all by one person: `T0 opened`, `T1 no` … */
  walk(caseId: CaseId, role: Role, ...answers: string[]): Promise<CaseView>;
  do(name: keyof typeof useCases, role: Role, input: object): Promise<CaseAnswer>;
}

export async function makeIncident(store: Store): Promise<Incident> {
  const school = await makeSchool(store);
  for (const [role, held] of Object.entries(MORE))
    await school.perform(useCases['roles.give'], school.actor('head'), {
      personId: school.id(role as Role),
      role: held,
      schoolId: school.schools.a,
      until: null,
    });
  const as = (role: Role): PersonActor => {
    const actor = school.actor(role);
    const more = MORE[role];
    const held = more
      ? [{ personId: school.id(role), role: more, schoolId: school.schools.a, from: TODAY, until: null }]
      : [];
    return { ...actor, roles: [...actor.roles, ...held], signIn: { method: 'practice', at: school.now() } };
  };
  const read = (role: Role, caseId: CaseId) => school.perform(useCases['cases.read'], as(role), { caseId });
  const incident: Incident = {
    school,
    as,
    id: (role) => school.id(role),
    open: (o = {}) => open(incident, o),
    read,
    answer: async (caseId, role, choice, o = {}) => {
      const { rev, step } = await read(role, caseId);
      const { view } = await school.perform(useCases['cases.answer'], as(role), {
        caseId,
        rev,
        node: step?.node,
        choices: [choice].flat(),
        ...(o.fields && { fields: o.fields }),
        ...(o.reason && { reason: o.reason }),
        ...(o.second && { secondId: school.id(o.second) }),
      });
      return view as CaseView; // null only for those who lose it: their tests ask themselves
    },
    walk: async (caseId, role, ...answers) => {
      for (const said of answers) {
        const [node, choice = ''] = said.split(' ');
        const { step } = await read(role, caseId);
        if (step?.node !== node) throw new Error(`the case stands at ${step?.node}, not at ${node}`);
        await incident.answer(caseId, role, choice.split(','));
      }
      return read(role, caseId);
    },
    do: (name, role, input) => school.perform(useCases[name] as UseCase<unknown, Subject, CaseAnswer>, as(role), input),
  };
  return incident;
}

const open = async (
  { school, as }: Incident,
  { reporter = 'teacher', ...o }: NonNullable<Parameters<Incident['open']>[0]>,
): Promise<CaseId> => openIn(school, as(reporter), o);

/** A case of school a, filed by somebody. */
export async function openIn(
  school: SchoolFixture,
  reporter: PersonActor,
  o: {
    flags?: readonly Flag[];
    named?: readonly Role[];
    affected?: readonly Role[];
    sealed?: boolean;
    category?: string;
  },
): Promise<CaseId> {
  const { id } = school;
  const caseId = CaseId.parse(randomUUID());
  const flags = o.flags ?? ['subject_pupil', 'affected_pupil', 'has_text', 'who_asked'];
  const named = (o.named ?? []).map(id);
  const affected = (o.affected ?? []).map(id);
  await school.unit.run(reporter, 'write', async (work) => {
    const needs = { schoolId: school.schools.a, flags, named, affected, reporterId: reporter.person.id };
    const routed = await routeFor(work, needs);
    await openCase(work, {
      caseId,
      reportId: ReportId.parse(randomUUID()),
      reportNumber: `R-${caseId.slice(0, 6).toUpperCase()}`,
      schoolId: school.schools.a,
      reporterId: reporter.person.id,
      flags,
      ownerId: routed.owner === 'outside_contact' ? null : routed.owner,
      toldIds: o.sealed ? [id('lead'), id('head')] : routed.told,
      barredIds: routed.excluded,
      namedIds: named,
      affectedIds: affected,
      category: o.category ?? null,
      unfinished: false,
      sealed: o.sealed ?? false,
    });
  });
  return caseId;
}
