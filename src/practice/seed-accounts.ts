import type { PersonActor } from '../core/access/actor';
import type { RoleTemplate, Scheme } from '../core/accounts/role-template';
import { JobRole } from '../core/people/person';
import { useCases } from '../core/use-cases';
import type { Inside } from '../server/lantern';
import { GROUP_IDS } from './graph/seeds/groups';
import { groupIdOf } from './graph/seeds/school';
import { STAFF_DOMAIN } from './graph/seeds/tenant';
import type { PracticeTrust } from './trust/trust';

/** Reception to Year 6 of each school, in the group of the year they started. The nursery has no accounts. */
const cohortsOf = ({ schools, story }: PracticeTrust): Scheme['cohorts'] =>
  schools.flatMap(({ id: schoolId }) =>
    Array.from({ length: 7 }, (_, year) => {
      const entryYear = story.year - year;
      return { entryYear, schoolId, group: { id: groupIdOf(`intake ${entryYear}`), name: `${entryYear}-intake` } };
    }),
  );

/** How the fictional trust keeps its accounts. */
const schemeOf = (trust: PracticeTrust): Scheme => ({
  domain: STAFF_DOMAIN,
  pendingGroup: { id: GROUP_IDS.pending, name: 'AUP pending' },
  signedGroup: { id: GROUP_IDS.signed, name: 'AUP signed' },
  protectedIds: [],
  leadDays: 14,
  cohorts: cohortsOf(trust),
  pupilLicence: { id: GROUP_IDS.pupilLicence, name: 'Licence: pupils' },
  breaker: { closesAnHour: 20, share: 5, factor: 3 },
  slip: 'Sign in at office.com on a school laptop, then open Lantern in Teams and sign the agreement. Stuck? The office is open from 8 to 4.',
  leaverReply: 'I no longer work at this school. Please write to the school office.',
});

const LABELS: Readonly<Record<JobRole, string>> = {
  teaching: 'Teacher',
  support: 'Teaching assistant',
  office: 'Office',
  site: 'Site and kitchen',
  leadership: 'Senior leader',
  supply: 'Supply teacher',
  trainee: 'Trainee teacher',
  contractor: 'Visitor or contractor',
  governor: 'Governor',
  volunteer: 'Volunteer',
};

const right = (system: string, what: string, why: string, endsWithWork = false): RoleTemplate['rights'][number] => ({
  system,
  right: what,
  why,
  isByHand: true,
  endsWithWork,
});
const FOB = right('Door fob', 'Main doors', 'Works in the building', true);
const REGISTERS = right('Pupil information system', 'Own classes', 'Takes the register', true);
const RIGHTS: Readonly<Partial<Record<JobRole, RoleTemplate['rights']>>> = {
  teaching: [FOB, REGISTERS],
  support: [FOB],
  office: [FOB, right('Pupil information system', 'Whole school', 'Keeps pupils’ records', true)],
  site: [FOB, right('Alarm', 'Own code', 'Opens and locks the building', true)],
  leadership: [FOB, right('Pupil information system', 'Whole school', 'Leads the school', true)],
  supply: [REGISTERS],
  trainee: [FOB],
};

const templateOf = (job: JobRole): RoleTemplate => ({
  id: job,
  label: LABELS[job],
  schoolId: null,
  jobRole: job,
  groups: [{ id: groupIdOf(`role ${job}`), name: `Role: ${job}`, isSensitive: job === 'leadership' }],
  licenceGroups: job === 'contractor' ? [] : [{ id: GROUP_IDS.staffLicence, name: 'Licence: staff' }],
  rights: RIGHTS[job] ?? [],
});

/** How accounts are kept and what each role brings, as the head would enter it. */
export async function setUpAccounts(
  { perform }: Pick<Inside, 'perform'>,
  head: PersonActor,
  trust: PracticeTrust,
): Promise<void> {
  await perform(useCases['accounts.saveScheme'], head, { scheme: schemeOf(trust) });
  for (const job of JobRole.options)
    await perform(useCases['accounts.saveTemplate'], head, { template: templateOf(job) });
}
