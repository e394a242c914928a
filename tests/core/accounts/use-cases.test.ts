import { NO_ACCOUNT } from '../../../src/core/accounts/account';
import { useCases } from '../../../src/core/use-cases';
import { starterOf } from '../../support/account-world';
import { withStore } from '../../support/engines';
import { day } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { account, having } from './builders';

const at = withStore('embedded');
let world: World;
beforeEach(async () => {
  world = await makeWorld(at.store);
}, 60_000);

const perform: World['school']['perform'] = (...a) => world.school.perform(...a);
const as = (role: Parameters<World['school']['actor']>[0]) => world.school.actor(role);
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
  const double = { ...starterOf(world.school), staffNumber: 'S-head' };
  await expect(perform(useCases['accounts.requestStarter'], as('office'), double)).rejects.toMatchObject(
    refused('invalid_input', 'staffNumber'),
  );
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

test('what another worker holds cannot be noted, and mass closing stops until a person has looked', async () => {
  const { school, accounts } = world;
  const lease = { by: 'one', seconds: 60 };
  await perform(useCases['accounts.claim'], school.service, { ...lease, limit: 10 });
  const notes = [{ caseId: accounts.emergency.planId, results: [] }];
  const stolen = perform(useCases['accounts.note'], school.service, { ...lease, by: 'two', notes });
  await expect(stolen).rejects.toMatchObject(refused('conflict'));
  const planIds = [accounts.emergency.planId];
  await expect(
    perform(useCases['accounts.hold'], school.service, { ...lease, by: 'two', planIds }),
  ).rejects.toMatchObject(refused('conflict'));
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
