import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { staffList } from '../../../support/cases';
import { type Role, type SchoolFixture, TODAY, day, makeSchool } from '../../../support/school';

describe.each(everyday)('the register, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const away = (more: object) =>
    school.perform(useCases['people.recordAbsence'], school.actor('coordinator'), {
      personId: school.id('teacher'),
      from: TODAY,
      until: null,
      reason: 'Sick leave',
      ...more,
    });
  const row = async (q: string) =>
    (await school.perform(useCases['people.list'], school.actor('coordinator'), { q })).rows[0];

  test('shows who is away, until when, and whose team somebody is in', async () => {
    await away({ until: day('2026-09-18') });
    expect(await row('teacher')).toMatchObject({
      isAway: true,
      awayUntil: '2026-09-18',
      managerName: 'Manager Example',
    });
    expect(await row('manager')).toMatchObject({ isAway: false, awayUntil: null, managerName: null });
    await away({});
    expect(await row('teacher')).toMatchObject({ isAway: true, awayUntil: null });
  });

  test.each([
    ['ends before it begins', { until: day('2026-09-01') }, { problems: [{ where: 'until' }] }],
    ['has no reason', { reason: ' ' }, { problems: [{ where: 'reason' }] }],
    ['is of somebody not on it', { personId: '0a4f0000-0000-4000-8000-000000000099' }, { code: 'not_found' }],
  ])('refuses an absence that %s', async (_, more, refused) => {
    await expect(away(more)).rejects.toMatchObject(refused);
  });

  test('a list is shown before it is applied, to one school’s office for that school only', async () => {
    const list = staffList(
      ['S-teacher', 'Teacher', 'Renamed', 'Example Primary', 'Teacher', '01/09/2020'],
      ['S-new', 'Newt', 'Comer', 'Sample Infants', 'Teacher', '01/09/2026'],
    );
    const preview = (who: Role) => school.perform(useCases['people.previewList'], school.actor(who), list);
    const mine = await preview('office');
    expect([mine.adds.length, mine.changes.length, mine.problems.length]).toEqual([0, 1, 1]);
    const all = await preview('trustHead');
    expect([all.adds.length, all.changes.length, all.problems.length]).toEqual([1, 1, 0]);
    const apply = (hash: string) =>
      school.perform(useCases['people.applyList'], school.actor('office'), { ...list, hash });
    await expect(apply(all.hash)).rejects.toMatchObject({ code: 'conflict' });
    expect(await apply(mine.hash)).toEqual({ added: 0, changed: 1, left: 0 });
    expect(await row('renamed')).toMatchObject({ name: 'Teacher Renamed' });
  });
});
