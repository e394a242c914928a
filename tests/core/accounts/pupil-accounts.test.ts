import { NO_ACCOUNT } from '../../../src/core/accounts/account';
import { holderBy, holderIdOf } from '../../../src/core/accounts/holders';
import { firstPassword } from '../../../src/core/accounts/first-passwords';
import { knowledge } from '../../../src/core/accounts/knowledge';
import { mayHavePassword, noPass } from '../../../src/core/accounts/passes';
import { desired, standingAt } from '../../../src/core/accounts/desired';
import type { SheetEntry } from '../../../src/core/attestation/store';
import type { PupilId, VersionId } from '../../../src/core/ids';
import { useCases } from '../../../src/core/use-cases';
import {
  askedForPass,
  askedForPasswords,
  askingForPasswords,
  numbered,
  oakLeaving,
  pupilsAsked,
} from '../../support/account-world';
import { everyday, withStore } from '../../support/engines';
import { type Role, type SchoolFixture, day } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { account, factsFrom, guid, having, holder, joined } from './builders';

test.each([
  [0, 1, /^[A-Z][a-z]+-[1-9]\d{3}$/],
  [2, 1, /^[A-Z][a-z]+-[1-9]\d{3}$/],
  [3, 2, /^[A-Z][a-z]+-[a-z]+-[1-9]\d{2}$/],
  [6, 2, /^[A-Z][a-z]+-[a-z]+-[1-9]\d{2}$/],
])('a first password in year %d is made of %d words that can be read and typed', (year, _, looks) => {
  for (let n = 0; n < 200; n += 1) {
    const password = firstPassword(year, (below) => (n * 7919) % below);
    expect(password).toMatch(looks);
    expect(password.length).toBeGreaterThanOrEqual(8);
  }
});

test('a pupil is handed no pass, and a first password only while the account is open and may be touched', () => {
  const signed = { at: 1, kind: 'signed' } as const;
  const want = (
    oid: string | null,
    events = [joined({ as: 'pupil', template: null }), { ...signed, at: Date.UTC(2026, 8, 1) }],
  ) => desired(holder({ oid }), factsFrom(events), Date.UTC(2026, 8, 20));
  expect(noPass(want(guid(42)), { hasRole: false, isIct: true })).toBe('pupil');
  expect(mayHavePassword(want(guid(42)))).toBe(true);
  expect(mayHavePassword(want(null))).toBe(false);
  expect(mayHavePassword(want(guid(666)))).toBe(false);
  expect(mayHavePassword({ ...want(guid(42)), as: 'staff' })).toBe(false);
  expect(mayHavePassword({ ...want(guid(42)), isOpen: false })).toBe(false);
});

describe.each(everyday)('pupils’ accounts, on %s', (engine) => {
  const store = withStore(engine);
  let world: World;
  let school: SchoolFixture;
  beforeEach(async () => {
    world = await makeWorld(store.store);
    ({ school } = world);
  }, 60_000);

  const as = (role: Role) => school.actor(role);
  const oak = (n: 0 | 1): PupilId => school.pupils.oak[n];
  const view = () => school.perform(useCases['accounts.pupils'], as('office'), { schoolId: school.schools.a });
  const within = <T>(run: Parameters<typeof school.unit.run<T>>[2]) => school.unit.run(school.service, 'write', run);
  const standing = (id: PupilId) =>
    within(async (work) => {
      const known = (await knowledge([holderIdOf(id)], work)).get(holderIdOf(id));
      return known && standingAt(known.facts, work.now);
    });
  const entry = (pupilId: PupilId, o: Partial<SheetEntry> = {}): SheetEntry => ({
    pupilId,
    versionId: guid(1) as VersionId,
    pupilMark: true,
    parentSignedOn: day('2026-09-08'),
    goneThroughWith: '',
    consent: {},
    paperKept: 'office',
    recordedBy: school.id('teacher'),
    recordedAt: school.now(),
    ...o,
  });
  const sign = (...entries: SheetEntry[]) => within((work) => work.attestations.recordSheet(entries));
  /** Asked, worked out as if the directory had this, and approved by the ICT manager. */
  const approved = async (actual = NO_ACCOUNT) => {
    const { batchId, people } = await school.perform(
      useCases['accounts.askForPupils'],
      as('office'),
      await pupilsAsked(school),
    );
    for (const { request: requestId } of people)
      await school.perform(useCases['accounts.keepPlan'], school.service, { requestId, actual });
    const seen = await school.perform(useCases['accounts.batch'], as('ict'), { batchId });
    if (seen.toApprove > 0)
      await school.perform(useCases['accounts.approveBatch'], as('ict'), { batchId, hash: seen.hash });
    return { batchId, seen };
  };
  /** Of pupils alone: the little school has somebody else who was closed at once. */
  const claim = async () =>
    (
      await school.perform(useCases['accounts.claim'], school.service, { by: 'w', seconds: 60, limit: 50 })
    ).cases.filter((c) => c.facts.stint?.as === 'pupil');

  test('the register asks for an account for each pupil whose year has a group, and says what is in the way of the others', async () => {
    expect((await view()).problems).toHaveLength(4);
    await numbered(school);
    const seen = await view();
    expect(seen.joiners).toMatchObject([
      { name: 'ash Sample', className: 'Oak', group: '2022-intake' },
      { name: 'birch Sample', className: 'Oak' },
    ]);
    expect(seen.problems.map((p) => p.className).sort()).toEqual(['Acorn', 'Maple']);
    expect(seen).toMatchObject({
      seatsLeft: null,
      cohorts: [{ groupName: '2022-intake', year: 4, next: 5, leaving: 0 }],
    });
    const pupilLicence = { id: guid(8), name: 'Pupils' };
    const scheme = { ...world.accounts.scheme, pupilLicence };
    await school.perform(useCases['accounts.saveScheme'], as('trustHead'), { scheme });
    expect(await view()).toMatchObject({ seatsLeft: null });
    await within((work) => work.accounts.saveSeats({ countedAt: 0, byGroup: { [guid(8)]: 1 } }));
    expect(await view()).toMatchObject({ seatsLeft: 1 });
    await within((work) => work.accounts.saveSeats({ countedAt: 0, byGroup: {} }));
    expect(await view()).toMatchObject({ seatsLeft: null });
  });

  test('nothing happens before another person has approved it, and what was shown is what is asked', async () => {
    const input = await pupilsAsked(school);
    const ask = (o: object = {}) => school.perform(useCases['accounts.askForPupils'], as('office'), { ...input, ...o });
    await expect(ask({ hash: '0' })).rejects.toMatchObject({ code: 'conflict' });
    const { batchId, people } = await ask();
    expect(people).toMatchObject([{ kind: 'pupil' }, { kind: 'pupil' }]);
    expect(await view()).toMatchObject({ joiners: [], underWay: 2 });
    const { hash } = await view();
    await expect(ask({ hash })).rejects.toMatchObject({ code: 'invalid_input' });
    for (const { request: requestId } of people)
      await school.perform(useCases['accounts.keepPlan'], school.service, { requestId, actual: NO_ACCOUNT });
    expect(await school.perform(useCases['accounts.batch'], as('office'), { batchId })).toMatchObject({
      toApprove: 0,
      isOwn: true,
    });
    const seen = await school.perform(useCases['accounts.batch'], as('ict'), { batchId });
    expect(seen).toMatchObject({ toApprove: 2, changes: expect.arrayContaining([{ do: 'create', n: 2 }]) as unknown });
    expect(seen.rows.map((r) => r.name)).toEqual(expect.arrayContaining(['ash Sample', 'birch Sample']));
    expect(await claim()).toEqual([]);
    await school.perform(useCases['accounts.approveBatch'], as('ict'), { batchId, hash: seen.hash });
    expect(await claim()).toHaveLength(2);
    const elsewhere = school.perform(useCases['accounts.batch'], as('elsewhereHead'), { batchId });
    await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an account that was there before Lantern is known from then on, and left as it is', async () => {
    const { seen } = await approved(having(account({ address: 'ash@school.example' })));
    expect(seen).toMatchObject({ toApprove: 0, rows: [] });
    expect(await within((work) => holderBy(holderIdOf(oak(0)), work))).toMatchObject({ email: 'ash@school.example' });
    expect(await view()).toMatchObject({ joiners: [], unchanged: 2, underWay: 0 });
    expect(await standing(oak(0))).toBe('working');
  });

  test('the class sheet opens the account, whenever it was signed; one from before a pupil left does not open the next', async () => {
    await sign(entry(oak(0)));
    school.wait(1);
    await approved();
    expect([await standing(oak(0)), await standing(oak(1))]).toEqual(['working', 'waiting']);
    const first = (await claim()).map((c) => c.id);
    await within(async (work) => {
      for (const id of first) await work.accounts.setPlan((await work.accounts.plan(id as never))!.id, 'running', null);
    });
    expect(await claim()).toEqual([]);
    school.wait(1);
    await sign(entry(oak(1), { parentSignedOn: null }));
    expect(await claim()).toEqual([]);
    await sign(entry(oak(1)));
    expect((await claim()).map((c) => c.holder.id)).toEqual([oak(1)]);
    expect(await standing(oak(1))).toBe('working');
    await within(async (work) => {
      const [pupil] = await work.accounts.pupilsBy([holderIdOf(oak(0))]);
      await work.accounts.savePupils([
        { id: holderIdOf(oak(0)), oid: guid(42), email: 'a@school.example', endsOn: day('2026-09-09') },
      ]);
      expect(pupil).toMatchObject({ oid: null, endsOn: null });
    });
    school.wait(1);
    await approved(having(account()));
    school.at(day('2026-09-20'));
    expect(await standing(oak(0))).toBe('closed');
    await within((work) =>
      work.accounts.savePupils([{ id: holderIdOf(oak(0)), oid: guid(42), email: 'a@school.example', endsOn: null }]),
    );
    await approved(having(account()));
    expect(await standing(oak(0))).toBe('waiting');
    await sign(entry(oak(0)));
    expect(await standing(oak(0))).toBe('working');
  });

  test('a sheet counts for an account exactly when the class sheet calls it done', async () => {
    const { maple } = school.pupils;
    const signedIds = async () => {
      const ids = [oak(0), oak(1), maple].map(holderIdOf);
      return [...(await within((work) => work.accounts.signatures(ids))).keys()];
    };
    await sign(entry(oak(0), { pupilMark: false }), entry(oak(1), { parentSignedOn: null }), entry(maple));
    expect(await signedIds()).toEqual([]);
    await sign(entry(oak(0)), entry(maple, { pupilMark: false, parentSignedOn: null, goneThroughWith: 'Mrs Example' }));
    expect((await signedIds()).sort()).toEqual([oak(0), maple].sort());
  });

  test('a year group leaves together: closed on the day by way of the breaker, and on the register too', async () => {
    const input = await oakLeaving(school);
    const leave = (o: object = {}) => school.perform(useCases['accounts.yearLeaves'], as('office'), { ...input, ...o });
    await expect(leave({ expected: 3 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(leave({ on: '2026-09-01' })).rejects.toMatchObject({ problems: [{ where: 'on' }] });
    const { batchId, people } = await leave();
    for (const { request: requestId } of people)
      await school.perform(useCases['accounts.keepPlan'], school.service, { requestId, actual: having(account()) });
    const [first, second] = (await school.perform(useCases['accounts.batch'], as('ict'), { batchId })).rows;
    const plan = await school.perform(useCases['accounts.plan'], as('ict'), { planId: first!.planId });
    await school.perform(useCases['accounts.approve'], as('ict'), { planId: first!.planId, hash: plan.hash });
    expect(second?.kind).toBe('leaver');
    const ends = async () =>
      (await within((work) => work.accounts.pupilsBy(people.map((p) => p.person)))).map((p) => p.endsOn);
    expect((await ends()).filter((on) => on === '2026-10-23')).toHaveLength(1);
    const { hash } = await school.perform(useCases['accounts.batch'], as('ict'), { batchId });
    await school.perform(useCases['accounts.approveBatch'], as('ict'), { batchId, hash });
    expect(await ends()).toEqual(['2026-10-23', '2026-10-23']);
    const breaker = { closesAnHour: 1, share: 100, factor: 3 };
    await school.perform(useCases['accounts.saveScheme'], as('trustHead'), {
      scheme: { ...world.accounts.scheme, breaker },
    });
    school.at(day('2026-10-24'));
    expect((await claim()).map((c) => c.holder.id)).not.toEqual(expect.arrayContaining([oak(0)]));
    const { stops } = await school.perform(useCases['accounts.list'], as('head'), {});
    expect(stops.flatMap((s) => s.plans.map((p) => p.name)).sort()).toEqual(['ash Sample', 'birch Sample']);
  });

  test('what the grace period kept is deleted by two people, when the file was sent', async () => {
    await oakLeaving(school);
    const id = holderIdOf(oak(0));
    const on = day('2026-09-01');
    await within((work) => work.accounts.savePupils([{ id, oid: guid(42), email: 'ash@school.example', endsOn: on }]));
    await approved(having(account()));
    school.at(day('2027-01-05'));
    expect((await view()).problems.map((p) => p.what).join()).toContain('safeguarding file');
    await within(async (work) => {
      const [plan] = await work.accounts.plansOf(id);
      const task = { task: 'move_safeguarding_file', about: 'ash@school.example' } as const;
      const handOff = {
        id: work.newId<never>(),
        planId: plan!.id,
        personId: id,
        key: `hand_off ${task.task}:${task.about}`,
      };
      const open = { madeAt: work.now, doneAt: null, doneBy: null, proof: null };
      await work.accounts.addHandOffs([{ ...handOff, ...task, ...open }]);
      await work.accounts.finishHandOff(handOff.id, school.id('office'), work.now, 'Sent on Monday');
    });
    expect(await view()).toMatchObject({ removals: [{ name: 'ash Sample' }] });
    const { seen } = await approved(having(account({ isOpen: false, groups: [], licences: [] })));
    expect(seen.changes).toContainEqual({ do: 'delete', n: 1 });
    const page = await school.perform(useCases['accounts.person'], as('ict'), { personId: id });
    expect(page.plans.filter((p) => p.kind === 'delete')).toMatchObject([{ state: 'waiting' }]);
  });

  test('a pupil has no role that could change, and is held, closed at once and looked up like anybody', async () => {
    await oakLeaving(school);
    const personId = holderIdOf(oak(0));
    const moving = { kind: 'mover', personId, templateId: 'teacher', on: '2026-12-01' };
    await expect(school.perform(useCases['accounts.request'], as('office'), moving)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const page = await school.perform(useCases['accounts.person'], as('ict'), { personId });
    expect(page).toMatchObject({ name: 'ash Sample', as: 'pupil', pass: { no: 'pupil' } });
    await school.perform(useCases['accounts.closeAtOnce'], as('head'), { personId, reason: 'Account taken over' });
    await school.perform(useCases['accounts.chaseConfirming'], school.service, {});
    expect((await school.perform(useCases['accounts.holds'], as('head'), {})).holds.map((h) => h.name)).toContain(
      'ash Sample',
    );
  });

  test('first passwords are sealed, fetched once by whoever asked, and written down nowhere', async () => {
    const input = await askingForPasswords(school);
    const { schoolId } = input;
    const ofClass = (o: object = { className: 'Oak' }) =>
      school.perform(useCases['passes.ofClass'], as('office'), { schoolId, ...o });
    expect(await ofClass({})).toEqual({ classes: ['Oak'], pupils: [] });
    expect((await ofClass()).pupils).toMatchObject([{ name: 'ash Sample', mayHave: true, givenAt: null }, {}]);
    const ask = (o: object = {}) => school.perform(useCases['passes.askForClass'], as('office'), { ...input, ...o });
    const { passes } = await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'conflict' });
    const { toMake } = await school.perform(useCases['passes.begin'], school.service, {});
    expect(toMake.map((p) => p.year)).toEqual([4, 4]);
    const made = { state: 'ready', sealed: 'c2VhbGVk', validUntil: null };
    await school.perform(useCases['passes.keep'], school.service, { passId: passes[0]!.passId, made });
    const passIds = passes.map((p) => p.passId);
    const fetch = (role: Role = 'office', o: object = {}) =>
      school.perform(useCases['passes.fetchClass'], as(role), { schoolId, passIds, ...o });
    await expect(fetch('ict')).rejects.toMatchObject({ code: 'not_found' });
    expect((await fetch()).passes).toMatchObject([
      { state: 'shown', sealed: 'c2VhbGVk' },
      { state: 'making', sealed: null },
    ]);
    expect((await fetch()).passes[0]).toMatchObject({ state: 'shown', sealed: null });
    const given = (await ofClass()).pupils.find((p) => p.pupilId === passes[0]?.pupilId);
    expect(given?.givenAt).toBe(school.now());
    expect((await school.entries('account.pass')).map((e) => e.payload).join()).not.toContain('c2VhbGVk');
  });

  test('a colleague’s pass does not come along with those of a class, even to whoever asked for both', async () => {
    const input = await askingForPasswords(school);
    const { passes } = await school.perform(useCases['passes.askForClass'], as('ict'), input);
    const { passId } = await askedForPass(school);
    const fetch = (passIds: readonly string[]) =>
      school.perform(useCases['passes.fetchClass'], as('ict'), { schoolId: input.schoolId, passIds });
    expect((await fetch(passes.map((p) => p.passId))).passes).toHaveLength(passes.length);
    await expect(fetch([...passes.map((p) => p.passId), passId])).rejects.toMatchObject({ code: 'not_found' });
  });

  test('first passwords are for open accounts of pupils of the school alone', async () => {
    const { schoolId, passIds } = await askedForPasswords(school);
    const ask = (pupilIds: readonly string[], o: object = {}) =>
      askingForPasswords(school).then((input) =>
        school.perform(useCases['passes.askForClass'], as('office'), { ...input, pupilIds, ...o }),
      );
    await expect(ask([school.pupils.maple])).rejects.toMatchObject({ code: 'conflict' });
    await expect(ask([school.id('colleague')])).rejects.toMatchObject({ code: 'not_found' });
    await within(async (work) => {
      await work.accounts.dropPasses({ askedBefore: work.now + 1, changedBefore: 0 });
      await work.accounts.placeHold(holderIdOf(oak(0)), school.id('head'), work.now, 'a case');
    });
    await school.perform(useCases['accounts.closeAtOnce'], as('head'), {
      personId: holderIdOf(oak(0)),
      reason: 'Taken over',
    });
    await expect(ask([oak(0)])).rejects.toMatchObject({ code: 'conflict' });
    expect(
      (await school.perform(useCases['passes.ofClass'], as('office'), { schoolId, className: 'Oak' })).pupils[0],
    ).toMatchObject({ mayHave: false });
    const trust = {
      ...as('trustHead'),
      roles: [
        ...as('trustHead').roles,
        {
          personId: school.id('trustHead'),
          role: 'admin' as const,
          schoolId: null,
          from: day('2026-01-01'),
          until: null,
        },
      ],
    };
    const foreign = school.perform(useCases['passes.askForClass'], trust, {
      ...(await askingForPasswords(school)),
      schoolId: school.schools.b,
    });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    const none = await school.perform(useCases['passes.ofClass'], trust, {
      schoolId: school.schools.b,
      className: 'Oak',
    });
    expect(none).toEqual({ classes: [], pupils: [] });
    const elsewhere = { schoolId: school.schools.b, passIds };
    const other = school.perform(useCases['passes.fetchClass'], { ...trust, person: as('office').person }, elsewhere);
    await expect(other).rejects.toMatchObject({ code: 'not_found' });
    const { passId } = await askedForPass(school);
    const staff = school.perform(useCases['passes.fetchClass'], as('ict'), { schoolId, passIds: [passId] });
    await expect(staff).rejects.toMatchObject({ code: 'not_found' });
    const [first, second] = [holderIdOf(oak(0)), holderIdOf(oak(1))];
    await within((work) =>
      work.accounts.savePupils([
        { id: first, oid: guid(42), email: null, endsOn: null },
        { id: second, oid: guid(43), email: null, endsOn: day('2026-09-01') },
      ]),
    );
    const { pupils } = await school.perform(useCases['passes.ofClass'], as('office'), { schoolId, className: 'Oak' });
    expect(pupils).toMatchObject([{ address: '' }]);
  });

  test('while nobody has set accounts up, nothing is asked for and nobody is given a password', async () => {
    await oakLeaving(school);
    await store.store.transaction((client) => client.query(`delete from account_set_up where what = 'scheme'`), {
      settings: { tenant: school.tenantId },
    });
    await expect(view()).rejects.toMatchObject({ code: 'not_found' });
    const input = { schoolId: school.schools.a, className: 'Oak' };
    expect((await school.perform(useCases['passes.ofClass'], as('office'), input)).pupils).toEqual([]);
    expect(await school.perform(useCases['accounts.setUp'], as('head'), {})).toMatchObject({
      scheme: null,
      cohorts: [],
    });
  });
});
