import { randomUUID } from 'node:crypto';
import { NO_ACCOUNT } from '../../../src/core/accounts/account';
import { addDays } from '../../../src/core/people/day';
import { useCases } from '../../../src/core/use-cases';
import { manyRows, starterOf } from '../../support/account-world';
import { everyday, withStore } from '../../support/engines';
import { day, makeSchool } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { account, having } from './builders';

type Role = Parameters<World['school']['actor']>[0];
const refused = (code: string, where?: string) => ({
  code,
  ...(where && { problems: [expect.objectContaining({ where })] }),
});
const LEAVES = ['Staff number', 'Last working day', 'Contract ends'];
const leavers = (...numbers: readonly string[]) =>
  [LEAVES, ...numbers.map((n) => [n, '18/12/2026', '31/12/2026'])].map((cells, i) => ({ line: i + 1, cells }));

describe.each(everyday)('lists of starters and leavers, on %s', (engine) => {
  const at = withStore(engine);
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(at.store);
  }, 60_000);
  const perform: World['school']['perform'] = (...a) => world.school.perform(...a);
  const as = (role: Role) => world.school.actor(role);
  const send = async (rows: ReturnType<typeof manyRows>, role: Role = 'office') => {
    const { hash } = await perform(useCases['accounts.previewMany'], as(role), { rows });
    return perform(useCases['accounts.requestMany'], as(role), { rows, hash, name: 'List.csv' });
  };
  const plan = (people: Awaited<ReturnType<typeof send>>['people'], actual = NO_ACCOUNT) =>
    Promise.all(
      people.map(({ request }) =>
        perform(useCases['accounts.keepPlan'], world.school.service, { requestId: request, actual }),
      ),
    );
  const read = (role: Role, batchId: string) => perform(useCases['accounts.batch'], as(role), { batchId });

  test('what was asked is there at once, one by one and as a list, and is planned together', async () => {
    await perform(useCases['accounts.requestStarter'], as('office'), starterOf(world.school, 'S-one'));
    const { batchId, people, starters } = await send(manyRows('S-a', 'S-b', 'S-c'));
    expect(starters).toBe(3);
    const before = await perform(useCases['accounts.list'], as('office'), {});
    // The world's own leaver, and the starter.
    expect(before.asking.map((a) => a.kind).sort()).toEqual(['leaver', 'starter']);
    expect(before.batches.map((b) => b.counts.asked).sort()).toEqual([0, 3]);
    expect(before.plans.some((p) => p.name.startsWith('Lisa'))).toBe(false);
    expect(await read('ict', batchId)).toMatchObject({ toApprove: 0, rows: [] });
    await plan(people);
    const after = await read('ict', batchId);
    expect(after).toMatchObject({ toApprove: 3, isOwn: false, row: { counts: { asked: 0, waiting: 3, total: 3 } } });
    expect(after.changes).toContainEqual({ do: 'create', n: 3 });
    expect(after.rows).toHaveLength(3);
  });

  test('one approval sets all of it going; whoever sent it has none, and a changed list is looked at again', async () => {
    const { batchId, people } = await send(manyRows('S-a', 'S-b'));
    await plan(people);
    expect(await read('office', batchId)).toMatchObject({ isOwn: true, toApprove: 0 });
    const { hash } = await read('ict', batchId);
    const approve = (role: Role, h = hash) =>
      perform(useCases['accounts.approveBatch'], as(role), { batchId, hash: h });
    await expect(approve('office')).rejects.toMatchObject(refused('not_found'));
    await expect(approve('ict', '0'.repeat(64))).rejects.toMatchObject(refused('conflict', 'hash'));
    expect(await approve('ict')).toEqual({ approved: 2, begun: 2 });
    await expect(approve('ict')).rejects.toMatchObject(refused('conflict', 'batchId'));
    const { row } = await read('ict', batchId);
    expect(row.counts).toMatchObject({ waiting: 0, running: 2 });
    const lease = { by: 'one', seconds: 60, limit: 10 };
    const { cases } = await perform(useCases['accounts.claim'], world.school.service, lease);
    expect(cases.filter((c) => !c.isEmergency)).toHaveLength(2);
  });

  test('leavers of a list get their last day with the approval, and what else was on its way about them gives way', async () => {
    const { school } = world;
    const { batchId, people, leavers: leaving } = await send(leavers('S-manager', 'S-colleague'));
    expect(leaving).toBe(2);
    await plan(people, having(account()));
    const { hash } = await read('head', batchId);
    await perform(useCases['accounts.approveBatch'], as('head'), { batchId, hash });
    const person = await perform(useCases['accounts.person'], as('office'), { personId: school.id('manager') });
    expect(person).toMatchObject({ lastWorkingDay: '2026-12-18', contractEnd: '2026-12-31' });
    // A second list about the same people takes the place of the first.
    const again = await send(leavers('S-manager'), 'deputy');
    await plan(again.people, having(account()));
    const second = await read('head', again.batchId);
    await perform(useCases['accounts.approveBatch'], as('head'), { batchId: again.batchId, hash: second.hash });
    expect((await read('head', batchId)).row.counts).toMatchObject({ total: 2, running: 1 });
  });

  test('nobody is told of what a list plans about themselves; who controls accounts is for a senior leader', async () => {
    const { batchId, people } = await send(leavers('S-ict', 'S-manager'), 'head');
    await plan(people, having(account()));
    const mine = await read('ict', batchId);
    expect(mine).toMatchObject({ toApprove: 1, row: { counts: { total: 1, waiting: 1 } } });
    expect(mine.rows.map((r) => r.personId)).toEqual([world.school.id('manager')]);
    expect(await read('deputy', batchId)).toMatchObject({ toApprove: 2, row: { counts: { total: 2 } } });
    const other = { ...as('ict'), person: { ...as('ict').person, id: world.school.id('lead') } };
    const seen = await perform(useCases['accounts.batch'], other, { batchId });
    expect(seen).toMatchObject({ toApprove: 1, row: { counts: { total: 2 } } });
  });

  test('in a list as in a single plan, who controls accounts is whoever does today', async () => {
    const { school } = world;
    const [ict, colleague] = [school.id('ict'), school.id('colleague')];
    await school.unit.run(school.service, 'write', async (work) => {
      const given = await work.people.rolesOf(ict, work.today);
      for (const holding of given) await work.people.endRole(holding, addDays(work.today, -1));
      const next = { personId: colleague, role: 'admin', schoolId: school.schools.a, until: null } as const;
      await work.people.giveRole({ ...next, from: addDays(work.today, 1) }, null);
    });
    const { batchId, people } = await send(leavers('S-ict', 'S-colleague'), 'head');
    await plan(people, having(account()));
    const other = { ...as('ict'), person: { ...as('ict').person, id: school.id('lead') } };
    const toApprove = async () => (await perform(useCases['accounts.batch'], other, { batchId })).toApprove;
    expect(await toApprove()).toBe(2);
    school.wait(24 * 60);
    expect(await toApprove()).toBe(1);
  });

  test('a list about somebody alone is not there for them, nor for another school', async () => {
    const { batchId } = await send(leavers('S-ict'), 'head');
    await expect(read('ict', batchId)).rejects.toMatchObject(refused('not_found'));
    await expect(read('elsewhereHead', batchId)).rejects.toMatchObject(refused('not_found'));
    const { batches } = await perform(useCases['accounts.list'], as('ict'), {});
    expect(batches.map((b) => b.batchId)).not.toContain(batchId);
  });

  test('what two people have to approve waits for the second', async () => {
    const { accounts } = world;
    const sensitive = {
      ...accounts.template,
      groups: accounts.template.groups.map((g) => ({ ...g, isSensitive: true })),
    };
    await perform(useCases['accounts.saveTemplate'], as('trustHead'), { template: sensitive });
    const { batchId, people } = await send(manyRows('S-a'));
    await plan(people);
    const first = await read('ict', batchId);
    expect(await perform(useCases['accounts.approveBatch'], as('ict'), { batchId, hash: first.hash })).toEqual({
      approved: 1,
      begun: 0,
    });
    expect((await read('ict', batchId)).toApprove).toBe(0);
    const second = await read('head', batchId);
    expect(await perform(useCases['accounts.approveBatch'], as('head'), { batchId, hash: second.hash })).toEqual({
      approved: 1,
      begun: 1,
    });
  });

  test('a list is taken back as long as nobody has approved it, planned or not', async () => {
    const { batchId, people } = await send(manyRows('S-a', 'S-b'));
    await plan(people.slice(0, 1));
    const reason = 'The wrong list';
    const taken = await perform(useCases['accounts.withdrawBatch'], as('office'), { batchId, reason });
    expect(taken).toEqual({ withdrawn: 2 });
    const { row } = await read('office', batchId);
    expect(row.counts).toMatchObject({ asked: 0, waiting: 0, total: 2 });
    const { batches } = await perform(useCases['accounts.list'], as('office'), {});
    expect(batches.map((b) => b.batchId)).not.toContain(batchId);
    const all = await perform(useCases['accounts.list'], as('office'), { open: '0' });
    expect(all.batches.map((b) => b.batchId)).toContain(batchId);
  });

  test('a list of which nothing can be used asks for nothing, and what has changed since is looked at again', async () => {
    const rows = manyRows('S-manager');
    const { hash, problems } = await perform(useCases['accounts.previewMany'], as('office'), { rows });
    expect(problems).toHaveLength(1);
    const asked = perform(useCases['accounts.requestMany'], as('office'), { rows, hash, name: 'List.csv' });
    await expect(asked).rejects.toMatchObject(refused('invalid_input', 'list'));
    const other = perform(useCases['accounts.requestMany'], as('office'), { rows, hash: 'x', name: 'List.csv' });
    await expect(other).rejects.toMatchObject(refused('conflict', 'list'));
  });

  test('two requests about one person are planned each for itself', async () => {
    const personId = world.school.id('manager');
    const asks = await Promise.all(
      ['2026-12-18', '2026-12-21'].map((contractEnd) =>
        perform(useCases['accounts.request'], as('office'), {
          kind: 'leaver',
          personId,
          lastWorkingDay: '2026-12-18',
          contractEnd,
        }),
      ),
    );
    const kept = await plan(
      asks.map(({ requestId }) => ({ request: requestId, person: personId, kind: 'leaver' })),
      having(account()),
    );
    expect(kept.every((k) => k.planId !== null)).toBe(true);
    const [again] = await plan([
      { request: asks[0]?.requestId ?? world.accounts.askedId, person: personId, kind: 'leaver' },
    ]);
    expect(again).toEqual({ planId: null });
  });

  test('licences left are counted at most every ten minutes, and the form says how many there are', async () => {
    const { school, accounts } = world;
    const { groupIds } = await perform(useCases['accounts.toCount'], school.service, {});
    const [licence = ''] = groupIds ?? [];
    expect(groupIds).toEqual(accounts.template.licenceGroups.map((g) => g.id));
    await perform(useCases['accounts.keepSeats'], school.service, { byGroup: { [licence]: 1 } });
    expect(await perform(useCases['accounts.toCount'], school.service, {})).toEqual({ groupIds: null });
    const draft = { schoolId: school.schools.a, givenName: 'Zoë', familyName: 'New', templateId: 'teacher' };
    expect(await perform(useCases['accounts.check'], as('office'), draft)).toEqual({
      problems: [],
      address: 'z.new@school.example',
      isUsual: true,
      seatsLeft: 1,
    });
    const { problems } = await perform(useCases['accounts.previewMany'], as('office'), {
      rows: manyRows('S-a', 'S-b'),
    });
    expect(problems).toMatchObject([{ line: 3, where: 'Role' }]);
    school.wait(11);
    const pupilLicence = { id: randomUUID(), name: 'Pupils' };
    await perform(useCases['accounts.saveScheme'], as('trustHead'), { scheme: { ...accounts.scheme, pupilLicence } });
    const again = await perform(useCases['accounts.toCount'], school.service, {});
    expect(again.groupIds).toEqual([licence, pupilLicence.id]);
  });

  test('a directory that has not answered for half an hour is said to be silent, and since when', async () => {
    const { school } = world;
    const silent = async () => (await perform(useCases['accounts.list'], as('office'), {})).silentSince;
    await perform(useCases['accounts.keepSeats'], school.service, { byGroup: {} });
    const answered = school.now();
    school.wait(30);
    expect(await silent()).toBeNull();
    school.wait(1);
    expect(await silent()).toBe(answered);
    await perform(useCases['accounts.keepSeats'], school.service, { byGroup: {} });
    expect(await silent()).toBeNull();
  });

  test('the form says which address there will be, and that a usual one is somebody’s', async () => {
    const { school } = world;
    const check = (o: object) =>
      perform(useCases['accounts.check'], as('office'), { schoolId: school.schools.a, ...o });
    await school.unit.run(school.service, 'write', async (work) => {
      const colleague = await work.people.person(school.id('colleague'));
      if (colleague) await work.people.change([{ ...colleague, email: 'z.new@school.example' }]);
    });
    const taken = await check({ givenName: 'Zoë', familyName: 'New' });
    expect(taken).toMatchObject({ address: 'zoe.new@school.example', isUsual: false });
    expect(await check({ familyName: 'New' })).toMatchObject({ address: null });
    expect(await check({ givenName: 'Zoë' })).toMatchObject({ address: 'zoe@school.example' });
    expect(await check({ givenName: 'Zoë', as: 'guest' })).toMatchObject({ address: null });
  });

  test('the schools offered are those that may be asked for', async () => {
    const { schools: offered } = await perform(useCases['accounts.setUp'], as('office'), {});
    expect(offered.map((s) => s.id)).toEqual([world.school.schools.a]);
    expect((await perform(useCases['accounts.setUp'], as('trustHead'), {})).schools).toHaveLength(2);
    expect((await perform(useCases['accounts.setUp'], as('ict'), {})).schools).toEqual([]);
  });
});

describe.each(everyday)('what waits for a person, on %s', (engine) => {
  const at = withStore(engine);
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(at.store);
  }, 60_000);
  const perform: World['school']['perform'] = (...a) => world.school.perform(...a);
  const as = (role: Role) => world.school.actor(role);
  const chase = () => perform(useCases['accounts.chaseConfirming'], world.school.service, {});
  const told = async (role: Role) =>
    (await world.school.notices(role))
      .filter((n) => n.key.startsWith('accounts confirm'))
      .map((n) => n.key.split(' ')[3]);

  test('a second person is asked at once to confirm a door closed at once, again after half a day, and when it is late', async () => {
    const { school, accounts } = world;
    await chase();
    expect(await told('office')).toEqual(['asked']);
    expect(await told('deputy')).toEqual(['asked']);
    // The head closed it, and the clerk is whom it is about.
    expect([...(await told('head')), ...(await told('clerk'))]).toEqual([]);
    expect(await chase()).toEqual({ asked: 0 });
    school.wait(12 * 60);
    await chase();
    expect(await told('office')).toEqual(['asked', 'again']);
    school.wait(12 * 60);
    await chase();
    expect(await told('deputy')).toEqual(['asked', 'again', 'late']);
    expect(await told('head')).toEqual(['late']);
    const { plans } = await perform(useCases['accounts.list'], as('office'), {});
    const row = plans.find((p) => p.planId === accounts.emergency.planId);
    expect(row?.confirmBy).toBe((row?.madeAt ?? 0) + 24 * 3_600_000);
    await perform(useCases['accounts.confirmClose'], as('deputy'), accounts.emergency);
    expect(await chase()).toEqual({ asked: 0 });
    const after = await perform(useCases['accounts.plan'], as('office'), { planId: accounts.emergency.planId });
    expect(after.row.confirmBy).toBeNull();
  });

  test('whoever was closed at once is told nothing of it, whatever they are responsible for', async () => {
    const { school } = world;
    await perform(useCases['accounts.closeAtOnce'], as('head'), { personId: school.id('deputy'), reason: 'Safety' });
    await chase();
    expect(await told('deputy')).toEqual(['asked']);
    const own = await school.unit.run(school.service, 'read', (work) => work.accounts.plansOf(school.id('deputy')));
    const links = (await school.notices('deputy')).map((n) => n.link);
    expect(links.some((link) => link.includes(own[0]?.id ?? 'none'))).toBe(false);
    expect((await school.notices('office')).some((n) => n.link.includes(own[0]?.id ?? 'none'))).toBe(true);
  });

  test('a lapsed signature is first a number, then a name; restricting is asked for by a person', async () => {
    const { school } = world;
    const lapses = (role: Role) => perform(useCases['accounts.lapses'], as(role), {});
    const early = await lapses('office');
    // Everybody but those who signed this year; nobody is counted to themselves.
    expect(early.escalated).toEqual([]);
    expect(early.warned).toBeGreaterThan(3);
    expect((await lapses('trustHead')).warned).toBeGreaterThan(early.warned);
    expect(await lapses('ict')).toMatchObject({ escalated: [] });
    school.at(day('2026-11-20'));
    const late = await lapses('office');
    expect(late.warned).toBe(0);
    const names = late.escalated.map((e) => e.personId);
    expect(names).toContain(school.id('colleague'));
    expect(names).not.toContain(school.id('office'));
    expect(names).not.toContain(school.id('teacher'));
    expect(names).not.toContain(school.id('elsewhere'));
    const personId = school.id('colleague');
    const view = await perform(useCases['accounts.person'], as('office'), { personId });
    expect(view.lapse?.stage).toBe('escalate');
    const signed = await perform(useCases['accounts.person'], as('office'), { personId: school.id('teacher') });
    expect(signed.lapse).toBeNull();
    expect(await perform(useCases['accounts.request'], as('head'), { kind: 'restrict', personId })).toHaveProperty(
      'requestId',
    );
  });
});

describe('before accounts are set up', () => {
  const at = withStore('postgres');
  test('nobody is said to have lapsed, nobody has a page, and nothing is worked out', async () => {
    const school = await makeSchool(at.store);
    const asked = { personId: school.id('colleague') };
    const person = school.perform(useCases['accounts.person'], school.actor('office'), asked);
    await expect(person).rejects.toMatchObject(refused('not_found'));
    expect(await school.perform(useCases['accounts.toPlan'], school.service, { limit: 10 })).toEqual({ wanted: [] });
    const found = await school.perform(useCases['accounts.lapses'], school.actor('office'), {});
    expect(found).toEqual({ warned: 0, escalated: [] });
  });
});
