import { randomUUID } from 'node:crypto';
import { NO_ACCOUNT } from '../../../src/core/accounts/account';
import { holderIdOf } from '../../../src/core/accounts/holders';
import { snapshotOf } from '../../../src/core/accounts/snapshot';
import { PlanId, RequestId } from '../../../src/core/accounts/store';
import { PersonId } from '../../../src/core/ids';
import { makePerform } from '../../../src/core/perform';
import type { Unit } from '../../../src/core/ports';
import { useCases } from '../../../src/core/use-cases';
import { starterOf } from '../../support/account-world';
import { withStore } from '../../support/engines';
import { day } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { account, having } from './builders';

type Role = Parameters<World['school']['actor']>[0];

const at = withStore('postgres');
let world: World;
beforeEach(async () => {
  world = await makeWorld(at.store);
}, 60_000);

const perform: World['school']['perform'] = (...a) => world.school.perform(...a);
const as = (role: Role) => world.school.actor(role);
const keptRequest = (id: string) =>
  world.school.unit.run(world.school.service, 'read', (work) => work.accounts.request(RequestId.parse(id)));
const refused = (code: string, where?: string) => ({
  code,
  ...(where && { problems: [expect.objectContaining({ where })] }),
});

test('who asked for a plan does not approve it, a changed one has to be looked at again, and one approval is enough', async () => {
  const { waiting } = world.accounts;
  await expect(perform(useCases['accounts.approve'], as('office'), waiting)).rejects.toMatchObject(
    refused('not_found'),
  );
  const older = { ...waiting, hash: '0'.repeat(64) };
  await expect(perform(useCases['accounts.approve'], as('ict'), older)).rejects.toMatchObject(
    refused('conflict', 'hash'),
  );
  expect(await perform(useCases['accounts.approve'], as('ict'), waiting)).toEqual({ isApproved: true, missing: 0 });
  const withdrawn = perform(useCases['accounts.withdraw'], as('office'), { planId: waiting.planId, reason: 'Late' });
  await expect(withdrawn).rejects.toMatchObject(refused('conflict', 'planId'));
});

test('what opens something confidential begins with the second of two people', async () => {
  const { school, accounts } = world;
  const groups = accounts.template.groups.map((g) => ({ ...g, isSensitive: true }));
  await perform(useCases['accounts.saveTemplate'], as('trustHead'), { template: { ...accounts.template, groups } });
  const starter = starterOf(school, 'S-two');
  const { requestId } = await perform(useCases['accounts.requestStarter'], as('office'), starter);
  // Of a leaver all is read, of a starter whether there is an account.
  const { wanted } = await perform(useCases['accounts.toPlan'], school.service, { limit: 50 });
  const depths = new Map(wanted.map((w) => [w.requestId, w.depth]));
  expect([depths.get(requestId), depths.get(accounts.askedId)]).toEqual(['account', 'everything']);
  const { planId } = await perform(useCases['accounts.keepPlan'], school.service, { requestId, actual: NO_ACCOUNT });
  const { hash } = await perform(useCases['accounts.plan'], as('ict'), { planId });
  const approve = (role: Role) => perform(useCases['accounts.approve'], as(role), { planId, hash });
  expect(await approve('ict')).toEqual({ isApproved: false, missing: 1 });
  expect(await keptRequest(requestId)).toMatchObject({ state: 'planned' });
  expect(await approve('head')).toEqual({ isApproved: true, missing: 0 });
  expect(await keptRequest(requestId)).toMatchObject({ state: 'decided' });
});

test('whoever controls accounts has their own decided by a senior leader; the person is not told', async () => {
  const { school } = world;
  const leaver = {
    kind: 'leaver',
    personId: school.id('ict'),
    lastWorkingDay: '2026-12-18',
    contractEnd: '2026-12-31',
  };
  const { requestId } = await perform(useCases['accounts.request'], as('head'), leaver);
  const kept = await perform(useCases['accounts.keepPlan'], school.service, { requestId, actual: having(account()) });
  const { planId } = kept;
  const { hash } = await perform(useCases['accounts.plan'], as('deputy'), { planId });
  const other = { ...as('ict'), person: { ...as('ict').person, id: school.id('colleague') } };
  await expect(perform(useCases['accounts.approve'], other, { planId, hash })).rejects.toMatchObject(
    refused('not_found'),
  );
  await expect(perform(useCases['accounts.plan'], as('ict'), { planId })).rejects.toMatchObject(refused('not_found'));
  const list = await perform(useCases['accounts.list'], as('ict'), {});
  expect(list.plans.map((p) => p.personId)).not.toContain(school.id('ict'));
  expect((await perform(useCases['accounts.approve'], as('deputy'), { planId, hash })).isApproved).toBe(true);
  const person = await perform(useCases['accounts.person'], as('office'), { personId: school.id('ict') });
  expect(person).toMatchObject({ contractEnd: '2026-12-31', lastWorkingDay: '2026-12-18' });
});

test('wrong dates and unknown roles are told before anything is kept', async () => {
  const personId = world.school.id('colleague');
  const leaver = { kind: 'leaver', personId, lastWorkingDay: '2026-12-31', contractEnd: '2026-12-18' };
  await expect(perform(useCases['accounts.request'], as('office'), leaver)).rejects.toMatchObject(
    refused('invalid_input'),
  );
  const mover = { kind: 'mover', personId, templateId: 'astronaut', on: '2026-12-18' };
  await expect(perform(useCases['accounts.request'], as('office'), mover)).rejects.toMatchObject(
    refused('invalid_input', 'templateId'),
  );
  await expect(
    perform(useCases['accounts.request'], as('office'), { ...mover, templateId: 'teacher', on: '2026-09-01' }),
  ).rejects.toMatchObject(refused('invalid_input', 'on'));
  const double = { ...starterOf(world.school), staffNumber: 'S-head' };
  await expect(perform(useCases['accounts.requestStarter'], as('office'), double)).rejects.toMatchObject(
    refused('invalid_input', 'staffNumber'),
  );
});

test('supply staff come with whoever answers for them', async () => {
  const { school } = world;
  const supply = { ...starterOf(school, 'S-sue'), as: 'supply', endsOn: '2026-12-18', sponsorId: school.id('lead') };
  const { requestId } = await perform(useCases['accounts.requestStarter'], as('office'), supply);
  const asked = await keptRequest(requestId);
  expect(asked?.asked.event).toMatchObject({ as: 'supply', endsOn: '2026-12-18', sponsorOid: as('lead').oid });
});

test('where every address of a name is or was somebody’s, the form says that there is none', async () => {
  const { school } = world;
  const numbers = Array.from({ length: 30 }, (_, i) => `zoe.new${i + 2}`);
  const people = ['z.new', 'zoe.new', ...numbers].map((local, i) => {
    const id = PersonId.parse(randomUUID());
    return { ...as('teacher').person, id, oid: id, staffNumber: `Z-${i}`, email: `${local}@school.example` };
  });
  await school.unit.run(school.service, 'write', (work) => work.people.add(people));
  const draft = { schoolId: school.schools.a, givenName: 'Zoë', familyName: 'New' };
  const said = await perform(useCases['accounts.check'], as('office'), draft);
  expect(said).toMatchObject({ address: null, isUsual: false });
});

test('taking a mistake back gives back what the account was like before it', async () => {
  const { school, accounts } = world;
  const personId = school.id('clerk');
  const { planId } = accounts.emergency;
  const snapshot = snapshotOf(account(), 7);
  await perform(useCases['accounts.keepSnapshot'], school.service, { planId, snapshot });
  const { requestId } = await perform(useCases['accounts.request'], as('head'), { kind: 'reinstate', personId });
  expect((await keptRequest(requestId))?.asked.event).toMatchObject({ kind: 'reinstated', snapshot });
  // What was decided later takes its place: nobody has to confirm it any more, nor can.
  const seen = { requestId, actual: having(account()) };
  const again = await perform(useCases['accounts.keepPlan'], school.service, seen);
  const { hash } = await perform(useCases['accounts.plan'], as('deputy'), { planId: again.planId });
  await perform(useCases['accounts.approve'], as('deputy'), { planId: again.planId, hash });
  const { row } = await perform(useCases['accounts.plan'], as('office'), { planId });
  expect(row).toMatchObject({ state: 'stale', confirmBy: null });
  // Nor does it take back what was approved before.
  const { cases } = await perform(useCases['accounts.claim'], school.service, { by: 'one', seconds: 60, limit: 10 });
  const covered = cases.find((c) => c.id === again.planId)?.approved.flatMap((s) => s.steps.map((step) => step.key));
  expect(covered).toContain('close');
  await expect(perform(useCases['accounts.confirmClose'], as('deputy'), accounts.emergency)).rejects.toMatchObject(
    refused('conflict', 'planId'),
  );
});

test('the account that a run made is the starter’s own as soon as it has an id, and its address as soon as it has one', async () => {
  const { school, accounts } = world;
  const { planId: caseId } = accounts.waiting;
  const { row } = await perform(useCases['accounts.plan'], as('head'), { planId: caseId });
  await perform(useCases['accounts.approve'], as('ict'), accounts.waiting);
  const lease = { by: 'one', seconds: 60 };
  await perform(useCases['accounts.claim'], school.service, { ...lease, limit: 10 });
  const { id: accountId, address } = account();
  const after = async (o: object) => {
    const notes = [{ caseId, results: [], ...o }];
    await perform(useCases['accounts.note'], school.service, { ...lease, notes });
    const person = await school.unit.run(school.service, 'read', (work) => work.people.person(row.personId));
    return [person?.oid, person?.email];
  };
  expect(await after({ accountId })).toEqual([accountId, null]);
  expect(await after({ accountId, address })).toEqual([accountId, address]);
  // An address is never given another time.
  expect(await after({ accountId, address: 'another@school.example' })).toEqual([accountId, address]);
  const outcome = { state: 'running', nextAt: null, findings: [], unapproved: [] };
  expect(await after({ handOffs: [], outcome })).toEqual([accountId, address]);
});

test('of a pupil for whom nothing was asked nothing is known', async () => {
  const personId = holderIdOf(world.school.pupils.maple);
  const seen = await perform(useCases['accounts.person'], as('office'), { personId });
  const unknown = { since: null, lastWorkingDay: null, contractEnd: null, rights: [], plans: [] };
  expect(seen).toMatchObject({ name: 'cedar Sample', standing: 'unknown', ...unknown });
});

test('a look at somebody who has left reads everything, and what it finds is told once', async () => {
  const { school, accounts } = world;
  const [personId, on] = [school.id('manager'), '2026-09-10'];
  const leaver = { kind: 'leaver', personId, lastWorkingDay: on, contractEnd: on };
  const { requestId } = await perform(useCases['accounts.request'], as('office'), leaver);
  const actual = having(account());
  const { planId } = await perform(useCases['accounts.keepPlan'], school.service, { requestId, actual });
  const { hash } = await perform(useCases['accounts.plan'], as('head'), { planId });
  await perform(useCases['accounts.approve'], as('head'), { planId, hash });
  const toCheck = async () =>
    (await perform(useCases['accounts.toCheck'], school.service, { olderThanMs: 0, limit: 50 })).people;
  // As long as something is on its way, what differs is nothing to be told of.
  expect(await toCheck()).toEqual([]);
  await school.unit.run(school.service, 'write', async (work) => {
    for (const id of [PlanId.parse(planId), accounts.emergency.planId]) await work.accounts.setPlan(id, 'done', null);
  });
  school.at(day('2026-09-12'));
  expect((await toCheck()).map((p) => [p.personId, p.depth]).sort()).toEqual(
    [
      [personId, 'everything'],
      [school.id('clerk'), 'account'],
    ].sort(),
  );
  const before = (await school.entries('account.changed')).length;
  const look = (who: string) => perform(useCases['accounts.keepFindings'], school.service, { personId: who, actual });
  expect((await look(personId)).added).toContain('differs');
  expect((await look(personId)).added).toEqual([]);
  expect((await school.entries('account.changed')).length).toBe(before + 1);
  await expect(look(randomUUID())).rejects.toMatchObject(refused('not_found'));
});

test('every kind of change can be asked for; an account under a hold is kept by policy', async () => {
  const personId = world.school.id('colleague');
  for (const asked of [
    { kind: 'mover', personId, templateId: 'teacher', on: '2026-12-18' },
    { kind: 'reinstate', personId },
    { kind: 'restrict', personId },
    { kind: 'correction', personId },
    { kind: 'delete', personId, on: '2028-01-01' },
  ])
    expect(await perform(useCases['accounts.request'], as('office'), asked)).toHaveProperty('requestId');
  await perform(useCases['accounts.placeHold'], as('lead'), { personId, reason: 'A case' });
  const gone = perform(useCases['accounts.request'], as('office'), { kind: 'delete', personId, on: '2028-01-01' });
  await expect(gone).rejects.toMatchObject(refused('conflict', 'personId'));
});

test('somebody without an account cannot be closed at once, and only what was closed at once is confirmed', async () => {
  const { waiting } = world.accounts;
  const { row } = await perform(useCases['accounts.plan'], as('head'), { planId: waiting.planId });
  const close = { personId: row.personId, reason: 'Safety' };
  await expect(perform(useCases['accounts.closeAtOnce'], as('head'), close)).rejects.toMatchObject(refused('conflict'));
  await expect(perform(useCases['accounts.confirmClose'], as('deputy'), waiting)).rejects.toMatchObject(
    refused('not_found'),
  );
});

test('what another worker holds cannot be noted or planned, and mass closing stops until a person has looked', async () => {
  const { school, accounts } = world;
  const { unit } = school;
  /** Just before this worker takes a request, another one does. */
  const late: Unit = {
    run: (actor, mode, does) =>
      unit.run(actor, mode, (work) => {
        const { takeRequests } = work.accounts;
        const taken = async (ids: readonly RequestId[]) => {
          await takeRequests(ids);
          return takeRequests(ids);
        };
        return does({ ...work, accounts: { ...work.accounts, takeRequests: taken } });
      }),
  };
  const asked = { requestId: accounts.askedId, actual: having(account()) };
  expect(await makePerform(late)(useCases['accounts.keepPlan'], school.service, asked)).toEqual({ planId: null });
  const lease = { by: 'one', seconds: 60 };
  await perform(useCases['accounts.claim'], school.service, { ...lease, limit: 10 });
  const notes = [{ caseId: accounts.emergency.planId, results: [] }];
  const stolen = perform(useCases['accounts.note'], school.service, { ...lease, by: 'two', notes });
  await expect(stolen).rejects.toMatchObject(refused('conflict'));
  const planIds = [accounts.emergency.planId];
  const others = { ...lease, by: 'two', planIds };
  expect(await perform(useCases['accounts.hold'], school.service, others)).toEqual({ held: 0 });
  // What is settled or waits for somebody is nobody's, and the rest is held on.
  const some = { ...lease, planIds: [...planIds, accounts.waiting.planId] };
  expect(await perform(useCases['accounts.hold'], school.service, some)).toEqual({ held: 1 });
  await perform(useCases['accounts.note'], school.service, { ...lease, notes: [{ ...notes[0], lookAgainAt: 5 }] });
  const scheme = { ...accounts.scheme, breaker: { closesAnHour: 1, share: 100, factor: 3 } };
  await perform(useCases['accounts.saveScheme'], as('trustHead'), { scheme });
  for (const role of ['manager', 'colleague'] as const) {
    const leaver = {
      kind: 'leaver',
      personId: school.id(role),
      lastWorkingDay: '2026-09-10',
      contractEnd: '2026-09-10',
    };
    const { requestId } = await perform(useCases['accounts.request'], as('office'), leaver);
    const { planId } = await perform(useCases['accounts.keepPlan'], school.service, {
      requestId,
      actual: having(account()),
    });
    const { hash } = await perform(useCases['accounts.plan'], as('head'), { planId });
    await perform(useCases['accounts.approve'], as('head'), { planId, hash });
  }
  school.at(day('2026-09-12'));
  const { cases } = await perform(useCases['accounts.claim'], school.service, { by: 'two', seconds: 60, limit: 10 });
  expect(cases.every((c) => c.isEmergency)).toBe(true);
});

test('what nobody approved is asked for anew; a plan that is gone, and a person nobody knows, are not found', async () => {
  const { school, accounts } = world;
  const lease = { by: 'one', seconds: 60 };
  await perform(useCases['accounts.claim'], school.service, { ...lease, limit: 10 });
  const outcome = { state: 'changed', nextAt: null, findings: [], unapproved: [] };
  await perform(useCases['accounts.note'], school.service, {
    ...lease,
    notes: [{ caseId: accounts.emergency.planId, results: [], outcome, accountId: account().id }],
  });
  const { wanted } = await perform(useCases['accounts.toPlan'], school.service, { limit: 50 });
  expect(wanted.length).toBeGreaterThan(1);
  const nobody = { requestId: accounts.handOffId, actual: NO_ACCOUNT };
  await expect(perform(useCases['accounts.keepPlan'], school.service, nobody)).rejects.toMatchObject(
    refused('not_found'),
  );
  const noPlan = { planId: accounts.handOffId, snapshot: snapshotOf(account(), 7) };
  await expect(perform(useCases['accounts.keepSnapshot'], school.service, noPlan)).rejects.toMatchObject(
    refused('not_found'),
  );
  await expect(
    perform(useCases['accounts.person'], as('office'), { personId: accounts.handOffId }),
  ).rejects.toMatchObject(refused('not_found'));
  const gone = { handOffId: accounts.askedId, proof: 'x' };
  await expect(perform(useCases['accounts.finishHandOff'], as('office'), gone)).rejects.toMatchObject(
    refused('not_found'),
  );
  const none = {
    personId: school.id('colleague'),
    kind: 'fob',
    number: 'F',
    issuedOn: '2026-09-09',
    returnedOn: null,
    condition: '',
  };
  const lent = { ...none, equipmentId: accounts.askedId };
  await expect(perform(useCases['equipment.save'], as('office'), lent)).rejects.toMatchObject(refused('not_found'));
  const { equipmentId } = await perform(useCases['equipment.save'], as('office'), { ...none, equipmentId: null });
  await perform(useCases['equipment.save'], as('ict'), { ...none, equipmentId, returnedOn: '2026-09-10' });
  const { equipment } = await perform(useCases['equipment.list'], as('office'), {});
  expect(equipment).toEqual([
    expect.objectContaining({ returnedOn: '2026-09-10', returnedTo: school.id('ict'), issuedBy: school.id('office') }),
  ]);
});
