import { randomUUID } from 'node:crypto';
import type { StepResult } from '../../../src/core/accounts/case';
import { hasClosed } from '../../../src/core/accounts/stops';
import { PlanId } from '../../../src/core/accounts/store';
import type { PersonId } from '../../../src/core/ids';
import { useCases } from '../../../src/core/use-cases';
import { stopped } from '../../support/account-world';
import { everyday, withStore } from '../../support/engines';
import { type Role, type SchoolFixture, day } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { account, having } from './builders';

const closing: StepResult = {
  ...{ key: 'close', change: { do: 'close' }, state: 'sent', at: 1 },
  ...{ attempts: 1, orderId: null, code: null, notBefore: null },
};

test.each([
  [[], false],
  [[closing], true],
  [[{ ...closing, state: 'done' }], true],
  [[{ ...closing, state: 'sending' }], true],
  [[{ ...closing, state: 'not_done' }], false],
  [[{ ...closing, key: 'join x' }], false],
] as const)('a plan with %j has closed its account: %s', (results, is) => {
  expect(hasClosed(results)).toBe(is);
});

describe.each(everyday)('many closings at once, on %s', (engine) => {
  const store = withStore(engine);
  let world: World;
  let school: SchoolFixture;
  beforeEach(async () => {
    world = await makeWorld(store.store);
    ({ school } = world);
    await breakerOf({ closesAnHour: 1 });
  }, 60_000);

  const breakerOf = (o: object) => {
    const scheme = { ...world.accounts.scheme, breaker: { closesAnHour: 100, share: 100, factor: 2, ...o } };
    return school.perform(useCases['accounts.saveScheme'], school.actor('trustHead'), { scheme });
  };
  /** A leaver of the office's, approved by the head, whose account closes late in the evening of that day. */
  const leaving = async (personId: PersonId, on = '2026-09-10'): Promise<PlanId> => {
    const dates = { lastWorkingDay: on, contractEnd: on };
    const asked = { kind: 'leaver', personId, ...dates };
    const { requestId } = await school.perform(useCases['accounts.request'], school.actor('office'), asked);
    const seen = { requestId, actual: having(account()) };
    const { planId } = await school.perform(useCases['accounts.keepPlan'], school.service, seen);
    const { hash } = await school.perform(useCases['accounts.plan'], school.actor('head'), { planId });
    await school.perform(useCases['accounts.approve'], school.actor('head'), { planId, hash });
    return PlanId.parse(planId);
  };
  const staff = async (count: number): Promise<PersonId[]> => {
    const person = school.actor('teacher').person;
    const people = Array.from({ length: count }, (_, i) => {
      const id = randomUUID() as PersonId; // a new person of the register
      return { ...person, id, oid: id, staffNumber: `M-${i}`, givenName: `Many${i}`, email: null };
    });
    await school.unit.run(school.service, 'write', (work) => work.people.add(people));
    return people.map((p) => p.id);
  };
  const claim = async () =>
    (
      await school.perform(useCases['accounts.claim'], school.service, { by: randomUUID(), seconds: 1, limit: 50 })
    ).cases.map((c) => c.id);
  const stops = async (role: Role) =>
    (await school.perform(useCases['accounts.list'], school.actor(role), { open: '0' })).stops;
  /** What a worker held is free again. */
  const release = (id: PlanId) =>
    school.unit.run(school.service, 'write', (work) => work.accounts.setPlan(id, 'running', work.now));
  const close = (ids: readonly PlanId[], at: number) =>
    school.unit.run(school.service, 'write', async (work) => {
      for (const id of ids) {
        await work.accounts.saveResults(id, [{ ...closing, at }]);
        await work.accounts.setPlan(id, 'running', work.now);
      }
    });

  test('stand still until somebody has looked who neither asked nor is concerned, and then go on', async () => {
    const plans = [await leaving(school.id('manager')), await leaving(school.id('colleague'))];
    const later = await leaving((await staff(1))[0] ?? school.id('teacher'), '2026-09-11');
    school.at(day('2026-09-11'), 23);
    school.wait(30);
    expect(await claim()).not.toEqual(expect.arrayContaining(plans));
    const [stop] = await stops('deputy');
    if (!stop) throw new Error('nothing was stopped');
    expect(stop).toMatchObject({
      ...{ tripped: 'too_many_closed', abilities: ['account.go_on'] },
      traffic: { closing: 2, people: 2, usual: 0 },
    });
    expect(stop.plans.map((p) => p.name).sort()).toEqual(['Colleague Example', 'Manager Example']);
    expect((await school.notices('deputy')).map((n) => n.kind)).toContain('accounts_waiting');
    expect((await stops('office')).map((s) => s.abilities)).toEqual([[]]);
    const { stopId, hash } = stop;
    const go = (role: Role, o: object = {}) =>
      school.perform(useCases['accounts.goOn'], school.actor(role), { stopId, hash, reason: 'August', ...o });
    await expect(go('office')).rejects.toMatchObject({ code: 'not_found' });
    await expect(go('deputy', { stopId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
    await expect(go('deputy', { hash: '0'.repeat(64) })).rejects.toMatchObject({ problems: [{ where: 'hash' }] });
    expect(await go('deputy')).toEqual({ going: 2 });
    expect(await stops('deputy')).toEqual([]);
    expect(await claim()).toEqual(expect.arrayContaining(plans));
    await close(plans, school.now());
    // Those count no more: one more closing is nothing unusual.
    school.wait(40);
    await release(later);
    expect(await claim()).toContain(later);
  });

  test('are not shown to anybody whose own account is among them, nor to another school', async () => {
    const { stopId, hash, reason } = await stopped(school);
    expect((await stops('deputy')).map((s) => s.stopId)).toEqual([stopId]);
    expect(await stops('elsewhereHead')).toEqual([]);
    const asIct = { ...school.actor('ict'), alsoIds: [school.id('teacher')] };
    expect((await school.perform(useCases['accounts.list'], asIct, {})).stops).toEqual([]);
    const { roles } = school.actor('head');
    const subject = { ...school.actor('teacher'), roles };
    const own = school.perform(useCases['accounts.goOn'], subject, { stopId, hash, reason });
    await expect(own).rejects.toMatchObject({ code: 'not_found' });
    const author = school.perform(useCases['accounts.goOn'], school.actor('head'), { stopId, hash, reason });
    await expect(author).rejects.toMatchObject({ code: 'not_found' });
  });

  test('already closed are looked at again without counting twice', async () => {
    await breakerOf({ closesAnHour: 2 });
    const plans = [await leaving(school.id('manager')), await leaving(school.id('colleague'))];
    school.at(day('2026-09-11'));
    await claim();
    await close(plans, school.now());
    school.wait(5);
    expect(await claim()).toEqual(expect.arrayContaining(plans));
    expect(await stops('head')).toEqual([]);
  });

  test('are held against the most that were ever closed within an hour', async () => {
    await breakerOf({});
    const people = await staff(12);
    const [first, ...rest] = people;
    const before = await leaving(first ?? school.id('manager'));
    await close([before], school.now());
    for (const id of rest) await leaving(id);
    school.at(day('2026-09-11'));
    await claim();
    expect(await stops('deputy')).toMatchObject([
      { tripped: 'larger_than_usual', traffic: { closing: 11, people: 11, usual: 1 } },
    ]);
  });
});
