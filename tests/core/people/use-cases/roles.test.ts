import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Role, type SchoolFixture, TODAY, day, makeSchool } from '../../../support/school';

const NOBODY = '0a4f0000-0000-4000-8000-000000000099';

describe.each(everyday)('responsibilities, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const give = (by: Role, to: Role, more: object = {}) =>
    school.perform(useCases['roles.give'], school.actor(by), {
      personId: school.id(to),
      role: 'admin',
      schoolId: school.schools.a,
      until: null,
      ...more,
    });
  const end = (by: Role, of: Role, role: string, schoolId: string | null = school.schools.a) =>
    school.perform(useCases['roles.end'], school.actor(by), { personId: school.id(of), role, schoolId });
  const list = (who: Role) => school.perform(useCases['roles.list'], school.actor(who), {});
  const held = async (who: Role) =>
    (await list('trustHead')).roles.filter((r) => r.personId === school.id(who)).map((r) => [r.role, r.until]);

  test('are given by the head of the school, with an end if need be, and shown with the name', async () => {
    await give('head', 'teacher', { until: day('2026-12-18') });
    expect(await held('teacher')).toEqual([['admin', '2026-12-18']]);
    expect((await list('coordinator')).roles.find((r) => r.role === 'clerk')?.name).toBe('Clerk Example');
    const rows = await school.perform(useCases['people.list'], school.actor('coordinator'), { q: 'teacher' });
    expect(rows.rows[0]?.roles).toEqual(['admin']);
    school.at(day('2026-12-19'));
    const later = await school.perform(useCases['people.list'], school.actor('coordinator'), { q: 'teacher' });
    expect(later.rows[0]?.roles).toEqual([]);
  });

  test.each([
    ['head', ['role.give']],
    ['elsewhereHead', ['role.give']],
    ['coordinator', []],
  ] as const)('%s is offered %j', async (who, offered) => {
    expect((await list(who)).abilities).toEqual(offered);
  });

  test.each([
    ['by one school’s head for another school', 'elsewhereHead', {}, { code: 'not_found' }],
    ['by one school’s head for the trust', 'head', { schoolId: null }, { code: 'not_found' }],
    ['to somebody who is not on the register', 'head', { personId: NOBODY }, { code: 'not_found' }],
    ['until a day that is over', 'head', { until: day('2026-09-08') }, { problems: [{ where: 'until' }] }],
  ] as const)('are not given %s', async (_, by, more, refused) => {
    await expect(give(by, 'teacher', more)).rejects.toMatchObject(refused);
    expect(await held('teacher')).toEqual([]);
  });

  test('end the day before, and can be given again the same day', async () => {
    await end('head', 'coordinator', 'coordinator');
    expect(await held('coordinator')).toEqual([['coordinator', '2026-09-08']]);
    await expect(end('head', 'coordinator', 'coordinator')).rejects.toMatchObject({ code: 'not_found' });
    await give('head', 'coordinator', { role: 'coordinator', until: TODAY });
    expect(await held('coordinator')).toContainEqual(['coordinator', TODAY]);
  });

  test('a trust keeps a head: the last one gives the role to the next first', async () => {
    await expect(end('trustHead', 'trustHead', 'head', null)).rejects.toMatchObject({
      code: 'conflict',
      problems: [{ where: 'role' }],
    });
    await end('trustHead', 'head', 'head');
    await give('trustHead', 'deputy', { role: 'head', schoolId: null });
    await end('trustHead', 'trustHead', 'head', null);
    expect(await held('trustHead')).toEqual([['head', '2026-09-08']]);
  });
});
