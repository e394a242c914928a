import { randomUUID } from 'node:crypto';
import { NO_ACCOUNT } from '../../src/core/accounts/account';
import type { RoleTemplate, Scheme } from '../../src/core/accounts/role-template';
import { HandOffId, type PlanId, type RequestId } from '../../src/core/accounts/store';
import { useCases } from '../../src/core/use-cases';
import type { SchoolFixture } from './school';

const group = (name: string) => ({ id: randomUUID(), name });

export const schemeOf = (school: SchoolFixture): Scheme => ({
  domain: 'school.example',
  pendingGroup: group('Agreement waiting'),
  signedGroup: group('Agreement signed'),
  protectedIds: [],
  leadDays: 14,
  cohorts: [{ entryYear: 2022, schoolId: school.schools.a, group: group('2022-intake') }],
  pupilLicence: null,
  breaker: { closesAnHour: 20, share: 50, factor: 3 },
  leaverReply: 'I no longer work here. Please write to the office.',
});

export const templateOf = (school: SchoolFixture): RoleTemplate => ({
  id: 'teacher',
  label: 'Teacher',
  schoolId: school.schools.a,
  jobRole: 'teaching',
  groups: [{ ...group('Teachers'), isSensitive: false }],
  licenceGroups: [group('Staff licence')],
  rights: [{ system: 'Door fob', right: 'Main door', why: 'Works here', isByHand: true, endsWithWork: false }],
});

export const starterOf = (school: SchoolFixture, staffNumber = 'S-zoe') => ({
  staffNumber,
  givenName: 'Zoë',
  familyName: `Sample ${staffNumber}`,
  schoolId: school.schools.a,
  department: 'Key Stage 2',
  managerId: school.id('manager'),
  as: 'staff' as const,
  templateId: 'teacher',
  startsOn: '2026-09-14',
  endsOn: null,
  email: null,
  sponsorId: null,
  onPaper: false,
  isAnotherPerson: false,
});

/** Accounts in the middle of things: something of every kind is there to be done something to. */
export interface AccountWorld {
  readonly scheme: Scheme;
  readonly template: RoleTemplate;
  /** The office's starter, planned and waiting for an approver. */
  readonly waiting: { readonly planId: PlanId; readonly hash: string };
  /** The clerk, closed at once by the head. */
  readonly emergency: { readonly planId: PlanId; readonly hash: string };
  /** The office's leaver, that nobody has looked up yet. */
  readonly askedId: RequestId;
  readonly handOffId: HandOffId;
}

export async function openAccounts(school: SchoolFixture): Promise<AccountWorld> {
  const { perform, actor, service } = school;
  const [scheme, template] = [schemeOf(school), templateOf(school)];
  await perform(useCases['accounts.saveScheme'], actor('ict'), { scheme });
  await perform(useCases['accounts.saveTemplate'], actor('ict'), { template });
  const { requestId } = await perform(useCases['accounts.requestStarter'], actor('office'), starterOf(school));
  const planned = await perform(useCases['accounts.keepPlan'], service, { requestId, actual: NO_ACCOUNT });
  const reason = 'To be safe';
  const closed = await perform(useCases['accounts.closeAtOnce'], actor('head'), {
    personId: school.id('clerk'),
    reason,
  });
  const asked = await perform(useCases['accounts.request'], actor('office'), {
    kind: 'leaver',
    personId: school.id('colleague'),
    lastWorkingDay: '2026-12-18',
    contractEnd: '2026-12-31',
  });
  const handOffId = HandOffId.parse(randomUUID());
  const { planId } = planned;
  if (planId === null) throw new Error('a request that nobody has planned is planned');
  const hashes = await school.unit.run(service, 'write', async (work) => {
    const waiting = await work.accounts.plan(planId);
    const emergency = await work.accounts.plan(closed.planId);
    const personId = school.id('colleague');
    const open = { madeAt: work.now, doneAt: null, doneBy: null, proof: null };
    const what = { key: 'hand_off end_right:Door fob', task: 'end_right', about: 'Door fob' } as const;
    await work.accounts.addHandOffs([{ id: handOffId, planId, personId, ...what, ...open }]);
    return { waiting: waiting?.hash ?? '', emergency: emergency?.hash ?? '' };
  });
  return {
    scheme,
    template,
    waiting: { planId, hash: hashes.waiting },
    emergency: { planId: closed.planId, hash: hashes.emergency },
    askedId: asked.requestId,
    handOffId,
  };
}

/** A worker's hold on what is due: the plans that are its own from now on. */
export async function claimed(school: SchoolFixture): Promise<{ by: string; seconds: number; planIds: string[] }> {
  const lease = { by: randomUUID(), seconds: 60 };
  const { cases } = await school.perform(useCases['accounts.claim'], school.service, { ...lease, limit: 10 });
  return { ...lease, planIds: cases.map((c) => c.id) };
}
