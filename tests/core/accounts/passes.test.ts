import { FETCH_WITHIN_MS, noPass, stillWorks } from '../../../src/core/accounts/passes';
import { desired } from '../../../src/core/accounts/desired';
import type { AccountEvent } from '../../../src/core/accounts/facts';
import { useCases } from '../../../src/core/use-cases';
import { askedForPass, askingForPass } from '../../support/account-world';
import { everyday, withStore } from '../../support/engines';
import type { SchoolFixture } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { at, day, factsFrom, guid, holder, joined } from './builders';

const signed: AccountEvent = { at: at('2026-08-25'), kind: 'signed' };
const blocked: AccountEvent = { at: at('2026-08-26'), kind: 'blocked' };
const wanted = (events: readonly AccountEvent[], oid: string | null = guid(42)) =>
  desired(holder({ oid }), factsFrom(events), at('2026-09-02'));
const desk = { hasRole: false, isIct: false };

test.each([
  ['whoever has not signed in yet is given one at the desk', wanted([joined()]), desk, null],
  ['nobody without an account', wanted([joined()], null), desk, 'no_account'],
  ['no guest: they sign in at home', wanted([joined({ as: 'guest' })]), desk, 'no_account'],
  ['no account that nothing may touch', wanted([joined()], guid(666)), { ...desk, isIct: true }, 'protected'],
  ['nobody with a responsibility', wanted([joined()]), { hasRole: true, isIct: true }, 'has_role'],
  ['no account that is shut', wanted([joined(), signed, blocked]), { ...desk, isIct: true }, 'shut'],
  ['whoever has signed, not by the office', wanted([joined(), signed]), desk, 'ict_only'],
  ['whoever has signed, by the ICT manager', wanted([joined(), signed]), { ...desk, isIct: true }, null],
] as const)('%s', (_, want, who, said) => {
  expect(noPass(want, who)).toBe(said);
});

test.each([
  ['one that was handed over, until its end', { state: 'shown', validUntil: 2 }, true],
  ['one that nobody fetched, until its end', { state: 'lost', validUntil: 2 }, true],
  ['not one that is over', { state: 'shown', validUntil: 1 }, false],
  ['not one that was refused', { state: 'refused', validUntil: 2 }, false],
  ['not a first password: a new one ends no pass', { state: 'shown', validUntil: null }, false],
  ['not where there was none', undefined, false],
] as const)('what still works is %s', (_, pass, is) => {
  expect(stillWorks(pass, 1)).toBe(is);
});

describe.each(everyday)('a pass at the desk, on %s', (engine) => {
  const store = withStore(engine);
  let world: World;
  let school: SchoolFixture;
  beforeEach(async () => {
    world = await makeWorld(store.store);
    ({ school } = world);
  }, 60_000);

  const ask = (o: object = {}, who: Parameters<SchoolFixture['actor']>[0] = 'ict') =>
    school.perform(useCases['passes.ask'], school.actor(who), { ...askingForPass(school), ...o });
  const begin = () => school.perform(useCases['passes.begin'], school.service, {});
  const keep = (passId: string, made: object) =>
    school.perform(useCases['passes.keep'], school.service, { passId, made });
  const fetch = (passId: string) => school.perform(useCases['passes.fetch'], school.actor('ict'), { passId });
  const view = async () =>
    (await school.perform(useCases['accounts.person'], school.actor('ict'), { personId: school.id('colleague') })).pass;
  const ready = () => ({ state: 'ready', sealed: 'c2VhbGVk', validUntil: school.now() + 3_600_000 });

  test('is sealed, fetched once by whoever asked, and kept nowhere: not in the record either', async () => {
    const { passId } = await ask();
    expect(await fetch(passId)).toMatchObject({ state: 'asked', sealed: null });
    const { toMake } = await begin();
    expect(toMake).toMatchObject([{ passId, ref: { id: school.id('colleague') }, minutes: 60, replaces: false }]);
    expect(await keep(passId, ready())).toEqual({ isKept: true });
    expect(await fetch(passId)).toMatchObject({ state: 'shown', sealed: 'c2VhbGVk' });
    expect(await fetch(passId)).toMatchObject({ state: 'shown', sealed: null });
    const told = (await school.entries('account.pass')).map((e) => e.payload ?? '');
    expect(told).toHaveLength(4);
    expect(told.join()).not.toContain('c2VhbGVk');
    expect(await view()).toMatchObject({ no: null, last: { state: 'shown', byName: 'Ict Example', isWorking: true } });
    await expect(ask()).rejects.toMatchObject({ code: 'conflict', problems: [{ where: 'replaces' }] });
    expect(await ask({ replaces: true })).toHaveProperty('passId');
    school.wait(90);
    expect(await view()).toMatchObject({ last: { isWorking: false } });
  });

  test('is never for oneself, nor by somebody else than the office and the ICT manager, nor for whoever has a responsibility', async () => {
    await expect(ask({ personId: school.id('ict') })).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask({}, 'head')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask({}, 'office')).rejects.toMatchObject({ code: 'conflict', problems: [{ where: 'personId' }] });
    await expect(ask({ personId: school.id('lead') })).rejects.toMatchObject({ code: 'conflict' });
    await expect(ask({ isHere: false })).rejects.toMatchObject({ code: 'invalid_input' });
    const { passId } = await ask();
    const other = school.perform(useCases['passes.fetch'], school.actor('office'), { passId });
    await expect(other).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask({ replaces: true })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('that nobody makes, finishes or fetches in time is given up, and what was sealed is gone', async () => {
    const late = await ask();
    school.wait(FETCH_WITHIN_MS / 60_000 + 1);
    expect(await begin()).toMatchObject({ toMake: [], dropped: 1 });
    expect(await fetch(late.passId)).toMatchObject({ state: 'late' });
    const stopped = await ask();
    await begin();
    school.wait(FETCH_WITHIN_MS / 60_000 + 1);
    await begin();
    expect(await fetch(stopped.passId)).toMatchObject({ state: 'unclear' });
    expect(await keep(stopped.passId, ready())).toEqual({ isKept: false });
    const forgotten = await ask();
    await begin();
    await keep(forgotten.passId, ready());
    school.wait(FETCH_WITHIN_MS / 60_000 + 1);
    await begin();
    expect(await fetch(forgotten.passId)).toMatchObject({ state: 'lost', sealed: null });
    expect(await view()).toMatchObject({ last: { state: 'lost', isWorking: true } });
  });

  test('is refused when the door was shut after it was asked for', async () => {
    const { passId } = await ask();
    const personId = school.id('colleague');
    await school.perform(useCases['accounts.closeAtOnce'], school.actor('head'), { personId, reason: 'Safety' });
    expect(await begin()).toMatchObject({ toMake: [] });
    expect(await fetch(passId)).toMatchObject({ state: 'refused' });
    expect(await view()).toMatchObject({ no: 'shut' });
  });

  test('one that still works is told to whoever asks; the next has to say that it ends it', async () => {
    const { passId } = await askedForPass(school);
    await begin();
    await keep(passId, { state: 'held' });
    expect(await fetch(passId)).toMatchObject({ state: 'held', validUntil: null });
    expect(await ask({ replaces: true })).toHaveProperty('passId');
    expect((await begin()).toMake).toMatchObject([{ replaces: true }]);
  });

  test('handed over to a starter stands in the way of that starter, with who did it', async () => {
    const { planId } = world.accounts.waiting;
    const { row } = await school.perform(useCases['accounts.plan'], school.actor('head'), { planId });
    await school.unit.run(school.service, 'write', async (work) => {
      const person = await work.people.person(row.personId);
      if (person) await work.people.change([{ ...person, oid: guid(77) }]);
    });
    await school.perform(useCases['accounts.approve'], school.actor('ict'), world.accounts.waiting);
    school.at(day('2026-09-14'));
    const { passId } = await ask({ personId: row.personId }, 'office');
    await begin();
    await keep(passId, ready());
    await school.perform(useCases['passes.fetch'], school.actor('office'), { passId });
    const way = async () =>
      (await school.perform(useCases['accounts.plan'], school.actor('ict'), { planId })).timeline.map((m) => [
        m.name,
        m.who,
      ]);
    expect(await way()).toEqual([
      ['asked', 'Office Example'],
      ['approved', 'Ict Example'],
      ['ready', null],
      ['pass', 'Office Example'],
      ['signed', null],
      ['full', null],
    ]);
  });
});
