import { randomUUID } from 'node:crypto';
import type { PersonActor } from '../../../src/core/access/actor';
import { askedToChange, reviewHash, reviewTerm } from '../../../src/core/accounts/reviews';
import { EquipmentId } from '../../../src/core/accounts/equipment';
import { desired } from '../../../src/core/accounts/desired';
import { plan } from '../../../src/core/accounts/plan';
import { HandOffId } from '../../../src/core/accounts/store';
import type { PersonId } from '../../../src/core/ids';
import { useCases } from '../../../src/core/use-cases';
import { declaring, reviewOf, templateOf } from '../../support/account-world';
import { everyday, withStore } from '../../support/engines';
import { type Role, type SchoolFixture, day } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { account, at as moment, factsFrom, guid, having, holder, joined, teacher } from './builders';

test.each([
  ['2026-09-01', '2026 autumn', '2026-10-13'],
  ['2026-12-31', '2026 autumn', '2026-10-13'],
  ['2027-01-01', '2027 spring', '2027-02-12'],
  ['2027-04-01', '2027 summer', '2027-05-13'],
  ['2027-08-31', '2027 summer', '2027-05-13'],
])('a review on %s is the one of %s, due by %s', (on, key, dueOn) => {
  expect(reviewTerm(day(on))).toMatchObject({ key, dueOn });
});

test('what is signed is the rights, the groups and the people: any other is another', () => {
  const people = [guid(1), guid(2)] as PersonId[]; // ids of nobody
  const signed = reviewHash(teacher, people);
  expect(reviewHash({ ...teacher, label: 'Class teacher' }, [...people].reverse())).toBe(signed);
  expect(reviewHash({ ...teacher, groups: [] }, people)).not.toBe(signed);
  expect(reviewHash({ ...teacher, rights: [] }, people)).not.toBe(signed);
  expect(reviewHash(teacher, people.slice(1))).not.toBe(signed);
});

test('a line that a review wanted changed is asked for until the role no longer has it', () => {
  const [fob] = teacher.rights;
  const line = { system: fob?.system ?? '', right: fob?.right ?? '', stays: false, note: 'Side door only' };
  const review = { lines: [line, { ...line, stays: true }] } as unknown as Parameters<typeof askedToChange>[1];
  expect(askedToChange(teacher, review)).toEqual([line]);
  expect(askedToChange({ ...teacher, rights: [] }, review)).toEqual([]);
  expect(askedToChange(teacher, undefined)).toEqual([]);
});

test('what is lent to a leaver is to be taken back from the last working day on, until the list says it is back', () => {
  const leaving = { kind: 'leaving', lastWorkingDay: day('2027-07-21'), contractEnd: day('2027-08-31') } as const;
  const events = [joined(), { at: 1, kind: 'signed' } as const, { at: moment('2027-05-01'), ...leaving }];
  const tasks = (lent: readonly string[], on: string) =>
    plan(
      desired(
        holder(),
        factsFrom(
          events.map((e) => ({ ...e, at: moment('2026-08-20') })),
          { lent },
        ),
        moment(on),
      ),
      having(account()),
    )
      .map((s) => s.key)
      .filter((key) => key.includes('take_back'));
  expect(tasks(['laptop L-1'], '2027-07-01')).toEqual([]);
  expect(tasks(['laptop L-1', 'fob F-2'], '2027-07-22')).toEqual([
    'hand_off take_back:fob F-2',
    'hand_off take_back:laptop L-1',
  ]);
  expect(tasks(['laptop L-1'], '2027-09-01')).toEqual(['hand_off take_back:laptop L-1']);
  expect(tasks([], '2027-09-01')).toEqual([]);
});

describe.each(everyday)('the registers, on %s', (engine) => {
  const store = withStore(engine);
  let world: World;
  let school: SchoolFixture;
  beforeEach(async () => {
    world = await makeWorld(store.store);
    ({ school } = world);
  }, 60_000);
  const as = (role: Role) => school.actor(role);
  const equipment = async (role: Role = 'office') =>
    (await school.perform(useCases['equipment.list'], as(role), {})).equipment;
  const laptop = (o: object = {}) => ({
    ...{ equipmentId: null, personId: school.id('colleague'), kind: 'laptop', number: 'L-1' },
    ...{ issuedOn: '2026-09-09', returnedOn: null, condition: 'New', ...o },
  });
  const save = (o: object = {}) => school.perform(useCases['equipment.save'], as('office'), laptop(o));

  test('numbers given when signing are on the list once, and again only when signed for after they came back', async () => {
    await declaring(world);
    const take = () => school.perform(useCases['equipment.takeDeclared'], school.service, {});
    expect((await take()).ids).toHaveLength(1);
    expect((await take()).ids).toEqual([]);
    const [row] = await equipment();
    expect(row).toMatchObject({
      number: 'L-77',
      kind: 'laptop',
      name: 'Manager Example',
      isDeclared: true,
      hasLeft: false,
    });
    await save({ equipmentId: row?.id, personId: school.id('manager'), number: 'L-77', returnedOn: '2026-09-09' });
    expect((await take()).ids).toEqual([]);
    expect(await equipment()).toMatchObject([{ returnedTo: school.id('office'), returnedOn: '2026-09-09' }]);
    expect(await equipment('elsewhereHead')).toEqual([]);
    const left = { ...as('manager').person, endsOn: day('2026-09-08') };
    await school.unit.run(school.service, 'write', (work) => work.people.change([left]));
    expect(await equipment()).toMatchObject([{ hasLeft: true }]);
  });

  test('what comes back settles the task to take it back, and the other way round', async () => {
    const { equipmentId } = await save();
    await save({ number: 'L-2' });
    const task = (about: string) => ({
      ...{
        id: HandOffId.parse(randomUUID()),
        planId: world.accounts.emergency.planId,
        personId: school.id('colleague'),
      },
      ...({ key: `hand_off take_back:${about}`, task: 'take_back', about } as const),
      ...{ madeAt: school.now(), doneAt: null, doneBy: null, proof: null },
    });
    const [one, two] = [task('laptop L-1'), task('laptop L-2')];
    await school.unit.run(school.service, 'write', (work) => work.accounts.addHandOffs([one, two]));
    await save({ equipmentId, returnedOn: '2026-09-10' });
    const done = { handOffId: one.id, proof: 'x' };
    await expect(school.perform(useCases['accounts.finishHandOff'], as('office'), done)).rejects.toMatchObject({
      code: 'conflict',
    });
    await school.perform(useCases['accounts.finishHandOff'], as('ict'), { handOffId: two.id, proof: 'In the safe' });
    expect(await equipment()).toEqual([
      expect.objectContaining({ number: 'L-1', returnedOn: '2026-09-10' }),
      expect.objectContaining({ number: 'L-2', returnedOn: '2026-09-09', returnedTo: school.id('ict') }),
    ]);
  });

  test('nothing comes back before it was lent, nor is changed that is not there; one’s own line is somebody else’s to keep', async () => {
    await expect(save({ returnedOn: '2026-09-01' })).rejects.toMatchObject({ problems: [{ where: 'returnedOn' }] });
    await expect(save({ equipmentId: EquipmentId.parse(randomUUID()) })).rejects.toMatchObject({ code: 'not_found' });
    await expect(save({ personId: school.id('office') })).rejects.toMatchObject({ code: 'not_found' });
    await school.perform(useCases['equipment.save'], as('ict'), laptop({ personId: school.id('office') }));
    expect(await equipment()).toMatchObject([{ isOwn: true }]);
  });

  test('a role is signed line by line for the term, by a leader, and exactly as it was shown', async () => {
    const register = async () => (await school.perform(useCases['access.register'], as('head'), {})).lines;
    const sign = (o: object, role: Role = 'head') => school.perform(useCases['access.sign'], as(role), o);
    const shown = await reviewOf(school);
    expect(await register()).toMatchObject([
      { label: 'Teacher', isDue: true, signed: null, abilities: ['account.review'] },
    ]);
    const [line] = shown.lines;
    await expect(sign({ ...shown, hash: '0'.repeat(64) })).rejects.toMatchObject({ code: 'conflict' });
    await expect(sign({ ...shown, lines: [] })).rejects.toMatchObject({ problems: [{ where: 'lines' }] });
    await expect(sign({ ...shown, lines: [{ ...line, stays: false }] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(sign({ ...shown, templateId: 'astronaut' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(sign(shown, 'ict')).rejects.toMatchObject({ code: 'not_found' });
    await sign({ ...shown, lines: [{ ...line, stays: false, note: 'Side door only' }] });
    expect(await register()).toMatchObject([
      { isDue: false, signed: { byName: 'Head Example', term: '2026 autumn' }, toChange: [{ note: 'Side door only' }] },
    ]);
    school.at(day('2027-02-03'));
    expect(await register()).toMatchObject([{ isDue: true }]);
    expect((await school.perform(useCases['access.register'], as('elsewhereHead'), {})).lines).toEqual([]);
  });

  test('nobody signs the review of a role that they have; the chair may sign what the leaders have', async () => {
    const leader = { ...templateOf(school), id: 'leader', label: 'Leader', jobRole: 'leadership' as const };
    await school.perform(useCases['accounts.saveTemplate'], as('trustHead'), { template: leader });
    const clerk = as('clerk');
    const held = { personId: school.id('clerk'), role: 'chair_of_governors', schoolId: school.schools.a } as const;
    const chair = { ...clerk, roles: [...clerk.roles, { ...held, from: day('2026-09-01'), until: null }] };
    const shown = async (who: PersonActor) => {
      const { lines } = await school.perform(useCases['access.register'], who, {});
      return lines.find((l) => l.templateId === 'leader');
    };
    const line = await shown(as('head'));
    expect(line?.abilities).toEqual([]);
    const review = {
      ...{ schoolId: school.schools.a, templateId: 'leader', hash: line?.hash },
      lines: leader.rights.map(({ system, right }) => ({ system, right, stays: true, note: '' })),
    };
    await expect(school.perform(useCases['access.sign'], as('head'), review)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await shown(chair))?.abilities).toEqual(['account.review']);
    await school.perform(useCases['access.sign'], chair, review);
    expect(await shown(as('head'))).toMatchObject({ isDue: false, signed: { byName: 'Clerk Example' } });
  });

  test('guests who end within the week are a list, told once a week to the office', async () => {
    const person = as('teacher').person;
    const guest = (n: number, endsOn: string) => {
      const id = randomUUID() as PersonId; // somebody new on the register
      return { ...person, id, oid: null, staffNumber: `G-${n}`, jobRole: 'supply' as const, endsOn: day(endsOn) };
    };
    const rows = [
      guest(5, '2026-09-15'),
      guest(1, '2026-09-15'),
      guest(2, '2026-09-09'),
      guest(3, '2026-09-16'),
      guest(4, '2026-09-08'),
    ];
    await school.unit.run(school.service, 'write', (work) => work.people.add(rows));
    const list = async (role: Role) => (await school.perform(useCases['accounts.ending'], as(role), {})).people;
    expect((await list('office')).map((p) => p.endsOn)).toEqual(['2026-09-09', '2026-09-15', '2026-09-15']);
    expect(await list('elsewhereHead')).toEqual([]);
    const remind = () => school.perform(useCases['accounts.remind'], school.service, {});
    await remind();
    await remind();
    const told = (await school.notices('office')).filter((n) => n.kind === 'accounts_waiting');
    expect(told.map((n) => n.link)).toEqual(['/tabs/work/accounts/ending']);
    school.at(day('2026-09-14'));
    await remind();
    expect((await school.notices('office')).filter((n) => n.kind === 'accounts_waiting')).toHaveLength(2);
  });

  test('reviews are spoken of three weeks ahead, in working hours, until one is signed; an office of one is not told of itself', async () => {
    const remind = () => school.perform(useCases['accounts.remind'], school.service, {});
    const told = async (role: Role) => (await school.notices(role)).filter((n) => n.kind === 'accounts_waiting').length;
    school.at(day('2026-09-21'));
    await remind();
    expect(await told('head')).toBe(0);
    school.at(day('2026-10-07'), 20);
    await remind();
    expect(await told('head')).toBe(0);
    school.at(day('2026-10-07'));
    await remind();
    expect([await told('head'), await told('deputy'), await told('office')]).toEqual([1, 1, 0]);
    await school.perform(useCases['access.sign'], as('head'), await reviewOf(school));
    school.at(day('2027-02-03'));
    await remind();
    expect(await told('head')).toBe(2);
    await school.perform(useCases['access.sign'], as('head'), await reviewOf(school));
    const office = { ...as('office').person, jobRole: 'contractor' as const, endsOn: day('2027-02-04') };
    await school.unit.run(school.service, 'write', (work) => work.people.change([office]));
    await remind();
    expect([await told('head'), await told('office')]).toEqual([2, 0]);
  });

  test('before accounts are set up there is nothing to look through', async () => {
    await store.store.transaction((client) => client.query(`delete from account_set_up where what = 'scheme'`), {
      settings: { tenant: school.tenantId },
    });
    expect((await school.perform(useCases['access.register'], as('head'), {})).lines).toEqual([]);
    expect(await school.perform(useCases['accounts.remind'], school.service, {})).toEqual({ planned: 0 });
    expect(await school.perform(useCases['accounts.ending'], as('office'), {})).toEqual({ people: [] });
  });
});
