import type { SchoolCalendar } from '../../../../src/core/people/calendar';
import { DEFAULT_CALENDAR } from '../../../../src/core/people/calendar-data';
import { abilitiesAnywhere } from '../../../../src/core/people/use-cases/me';
import { wholeTrust } from '../../../../src/core/access/rules';
import { useCases } from '../../../../src/core/use-cases';
import { withStore } from '../../../support/engines';
import { type Role, type SchoolFixture, day, makeSchool } from '../../../support/school';

describe('settings and calendar', () => {
  const at = withStore('postgres');
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const calendar = async (who: Role) => school.perform(useCases['calendar.read'], school.actor(who), {});
  const save = (who: Role, changed: Partial<SchoolCalendar>) =>
    school.perform(useCases['calendar.save'], school.actor(who), { calendar: { ...DEFAULT_CALENDAR, ...changed } });
  const inset = (schoolId: SchoolFixture['schools']['a'] | null) => ({
    insetDays: [...DEFAULT_CALENDAR.insetDays, { schoolId, day: day('2026-11-27') }],
  });

  test('what holds for the whole trust is set by whoever answers for all of it', async () => {
    const set = (who: Role) =>
      school.perform(useCases['settings.save'], school.actor(who), { values: { trust_name: 'Renamed' } });
    for (const who of ['head', 'coordinator', 'elsewhereHead'] as const)
      await expect(set(who)).rejects.toMatchObject({ code: 'not_found' });
    await set('trustHead');
    const offered = async (who: Role) =>
      (await school.perform(useCases['settings.read'], school.actor(who), {})).abilities;
    expect(await offered('head')).toEqual(['people.import', 'role.give', 'calendar.change']);
    expect(await offered('trustHead')).toContain('settings.change');
  });

  test('a copy of the ledger is everybody’s: one school’s head takes none', async () => {
    const open = (who: Role) => school.perform(useCases['ledger.openExport'], school.actor(who), {});
    for (const who of ['head', 'governor', 'elsewhereHead'] as const)
      await expect(open(who)).rejects.toMatchObject({ code: 'not_found' });
    await open('trustHead');
    expect(await school.entries('ledger.exported')).toHaveLength(1);
  });

  test('in a trust of one school, that school’s head does all of it', () => {
    const only = [{ id: school.schools.a, name: 'Example Primary' }];
    expect(wholeTrust(only)).toEqual({ schoolId: school.schools.a });
    expect(abilitiesAnywhere(school.actor('head'), only)).toEqual(
      expect.arrayContaining(['settings.change', 'ledger.export']),
    );
    expect(abilitiesAnywhere(school.actor('elsewhereHead'), only)).not.toContain('settings.change');
  });

  test('the office of a school changes that school’s days, and no other’s nor those of all', async () => {
    expect((await calendar('office')).abilities).toEqual(['calendar.change']);
    expect((await calendar('teacher')).abilities).toEqual([]);
    await save('office', inset(school.schools.a));
    expect((await calendar('teacher')).calendar.insetDays).toContainEqual({
      schoolId: school.schools.a,
      day: '2026-11-27',
    });
    for (const other of [inset(school.schools.b), inset(null), { bankHolidays: [] }])
      await expect(save('office', { ...inset(school.schools.a), ...other })).rejects.toMatchObject({
        problems: [{ where: 'calendar', what: expect.stringContaining('whole trust') as string }],
      });
    await save('trustHead', { bankHolidays: [] });
    await expect(save('office', {})).rejects.toMatchObject({ problems: [{ where: 'calendar' }] });
  });

  test.each([
    ['office_phone', 'call me', '01632 960 123'],
    ['office_phone', '12', '+44 1632 960 123 ext 5'],
    ['idle_minutes', '0', '1'],
    ['idle_minutes', '1.5', '120'],
    ['acknowledge_p1_minutes', '121', ''],
    ['figures_yearly_only', 'perhaps', 'no'],
  ])('%s is not “%s” but may be “%s”', async (key, wrong, right) => {
    const set = (value: string) =>
      school.perform(useCases['settings.save'], school.actor('trustHead'), { values: { [key]: value } });
    await expect(set(wrong)).rejects.toMatchObject({ problems: [{ where: `values.${key}` }] });
    await set(right);
  });

  test('a calendar that cannot be is refused, and says which entry', async () => {
    const [first] = DEFAULT_CALENDAR.terms;
    const backwards = { ...first!, from: first!.until, until: first!.from };
    await expect(save('trustHead', { terms: [backwards] })).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ where: expect.stringContaining('terms') as string }],
    });
  });

  test('the checklist looks for itself: phones, roles that have not run out, people', async () => {
    const ready = async () =>
      (await school.perform(useCases['settings.read'], school.actor('trustHead'), {})).checklist
        .filter((line) => line.isReady)
        .map((line) => line.key);
    expect(await ready()).toEqual(['schools', 'people', 'roles', 'calendar']);
    const values = { safeguarding_phone: '01632 960 001' };
    await school.perform(useCases['settings.save'], school.actor('trustHead'), { values });
    expect(await ready()).not.toContain('phones');
    await school.perform(useCases['settings.save'], school.actor('trustHead'), {
      values: { ...values, office_phone: '01632 960 002' },
    });
    expect(await ready()).toContain('phones');
    const needed = ['head_phone', 'chair_phone', 'social_care_phone', 'outside_contact_phone'] as const;
    for (const key of needed) {
      expect(await ready()).not.toContain('report_phones');
      await school.perform(useCases['settings.save'], school.actor('trustHead'), {
        values: { [key]: '01632 960 003' },
      });
    }
    expect(await ready()).toContain('report_phones');
    await school.perform(useCases['roles.end'], school.actor('head'), {
      personId: school.id('coordinator'),
      role: 'coordinator',
      schoolId: school.schools.a,
    });
    expect(await ready()).not.toContain('roles');
  });
});
