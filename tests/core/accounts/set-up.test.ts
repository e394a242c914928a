import { movingProblems } from '../../../src/core/accounts/requests';
import { schemeProblems, templateProblems } from '../../../src/core/accounts/set-up';
import { SchoolId } from '../../../src/core/ids';
import { useCases } from '../../../src/core/use-cases';
import { everyday, withStore } from '../../support/engines';
import { makeWorld } from '../../support/world';
import { PENDING, SCHOOL, SIGNED, day, guid, office, scheme, teacher } from './builders';

const [COHORT] = scheme.cohorts;
test.each([
  ['two groups of the agreement that are one', { signedGroup: PENDING }, 'scheme.signedGroup'],
  ['licences from a group of the agreement', { pupilLicence: SIGNED }, 'scheme.pupilLicence'],
  ['a year with two groups', { cohorts: [COHORT, COHORT] as typeof scheme.cohorts }, 'scheme.cohorts'],
])('a scheme is refused for %s', (_, o, where) => {
  expect(schemeProblems({ ...scheme, ...o }).map((p) => p.where)).toEqual([where]);
});

test('a scheme that makes sense is not refused, with or without licences for pupils', () => {
  expect(schemeProblems(scheme)).toEqual([]);
  expect(schemeProblems({ ...scheme, pupilLicence: null })).toEqual([]);
});

const group = { id: guid(4), name: 'Teachers', isSensitive: false };
const elsewhere = SchoolId.parse(guid(901));
const around = { scheme, others: [teacher, office] };
test.each([
  ['a group of the agreement', { licenceGroups: [SIGNED] }, 'template.groups'],
  ['a group twice', { groups: [group, group] }, 'template.groups'],
  ['a right twice', { rights: [...teacher.rights, ...teacher.rights] }, 'template.rights'],
  ['the name of another role', { id: 'new', label: 'teacher' }, 'template.label'],
  ['the name of another role of every school', { id: 'new', label: 'Teacher', schoolId: null }, 'template.label'],
])('a role is refused for %s', (_, o, where) => {
  expect(templateProblems({ ...teacher, ...o }, around).map((p) => p.where)).toEqual([where]);
});

test('two schools may have roles of one name; before there is a scheme nothing is held against it', () => {
  const other = { ...teacher, id: 'new', schoolId: elsewhere };
  expect(templateProblems(other, around)).toEqual([]);
  expect(templateProblems({ ...teacher, licenceGroups: [SIGNED] }, { scheme: null, others: [teacher] })).toEqual([]);
  expect(templateProblems(other, { scheme, others: [{ ...teacher, schoolId: null }] })).toHaveLength(1);
});

test.each([
  [{}, {}, []],
  [{ on: '2026-09-08' }, {}, ['on']],
  [{ on: '2026-09-10' }, { startsOn: '2026-09-14' }, ['on']],
  [{ on: '2026-12-01' }, { endsOn: '2026-11-30' }, ['on']],
  [{}, { schoolId: guid(901) }, ['templateId']],
])('a move %j of somebody %j is told of %j', (move, who, where) => {
  const person = { startsOn: day('2020-09-01'), endsOn: null, schoolId: SCHOOL, ...who };
  const asked = { on: day('2026-10-01'), template: teacher, ...move };
  const said = movingProblems(
    asked as Parameters<typeof movingProblems>[0],
    person as Parameters<typeof movingProblems>[1],
    day('2026-09-09'),
  );
  expect(said.map((p) => p.where)).toEqual(where);
  const everywhere = { ...teacher, schoolId: null };
  expect(
    movingProblems(
      { on: day('2026-10-01'), template: everywhere },
      { ...person, startsOn: day('2020-09-01'), endsOn: null, schoolId: SCHOOL },
      day('2026-09-09'),
    ),
  ).toEqual([]);
});

describe.each(everyday)('how accounts are kept, on %s', (engine) => {
  const store = withStore(engine);

  test('is saved as a new version each time, by whoever looked at the last one', async () => {
    const { school, accounts } = await makeWorld(store.store);
    const [ict, head, trust] = [school.actor('ict'), school.actor('head'), school.actor('trustHead')];
    const read = () => school.perform(useCases['accounts.setUp'], head, {});
    const leadDays = 7;
    const saved = { scheme: { ...accounts.scheme, leadDays }, rev: 1 };
    expect(await school.perform(useCases['accounts.saveScheme'], trust, saved)).toEqual({ rev: 2 });
    await expect(school.perform(useCases['accounts.saveScheme'], trust, saved)).rejects.toMatchObject({
      problems: [{ where: 'rev' }],
    });
    const wrong = { scheme: { ...accounts.scheme, signedGroup: accounts.scheme.pendingGroup } };
    await expect(school.perform(useCases['accounts.saveScheme'], trust, wrong)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const role = { ...accounts.template, id: 'new', label: 'Librarian' };
    await school.perform(useCases['accounts.saveTemplate'], ict, { template: role, rev: 0 });
    const seen = await read();
    expect(seen.scheme?.leadDays).toBe(leadDays);
    expect(seen.templates.map((t) => t.label).sort()).toEqual(['Librarian', 'Teacher']);
    const told = seen.versions.map((v) => `${v.what} ${v.rev} ${v.byName}`).sort();
    expect(told).toEqual([
      'role new 1 Ict Example',
      'role teacher 1 TrustHead Example',
      'scheme 1 TrustHead Example',
      'scheme 2 TrustHead Example',
    ]);
  }, 240_000);

  test('what counts for every school is changed for the whole trust alone, a role of one school by that school', async () => {
    const { school, accounts } = await makeWorld(store.store);
    const save = (who: 'head' | 'elsewhereHead' | 'trustHead', template: object) =>
      school.perform(useCases['accounts.saveTemplate'], school.actor(who), { template });
    const refused = { code: 'not_found' };
    const everywhere = { ...accounts.template, id: 'caretaker', label: 'Caretaker', schoolId: null };
    const saving = school.perform(useCases['accounts.saveScheme'], school.actor('head'), { scheme: accounts.scheme });
    await expect(saving).rejects.toMatchObject(refused);
    await expect(save('head', everywhere)).rejects.toMatchObject(refused);
    await save('trustHead', everywhere);
    // A role of everybody's is not taken over by one of the schools, nor a school's by another.
    await expect(save('head', { ...everywhere, schoolId: school.schools.a })).rejects.toMatchObject(refused);
    await expect(save('elsewhereHead', { ...accounts.template, schoolId: school.schools.b })).rejects.toMatchObject(
      refused,
    );
    expect(await save('head', { ...accounts.template, label: 'Class teacher' })).toEqual({ rev: 2 });
  }, 240_000);

  test('holds are listed without their reason, for those who may place them, and never one’s own', async () => {
    const { school } = await makeWorld(store.store);
    const list = async (role: 'head' | 'deputy' | 'elsewhereHead') =>
      (await school.perform(useCases['accounts.holds'], school.actor(role), {})).holds.map((h) => h.name);
    const before = await list('head');
    school.wait(1);
    const reason = 'A case';
    await school.perform(useCases['accounts.placeHold'], school.actor('head'), {
      personId: school.id('deputy'),
      reason,
    });
    expect(await list('head')).toEqual([...before, 'Deputy Example']);
    expect(await list('deputy')).toEqual(before);
    expect(await list('elsewhereHead')).toEqual([]);
    const release = { personId: school.id('deputy') };
    await school.perform(useCases['accounts.releaseHold'], school.actor('head'), release);
    expect(await list('head')).toEqual(before);
  }, 240_000);
});
