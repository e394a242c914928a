import { type KeyObject, generateKeyPairSync, randomUUID } from 'node:crypto';
import { NO_ACCOUNT } from '../../src/core/accounts/account';
import type { BatchId } from '../../src/core/accounts/batch';
import type { CampaignId } from '../../src/core/ids';
import type { Pupil } from '../../src/core/attestation/store';
import { holderIdOf } from '../../src/core/accounts/holders';
import type { RoleTemplate, Scheme } from '../../src/core/accounts/role-template';
import { StopId, stopHash } from '../../src/core/accounts/stops';
import { PassId } from '../../src/core/accounts/passes';
import { HandOffId, type Plan, PlanId, RequestId } from '../../src/core/accounts/store';
import { useCases } from '../../src/core/use-cases';
import { type SchoolFixture, day } from './school';

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
  slip: 'Ask the office.',
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
  /** The office's list of one starter, planned and waiting for an approver. */
  readonly batch: { readonly batchId: BatchId; readonly hash: string };
}

export async function openAccounts(school: SchoolFixture): Promise<AccountWorld> {
  const { perform, actor, service } = school;
  const [scheme, template] = [schemeOf(school), templateOf(school)];
  await perform(useCases['accounts.saveScheme'], actor('trustHead'), { scheme });
  await perform(useCases['accounts.saveTemplate'], actor('trustHead'), { template });
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
    batch: await sentList(school),
  };
}

/** A list of starters, by their numbers. */
export const manyRows = (...numbers: readonly string[]) =>
  [
    ['Staff number', 'First name', 'Family name', 'School', 'Role', 'First day', 'Manager’s staff number'],
    ...numbers.map((n) => [n, 'Lisa', `List ${n}`, 'Example Primary', 'Teacher', '14/09/2026', 'S-manager']),
  ].map((cells, i) => ({ line: i + 1, cells }));

async function sentList({ perform, actor, service }: SchoolFixture): Promise<AccountWorld['batch']> {
  const rows = manyRows('S-list');
  const { hash: seen } = await perform(useCases['accounts.previewMany'], actor('office'), { rows });
  const sent = await perform(useCases['accounts.requestMany'], actor('office'), { rows, hash: seen, name: 'List.csv' });
  for (const { request: requestId } of sent.people)
    await perform(useCases['accounts.keepPlan'], service, { requestId, actual: NO_ACCOUNT });
  const { batchId } = sent;
  return { batchId, hash: (await perform(useCases['accounts.batch'], actor('ict'), { batchId })).hash };
}

/** A worker's hold on what is due: the plans that are its own from now on. */
export async function claimed(school: SchoolFixture): Promise<{ by: string; seconds: number; planIds: string[] }> {
  const lease = { by: randomUUID(), seconds: 60 };
  const { cases } = await school.perform(useCases['accounts.claim'], school.service, { ...lease, limit: 10 });
  return { ...lease, planIds: cases.map((c) => c.id) };
}

/** A key as a page makes it; its other half opens what comes back. */
export const pageKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
/** For whoever never opens what was sealed to it: a key takes a tenth of a second to make. */
let somePage: string | undefined;
const somePageKey = (): string => (somePage ??= spki(pageKey().publicKey));
export const spki = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');

/** A pass for the colleague, who works here and has no responsibility in Lantern. */
export const askingForPass = (school: SchoolFixture, publicKey = somePageKey()) => ({
  personId: school.id('colleague'),
  publicKey,
  isHere: true as const,
  replaces: false,
});

/** One that the ICT manager asked for, beside whatever others there are. */
export async function askedForPass(school: SchoolFixture): Promise<{ passId: PassId }> {
  const { personId, publicKey, replaces } = askingForPass(school);
  const passId = PassId.parse(randomUUID());
  const asked = { id: passId, personId, by: school.id('ict'), publicKey, replaces, validUntil: null };
  await school.unit.run(school.actor('ict'), 'write', (work) =>
    work.accounts.addPass({ ...asked, at: work.now, state: 'asked' }),
  );
  return { passId };
}

/** The head's leaver, stopped by the breaker: what another person would be shown, and a reason. */
export async function stopped(school: SchoolFixture): Promise<{ stopId: StopId; hash: string; reason: string }> {
  const stopId = StopId.parse(randomUUID());
  const [personId, by] = [school.id('teacher'), school.id('head')];
  const plan: Plan = {
    ...{ id: PlanId.parse(randomUUID()), requestId: RequestId.parse(randomUUID()), personId, authorId: by },
    ...{ hash: 'a'.repeat(64), stages: [], state: 'stuck', isEmergency: false, madeAt: school.now(), nextAt: null },
  };
  const traffic = { closing: 21, accounts: 100, people: 21, usual: 0 };
  await school.unit.run(school.service, 'write', async (work) => {
    const asked = { kind: 'correction', event: null } as const;
    await work.accounts.addRequest({ id: plan.requestId, personId, by, at: work.now, asked, state: 'decided' });
    await work.accounts.addPlans([plan]);
    const limits = { closesAnHour: 20, share: 50, factor: 3 };
    const stop = { id: stopId, schoolId: school.schools.a, at: work.now, tripped: 'too_many_closed' } as const;
    await work.accounts.addStop({ ...stop, traffic, limits, planIds: [plan.id], goneOn: null });
  });
  return { stopId, hash: stopHash([plan]), reason: 'Contracts end today' };
}

/** The teachers' rights, as the register shows them, all of them to stay. */
export async function reviewOf(school: SchoolFixture) {
  const { lines } = await school.perform(useCases['access.register'], school.actor('head'), {});
  const line = lines.find((l) => l.templateId === 'teacher');
  if (!line) throw new Error('nobody is a teacher');
  const { schoolId, templateId, hash, rights } = line;
  return {
    schoolId,
    templateId,
    hash,
    lines: rights.map(({ system, right }) => ({ system, right, stays: true, note: '' })),
  };
}

/** Somebody signs and gives the number of their laptop. */
export async function declaring(world: { school: SchoolFixture; campaignId: CampaignId }): Promise<object> {
  const { school, campaignId } = world;
  const signing = await school.signing(campaignId, 'manager');
  await school.perform(useCases['agreements.sign'], school.actor('manager'), { ...signing, laptop: 'L-77' });
  return {};
}

/** The pupils of school a with their admission numbers, as a list would bring them. */
export async function numbered(school: SchoolFixture): Promise<Pupil[]> {
  return school.unit.run(school.service, 'write', async (work) => {
    const pupils = await work.attestations.pupils(school.schools.a);
    const all = pupils.map((p, i) => ({ ...p, number: p.number ?? `A${i + 1}` }));
    await work.attestations.changePupils(all);
    return all;
  });
}

/** What the office is shown of the pupils' accounts, and sends. */
export async function pupilsAsked(school: SchoolFixture) {
  await numbered(school);
  const input = { schoolId: school.schools.a };
  const { hash } = await school.perform(useCases['accounts.pupils'], school.actor('office'), input);
  return { ...input, hash, name: 'Pupils, September' };
}

/** The two of Oak have accounts that were there before Lantern, and leave together. */
export async function oakLeaving(school: SchoolFixture) {
  const pupils = await numbered(school);
  await school.unit.run(school.service, 'write', (work) =>
    work.accounts.savePupils(
      pupils
        .filter((p) => p.className === 'Oak')
        .map((p) => ({ id: holderIdOf(p.id), oid: p.id, email: `${p.givenName}@school.example`, endsOn: null })),
    ),
  );
  const on = day('2026-10-23');
  return { schoolId: school.schools.a, entryYear: 2022, on, expected: 2, name: 'Oak leaves' };
}

/** First passwords for Oak, whose accounts are open. */
export async function askingForPasswords(school: SchoolFixture, publicKey = somePageKey()) {
  const { schoolId } = await oakLeaving(school);
  return { schoolId, pupilIds: [...school.pupils.oak], publicKey };
}

/** The office has asked for them, and no worker has come yet. */
export async function askedForPasswords(school: SchoolFixture) {
  const input = await askingForPasswords(school);
  const { passes } = await school.perform(useCases['passes.askForClass'], school.actor('office'), input);
  return { schoolId: input.schoolId, passIds: passes.map((p) => p.passId) };
}
