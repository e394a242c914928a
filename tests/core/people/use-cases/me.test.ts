import { namesOf } from '../../../../src/core/people/names';
import { useCases } from '../../../../src/core/use-cases';
import { withStore } from '../../../support/engines';
import { personId } from '../../../support/people';
import { type SchoolFixture, makeSchool } from '../../../support/school';

describe('who am I', () => {
  const at = withStore('postgres');
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });

  test('somebody with one name is greeted by it', async () => {
    const actor = school.actor('teacher');
    const puspa = { ...actor, person: { ...actor.person, givenName: '', familyName: 'Puspa' } };
    expect((await school.perform(useCases['me.read'], puspa, {})).person).toMatchObject({
      name: 'Puspa',
      givenName: 'Puspa',
      schoolName: 'Example Primary',
    });
  });

  test('a trust without a name of its own goes by its first school’s', async () => {
    const trust = async () => (await school.perform(useCases['me.read'], school.actor('teacher'), {})).trustName;
    expect(await trust()).toBe('Example Trust');
    await school.perform(useCases['settings.save'], school.actor('trustHead'), { values: { trust_name: '' } });
    expect(await trust()).toBe('Example Primary');
  });

  test('rooms are those that the responsibilities open', async () => {
    const rooms = async (who: 'teacher' | 'coordinator' | 'governor') =>
      (await school.perform(useCases['me.read'], school.actor(who), {})).rooms;
    expect(await rooms('teacher')).toEqual(['class_sheets']);
    expect(await rooms('coordinator')).toEqual(expect.arrayContaining(['agreements', 'questions', 'settings']));
    expect(await rooms('governor')).not.toContain('settings');
  });

  test('names are those the register has; somebody it no longer has is without one', async () => {
    const nameOf = await school.unit.run(school.service, 'read', (work) =>
      namesOf([school.id('teacher'), null, personId(9)], work),
    );
    expect([nameOf(school.id('teacher')), nameOf(personId(9))]).toEqual(['Teacher Example', '']);
  });
});
